/** The services and their instances, and the drain of one. */

import { drain } from "../api.js";
import { el, list, say, set } from "../dom.js";
import { ago, count, plural } from "../format.js";
import { done, failed } from "../notice.js";
import { name, table } from "../table.js";

const STATES = {
  UP: ["good", "up"],
  DOWN: ["bad", "down"],
  EJECTED: ["warn", "ejected"],
  DRAINING: ["warn", "draining"],
};

export function backends({ live }) {
  const services = el("div");
  const none = el("p", { class: "empty" }, "No service yet: routes to lb://… make one.");
  const show = list(services, ([service]) => service, ([service]) => section(service, live));

  function update() {
    const known = Object.entries(live.state?.services ?? {});
    none.hidden = known.length > 0 || live.state === null;
    show(known);
  }

  update();
  return {
    title: "Backends",
    element: el("div", {}, el("h1", { tabindex: "-1" }, "Backends"), none, services),
    update,
  };
}

function section(service, live) {
  const about = el("p", { class: "about" });
  const { element, rows } = table(`Instances of ${service}`, [
    { title: "Instance" },
    { title: "State" },
    { title: "Since" },
    { title: "In flight", class: "number" },
    { title: "Picks", class: "number" },
    { title: "Failures", class: "number" },
    { title: "Weight", class: "number" },
    { title: "Last probe" },
    { title: "Act" },
  ]);
  const show = list(rows, ({ id }) => id, () => row(service, live));
  return {
    element: el("section", {}, el("h2", {}, name(service)), about, element),
    update([, { strategy, instances }]) {
      const up = instances.filter(({ state }) => state === "UP").length;
      say(about, `${strategy}, ${up} of ${plural(instances.length, "instance")} up`);
      show(instances);
    },
  };
}

function row(service, live) {
  let instance = null;
  const id = name("");
  const state = el("span", { class: "state" });
  const reason = el("span", { class: "more" });
  const cells = {
    since: el("td"),
    inFlight: el("td", { class: "number" }),
    picks: el("td", { class: "number" }),
    failures: el("td", { class: "number" }),
    weight: el("td", { class: "number" }),
    lastCheck: el("td", { class: "wide" }),
  };
  const button = el("button", { type: "button", click: () => act(service, instance, live, button) });
  return {
    element: el("tr", {}, el("th", { scope: "row" }, id), el("td", {}, state, reason), Object.values(cells), el("td", {}, button)),
    update(now) {
      instance = now;
      const [look, word] = STATES[now.state] ?? ["warn", now.state.toLowerCase()];
      say(id, now.id);
      set(id, { title: now.uri });
      say(state, word);
      set(state, { "data-look": look });
      say(reason, now.reason ?? "");
      say(cells.since, ago(now.since, live.state.traffic.at));
      say(cells.inFlight, count(now.inFlight));
      say(cells.picks, count(now.picks));
      say(cells.failures, count(now.failures));
      say(cells.weight, count(now.weight));
      say(cells.lastCheck, now.lastCheck ?? "none yet");
      say(button, isDrained(now) ? "Undrain" : "Drain");
      set(button, {
        "aria-label": `${isDrained(now) ? "Undrain" : "Drain"} ${now.id}`,
        disabled: live.actuator === null,
        title: live.actuator === null ? "The actuator has a port of its own, which this page cannot reach" : null,
      });
    },
  };
}

const isDrained = ({ state }) => state === "DRAINING";

async function act(service, instance, live, button) {
  const drained = !isDrained(instance);
  button.disabled = true;
  try {
    await tell(service, instance.id, drained, live);
  } catch (refused) {
    failed(refused.message);
  } finally {
    button.disabled = false;
  }
}

async function tell(service, id, drained, live) {
  await drain(live.actuator, service, id, drained);
  done(
    drained ? `${id} gets no new requests; those in flight go on.` : `${id} gets requests again.`,
    () => tell(service, id, !drained, live),
  );
}
