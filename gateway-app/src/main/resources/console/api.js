/** Calls of the public admin API and of the actuator, with the credentials that the browser was given for this page. */

/** The gateway's root, wherever a proxy has put it. */
const ROOT = new URL("../", location.origin + location.pathname);

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** An answer that was no success: its status, and the gateway's own words. */
export class Refused extends Error {
  constructor(status, message, retryable = false) {
    super(message);
    this.status = status;
    this.retryable = retryable;
  }
}

/** A number as it was typed, so that no digit gets lost; what is none goes as text, and the gateway says what it thinks of it. */
export const typed = (text) => (JSON_NUMBER.test(text.trim()) ? text.trim() : JSON.stringify(text));

/** The body of typed fields. */
export const body = (fields) =>
  `{${Object.entries(fields)
    .map(([name, value]) => `${JSON.stringify(name)}:${value}`)
    .join(",")}}`;

/** The most digits that a JavaScript number keeps of any decimal. */
const EXACT_DIGITS = 15;

/** What JSON says. A number of more digits than JavaScript's keep stays text, so that a limit that is shown, or given back, is the one that was set. */
const parsed = (text) =>
  JSON.parse(text, (name, value, context) =>
    typeof value === "number" && context?.source.replace(/\D/g, "").replace(/^0+/, "").length > EXACT_DIGITS ? context.source : value,
  );

async function call(method, path, content) {
  let answer;
  try {
    answer = await fetch(new URL(path, ROOT), {
      method,
      body: content,
      headers: content === undefined ? {} : { "Content-Type": "application/json" },
      cache: "no-store",
    });
  } catch {
    throw new Refused(0, "The gateway does not answer.");
  }
  const json = (answer.headers.get("Content-Type") ?? "").includes("json") ? await answer.text().then(parsed).catch(() => null) : null;
  if (!answer.ok) {
    throw new Refused(answer.status, json?.message ?? `The gateway answered ${answer.status}.`);
  }
  return { json, answer };
}

/** The path of a client's call. */
function clientPath(id, rest = "") {
  if (id === "." || id === "..") {
    // In an address these are no names but steps (RFC 3986, section 5.2.4), however they are written: the browser walks them.
    throw new Refused(0, `No browser can name the client “${id}”; curl --path-as-is can.`);
  }
  return `clients/${encodeURIComponent(id)}${rest}`;
}

export const clients = {
  /** A page of clients, and the parameters of the next one. */
  async list(parameters) {
    const { json, answer } = await call("GET", `clients?${new URLSearchParams(parameters)}`);
    const next = /<([^>]*)>;\s*rel="next"/.exec(answer.headers.get("Link") ?? "");
    return { clients: json, next: next ? new URL(next[1], ROOT).searchParams : null };
  },
  create: async (content) => (await call("POST", "clients", content)).json,
  read: async (id) => (await call("GET", clientPath(id))).json,
  change: async (id, content) => (await call("PATCH", clientPath(id), content)).json,
  delete: async (id) => (await call("DELETE", clientPath(id))).json,
  usage: async (id) => (await call("GET", clientPath(id, "/usage"))).json,
  check: async (id, content) => (await call("POST", clientPath(id, "/check"), content)).json,
  tokens: async (id, content) => (await call("POST", clientPath(id, "/tokens"), content)).json,
};

/** Gives an instance no new requests, or some again. */
export const drain = async (actuator, service, instance, drained) =>
  (
    await call(
      "POST",
      `${actuator.replace(/^\//, "")}/loadbalancer/${encodeURIComponent(service)}/${encodeURIComponent(instance)}`,
      JSON.stringify({ drain: drained }),
    )
  ).json;

/** Whether the credentials are still good. */
export async function signedIn() {
  try {
    await call("GET", "clients?limit=1");
    return true;
  } catch (refused) {
    return refused.status !== 401 && refused.status !== 403;
  }
}
