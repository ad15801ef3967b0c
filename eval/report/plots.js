// Small plots: principles over the runs, what judges are worth, cost against quality.

function dotTitle(run, one) {
  return `${run.subject} · ${day(run.at)} · ${percent(one.value)} (${interval(one)}, n = ${number(one.n)})`;
}

/** One principle over the runs: points with intervals from 0 to 100 %, oldest left. */
function spark(place) {
  const runs = DATA.runs;
  const x = (i) => 8 + (i * 104) / Math.max(1, runs.length - 1);
  const y = (share) => 42 - share * 36;
  const told = runs
    .map((run, i) => ({ run, i, one: run.principles[place] }))
    .filter(({ one }) => one.value !== null);
  const line = told.map(({ i, one }) => `${x(i)},${y(one.value)}`).join(" ");
  return svg(
    "svg",
    { viewBox: "0 0 120 48", class: "plot", "aria-hidden": "true" },
    [0, 0.5, 1].map((s) => svg("line", { x1: 4, x2: 116, y1: y(s), y2: y(s), class: "grid" })),
    svg("polyline", { points: line, class: "line" }),
    told.map(({ run, i, one }) =>
      svg(
        "g",
        {},
        svg("title", {}, dotTitle(run, one)),
        svg("line", { x1: x(i), x2: x(i), y1: y(one.low), y2: y(one.high), class: "range" }),
        svg("circle", { cx: x(i), cy: y(one.value), r: 2.6, class: "dot" }),
      ),
    ),
  );
}

function historyPlots() {
  if (DATA.runs.length < 2) return null;
  const runs = DATA.runs;
  return el(
    "section",
    { class: "history" },
    el("h3", {}, say("plots.history")),
    el("p", { class: "small" }, say("plots.history_note", { n: number(runs.length), from: day(runs[0].at), to: day(runs.at(-1).at) })),
    el(
      "ul",
      { class: "sparks" },
      runs[0].principles.map((one, place) => {
        const shares = runs.map((run) => percent(run.principles[place].value));
        if (shares.every((share) => share === "–")) return null;
        return el(
          "li",
          {},
          el("span", { class: "spark-name" }, el("b", {}, one.name), " ", principleName(one.name)),
          spark(place),
          el("span", { class: "small" }, shares.join(" → ")),
        );
      }),
    ),
  );
}

/** A judge's share with its interval on a line from 0 to 100 %, and what is asked of it. */
function reliability(one, least) {
  const x = (share) => 4 + share * 92;
  return svg(
    "svg",
    { viewBox: "0 0 100 14", class: "plot dot-line", "aria-hidden": "true" },
    svg("line", { x1: x(0), x2: x(1), y1: 7, y2: 7, class: "grid" }),
    svg("line", { x1: x(least), x2: x(least), y1: 1, y2: 13, class: "least" }),
    one.low === null ? null : svg("line", { x1: x(one.low), x2: x(one.high), y1: 7, y2: 7, class: "range" }),
    one.value === null ? null : svg("circle", { cx: x(one.value), cy: 7, r: 3, class: "dot" }),
  );
}

function shareCell(one, least) {
  return el("td", {}, reliability(one, least), el("span", { class: "num" }, percent(one.value), " ", el("span", { class: "soft" }, interval(one))));
}

function reliabilityPlot() {
  if (!DATA.calibration.length) return el("p", { class: "small" }, say("plots.no_calibration"));
  return el(
    "section",
    { class: "reliability" },
    el("h3", {}, say("plots.reliability")),
    el("p", { class: "small" }, say("plots.reliability_note")),
    el(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": say("plots.reliability") },
      el(
        "table",
        {},
        el("thead", {}, el("tr", {}, ["judge", "criterion", "language", "n", "sensitivity", "specificity"].map((name) => el("th", { scope: "col" }, say(`plots.${name}`))))),
        el(
          "tbody",
          {},
          DATA.calibration.map((row) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, row.judge),
              el("td", {}, label("scorer", `judge:${row.criterion}`)),
              el("td", {}, label("lang", row.language)),
              el("td", { class: "num" }, number(row.n)),
              shareCell(row.sensitivity, 0.8),
              shareCell(row.specificity, 0.9),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Each run as a point: what a thousand answers cost (or an answer's seconds), and quality. */
function costPlot() {
  const priced = DATA.runs.some((run) => run.cost > 0);
  const runs = DATA.runs
    .map((run, i) => ({ ...run, x: priced ? run.cost : run.seconds, letter: String.fromCharCode(65 + (i % 26)) }))
    .filter((run) => run.x !== null && run.quality.value !== null);
  if (!runs.length) return null;
  const most = Math.max(...runs.map((run) => run.x)) || 1;
  const x = (value) => 40 + (value / most) * 240;
  const y = (share) => 150 - share * 130;
  return el(
    "section",
    { class: "cost" },
    el("h3", {}, say(priced ? "plots.cost" : "plots.time")),
    el("p", { class: "small" }, say("plots.cost_note")),
    svg(
      "svg",
      { viewBox: "0 0 320 180", class: "plot cost-plot", role: "img", "aria-label": say(priced ? "plots.cost" : "plots.time") },
      [0, 0.5, 1].map((s) => [
        svg("line", { x1: 36, x2: 300, y1: y(s), y2: y(s), class: "grid" }),
        svg("text", { x: 32, y: y(s) + 3, class: "tick", "text-anchor": "end" }, percent(s)),
      ]),
      [0, most].map((v) => svg("text", { x: x(v), y: 166, class: "tick", "text-anchor": "middle" }, priced ? number(v, 2) : say("plots.seconds", { n: number(v, 1) }))),
      runs.map((run) =>
        svg(
          "g",
          {},
          svg("title", {}, dotTitle(run, run.quality)),
          svg("line", { x1: x(run.x), x2: x(run.x), y1: y(run.quality.low), y2: y(run.quality.high), class: "range" }),
          svg("circle", { cx: x(run.x), cy: y(run.quality.value), r: 5, class: run.id === DATA.run.id ? "dot this" : "dot" }),
          svg("text", { x: x(run.x) + 8, y: y(run.quality.value) + 3, class: "letter" }, run.letter),
        ),
      ),
    ),
    el(
      "ol",
      { class: "legend" },
      runs.map((run) =>
        el(
          "li",
          {},
          el("b", {}, run.letter),
          ` ${run.subject} · ${day(run.at)} · ${percent(run.quality.value)} (${interval(run.quality)}) · `,
          priced ? say("plots.per_thousand", { n: number(run.x, 2) }) : say("plots.seconds", { n: number(run.x, 1) }),
        ),
      ),
    ),
  );
}

function measureTable(title, measures, section) {
  return el(
    "table",
    { class: "compact" },
    el("caption", {}, title),
    el("thead", {}, el("tr", {}, ["held", "share", "interval_title", "n", "unscored"].map((name, i) => el("th", { scope: "col", class: i ? "num" : null }, i ? say(`first.${name === "held" ? "held_title" : name}`) : "")))),
    el(
      "tbody",
      {},
      measures.map((one) => {
        const [name, judge] = one.name.split(" · ");
        return el(
          "tr",
          {},
          el("th", { scope: "row" }, label(section, name), judge ? ` · ${judge}` : "", one.indicative ? el("span", { class: "flag" }, " ", say("verdict.indicative")) : null),
          el("td", { class: "num strong" }, percent(one.value)),
          el("td", { class: "num soft" }, interval(one)),
          el("td", { class: "num" }, number(one.n)),
          el("td", { class: "num" }, number(one.unscored)),
        );
      }),
    ),
  );
}

function more() {
  const groups = Object.entries(DATA.groups).map(([group, measures]) =>
    measureTable(say("plots.by", { group: say(`filters.${group === "language" ? "lang" : group}`) }), measures, group === "language" ? "lang" : group),
  );
  return el(
    "details",
    { class: "more" },
    el("summary", {}, say("plots.more")),
    el("div", { class: "plots" }, historyPlots(), costPlot(), reliabilityPlot()),
    el("div", { class: "tables" }, measureTable(say("plots.scorers"), DATA.scorers, "scorer"), groups),
  );
}
