// An open answer: the ask, the answer with its quotes marked, the verdicts in the margin.

function block(title, ...children) {
  return el("section", { class: "block" }, el("h4", {}, title), ...children);
}

function bullets(items, sign) {
  return el("ul", { class: "bullets" }, items.map((item) => el("li", {}, sign ? sign() : null, item)));
}

function factsOf(c) {
  if (!c.open && !c.private && !c.past) return null;
  return block(
    say("answer.facts"),
    el(
      "ul",
      { class: "facts" },
      (c.open || []).map((fact) => el("li", {}, fact)),
      (c.private || []).map((fact) =>
        el("li", { class: "private" }, icon("lock"), el("b", {}, say("answer.private")), " ", fact),
      ),
      (c.past || []).map((fact) => el("li", { class: "past" }, el("b", {}, say("answer.past")), " ", fact)),
    ),
  );
}

function askOf(c) {
  return [
    block(say("answer.ask"), el("div", { class: "words ask", lang: c.lang }, c.text)),
    c.incoming ? block(say("answer.incoming"), el("div", { class: "words incoming", lang: c.lang }, c.incoming)) : null,
    factsOf(c),
  ];
}

function expectations(c) {
  return el(
    "details",
    { class: "expect" },
    el("summary", {}, say("answer.expect")),
    el("p", {}, el("b", {}, say("answer.good"))),
    bullets(c.good, () => icon("pass")),
    el("p", {}, el("b", {}, say("answer.bad"))),
    bullets(c.bad, () => icon("fault")),
  );
}

function cited(answer) {
  if (!answer.cites) return null;
  return block(
    say("answer.cards"),
    el("ul", { class: "cards" }, answer.cites.map((id) => el("li", {}, el("b", {}, id), " ", DATA.cards[id] || say("answer.no_card")))),
  );
}

function guarded(answer) {
  if (!answer.guard) return null;
  return block(
    say("answer.guard"),
    el(
      "ul",
      { class: "guarded" },
      answer.guard.map((one) => el("li", {}, label("guard", one.code), one.quote ? el("q", {}, one.quote) : null)),
    ),
    el("p", { class: "small" }, say("answer.guard_note")),
  );
}

function madeBy(answer) {
  const parts = [
    answer.composed ? say("answer.composed") : answer.model ? say("answer.model", { model: answer.model }) : null,
    answer.seconds ? say("plots.seconds", { n: number(answer.seconds, 1) }) : null,
    answer.declined && isRevealed(answer) ? say("answer.declined", { what: label("guard", answer.declined) }) : null,
  ];
  return el("p", { class: "small made" }, parts.filter(Boolean).join(" · "));
}

/** Two versions of one answer with the words that differ marked in each. */
function sideBySide(answer) {
  const other = DATA.versus && DATA.versus.answers[answer.id];
  if (!DATA.versus) return null;
  if (!other) return el("p", { class: "small" }, say("versus.missing", { name: DATA.versus.subject }));
  const [ours, theirs] = [answer.reply || "", other.reply || ""];
  const found = differences(ours, theirs);
  const column = (title, parts, text, tag, version) =>
    el(
      "div",
      { class: "version" },
      el("h5", {}, title),
      el("div", { class: "words" }, version.error ? label("error", version.error) : parts ? differing(parts, tag) : text),
      faultLine(version),
    );
  return el(
    "section",
    { class: "versions", "aria-label": say("versus.title") },
    el("h4", {}, say("versus.title")),
    found ? el("p", { class: "small" }, ours === theirs ? say("versus.same") : say("versus.marked")) : el("p", { class: "small" }, say("versus.too_long")),
    el(
      "div",
      { class: "pair" },
      column(say("versus.ours", { name: DATA.run.subject }), found && found[0], ours, "ins", answer),
      column(say("versus.theirs", { name: DATA.versus.subject }), found && found[1], theirs, "del", other),
    ),
  );
}

function faultLine(version) {
  const faults = version.v.filter((one) => one.value === 0 && !one.hint);
  const names = [...new Set(faults.map((one) => label("scorer", one.scorer)))];
  return el(
    "p",
    { class: "small fault-line" },
    icon(names.length ? "fault" : "pass"),
    names.length ? sayCount("versus.faults", names.length, { names: names.join(", ") }) : say("versus.no_fault"),
  );
}

function missedForm(answer) {
  const list = el("ul", { class: "missed-list" });
  const draw = () =>
    list.replaceChildren(
      ...missedOf(answer).map((one) =>
        el(
          "li",
          {},
          el("b", {}, `${one.principle} ${one.principle ? principleName(one.principle) : ""}`),
          one.quote ? el("q", {}, one.quote) : null,
          ` ${one.comment} `,
          el("button", { type: "button", class: "say", onclick: () => (dropMissed(one), draw()) }, say("missed.drop")),
        ),
      ),
    );
  const principle = el("select", { id: `mp-${answer.id}` }, DATA.principles.map((one) => el("option", { value: one.name }, `${one.name} ${principleName(one.name)}`)));
  const quote = el("input", { id: `mq-${answer.id}`, type: "text" });
  const comment = el("textarea", { id: `mc-${answer.id}`, rows: "2" });
  const problem = el("p", { class: "alarm", role: "alert" });
  const add = () => {
    const text = `${answer.reply || ""}\n${answer.draft || ""}`;
    const wrong = quote.value && !text.includes(quote.value) ? "missed.not_there" : comment.value.trim() ? "" : "missed.empty";
    problem.textContent = wrong ? say(wrong) : "";
    if (wrong) return;
    addMissed(answer, principle.value, quote.value, comment.value.trim());
    quote.value = comment.value = "";
    draw();
  };
  const take = () => {
    const chosen = String(getSelection()).trim();
    if (chosen) quote.value = chosen;
  };
  draw();
  return el(
    "details",
    { class: "missed", ontoggle: take, open: missedOf(answer).length > 0 },
    el("summary", { onmousedown: take }, say("missed.title")),
    el("p", { class: "small" }, say("missed.how")),
    el("label", { for: principle.id }, say("missed.principle")), principle,
    el("label", { for: quote.id }, say("missed.quote")), quote,
    el("label", { for: comment.id }, say("missed.comment")), comment,
    problem,
    el("button", { type: "button", class: "primary", onclick: add }, say("missed.add")),
    list,
  );
}

/** The body of an answer, made when it is opened. `again` draws it once more after a reveal. */
function answerBody(answer, again) {
  const c = caseOf(answer);
  const open = isRevealed(answer);
  const notes = open ? notesOf(answer) : [];
  return el(
    "div",
    { class: "body" },
    el(
      "div",
      { class: "reading" },
      askOf(c),
      block(
        say("answer.answer"),
        answer.error ? el("p", { class: "alarm" }, label("error", answer.error)) : el("div", { lang: c.lang }, bodyOf(answer, notes)),
        madeBy(answer),
      ),
      open ? [cited(answer), guarded(answer), expectations(c)] : null,
      missedForm(answer),
      el("p", { class: "small" }, el("a", { href: `#a=${answer.id}` }, say("answer.link")), ` · ${answer.id}`),
    ),
    open
      ? el("div", { class: "side" }, DATA.blind && !answer.error ? blindTable(answer) : null, verdictList(answer))
      : blindForm(answer, again),
    open && DATA.versus ? sideBySide(answer) : null,
  );
}
