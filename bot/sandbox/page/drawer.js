/** The drawer for those who test the bot: faults, blocks, a fresh start, the event log. */

import { control } from "./api.js";
import { h, iconButton, toast } from "./dom.js";

const LOG_LIMIT = 300;
const METHODS = ["*", "sendMessage", "sendMessageDraft", "editMessageText",
  "editMessageReplyMarkup", "answerCallbackQuery", "sendChatAction", "sendDocument", "getFile", "download", "getUpdates"];
const SECONDS_FIELD = { 429: "retry_after", delay: "seconds" };

/** Fills the aside of the page; its language follows the conversation in use. */
export class Drawer {
  #element;
  #toggle;
  #people;
  #blocked = new Set();
  #blocks = new Map();
  #say = null;

  /** @param {object} parts `element` (aside), `toggle` (button), `people` (users) */
  constructor({ element, toggle, people }) {
    this.#element = element;
    this.#toggle = toggle;
    this.#people = people;
    this.log = h("ol", { class: "log", tabindex: "0" });
    toggle.addEventListener("click", () => this.#show(element.hidden));
    element.addEventListener("keydown", (event) => event.key === "Escape" && this.#show(false));
  }

  speak(say) {
    if (say === this.#say) return;
    this.#say = say;
    this.log.setAttribute("aria-label", say.events);
    this.#element.replaceChildren(
      h("header", {}, h("h2", {}, say.test), iconButton("close", say.close, () => this.#show(false))),
      this.#faults(say), this.#persons(say),
      h("section", { class: "events" }, h("h3", {}, say.events), this.log));
  }

  clear() {
    this.log.replaceChildren();
  }

  /** @param {object[]} people users of a newer state, with `blocked` */
  update(people) {
    this.#blocked = new Set(people.filter((user) => user.blocked).map((user) => user.id));
    this.#showBlocks();
  }

  record(event) {
    const { id, type } = event;
    if (type === "user" && "blocked" in event) this.#noteBlock(event);
    const detail = h("pre", {}, JSON.stringify(event, null, 1));
    const row = h("details", {}, h("summary", {}, h("span", { class: "kind", "data-type": type }, type), summaryOf(event)), detail);
    this.log.prepend(h("li", { "data-event": id }, row));
    if (this.log.children.length > LOG_LIMIT) this.log.lastChild.remove();
  }

  #noteBlock({ chat_id: id, blocked }) {
    if (blocked) this.#blocked.add(id);
    else this.#blocked.delete(id);
    this.#showBlocks();
  }

  #show(shown) {
    this.#element.hidden = !shown;
    this.#toggle.setAttribute("aria-expanded", String(shown));
    (shown ? this.#element : this.#toggle).focus();
  }

  #faults(say) {
    const method = select(METHODS.map((name) => [name, name === "*" ? say.anyMethod : name]));
    const kind = select(Object.entries(say.kinds));
    const times = h("input", { type: "number", min: "1", max: "99", value: "1" });
    const seconds = h("input", { type: "number", min: "1", max: "60", value: "5" });
    const secondsField = field(say.seconds, seconds);
    const adapt = () => secondsField.classList.toggle("unused", !(kind.value in SECONDS_FIELD));
    kind.addEventListener("change", adapt);
    adapt();
    const form = h("form", { class: "faults" }, h("h3", {}, say.faults), h("p", {}, say.faultsHint),
      field(say.method, method), field(say.kind, kind), field(say.times, times), secondsField,
      h("button", { type: "submit", class: "primary" }, say.inject));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const body = { method: method.value, kind: kind.value, times: times.valueAsNumber };
      if (kind.value in SECONDS_FIELD) body[SECONDS_FIELD[kind.value]] = seconds.valueAsNumber;
      ask("fault", body, say.faultSet);
    });
    return form;
  }

  #persons(say) {
    this.#blocks.clear();
    const rows = this.#people.map((user) => {
      const button = h("button", { type: "button", onclick: () => ask("block", { user: user.id, blocked: !this.#blocked.has(user.id) }) });
      this.#blocks.set(user.id, button);
      return h("p", { class: "person" }, h("span", {}, user.first_name), button);
    });
    this.#showBlocks();
    const reset = h("button", { type: "button", class: "reset", onclick: () => ask("reset", {}) }, say.reset);
    return h("section", {}, h("h3", {}, say.persons), ...rows, reset);
  }

  #showBlocks() {
    for (const [id, button] of this.#blocks) {
      button.textContent = this.#blocked.has(id) ? this.#say.unblock : this.#say.block;
    }
  }
}

async function ask(op, body, done) {
  try {
    await control(op, body);
    if (done) toast(done);
  } catch (error) {
    toast(error.message);
  }
}

function select(options) {
  return h("select", {}, ...options.map(([value, name]) => h("option", { value }, name)));
}

function field(name, control) {
  return h("label", {}, h("span", {}, name), control);
}

function summaryOf(event) {
  const words = event.description ?? event.message?.text ?? event.text ?? event.kind ?? event.method ?? event.action ?? "";
  return h("span", { class: "words" }, String(words).slice(0, 80));
}
