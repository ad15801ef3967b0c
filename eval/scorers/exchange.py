"""Is something asked back, the gap pointed out, the principle of the case taken up in words?"""

import re
from collections.abc import Iterator

from eval.case import Case
from eval.record import Transcript
from eval.scorers.phrases import RETURN
from eval.scorers.score import Score
from eval.scorers.text import find_any, folded

_CONDITION = re.compile(r"\bsi\b[^.!?\n]*\balors\b|\bif\b[^.!?\n]*\bthen\b")


def asks_back(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score whether what the draft gives is tied to something in return."""
    if case.expect.asks_back is not True or answer.draft is None:
        return
    right = ties(answer.draft)
    yield Score(value=1 if right else 0, why="" if right else "nothing is asked in return")


def ties(draft: str) -> bool:
    """Return whether a text holds a condition (if… then…) or names a return."""
    return find_any(RETURN, draft) is not None or _CONDITION.search(folded(draft)) is not None


def points_out(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score whether the contradiction or the gap of a case is pointed out to the user."""
    if not case.expect.points_out:
        return
    right = find_any(case.expect.points_out, answer.reply) is not None
    yield Score(value=1 if right else 0, why="" if right else "it was not pointed out")


def mentions(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score each principle that a case lists phrases for: does one of them stand in the answer?"""
    for mention in case.expect.mentions:
        right = find_any(mention.any, answer.reply) is not None
        yield Score(
            value=1 if right else 0,
            key=mention.principle,
            why="" if right else "nothing in the answer takes it up",
            principles=(mention.principle,),
        )
