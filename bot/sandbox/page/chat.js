/** Start of the page: read the state, build the conversations, let the events flow in. */

import { followEvents, readState } from "./api.js";
import { h, icon, toast } from "./dom.js";
import { Drawer } from "./drawer.js";
import { keepPageOnDrop } from "./files.js";
import { answerTap } from "./keyboard.js";
import { labelsFor } from "./labels.js";
import { Pane } from "./pane.js";

const STATE_EVERY_MS = 5000;
const START_AGAIN_MS = 1500;

/** @type {{panes: Map<number, Pane>, active: Pane, drawer: Drawer}} */
const page = { panes: new Map(), active: null, drawer: null };

const $ = (selector) => document.querySelector(selector);

async function start() {
  drawIcons();
  setUpTheme();
  keepPageOnDrop();
  const state = await firstState();
  document.title = state.bot.first_name;
  page.drawer = new Drawer({ element: $("#drawer"), toggle: $("#drawer-toggle"), people: state.users });
  for (const user of state.users) addPane(user, state);
  show(page.panes.get(state.users[0].id));
  page.active.composer.focus();
  followEvents({ onEvent, onOpen, onLost, onRestart: clearAll, onSettled });
  setInterval(refresh, STATE_EVERY_MS);
}

/** The page may be opened before the sandbox is ready: ask until it answers. */
async function firstState() {
  for (;;) {
    try {
      return await stateNow();
    } catch {
      onLost();
      await new Promise((resolve) => setTimeout(resolve, START_AGAIN_MS));
    }
  }
}

async function stateNow() {
  const raw = await readState();
  const { users, bot, connected, commands, examples = [] } = raw;
  return {
    users, bot, connected, examples,
    commandsFor: (language) => commands[language] ?? commands[""] ?? [],
  };
}

async function refresh() {
  try {
    const state = await stateNow();
    for (const pane of page.panes.values()) pane.update(state);
    page.drawer.update(state.users);
  } catch {
    // The event stream notices a lost sandbox and says so.
  }
}

function addPane(user, state) {
  const pane = new Pane(user, state);
  page.panes.set(user.id, pane);
  $(".panes").append(pane.element);
  pane.element.addEventListener("focusin", () => speak(pane));
  const tab = h("button", { type: "button", "data-user": user.id, onclick: () => {
    show(pane);
    pane.composer.focus();
  } }, h("span", {}, user.first_name));
  $(".switcher").append(tab);
}

/** Make a conversation the visible one where there is room for one only. */
function show(pane) {
  for (const other of page.panes.values()) other.element.classList.toggle("shown", other === pane);
  for (const tab of $(".switcher").children) {
    const chosen = Number(tab.dataset.user) === pane.user.id;
    tab.setAttribute("aria-pressed", String(chosen));
    if (chosen) tab.classList.remove("unread");
  }
  speak(pane);
  pane.timeline.toEnd({});
}

/** The page around the conversations speaks the language of the one in use. */
function speak(pane) {
  if (page.active === pane) return;
  page.active = pane;
  document.documentElement.lang = pane.user.language_code ?? "en";
  for (const element of document.querySelectorAll("[data-say-label]")) {
    const label = pane.say[element.dataset.sayLabel];
    element.setAttribute("aria-label", label);
    if (element.matches("button")) element.title = label;
  }
  for (const element of document.querySelectorAll("[data-say]")) {
    element.textContent = pane.say[element.dataset.say];
  }
  page.drawer.speak(pane.say);
}

const ARRIVALS = {
  user: (pane, event) => (event.message ? pane.addMessage(event.message) : pane.showBlocked(event.blocked)),
  message: (pane, event) => pane.addMessage(event.message),
  edit: (pane, event) => pane.timeline.edit(event.message),
  delete: (pane, event) => pane.timeline.remove(event.message_id),
  draft: (pane, event) => (event.stopped ? pane.endDraft() : pane.showDraft(event)),
  action: (pane) => pane.showAction(),
};

function onEvent(event, { replayed }) {
  page.drawer.record(event);
  if (event.type === "profile" && !replayed) refresh();
  const pane = page.panes.get(event.chat_id);
  if (!pane) return;
  if (event.type === "callback_answer") {
    if (!replayed) answerTap(event, pane.say);
    return;
  }
  ARRIVALS[event.type]?.(pane, event);
  if (event.type === "message" && !replayed && !pane.element.classList.contains("shown")) {
    $(`.switcher [data-user="${pane.user.id}"]`).classList.add("unread");
  }
}

function onSettled() {
  for (const pane of page.panes.values()) pane.settle();
}

function onOpen({ again }) {
  $(".connection").hidden = true;
  if (again) toast(page.active.say.back);
  refresh();
}

function onLost() {
  const say = page.active?.say ?? labelsFor(navigator.language);
  $(".connection").textContent = say.offline;
  $(".connection").hidden = false;
}

function clearAll() {
  for (const pane of page.panes.values()) pane.clear();
  page.drawer.clear();
  refresh();
}

function drawIcons() {
  for (const place of document.querySelectorAll("[data-icon]")) place.append(icon(place.dataset.icon));
}

function setUpTheme() {
  const button = $("#theme");
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme ?? (prefersDark.matches ? "dark" : "light")) === "dark";
  const draw = () => {
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
    button.setAttribute("aria-pressed", String(isDark()));
  };
  button.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = chosen;
    try {
      localStorage.setItem("accord.theme", chosen);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    draw();
  });
  prefersDark.addEventListener("change", draw);
  draw();
}

start();
