"""Does every number of a draft come from somewhere?"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import permutations

from eval.case import Case
from eval.record import Transcript
from eval.scorers.score import Score
from eval.scorers.text import Figure, figures, folded
from knowledge.card import Language
from knowledge.shelf import load_shelf

_COUNTED = Decimal(3)
"""« deux points », "3 options": so few are counted, not claimed, unless a unit follows."""

_MOST = 40
_NEAR = Decimal("0.005")
_YEARS = range(1990, 2101)
_HUNDRED, _MONTHS, _QUARTERS, _THOUSAND = Decimal(100), Decimal(12), Decimal(4), Decimal(1000)
_UNITS = ("%", "€", "$", "£", "eur", "usd", "k", "jour", "day", "mois", "month", "an", "year")


def unsupported_number(case: Case, answer: Transcript) -> Iterator[Score]:
    """Score a draft: 0, with the first of them, where a number comes from nowhere.

    A number is supported where it stands in the case or in a card that is cited, or follows from
    two numbers of the case by one step of arithmetic, rounded as it is written.
    """
    if answer.draft is None:
        return
    told = _told(case)
    known = {figure.value for figure in told} | _of_cards(answer.citations, case.language)
    derived = _derived([figure.value for figure in told][:_MOST])
    for figure in figures(answer.draft):
        if not _supported(figure, known, derived, answer.draft):
            yield Score(value=0, quote=figure.text, why="this number comes from nowhere")
            return
    yield Score(value=1)


def _told(case: Case) -> list[Figure]:
    past = [
        " ".join(
            (str(one.day), one.counterpart, one.subject, one.notes, one.outcome, *one.figures)
        )
        for one in case.past
    ]
    texts = (case.text, case.incoming or "", *case.open, *past)
    return [figure for text in texts for figure in figures(text)]


def _supported(
    figure: Figure, known: Iterable[Decimal], derived: Iterable[Decimal], draft: str
) -> bool:
    value = figure.value
    if value <= _COUNTED and not figure.percent and not _has_unit(draft[figure.end :]):
        return True
    if value == value.to_integral() and int(value) in _YEARS:
        return True
    return any(_same(value, one) for one in (*known, *derived))


def _has_unit(rest: str) -> bool:
    return folded(rest[:8]).lstrip().startswith(_UNITS)


def _same(value: Decimal, source: Decimal) -> bool:
    if value == source or value * _THOUSAND == source or value == source * _THOUSAND:
        return True
    decimals = -int(value.as_tuple().exponent) if "." in str(value) else 0
    # « environ 60 000 » for 59 800: rounded as people round, but 17 is not 16.8.
    half = min(Decimal(5).scaleb(-decimals - 1), abs(source) * 2 * _NEAR)
    return abs(value - source) <= max(half, abs(source) * _NEAR)


def _derived(values: list[Decimal]) -> set[Decimal]:
    unique = list(dict.fromkeys(values))
    found = {step for value in unique for step in _alone(value)}
    for a, b in permutations(unique, 2):
        found |= set(_together(a, b))
    return found


def _alone(value: Decimal) -> Iterator[Decimal]:
    yield from (value * _MONTHS, value / _MONTHS, value * _QUARTERS, value / _QUARTERS)
    yield from (value / 2, value * 2, _HUNDRED - value)


def _together(a: Decimal, b: Decimal) -> Iterator[Decimal]:
    yield from (a + b, abs(a - b), a * b, (a + b) / 2)
    yield from (a * b / _HUNDRED, a * (1 + b / _HUNDRED), a * (1 - b / _HUNDRED))
    if b:
        yield from (a / b, abs(a - b) / b * _HUNDRED)


@cache
def _of_cards(ids: tuple[str, ...], language: Language) -> frozenset[Decimal]:
    return frozenset(
        figure.value
        for card in load_shelf().of(language)
        if card.id in ids
        for figure in figures(f"{card.title}\n{card.body}\n{card.phrase}")
    )
