/** Questions to whoever is about to act. The browser keeps the focus inside, and gives it back (HTML, the dialog element). */

import { Refused } from "./api.js";
import { el, set } from "./dom.js";

const CONFLICT = 409;

/**
 * Asks before something is done that cannot be taken back as a whole; `act` is called if the answer is yes, and what it is refused
 * with is shown.
 */
export function confirm({ title, text, yes, act }) {
  open({ title, content: [el("p", {}, text)], yes, danger: true, fields: [], act });
}

/** Asks for values. `act` is called with them, by name; a message that begins with the name of a field is shown at that field. */
export function ask({ title, text, fields, yes, act }) {
  open({ title, content: text ? [el("p", {}, text)] : [], yes, danger: false, fields: fields.map(field), act });
}

function field({ name, label, hint, value = "", numeric = false }) {
  const id = `field-${name}`;
  const input = el("input", {
    id,
    name,
    value,
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "off",
    inputmode: numeric ? "decimal" : null,
    "aria-describedby": `${id}-hint ${id}-error`,
  });
  const error = el("p", { id: `${id}-error`, class: "error" });
  return {
    name,
    input,
    element: el(
      "div",
      { class: "field" },
      el("label", { for: id }, label),
      input,
      el("p", { id: `${id}-hint`, class: "hint" }, hint),
      error,
    ),
    blame(message) {
      set(input, { "aria-invalid": message ? "true" : null });
      error.textContent = message;
    },
  };
}

function open({ title, content, yes, danger, fields, act }) {
  const general = el("p", { class: "error", role: "alert" });
  const submit = el("button", { type: "submit", class: danger ? "danger" : "primary" }, yes);
  const dialog = el(
    "dialog",
    { "aria-labelledby": "dialog-title", close: () => dialog.remove() },
    el(
      "form",
      { method: "dialog", novalidate: true, submit: (event) => attempt(event) },
      el("h2", { id: "dialog-title" }, title),
      content,
      fields.map(({ element }) => element),
      general,
      el("div", { class: "acts" }, el("button", { type: "button", click: () => dialog.close() }, "Cancel"), submit),
    ),
  );

  async function attempt(event) {
    event.preventDefault();
    submit.disabled = true;
    general.textContent = "";
    fields.forEach((one) => one.blame(""));
    try {
      await act(Object.fromEntries(fields.map(({ name, input }) => [name, input.value])));
      dialog.close();
    } catch (refused) {
      if (!(refused instanceof Refused)) {
        throw refused;
      }
      blame(refused);
    } finally {
      submit.disabled = false;
    }
  }

  /** A conflict is about what names the thing, which comes first. */
  function blame({ message, status }) {
    const named = fields.find(({ name }) => new RegExp(`(^|\\W)${name}(\\W|$)`).test(message));
    const blamed = status === CONFLICT ? fields[0] : named;
    if (blamed) {
      blamed.blame(message);
      blamed.input.focus();
    } else {
      general.textContent = message;
    }
  }

  document.body.append(dialog);
  dialog.showModal();
  (fields[0]?.input ?? dialog.querySelector("button")).focus();
}
