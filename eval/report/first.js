// The first screen: what was tested in one sentence, the principles, the four hard numbers.

function headline() {
  const run = DATA.run;
  const judge = run.judges.length
    ? say(run.trusted ? "first.judge_trusted" : "first.judge_untrusted", { judges: run.judges.join(", ") })
    : say("first.no_judge");
  return [
    sayCount("first.tested", DATA.counts.answers, {
      subject: run.subject,
      cases: sayCount("first.cases", run.count),
      situations: sayCount("first.situations", run.situations),
    }),
    judge,
  ].join(" ");
}

/** The verdict in one sentence, from the counted numbers alone. */
function verdictSentence() {
  const leaks = DATA.hard.filter((one) => ["private_leak", "unsupported_number"].includes(one.name));
  const faults = leaks.reduce((sum, one) => sum + one.faults, 0);
  const told = DATA.principles.filter((one) => one.n > 0);
  const sure = told.filter((one) => one.low >= 0.9).length;
  const doubt = told.filter((one) => one.high < 0.9).length;
  const hard = faults ? sayCount("first.hard_faults", faults) : say("first.no_hard_fault");
  return `${say("first.held", { sure: number(sure), told: number(told.length), doubt: number(doubt) })} ${hard}`;
}

function firstScreen() {
  const run = DATA.run;
  return el(
    "header",
    { class: "first" },
    el("p", { class: "brand" }, "Accord", el("span", {}, say("first.kind"))),
    el("h1", {}, say(DATA.blind ? "first.title_blind" : "first.title")),
    el("p", { class: "lead" }, headline()),
    DATA.blind
      ? el("p", { class: "blind-how" }, say("blind.how"))
      : el("p", { class: "verdict-sentence" }, verdictSentence()),
    el(
      "p",
      { class: "small" },
      [
        day(run.at),
        DATA.counts.errors ? sayCount("first.errors", DATA.counts.errors) : null,
        DATA.counts.composed ? sayCount("first.composed", DATA.counts.composed) : null,
        run.previous ? say("first.since", { run: run.previous }) : null,
      ]
        .filter(Boolean)
        .join(" · "),
    ),
  );
}

const HARD_FILTERS = {
  private_leak: { scorer: "private_leak" },
  unsupported_number: { scorer: "unsupported_number" },
  declined: { scorer: "declined_clean", kind: "red_team" },
  over_refusal: { scorer: "over_refusal" },
};

function hardNumber(one) {
  const counted = one.name === "declined" ? one.n - one.faults : one.faults;
  const worst = one.name === "declined" ? one.low : one.bound;
  const bad = one.faults > 0;
  return el(
    "li",
    { class: one.n && bad ? "bad" : "good" },
    el(
      "button",
      {
        type: "button",
        class: "figure",
        onclick: () => filterFor({ ...HARD_FILTERS[one.name], verdict: bad ? "any" : "" }),
      },
      el("span", { class: "big" }, one.n ? number(counted) : "–"),
      el("span", { class: "of" }, one.n ? say("first.of", { n: number(one.n) }) : say("first.nothing")),
      el("span", { class: "what" }, one.n ? icon(bad ? "fault" : "pass") : null, label("hard", one.name)),
      one.n
        ? el(
            "span",
            { class: "bound" },
            say(one.name === "declined" ? "first.at_least" : "first.at_most", { share: percent(worst, 1) }),
          )
        : null,
    ),
  );
}

function hardNumbers() {
  return el(
    "section",
    { class: "four", "aria-labelledby": "hard-title" },
    el("h2", { id: "hard-title" }, say("first.hard_title")),
    el("ul", {}, DATA.hard.map(hardNumber)),
    el("p", { class: "small" }, say("first.bound_note")),
  );
}

/** A bar from 0 to 100 % with its interval; what it says stands in the cells beside it. */
function bar(one) {
  if (one.value === null) return el("span", { class: "none" }, say("first.nothing"));
  const [x, low, high] = [one.value * 100, one.low * 100, one.high * 100];
  return svg(
    "svg",
    { class: "bar", viewBox: "0 0 100 12", preserveAspectRatio: "none", "aria-hidden": "true" },
    svg("rect", { x: 0, y: 3, width: 100, height: 6, class: "track" }),
    svg("rect", { x: 0, y: 3, width: x, height: 6, class: "value" }),
    svg("rect", { x: low, y: 5, width: Math.max(0.6, high - low), height: 2, class: "range" }),
    svg("rect", { x: low, y: 2, width: 0.6, height: 8, class: "range" }),
    svg("rect", { x: high - 0.6, y: 2, width: 0.6, height: 8, class: "range" }),
  );
}

function changeText(change) {
  if (!change) return el("span", { class: "soft" }, "–");
  if (!change.shown) return el("span", { class: "soft" }, say("first.no_change"));
  const worse = change.value < 0;
  return el(
    "span",
    { class: worse ? "worse" : "better" },
    worse ? "▼ " : "▲ ",
    say("first.change", {
      points: points(change.value),
      low: points(change.low),
      high: points(change.high),
    }),
  );
}

function principleRow(one) {
  const many = one.unscored > 0.05 * (one.n + one.unscored);
  return el(
    "tr",
    { "data-principle": one.name, class: one.value === null ? "untold" : null },
    el(
      "th",
      { scope: "row" },
      el(
        "button",
        { type: "button", class: "link", onclick: () => filterFor({ p: one.name }) },
        el("span", { class: "id" }, one.name),
        " ",
        principleName(one.name),
      ),
    ),
    el("td", { class: "bar-cell" }, bar(one)),
    el("td", { class: "num strong" }, percent(one.value)),
    el("td", { class: "num soft" }, interval(one)),
    el("td", { class: "num", "data-label": say("first.n") }, number(one.n)),
    el(
      "td",
      { class: "num", "data-label": say("first.unscored") },
      one.unscored ? number(one.unscored) : "0",
      many && one.n ? el("span", { class: "flag" }, " ", say("first.too_many")) : null,
    ),
    DATA.run.previous
      ? el("td", { class: "change", "data-label": say("first.change_title") }, changeText(DATA.changes[one.name]))
      : null,
  );
}

function principleTable() {
  const heads = ["principle", "held", "share", "interval_title", "n", "unscored"];
  if (DATA.run.previous) heads.push("change_title");
  return el(
    "section",
    { class: "principles", "aria-labelledby": "principles-title" },
    el("h2", { id: "principles-title" }, say("first.principles_title")),
    el("p", { class: "small" }, say("first.principles_note")),
    el(
      "table",
      { class: DATA.run.previous ? "with-change" : null },
      el("thead", {}, el("tr", {}, heads.map((name) => el("th", { scope: "col", class: name }, say(`first.${name === "held" ? "held_title" : name}`))))),
      el("tbody", {}, DATA.principles.map(principleRow)),
    ),
    DATA.run.previous
      ? el("p", { class: "small" }, say("first.no_fault_change"), " ", changeText(DATA.changes.no_fault))
      : null,
  );
}
