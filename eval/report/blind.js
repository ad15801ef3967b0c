// The blind reading: the coach answers first, then sees what the machine said. Only this is a
// second opinion; an answer given after the machine's is none, so what is revealed is locked.

const BLIND_WORDS = ["respected", "violated", "cannot_tell"];

function blindOf(answer, principle) {
  return (kept.blind[blindKey(answer, principle)] || {}).verdict;
}

function blindQuestion(answer, principle, refresh) {
  const said = blindOf(answer, principle);
  return el(
    "fieldset",
    { class: "question", "data-principle": principle },
    el("legend", {}, el("b", {}, `${principle} ${principleName(principle)}`)),
    el("p", { class: "rule" }, principleRule(principle)),
    el(
      "div",
      { class: "buttons" },
      BLIND_WORDS.map((word) =>
        el(
          "button",
          {
            type: "button",
            class: `say ${word}`,
            "aria-pressed": said === word ? "true" : "false",
            onclick: () => {
              setBlind(answer, principle, word);
              refresh(principle, word);
            },
          },
          say(`blind.${word}`),
        ),
      ),
    ),
  );
}

function blindForm(answer, whenRevealed) {
  const principles = caseOf(answer).principles;
  const form = el("aside", { class: "margin blind", "aria-label": say("blind.title") });
  const draw = (principle, word) => {
    const left = principles.filter((one) => !blindOf(answer, one)).length;
    form.replaceChildren(
      el("h4", {}, say("blind.title")),
      ...principles.map((one) => blindQuestion(answer, one, draw)),
      el(
        "button",
        {
          type: "button",
          class: "primary reveal",
          "aria-disabled": left ? "true" : null,
          onclick: () => {
            if (left) return;
            reveal(answer);
            whenRevealed();
          },
        },
        say("blind.reveal"),
      ),
      el("p", { class: "small" }, left ? sayCount("blind.left", left) : say("blind.locks")),
    );
    const pressed = principle && form.querySelector(`[data-principle=${principle}] .${word}`);
    if (pressed) pressed.focus();
  };
  draw();
  return form;
}

/** After the reveal: what the coach said beside what counts of the machine. */
function blindTable(answer) {
  const machine = (value) => (value === null ? "cannot_tell" : value ? "respected" : "violated");
  return el(
    "table",
    { class: "compact blind-result" },
    el("caption", {}, say("blind.result")),
    el("thead", {}, el("tr", {}, [say("first.principle"), say("blind.you"), say("blind.machine")].map((name) => el("th", { scope: "col" }, name)))),
    el(
      "tbody",
      {},
      caseOf(answer).principles.map((one) => {
        const [mine, its] = [blindOf(answer, one), machine(held(answer, one))];
        return el(
          "tr",
          { class: mine && mine !== its ? "differs" : null },
          el("th", { scope: "row" }, `${one} ${principleName(one)}`),
          el("td", {}, mine ? say(`blind.${mine}`) : "–"),
          el("td", {}, say(`blind.${its}`)),
        );
      }),
    ),
  );
}
