"""Is an answer in the right language, form of address, length, with few questions?"""

import re
from collections.abc import Iterator

from bot.coach.answer import Want
from eval.case import Case
from eval.record import Transcript
from eval.scorers.score import Score
from eval.scorers.text import folded
from knowledge.card import Language
from knowledge.words import language_of

_FEW_WORDS = 8
"""So short a text tells no language."""

MOST_WORDS = {
    Want.PREP: 420,
    Want.DRAFT: 380,
    Want.READ_MESSAGE: 300,
    Want.QUESTION: 320,
    Want.DEBRIEF: 220,
    Want.CHECK: 320,
}
"""Words of a whole answer: a brief is one page, the others two phone screens. A choice."""

MOST_DRAFT_WORDS = 190
_MOST_QUESTIONS = 3
_TU = re.compile(r"\b(?:tu|te|toi|tes|ta)\b|\bt'(?=\w)|(?<!le )(?<!un )(?<!ce )(?<!du )\bton\b")
_VOUS = re.compile(r"\b(?:vous|votre|vos)\b")


def draft_there(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score whether there is a draft where one is wanted, and none where none is."""
    if case.expect.draft is None:
        return
    right = (answer.draft is not None) == case.expect.draft
    why = "a draft is missing" if case.expect.draft else "nobody asked for a draft"
    yield Score(value=1 if right else 0, why="" if right else why)


def language(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score the language of the coaching and that of the draft, each by itself."""
    draft = answer.draft or ""
    # Line by line: the reply may show the draft with other space between its paragraphs.
    lines = set(filter(None, (line.strip() for line in draft.splitlines())))
    coaching = "\n".join(x for x in answer.reply.splitlines() if x.strip() not in lines)
    yield from _in_language("reply", coaching, case.language)
    yield from _in_language("draft", draft, case.expect.draft_language or case.language)


def address(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score whether a French draft says « vous », or « tu » where asked, and never both."""
    expected = case.expect.draft_language or case.language
    if answer.draft is None or expected is not Language.FR:
        return
    said = folded(answer.draft)
    tu, vous = _TU.search(said), _VOUS.search(said)
    if not tu and not vous:
        return
    wanted = case.expect.address or "vous"
    wrong = tu if wanted == "vous" else vous
    yield Score(
        value=0 if wrong else 1,
        quote=answer.draft[wrong.start() : wrong.end()] if wrong else "",
        why=f"not « {wanted} » throughout" if wrong else "",
    )


def length(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score whether an answer, and its draft, fit the screen that they are read on."""
    words = len(answer.reply.split())
    most = MOST_WORDS[case.want]
    fits = 0 < words <= most
    why = "" if fits else f"{words} words, {most} fit"
    yield Score(value=1 if fits else 0, key="reply", why=why)
    if answer.draft is not None:
        words = len(answer.draft.split())
        fits = words <= MOST_DRAFT_WORDS
        why = "" if fits else f"{words} words, {MOST_DRAFT_WORDS} fit"
        yield Score(value=1 if fits else 0, key="draft", why=why)


def question_count(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score whether at most three questions are asked, of the user and in the draft."""
    del case
    asked = max(len(answer.questions), (answer.draft or "").count("?"))
    fits = asked <= _MOST_QUESTIONS
    yield Score(value=1 if fits else 0, why="" if fits else f"{asked} questions at once")


def _in_language(key: str, text: str, expected: Language) -> Iterator[Score]:
    if not text.strip():
        return
    if len(text.split()) < _FEW_WORDS:
        yield Score(value=None, key=key, reason="too few words to tell a language")
        return
    found = language_of(text, expected)
    right = found is expected
    yield Score(value=1 if right else 0, key=key, why="" if right else f"not in {expected}")
