// Tells what became of each scenario, one line of JSON each, for the Go test that
// has started us.
export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type === "test:diagnostic" || type === "test:stderr" || type === "test:stdout") {
      const says = (data.message || "").trim();
      // The runner's own counts are of no interest.
      if (says && !/^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /.test(says)) yield JSON.stringify({ says }) + "\n";
    }
    if ((type !== "test:pass" && type !== "test:fail") || data.skip !== undefined) continue;
    if (data.details?.type === "suite" || (data.nesting === 0 && data.name.endsWith(".mjs"))) {
      // A file fails with its scenarios; on its own only when it cannot be read.
      if (type === "test:pass" || data.details?.error?.failureType === "subtestsFailed") continue;
    }
    yield JSON.stringify({ scenario: data.name, failed: type === "test:fail", error: type === "test:fail" ? reason(data.details.error) : undefined, ms: Math.round(data.details.duration_ms) }) + "\n";
  }
}

function reason(error) {
  const cause = error?.cause ?? error;
  return String(cause?.stack || cause?.message || cause);
}
