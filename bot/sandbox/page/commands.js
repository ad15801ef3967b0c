/** The list of the bot's commands that opens on "/" above the text box. */

import { h } from "./dom.js";

/** A listbox driven from the text box, whose focus it never takes. */
export class CommandMenu {
  #box;
  #choose;
  #commands = [];
  #shown = [];
  #current = 0;
  #closedFor = null;

  /**
   * @param {object} parts `box` (textarea), `id`, `say`
   * @param {(text: string) => void} choose called with "/name"
   */
  constructor({ box, id, say }, choose) {
    this.#box = box;
    this.#choose = choose;
    this.element = h("ul", { class: "commands", role: "listbox", id, "aria-label": say.commands, hidden: true });
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", id);
  }

  /** @param {{command: string, description: string}[]} commands as the bot set them */
  set(commands) {
    this.#commands = commands;
  }

  /** Show the commands that begin as the box does; nothing once a word follows. */
  filter(text) {
    if (text !== this.#closedFor) this.#closedFor = null;
    const typed = /^\/(\w*)$/.exec(text);
    this.#shown = typed && this.#closedFor === null
      ? this.#commands.filter(({ command }) => command.startsWith(typed[1].toLowerCase()))
      : [];
    this.#current = 0;
    this.#draw();
  }

  /** Handle a key of the text box; true when it was meant for the list. */
  key(event) {
    if (this.#shown.length === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#move(step);
    else if (event.key === "Escape") this.#close();
    else if (event.key === "Enter" && !event.shiftKey) this.#choose(`/${this.#shown[this.#current].command}`);
    else if (event.key === "Tab" && !event.shiftKey) this.#complete();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #move(step) {
    this.#current = (this.#current + step + this.#shown.length) % this.#shown.length;
    this.#draw();
  }

  #close() {
    this.#closedFor = this.#box.value;
    this.filter(this.#box.value);
  }

  #complete() {
    this.#box.value = `/${this.#shown[this.#current].command} `;
    this.#box.dispatchEvent(new Event("input"));
  }

  #draw() {
    this.element.hidden = this.#shown.length === 0;
    this.element.replaceChildren(...this.#shown.map((entry, place) => this.#option(entry, place)));
    if (this.element.hidden) this.#box.removeAttribute("aria-activedescendant");
    else this.#box.setAttribute("aria-activedescendant", `${this.element.id}-${this.#current}`);
    this.element.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  #option({ command, description }, place) {
    return h("li", {
      role: "option",
      id: `${this.element.id}-${place}`,
      "aria-selected": String(place === this.#current),
      onmousedown: (event) => event.preventDefault(),
      onclick: () => this.#choose(`/${command}`),
    }, h("strong", {}, `/${command}`), h("span", {}, description));
  }
}
