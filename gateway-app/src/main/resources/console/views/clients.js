/** All clients: a page of them at a time, however many there are. */

import { clients } from "../api.js";
import { change, create, remove } from "../clientdialogs.js";
import { el, list, say, set } from "../dom.js";
import { ago, count, exact, moment } from "../format.js";
import { meter, name, table } from "../table.js";

const PAGE = 25;
const TYPING_MILLIS = 250;

/** How often the page is read again, while it is looked at. */
const INTERVAL_MILLIS = 5000;

const COLUMNS = [
  { title: "Id", sort: "id" },
  { title: "Tokens now" },
  { title: "Capacity", sort: "capacity", class: "number" },
  { title: "Rate per second", sort: "rate_per_sec", class: "number" },
  { title: "Last seen" },
  { title: "Created", sort: "created_at" },
  { title: "Changed", sort: "updated_at" },
  { title: "Acts" },
];

export function all({ live, parameters, swap }) {
  const search = parameters.get("search") ?? "";
  const sort = parameters.get("sort") ?? "id";
  const state = el("p", { class: "empty", role: "status" }, "Loading…");
  const columns = COLUMNS.map((column) => ({ ...column, head: column.sort ? sorter(column, sort, search) : null }));
  const { element, rows, heads } = table("Clients", columns);
  COLUMNS.forEach((column, i) => set(heads[i], { "aria-sort": column.sort ? direction(column.sort, sort) : null }));
  const show = list(rows, ({ client_id: id }) => id, () => row(live, load));
  const first = el("a", { class: "button", role: "link", href: addressOf({ search, sort }) }, "First page");
  const next = el("a", { class: "button", role: "link" }, "Next page");
  const input = el("input", { id: "search", type: "search", value: search, maxlength: 255, input: () => typing(), autocomplete: "off" });
  let told = search;
  let timer = 0;
  let reading = 0;
  let closed = false;

  function typing() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      told = input.value;
      swap(addressOf({ search: told, sort }));
    }, TYPING_MILLIS);
  }

  async function load() {
    clearTimeout(reading);
    if (document.visibilityState === "visible" && live.connection !== "signed out") {
      await read();
    }
    if (!closed) {
      reading = setTimeout(load, INTERVAL_MILLIS);
    }
  }

  async function read() {
    const asked = new URLSearchParams(parameters);
    asked.set("limit", PAGE);
    try {
      const page = await clients.list(asked);
      if (closed) {
        return;
      }
      show(page.clients);
      element.hidden = page.clients.length === 0;
      state.hidden = page.clients.length > 0;
      say(state, empty(search, parameters));
      set(next, { href: page.next ? addressOf(Object.fromEntries(page.next)) : null, "aria-disabled": page.next ? null : "true" });
    } catch (refused) {
      element.hidden = true;
      state.hidden = false;
      say(state, refused.message);
    }
  }

  element.hidden = true;
  set(first, parameters.has("after") ? {} : { href: null, "aria-disabled": "true" });
  load();
  return {
    title: "Clients",
    element: el(
      "div",
      {},
      el("h1", { tabindex: "-1" }, "Clients"),
      el(
        "div",
        { class: "tools" },
        el("div", { class: "field" }, el("label", { for: "search" }, "Search in ids"), input),
        el("button", { type: "button", class: "primary", click: () => create(load) }, "New client"),
      ),
      state,
      element,
      el("nav", { class: "pages", "aria-label": "Pages" }, first, next),
    ),
    keeps: "#search",
    /** What was typed since the address was told; nothing if that is all of it. */
    unsaid: () => (input.value === told ? null : input.value),
    close() {
      closed = true;
      clearTimeout(timer);
      clearTimeout(reading);
    },
  };
}

function empty(search, parameters) {
  if (search !== "") {
    return `No ${parameters.has("after") ? "further " : ""}client has “${search}” in its id.`;
  }
  return parameters.has("after") ? "There are no further clients." : "No client yet: every key has the default limit.";
}

/** The address of a page. */
function addressOf(parameters) {
  const given = Object.entries(parameters).filter(([name, value]) => name !== "limit" && value !== "" && !(name === "sort" && value === "id"));
  return given.length ? `#/clients?${new URLSearchParams(given)}` : "#/clients";
}

function direction(column, sort) {
  if (sort === column) {
    return "ascending";
  }
  return sort === `-${column}` ? "descending" : "none";
}

function sorter({ title, sort: column }, sort, search) {
  const to = sort === column ? `-${column}` : column;
  const arrow = { ascending: "▲", descending: "▼", none: "" }[direction(column, sort)];
  return el("a", { href: addressOf({ search, sort: to }) }, title, el("span", { class: "arrow", "aria-hidden": "true" }, arrow));
}

function row(live, then) {
  let client = null;
  const seen = el("td", {}, "");
  const cells = {
    capacity: el("td", { class: "number" }),
    rate: el("td", { class: "number" }),
    seen,
    created: el("td"),
    updated: el("td"),
  };
  const id = name("");
  const link = el("a", {}, id);
  const level = meter();
  const number = el("span");
  const changes = el("button", { type: "button", click: () => change(client, then) }, "Change");
  const removes = el("button", { type: "button", click: () => remove(client, then) }, "Delete");
  return {
    element: el(
      "tr",
      {},
      el("th", { scope: "row" }, link),
      el("td", { class: "fill" }, level.element, number),
      Object.values(cells),
      el("td", { class: "acts" }, changes, removes),
    ),
    update(now) {
      client = now;
      say(id, now.client_id);
      set(id, { title: now.client_id });
      set(link, { href: `#/clients/${encodeURIComponent(now.client_id)}` });
      level.show(now.tokens, now.capacity);
      say(number, ` ${count(now.tokens)}`);
      say(cells.capacity, count(now.capacity));
      say(cells.rate, exact(now.rate_per_sec));
      say(cells.created, moment(now.created_at));
      say(cells.updated, moment(now.updated_at));
      set(changes, { "aria-label": `Change ${now.client_id}` });
      set(removes, { "aria-label": `Delete ${now.client_id}` });
      look(now, seen, live);
    },
  };
}

/** Usage comes after the page is there: a page needs no more than one call to be seen. */
async function look(client, seen, live) {
  try {
    const usage = await clients.usage(client.client_id);
    say(seen, usage.last_seen ? ago(usage.last_seen, live.state?.traffic.at ?? client.last_refill) : "not lately");
  } catch {
    say(seen, "unknown");
  }
}
