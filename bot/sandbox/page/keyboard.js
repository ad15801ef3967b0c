/** Inline keyboards under a message: callback, copy and link buttons. */

import { control } from "./api.js";
import { alertDialog, copyFrom, h, icon, toast } from "./dom.js";

const SPINNER_LIMIT_MS = 15000;

/** Buttons that wait for the bot's answer, by callback query id. */
const waiting = new Map();

/**
 * Build the keyboard of a message.
 *
 * @param {object} message Bot API message
 * @param {object} context `user`, `say`
 * @returns {HTMLElement | null} null when the message has no inline keyboard
 */
export function inlineKeyboard(message, context) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length === 0) return null;
  return h("div", { class: "keyboard" }, ...rows.map((row) => h("div", { class: "keys" },
    ...row.map((button) => key(button, message, context)))));
}

function key(button, message, context) {
  if (button.url) {
    return h("a", { class: "key", href: button.url, target: "_blank", rel: "noopener noreferrer" },
      h("span", {}, button.text), icon("link"));
  }
  if (button.copy_text) {
    const copy = h("button", { type: "button", class: "key copy" },
      h("span", {}, button.text), icon("copy"), icon("check"));
    copy.addEventListener("click", () => copyFrom(copy, button.copy_text.text, context.say));
    return copy;
  }
  const tap = h("button", { type: "button", class: "key" }, h("span", {}, button.text));
  tap.addEventListener("click", () => press(tap, { button, message, context }));
  return tap;
}

async function press(element, { button, message, context }) {
  if (element.getAttribute("aria-busy") === "true") return;
  spin(element, "true");
  try {
    const answer = await control("tap", {
      user: context.user.id, message_id: message.message_id, data: button.callback_data,
    });
    if (!answer.dropped) return wait(answer.callback_query_id, element);
    spin(element, null);
    toast(context.say.dropped);
  } catch (error) {
    spin(element, null);
    toast(error instanceof TypeError ? context.say.notDelivered : error.message);
  }
  return undefined;
}

function wait(query, element) {
  if (waiting.get(query) === "answered") {
    waiting.delete(query);
    spin(element, null);
    return;
  }
  waiting.set(query, element);
  setTimeout(() => waiting.delete(query) && spin(element, null), SPINNER_LIMIT_MS);
}

function spin(element, busy) {
  if (busy) element.setAttribute("aria-busy", busy);
  else element.removeAttribute("aria-busy");
}

/** The bot answered a tap: stop the spinner and show its words, if any. */
export function answerTap(event, say) {
  const query = event.callback_query_id;
  const element = waiting.get(query);
  // The answer can overtake the reply to our own request, which is what names the query.
  if (element instanceof Element) {
    waiting.delete(query);
    spin(element, null);
  } else waiting.set(query, "answered");
  if (!event.text) return;
  if (event.show_alert) alertDialog(event.text, say);
  else toast(event.text);
}
