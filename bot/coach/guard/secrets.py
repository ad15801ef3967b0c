"""secret_leak: no private figure or fact of the user stands in a text for the counterpart.

A figure can be told in many ways, and each has its function: see `FIGURE_TELLERS` and
`WORD_TELLERS`. What the counterpart named themselves is no secret, and what both sides know says
nothing new: most ways of telling look at fresh figures only.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from bot.coach.amounts import Amount, Kind, same_figure
from bot.coach.answer import Finding
from bot.coach.deal import Deal
from bot.coach.guard.case import Case, finding
from bot.coach.guard.secret_figures import (
    Known,
    Teller,
    as_gap,
    as_period,
    as_range,
    as_share,
    as_total,
    as_written,
    rounded,
)
from bot.coach.guard.secret_hints import (
    as_hint,
    as_part,
    as_roman,
    as_spelt,
    backwards,
    by_its_ends,
)
from bot.coach.guard.secret_sums import as_middle, as_part_of_number, as_sum
from bot.coach.guard.secret_text import Told, told
from bot.coach.guard.secret_times import as_day, as_length
from bot.coach.guard.secret_words import Notes, by_meaning, by_name, by_words, notes

_MONTHS = {"month": 1, "quarter": 3, "year": 12}

FIGURE_TELLERS: tuple[Teller, ...] = (
    as_written,
    rounded,
    as_total,
    as_period,
    as_gap,
    as_share,
    as_part,
    as_sum,
    as_part_of_number,
    as_middle,
    as_range,
    as_hint,
    by_its_ends,
    as_spelt,
    as_roman,
    backwards,
    as_length,
    as_day,
)
"""Ways of telling a private figure; each returns the words that tell it, or None."""

WORD_TELLERS: tuple[Callable[[Told, Notes], str | None], ...] = (by_name, by_meaning, by_words)
"""Ways of telling a private note."""


def secret_leak(draft: str, case: Case) -> Iterator[Finding]:
    """Find a private figure or fact in a draft, said, worked out, hinted at or paraphrased."""
    known = _known(case)
    read = told(draft, known.amounts, case.deal.today)
    for secret in _secrets(case.deal):
        quote = next(filter(None, (tell(read, secret, known) for tell in FIGURE_TELLERS)), None)
        if quote is not None:
            yield finding("secret_leak", quote, case)
    private = notes(case.deal)
    for tell in WORD_TELLERS:
        quote = tell(read, private)
        if quote is not None:
            yield finding("secret_leak", quote, case)


def _secrets(deal: Deal) -> list[Amount]:
    """Return the private figures that the counterpart did not name themselves, once each."""
    theirs = [f.amount for f in deal.facts if f.received]
    found: list[Amount] = []
    for secret in deal.private_amounts:
        if not any(same_figure(secret, other) for other in (*theirs, *found)):
            found.append(secret)
    return found


def _known(case: Case) -> Known:
    amounts = (*case.allowed, *case.deal.open_amounts)
    times = [a for a in amounts if a.kind is Kind.DURATION and a.unit in _MONTHS]
    months = [a.value * _MONTHS[a.unit] for a in times]
    return Known(
        prices=_values(amounts, Kind.MONEY),
        volumes=tuple(v for v in _values(amounts, Kind.QUANTITY) if v > 1),
        lengths=tuple(dict.fromkeys(v for m in months for v in (m, m / 12) if v > 1)),
        amounts=amounts,
        words=case.open_words,
        today=case.deal.today,
    )


def _values(amounts: tuple[Amount, ...], kind: Kind) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(abs(a.value) for a in amounts if a.kind is kind and a.value))
