// The sentences of the pages, by their names in words, so that the scenarios
// find buttons and headings in whatever language and wording they have.
import { readFileSync } from "node:fs";

const all = JSON.parse(readFileSync(process.env.BROWSER_WORDS, "utf8"));

// sentence is a sentence in the first of the languages that has it.
function sentence(id, languages) {
  for (const language of languages) {
    const text = all[language]?.[id];
    if (text !== undefined) return typeof text === "string" ? text : text.other;
  }
  throw new Error(`words has no sentence ${id}`);
}

// speaks reports whether the pages have a language.
export const speaks = (language) => language in all;

// words returns what finds sentences of a language: as text, or as a pattern where a
// sentence has gaps.
export function words(language) {
  return (id) => {
    const text = sentence(id, [language, "en"]);
    if (!text.includes("{{")) return text;
    const parts = text.split(/\{\{[^}]*\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"));
    return new RegExp(parts.join("[^]+?"));
  };
}
