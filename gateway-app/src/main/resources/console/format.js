/** Numbers, times and spans as people read them. */

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });
const EXACT = new Intl.NumberFormat("en", { maximumFractionDigits: 9 });
const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** A count, with all its digits. */
export const count = (number) => WHOLE.format(number);

/** A number that was set, with all its decimals. */
export const exact = (number) => EXACT.format(number);

/** A measured number: what matters of it. */
export const measured = (number) => (Math.abs(number) >= 1000 ? WHOLE.format(number) : SHORT.format(number));

/** Milliseconds, or that there is nothing to measure. */
export const millis = (number) => (number === undefined || number === null ? "–" : `${measured(number)} ms`);

/** One of a thing, or many. */
export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

export const time = (instant) => TIME.format(new Date(instant));

export const moment = (instant) => MOMENT.format(new Date(instant));

/** A span of seconds. */
export function span(seconds) {
  if (seconds < 1) {
    return `${Math.max(0, Math.round(seconds * 1000))} ms`;
  }
  const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  const first = units.findIndex(([, size]) => seconds >= size);
  const [unit, size] = units[first];
  const whole = Math.floor(seconds / size);
  const next = units[first + 1];
  const rest = next ? Math.floor((seconds - whole * size) / next[1]) : 0;
  return `${whole} ${unit}${rest > 0 ? ` ${rest} ${next[0]}` : ""}`;
}

/** How long ago something was, by the gateway's clock. */
export function ago(instant, now) {
  const seconds = (Date.parse(now) - Date.parse(instant)) / 1000;
  return seconds < 1 ? "now" : `${span(seconds)} ago`;
}
