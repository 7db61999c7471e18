/** Tables that scroll in themselves where the window is narrow, by keyboard too. */

import { el, set } from "./dom.js";
import { count } from "./format.js";

/**
 * A table and the place of its rows.
 *
 * @param caption what it is about
 * @param columns each with `title`, and if need be `class`, and `head`, the element in the place of the title
 */
export function table(caption, columns) {
  const rows = el("tbody");
  const heads = columns.map(({ title, class: kind, head }) => el("th", { scope: "col", class: kind ?? null }, head ?? title));
  const element = el(
    "div",
    { class: "scroll", role: "region", "aria-label": caption, tabindex: "0" },
    el("table", {}, el("caption", { class: "unseen" }, caption), el("thead", {}, el("tr", {}, heads)), rows),
  );
  return { element, rows, heads };
}

/** An id as it is: in its own direction, with all its blanks. */
export const name = (text, attributes = {}) => el("bdi", { class: "id", ...attributes }, text);

/** How full a bucket is. */
export function meter(attributes = {}) {
  const element = el("meter", { min: 0, ...attributes });
  return {
    element,
    show(tokens, capacity) {
      set(element, { max: capacity, low: capacity / 5, value: tokens, "aria-label": `${count(tokens)} of ${count(capacity)} tokens` });
    },
  };
}
