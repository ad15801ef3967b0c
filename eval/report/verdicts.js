// One verdict: a drawing, a word and a colour; its quote; what coaches say; three buttons.

const WORDS = ["agree", "disagree", "unsure"];

function verdictKind(one) {
  const grade = gradeOf(one);
  return FAULTS.includes(grade) ? "fault" : grade;
}

/** What tells verdicts of one check apart, in words where there are some: `limit 1`. */
function keyName(key) {
  return key.replace(/^[a-z_]+(?= \d+$|$)/, (word) => label("key", word));
}

function verdictHead(one, numbered) {
  const kind = verdictKind(one);
  const note = numbered.find((other) => other.id === one.id);
  const key = one.key && !/^P\d\d$/.test(one.key) ? el("span", { class: "soft" }, ` ${keyName(one.key)}`) : null;
  return el(
    "p",
    { class: "verdict-head" },
    el("span", { class: `stamp ${kind}` }, icon(kind), say(`verdict.${one.hard && kind === "fault" ? "hard" : kind}`)),
    el("span", { class: "scorer", title: label("measures", one.scorer) }, label("scorer", one.scorer), key),
    (one.p || []).map(chip),
    note ? el("span", { class: "note-number", "aria-hidden": "true" }, note.number) : null,
  );
}

function reasonOf(one) {
  if (one.value !== null) return null;
  return el("p", { class: "reason" }, label("reason", one.reason || "not_told"));
}

function others(one) {
  if (!one.marks) return null;
  return el(
    "ul",
    { class: "others" },
    one.marks.map((mark) =>
      el("li", {}, el("b", {}, mark.coach), " ", say(`marks.${mark.verdict}_past`), mark.comment ? say("marks.said", { comment: mark.comment }) : null),
    ),
  );
}

function markButtons(one, refresh) {
  const mark = markOf(one.id) || {};
  const name = label("scorer", one.scorer);
  return el(
    "div",
    { class: "buttons", role: "group", "aria-label": say("marks.group", { scorer: name }) },
    WORDS.map((word, place) =>
      el(
        "button",
        {
          type: "button",
          class: `say ${word}`,
          "aria-pressed": mark.verdict === word ? "true" : "false",
          "aria-keyshortcuts": String(place + 1),
          onclick: () => {
            setMark(one.id, { verdict: word });
            refresh();
          },
        },
        say(`marks.${word}`),
      ),
    ),
    el(
      "button",
      {
        type: "button",
        class: "say comment",
        "aria-expanded": mark.comment ? "true" : "false",
        "aria-keyshortcuts": "c",
        onclick: (event) => openComment(event.currentTarget.closest(".verdict"), one),
      },
      say("marks.comment"),
    ),
  );
}

function openComment(item, one) {
  let box = item.querySelector("textarea");
  if (!box) {
    box = commentBox(one);
    item.append(box);
    item.querySelector(".comment").setAttribute("aria-expanded", "true");
  }
  box.focus();
}

function commentBox(one) {
  const box = el("textarea", {
    rows: "2",
    "aria-label": say("marks.comment_label"),
    placeholder: say("marks.comment_label"),
    oninput: () => setMark(one.id, { comment: box.value }),
  });
  box.value = (markOf(one.id) || {}).comment || "";
  return box;
}

/** The whole verdict; only its buttons are drawn again when the coach says something. */
function verdictItem(one, numbered) {
  const kind = verdictKind(one);
  const item = el(
    "li",
    {
      class: `verdict ${kind}`,
      "data-finding": one.id,
      tabindex: "0",
      "aria-label": `${say(`verdict.${kind}`)} – ${label("scorer", one.scorer)}`,
    },
    verdictHead(one, numbered),
    one.quote ? el("blockquote", {}, one.quote) : null,
    one.lost ? el("p", { class: "reason" }, say("verdict.lost")) : null,
    one.why ? el("p", { class: "why" }, one.why) : null,
    one.lost ? null : reasonOf(one),
    one.judge ? el("p", { class: "judge" }, say(one.hint || one.value === null ? "verdict.judge_hint" : "verdict.judge", { judge: one.judge })) : null,
    others(one),
  );
  const refresh = () => {
    const had = item.contains(document.activeElement) ? document.activeElement.className : "";
    const fresh = markButtons(one, refresh);
    item.querySelector(".buttons").replaceWith(fresh);
    const again = had && [...fresh.children].find((button) => button.className === had);
    if (again) again.focus();
    item.classList.toggle("marked", Boolean(markOf(one.id)));
  };
  item.append(markButtons(one, refresh));
  if ((markOf(one.id) || {}).comment) item.append(commentBox(one));
  item.classList.toggle("marked", Boolean(markOf(one.id)));
  for (const [type, lit] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    item.addEventListener(type, () => light(item, one.id, lit));
  }
  return item;
}

function light(item, finding, lit) {
  const body = item.closest(".body");
  if (!body) return;
  for (const mark of body.querySelectorAll("mark")) {
    if (mark.dataset.of.split(" ").includes(finding)) mark.classList.toggle("lit", lit);
  }
}

function verdictList(answer) {
  const numbered = notesOf(answer);
  const shown = answer.v.filter((one) => one.value === 0 || (one.value === null && one.judge) || one.lost);
  const untold = answer.v.filter((one) => one.value === null && !shown.includes(one));
  const held = answer.v.filter((one) => one.value === 1);
  const folded = (name, items) =>
    items.length
      ? el(
          "details",
          { class: "rest" },
          el("summary", {}, sayCount(name, items.length)),
          el("ul", { class: "verdicts" }, items.map((one) => verdictItem(one, numbered))),
        )
      : null;
  return el(
    "aside",
    { class: "margin", "aria-label": say("verdict.title") },
    el("h4", {}, say("verdict.title")),
    shown.length ? null : el("p", { class: "small" }, say("verdict.nothing_wrong")),
    el("ul", { class: "verdicts" }, shown.map((one) => verdictItem(one, numbered))),
    folded("verdict.held", held),
    folded("verdict.untold_rest", untold),
  );
}
