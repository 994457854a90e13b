// What holds for everybody who only looks: no cookie, nothing from others, little to
// load, and no script needed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { base, close, leaves, open, visit, visitor } from "./browser.mjs";
import { goes } from "./hand.mjs";
import { doors } from "./routes.mjs";

before(open);
after(close);

// firstPageLimit is how much of the first page may travel, in bytes, heads of
// answers included: issue "The portal", 60 KB.
const firstPageLimit = 60_000;

test("the first page is light, and loads only what is ours", async () => {
  const v = await visitor();
  const network = await v.context.newCDPSession(v.page);
  await network.send("Network.enable");
  let bytes = 0;
  network.on("Network.loadingFinished", (e) => (bytes += e.encodedDataLength));
  await v.page.goto("/", { waitUntil: "networkidle" });
  console.log(`the first page is ${bytes} bytes on the wire`);
  assert.ok(bytes > 1000 && bytes < firstPageLimit, `the first page is ${bytes} bytes`);
  await leaves(v);
});

test("the first page is painted before any script has come", async () => {
  const v = await visitor();
  await v.page.route(/\.js$/, () => {}); // it never comes
  await v.page.goto("/", { waitUntil: "commit" });
  await v.page.locator("main h1").waitFor();
  const painted = await v.page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
  assert.ok(painted);
  await leaves(v);
});

test("whoever only looks gets no cookie", () =>
  visit({}, async (v) => {
    for (const path of doors()) {
      await goes(v, path);
      assert.deepEqual(await v.context.cookies(base), [], `after ${path}`);
    }
  }));
