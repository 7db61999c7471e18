/** The acts on clients: each asks, does it, and says how it is undone. */

import { body, clients, typed } from "./api.js";
import { ask, confirm } from "./dialog.js";
import { count, exact } from "./format.js";
import { done } from "./notice.js";

const CAPACITY = { name: "capacity", label: "Capacity", hint: "Whole tokens, 1 to 1,000,000,000.", numeric: true };
const RATE = { name: "rate_per_sec", label: "Rate", hint: "Tokens per second, 0.000001 to 1,000,000,000.", numeric: true };

/** Creates a client; `then` is called after this and every other change. */
export function create(then) {
  ask({
    title: "New client",
    fields: [
      { name: "client_id", label: "Id", hint: "The API key, or an IP address. 1 to 255 characters." },
      { ...CAPACITY, hint: `${CAPACITY.hint} Empty: the default.` },
      { ...RATE, hint: `${RATE.hint} Empty: the default.` },
    ],
    yes: "Create",
    async act(fields) {
      const { client_id: id, ...limit } = fields;
      const given = Object.entries(limit).filter(([, text]) => text.trim() !== "");
      const client = await clients.create(
        body({ client_id: JSON.stringify(id), ...Object.fromEntries(given.map(([name, text]) => [name, typed(text)])) }),
      );
      done(`“${client.client_id}” was created: ${limitOf(client)}.`, async () => {
        await clients.delete(client.client_id);
        done(`“${client.client_id}” is gone again.`);
        then(null);
      });
      then(client);
    },
  });
}

/** Gives a client another limit. */
export function change(client, then) {
  ask({
    title: `Limit of “${client.client_id}”`,
    text: "It counts from the next request on. The client keeps its tokens, up to the new capacity.",
    fields: [
      { ...CAPACITY, value: client.capacity },
      { ...RATE, value: client.rate_per_sec },
    ],
    yes: "Change",
    act: (fields) => set(client, fields, then),
  });
}

/** Changes what differs from what was shown: somebody else may have changed the rest meanwhile, and keeps it, also when this is undone. */
async function set(shown, fields, then) {
  const id = shown.client_id;
  const differing = ["capacity", "rate_per_sec"].filter((name) => String(fields[name]) !== String(shown[name]));
  const before = await clients.read(id);
  const content = Object.fromEntries(differing.map((name) => [name, typed(String(fields[name]))]));
  const changed = differing.length === 0 ? before : await clients.change(id, body(content));
  const undone = Object.fromEntries(differing.map((name) => [name, before[name]]));
  done(`“${id}” has ${limitOf(changed)} now.`, () => set(changed, { ...changed, ...undone }, then));
  then(changed);
}

/** Deletes a client. Undone, there is another of that id, with the limit and the tokens that the first had. */
export function remove(client, then) {
  confirm({
    title: `Delete “${client.client_id}”?`,
    text: "Its key has the default limit from the next request on. Undo creates it again, with its limit and the tokens it has now.",
    yes: "Delete",
    async act() {
      const last = await clients.read(client.client_id);
      await clients.delete(client.client_id);
      done(`“${client.client_id}” is deleted.`, async () => {
        const again = await clients.create(
          body({
            client_id: JSON.stringify(last.client_id),
            capacity: last.capacity,
            rate_per_sec: last.rate_per_sec,
            tokens: last.tokens,
          }),
        );
        done(`“${client.client_id}” is there again, with ${limitOf(again)}.`);
        then(again);
      });
      then(null);
    },
  });
}

/** Gives a client tokens. */
export function topUp(client, then) {
  ask({
    title: `Tokens for “${client.client_id}”`,
    text: "They are there at once, for every gateway. What would not fit into the bucket is not given. Tokens that were given cannot be taken back.",
    fields: [{ name: "add", label: "Tokens to add", hint: "A whole number from 1 to 1,000,000,000.", numeric: true }],
    yes: "Add",
    async act({ add }) {
      const changed = await clients.tokens(client.client_id, body({ add: typed(add) }));
      done(`“${client.client_id}” has ${count(changed.tokens)} tokens now.`);
      then(changed);
    },
  });
}

/** Fills a client's bucket. */
export function reset(client, then) {
  confirm({
    title: `Fill the bucket of “${client.client_id}”?`,
    text: `It has all its ${count(client.capacity)} tokens at once, as a new client has. This cannot be undone: tokens that were given cannot be taken back.`,
    yes: "Fill",
    async act() {
      const changed = await clients.tokens(client.client_id, '{"reset":true}');
      done(`“${client.client_id}” has ${count(changed.tokens)} tokens now.`);
      then(changed);
    },
  });
}

const limitOf = ({ capacity, rate_per_sec: rate }) => `${count(capacity)} tokens, ${exact(rate)} per second`;
