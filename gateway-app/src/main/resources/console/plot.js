/** Running plots of the last minutes, drawn to scale with the window. */

import { say, el, set, svg } from "./dom.js";
import { measured, span, time } from "./format.js";

const HEIGHT = 160;
const LEFT = 52;
const BOTTOM = 20;
const TOP = 10;

/** Where nothing came for longer, nothing is known: the line breaks off. */
const GAP_MILLIS = 3500;

/** How far back a plot goes, in minutes: as far as there is something to show, in steps. */
const MINUTES = [1, 2, 5];

/** How often the words for those who do not see the plot may change. */
const WORDS_MILLIS = 10000;

/**
 * A plot.
 *
 * @param title what is plotted
 * @param unit of the values, as it follows a number
 * @param lines each with a `label`, a `kind` that gives it a look, and `value(point)`, which answers null where there is none
 */
export class Plot {
  #title;
  #unit;
  #lines;
  #millis = MINUTES[0] * 60000;
  #top = null;
  #points = [];
  #width = 600;
  #frame;
  #legend;
  #words = 0;
  #picked = null;

  constructor({ title, unit = "", lines }) {
    this.#title = title;
    this.#unit = unit;
    this.#lines = lines;
    this.#frame = svg("svg", { class: "plot", height: HEIGHT, role: "img", "aria-label": title });
    this.#legend = lines.map(({ label, kind }) => ({ value: el("output", { class: "now" }, "–"), label, kind }));
    this.element = el(
      "figure",
      { class: "chart" },
      el("figcaption", {}, title),
      el(
        "ul",
        { class: "legend" },
        this.#legend.map(({ value, label, kind }) => el("li", { class: kind }, el("span", { class: "key" }), `${label} `, value)),
      ),
      this.#frame,
    );
    new ResizeObserver(([entry]) => {
      this.#width = Math.max(200, entry.contentRect.width);
      this.draw();
    }).observe(this.element);
    this.#frame.addEventListener("pointermove", (event) => this.#pick(event));
    this.#frame.addEventListener("pointerleave", () => this.#pick(null));
  }

  /** Shows these points, each with `at`, oldest first; `top` is the highest value, where that is known. */
  show(points, top = null) {
    this.#points = points.map((point) => ({ ...point, millis: Date.parse(point.at) }));
    this.#top = top;
    const known = (this.#points.at(-1)?.millis ?? 0) - (this.#points[0]?.millis ?? 0);
    this.#millis = (MINUTES.find((minutes) => minutes * 60000 >= known) ?? MINUTES.at(-1)) * 60000;
    this.draw();
  }

  draw() {
    const end = this.#points.at(-1)?.millis ?? Date.now();
    const start = end - this.#millis;
    const shown = this.#points.filter(({ millis }) => millis >= start);
    const top = this.#top ?? ceiling(Math.max(0, ...shown.flatMap((point) => this.#lines.map(({ value }) => value(point) ?? 0))));
    const x = (millis) => LEFT + ((millis - start) / this.#millis) * (this.#width - LEFT - 4);
    const y = (value) => TOP + (1 - Math.min(1, value / top)) * (HEIGHT - TOP - BOTTOM);
    set(this.#frame, { width: this.#width, viewBox: `0 0 ${this.#width} ${HEIGHT}` });
    this.#frame.replaceChildren(
      ...this.#grid(top, y),
      ...this.#times(x, start, end),
      ...this.#lines.map(({ kind, value }) => svg("path", { class: `line ${kind}`, d: path(shown, value, x, y) })),
      ...this.#cursor(shown, x),
    );
    this.#tell(this.#picked === null ? shown.at(-1) : nearest(shown, this.#at(this.#picked, start)), end);
  }

  #grid(top, y) {
    return [0, 0.5, 1].flatMap((part) => [
      svg("line", { class: "grid", x1: LEFT, x2: this.#width - 4, y1: y(top * part), y2: y(top * part) }),
      svg("text", { class: "tick", x: LEFT - 6, y: y(top * part) + 4, "text-anchor": "end" }, measured(top * part)),
    ]);
  }

  #times(x, start, end) {
    const middle = (start + end) / 2;
    return [
      [start, "start", `${span(this.#millis / 1000)} ago`],
      [middle, "middle", `${span(this.#millis / 2000)} ago`],
      [end, "end", "now"],
    ].map(([millis, anchor, text]) => svg("text", { class: "tick", x: x(millis), y: HEIGHT - 5, "text-anchor": anchor }, text));
  }

  #cursor(shown, x) {
    if (this.#picked === null || shown.length === 0) {
      return [];
    }
    const end = this.#points.at(-1).millis;
    const at = x(nearest(shown, this.#at(this.#picked, end - this.#millis)).millis);
    return [svg("line", { class: "cursor", x1: at, x2: at, y1: TOP, y2: HEIGHT - BOTTOM })];
  }

  #at(place, start) {
    return start + ((place - LEFT) / (this.#width - LEFT - 4)) * this.#millis;
  }

  #pick(event) {
    this.#picked = event ? event.clientX - this.#frame.getBoundingClientRect().left : null;
    this.draw();
  }

  #tell(point, end) {
    const texts = this.#lines.map(({ value }) => {
      const number = point ? value(point) : null;
      return number === null || number === undefined ? "–" : `${measured(number)}${this.#unit}`;
    });
    const picked = this.#picked !== null && point ? ` at ${time(point.at)}` : "";
    this.#legend.forEach(({ value }, i) => say(value, texts[i] + picked));
    if (Date.now() - this.#words > WORDS_MILLIS) {
      this.#words = Date.now();
      const said = this.#lines.map(({ label }, i) => `${label} ${texts[i]}`).join(", ");
      set(this.#frame, { "aria-label": `${this.#title}: at ${time(end)} ${said}` });
    }
  }
}

/** The next round number. */
function ceiling(most) {
  if (most <= 0) {
    return 1;
  }
  const size = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 2.5, 5, 10].find((step) => step * size >= most) * size;
}

function nearest(points, millis) {
  return points.reduce((best, point) => (Math.abs(point.millis - millis) < Math.abs(best.millis - millis) ? point : best), points[0]);
}

function path(points, value, x, y) {
  let last = null;
  let d = "";
  for (const point of points) {
    const number = value(point);
    if (number === null || number === undefined) {
      last = null;
      continue;
    }
    const step = last !== null && point.millis - last < GAP_MILLIS ? "L" : "M";
    d += `${step}${x(point.millis).toFixed(1)} ${y(number).toFixed(1)}`;
    // A single point has no length, and would not be seen.
    d += step === "M" ? "h0.01" : "";
    last = point.millis;
  }
  return d;
}
