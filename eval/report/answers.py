"""The answers of a run as the page reads them: worst first, each quote found again in its text."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from eval.annotate import Line
from eval.case import Case
from eval.judge.evidence import find
from eval.record import Transcript, Verdict
from eval.report.marks import by_verdict, disputed
from eval.run_folder import Run
from eval.scorers import SCORERS
from eval.summary import Held, Trusted

Json = dict[str, Any]

HARD = frozenset(scorer.name for scorer in SCORERS if scorer.hard)
"""One fault of these is one too many."""

FORBIDDEN = frozenset({"forbidden_words", "declined_clean"})
"""What a forbidden tactic shows in."""

NO_EVIDENCE = "invalid_evidence"

_HARD, _FORBIDDEN, _FAULT, _ERROR, _HINT, _UNTOLD, _PASS = range(7)
GRADES = ("hard", "forbidden", "fault", "error", "hint", "untold", "pass")
"""How bad an answer is, worst first. A hint is a fault that only an untrusted judge sees."""


def with_evidence(run: Run) -> Run:
    """Return a run in which a fault whose quote is not in the answer is unscored.

    Its id stays: it is made from the quote as given.
    """
    texts = {(one.case, one.repeat): (one.draft or "", one.reply) for one in run.transcripts}
    checked = tuple(
        one.model_copy(update={"value": None, "reason": NO_EVIDENCE})
        if one.value == 0 and one.quote and not evidence(one.quote, texts.get(_held(one), ()))
        else one
        for one in run.verdicts
    )
    return replace(run, verdicts=checked)


def evidence(quote: str, texts: Iterable[str]) -> str:
    """Return a quote as it stands in one of the texts, or "" where it stands in none."""
    found = tuple(texts)
    return quote if any(quote in text for text in found) else find(quote, *found)


def of_case(case: Case) -> Json:
    """Return a case: what was asked, and what a good and a bad answer do."""
    return _filled(
        {
            "id": case.id,
            "scenario": case.scenario,
            "kind": case.kind,
            "lang": case.language,
            "role": case.role,
            "want": case.want,
            "text": case.text,
            "incoming": case.incoming,
            "open": case.open,
            "private": [one.text for one in case.private],
            "past": [
                " · ".join(filter(None, (str(one.day), one.counterpart, one.subject, one.notes)))
                for one in case.past
            ],
            "good": case.good,
            "bad": case.bad,
            "principles": case.principles,
        }
    )


def of_answers(run: Run, trusted: Trusted, marks: Iterable[Line]) -> list[Json]:
    """Return the answers and errors of a run, worst first; `run` went through `with_evidence`."""
    cases = run.by_id
    lines = tuple(marks)
    said, split = by_verdict(lines), disputed(lines)
    verdicts: dict[Held, list[Json]] = defaultdict(list)
    texts = {(one.case, one.repeat): one for one in run.transcripts}
    for verdict in run.verdicts:
        held = _held(verdict)
        if held in texts and verdict.case in cases:
            counts = _counts(verdict, cases[verdict.case], trusted)
            shown = _verdict(verdict, texts[held], counts=counts)
            verdicts[held].append(shown | _filled({"marks": said.get(verdict.id)}))
    found = [
        _judged(one, sorted(verdicts[one.case, one.repeat], key=_worst_first), cases[one.case])
        | _filled({"split": any(v["id"] in split for v in verdicts[one.case, one.repeat])})
        for one in run.transcripts
        if one.planted is None and one.case in cases
    ]
    return sorted(found, key=lambda one: (GRADES.index(one["grade"]), -_faults(one), one["id"]))


def of_answer(one: Transcript) -> Json:
    """Return an answer without its verdicts."""
    return {"id": f"{one.case}~{one.repeat}", "case": one.case, "repeat": one.repeat} | _filled(
        {
            "reply": one.reply,
            "draft": one.draft,
            "declined": one.declined,
            "cites": one.citations,
            "guard": [{"code": g.code, "quote": g.quote} for g in one.guard],
            "composed": one.composed,
            "model": one.model,
            "seconds": round(one.seconds, 2),
            "cost": one.cost,
            "error": one.error,
        }
    )


def by_answer(answers: Iterable[Json]) -> Mapping[str, Json]:
    """Return answers of another version by id, for a side by side: texts and faults only."""
    return {
        one["id"]: {
            name: one[name] for name in ("reply", "draft", "error", "grade") if name in one
        }
        | {"v": [verdict for verdict in one["v"] if verdict.get("value") == 0]}
        for one in answers
    }


def _judged(one: Transcript, verdicts: list[Json], case: Case) -> Json:
    return (
        of_answer(one)
        | {"grade": GRADES[_grade(one, verdicts)], "v": verdicts}
        | _filled({"against": _judge_against_code(verdicts, case)})
    )


def _verdict(one: Verdict, answer: Transcript, *, counts: bool) -> Json:
    quote = evidence(one.quote, (answer.draft or "", answer.reply)) if one.quote else ""
    return {"id": one.id, "scorer": one.scorer, "value": one.value} | _filled(
        {
            "key": one.key,
            "p": one.principles,
            "quote": quote or one.quote,
            "lost": bool(one.quote) and not quote,
            "why": one.why,
            "reason": one.reason,
            "judge": one.judge,
            "hint": not counts,
            "hard": one.scorer in HARD,
        }
    )


def _grade(answer: Transcript, verdicts: Iterable[Json]) -> int:
    if answer.error is not None:
        return _ERROR
    grades = [_grade_of(one) for one in verdicts]
    told = any(one["value"] is not None and "hint" not in one for one in verdicts)
    return min(grades, default=_UNTOLD) if told or _HINT in grades else _UNTOLD


def _grade_of(verdict: Json) -> int:
    if verdict["value"] != 0:
        return _PASS
    if "hint" in verdict:
        return _HINT
    if verdict["scorer"] in HARD:
        return _HARD
    return _FORBIDDEN if verdict["scorer"] in FORBIDDEN else _FAULT


def _worst_first(verdict: Json) -> tuple[int, bool, str, str]:
    value = verdict["value"]
    return _grade_of(verdict), value is not None, verdict["scorer"], verdict.get("key", "")


def _judge_against_code(verdicts: Iterable[Json], case: Case) -> list[str]:
    """Return the principles of which a judge and the code say different things."""
    said: dict[bool, dict[str, int]] = {True: {}, False: {}}
    for one in verdicts:
        for principle in one.get("p", ()) if one["value"] is not None else ():
            values = said["judge" in one]
            values[principle] = min(one["value"], values.get(principle, 1))
    judged, coded = said[True], said[False]
    return [p for p in case.principles if p in judged and p in coded and judged[p] != coded[p]]


def _counts(verdict: Verdict, case: Case, trusted: Trusted) -> bool:
    return not verdict.judge or trusted(verdict, case)


def _held(verdict: Verdict) -> Held:
    return verdict.case, verdict.repeat


def _faults(answer: Json) -> int:
    return sum(one["value"] == 0 for one in answer["v"])


def _filled(fields: Json) -> Json:
    """Leave out what is empty: thousands of answers travel in one file."""
    return {name: value for name, value in fields.items() if value}
