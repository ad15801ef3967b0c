"""Use case: the debrief of a deal that ended, made into a lesson in the user's own words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.coach.amounts import read
from bot.coach.answer import Answer, Ask, Part, PartKind, Want
from bot.coach.deal import Deal
from bot.coach.past import title
from bot.coach.remember import MOST_FIGURES, bare, remember, subject_of
from bot.coach.understand import cues, ends_deal, facts
from bot.coach.understand.split import split
from bot.texts import say
from knowledge.card import Language
from knowledge.deals import MOST_LONG, PastDeal

QUESTIONS = ("agreed", "traded", "again")
"""What was agreed, what was traded, what one would do again: three short questions."""

_CUES = {"traded": cues.TRADED, "again": cues.AGAIN}
# "1. …", "2) …", "3 - …", "• …"; but "1.5 %", "2-year" and "-5 %" are figures.
_NUMBERED = re.compile(r"^\s*(?:q?([1-3])\s*(?:[.)](?!\d)|[:–—-]\s)|[-•*]\s)\s*", re.IGNORECASE)
_NEXT_NUMBER = re.compile(r"\s+(?=[23]\s*(?:[.)]|[:–—-])\s)")


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
    words = _words(ask)
    told = _told(words)
    answer = Answer(want=Want.DEBRIEF, role=deal.role, language=language, parts=())
    if told == Told():
        questions = tuple(say(f"coach.debrief_{name}", language) for name in QUESTIONS)
        part = Part(
            kind=PartKind.QUESTIONS, title=say("coach.debrief_ask", language), lines=questions
        )
        return replace(answer, parts=(part,), questions=questions)
    closed = _closed(ask, deal, known, told, words)
    kept = _lesson_part(closed, told, language)
    return replace(answer, parts=(kept, *_missing(told, language)), remember=closed)


def _words(ask: Ask) -> str:
    """Return what the user says of the end: what came before its first word is the deal itself."""
    own = [split(text).own for text in ask.texts]
    start = next((place for place, words in enumerate(own) if ends_deal(words)), 0)
    return "\n".join(own[start:])


def _closed(
    ask: Ask, deal: Deal, known: PastDeal | None, told: Told, words: str
) -> PastDeal | None:
    base = known or _begun(ask, deal, told, words)
    if base is None:
        return None
    language = deal.language
    outcome = told.agreed or base.outcome or say("coach.debrief_no_outcome", language)
    lesson = _lesson(told, language) or base.lesson or told.agreed
    said = [amount.text for amount in read(words, language, ask.today)]
    return replace(
        base,
        # Told again, it did not move again.
        day=base.day if base.closed else ask.today,
        outcome=outcome[:MOST_LONG],
        lesson=lesson[:MOST_LONG],
        figures=tuple(dict.fromkeys([*filter(None, said), *base.figures]))[:MOST_FIGURES],
    )


def _begun(ask: Ask, deal: Deal, told: Told, words: str) -> PastDeal | None:
    """Return a deal that was not kept so far, perhaps one of which only the end is known."""
    begun = remember(ask, deal) or bare(ask, deal)
    if begun is None or words != deal.own_words:
        return begun
    # All of its figures are figures of the end, and come with it.
    first = subject_of(told.agreed, told.traded, told.again)
    return replace(begun, subject=first, figures=())


def _lesson(told: Told, language: Language) -> str:
    """Return what is worth reading before the next call: what to do again, then the trade."""
    lines = [
        _labelled(f"coach.lesson_{name}", said, language)
        for name, said in (("again", told.again), ("traded", told.traded))
        if said
    ]
    return " ".join(f"{line}." if line[-1].isalnum() else line for line in lines)


def _lesson_part(deal: PastDeal | None, told: Told, language: Language) -> Part:
    lines = tuple(
        _labelled(f"coach.kept_{name}", getattr(told, name), language)
        for name in QUESTIONS
        if getattr(told, name)
    )
    if deal is None:
        heading = say("coach.debrief_lesson", language)
    else:
        heading = f"{say('coach.debrief_kept', language)} · {title(deal, language)}"
    return Part(
        kind=PartKind.PAST_DEAL,
        title=heading,
        lines=lines,
        citation=deal.citation if deal is not None else "",
    )


def _labelled(name: str, said: str, language: Language) -> str:
    """Return what was said under its label, unless it opens with these very words."""
    label = say(name, language, said="").rstrip(" \u00a0:")
    if said.casefold().startswith(label.casefold()):
        return said[:1].upper() + said[1:]
    return say(name, language, said=said)


def _missing(told: Told, language: Language) -> tuple[Part, ...]:
    names = [name for name in QUESTIONS if not getattr(told, name)]
    if "traded" in names and cues.TRADED.search(told.agreed):
        names.remove("traded")
    if not names:
        return ()
    asked = " ".join(say(f"coach.debrief_{name}", language) for name in names)
    line = say("coach.debrief_missing", language, asked=asked)
    return (Part(kind=PartKind.NOTICE, title="", lines=(line,)),)


def _told(text: str) -> Told:
    """Sort the user's lines or sentences under the three questions: by number, word, or place."""
    lines = list(_without_heading(_lines(text)))
    in_place = len(lines) == len(QUESTIONS)
    if len(lines) == 1:
        lines = [sentence for _, sentence in facts.sentences(lines[0])]
    answers: dict[str, list[str]] = {name: [] for name in QUESTIONS}
    for name, line in zip(_questions_of(lines, in_place=in_place), lines, strict=True):
        answers[name].append(_NUMBERED.sub("", line).strip())
    return Told(**{name: " ".join(said).strip() for name, said in answers.items()})


def _lines(text: str) -> list[str]:
    if _NUMBERED.match(text):
        text = _NEXT_NUMBER.sub("\n", text)
    return [line for line in text.splitlines() if line.strip()]


def _questions_of(lines: list[str], *, in_place: bool) -> Sequence[str]:
    """Return the question that each line answers; one without a mark goes on with the last."""
    marked = [_mark(line) for line in lines]
    if in_place and all(mark in ("", QUESTIONS[place]) for place, mark in enumerate(marked)):
        return QUESTIONS
    names, current = [], QUESTIONS[0]
    for mark in marked:
        current = mark or current
        names.append(current)
    return names


def _mark(line: str) -> str:
    """Return the question that a line names by its number or a word, else an empty string."""
    number = _NUMBERED.match(line)
    if number and number[1]:
        return QUESTIONS[int(number[1]) - 1]
    if cues.AGREED.search(line):  # « signé à 1 120 € contre 24 mois » is what was agreed
        return "agreed"
    return next((name for name, cue in _CUES.items() if cue.search(line)), "")


def _without_heading(lines: Iterable[str]) -> Iterable[str]:
    """Leave out a line that only asks for a debrief: « débrief de l’appel », "let's debrief"."""
    for line in lines:
        rest = cues.DEBRIEF_HEADING.without(line)
        if rest != line:
            rest = rest.lstrip(" \u00a0\u202f:–—-.,!")
        if rest:
            yield rest
