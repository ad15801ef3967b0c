/** The sandbox's control API: what a person does goes out, what happens comes in as events. */

const RETRY_MS = 1500;
const SETTLED_MS = 120;

/**
 * Ask the sandbox for something.
 *
 * @param {string} op for example "send"; sent as POST /control/send
 * @param {object} body JSON fields of the operation
 * @param {File | null} file what is uploaded with them, as a form
 * @returns {Promise<object>} the answer
 * @throws {Error} with the sandbox's description when it refuses
 */
export async function control(op, body = {}, file = null) {
  const sent = file
    ? { body: formOf(body, file) }
    : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const response = await fetch(`/control/${op}`, { method: "POST", ...sent });
  const answer = await response.json();
  if (!response.ok || answer.ok === false) {
    throw new Error(answer.description ?? response.statusText);
  }
  return answer;
}

function formOf(body, file) {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) form.append(name, String(value));
  form.append("file", file, file.name);
  return form;
}

/** Where a person's app saves a file from. */
export function fileAddress(fileId) {
  return `/control/file/${encodeURIComponent(fileId)}`;
}

/** Read the people, the bot's profile, its commands and whether it is connected. */
export async function readState() {
  const response = await fetch("/control/state");
  return response.json();
}

/**
 * Follow the event log from its start, through lost connections and restarts of the sandbox.
 *
 * @param {object} listener `onEvent(event, {replayed})`, `onOpen({again})`, `onLost()`,
 *   `onRestart()` when the log begins anew, `onSettled()` when the past has been replayed
 */
export function followEvents(listener) {
  connect({ last: 0, first: null, again: false, settled: false, timer: null }, listener);
}

function connect(follower, listener) {
  const source = new EventSource("/control/events");
  follower.settled = false;
  source.addEventListener("open", () => {
    listener.onOpen({ again: follower.again });
    follower.again = true;
    settleSoon(follower, listener);
  });
  source.addEventListener("message", (raw) => accept(follower, listener, JSON.parse(raw.data)));
  source.addEventListener("error", () => {
    source.close();
    listener.onLost();
    setTimeout(() => connect(follower, listener), RETRY_MS);
  });
}

function accept(follower, listener, event) {
  if (event.id <= follower.last) {
    // A replay after a reconnection repeats what is known; a first event that differs is a
    // log that began anew.
    if (event.id !== 1 || follower.first === event.time) return;
    follower.last = 0;
    listener.onRestart();
  }
  if (event.id === 1) follower.first = event.time;
  follower.last = event.id;
  listener.onEvent(event, { replayed: !follower.settled });
  if (!follower.settled) settleSoon(follower, listener);
}

function settleSoon(follower, listener) {
  clearTimeout(follower.timer);
  follower.timer = setTimeout(() => {
    follower.settled = true;
    listener.onSettled();
  }, SETTLED_MS);
}
