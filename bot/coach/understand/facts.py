"""Gives every figure its meaning and decides whether it may be said."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.coach.amounts import Amount, Kind, read, same_figure
from bot.coach.deal import PRIVATE_ROLES, Fact, FactRole
from bot.coach.understand import cues
from knowledge.card import Language

_CLAUSE_END = re.compile(r"[.;!?\n](?=\s|$)|,\s|\s(?:mais|but|et|and|puis|then)\s")
# The point of a number or of « M. Lemaire » ends no sentence.
_TITLES = "|".join(rf"(?<=\b{title})\.(?=\s)" for title in ("M", "MM", "Mr", "Mrs", "Ms", "Dr"))
_SENTENCE = re.compile(rf"[^.;!?\n]+(?:(?:[.,](?=\d)|{_TITLES})[^.;!?\n]+)*[.;!?]*")
_RATHER = re.compile(r"au lieu de|plutôt que|instead of|rather than|\bvs\b|contre", re.IGNORECASE)
_TO = re.compile(r"\s*(?:à|a|to)\s*", re.IGNORECASE)
_CURRENT = dict(cues.BEFORE)[FactRole.CURRENT]
_CURRENT_PRICE = (FactRole.OURS, FactRole.THEIRS)


def sentences(text: str) -> list[tuple[int, str]]:
    """Return the sentences of a text with where each begins; titles and numbers end none."""
    return [(m.start(), m[0]) for m in _SENTENCE.finditer(text) if m[0].strip()]


def is_private(sentence: str) -> bool:
    """Tell whether a sentence is one that its writer would not want read out."""
    return cues.PRIVATE.search(sentence)


def own_facts(text: str, language: Language | None, today: date) -> tuple[Fact, ...]:
    """Return the figures of the user's own words, each with its meaning and its privacy."""
    amounts = read(text, language, today)
    facts: list[Fact] = []
    for start, sentence in sentences(text):
        here = [a for a in amounts if start <= a.start < start + len(sentence)]
        facts += _facts_of(sentence, start, _with_days(here, text), text)
    return tuple(facts)


def _facts_of(sentence: str, start: int, amounts: list[Amount], text: str) -> Iterator[Fact]:
    hidden = is_private(sentence)
    previous_end, moved = start, FactRole.OTHER
    for amount in amounts:
        between = text[previous_end : amount.start]
        clause = _clause_before(between)
        meaning = _meaning(amount, clause, text[amount.end : start + len(sentence)])
        if moved is not FactRole.OTHER and _TO.fullmatch(between):
            meaning = moved
        moved = FactRole.OTHER
        if cues.FROM_PRICE.search(clause):
            # "He wants to go from 10 to 12": what he wants is the second figure.
            meaning, moved = FactRole.CURRENT, meaning
        if meaning is FactRole.OTHER and _CURRENT.search(text[start : amount.start]):
            meaning = FactRole.CURRENT
        private = hidden or meaning in PRIVATE_ROLES
        yield Fact(amount=amount, role=meaning, private=private)
        previous_end = amount.end


def _with_days(amounts: list[Amount], text: str) -> list[Amount]:
    """Give "45" its days in "90 jours au lieu de 45"."""
    found = list(amounts)
    for number, (first, second) in enumerate(pairwise(amounts), start=1):
        bare = second.kind is Kind.MONEY and not second.unit
        rather = _RATHER.search(text[first.end : second.start])
        if first.kind is Kind.DURATION and bare and rather:
            found[number] = replace(second, kind=Kind.DURATION, unit=first.unit)
    return found


def given_facts(
    notes: Iterable[str], language: Language | None, today: date, *, private: bool
) -> tuple[Fact, ...]:
    """Return the figures of facts that came already sorted into open or private."""
    found: list[Fact] = []
    for note in notes:
        for fact in own_facts(note, language, today):
            role = fact.role
            if private and role in (FactRole.OTHER, *_CURRENT_PRICE) and _is_price(fact.amount):
                role = FactRole.WALK_AWAY
            found.append(replace(fact, role=role, private=private or fact.private))
    return tuple(found)


def received_facts(text: str, language: Language | None, today: date) -> tuple[Fact, ...]:
    """Return the figures of the counterpart's message: what they ask, known to both sides."""
    facts = []
    for amount in read(text, language, today):
        before = text[max(0, amount.start - 40) : amount.start]
        by_kind = _by_kind(amount, before, text[amount.end : amount.end + 30])
        facts.append(
            Fact(amount=amount, role=by_kind or FactRole.THEIRS, private=False, received=True)
        )
    return tuple(facts)


def settle(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Give bare prices the currency of their neighbours and unnamed prices a meaning.

    An unnamed price stays private unless the counterpart wrote it: when in doubt, private. A
    price of zero is dropped here (and named to the user), since nothing can be computed with it.
    """
    priced = [f.amount for f in facts if f.amount.kind is Kind.MONEY and f.amount.unit]
    settled = [_with_currency(f, priced) for f in facts]
    known = [f.amount for f in settled if f.received]
    return tuple(
        _settle_one(f, known) for f in settled if f.amount.value or not _is_price(f.amount)
    )


def _settle_one(fact: Fact, known: list[Amount]) -> Fact:
    if fact.received or fact.role is not FactRole.OTHER or not _is_price(fact.amount):
        return fact
    return replace(fact, private=not any(same_figure(fact.amount, k) for k in known))


def supersede(earlier: tuple[Fact, ...], later: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Join the facts of two messages: a limit in the later one replaces that of the earlier.

    What was replaced stays secret: it no longer steers the plan, and is still never said.
    """
    limited = any(f.role is FactRole.WALK_AWAY for f in later)
    kept = (
        replace(f, role=FactRole.OTHER, private=True)
        if limited and f.role is FactRole.WALK_AWAY
        else f
        for f in earlier
    )
    return (*kept, *later)


def _with_currency(fact: Fact, priced: list[Amount]) -> Fact:
    amount = fact.amount
    if amount.kind is not Kind.MONEY or amount.unit or not priced:
        return fact
    # 1,095 beside €1,180/t is a price per tonne in euros; 2,000 beside it may be another thing.
    near = min(priced, key=lambda p: abs(p.value - amount.value))
    if near.value and not (near.value / 3 <= amount.value <= near.value * 3):
        return replace(fact, amount=replace(amount, unit=near.unit))
    return replace(fact, amount=replace(amount, unit=near.unit, per=amount.per or near.per))


def _clause_before(text: str) -> str:
    ends = [m.end() for m in _CLAUSE_END.finditer(text)]
    last = text[ends[-1] :] if ends else text
    # "Je ne peux pas, hélas, descendre sous …": a clause of one word leans on the one before.
    if len(last.split()) <= 1 and ends:
        return text[ends[-2] if len(ends) > 1 else 0 :]
    return last


def _meaning(amount: Amount, before: str, after: str) -> FactRole:
    by_kind = _by_kind(amount, before, after)
    if by_kind is not None:
        return by_kind
    if cues.ANOTHER_QUOTE.search(before):
        return FactRole.OTHER
    if cues.THEIR_LIMIT.search(before):
        return FactRole.THEIRS
    clause_after = _CLAUSE_END.split(after)[0]
    for meaning, cue in cues.AFTER:
        if cue.search(clause_after):
            return meaning
    for meaning, cue in cues.BEFORE:
        if cue.search(before):
            return meaning
    return FactRole.OTHER


def _by_kind(amount: Amount, before: str, after: str) -> FactRole | None:
    if amount.kind is Kind.QUANTITY:
        return FactRole.VOLUME
    if amount.kind is Kind.DATE or cues.CALL_TIME.search(before):
        return FactRole.WHEN
    if amount.kind is Kind.DURATION:
        around = before[-25:] + " " + after[:18]
        if amount.unit in ("minute", "hour"):
            return FactRole.WHEN
        if amount.unit == "day" and (cues.PAYMENT.search(around) or _CURRENT.search(before)):
            return FactRole.PAYMENT
        return FactRole.TERM if amount.unit in ("month", "quarter", "year") else FactRole.OTHER
    return None


def _is_price(amount: Amount) -> bool:
    return amount.kind in (Kind.MONEY, Kind.SHARE)
