// The kinds of persons for whom all that matters must work.
import { speaks } from "./words.mjs";

export const people = {
  "with scripts": {},
  "without scripts": { javaScriptEnabled: false },
  "by keyboard alone": { keyboard: true },
  "by keyboard alone and without scripts": { keyboard: true, javaScriptEnabled: false },
  "at 320 px": { viewport: { width: 320, height: 640 }, hasTouch: true },
  ...(speaks("sv") && { "in Swedish": { language: "sv" } }),
};
