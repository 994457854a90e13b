// What a resident does with a case over time.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { close, open, visit } from "./browser.mjs";
import { uploads } from "./form.mjs";
import { answers, at, follows, goes, presses, reads, submit } from "./hand.mjs";
import { accepts, asks, done, filed, record, replies, restarted, until } from "./office.mjs";
import { people } from "./people.mjs";

before(open);
after(close);

// enters opens a case with its code.
async function enters(v, { number, code }) {
  await goes(v, "/follow");
  await answers(v, v.say("follow.submit"), { case: number, code });
  await presses(v, v.say("follow.submit"));
  at(v, "/my-case");
}

// does goes from the case to an act, answers what it asks and sends it.
async function does(v, action, given = {}) {
  const name = await opens(v, action);
  await answers(v, name, given);
  await presses(v, name);
  at(v, "/my-case");
}

// answersBack reads the answer and says whether it satisfies.
async function answersBack(v, given) {
  await follows(v, "/my-case/answer");
  const name = await submit(v, "/my-case/answer");
  await answers(v, name, given);
  await presses(v, name);
  at(v, "/my-case");
}

// opens goes from the case to an act, and returns the name of the button that does it.
async function opens(v, action) {
  const path = `/my-case/acts/${action}`;
  await follows(v, path);
  at(v, path);
  return submit(v, path);
}

const written = async (number, action, field) => (await done(number, action)).map((e) => e.details[field]);

for (const [who, options] of Object.entries(people)) {
  test(`answer a question ${who}`, () =>
    visit(options, async (v) => {
      const own = await filed({ language: v.language });
      await asks(own.number, "When did you write to us?");
      await enters(v, own);
      await reads(v, "When did you write to us?");
      await does(v, "info.provided", { answer: "In May.\nAnd again in June." });
      assert.deepEqual(await written(own.number, "info.provided", "answer"), ["In May.\nAnd again in June."]);
    }));

  test(`write, upload and read again ${who}`, () =>
    visit(options, async (v) => {
      const own = await filed({ language: v.language });
      const buffer = Buffer.from("A letter.\n".repeat(500));
      await enters(v, own);
      await does(v, "message.sent", { text: "Is there any news?" });
      await reads(v, "Is there any news?");
      await uploads(v, "/my-case/evidence", { name: "letter.txt", mimeType: "text/plain", buffer });
      const [kept] = (await record(own.number)).documents;
      assert.equal(kept.sha256, createHash("sha256").update(buffer).digest("hex"));
      const coming = v.page.waitForEvent("download");
      await v.page.getByRole("link", { name: /letter\.txt/ }).first().click();
      assert.deepEqual(await readFile(await (await coming).path()), buffer);
    }));

  test(`accept the answer ${who}`, () =>
    visit(options, async (v) => {
      const own = await answered(v);
      await enters(v, own);
      await answersBack(v, { reply: "yes" });
      assert.equal((await done(own.number, "complainant.satisfied")).length, 1);
    }));

  test(`reject the answer ${who}`, () =>
    visit(options, async (v) => {
      const own = await answered(v);
      await enters(v, own);
      await answersBack(v, { reply: "no", reasons: "You do not say who has my file." });
      assert.deepEqual(await written(own.number, "complainant.not_satisfied", "reasons"), ["You do not say who has my file."]);
    }));

  test(`withdraw ${who}`, () =>
    visit(options, async (v) => {
      const own = await filed({ language: v.language });
      await accepts(own.number);
      await enters(v, own);
      await does(v, "complaint.withdrawn", { confirmed: "true" });
      assert.equal((await done(own.number, "complaint.withdrawn")).length, 1);
    }));
}

async function answered(v) {
  const own = await filed({ language: v.language });
  await accepts(own.number);
  await replies(own.number);
  return own;
}

for (const [who, options] of Object.entries({ "with scripts": {}, "without scripts": { javaScriptEnabled: false } })) {
  test(`a button that is pressed twice sends once ${who}`, () =>
    visit(options, async (v) => {
      const own = await filed({ language: v.language });
      await enters(v, own);
      const name = await opens(v, "message.sent");
      await answers(v, name, { text: "Only once." });
      await v.page.getByRole("button", { name }).dblclick();
      await v.page.waitForURL("**/my-case");
      assert.deepEqual(await written(own.number, "message.sent", "text"), ["Only once."]);
    }));

  test(`back and sent again is sent once ${who}`, () =>
    visit(options, async (v) => {
      const own = await filed({ language: v.language });
      await enters(v, own);
      const name = await opens(v, "message.sent");
      const form = await sentForm(v, name, { text: "Only once." });
      const again = await v.page.request.post("/my-case/acts/message.sent", { form, maxRedirects: 0 });
      assert.equal(again.status(), 303);
      assert.deepEqual(await written(own.number, "message.sent", "text"), ["Only once."]);
    }));

  test(`what was typed outlives a fault and a restart of the server ${who}`, () =>
    visit({ ...options, expects: [/^503 /, /status of 503/] }, async (v) => {
      const own = await filed({ language: v.language });
      await until("its workflow", async () => (await record(own.number)).letters.length > 0);
      await enters(v, own);
      const name = await opens(v, "message.sent");
      await answers(v, name, { text: "" });
      await presses(v, name);
      await v.page.getByRole("alert").waitFor();
      await answers(v, name, { text: "After the restart." });
      await restarted();
      await presses(v, name);
      await until("the message", async () => (await done(own.number, "message.sent")).length > 0);
      assert.deepEqual(await written(own.number, "message.sent", "text"), ["After the restart."]);
    }));
}

// sentForm sends a form and returns what it sent.
async function sentForm(v, name, given) {
  await answers(v, name, given);
  const key = await v.page.locator("main form input[name=key]").first().inputValue();
  await presses(v, name);
  return { key, ...given };
}
