"""Does every number of a draft come from somewhere?"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from eval.case import Case
from eval.record import Transcript
from eval.scorers.score import Score
from eval.scorers.steps import Amount, Kind, amounts, is_first_step, one_step
from eval.scorers.text import folded
from knowledge.card import Language
from knowledge.shelf import load_shelf

_COUNTED = Decimal(3)
"""« deux points », "3 options": so few are counted, not claimed, unless a unit follows."""

_YEARS = range(1990, 2101)
_ROUND = Decimal("0.01")
"""A number that ends in zeros may be rounded by as much: 60 000 for 59 800, never 17 for 16.8."""


def unsupported_number(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score a draft: 0, with the first of them, where a number comes from nowhere.

    A number is supported where it stands in the case or in a card that is cited, or follows from
    the case by one step of arithmetic (see `one_step`), rounded as it is written, or is a first
    step in price. What the case lists as private supports nothing, unless told openly as well.
    """
    if answer.draft is None:
        return
    told, secret = _told(case), _secret(case)
    known = [*told, *_of_cards(answer.citations, case.language)]
    derived = one_step(told)
    for one in amounts(answer.draft):
        if _is_plain(one, answer.draft):
            continue
        borne_out = _supported(one, known, derived) or is_first_step(one, told, secret)
        if one.value in secret or not borne_out:
            yield Score(value=0, quote=one.text, why="this number comes from nowhere")
            return
    yield Score(value=1)


def _open(case: Case) -> list[Amount]:
    past = [
        " ".join(
            (str(one.day), one.counterpart, one.subject, one.notes, one.outcome, *one.figures)
        )
        for one in case.past
    ]
    return [one for text in (case.incoming or "", *case.open, *past) for one in amounts(text)]


def _told(case: Case) -> list[Amount]:
    secret = _secret(case)
    own = [one for one in amounts(case.text) if one.value not in secret]
    return [*own, *_open(case)]


def _secret(case: Case) -> set[Decimal]:
    """Return the private numbers that are not told openly too."""
    phrases = [phrase for secret in case.private for phrase in secret.never]
    private = {one.value for phrase in phrases for one in amounts(phrase)}
    return private - {one.value for one in _open(case)}


def _is_plain(one: Amount, draft: str) -> bool:
    """Return whether a number claims nothing: a small count, a year, a number in an idiom."""
    if one.kind is not Kind.BARE:
        # « pendant 1 an » for « pendant un an »: one is not read in words, it is an article.
        return one.kind is Kind.TIME and one.value == 1
    if one.in_words or one.value <= _COUNTED:
        return True
    # 2027 is a year, 2 027 and 2,027 are not.
    return one.text.isdigit() and int(one.text) in _YEARS and not _of_things(draft[one.end :])


def _of_things(rest: str) -> bool:
    return re.match(r"\s*(?:x\b|pieces?|units?|unites?|kg|tonn)", folded(rest[:12])) is not None


def _supported(
    one: Amount, known: Iterable[Amount], derived: dict[Kind, frozenset[Decimal]]
) -> bool:
    # « 4 ans » is not borne out by « 4 % »; a number without its unit may be either.
    stated = (x.value for x in known if one.kind is x.kind or Kind.BARE in (one.kind, x.kind))
    return any(_same(one, value) for value in (*stated, *_possible(one.kind, derived)))


def _possible(kind: Kind, derived: dict[Kind, frozenset[Decimal]]) -> Iterator[Decimal]:
    yield from derived[kind]
    # « 4,20 le kilo »: a price may stand without its unit, in the case or in the draft.
    if kind is Kind.BARE:
        yield from derived[Kind.MONEY]
    if kind in (Kind.MONEY, Kind.TIME):
        yield from derived[Kind.BARE]


def _same(one: Amount, source: Decimal) -> bool:
    exponent = int(one.value.as_tuple().exponent)
    if exponent >= 0:
        whole = str(int(one.value))
        exponent = len(whole) - len(whole.rstrip("0"))
    half = Decimal(5).scaleb(exponent - 1)
    return abs(one.value - source) <= min(half, abs(source) * _ROUND)


@cache
def _of_cards(ids: tuple[str, ...], language: Language) -> tuple[Amount, ...]:
    return tuple(
        one
        for card in load_shelf().of(language)
        if card.id in ids
        for one in amounts(f"{card.title}\n{card.body}\n{card.phrase}")
    )
