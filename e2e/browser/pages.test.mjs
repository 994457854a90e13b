// Every page that there is, to everybody who can open it, full and empty: axe finds
// nothing on it, in light and dark, and it needs no scrolling sideways.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";

import { close, open, visit } from "./browser.mjs";
import { crawls } from "./crawl.mjs";
import { answers, at, goes, presses } from "./hand.mjs";
import { looks } from "./look.mjs";
import { accepts, acts, asks, filed, letter, password, replies } from "./office.mjs";
import { rooms } from "./routes.mjs";

before(open);
after(close);

// hard is a complaint that is hard to lay out: long names, names from right to left,
// and 10,000 words.
const hard = {
  person: { name: "Wolfeschlegelsteinhausenbergerdorff אברהם بن عبد الرحمن", email: `${"very-long-mailbox-name".repeat(2)}@example.org`, phone: "+46 70 000 00 00" },
  narrative: Array.from({ length: 10_000 }, (_, n) => (n % 97 ? "word" : "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft\n\nהם")).join(" "),
  wanted: "حذف بياناتي",
};

async function enters(v, { number, code }) {
  await goes(v, "/follow");
  await answers(v, v.say("follow.submit"), { case: number, code });
  await presses(v, v.say("follow.submit"));
  at(v, "/my-case");
}

async function signsIn(v, name) {
  await goes(v, "/sign-in");
  await answers(v, v.say("signin.submit"), { name, password: password(name) });
  await presses(v, v.say("signin.submit"));
}

// opens are the first pages of a case of the desk.
const opens = (number) => [`/desk/cases/${number}`];

test("pages for anybody", () =>
  visit({}, async (v) => {
    const { number } = await filed();
    await letter(number, "N01");
    await crawls(v, "anyone", [`/dev/mail?case=${number}`], { open: true });
    await v.page.goto("/there-is-no-such-page");
    await looks(v, "anyone-missing");
  }));

// The stages of a case as its complainant sees them.
const stages = {
  "just filed": async (own) => own,
  "with a question": async (own) => asks(own.number, "When did you write to us?\nTo whom?"),
  "taken up": async (own) => accepts(own.number),
  answered: async (own) => {
    await accepts(own.number);
    await replies(own.number, "What we have found.\n\n".repeat(40));
  },
};

const seenOfOwn = new Set();

for (const [stage, comes] of Object.entries(stages)) {
  test(`pages of one's own case ${stage}`, () =>
    visit({}, async (v) => {
      const own = await filed();
      await comes(own);
      await enters(v, own);
      await looks(v, `complainant-my-case-${stage.replaceAll(" ", "-")}`);
      const come = await crawls(v, "complainant", ["/my-case"], { seen: seenOfOwn });
      if (stage === "just filed") for (const route of rooms("complainant")) assert.ok(route.includes(":") || come.has(route), `nobody has come to ${route}`);
    }));
}

test("pages of a case that is hard to lay out", () =>
  visit({}, async (v) => {
    const own = await filed(hard);
    await accepts(own.number);
    await acts(own.number, "case_officer", "message.sent", { text: "A long word: " + "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz".repeat(4) });
    await enters(v, own);
    await looks(v, "complainant-my-case-hard");
    await looks(v, "complainant-my-case-hard-unfolded", true);
    await signsIn(v, "case-officer");
    await v.page.goto(`/desk/cases/${own.number}`);
    await looks(v, "case_officer-desk-cases-hard");
    await v.page.goto("/desk");
    await looks(v, "case_officer-desk-hard");
  }));

const seenOfDesk = new Set();

for (const [role, name] of Object.entries({ case_officer: "case-officer", privacy_officer: "privacy-officer", manager: "manager", auditor: "auditor", system_admin: "administrator" })) {
  test(`pages of the staff: ${name}`, () =>
    visit({}, async (v) => {
      const fresh = await filed();
      const own = await filed();
      await accepts(own.number);
      await replies(own.number);
      await signsIn(v, name);
      const begins = role === "system_admin" ? ["/admin/accounts"] : [...opens(fresh.number), ...opens(own.number)];
      await crawls(v, role, begins, { seen: seenOfDesk });
    }));
}

test("pages of somebody new on the staff", () =>
  visit({}, async (v) => {
    const name = `Vera Holm ${Date.now()}`;
    const secret = "velvet otter mends nine kites";
    await signsIn(v, "administrator");
    await goes(v, "/admin/accounts/new");
    const submit = (await v.page.locator("main form button[type=submit]").first().textContent()).trim();
    await answers(v, submit, { name, email: `vera${Date.now()}@example.org`, role: "case_officer" });
    await presses(v, submit);
    await looks(v, "new-invited");
    const code = await v.page.locator("main .secret").first().textContent();
    await presses(v, v.say("layout.sign_out"));
    await goes(v, "/welcome");
    await answers(v, v.say("welcome.submit"), { code });
    await presses(v, v.say("welcome.submit"));
    at(v, "/welcome/password");
    await looks(v, "new-welcome-password");
    await answers(v, v.say("welcome.next"), { password: secret, again: secret });
    await presses(v, v.say("welcome.next"));
    at(v, "/welcome/app");
    await looks(v, "new-welcome-app");
    const seed = await v.page.locator("main .secret").first().textContent();
    for (let n = 0; n < 2 && new URL(v.page.url()).pathname === "/welcome/app"; n++) {
      // a code lives for the half minute that is running
      await answers(v, v.say("app.submit"), { code: totp(seed) });
      await presses(v, v.say("app.submit"));
    }
    at(v, "/account/codes");
    await looks(v, "new-account-codes");
    const recovery = await v.page.locator("main .secret").first().textContent();
    await presses(v, v.say("codes.kept"));
    for (const path of ["/account", "/account/password", "/account/app"]) {
      await v.page.goto(path);
      await looks(v, `new${path.replaceAll("/", "-")}`);
    }
    await presses(v, v.say("layout.sign_out"));
    await goes(v, "/sign-in");
    await answers(v, v.say("signin.submit"), { name, password: secret });
    await presses(v, v.say("signin.submit"));
    at(v, "/sign-in/code");
    await looks(v, "new-sign-in-code");
    await answers(v, v.say("signin.submit"), { code: recovery });
    await presses(v, v.say("signin.submit"));
    at(v, "/desk");
    await looks(v, "new-desk");
  }));

// totp is the code that an authenticator app shows now (RFC 6238).
function totp(secret) {
  const bits = [...secret.replace(/\s/g, "")].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  return String((mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
