/** The keys that were refused most. */

import { el, list, say, set } from "../dom.js";
import { count, moment } from "../format.js";
import { name, table } from "../table.js";

export function refused({ live }) {
  const about = el("p", { class: "about" });
  const none = el("p", { class: "empty" }, "Nobody was refused in the last minutes.");
  const { element, rows } = table("Keys that were refused most", [
    { title: "Key" },
    { title: "Refusals", class: "number" },
    { title: "Of all" },
    { title: "At most too high by", class: "number" },
  ]);
  const show = list(rows, ({ key, client_id: id }) => `${id ?? ""}\n${key}`, () => row(live));

  function update() {
    const told = live.state?.refusals;
    if (!told) {
      return;
    }
    none.hidden = told.keys.length > 0;
    element.hidden = told.keys.length === 0;
    say(about, `${count(told.refusals)} requests were refused since ${moment(told.since)}, by this gateway.`);
    show(told.keys);
  }

  none.hidden = true;
  element.hidden = true;
  update();
  return {
    title: "Top refused",
    element: el("div", {}, el("h1", { tabindex: "-1" }, "Top refused"), about, none, element),
    update,
  };
}

function row(live) {
  const key = el("th", { scope: "row" });
  const refusals = el("td", { class: "number" });
  const share = el("meter", { min: 0, class: "share" });
  const error = el("td", { class: "number" });
  let shown = null;
  return {
    element: el("tr", {}, key, refusals, el("td", {}, share), error),
    update(item) {
      if (shown !== item.key) {
        shown = item.key;
        key.replaceChildren(
          item.client_id === undefined
            ? name(item.key)
            : el("a", { href: `#/clients/${encodeURIComponent(item.client_id)}` }, name(item.client_id)),
          el("span", { class: "more" }, item.client_id === undefined ? "no client" : item.key),
        );
      }
      const all = Math.max(1, live.state.refusals.refusals);
      say(refusals, count(item.refusals));
      set(share, { max: all, value: item.refusals, "aria-label": `${Math.round((100 * item.refusals) / all)} of 100 refusals` });
      say(error, count(item.error));
    },
  };
}
