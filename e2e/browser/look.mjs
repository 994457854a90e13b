// A close look at a page: what axe finds, whether it fits, and pictures of it at two
// widths, light and dark.
import assert from "node:assert/strict";
import { join } from "node:path";

import axe from "@axe-core/playwright";

import { fits } from "./browser.mjs";

const AxeBuilder = axe.default ?? axe;

// tags are the rules that are asked: WCAG 2.2 AA with what it builds on, and what axe
// itself recommends.
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const widths = [1280, 390];
const schemes = ["light", "dark"];

// looks looks at the page that is open, and gives its pictures a name. A brief look
// takes one picture only. What is folded is unfolded after the pictures.
export async function looks(v, name, brief = false) {
  for (const scheme of schemes) {
    for (const width of widths) {
      if (brief && (width !== 390 || scheme !== "light")) continue;
      await shows(v.page, width, scheme);
      await v.page.screenshot({ path: join(process.env.BROWSER_PICTURES, `${name}-${width}-${scheme}.png`), fullPage: true });
    }
  }
  await v.page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  const found = [];
  for (const scheme of schemes) {
    await shows(v.page, 390, scheme);
    found.push(...(await violations(v.page, scheme)).map((f) => `${scheme}: ${f}`));
  }
  await shows(v.page, 320, "light");
  await shows(v.page, 1280, "light");
  assert.deepEqual(found, [], `what axe finds on ${name}`);
}

async function shows(page, width, colorScheme) {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 900 });
  await fits(page);
}

// violations are what axe finds, each in a line. In the dark only the colours differ.
async function violations(page, scheme) {
  const look = new AxeBuilder({ page });
  const { violations } = await (scheme === "dark" ? look.withRules(["color-contrast"]) : look.withTags(tags)).analyze();
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${(n.any[0] ?? n.all[0] ?? n.none[0])?.message ?? v.help}`));
}
