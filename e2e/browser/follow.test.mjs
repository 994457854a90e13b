// A resident comes back to a case: by the code, and by a link to the mailbox.
import { after, before, test } from "node:test";

import { close, open, visit } from "./browser.mjs";
import { answers, at, goes, presses, reads, sees } from "./hand.mjs";
import { filed, letter } from "./office.mjs";
import { people } from "./people.mjs";

before(open);
after(close);

for (const [who, options] of Object.entries(people)) {
  test(`follow a case by its code ${who}`, () =>
    visit(options, async (v) => {
      const { number, code } = await filed({ language: v.language });
      await goes(v, `/follow?case=${number}`);
      await answers(v, v.say("follow.submit"), { case: number, code });
      await presses(v, v.say("follow.submit"));
      at(v, "/my-case");
      await sees(v, v.say("mycase.title"));
    }));
}

test("a wrong code says so, and keeps the number", () =>
  visit({}, async (v) => {
    const { number } = await filed({ language: v.language });
    await goes(v, "/follow");
    await answers(v, v.say("follow.submit"), { case: number, code: "0000-0000-0000-0000" });
    await presses(v, v.say("follow.submit"));
    await v.page.getByRole("alert").waitFor();
    await v.page.locator(`input[value="${number}"]`).first().waitFor();
    await answers(v, v.say("follow.submit"), {});
  }));

test("follow a case by a link from the mailbox", () =>
  visit({}, async (v) => {
    const { number, email } = await filed({ language: v.language });
    await goes(v, "/follow");
    await answers(v, v.say("link.submit"), { number, email });
    await presses(v, v.say("link.submit"));
    await sees(v, v.say("link.sent"));
    const { body } = await letter(number, "LINK");
    await goes(v, body.match(/\/follow\/link\?token=\w+/)[0]);
    await presses(v, v.say("follow.submit"));
    at(v, "/my-case");
    await reads(v, v.say("link.done"));
  }));

test("a link opens a case once", () =>
  visit({}, async (v) => {
    const { number, email } = await filed({ language: v.language });
    await goes(v, "/follow");
    await answers(v, v.say("link.submit"), { number, email });
    await presses(v, v.say("link.submit"));
    const link = (await letter(number, "LINK")).body.match(/\/follow\/link\?token=\w+/)[0];
    for (const path of ["/my-case", "/follow/link"]) {
      await goes(v, link);
      await presses(v, v.say("follow.submit"));
      at(v, path);
    }
    await v.page.getByRole("alert").waitFor();
  }));
