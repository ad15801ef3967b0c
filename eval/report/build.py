"""A run as one HTML page that opens from a disk: data, style, script in one file, no network."""

import hashlib
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from bot.texts import table
from eval.annotate import Line
from eval.calibrate import Sheet
from eval.judge.criteria import rubric
from eval.report.answers import by_answer, of_answers, of_case, with_evidence
from eval.report.numbers import changes, of_hard, of_measure, over_runs
from eval.report.whys import in_words
from eval.run_folder import Run
from eval.summary import Trusted, code_only, summarise
from knowledge.card import Language
from knowledge.shelf import load_shelf

Json = dict[str, Any]

_HERE = Path(__file__).parent
_STYLES = ("page.css", "answers.css", "print.css")
_SCRIPTS = (
    "dom.js",
    "state.js",
    "marks.js",
    "first.js",
    "plots.js",
    "diff.js",
    "text.js",
    "verdicts.js",
    "blind.js",
    "answer.js",
    "filters.js",
    "list.js",
    "keys.js",
    "start.js",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What a run is shown beside: the run before, another version, earlier runs, people's marks.

    `calibration` holds one row for each judge, criterion and language.
    """

    previous: Run | None = None
    versus: Run | None = None
    history: tuple[Run, ...] = ()
    marks: tuple[Line, ...] = ()
    calibration: tuple[Sheet, ...] = ()
    trusted: Trusted = code_only


def data_of(run: Run, beside: Beside | None = None, *, blind: bool = False) -> Json:
    """Return all that the page shows of a run, ready for JSON; NaN is null."""
    beside = beside or Beside()
    run = with_evidence(run)
    found = {
        "schema": 1,
        "blind": blind,
        "run": _run(run, beside),
        **_numbers(run, beside),
        "cases": {case.id: of_case(case) for case in run.cases},
        "answers": _ordered(of_answers(run, beside.trusted, beside.marks), blind=blind),
        "cards": {},
    }
    if beside.versus is not None:
        other = with_evidence(beside.versus)
        found["versus"] = {
            "subject": other.meta.subject,
            "id": other.meta.id,
            "answers": by_answer(of_answers(other, beside.trusted, ())),
        }
    found["sha256"] = hashlib.sha256(_json(found).encode()).hexdigest()
    return found


def page(data: Json, language: Language) -> str:
    """Return the page in one language. The data stand in it as JSON that cannot end its tag."""
    words = texts(language)
    shown = data | {
        "cards": _titles(data, language),
        "principle": rubric(language).principles,
        "answers": [_told(one, language) for one in data["answers"]],
    }
    fills = {
        "lang": language.value,
        "title": escape(words["page"]["title"]),
        "no_script": escape(words["page"]["no_script"]),
        "style": _joined(_STYLES),
        "script": _joined(_SCRIPTS),
        "texts": _json(words | {"guard": _guard(language)}),
        "data": _json(shown),
    }
    parts = (_HERE / "page.html").read_text("utf-8").split("%%")
    return "".join(fills[part] if place % 2 else part for place, part in enumerate(parts))


@cache
def texts(language: Language) -> dict[str, Any]:
    """Return the sentences of the page in one language, by section."""
    return tomllib.loads((_HERE / f"texts_{language}.toml").read_text("utf-8"))


def _told(answer: Json, language: Language) -> Json:
    """Return an answer with what its checks say in the language of the page; judges as they do."""
    verdicts = [
        one | {name: in_words(one[name], language) for name in ("why", "reason") if name in one}
        for one in answer["v"]
    ]
    return answer | {"v": verdicts}


def _ordered(answers: list[Json], *, blind: bool) -> list[Json]:
    """Return answers worst first, or, blind, in an order that tells nothing and stays."""
    if not blind:
        return answers
    return sorted(answers, key=lambda one: hashlib.sha256(one["id"].encode()).digest())


def _run(run: Run, beside: Beside) -> Json:
    meta = run.meta
    shown = {"repeats", "seed", "commit", "source", "prompts", "cards", "cases", "versions"}
    return meta.model_dump(mode="json", include=shown) | {
        "id": meta.id,
        "at": meta.at.isoformat(),
        "subject": meta.subject,
        "suite": meta.suite,
        "model": meta.model,
        "judges": list(meta.judges),
        "count": len(run.cases),
        "situations": len({case.scenario for case in run.cases}),
        "languages": sorted({case.language.value for case in run.cases}),
        "arguments": " ".join(meta.arguments),
        "trusted": _any_trusted(run, beside.trusted),
        "previous": beside.previous.meta.id if beside.previous else None,
    }


def _any_trusted(run: Run, trusted: Trusted) -> bool:
    cases = run.by_id
    judged = (one for one in run.verdicts if one.judge and one.case in cases)
    return any(trusted(one, cases[one.case]) for one in judged)


def _numbers(run: Run, beside: Beside) -> Json:
    summary = summarise(run, beside.trusted)
    before = with_evidence(beside.previous) if beside.previous else None
    other = (before,) if before else ()
    versus = (with_evidence(beside.versus),) if beside.versus else ()
    shown = _distinct((run, *other, *versus, *map(with_evidence, beside.history)))
    return {
        "counts": {
            "answers": summary.answers,
            "errors": summary.errors,
            "composed": summary.composed,
        },
        "principles": [of_measure(one) for one in summary.principles],
        "hard": [of_hard(one) for one in summary.hard],
        "scorers": [of_measure(one) for one in summary.scorers],
        "groups": {k: [of_measure(one) for one in v] for k, v in summary.groups.items()},
        "changes": changes(run, before, beside.trusted) if before else {},
        "runs": over_runs(shown, beside.trusted),
        "calibration": [one.model_dump(mode="json") for one in beside.calibration],
    }


def _distinct(runs: Iterable[Run]) -> tuple[Run, ...]:
    return tuple({run.meta.id: run for run in runs}.values())


def _titles(data: Json, language: Language) -> dict[str, str]:
    cited = {card for one in data["answers"] for card in one.get("cites", ())}
    return {card.id: card.title for card in load_shelf().of(language) if card.id in cited}


def _guard(language: Language) -> dict[str, str]:
    """Return the names of what the coach's guard finds, by code."""
    named = table(language)
    return {
        name.split(".", 1)[1].removesuffix("_name"): text
        for name, text in named.items()
        if name.startswith(("guard.", "tactics.")) and name.endswith("_name")
    }


def _joined(names: Iterable[str]) -> str:
    return "\n".join((_HERE / name).read_text("utf-8") for name in names)


def _json(value: object) -> str:
    """Return JSON in which no `<` stands, so that no text can end the script tag around it."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
