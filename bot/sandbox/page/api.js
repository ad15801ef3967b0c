/** The sandbox's control API: what a person does goes out, what happens comes in as events. */

const TYPES = ["user", "update", "draft", "message", "edit", "delete", "action",
  "callback_answer", "fault"];
const RETRY_MS = 1500;
const SETTLED_MS = 120;

/**
 * Ask the sandbox for something.
 *
 * @param {string} op for example "send"; sent as POST /control/send
 * @param {object} body JSON fields of the operation
 * @returns {Promise<object>} the answer
 * @throws {Error} with the sandbox's description when it refuses
 */
export async function control(op, body = {}) {
  const response = await fetch(`/control/${op}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok || answer.ok === false) {
    throw new Error(answer.description ?? answer.error ?? response.statusText);
  }
  return answer.result ?? answer;
}

/** Read the people, the bot's profile, its commands and whether it is connected. */
export async function readState() {
  const response = await fetch("/control/state");
  const answer = await response.json();
  return answer.result ?? answer;
}

/**
 * Follow the event log from its start, through lost connections and restarts of the sandbox.
 *
 * @param {object} listener `onEvent(event, {replayed})`, `onOpen({again})`, `onLost()`,
 *   `onRestart()` when the log begins anew, `onSettled()` when the past has been replayed
 */
export function followEvents(listener) {
  const follower = { last: 0, again: false, settled: false, source: null, timer: null };
  connect(follower, listener);
  return { restart: () => reconnect(follower, listener) };
}

function connect(follower, listener) {
  const source = new EventSource("/control/events");
  follower.source = source;
  follower.settled = false;
  const receive = (raw) => {
    if (typeof raw.data === "string") accept(follower, listener, JSON.parse(raw.data));
  };
  source.addEventListener("open", () => {
    listener.onOpen({ again: follower.again });
    follower.again = true;
    settleSoon(follower, listener);
  });
  for (const type of TYPES) source.addEventListener(type, receive);
  source.addEventListener("message", receive);
  source.addEventListener("error", (raw) => {
    // The log has a type "error" too: only an event without data is a lost connection.
    if (typeof raw.data === "string") return receive(raw);
    source.close();
    listener.onLost();
    setTimeout(() => connect(follower, listener), RETRY_MS);
    return undefined;
  });
}

function reconnect(follower, listener) {
  follower.source.close();
  follower.last = 0;
  listener.onRestart();
  connect(follower, listener);
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
