// What the privacy office does meanwhile: through the API, since these scenarios are
// the residents'.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { base, patience } from "./browser.mjs";

const state = process.env.BROWSER_STATE;
const tokens = JSON.parse(readFileSync(join(state, "tokens.json"), "utf8"));

async function call(method, path, { token, body, key = randomUUID() } = {}) {
  const headers = { "Idempotency-Key": key };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch(`${base}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, text, json: () => JSON.parse(text) };
}

// until asks again until there is an answer: what comes in is worked on by others.
export async function until(what, ask) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await ask();
    if (found) return found;
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await pause(100);
  }
}

// filed files a complaint as a program would, and returns its number and code.
export async function filed(more = {}) {
  const body = {
    person: { name: "Ada Holm", email: "ada@example.org" },
    narrative: "I asked for my data and had no answer.",
    residence: "SE",
    language: "en",
    person_type: "JOB_SEEKER",
    entity: "TEKSYSTEMS",
    principles: ["ACCESS"],
    ...more,
  };
  const answer = await call("POST", "/complaints", { body });
  assert.equal(answer.status, 201, answer.text);
  const { case_number: number, access_code: code } = answer.json();
  return { number, code, email: body.person.email };
}

// acts has somebody of the staff act on a case, as soon as its workflow runs.
export async function acts(number, role, action, data) {
  const key = randomUUID();
  await until(`${action} on the case`, async () => {
    const answer = await call("POST", `/cases/${number}/actions`, { token: tokens[role], key, body: { action, data } });
    if (answer.status === 503 || answer.status === 202) return false;
    assert.equal(answer.status, 200, `${action}: ${answer.text}`);
    return true;
  });
}

export const accepts = (number) => acts(number, "case_officer", "triage.accepted", { data_class: "NON_HR", allegations: "As described." });

export const asks = (number, questions) => acts(number, "case_officer", "triage.needs_info", { questions });

// replies sends the company's answer.
export async function replies(number, text = "We have looked at it and found this.") {
  await acts(number, "case_officer", "response.drafted", { finding: "PARTLY", remedies: ["EXPLANATION"], text });
  await acts(number, "privacy_officer", "response.approved");
  await acts(number, "case_officer", "response.sent");
}

// record is the case as the office sees it.
export async function record(number) {
  const answer = await call("GET", `/cases/${number}`, { token: tokens.case_officer });
  assert.equal(answer.status, 200, answer.text);
  return answer.json();
}

// done are the events of an action on record, with what was written.
export async function done(number, action) {
  return (await record(number)).entries.filter((e) => e.action === action);
}

// found are the numbers of the cases in which the word is found.
export async function found(word) {
  const answer = await call("GET", `/cases?q=${encodeURIComponent(word)}`, { token: tokens.case_officer });
  assert.equal(answer.status, 200, answer.text);
  return answer.json().cases.map((c) => c.case_number ?? c.number);
}

// letter waits for a letter of a kind in the local tray, about a case or a draft.
export async function letter(number, code) {
  return until(`the letter ${code}`, async () => {
    const answer = await fetch(`${base}/dev/mail.json`);
    return (await answer.json()).find((l) => l.code === code && l.case_number === number);
  });
}

// password is what a role of the staff signs in with.
export function password(name) {
  const text = readFileSync(join(state, "sign-in.txt"), "utf8");
  return text.match(new RegExp(`${name}\\s+(\\S+)`))[1];
}

// restarted kills the server and waits until it serves again.
export async function restarted() {
  const path = join(state, "pids", "server.pid");
  const pid = () => (existsSync(path) ? Number(readFileSync(path, "utf8")) : 0); // 0 while it does not run
  const before = await until("the server to run", pid);
  process.kill(before, "SIGKILL");
  await until("another server", () => pid() !== 0 && pid() !== before && fetch(`${base}/readyz`).then((a) => a.ok, () => false));
}
