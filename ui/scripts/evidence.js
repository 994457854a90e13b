// Files: a form marked data-upload lets files be dropped or chosen together, sends
// them one by one with a bar for each, and keeps what was typed when one does not
// arrive. Without this script the form asks for a few files at a time.

const told = (text, file) => text.replaceAll("{name}", file.name);

// entry is one file on its way: its row on the page, and what became of it.
class Entry {
  constructor(form, blank, file, number) {
    this.form = form;
    this.file = file;
    this.row = blank.content.firstElementChild.cloneNode(true);
    this.fault = this.row.querySelector("[data-fault]");
    this.bar = this.row.querySelector("progress");
    this.caption = this.row.querySelector("textarea");
    this.dated = this.row.querySelector("input[type=date]");
    this.done = false;
    this.row.querySelector("input[type=file]").closest(".govuk-form-group").remove();
    this.row.querySelector("[data-legend]").textContent = `${file.name} (${size(file.size)})`;
    this.bar.setAttribute("aria-label", told(form.dataset.sending, file));
    this.row.querySelector("[data-remove]").append(hidden(` ${file.name}`));
    for (const field of [this.caption, this.dated]) rename(this.row, field, number);
  }

  wrong(text) {
    this.bar.hidden = true;
    this.fault.hidden = !text;
    this.fault.textContent = text;
    this.row.classList.toggle("upload__row--wrong", Boolean(text));
  }

  // send sends the file; it answers with what is wrong, or nothing.
  send(say) {
    return new Promise((resolve) => {
      const body = new FormData();
      body.append("caption1", this.caption.value);
      body.append("dated1", this.dated.value);
      body.append("file1", this.file, this.file.name);
      const request = new XMLHttpRequest();
      this.request = request;
      const failed = () => resolve(told(this.form.dataset.failed, this.file));
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) this.bar.value = (100 * event.loaded) / event.total;
      });
      request.upload.addEventListener("load", () => say(told(this.form.dataset.checking, this.file)));
      request.addEventListener("load", () => {
        try {
          resolve(JSON.parse(request.responseText).says);
        } catch {
          failed(); // a page, such as the one to sign in again
        }
      });
      request.addEventListener("error", failed);
      request.addEventListener("timeout", failed);
      request.addEventListener("abort", failed);
      request.open("POST", this.form.action);
      request.setRequestHeader("Accept", "application/json");
      this.bar.hidden = false;
      this.bar.value = 0;
      request.send(body);
    });
  }
}

function hidden(text) {
  const span = document.createElement("span");
  span.className = "govuk-visually-hidden";
  span.textContent = text;
  return span;
}

// rename gives a field of a new row an identifier of its own, and the label and
// the hint that belong to it.
function rename(row, field, number) {
  const was = field.id;
  field.id = `${was}-${number}`;
  row.querySelector(`label[for="${was}"]`).htmlFor = field.id;
  const hint = row.querySelector(`#${was}-hint`);
  if (hint) {
    hint.id = `${field.id}-hint`;
    field.setAttribute("aria-describedby", hint.id);
  }
}

function size(bytes) {
  if (bytes < 1e3) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function prepare(form) {
  const place = form.querySelector("[data-drop]");
  const pick = place.querySelector("input");
  const rows = form.querySelector("[data-rows]");
  const blank = form.querySelector("[data-blank]");
  const said = form.querySelector("[data-said]");
  const button = form.querySelector("[type=submit]");
  const entries = [];
  let number = 0;
  const say = (text) => {
    said.textContent = text;
  };

  // What a page without this script was sent back with stays as it is: it has its
  // own words of what is wrong, and its own fields.
  if (rows.querySelector(".govuk-form-group--error")) return;
  rows.replaceChildren();
  place.hidden = false;

  function add(file) {
    const entry = new Entry(form, blank, file, ++number);
    entries.push(entry);
    rows.append(entry.row);
    entry.row.querySelector("[data-remove]").addEventListener("click", () => {
      if (entry.request) entry.request.abort();
      entries.splice(entries.indexOf(entry), 1);
      entry.row.remove();
      say(told(form.dataset.removed, file));
      pick.focus();
    });
    if (file.size > Number(form.dataset.largest)) entry.wrong(told(form.dataset.large, file));
    say(told(form.dataset.chosen, file));
    return entry;
  }

  function take(files) {
    const added = [...files].map(add);
    if (added.length > 0) added[0].caption.focus();
  }

  pick.addEventListener("change", () => {
    take(pick.files);
    pick.value = "";
  });
  for (const name of ["dragover", "dragenter"]) {
    place.addEventListener(name, (event) => {
      event.preventDefault();
      place.classList.add("upload__drop--over");
    });
  }
  place.addEventListener("dragleave", () => place.classList.remove("upload__drop--over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    place.classList.remove("upload__drop--over");
    take(event.dataTransfer.files);
  });

  const waiting = () => entries.filter((entry) => !entry.done);
  addEventListener("beforeunload", (event) => {
    if (waiting().length > 0) event.preventDefault();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (waiting().length === 0) {
      say(form.dataset.none);
      pick.focus();
      return;
    }
    button.disabled = true;
    for (const entry of waiting()) {
      if (entry.file.size > Number(form.dataset.largest)) continue;
      entry.wrong("");
      say(told(form.dataset.sending, entry.file));
      const wrong = await entry.send(say);
      if (!entries.includes(entry)) continue; // taken away meanwhile
      entry.done = !wrong;
      entry.wrong(wrong);
      if (entry.done) {
        entry.row.replaceChildren(entry.row.querySelector("[data-legend]"), told(form.dataset.done, entry.file));
        say(told(form.dataset.done, entry.file));
      }
    }
    button.disabled = false;
    const rest = waiting();
    if (rest.length === 0) {
      location.assign(form.dataset.after);
      return;
    }
    say("");
    rest[0].fault.tabIndex = -1;
    rest[0].fault.focus();
  });
}

document.querySelectorAll("form[data-upload]").forEach(prepare);
