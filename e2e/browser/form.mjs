// Goes through the questions before a complaint, the task list and its pages, as a
// person does who reads what is asked: no order of pages is known here.
import assert from "node:assert/strict";

import { answers, at, follows, goes, presses, tabsTo } from "./hand.mjs";

// said are the answers of somebody to whom the whole path is open, by the name of the
// question.
export const said = (v, more = {}) => ({
  residence: "SE",
  residence_then: "same",
  about: "self",
  person_type: "JOB_SEEKER",
  employment_data: "false",
  entity: "TEKSYSTEMS",
  role: "CONTROLLER",
  matter: "use",
  "person.name": "Åsa Öberg",
  "person.email": "asa@example.org",
  language: v.language,
  narrative: "Jag bad om mina uppgifter.\nIngen har svarat.",
  asked: "true",
  asked_before: "I wrote to them in May.",
  came_back: "Nothing.",
  wanted: "An answer.",
  ...more,
});

const path = (v) => new URL(v.page.url()).pathname;

// primary is the name of the button that leads on from a page.
export async function primary(v) {
  const button = v.page.locator("main form button[type=submit]:not(.govuk-button--secondary):visible").first();
  return (await button.innerText()).trim();
}

// begins goes from the first page through the questions to a draft. On the way `looks`
// may look at each page.
export async function begins(v, given = said(v), looks = async () => {}) {
  await goes(v, "/");
  await follows(v, "/complaint/start");
  for (let n = 0; path(v) === "/complaint/start"; n++) {
    assert.ok(n < 20, "the questions do not end");
    await looks(await asked(v));
    const name = await primary(v);
    await answers(v, name, given);
    await presses(v, name);
  }
  at(v, "/complaint/draft");
}

// asked is a name for what a page asks.
async function asked(v) {
  const field = await v.page.locator("main form :is(input:not([type=hidden]), select, textarea)").first().getAttribute("name", { timeout: 1000 }).catch(() => null);
  return field ?? "answer";
}

// fills goes through all tasks of a draft but the last, which shows all answers, and
// opens that.
export async function fills(v, given = said(v), looks = async () => {}) {
  const been = new Set();
  for (;;) {
    at(v, "/complaint/draft");
    await looks(been.size === 0 ? "tasks" : undefined);
    const tasks = await v.page.locator("main .govuk-task-list a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    assert.ok(tasks.length > 3, `the task list has ${tasks.length} tasks`);
    const open = await v.page.locator("main [data-task]:not([data-state=done]) a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    const next = open.find((href) => !been.has(href)) ?? tasks.at(-1);
    been.add(next);
    await follows(v, next);
    if (next === tasks.at(-1)) return;
    for (let n = 0; path(v) !== "/complaint/draft"; n++) {
      assert.ok(n < 20, `the pages of the task ${next} do not end`);
      await looks(path(v).split("/").at(-1));
      await goesOn(v, given);
    }
  }
}

// goesOn answers the page of a task and goes on to the next.
async function goesOn(v, given) {
  if (path(v) === "/complaint/draft/evidence") {
    if (given.file) await uploads(v, "/complaint/draft/evidence", given.file);
    return follows(v, "/complaint/draft");
  }
  const name = await primary(v);
  await answers(v, name, given);
  await presses(v, name);
}

// sends files what the page with all answers shows, and returns number and code.
export async function sends(v) {
  await presses(v, await primary(v));
  return receipt(v);
}

// receipt reads number and code from the receipt.
export async function receipt(v) {
  at(v, "/complaint/receipt");
  return {
    number: await v.page.locator("[data-case]").first().getAttribute("data-case"),
    code: await v.page.locator("[data-code]").first().getAttribute("data-code"),
  };
}

// uploads sends a file with a case or a draft. With scripts files are picked together and sent
// one by one; without there is a field for each.
export async function uploads(v, path, file) {
  await goes(v, path);
  const name = (await v.page.locator("main form[enctype='multipart/form-data'] button[type=submit]").first().innerText()).trim();
  if (!v.scripts) {
    await answers(v, name, { file1: file, caption1: "What they wrote." });
    await presses(v, name);
    return;
  }
  const pick = v.page.locator("[data-drop] input[type=file]");
  if (v.keyboard) {
    const chooser = v.page.waitForEvent("filechooser");
    await tabsTo(v, (it) => it.type === "file", "the field for files");
    await v.page.keyboard.press("Enter");
    await (await chooser).setFiles(file);
  } else {
    await pick.setInputFiles(file);
  }
  await v.page.getByRole("group", { name: new RegExp(file.name) }).getByRole("textbox").first().fill("What they wrote.");
  await presses(v, name);
}
