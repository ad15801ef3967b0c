"""Use case: the debrief of a deal that ended, made into a lesson in the user's own words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.coach.amounts import read
from bot.coach.answer import Answer, Ask, Part, PartKind, Want
from bot.coach.deal import Deal
from bot.coach.past import title
from bot.coach.remember import MOST_NOTES, remember
from bot.coach.understand import cues, facts
from bot.texts import say
from knowledge.card import Language
from knowledge.deals import PastDeal

QUESTIONS = ("agreed", "traded", "again")
"""What was agreed, what was traded, what one would do again: three short questions."""

_CUES = {"traded": cues.TRADED, "again": cues.AGAIN}
_NUMBERED = re.compile(r"^\s*(?:q?([1-3])\s*[.):–—-]|[-•*])\s*", re.IGNORECASE)
_MOST_FIGURES = 12


@dataclass(frozen=True, slots=True)
class Told:
    """What the user answered to each question; empty where they did not."""

    agreed: str = ""
    traded: str = ""
    again: str = ""


def debrief(ask: Ask, deal: Deal, known: PastDeal | None) -> Answer:
    """Return the lesson and the closed deal to remember, or the three questions.

    `known` is the deal as it was kept so far. All words and figures are the user's.
    """
    language = deal.language
    told = _told(deal.own_words)
    answer = Answer(want=Want.DEBRIEF, role=deal.role, language=language, parts=())
    if told == Told():
        questions = tuple(say(f"coach.debrief_{name}", language) for name in QUESTIONS)
        part = Part(
            kind=PartKind.QUESTIONS, title=say("coach.debrief_ask", language), lines=questions
        )
        return replace(answer, parts=(part,), questions=questions)
    closed = _closed(ask, deal, known, told)
    kept = _lesson_part(closed or known, told, language)
    return replace(answer, parts=(kept, *_missing(told, language)), remember=closed)


def _closed(ask: Ask, deal: Deal, known: PastDeal | None, told: Told) -> PastDeal | None:
    base = known or remember(ask, deal) or _bare(ask, deal)
    if base is None:
        return None
    agreed = told.agreed or say("coach.debrief_no_outcome", deal.language)
    said = [amount.text for amount in read(deal.own_words, deal.language, ask.today)]
    return replace(
        base,
        day=ask.today,
        outcome=agreed[:MOST_NOTES],
        lesson=_lesson(told, deal.language)[:MOST_NOTES],
        figures=tuple(dict.fromkeys([*filter(None, said), *base.figures]))[:_MOST_FIGURES],
    )


def _bare(ask: Ask, deal: Deal) -> PastDeal | None:
    """Return a deal of which only the debrief is known."""
    if not (ask.owner and ask.deal):
        return None
    return PastDeal(
        owner=ask.owner,
        id=ask.deal,
        day=ask.today,
        language=deal.language,
        role=deal.role,
        notes=deal.own_words[:MOST_NOTES],
    )


def _lesson(told: Told, language: Language) -> str:
    """Return what is worth reading before the next call: what to do again, then the trade."""
    lines = [
        say(f"coach.lesson_{name}", language, said=said)
        for name, said in (("again", told.again), ("traded", told.traded))
        if said
    ]
    return " ".join(lines) or told.agreed


def _lesson_part(deal: PastDeal | None, told: Told, language: Language) -> Part:
    lines = tuple(
        say(f"coach.kept_{name}", language, said=getattr(told, name))
        for name in QUESTIONS
        if getattr(told, name)
    )
    heading = say("coach.debrief_kept", language)
    if deal is not None:
        heading = f"{heading} · {title(deal, language)}"
    return Part(
        kind=PartKind.PAST_DEAL,
        title=heading,
        lines=lines,
        citation=deal.citation if deal is not None else "",
    )


def _missing(told: Told, language: Language) -> tuple[Part, ...]:
    names = [name for name in QUESTIONS if not getattr(told, name)]
    if not names:
        return ()
    asked = " ".join(say(f"coach.debrief_{name}", language) for name in names)
    line = say("coach.debrief_missing", language, asked=asked)
    return (Part(kind=PartKind.NOTICE, title="", lines=(line,)),)


def _told(text: str) -> Told:
    """Sort the user's lines or sentences under the three questions: by number, word, or place."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == 1:
        lines = [sentence for _, sentence in facts.sentences(text)]
    answers: dict[str, list[str]] = {name: [] for name in QUESTIONS}
    current = QUESTIONS[0]
    for line in _without_heading(lines):
        number = _NUMBERED.match(line)
        said = _NUMBERED.sub("", line).strip()
        if number and number[1]:
            current = QUESTIONS[int(number[1]) - 1]
        else:
            current = next((name for name, cue in _CUES.items() if cue.search(said)), current)
        answers[current].append(said)
    return Told(**{name: " ".join(said).strip() for name, said in answers.items()})


def _without_heading(lines: Iterable[str]) -> Iterable[str]:
    """Leave out a line that only asks for a debrief: « débrief de l’appel », "let's debrief"."""
    for line in lines:
        rest = cues.DEBRIEF_HEADING.without(line).strip(" :–—-")
        if rest:
            yield rest
