"""Why a deal was found, in words of the deal itself."""

import re
from collections.abc import Sequence

from knowledge.deals.deal import PastDeal, Reason, ReasonKind
from knowledge.deals.names import Named
from knowledge.deals.terms import Asked, amounts, terms_of
from knowledge.deals.when import When

_MOST_WORDS = 3
_WORD = re.compile(r"\w[\w’'/%-]*")


def reasons_of(
    deal: PastDeal,
    named: Named | None,
    asked: Sequence[Asked],
    time: When | None,
    *,
    by_meaning: bool,
) -> tuple[Reason, ...]:
    """Return the reasons to show, the strongest kind first. The day is written as ISO."""
    found = []
    if named:
        found.append(Reason(ReasonKind.COUNTERPART, named.what))
    if time and time.period and time.period[0] <= deal.day <= time.period[1]:
        found.append(Reason(ReasonKind.DAY, deal.day.isoformat()))
    if time and time.latest:
        found.append(Reason(ReasonKind.LATEST, deal.day.isoformat()))
    if words := _shared_words(deal, asked, named.what if named else ""):
        found.append(Reason(ReasonKind.WORDS, ", ".join(words)))
    if by_meaning or not found:
        found.append(Reason(ReasonKind.MEANING))
    return tuple(found)


def _shared_words(deal: PastDeal, asked: Sequence[Asked], name: str) -> list[str]:
    """Return words of the deal that stand for something asked, at most one for each thing."""
    words: list[str] = []
    spoken = _by_term(deal)
    for thing in asked:
        word = next((spoken[term] for term, _ in thing.terms if term in spoken), None)
        if word and word not in words and word.casefold() != name.casefold():
            words.append(word)
    return words[:_MOST_WORDS]


def _by_term(deal: PastDeal) -> dict[str, str]:
    """Return the first word of the deal for each of its terms."""
    texts = (deal.subject, deal.outcome, deal.lesson, deal.notes, deal.counterpart)
    spoken: dict[str, str] = {}
    for text in texts:
        for match in _WORD.finditer(text):
            word = re.sub(r"^(?:\w|qu)[’']", "", match[0])
            for term in terms_of(word, deal.language):
                spoken.setdefault(term, word)
    for figure in (*deal.figures, deal.outcome, deal.notes):
        for term in amounts(figure):
            spoken.setdefault(term, figure if figure in deal.figures else term[1:])
    return spoken
