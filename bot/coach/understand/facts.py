"""Gives every figure its meaning and decides whether it may be said."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from bot.coach.amounts import Amount, Kind, read, same_figure
from bot.coach.deal import PRIVATE_ROLES, Fact, FactRole
from bot.coach.understand import cues, meaning
from knowledge.card import Language, Role

# The point of a number or of « M. Lemaire » ends no sentence.
_TITLES = "|".join(rf"(?<=\b{title})\.(?=\s)" for title in ("M", "MM", "Mr", "Mrs", "Ms", "Dr"))
_SENTENCE = re.compile(rf"[^.;!?\n]+(?:(?:[.,](?=\d)|{_TITLES})[^.;!?\n]+)*[.;!?]*")
_RATHER = re.compile(r"au lieu de|plutôt que|instead of|rather than|\bvs\b|contre", re.IGNORECASE)
_TO = re.compile(r"\s*(?:à|a|to)\s*", re.IGNORECASE)
_CURRENT_PRICE = (FactRole.OURS, FactRole.THEIRS)


def sentences(text: str) -> list[tuple[int, str]]:
    """Return the sentences of a text with where each begins; titles and numbers end none."""
    return [(m.start(), m[0]) for m in _SENTENCE.finditer(text) if m[0].strip()]


def is_private(sentence: str) -> bool:
    """Tell whether a sentence is one that its writer would not want read out."""
    return cues.PRIVATE.search(sentence)


def own_facts(
    text: str, language: Language | None, today: date, chair: Role | None = None
) -> tuple[Fact, ...]:
    """Return the figures of the user's own words, each with its meaning and its privacy.

    `chair` tells whose a price is that is asked of everybody: the user's own when they sell.
    """
    amounts = _with_days(list(read(text, language, today)), text)
    facts: list[Fact] = []
    told = sentences(text)
    for number, (start, sentence) in enumerate(told):
        here = [
            replace(a, start=a.start - start, end=a.end - start)
            for a in amounts
            if start <= a.start < start + len(sentence)
        ]
        # "A rival quoted £1,020. You are at £1,110. Tell them that."
        said = any(cues.SAY_IT.search(one) for _, one in told[number : number + 3])
        facts += _facts_of(sentence, here, chair, said=said)
    return tuple(facts)


def _facts_of(
    sentence: str, amounts: list[Amount], chair: Role | None, *, said: bool
) -> Iterator[Fact]:
    whole, part = cues.KEPT_WHOLE.search(sentence), cues.KEPT_CLAUSE.search(sentence)
    previous_end, moved = 0, FactRole.OTHER
    for number, amount in enumerate(amounts):
        ahead = amounts[number + 1].start if number + 1 < len(amounts) else None
        place = meaning.place_of(sentence, amount, (previous_end, ahead))
        role = meaning.meaning_of(amount, place, chair)
        if moved is not FactRole.OTHER and _TO.fullmatch(place.before):
            role = moved
        moved = FactRole.OTHER
        if _is_price(amount) and cues.FROM_PRICE.search(meaning.clause_before(place.before)):
            # "He wants to go from 10 to 12": what he wants is the second figure.
            role, moved = FactRole.CURRENT, role
        kept = whole or (part and meaning.is_kept(place, role))
        private = kept or role in PRIVATE_ROLES or _is_withheld(amount, role, place, said=said)
        yield Fact(amount=amount, role=role, private=private)
        previous_end = amount.end


def _is_withheld(amount: Amount, role: FactRole, place: meaning.Place, *, said: bool) -> bool:
    """Tell what no word opens: a price without a meaning, a limit in days or pieces."""
    if _is_price(amount) and role is FactRole.OTHER:
        return not (said and meaning.is_rival(place))
    return amount.kind is Kind.DURATION and meaning.is_limit(place)


def _with_days(amounts: list[Amount], text: str) -> list[Amount]:
    """Give "45" its days in "90 jours au lieu de 45" and "60 days, could live with 45"."""
    found = list(amounts)
    for number, (first, second) in enumerate(pairwise(amounts), start=1):
        rather = _RATHER.search(text[first.end : second.start])
        if first.kind is Kind.DURATION and _is_bare(second) and rather:
            found[number] = replace(second, kind=Kind.DURATION, unit=first.unit)
    days = [a.value for a in found if a.kind is Kind.DURATION and a.unit == "day"]
    prices = [a.value for a in found if a.kind is Kind.MONEY and a.unit]
    return [
        replace(a, kind=Kind.DURATION, unit="day")
        if _is_bare(a)
        and a.value in meaning.PAYMENT_DAYS
        and _near(a, days)
        and not _near(a, prices)
        else a
        for a in found
    ]


def _is_bare(amount: Amount) -> bool:
    return amount.kind is Kind.MONEY and not amount.unit


def _near(amount: Amount, values: list[Decimal]) -> bool:
    return any(value / 3 <= amount.value <= value * 3 for value in values)


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
        by_kind = meaning.meaning_by_kind(amount, before, text[amount.end : amount.end + 30])
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
    return replace(
        fact, private=fact.private and not any(same_figure(fact.amount, k) for k in known)
    )


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


def _is_price(amount: Amount) -> bool:
    return amount.kind in (Kind.MONEY, Kind.SHARE)
