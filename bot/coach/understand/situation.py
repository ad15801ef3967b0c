"""Reads the situation: chair, want, names, traits, and what cannot be right."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from bot.coach.amounts import Kind, same_figure, write
from bot.coach.answer import Want
from bot.coach.deal import Fact, FactRole, Flag
from bot.coach.understand import cues
from knowledge.card import Language, Role

Problem = tuple[str, tuple[tuple[str, str], ...]]

_NOT_NAMES = """
Le La Les Un Une Des Je Nous Vous On Il Elle The A An I We They She He Draft Appel Call Bonjour
Hello Hi Dear EUR USD GBP Monday Tuesday Wednesday Thursday Friday January February March April
May June July August September October November December
"""
_NOT_A_NAME = frozenset(_NOT_NAMES.split())


def role_of(own: str, facts: tuple[Fact, ...], received: str) -> Role | None:
    """Return the user's chair by what they say, then by how the prices stand, else None."""
    counts = {role: cue.count(own) for role, cue in cues.ROLES}
    if counts[Role.SELLER] != counts[Role.BUYER]:
        return max(counts, key=lambda role: counts[role])
    ours, theirs = _price(facts, FactRole.OURS), _price(facts, FactRole.THEIRS)
    ours = ours or _price(facts, FactRole.CURRENT)
    limit = _price(facts, FactRole.WALK_AWAY) or _price(facts, FactRole.BUDGET)
    mine = ours or limit
    if mine and theirs and mine != theirs:
        return Role.SELLER if mine > theirs else Role.BUYER
    if ours and limit and ours != limit:
        return Role.SELLER if ours > limit else Role.BUYER
    rising = cues.FLAGS[Flag.PRICE_RISE]
    return Role.BUYER if received and rising.search(received) else None


def want_of(own: str, received: str, facts: tuple[Fact, ...]) -> Want:
    """Return what the user wants: a general question, else a word for it, else a draft."""
    general = not received and not any(f.amount.kind is Kind.MONEY for f in facts)
    if general and cues.QUESTION.search(own):
        return Want.QUESTION
    for want, cue in cues.WANTS:
        if cue.search(own):
            return want
    return Want.QUESTION if general and own.rstrip().endswith("?") else Want.DRAFT


def flags_of(
    own: str, received: str, facts: tuple[Fact, ...], role: Role | None
) -> frozenset[Flag]:
    """Return the traits of the situation that the words and the prices show."""
    both = f"{own}\n{received}"
    found = {flag for flag, cue in cues.FLAGS.items() if cue.search(both)}
    ours, theirs = _price(facts, FactRole.OURS), _price(facts, FactRole.THEIRS)
    ours = ours or _price(facts, FactRole.CURRENT)
    asked = any(f.role is FactRole.THEIRS and f.amount.kind is Kind.SHARE for f in facts)
    if role is Role.SELLER and (asked or (ours and theirs and theirs < ours)):
        found.add(Flag.DISCOUNT_ASKED)
    return frozenset(found)


def name_of(own: str, signed: Iterable[str]) -> str:
    """Return the counterpart's name: their signature, else a person named in the user's words."""
    for name in signed:
        if name:
            return name
    found = cues.PERSON.search(own)
    person = (found["titled"] or found["name"] or found["both"]) if found else ""
    return person if person and person.split()[0] not in _NOT_A_NAME else ""


def firm_of(own: str, name: str) -> str:
    """Return the firm of the counterpart as the user names it, or an empty string."""
    # "with Lena Brandt from Bluefield": the name is no part of the firm.
    for found in cues.FIRM.finditer(own.replace(name, "·") if name else own):
        firm = found["firm"].strip()
        if firm.split()[0] not in _NOT_A_NAME and not re.fullmatch(r"Q\d|T\d", firm):
            return firm
    return ""


def problems_of(
    facts: tuple[Fact, ...], role: Role | None, language: Language
) -> tuple[Problem, ...]:
    """Return what contradicts itself or cannot be: sentences by name, with their values."""
    found: list[Problem] = []
    limits = _distinct([f for f in facts if f.role is FactRole.WALK_AWAY])
    if len(limits) > 1:
        values = [write(f.amount, language) for f in limits[:2]]
        found.append(("coach.two_limits", (("first", values[0]), ("second", values[1]))))
    found += [
        ("coach.zero_price", ())
        for f in facts[:50]
        if f.amount.kind is Kind.MONEY and f.amount.value == 0
    ][:1]
    target, limit = _price(facts, FactRole.TARGET), _price(facts, FactRole.WALK_AWAY)
    if target and limit and role and (target < limit) is (role is Role.SELLER) and target != limit:
        found.append(("coach.target_beyond_limit", ()))
    return tuple(found)


def past_dates(facts: tuple[Fact, ...], language: Language, today: date) -> tuple[Problem, ...]:
    """Return a problem for the first date that lies before today."""
    for fact in facts:
        day = fact.amount.day
        if fact.amount.kind is Kind.DATE and day is not None and day < today:
            return (("coach.past_date", (("day", write(fact.amount, language)),)),)
    return ()


def _price(facts: tuple[Fact, ...], meaning: FactRole) -> Decimal | None:
    found = [
        f.amount.value
        for f in facts
        if f.role is meaning and f.amount.kind is Kind.MONEY and not f.tainted
    ]
    return found[-1] if found else None


def _distinct(facts: list[Fact]) -> list[Fact]:
    kept: list[Fact] = []
    for fact in facts:
        if not any(same_figure(fact.amount, k.amount) for k in kept):
            kept.append(fact)
    return kept
