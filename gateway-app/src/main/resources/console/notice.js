/** What came of an act, and the way back where there is one. It stays until it is closed, or the next act. */

import { el } from "./dom.js";

const place = document.getElementById("notice");

/** Says what was done; `undo` does the contrary, and says so itself. */
export function done(text, undo = null) {
  show("done", text, undo);
}

/** Says why something was not done. */
export function failed(text) {
  show("failed", text, null);
}

function show(kind, text, undo) {
  const act = async (event) => {
    event.target.disabled = true;
    try {
      await undo();
    } catch (refused) {
      failed(`Not undone: ${refused.message}`);
    }
  };
  place.replaceChildren(
    el(
      "div",
      { class: `notice ${kind}` },
      el("p", {}, text),
      undo ? el("button", { type: "button", click: act }, "Undo") : null,
      el("button", { type: "button", class: "plain", "aria-label": "Close this notice", click: () => place.replaceChildren() }, "✕"),
    ),
  );
}
