// Everything works without this script; it makes forms quicker and safer to
// use: the error summary takes the focus, a button is not pressed twice, and a
// part that an address points to is opened.
import "./evidence.js";
import "./leave.js";
import "./passkey.js";
import { Button, createAll, ErrorSummary, SkipLink } from "govuk-frontend";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, ErrorSummary, SkipLink]) createAll(component);

// reveal opens the folded part in which the target of the address lies.
function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details");
  if (folded && !folded.open) {
    folded.open = true;
    target.scrollIntoView();
  }
}

addEventListener("hashchange", reveal);
reveal();
