// A resident files a complaint, in all ways in which people use a browser, and with
// all that goes wrong on the way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { close, open, visit } from "./browser.mjs";
import { begins, fills, primary, receipt, said, sends } from "./form.mjs";
import { answers, at, goes, presses } from "./hand.mjs";
import { looks } from "./look.mjs";
import { found, letter, record, restarted, until } from "./office.mjs";
import { people } from "./people.mjs";

before(open);
after(close);

// once checks that a person has filed exactly one complaint, and returns it. Names are
// made up for each, and found by the office.
async function once(v, number, name) {
  const numbers = await until("the complaint to be found", async () => {
    const list = await found(name);
    return list.length > 0 && list;
  });
  assert.deepEqual(numbers, [number]);
  const filed = await record(number);
  assert.equal(filed.complaint.person.name, name);
  assert.equal(filed.complaint.narrative, said(v).narrative);
  assert.equal(filed.complaint.residence, "SE");
  return filed;
}

const somebody = () => `Åsa Test${Math.random().toString(36).slice(2).replace(/\d/g, "x")}`;

for (const [who, options] of Object.entries(people)) {
  test(`file a complaint ${who}`, () =>
    visit(options, async (v) => {
      const name = somebody();
      const given = said(v, { "person.name": name, file: { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("A letter.\n") } });
      await begins(v, given);
      await fills(v, given);
      const { number, code } = await sends(v);
      const filed = await once(v, number, name);
      assert.equal(filed.complaint.language, v.language);
      await until("the file to be on record", async () => (await record(number)).documents.some((d) => d.name === "letter.txt"));
      await goes(v, "/follow");
      await answers(v, v.say("follow.submit"), { case: number, code });
      await presses(v, v.say("follow.submit"));
      at(v, "/my-case");
    }));
}

test("pages of a draft, full, empty and in fault", () =>
  visit({}, async (v) => {
    const faults = [];
    const look = async (name, brief) => {
      if (name) await looks(v, `draft-${name}`, brief).catch((f) => faults.push(f.message));
    };
    await begins(v, said(v), (name) => look(`gate-${name}`));
    await fills(v, said(v), async (name) => {
      await look(name);
      if (!name || name === "tasks" || name === "evidence" || name === "who-sees") return;
      const here = v.page.url();
      for (const field of await v.page.locator("main form :is(input[type=text], input[type=email], input:not([type]), textarea):visible").all()) await field.fill("");
      await presses(v, await primary(v));
      if (await v.page.getByRole("alert").count()) await look(`${name}-fault`, true);
      await v.page.goto(here);
    });
    await look("check");
    await v.page.goto("/complaint/draft/later");
    await look("later");
    await v.page.goto("/complaint/draft/check");
    await sends(v);
    await look("receipt");
    assert.deepEqual(faults, []);
  }));

for (const [who, options] of Object.entries({ "with scripts": {}, "without scripts": { javaScriptEnabled: false } })) {
  test(`a complaint sent twice is filed once ${who}`, () =>
    visit(options, async (v) => {
      const name = somebody();
      const given = said(v, { "person.name": name });
      await begins(v, given);
      await fills(v, given);
      const check = v.page.url();
      await v.page.getByRole("button", { name: await primary(v) }).dblclick();
      await v.page.waitForURL("**/complaint/receipt");
      const { number } = await receipt(v);
      await v.page.goBack(); // which leads to the receipt again, or shows what was sent
      if (new URL(v.page.url()).pathname !== "/complaint/receipt") await presses(v, await primary(v));
      assert.equal((await receipt(v)).number, number);
      await v.page.goto(check);
      assert.equal((await receipt(v)).number, number);
      await once(v, number, name);
    }));

  test(`what was typed outlives a restart, a lost session and a closed browser ${who}`, () =>
    visit({ ...options, expects: [/^503 /, /status of 503/] }, async (v) => {
      const name = somebody();
      const given = said(v, { "person.name": name });
      await begins(v, given);
      const open = {
        draft: await v.page.locator("[data-draft]").first().getAttribute("data-draft"),
        code: await v.page.locator("[data-draft-code]").first().getAttribute("data-draft-code"),
      };
      await v.page.goto("/complaint/draft/what-happened");
      const next = await primary(v);
      await answers(v, next, { narrative: given.narrative });
      await restarted();
      await presses(v, next);
      await v.page.goto("/complaint/draft/what-happened");
      assert.equal(await v.page.locator("textarea").inputValue(), given.narrative);

      const more = `${given.narrative}\nAnd more.`;
      await answers(v, next, { narrative: more });
      await v.context.clearCookies();
      await presses(v, next);
      const opens = await primary(v);
      await answers(v, opens, open);
      await presses(v, opens);
      await v.page.goto("/complaint/draft/what-happened");
      assert.equal(await v.page.locator("textarea").inputValue(), more);
      await answers(v, next, { narrative: given.narrative });
      await presses(v, next);

      await v.context.clearCookies();
      await goes(v, "/complaint/draft/resume");
      await answers(v, await primary(v), open);
      await presses(v, await primary(v));
      await goes(v, "/complaint/draft");
      await fills(v, given);
      const { number } = await sends(v);
      await once(v, number, name);
    }));
}

test("a draft is opened elsewhere by a link from the mailbox", () =>
  visit({}, async (v) => {
    const given = said(v);
    await begins(v, given);
    await v.page.goto("/complaint/draft/contact");
    await answers(v, await primary(v), given);
    await presses(v, await primary(v));
    await v.page.goto("/complaint/draft/later");
    const reference = await v.page.locator("[data-draft]").first().getAttribute("data-draft");
    await presses(v, await primary(v));
    const { body } = await letter(reference, "DRAFT");
    await v.context.clearCookies();
    await goes(v, body.match(/\/complaint\/draft\/link\?token=\w+/)[0]);
    await presses(v, await primary(v));
    at(v, "/complaint/draft");
    assert.equal(await v.page.locator("[data-draft]").first().getAttribute("data-draft"), reference);
  }));
