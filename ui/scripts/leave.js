// What a page shows of a case does not outlive the session. A page that has been open
// for as long as a session lasts is emptied, without asking anybody, since the server
// may be away; one that the browser has kept for going back is loaded anew. A form in
// which something was typed stays: it is that person's own, and nothing is to be lost.
const { shownFor, gone, again, typed: copy } = document.body.dataset;
const until = Date.now() + Number(shownFor) * 1000;
let typed = null;

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function empty() {
  const link = element("a", "govuk-link", again);
  link.href = location.href;
  const way = element("p", "govuk-body", "");
  way.append(link);
  document.querySelector(".masthead__who")?.remove();
  const rest = typed ? [element("p", "govuk-body", copy), typed] : [];
  document.getElementById("main").replaceChildren(element("h1", "govuk-heading-l", gone), way, ...rest);
  document.title = gone;
}

function look() {
  if (Date.now() >= until && document.title !== gone) empty();
}

if (shownFor) {
  addEventListener("input", (event) => (typed = event.target.closest("form") || typed));
  addEventListener("pageshow", (event) => event.persisted && !typed && location.reload());
  document.addEventListener("visibilitychange", look); // timers rest while a machine sleeps
  setTimeout(look, Number(shownFor) * 1000);
}
