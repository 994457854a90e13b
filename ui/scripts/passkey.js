// Passkeys: forms marked data-passkey ask the browser for one. They are hidden
// where there is no script or the browser has no passkeys.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const known = (list) => (list || []).map((c) => ({ ...c, id: bytes(c.id) }));

// decoded turns what the server asks into what the browser wants.
function decoded(options) {
  const ask = { ...options, challenge: bytes(options.challenge) };
  if (options.user) ask.user = { ...options.user, id: bytes(options.user.id) };
  if (options.allowCredentials) ask.allowCredentials = known(options.allowCredentials);
  if (options.excludeCredentials) ask.excludeCredentials = known(options.excludeCredentials);
  return ask;
}

// encoded turns what the browser answers into what the server reads.
function encoded(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} };
}

async function send(address, body) {
  const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  const said = await answer.json();
  if (said.says) throw new Error(said.says);
  return said;
}

// perform asks for the passkey of a form and goes where the server says.
async function perform(form) {
  const [path, query] = form.getAttribute("action").split("?");
  const asked = await send(`${path}/options`, "{}");
  if (asked.to) return asked.to; // something else has to be done first
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: decoded(asked.publicKey) });
  const more = new URLSearchParams(query);
  const name = new FormData(form).get("name");
  if (name) more.set("name", name);
  return (await send(`${path}?${more}`, JSON.stringify(encoded(credential)))).to;
}

function prepare(form) {
  const wrong = form.querySelector("[role=alert]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    wrong.hidden = true;
    try {
      location.assign(await perform(form));
    } catch (reason) {
      wrong.textContent = reason instanceof DOMException || reason instanceof TypeError || reason instanceof SyntaxError ? form.dataset.failed : reason.message;
      wrong.hidden = false;
    }
  });
}

if (window.PublicKeyCredential) document.querySelectorAll("form[data-passkey]").forEach(prepare);
