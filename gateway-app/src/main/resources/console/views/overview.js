/** What the gateway does now. */

import { el, say, set } from "../dom.js";
import { ago, count, measured, millis, plural } from "../format.js";
import { Plot } from "../plot.js";

export function overview({ live }) {
  const rates = new Plot({
    title: "Requests for each second",
    lines: [
      { label: "requests", kind: "first", value: (traffic) => traffic.requests },
      { label: "refused", kind: "second", value: (traffic) => traffic.refusals },
      { label: "errors", kind: "third", value: (traffic) => traffic.errors },
    ],
  });
  const times = new Plot({
    title: "Time to the last byte",
    unit: " ms",
    lines: [
      { label: "p50", kind: "first", value: (traffic) => traffic.p50 ?? null },
      { label: "p99", kind: "second", value: (traffic) => traffic.p99 ?? null },
    ],
  });
  const tiles = {
    requests: tile("Requests"),
    refusals: tile("Refused"),
    errors: tile("Errors"),
    p99: tile("p99"),
    backends: tile("Backends", "#/backends"),
    gateways: tile("Gateways"),
    database: tile("Database"),
    ledger: tile("Ledger"),
  };

  function update() {
    rates.show(live.history);
    times.show(live.history);
    const { state } = live;
    if (state === null) {
      return;
    }
    const { traffic } = state;
    tiles.requests.show(`${measured(traffic.requests)}/s`, `${count(traffic.totals.requests)} since the start`);
    tiles.refusals.show(`${measured(traffic.refusals)}/s`, `${count(traffic.totals.refusals)} since the start`);
    tiles.errors.show(
      `${measured(traffic.errors)}/s`,
      `${count(traffic.totals.errors)} since the start`,
      traffic.errors > 0 ? "bad" : null,
    );
    tiles.p99.show(millis(traffic.p99), `p50 ${millis(traffic.p50)}`);
    showBackends(tiles.backends, state);
    showParts(tiles, state);
  }

  update();
  return {
    title: "Overview",
    element: el(
      "div",
      {},
      el("h1", { tabindex: "-1" }, "Overview"),
      el("dl", { class: "tiles" }, Object.values(tiles).map(({ element }) => element)),
      el("div", { class: "charts" }, rates.element, times.element),
    ),
    update,
  };
}

function showBackends(tile, { services }) {
  const instances = Object.values(services).flatMap((service) => service.instances);
  const up = instances.filter(({ state }) => state === "UP").length;
  const look = up === instances.length ? "good" : up === 0 ? "bad" : "warn";
  tile.show(`${up} of ${instances.length} up`, plural(Object.keys(services).length, "service"), instances.length ? look : null);
}

function showParts(tiles, { health, traffic }) {
  const { clientDatabase, sharedLimits } = health?.components ?? {};
  const gateways = sharedLimits?.details?.gateways ?? 1;
  tiles.gateways.show(count(gateways), sharedLimits ? "share every limit" : "keeps its limits alone");
  showPart(tiles.database, clientDatabase, traffic.at, "the clients");
  if (sharedLimits) {
    showPart(tiles.ledger, sharedLimits, traffic.at, "shared");
  } else {
    tiles.ledger.show("local", "in this gateway’s memory", "good");
  }
}

function showPart(tile, part, now, words) {
  if (!part) {
    tile.show("none", "");
  } else if (part.status === "UP") {
    tile.show("up", words, "good");
  } else {
    const { since, reason } = part.details ?? {};
    tile.show(since ? `away, ${ago(since, now)}` : part.status.toLowerCase(), reason ?? "", "bad");
  }
}

function tile(label, href = null) {
  const value = el("dd", { class: "value" }, "–");
  const more = el("dd", { class: "more" }, "");
  const element = el("div", { class: "tile" }, el("dt", {}, href ? el("a", { href }, label) : label), value, more);
  return {
    element,
    show(text, rest, look = null) {
      say(value, text);
      say(more, rest);
      set(more, { title: rest });
      set(element, { "data-look": look });
    },
  };
}
