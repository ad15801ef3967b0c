/** One person's conversation with the bot: header, messages, text box. */

import { control } from "./api.js";
import { Composer } from "./composer.js";
import { h, icon, toast } from "./dom.js";
import { takeDrops } from "./files.js";
import { labelsFor } from "./labels.js";
import { Timeline } from "./timeline.js";

const ACTION_LIFE_MS = 5500;
const STICKER = "👍";

/** Turns what a person does into control calls, and events of their chat into the view. */
export class Pane {
  #user;
  #say;
  #state;
  #actionTimer = null;
  #welcomed = "";

  /**
   * @param {object} user of the state: `id`, `first_name`, `language_code`
   * @param {object} state the sandbox's state: `bot`, `commands`, `examples`, `connected`
   */
  constructor(user, state) {
    this.#user = user;
    this.#state = state;
    this.#say = labelsFor(user.language_code);
    const context = { user, bot: state.bot, say: this.#say };
    this.composer = new Composer(context, this.#composing());
    this.timeline = new Timeline({
      ...context,
      onCommand: (text) => this.#send({ text }),
      onReply: (message) => this.composer.replyTo(message),
      onEdit: (message) => this.composer.correct(message),
      onStop: () => this.#stop(),
    });
    this.status = h("p", { class: "status", role: "status" });
    this.welcome = h("div", { class: "welcome" });
    this.element = h("section", { class: "pane", lang: user.language_code, "data-user": user.id, "aria-label": this.#say.conversation(user.first_name) },
      this.#header(), this.timeline.element, this.composer.element);
    this.timeline.element.prepend(this.welcome);
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.#stop());
    takeDrops(this.element, (files) => this.composer.take(files));
    this.update(state);
  }

  get say() {
    return this.#say;
  }

  get user() {
    return this.#user;
  }

  /** Take over a newer state: profile, commands and connection may have changed. */
  update(state) {
    this.#state = state;
    this.composer.menu.set(state.commandsFor(this.#user.language_code));
    this.#showStatus();
    this.#showWelcome();
  }

  settle() {
    this.timeline.settle();
    this.#showWelcome();
  }

  clear() {
    this.timeline.clear();
    this.#showWelcome();
  }

  addMessage(message) {
    if (message.from?.is_bot) this.#endAction();
    this.timeline.add(message);
    this.#showWelcome();
  }

  showDraft(draft) {
    this.timeline.showDraft(draft);
    this.#showStatus();
    this.#showWelcome();
  }

  endDraft() {
    this.timeline.endDraft();
    this.#showStatus();
  }

  showAction() {
    clearTimeout(this.#actionTimer);
    this.#actionTimer = setTimeout(() => this.#endAction(), ACTION_LIFE_MS);
    this.#showStatus();
  }

  showBlocked(blocked) {
    this.timeline.note(blocked ? this.#say.blocked : this.#say.unblocked);
  }

  #endAction() {
    clearTimeout(this.#actionTimer);
    this.#actionTimer = null;
    this.#showStatus();
  }

  #composing() {
    return {
      send: (message) => this.#send(message),
      edit: ({ id, text }) => this.#ask("edit", { message_id: id, text }),
      document: ({ file, caption, replyTo }) => this.#ask("document", replying({ caption }, replyTo), file),
      photo: () => this.#ask("photo"),
      sticker: () => this.#ask("sticker", { emoji: STICKER }),
      voice: () => this.#ask("voice"),
      stop: () => this.#stop(),
      lastOwn: () => this.timeline.lastOwn(),
    };
  }

  #send({ text, replyTo }) {
    return this.#ask("send", replying({ text }, replyTo));
  }

  #stop() {
    const stoppable = Boolean(this.timeline.draft?.can_stop);
    if (stoppable) this.#ask("stop");
    return stoppable;
  }

  async #ask(op, body = {}, file = null) {
    try {
      const answer = await control(op, { user: this.#user.id, ...body }, file);
      if (answer.dropped) toast(this.#say.dropped);
    } catch (error) {
      toast(error instanceof TypeError ? this.#say.notDelivered : error.message);
    }
  }

  #header() {
    const { first_name: name } = this.#user;
    const you = h("span", { class: "you", title: this.#say.as(name) },
      h("span", { class: "initial", "aria-hidden": "true" }, name.slice(0, 1)), h("span", {}, this.#say.as(name)));
    return h("header", { class: "pane-head" }, h("span", { class: "avatar" }, icon("accord")),
      h("div", { class: "who" }, h("h2", {}, this.#state.bot.first_name), this.status), you);
  }

  #showStatus() {
    const say = this.#say;
    const draft = this.timeline.draft;
    const busy = draft ? say.writing : this.#actionTimer && say.typing;
    const calm = this.#state.connected ? say.online : say.waitingForBot;
    if (this.status.textContent !== (busy || calm)) this.status.textContent = busy || calm;
    this.status.classList.toggle("busy", Boolean(busy));
    this.status.classList.toggle("away", !busy && !this.#state.connected);
  }

  #showWelcome() {
    this.welcome.hidden = !this.timeline.isEmpty;
    if (this.welcome.hidden) return;
    const { bot, examples } = this.#state;
    const shown = JSON.stringify([bot, examples]);
    if (this.#welcomed === shown) return; // redrawing would take the focus away
    this.#welcomed = shown;
    const language = this.#user.language_code;
    const description = bot.descriptions[language] ?? bot.description ?? this.#say.startHint;
    const start = h("button", { type: "button", class: "primary", onclick: () => this.#send({ text: "/start" }) }, this.#say.start);
    this.welcome.replaceChildren(h("span", { class: "avatar large" }, icon("accord")),
      h("h3", {}, bot.first_name), h("p", {}, description), start, this.#examples());
  }

  #examples() {
    const own = this.#state.examples.filter(({ user }) => user === undefined || user === this.#user.id);
    return h("div", { class: "examples", role: "group", "aria-label": this.#say.examples },
      ...own.map(({ label, text }) => h("button", {
        type: "button", class: "chip", title: text, onclick: () => this.#send({ text }),
      }, label)));
  }
}

/** Add the message that is replied to, if there is one. */
function replying(body, replyTo) {
  return replyTo === undefined ? body : { ...body, reply_to: replyTo };
}
