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

_NEAR = 14
"""Characters in which "another" makes a rival of a supplier who is named."""

_NOT_NAMES = """
Le La Les Un Une Des Je Nous Vous On Il Elle The A An I We They She He Draft Appel Call Bonjour
Hello Hi Dear EUR USD GBP Monday Tuesday Wednesday Thursday Friday January February March April
May June July August September October November December
"""
_NOT_A_NAME = frozenset(_NOT_NAMES.split())


def chair_by_words(own: str) -> Role | None:
    """Return the chair that the user's words tell more often than the other, else None."""
    declared = [role for role, cue in cues.DECLARED if cue.search(own)]
    if len(declared) == 1:
        return declared[0]
    counts = {role: cue.count(own) for role, cue in cues.ROLES}
    if counts[Role.SELLER] == counts[Role.BUYER]:
        return None
    return max(counts, key=lambda role: counts[role])


def role_of(own: str, facts: tuple[Fact, ...], received: str) -> Role | None:
    """Return the user's chair by what they say, then by how the prices stand, else None."""
    spoken = chair_by_words(own)
    if spoken is not None:
        return spoken
    ours, theirs = _price(facts, FactRole.OURS), _price(facts, FactRole.THEIRS)
    ours = ours or _price(facts, FactRole.CURRENT)
    limit = _price(facts, FactRole.WALK_AWAY) or _price(facts, FactRole.BUDGET)
    mine = ours or limit
    if mine and theirs and mine != theirs:
        return Role.SELLER if mine > theirs else Role.BUYER
    if ours and limit and ours != limit:
        return Role.SELLER if ours > limit else Role.BUYER
    return _chair_across(received)


def _chair_across(received: str) -> Role | None:
    """Return the chair of whom a message was written to, by what its writer sells or buys."""
    counts = {role: cue.count(received) for role, cue in cues.ACROSS}
    if counts[Role.SELLER] != counts[Role.BUYER]:
        return max(counts, key=lambda role: counts[role])
    return Role.BUYER if cues.FLAGS[Flag.PRICE_RISE].search(received) else None


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
    for found in cues.PERSON.finditer(own):
        person = found["titled"] or found["name"] or found["both"]
        if person.split()[0] not in _NOT_A_NAME and not _is_of_a_rival(own, found):
            return person
    return ""


def firm_of(own: str, name: str) -> str:
    """Return the firm of the counterpart as the user names it, or an empty string."""
    # "with Lena Brandt from Bluefield": the name is no part of the firm.
    words = own.replace(name, "·") if name else own
    for found in cues.FIRM.finditer(words):
        firm = found["firm"].strip()
        if firm.split()[0] in _NOT_A_NAME or re.fullmatch(r"Q\d|T\d", firm):
            continue
        if not _is_of_a_rival(words, found):
            return firm
    return ""


def _is_of_a_rival(own: str, name: re.Match[str]) -> bool:
    """Tell whether a name is that of somebody else who would sell or buy."""
    own_partner = re.match(r"(?:client|fournisseu|suppl|custom)", name[0])
    sentence = re.split(r"[.;!?\n]", own[: name.start()])[-1][-_NEAR if own_partner else 0 :]
    after = re.split(r"[.;!?\n]", own[name.end() :])[0]
    return cues.ANOTHER_QUOTE.search(sentence) or cues.CHEAPER.search(after)


def problems_of(
    facts: tuple[Fact, ...], role: Role | None, language: Language
) -> tuple[Problem, ...]:
    """Return what contradicts itself or cannot be: sentences by name, with their values."""
    found: list[Problem] = []
    for kind in (Kind.MONEY, Kind.SHARE):
        limits = _distinct([f for f in facts if f.role is FactRole.WALK_AWAY], kind)
        if len(limits) > 1:
            first, second = (write(f.amount, language) for f in limits[:2])
            found.append(("coach.two_limits", (("first", first), ("second", second))))
    found += [
        ("coach.zero_price", ())
        for f in facts[:50]
        if f.amount.kind is Kind.MONEY and f.amount.value == 0
    ][:1]
    target, limit = _price(facts, FactRole.TARGET), _price(facts, FactRole.WALK_AWAY)
    if _is_beyond(target, limit, role):
        found.append(("coach.target_beyond_limit", ()))
    if _is_beyond(_price(facts, FactRole.OURS), limit, role):
        found.append(("coach.problem_offer_beyond_limit", ()))
    return tuple(found)


def _is_beyond(price: Decimal | None, limit: Decimal | None, role: Role | None) -> bool:
    """Tell a price that is worse for the user than their limit; far ones are other things."""
    if not price or not limit or role is None or not limit / 3 <= price <= limit * 3:
        return False
    return price < limit if role is Role.SELLER else price > limit


def past_dates(facts: tuple[Fact, ...], language: Language, today: date) -> tuple[Problem, ...]:
    """Return a problem for the first day that something was to happen on and that is over."""
    for fact in facts:
        day = fact.amount.day
        if fact.role is FactRole.WHEN and day is not None and day < today:
            return (("coach.past_date", (("day", write(fact.amount, language)),)),)
    return ()


def _price(facts: tuple[Fact, ...], meaning: FactRole) -> Decimal | None:
    found = [
        f.amount.value
        for f in facts
        if f.role is meaning and f.amount.kind is Kind.MONEY and not f.tainted
    ]
    return found[-1] if found else None


def _distinct(facts: list[Fact], kind: Kind) -> list[Fact]:
    kept: list[Fact] = []
    for fact in facts:
        if fact.amount.kind is kind and not any(same_figure(fact.amount, k.amount) for k in kept):
            kept.append(fact)
    return kept
