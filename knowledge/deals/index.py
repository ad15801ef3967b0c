"""Finds among one owner's deals those that a question is about, and says why.

A counterpart, a time, words in either language and meaning each speak for or against a deal.
Their weights add up as log-odds, and what stays below `FLOOR` is not found.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.deals.book import Holding
from knowledge.deals.deal import DealQuery, FoundDeal, PastDeal
from knowledge.deals.meaning_index import MeaningIndex
from knowledge.deals.names import Named, Names
from knowledge.deals.reasons import reasons_of
from knowledge.deals.terms import Asked, asked_of
from knowledge.deals.time_words import folded
from knowledge.deals.when import When, when
from knowledge.deals.word_index import WordIndex

Floats = NDArray[np.float32]

FLOOR = 0.25
"""Score from which a deal is worth showing to somebody who asks for it."""

# Log-odds, set by hand on the questions that bench/deal_recall.py tunes on.
_BEFORE_ASKING = -2.2
"""Nobody asks about a deal at random, and most deals are not the one."""
_NAMED, _SURELY_NAMED, _NOT_NAMED = 2.0, 6.0, -5.0
"""A counterpart that is only like the named one; one that is it; and any other one."""
_STRANGER = -4.0
"""The question names someone whom no deal knows."""
_IN_TIME, _ONLY_TIME, _OUT_OF_TIME = 1.5, 4.5, -5.0
_LATEST, _ONLY_LATEST = 1.0, 5.5
_WORDS, _PART = 0.35, 3.0
"""For each unit of rarity, and for all that was asked."""
_MEANING = 80.0
_SHOWN_MEANING = 0.6
"""Log-odds from which meaning is given as a reason."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a question says: whom, when, of what; and what speaks for each deal, as log-odds."""

    named: Mapping[int, Named]
    time: When | None
    asked: tuple[Asked, ...]
    total: Floats
    meaning: Floats


class OwnerIndex:
    """The deals of one owner, prepared once; finding changes nothing and is safe in threads."""

    def __init__(self, holdings: Sequence[Holding]) -> None:
        """Prepare these deals. Raises ValueError when they are of more than one owner."""
        deals = tuple(holding.deal for holding in holdings)
        if len({deal.owner for deal in deals}) > 1:
            raise ValueError("deals of two owners must not share an index")
        self._deals = deals
        self._days = np.array([deal.day.toordinal() for deal in deals], np.int64)
        counterparts = tuple(dict.fromkeys(deal.counterpart for deal in deals))
        place = {name: at for at, name in enumerate(counterparts)}
        self._counterpart = np.array([place[deal.counterpart] for deal in deals], np.intp)
        self._names = Names(counterparts, _spoken(deals))
        self._words = WordIndex(deals)
        self._meaning = MeaningIndex([holding.vectors for holding in holdings])

    def find(self, query: DealQuery, vector: Floats | None = None) -> tuple[FoundDeal, ...]:
        """Return what answers `query`, best first; nothing when nothing of theirs does.

        `vector` is the query's, shape (384,); without it meaning does not count. Raises ValueError
        when the query is of another owner.
        """
        if not self._deals:
            return ()
        if query.owner != self._deals[0].owner:
            raise ValueError("a query must be of the owner of the index")
        evidence = self._evidence(query, vector)
        scores = 1 / (1 + np.exp(-evidence.total))
        # Of equals the later one: that is what a person would think of first.
        order = np.lexsort((-self._days, -np.round(evidence.total, 3)))[: query.limit]
        return tuple(
            self._found(int(place), float(scores[place]), evidence)
            for place in order
            if scores[place] >= FLOOR
        )

    def _evidence(self, query: DealQuery, vector: Floats | None) -> Evidence:
        time = when(query.text, query.today)
        asked = asked_of(time.rest if time else query.text)
        names = self._names.find(query.text)
        shared = self._words.shared(asked)
        meaning = self._meaning.nearness(vector) * np.float32(_MEANING)
        total = _BEFORE_ASKING + _WORDS * shared.weight + _PART * shared.part + meaning
        total += self._of_names(names.known)
        if names.stranger and not names.known:
            total += _STRANGER
        if time:
            only = not asked and not names.known
            total += self._of_time(time, total, only=only)
        return Evidence(names.known, time, asked, total.astype(np.float32), meaning)

    def _of_names(self, known: Mapping[int, Named]) -> Floats:
        if not known:
            return np.zeros(len(self._deals), np.float32)
        by_name = np.full(int(self._counterpart.max()) + 1, np.nan, np.float32)
        for place, named in known.items():
            sure = (named.likeness - 0.8) / 0.2
            by_name[place] = _NAMED + (_SURELY_NAMED - _NAMED) * sure
        of_deals = by_name[self._counterpart]
        return np.where(np.isnan(of_deals), np.float32(_NOT_NAMED), of_deals)

    def _of_time(self, time: When, total: Floats, *, only: bool) -> Floats:
        added = np.zeros(len(self._deals), np.float32)
        if time.period:
            start, end = time.period[0].toordinal(), time.period[1].toordinal()
            within = (self._days >= start) & (self._days <= end)
            added += np.where(within, _ONLY_TIME if only else _IN_TIME, _OUT_OF_TIME)
        if time.latest:
            likely = (total + added) > (-np.inf if only else 0)
            newest = self._days == self._days[likely].max(initial=0)
            added += np.where(likely & newest, _ONLY_LATEST if only else _LATEST, 0)
        return added

    def _found(self, place: int, score: float, evidence: Evidence) -> FoundDeal:
        deal = self._deals[place]
        named = evidence.named.get(int(self._counterpart[place]))
        by_meaning = bool(evidence.meaning[place] > _SHOWN_MEANING)
        time = evidence.time
        reasons = reasons_of(deal, named, evidence.asked, time, by_meaning=by_meaning)
        return FoundDeal(deal, score, reasons)


def _spoken(deals: Sequence[PastDeal]) -> set[str]:
    """Return the words of these deals in plain letters: none of them is a misspelt name."""
    texts = (
        " ".join((deal.subject, deal.notes, deal.outcome, deal.lesson, *deal.figures))
        for deal in deals
    )
    return {word for text in texts for word in re.findall(r"[^\W_]+", folded(text))}
