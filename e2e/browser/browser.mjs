// The browser and whoever sits before it. Everybody is watched: no request may leave
// the installation, and nothing may go wrong in the console.
import assert from "node:assert/strict";

import { chromium } from "playwright-core";

import { words } from "./words.mjs";

export const base = process.env.BROWSER_BASE;

// patience is how long a page may take on a busy machine, in milliseconds.
export const patience = Number(process.env.BROWSER_PATIENCE ?? 20_000);

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

let browser;

// open starts the browser of a file of scenarios.
export async function open() {
  browser = await chromium.launch({ executablePath: process.env.BROWSER_PROGRAM, args: flags });
}

export async function close() {
  await browser.close();
}

// visitor sits down before a fresh browser. The options are those of a context;
// `keyboard` says that the person has no mouse.
export async function visitor({ keyboard = false, language = "en", expects = [], ...options } = {}) {
  const context = await browser.newContext({
    baseURL: base,
    locale: language === "en" ? "en-GB" : language,
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  page.on("filechooser", () => {}); // whoever chooses a file finds no window of the system
  const wrong = watch(context, page, expects);
  return { context, page, say: words(language), keyboard, language, narrow: options.viewport?.width <= 320, scripts: options.javaScriptEnabled !== false, wrong };
}

// watch notes what must not happen.
function watch(context, page, expects) {
  const wrong = [];
  const note = (what) => expects.some((e) => e.test(what)) || wrong.push(what);
  context.on("request", (r) => {
    const to = new URL(r.url());
    if (to.origin !== base && to.protocol !== "data:" && to.protocol !== "blob:") note(`a request to ${to.origin}`);
  });
  context.on("weberror", (e) => note(`a fault in a script: ${e.error()}`));
  context.on("console", (m) => {
    // A refused form comes back with a status that the browser mentions.
    if ((m.type() === "error" || m.type() === "warning") && !/^Failed to load resource: the server responded with a status of 4\d\d/.test(m.text())) note(`the console says: ${m.text()}`);
  });
  page.on("response", (r) => r.status() >= 500 && note(`${r.status()} from ${new URL(r.url()).pathname}`));
  return wrong;
}

// leaves ends a visit; whatever must not have happened fails it.
export async function leaves(v) {
  await v.context.close();
  assert.deepEqual(v.wrong, [], "what must not happen");
}

// visit has somebody do something and leave.
export async function visit(options, does) {
  const v = await visitor(options);
  try {
    await does(v);
  } catch (fault) {
    const path = await evidence(v);
    if (fault instanceof Error && path) fault.message += `\nat ${new URL(v.page.url()).pathname}; picture: ${path}`;
    await v.context.close().catch(() => {}); // the fault itself says more
    throw fault;
  }
  await leaves(v);
}

let faults = 0;

async function evidence(v) {
  const path = `${process.env.BROWSER_PICTURES}/fault-${process.pid}-${++faults}.png`;
  return v.page.screenshot({ path, fullPage: true }).then(
    () => path,
    () => "",
  );
}

// fits checks that nothing has to be scrolled sideways.
export async function fits(page) {
  const [has, needs] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
  assert.ok(needs <= has, `${new URL(page.url()).pathname} needs ${needs} px where there are ${has}`);
}
