// Goes through all pages somebody can reach, looks at each, and at each of its forms
// when it is sent without what it must have.
import assert from "node:assert/strict";

import { looks } from "./look.mjs";
import { doors, isPage, rooms, routeOf } from "./routes.mjs";

// crawls looks at every page of a role that is not among those seen, beginning with
// the given ones and following links. It returns the routes it has come to.
export async function crawls(v, role, begins, { seen = new Set(), open = false } = {}) {
  const mine = new Set([...rooms(role), ...(open ? doors() : [])]);
  const queue = [...begins, ...[...mine].filter((route) => !route.includes(":") && route !== tray)];
  const come = new Set();
  const faults = [];
  while (queue.length > 0) {
    const path = queue.shift();
    const route = routeOf(path.split("?")[0]);
    const id = identity(route, path);
    if (!route || !isPage(route) || come.has(id) || (!mine.has(route) && !begins.includes(path))) continue;
    come.add(id);
    const asked = await v.page.goto(path);
    const here = new URL(v.page.url());
    const led = routeOf(here.pathname);
    if (led !== route) come.add(identity(led, here.pathname));
    queue.push(...(await links(v.page)));
    if (seen.has(identity(led, here.pathname))) continue;
    seen.add(identity(led, here.pathname));
    const name = `${role}${identity(led, here.pathname).replace(/[^a-z0-9.]+/gi, "-").replace(/-$/, "")}`;
    await keepsFault(faults, () => looks(v, name, route.startsWith("/desk") && route.endsWith(":action")));
    if (asked.status() < 400) await inFault(v, path, name, faults);
  }
  if (faults.length > 0) throw new Error(faults.join("\n\n"));
  return come;
}

// tray is the page of all letters of all scenarios, which is looked at for one case.
const tray = "/dev/mail";

// identity is what makes a page a page of its own: its route, and of an act which.
function identity(route, path) {
  if (!route) return undefined;
  const last = path.split("?")[0].split("/").at(-1);
  return route.endsWith(":action") ? route.replace(":action", last) : route;
}

async function links(page) {
  return page.evaluate(() => [...document.querySelectorAll("a[href^='/']")].map((a) => a.getAttribute("href").split("#")[0]));
}

// inFault sends each form that has something it must have, without it.
async function inFault(v, path, name, faults) {
  const forms = v.page.locator("main form[novalidate]:not([data-passkey])", { has: v.page.locator("[required]") });
  for (let n = 0; n < (await forms.count()); n++) {
    const form = forms.nth(n);
    for (const field of await form.locator("[required]").all()) await field.fill("");
    const loaded = v.page.waitForEvent("load");
    loaded.catch(() => {}); // what went wrong before it says more
    await form.locator("button[type=submit]").first().click();
    await loaded.catch((fault) => assert.fail(`form ${n} of ${path} leads nowhere: ${fault}`));
    await keepsFault(faults, () => looks(v, `${name}-fault${n || ""}`, true));
    await v.page.goto(path);
  }
}

async function keepsFault(faults, looking) {
  try {
    await looking();
  } catch (fault) {
    faults.push(fault.message);
  }
}
