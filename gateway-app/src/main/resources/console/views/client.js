/** One client: its bucket, what was decided about it, and what a request would get. */

import { body, clients, typed } from "../api.js";
import { change, remove, reset, topUp } from "../clientdialogs.js";
import { el, list, say, set, svg } from "../dom.js";
import { ago, count, exact, moment, plural, span, time } from "../format.js";
import { Plot } from "../plot.js";
import { meter, name, table } from "../table.js";

const INTERVAL_MILLIS = 1000;
const REMEMBERED = 300;

export function one({ live, id, go }) {
  const fill = meter({ class: "big" });
  const words = el("p", { class: "about", role: "status" }, "Loading…");
  const facts = el("p", { class: "more" });
  const plot = new Plot({
    title: "Tokens in the bucket",
    lines: [{ label: "tokens", kind: "first", value: ({ tokens }) => tokens }],
  });
  const minutes = decisions();
  const check = whatIf();
  const content = el("div", { hidden: true }, fill.element, facts, el("div", { class: "charts" }, plot.element, minutes.element), check.element);
  const acts = el("div", { class: "acts", hidden: true });
  const history = [];
  let client = null;
  let timer = 0;
  let closed = false;

  acts.append(
    act("Change the limit", () => change(client, load)),
    act("Add tokens", () => topUp(client, load)),
    act("Fill the bucket", () => reset(client, load)),
    act("Delete", () => remove(client, (again) => (again ? load() : go("#/clients"))), "danger"),
  );

  async function load() {
    clearTimeout(timer);
    if (closed) {
      return;
    }
    if (document.visibilityState === "visible" && live.connection !== "signed out") {
      await read();
    }
    if (!closed) {
      timer = setTimeout(load, INTERVAL_MILLIS);
    }
  }

  async function read() {
    try {
      const [standing, usage, answer] = await Promise.all([
        clients.read(id),
        clients.usage(id),
        clients.check(id, body({ cost: typed(check.cost()) })).catch((refused) => refused),
      ]);
      if (!closed) {
        client = standing;
        show(usage, answer);
      }
    } catch (refused) {
      say(words, refused.message);
      content.hidden = refused.status === 404;
      acts.hidden = client === null || refused.status === 404;
    }
  }

  function show(usage, answer) {
    const { tokens, capacity, rate_per_sec: rate } = client;
    content.hidden = false;
    acts.hidden = false;
    fill.show(tokens, capacity);
    const full = tokens >= capacity ? "It is full." : `Full in ${span((capacity - tokens) / rate)} if nobody spends.`;
    say(words, `${count(tokens)} of ${plural(capacity, "token")}, ${exact(rate)} more each second. ${full}`);
    const seen = usage.last_seen ? `last seen ${ago(usage.last_seen, client.last_refill)}` : "not seen lately";
    say(facts, `Created ${moment(client.created_at)}, changed ${moment(client.updated_at)}, ${seen}.`);
    history.push({ at: client.last_refill, tokens });
    history.splice(0, history.length - REMEMBERED);
    plot.show(history, capacity);
    minutes.show(usage);
    check.show(answer, client);
  }

  load();
  return {
    title: id,
    element: el("div", {}, el("h1", { tabindex: "-1" }, name(id)), words, acts, content),
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

function act(text, click, kind = null) {
  return el("button", { type: "button", class: kind, click }, text);
}

/** The decisions of the last minutes, as bars and in words. */
function decisions() {
  const drawing = svg("svg", { class: "plot bars", viewBox: "0 0 300 160", preserveAspectRatio: "none", "aria-hidden": "true" });
  const about = el("p", { class: "legend" });
  const { element: words, rows } = table("Decisions for each minute", [
    { title: "From" },
    { title: "Admitted", class: "number" },
    { title: "Refused", class: "number" },
    { title: "Tokens spent", class: "number" },
  ]);
  const rowsOf = list(rows, ({ from }) => from, () => {
    const cells = [el("th", { scope: "row" }), ...Array.from({ length: 3 }, () => el("td", { class: "number" }))];
    return {
      element: el("tr", {}, cells),
      update({ from, admitted, refused, spent }) {
        [time(from), count(admitted), count(refused), count(spent)].forEach((text, i) => say(cells[i], text));
      },
    };
  });
  return {
    element: el(
      "figure",
      { class: "chart" },
      el("figcaption", {}, "Decisions in the last minutes"),
      about,
      drawing,
      el("details", {}, el("summary", {}, "In numbers"), words),
    ),
    show({ minutes, admitted, refused, spent }) {
      say(about, `${count(admitted)} admitted, ${count(refused)} refused, ${plural(spent, "token")} spent`);
      rowsOf([...minutes].reverse());
      const most = Math.max(1, ...minutes.map((minute) => minute.admitted + minute.refused));
      const width = 300 / minutes.length;
      const bar = (i, from, to, kind) =>
        svg("rect", { class: kind, x: i * width + 1, width: width - 2, y: 160 - (to / most) * 156, height: ((to - from) / most) * 156 });
      drawing.replaceChildren(
        ...minutes.flatMap(({ admitted: passed, refused: not }, i) => [
          bar(i, 0, passed, "admitted"),
          bar(i, passed, passed + not, "refused"),
        ]),
      );
    },
  };
}

/** What a request would get now. */
function whatIf() {
  const input = el("input", { id: "cost", value: "1", inputmode: "numeric", autocomplete: "off", "aria-describedby": "what-if" });
  const answer = el("output", { id: "what-if", for: "cost" });
  return {
    element: el(
      "section",
      { class: "what-if" },
      el("h2", {}, "What would a request get?"),
      el("div", { class: "field" }, el("label", { for: "cost" }, "Cost in tokens"), input),
      answer,
    ),
    cost: () => input.value,
    show(told, client) {
      set(input, { "aria-invalid": told instanceof Error ? "true" : null });
      set(answer, { "data-look": told instanceof Error || !told.passes ? "bad" : "good" });
      say(answer, told instanceof Error ? told.message : words(told, client));
    },
  };
}

function words({ passes, capacity, rate_per_sec: rate, checked_at: now, passes_at: at }, { client_id: id }) {
  const limit = `the limit of “${id}”, ${count(capacity)} tokens and ${exact(rate)} per second`;
  if (passes) {
    return `It would pass, by ${limit}.`;
  }
  return at
    ? `It would be refused, by ${limit}. It passes at ${time(at)}, in ${span((Date.parse(at) - Date.parse(now)) / 1000)}, if nobody else spends.`
    : `It would be refused, now and always: it costs more than ${limit}, can hold.`;
}
