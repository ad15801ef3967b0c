"""Tells what a figure means from the words around it: whose it is, and which way it binds."""

import re
from dataclasses import dataclass

from bot.coach.amounts import Amount, Kind
from bot.coach.deal import FactRole
from bot.coach.understand import cues
from knowledge.card import Role

_CLAUSE_END = re.compile(r"[.;!?\n](?=\s|$)|,\s|\s(?:mais|but|et|and|puis|then)\s")
_CURRENT = dict(cues.BEFORE)[FactRole.CURRENT]
_LIMIT_AFTER = dict(cues.AFTER)[FactRole.WALK_AWAY]
_LIMIT_BEFORE = dict(cues.BEFORE)[FactRole.WALK_AWAY]
_PUBLIC = {Role.BUYER: FactRole.THEIRS, Role.SELLER: FactRole.OURS}
_SAID_BY_SOMEBODY = (FactRole.OURS, FactRole.CURRENT, FactRole.THEIRS)
_OF_THE_DEAL = (FactRole.VOLUME, FactRole.TERM)
_LEAD = 200
_LONG_UNITS = ("month", "quarter", "year")
_HOURS_OF_A_DAY = 24
PAYMENT_DAYS = frozenset([15, 30, 45, 60, 75, 90, 120])
"""Days that invoices are paid in."""
_COUNTED_BY = frozenset(["month", "quarter", "year", "seat", "user", "poste", "licence", "siège"])
"""What a price that is asked of everybody is counted by; a wage or a limit seldom is."""


@dataclass(frozen=True, slots=True)
class Place:
    """The words around one figure.

    `lead` is its sentence up to it, `before` the part after the figure before it, `after` runs to
    the figure that follows; each at most _LEAD characters, so that a sentence of many figures is
    read in a time that grows with its length. `shared` tells that the next figure stands in the
    same clause.
    """

    lead: str
    before: str
    after: str
    shared: bool


def place_of(sentence: str, amount: Amount, neighbours: tuple[int, int | None]) -> Place:
    """Return the words around a figure whose `start` and `end` are places in the sentence.

    `neighbours` are where the figure before it ends and the next one begins (None: no next).
    """
    behind, ahead = neighbours
    after = sentence[amount.end : ahead]
    shared = ahead is not None and not _CLAUSE_END.search(after)
    lead = sentence[max(0, amount.start - _LEAD) : amount.start]
    return Place(lead, sentence[behind : amount.start][-_LEAD:], after[:_LEAD], shared)


def meaning_of(amount: Amount, place: Place, chair: Role | None) -> FactRole:
    """Return what a figure means; OTHER where the words do not say."""
    clause = clause_before(place.before)
    by_kind = meaning_by_kind(amount, clause, place.after, place.lead)
    if by_kind is not None:
        return by_kind
    by_words = _by_words(place, clause)
    if by_words is not None:
        return by_words
    if _is_public(amount, place, clause):
        return _PUBLIC.get(chair, FactRole.CURRENT) if chair else FactRole.CURRENT
    # "I buy 600 pallets at 8": one clause past the volume, no further, or every figure is public.
    same_clause = _CLAUSE_END.split(place.lead)[-1]
    return FactRole.CURRENT if _CURRENT.search(same_clause) else FactRole.OTHER


def is_limit(place: Place) -> bool:
    """Tell whether the words around a figure make it a limit of the user's."""
    clause = clause_before(place.before)
    if cues.THEIR_LIMIT.search(clause):
        return False
    after = "" if place.shared else _CLAUSE_END.split(place.after)[0]
    return _LIMIT_BEFORE.search(clause) or _LIMIT_AFTER.search(after)


def is_kept(place: Place, role: FactRole) -> bool:
    """Tell whether a figure of a sentence that speaks of limits or costs stays with the user.

    "They ask 620, I can go to 590": the first clause says by itself whose figure it is.
    """
    clause = clause_before(place.before)
    own = f"{clause} · {_CLAUSE_END.split(place.after)[0]}"
    named = role in (*_SAID_BY_SOMEBODY, *_OF_THE_DEAL)
    told = named or cues.THIRD.search(clause) or cues.FIRST.search(clause)
    return cues.KEPT_CLAUSE.search(own) or not told


def is_rival(place: Place) -> bool:
    """Tell whether a figure is what somebody else would ask, as the user knows it."""
    clause = clause_before(place.before)
    last = _CLAUSE_END.split(place.before)[-1]
    named = cues.RIVAL_VERB.search(last) and cues.ANOTHER_QUOTE.search(place.before)
    rival = named or cues.ANOTHER_QUOTE.search(clause) or cues.ELSEWHERE.search(place.after)
    return rival and not cues.CLAIM.search(place.lead)


def clause_before(text: str) -> str:
    """Return the clause that ends a text; one of a single word leans on the one before it."""
    ends = [m.end() for m in _CLAUSE_END.finditer(text)]
    last = text[ends[-1] :] if ends else text
    # "Je ne peux pas, hélas, descendre sous …", but "max 90, want 80" says a thing of its own.
    alone = cues.WISH.search(last) or cues.VERB_FIRST.search(last)
    if len(last.split()) <= 1 and ends and not alone:
        return text[ends[-2] if len(ends) > 1 else 0 :]
    return last


def _by_words(place: Place, clause: str) -> FactRole | None:
    for read in (_of_others, _by_what_follows, _by_what_precedes):
        found = read(place, clause)
        if found is not None:
            return found
    return None


def _of_others(place: Place, clause: str) -> FactRole | None:
    if cues.THEIR_LIMIT.search(clause):
        return FactRole.THEIRS
    return FactRole.OTHER if is_rival(place) else None


def _by_what_follows(place: Place, _: str) -> FactRole | None:
    if cues.TOO_MUCH.search(place.after):
        # "He finds 27 too much" speaks of the user's price, "27 is too much" of theirs.
        return FactRole.OURS if cues.CLAIM.search(place.lead) else FactRole.THEIRS
    if cues.ALL_THERE_IS.search(place.after):
        return FactRole.WALK_AWAY
    # "80 max 90": the word belongs to the figure that it stands before.
    after = "" if place.shared else _CLAUSE_END.split(place.after)[0]
    return next((meaning for meaning, cue in cues.AFTER if cue.search(after)), None)


def _by_what_precedes(place: Place, clause: str) -> FactRole | None:
    if cues.TOLD_THEM.search(clause):
        return FactRole.OURS
    spoken = _by_speaker(clause, place.lead)
    return spoken or next((meaning for meaning, cue in cues.BEFORE if cue.search(clause)), None)


def _by_speaker(clause: str, lead: str) -> FactRole | None:
    """Read a clause that begins with its verb: who is meant was said before it."""
    if not (cues.WISH.search(clause) or cues.VERB_FIRST.search(clause)):
        return None
    earlier = lead[: len(lead) - len(clause)]
    theirs, ours = cues.THIRD.last(earlier), cues.FIRST.last(earlier)
    if theirs > ours:
        return FactRole.THEIRS
    if cues.WISH.search(clause):
        return FactRole.OURS
    return FactRole.THEIRS if cues.ENGLISH_THIRD.search(clause) else None


def _is_public(amount: Amount, place: Place, clause: str) -> bool:
    """Tell a price that is asked of everybody: a list price, a rent, an advertisement."""
    after = _CLAUSE_END.split(place.after)[0]
    if amount.kind not in (Kind.MONEY, Kind.SHARE) or cues.OWN_PURSE.search(after):
        return False
    if cues.PUBLIC.search(clause):
        return True
    return amount.per in _COUNTED_BY and not cues.FIRST.search(f"{place.lead} {after}")


def meaning_by_kind(amount: Amount, before: str, after: str, lead: str = "") -> FactRole | None:
    """Return what a figure means where its kind alone says so, else None."""
    if amount.kind is Kind.QUANTITY:
        return FactRole.VOLUME
    if amount.kind is Kind.DATE:
        gone = cues.LOOKING_BACK.search(lead or before) or cues.THIS_DAY.search(amount.text)
        return FactRole.OTHER if gone else FactRole.WHEN
    if amount.kind is Kind.DURATION:
        return _of_duration(amount, before, after, lead)
    if amount.kind is Kind.SHARE:
        return FactRole.PAYMENT if cues.DEPOSIT.search(before) else None
    hour = not amount.unit and amount.value < _HOURS_OF_A_DAY and not amount.value % 1
    return FactRole.WHEN if hour and cues.CALL_TIME.search(before) else None


def _of_duration(amount: Amount, before: str, after: str, lead: str) -> FactRole:
    around = f"{before[-25:]} {after[:18]}"
    if amount.unit in _LONG_UNITS:
        return FactRole.TERM
    if amount.unit == "day" and (cues.PAYMENT.search(around) or _CURRENT.search(before)):
        return FactRole.PAYMENT
    if amount.unit in ("minute", "hour") or cues.CALL_TIME.search(before):
        return FactRole.WHEN
    usual = amount.unit == "day" and amount.value in PAYMENT_DAYS
    elsewhere = cues.OTHER_DELAY.search(f"{lead} {after}")
    return FactRole.PAYMENT if usual and not elsewhere else FactRole.OTHER
