/** What the gateway sends every second, while this page is looked at and only then. */

import { signedIn } from "./api.js";

/** What is drawn: five minutes. */
const REMEMBERED = 300;
const RETRY_MILLIS = 2000;

/** A page that is looked away from for less than this stays connected. */
const PATIENCE_MILLIS = 5000;

export class Live extends EventTarget {
  state = null;
  history = [];
  actuator = null;
  version = null;
  connection = "connecting";
  #source = null;
  #timer = 0;

  /** Connects, as soon as somebody looks. */
  start() {
    document.addEventListener("visibilitychange", () => this.#look());
    addEventListener("pagehide", () => this.#close("paused"));
    addEventListener("pageshow", () => this.#look());
    this.#look();
  }

  #look() {
    clearTimeout(this.#timer);
    if (document.visibilityState === "hidden") {
      this.#timer = setTimeout(() => this.#close("paused"), PATIENCE_MILLIS);
    } else if (this.#source === null) {
      this.#open();
    }
  }

  #open() {
    const source = new EventSource("live");
    this.#source = source;
    source.addEventListener("greeting", (event) => this.#greeted(JSON.parse(event.data)));
    source.addEventListener("state", (event) => this.#told(JSON.parse(event.data)));
    source.addEventListener("error", () => this.#failed(source));
  }

  #greeted({ version, actuator, history }) {
    this.version = version;
    this.actuator = actuator;
    const last = this.history.at(-1)?.at ?? "";
    this.history.push(...history.filter((traffic) => traffic.at > last));
    this.#connected("live");
  }

  #told(state) {
    this.state = state;
    this.history.push(state.traffic);
    this.history.splice(0, this.history.length - REMEMBERED);
    this.#connected("live");
    this.dispatchEvent(new Event("state"));
  }

  /** The browser's own attempts end at the first answer that is none of events, as of a proxy while the gateway is away. */
  async #failed(source) {
    this.#close("lost");
    if (!(await signedIn())) {
      this.#connected("signed out");
    } else if (this.#source === null) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), RETRY_MILLIS);
    }
  }

  #close(connection) {
    this.#source?.close();
    this.#source = null;
    this.#connected(connection);
  }

  #connected(connection) {
    if (this.connection !== connection) {
      this.connection = connection;
      this.dispatchEvent(new Event("connection"));
    }
  }
}
