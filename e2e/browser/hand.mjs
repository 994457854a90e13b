// What a person does with a page: find a thing by its name, press it, answer what is
// asked. With a mouse or by keyboard alone.
import assert from "node:assert/strict";

import { fits, patience } from "./browser.mjs";

// goes opens an address.
export async function goes(v, path) {
  await v.page.goto(path);
  await settled(v);
}

// follows follows the link of that name, or to that address.
export async function follows(v, name) {
  if (String(name).startsWith("/")) {
    await unfolds(v, `a[href="${name}"]`);
    await leaving(v, v.page.locator(`main a[href="${name}"]:visible`), (it) => it.href === name, `a link to ${name}`);
  } else await leaving(v, v.page.getByRole("link", { name, exact: typeof name === "string" }), (it) => it.role === "link" && named(it.name, name), name);
}

// presses presses the button of that name, and waits for the page that comes.
export async function presses(v, name) {
  await leaving(v, v.page.getByRole("button", { name, exact: typeof name === "string" }), (it) => it.role === "button" && named(it.name, name), name);
}

// unfolds opens what hides a thing, if it is hidden wherever it stands.
async function unfolds(v, what) {
  if (await v.page.locator(`main ${what}:visible`).count()) return;
  const folded = v.page.locator("main details:not([open])", { has: v.page.locator(what) });
  if (!(await folded.count())) return;
  const summary = folded.first().locator("summary").first();
  if (!v.keyboard) return summary.click();
  const name = (await summary.innerText()).replace(/\s+/g, " ").trim();
  await tabsTo(v, (it) => it.role === "summary" && it.name === name, name);
  await v.page.keyboard.press("Enter");
}

async function leaving(v, where, isIt, what) {
  const loaded = v.page.waitForEvent("load", { timeout: patience });
  loaded.catch(() => {}); // what went wrong before it says more
  if (v.keyboard) {
    await tabsTo(v, isIt, what);
    await v.page.keyboard.press("Enter");
  } else {
    await where.first().click();
  }
  await loaded;
  await settled(v);
}

// submit is the name of the button that sends the form to an address.
export async function submit(v, action) {
  const button = v.page.locator(`main form[action="${action}"] button[type=submit]`).first();
  return (await button.innerText()).trim();
}

// sees checks that a heading of that name is there.
export async function sees(v, name) {
  await v.page.getByRole("heading", { name, exact: typeof name === "string" }).first().waitFor();
}

// reads checks that a text is there.
export async function reads(v, text) {
  await v.page.getByText(text).first().waitFor();
}

// at checks where somebody has come to.
export function at(v, path) {
  assert.equal(new URL(v.page.url()).pathname, path, "where the person is");
}

// answers fills in the questions of the form that holds the button of that name. Answers
// go by the name of the field; a question without one stays as it is.
export async function answers(v, button, given) {
  const form = v.page.locator("main form", { has: v.page.getByRole("button", { name: button, exact: typeof button === "string" }) }).first();
  await form.waitFor();
  if (v.keyboard) return answersByKey(v, form, given);
  for (const control of await form.locator("input:not([type=hidden]), select, textarea").all()) {
    const it = await control.evaluate(described);
    const answer = wanted(it, given);
    if (answer === undefined) continue;
    assert.ok(it.label, `the question ${it.name} has no label`);
    if (it.type === "radio" || it.type === "checkbox") await control.setChecked(answer);
    else if (it.tag === "SELECT") await (it.offers.includes(answer) && control.selectOption(answer));
    else if (it.type === "file") await control.setInputFiles(answer);
    else await control.fill(answer);
  }
}

// wanted is what is to be done with a control: a text, or whether it is ticked.
function wanted(it, given) {
  const answer = given[it.field];
  if (answer === undefined) return undefined;
  if (it.type === "radio") return answer === it.value ? true : undefined;
  if (it.type === "checkbox") return Array.isArray(answer) ? answer.includes(it.value) : answer === it.value;
  return answer;
}

// answersByKey tabs through a form and types.
async function answersByKey(v, form, given) {
  const open = new Set(Object.keys(given));
  const fields = new Set(await form.locator("input:not([type=hidden]), select, textarea").evaluateAll((all) => all.map((e) => e.name)));
  for (const field of open) if (!fields.has(field)) open.delete(field);
  while (open.size > 0) {
    const it = await tabsTo(v, (it) => open.has(it.field), `a question for ${[...open]}`);
    assert.ok(it.label, `the question ${it.field} has no label`);
    if (it.type === "checkbox") {
      if (it.checked !== wanted(it, given)) await v.page.keyboard.press("Space");
      if (it.last) open.delete(it.field);
      continue;
    }
    await types(v, it, given[it.field]);
    open.delete(it.field);
  }
}

// types answers the question that has the focus.
async function types(v, it, answer) {
  const keys = v.page.keyboard;
  const now = () => v.page.evaluate(() => document.activeElement.value);
  if (it.type === "radio") {
    await keys.press("Space");
    for (let n = 0; (await now()) !== answer; n++) {
      assert.ok(n < 40, `there is no choice ${answer} for ${it.field}`);
      await keys.press("ArrowDown");
    }
  } else if (it.tag === "SELECT") {
    const [from, to] = await v.page.evaluate((value) => {
      const list = document.activeElement;
      return [list.selectedIndex, [...list.options].findIndex((o) => o.value === value)];
    }, answer);
    if (to < 0) return; // the same is asked elsewhere with other choices
    for (let n = from; n !== to; n += Math.sign(to - from)) await keys.press(to > n ? "ArrowDown" : "ArrowUp");
    assert.equal(await now(), answer);
  } else if (it.type === "file") {
    const chooser = v.page.waitForEvent("filechooser");
    await keys.press("Enter");
    await (await chooser).setFiles(answer);
  } else {
    await keys.press("Control+a");
    await keys.insertText(answer);
  }
}

// tabsTo presses Tab until what has the focus is what is looked for. Whatever it
// comes across must show that it has the focus.
export async function tabsTo(v, fits, what = "what is looked for") {
  for (let n = 0; n < 400; n++) {
    await v.page.keyboard.press("Tab");
    const it = await v.page.evaluate(focused);
    if (!it) continue; // the browser's own frame
    assert.ok(it.shown, `on ${new URL(v.page.url()).pathname} nothing shows that ${it.role} ${it.name || it.field} has the focus`);
    if (fits(it)) return it;
  }
  throw new Error(`400 times Tab lead to nothing that is ${what}`);
}

function named(name, wanted) {
  return typeof wanted === "string" ? name === wanted : wanted.test(name);
}

// described says what a control is. It runs in the page.
function described(e) {
  return {
    tag: e.tagName,
    type: e.type,
    field: e.name,
    value: e.value,
    offers: [...(e.options ?? [])].map((o) => o.value),
    label: [...(e.labels ?? [])].map((l) => l.textContent.trim()).join(" ") || e.getAttribute("aria-label"),
  };
}

// focused describes what has the focus, and whether that shows. It runs in the page.
function focused() {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const tag = e.tagName;
  const role = e.getAttribute("role") || { A: "link", BUTTON: "button", SUMMARY: "summary" }[tag] || "field";
  // The libraries draw the focus of a radio or a box to tick around its label.
  const drawn = [getComputedStyle(e), e.nextElementSibling && getComputedStyle(e.nextElementSibling, "::before")].filter(Boolean);
  const inside = !e.matches(":focus"); // a button within a field for a date, which the browser draws
  const shown = inside || drawn.some((s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none");
  const same = e.type === "checkbox" ? [...(e.form?.elements ?? [])].filter((o) => o.name === e.name) : [e];
  return {
    tag,
    role,
    href: e.getAttribute("href"),
    type: e.type,
    field: e.name,
    value: e.value,
    checked: e.checked,
    last: same.at(-1) === e,
    label: [...(e.labels ?? [])].map((l) => l.textContent.trim()).join(" ") || e.getAttribute("aria-label"),
    name: (e.getAttribute("aria-label") || e.textContent).replace(/\s+/g, " ").trim(),
    shown,
  };
}

// settled checks what holds for every page that is come to.
async function settled(v) {
  await v.page.locator("main h1").first().waitFor();
  if (v.narrow) await fits(v.page);
}
