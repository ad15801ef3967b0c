/** Where a person writes: message, reply, correction, command, words under a file. */

import { CommandMenu } from "./commands.js";
import { h, icon, iconButton, toast } from "./dom.js";
import { clip, MOST_BYTES, MOST_CAPTION, sizeOf } from "./files.js";
import { summaryOf } from "./message.js";

/** A text box with its mode: new message, reply to one, correction of one, or a file to send. */
export class Composer {
  #actions;
  #say;
  #language;
  #mode = { kind: "new" };

  /**
   * @param {object} context `user`, `say`
   * @param {object} actions `send({text, replyTo})`, `edit({id, text})`,
   *   `document({file, caption, replyTo})`, `photo()`, `sticker()`, `voice()`, `stop()` → whether there was something to stop, `lastOwn()` → message
   */
  constructor({ user, say }, actions) {
    this.#actions = actions;
    this.#say = say;
    this.#language = user.language_code;
    const id = `composer-${user.id}`;
    this.box = h("textarea", { id, rows: "1", placeholder: say.placeholder, "aria-label": say.message, enterkeyhint: "send", autocomplete: "off" });
    this.menu = new CommandMenu({ box: this.box, id: `commands-${user.id}`, say }, (text) => this.#dispatch(text));
    this.modeLine = h("div", { class: "mode", hidden: true });
    this.sendButton = iconButton("send", say.send, () => this.submit(), { class: "send" });
    this.element = h("div", { class: "composer" }, this.menu.element, this.modeLine,
      h("div", { class: "field" }, this.#attach(), clip(say, (file) => this.take([file])), this.#slash(), this.box, this.sendButton));
    this.box.addEventListener("input", () => this.#changed());
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.#changed();
  }

  focus() {
    this.box.focus({ preventScroll: true });
  }

  replyTo(message) {
    this.#enter({ kind: "reply", message }, { title: this.#say.reply, words: summaryOf(message) });
  }

  correct(message) {
    this.box.value = message.text;
    this.#enter({ kind: "edit", message }, { title: this.#say.editing, words: message.text });
  }

  /** Show a file before it is sent; what stands in the text box becomes the words under it. */
  take(files) {
    const say = this.#say;
    const [file] = files;
    if (!file) return undefined;
    if (files.length > 1) toast(say.oneFile);
    if (file.size === 0) return toast(say.fileEmpty);
    if (file.size > MOST_BYTES) return toast(say.fileTooLarge);
    const { kind, message } = this.#mode;
    if (kind === "edit") this.box.value = "";
    return this.#enter({ kind: "file", file, message: kind === "edit" ? undefined : message },
      { title: file.name, words: sizeOf(file.size, this.#language) });
  }

  submit() {
    const text = this.box.value.trim();
    if (text || this.#mode.kind === "file") this.#dispatch(text);
  }

  #dispatch(text) {
    const { kind, message, file } = this.#mode;
    if (kind === "file" && text.length > MOST_CAPTION) {
      toast(this.#say.captionTooLong);
      return;
    }
    if (kind === "edit") this.#actions.edit({ id: message.message_id, text });
    else if (kind === "file") this.#actions.document({ file, caption: text, replyTo: message?.message_id });
    else this.#actions.send({ text, replyTo: message?.message_id });
    this.#leave();
  }

  #enter(mode, { title, words }) {
    this.#mode = mode;
    const cancel = iconButton("close", this.#say.cancel, () => this.#cancel());
    this.modeLine.replaceChildren(icon(mode.kind), h("div", {}, h("strong", {}, title), h("span", {}, words)), cancel);
    this.modeLine.hidden = false;
    const label = mode.kind === "edit" ? this.#say.save : this.#say.send;
    this.sendButton.setAttribute("aria-label", label);
    this.#changed();
    this.focus();
  }

  /** A file that is put back leaves its words for a message. */
  #cancel() {
    const words = this.#mode.kind === "file" ? this.box.value : "";
    this.#leave();
    this.box.value = words;
    this.#changed();
  }

  #leave() {
    this.#mode = { kind: "new" };
    this.modeLine.hidden = true;
    this.box.value = "";
    this.sendButton.setAttribute("aria-label", this.#say.send);
    this.#changed();
    this.focus();
  }

  #changed() {
    this.box.style.height = "auto";
    const { scrollHeight } = this.box;
    if (scrollHeight > 0) this.box.style.height = `${scrollHeight}px`; // 0 outside the page
    const { kind } = this.#mode;
    this.sendButton.disabled = kind !== "file" && this.box.value.trim() === "";
    this.menu.filter(kind === "edit" || kind === "file" ? "" : this.box.value);
  }

  #key(event) {
    if (event.isComposing || this.menu.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") this.#escape(event);
    else if (event.key === "ArrowUp" && this.box.value === "") {
      const message = this.#actions.lastOwn();
      if (!message) return;
      event.preventDefault();
      this.correct(message);
    }
  }

  #escape(event) {
    if (this.#mode.kind !== "new") this.#cancel();
    else if (!this.#actions.stop()) return;
    event.stopPropagation();
  }

  #slash() {
    return iconButton("slash", this.#say.commands, () => {
      this.box.value = "/";
      this.focus();
      this.#changed();
    }, { class: "side" });
  }

  #attach() {
    const say = this.#say;
    const menu = h("div", { class: "attach-menu", hidden: true },
      h("button", { type: "button", onclick: () => this.#actions.photo() }, say.photo),
      h("button", { type: "button", onclick: () => this.#actions.sticker() }, say.sticker),
      h("button", { type: "button", onclick: () => this.#actions.voice() }, say.voice));
    const open = iconButton("plus", say.attach, () => toggle(menu.hidden), { class: "side", "aria-expanded": "false" });
    const toggle = (shown) => {
      menu.hidden = !shown;
      open.setAttribute("aria-expanded", String(shown));
    };
    const holder = h("div", { class: "attach" }, menu, open);
    menu.addEventListener("click", () => toggle(false));
    holder.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || menu.hidden) return;
      event.stopPropagation();
      toggle(false);
      open.focus();
    });
    holder.addEventListener("focusout", (event) => holder.contains(event.relatedTarget) || toggle(false));
    return holder;
  }
}
