/** Leads from an address to its view, and tells the view of what is new. */

import { say, set } from "./dom.js";
import { Live } from "./live.js";
import { backends } from "./views/backends.js";
import { one } from "./views/client.js";
import { all } from "./views/clients.js";
import { overview } from "./views/overview.js";
import { refused } from "./views/refused.js";

const CONNECTIONS = {
  connecting: "connecting",
  live: "live",
  paused: "paused",
  lost: "no connection, trying again",
  "signed out": "signed out: load the page again to sign in",
};

const main = document.getElementById("view");
const connection = document.getElementById("connection");
const live = new Live();
let view = null;

/** The view of an address after the #. */
function viewOf(address) {
  const [path, query = ""] = address.split("?");
  const context = { live, parameters: new URLSearchParams(query), go, swap };
  const client = /^\/clients\/(.+)$/.exec(path);
  if (client) {
    return one({ ...context, id: decoded(client[1]) });
  }
  const known = { "/": overview, "/backends": backends, "/clients": all, "/refused": refused };
  return (known[path] ?? overview)(context);
}

/** As it stands if it is not encoded as addresses are: somebody has typed it. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function go(address) {
  location.hash = address;
}

/** The same without a step back to where it was. */
function swap(address) {
  location.replace(address);
}

function show(first) {
  const before = view;
  const focused = before?.keeps && document.activeElement === document.querySelector(before.keeps);
  const caret = focused ? document.activeElement.selectionStart : null;
  const unsaid = focused ? before.unsaid() : null;
  before?.close?.();
  view = viewOf(location.hash.slice(1) || "/");
  main.replaceChildren(view.element);
  document.title = `${view.title} · Sluice`;
  document.querySelectorAll("header nav a").forEach((link) => {
    set(link, { "aria-current": isCurrent(link.hash) ? "page" : null });
  });
  const kept = focused && view.keeps ? document.querySelector(view.keeps) : null;
  if (kept) {
    kept.focus();
    if (unsaid !== null) {
      kept.value = unsaid;
      kept.dispatchEvent(new Event("input"));
    }
    kept.setSelectionRange(caret, caret);
  } else if (!first) {
    main.querySelector("h1").focus();
    scrollTo(0, 0);
  }
}

const isCurrent = (hash) => (hash === "#/" ? /^(#\/?)?$/.test(location.hash) : location.hash.startsWith(hash));

addEventListener("hashchange", () => show(false));
live.addEventListener("state", () => view.update?.());
live.addEventListener("connection", () => {
  say(connection, CONNECTIONS[live.connection]);
  set(connection, { "data-state": live.connection });
});
show(true);
live.start();
