/** One message as a bubble. */

import { fileAddress } from "./api.js";
import { copyFrom, h, icon, iconButton } from "./dom.js";
import { renderText } from "./entities.js";
import { sizeOf } from "./files.js";
import { inlineKeyboard } from "./keyboard.js";

/** The hour and minute of a Bot API date (Unix seconds), in the reader's language. */
export function timeOf(message, language) {
  const moment = new Date(message.date * 1000);
  return moment.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
}

/** The words of a message, whatever it carries. */
export function textOf(message) {
  return message.text ?? message.caption ?? "";
}

/** A message in one line: its words, or the name of its file. */
export function summaryOf(message) {
  return textOf(message) || message.document?.file_name || "";
}

/**
 * Build the element of a message.
 *
 * @param {object} message Bot API message; `reworded` when an edit changed its words
 * @param {object} context `user`, `bot` (profile), `say`, `onCommand`, `onReply`, `onEdit`,
 *   `onQuote(message_id)`
 * @returns {HTMLElement}
 */
export function messageElement(message, context) {
  const mine = !message.from?.is_bot;
  const author = mine ? context.say.you : context.bot.first_name;
  const time = timeOf(message, context.user.language_code);
  return h("article", {
    class: `message ${mine ? "mine" : "theirs"}`,
    "data-id": message.message_id,
    "aria-label": context.say.messageOf(author, time),
  }, bubble(message, { context, time }), inlineKeyboard(message, context), actions(message, { mine, context }));
}

function bubble(message, { context, time }) {
  const edited = message.reworded ? h("span", { class: "edited" }, context.say.edited) : null;
  const stamp = new Date(message.date * 1000).toISOString();
  const bare = message.sticker ? " bare" : "";
  return h("div", { class: `bubble${bare}` },
    quote(message, context),
    attachment(message, context),
    h("div", { class: "text" }, renderText(textOf(message), message.entities ?? message.caption_entities, context)),
    h("span", { class: "meta" }, edited, h("time", { datetime: stamp }, time)));
}

function quote(message, context) {
  const target = message.reply_to_message;
  if (!target) return null;
  const author = target.from?.is_bot ? context.bot.first_name : context.say.you;
  const words = summaryOf(target) || context.say.deletedQuote;
  return h("button", { type: "button", class: "quote", onclick: () => context.onQuote(target.message_id) },
    h("strong", {}, author), h("span", {}, words.slice(0, 160)));
}

function attachment(message, { say, user }) {
  if (message.sticker) return h("span", { class: "sticker" }, message.sticker.emoji ?? "");
  if (message.photo) return h("span", { class: "photo", role: "img", "aria-label": say.photoName }, icon("image"));
  if (message.voice) return h("span", { class: "document" }, ...card("voice", say.voiceName, clock(message.voice.duration)));
  if (!message.document) return null;
  const { file_id: id, file_name: name = "", file_size: size } = message.document;
  return h("a", { class: "document", href: fileAddress(id), download: name, title: say.download },
    ...card("file", name, sizeOf(size, user.language_code)), icon("download"));
}

function card(shape, name, detail) {
  return [icon(shape), h("span", {}, h("strong", {}, name), h("small", {}, detail))];
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function actions(message, { mine, context }) {
  const { say } = context;
  const tools = [iconButton("reply", say.reply, () => context.onReply(message))];
  if (mine && message.text) tools.push(iconButton("edit", say.edit, () => context.onEdit(message)));
  if (!mine && textOf(message)) {
    const copy = iconButton("copy", say.copy, () => copyFrom(copy, textOf(message), say), { class: "copy" });
    copy.append(icon("check"));
    tools.push(copy);
  }
  return h("div", { class: "actions" }, ...tools);
}

/**
 * The bubble of an answer that is still being written. Frames change its words only: its Stop
 * button stays the same element, so a press or the focus survives the next frame.
 */
export class DraftBubble {
  #context;
  #text = "";

  /** @param {object} context as for a message, with `onStop` */
  constructor(context) {
    const { say } = context;
    this.#context = context;
    this.bubble = h("div", { class: "bubble" });
    this.stop = h("button", { type: "button", class: "stop", onclick: context.onStop }, icon("stop"), say.stop);
    this.element = h("article", { class: "message theirs draft", "aria-label": say.draft }, this.bubble, this.stop);
  }

  /** @param {object} draft `text`, `entities`, `can_stop`; what continues the last frame fades in */
  show(draft) {
    const freshFrom = draft.text.startsWith(this.#text) ? this.#text.length : 0;
    this.#text = draft.text;
    this.stop.hidden = !draft.can_stop;
    this.bubble.replaceChildren(draft.text
      ? h("div", { class: "text" }, renderText(draft.text, draft.entities, { ...this.#context, freshFrom }))
      : this.#thinking());
  }

  #thinking() {
    const dots = h("span", { class: "dots" }, h("i"), h("i"), h("i"));
    return h("div", { class: "thinking" }, dots, this.#context.say.thinking);
  }
}
