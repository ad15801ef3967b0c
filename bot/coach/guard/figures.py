"""unsupported_number: every figure of a draft comes from somewhere."""

import re
from collections.abc import Iterable, Iterator

from bot.coach.amounts import Amount, digits_in, read, same_figure
from bot.coach.answer import Finding
from bot.coach.guard.case import Case, finding

_CARD = re.compile(r"\[?\b[A-E]\d{2}\b\]?")


def unsupported_number(draft: str, case: Case) -> Iterator[Finding]:
    """Find a figure that stands in none of: the user's words, the message, the calculation."""
    amounts = read(draft, case.deal.draft_language, case.deal.today)
    allowed = (*case.allowed, *case.deal.open_amounts)
    for amount in amounts:
        if not any(same_figure(amount, known) for known in allowed):
            yield finding("unsupported_number", amount.text, case)
    # What the grammar does not read as an amount ("ISO 9001") must stand in open words; the number
    # of a card is checked by unknown_citation.
    known_runs = set(digits_in(case.open_words))
    for run in digits_in(_CARD.sub(" ", _without(draft, amounts))):
        if run not in known_runs:
            yield finding("unsupported_number", run, case)


def _without(text: str, amounts: Iterable[Amount]) -> str:
    for amount in sorted(amounts, key=lambda a: a.start, reverse=True):
        text = text[: amount.start] + " " * (amount.end - amount.start) + text[amount.end :]
    return text
