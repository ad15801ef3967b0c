/** The messages of one conversation, in order, and where its reader has scrolled. */

import { h, icon } from "./dom.js";
import { DraftBubble, messageElement, textOf } from "./message.js";

const NEAR_THE_END_PX = 90;
const DRAFT_LIFE_MS = 30000;

/** Holds the elements of a conversation; knows nothing of the server. */
export class Timeline {
  #context;
  #messages = new Map();
  #elements = new Map();
  #draft = null;
  #bubble = null;
  #draftTimer = null;
  #pinned = true;
  #lastTop = 0;

  constructor(context) {
    this.#context = { ...context, onQuote: (id) => this.reveal(id) };
    const { say, user } = context;
    this.list = h("div", { class: "messages", role: "log", "aria-live": "polite", "aria-busy": "true", "aria-label": say.conversation(user.first_name) });
    this.slot = h("div", { class: "draft-slot", "aria-live": "off" });
    this.pill = h("button", { type: "button", class: "pill", hidden: true, onclick: () => this.toEnd({ smooth: true }) }, say.newMessages, icon("down"));
    this.scroller = h("div", { class: "scroller", tabindex: "0", "aria-label": say.conversation(user.first_name), role: "region" }, this.list, this.slot);
    this.element = h("div", { class: "timeline" }, this.scroller, this.pill);
    this.scroller.addEventListener("scroll", () => this.#noteScroll(), { passive: true });
    const sizes = new ResizeObserver(() => {
      this.#noteScroll();
      if (this.#pinned) this.toEnd({});
    });
    for (const part of [this.scroller, this.list, this.slot]) sizes.observe(part);
  }

  get draft() {
    return this.#draft;
  }

  get isEmpty() {
    return this.#messages.size === 0 && !this.#draft;
  }

  /** Readers of screens hear new messages only once the past is in place. */
  settle() {
    this.list.setAttribute("aria-busy", "false");
    this.element.classList.add("settled");
    this.toEnd({});
  }

  clear() {
    this.#messages.clear();
    this.#elements.clear();
    this.list.replaceChildren();
    this.endDraft();
    this.pill.hidden = true;
  }

  /** Show a message, in the place of the draft it completes if there is one. */
  add(message) {
    if (this.#messages.has(message.message_id)) return this.edit(message);
    const fromBot = Boolean(message.from?.is_bot);
    const completes = fromBot && this.#draft;
    if (fromBot) this.endDraft();
    this.#dayLine(message);
    const element = messageElement(message, this.#context);
    if (completes) element.classList.add("completed");
    this.#remember(message, element);
    this.list.append(element);
    if (!fromBot) return this.toEnd({});
    return this.#follow();
  }

  edit(message) {
    const old = this.#elements.get(message.message_id);
    if (!old) return this.add(message);
    // Telegram marks as edited what says something else, not what lost its buttons.
    const known = this.#messages.get(message.message_id);
    const reworded = known.reworded || textOf(known) !== textOf(message);
    const now = { ...message, reworded };
    const element = messageElement(now, this.#context);
    element.classList.add("completed");
    const focused = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
    old.replaceWith(element);
    if (focused >= 0) this.#refocus(element, focused);
    this.#remember(now, element);
    return this.#follow();
  }

  /** An edit must not throw the keyboard's user back to the top of the page. */
  #refocus(element, place) {
    const target = element.querySelectorAll("button, a")[place] ?? this.scroller;
    target.focus({ preventScroll: true });
  }

  remove(id) {
    this.#elements.get(id)?.remove();
    this.#elements.delete(id);
    this.#messages.delete(id);
  }

  /** A quiet line between the messages, such as a block. */
  note(text) {
    this.list.append(h("p", { class: "note" }, text));
    this.#follow();
  }

  showDraft(draft) {
    if (this.#draft?.draft_id !== draft.draft_id) {
      this.#bubble = new DraftBubble(this.#context);
      this.slot.replaceChildren(this.#bubble.element);
    }
    this.#draft = draft;
    this.#bubble.show(draft);
    clearTimeout(this.#draftTimer);
    this.#draftTimer = setTimeout(() => this.endDraft(), draft.lives_ms ?? DRAFT_LIFE_MS);
    this.#follow();
  }

  endDraft() {
    clearTimeout(this.#draftTimer);
    this.#draft = null;
    this.slot.replaceChildren();
  }

  /** The newest message of the reader that can be edited. */
  lastOwn() {
    const own = [...this.#messages.values()].filter((message) => !message.from?.is_bot && message.text);
    return own.at(-1);
  }

  reveal(id) {
    const element = this.#elements.get(id);
    if (!element) return;
    element.scrollIntoView({ block: "center" });
    element.classList.remove("found");
    void element.offsetWidth; // restarts the animation
    element.classList.add("found");
  }

  toEnd({ smooth }) {
    this.pill.hidden = true;
    this.#pinned = true;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
    this.#lastTop = this.scroller.scrollTop;
  }

  #remember(message, element) {
    this.#messages.set(message.message_id, message);
    this.#elements.set(message.message_id, element);
  }

  #dayLine(message) {
    const day = new Date(message.date * 1000).toDateString();
    if (this.list.dataset.day === day && this.#messages.size > 0) return;
    this.list.dataset.day = day;
    const { say, user } = this.#context;
    const name = day === new Date().toDateString()
      ? say.today
      : new Date(message.date * 1000).toLocaleDateString(user.language_code, { day: "numeric", month: "long" });
    this.list.append(h("p", { class: "day" }, name));
  }

  #noteScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const near = scrollHeight - scrollTop - clientHeight < NEAR_THE_END_PX;
    // Only a move upwards is the reader's wish: our own moves end low, and may be late.
    if (near) this.#pinned = true;
    else if (scrollTop < this.#lastTop) this.#pinned = false;
    this.#lastTop = scrollTop;
    if (near) this.pill.hidden = true;
  }

  #follow() {
    this.#noteScroll(); // the browser tells of a scroll a frame late
    if (this.#pinned) this.toEnd({});
    else this.pill.hidden = false;
  }
}
