"""Every number that the coach says and the user did not: computed here, within the limits.

A step is computed from open figures alone. The limit only vetoes it: a number that were derived
from the limit would tell it to anyone who can divide.
"""

from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal

from bot.coach.amounts import Amount, Kind
from bot.coach.deal import Deal, FactRole
from knowledge.card import Role

_ALIKE = 4
"""No two prices of one deal are further apart than this many times: one was misread."""

_STEPS = (Decimal("0.25"), Decimal("0.125"))
"""Shares of the open gap, tried in turn: a first concession keeps most of the gap to trade."""


def price_step(own: Amount, theirs: Amount, limit: Amount, role: Role) -> Amount | None:
    """Return a first conditional price: a quarter of the way from `own` to `theirs`, rounded.

    The step is rounded down to a tidy number. Returns None when the figures cannot be compared,
    when there is no gap, or one so wide that one of them is no price of this deal, or when even
    an eighth of the way would not stay better than `limit` by one tidy unit.
    Source: cards D07 and B39 (small, labelled, conditional steps).
    """
    if not _comparable(own, theirs) or not _comparable(own, limit):
        return None
    if not _alike(own.value, theirs.value):
        return None
    gap = theirs.value - own.value
    if (gap < 0) is not (role is Role.SELLER) or gap == 0:
        return None
    for share in _STEPS:
        unit = _tidy_unit(abs(gap) * share)
        step = (abs(gap) * share / unit).to_integral_value(ROUND_FLOOR) * unit
        price = own.value + step.copy_sign(gap)
        if step and _better(price, limit.value, role, by=unit):
            return _computed(own, price)
    return None


def share_step(asked: Amount, limit: Amount) -> Amount | None:
    """Return a first conditional discount: a quarter of the one asked for, in half points.

    Shares of the price, 0 to 1. Returns None when it would not stay under `limit` by half a
    point, or is nothing.
    """
    half_point = Decimal("0.005")
    step = (abs(asked.value) / 4 / half_point).to_integral_value(ROUND_FLOOR) * half_point
    if not step or step + half_point > abs(limit.value):
        return None
    return _computed(asked, step)


def as_price(share: Amount, price: Amount) -> Amount:
    """Return what `price` becomes with this discount (a share, 0 to 1, its sign ignored)."""
    return _computed(price, price.value * (1 - abs(share.value)))


def longer_term(term: Amount) -> Amount:
    """Return twice a contract's duration: what a price step is traded for."""
    return _computed(term, term.value * 2)


def at_stake(own: Amount, theirs: Amount, volume: Amount) -> Amount | None:
    """Return the gap between two unit prices over a volume, or None where units do not match."""
    if not _comparable(own, theirs) or own.value == theirs.value or not volume.value:
        return None
    if own.per not in ("", "pièce", "piece", "unité", "unit", "pc", volume.unit):
        return None
    return _computed(own, abs(own.value - theirs.value) * volume.value, per=volume.per)


def room(own: Amount, limit: Amount) -> Amount | None:
    """Return how far `own` stands from the limit (private: for its owner only)."""
    if not _comparable(own, limit) or own.value == limit.value:
        return None
    return _computed(own, abs(own.value - limit.value))


def offer_price(deal: Deal) -> Amount | None:
    """Return the price that a seller may offer for something in return, or None.

    Needs an own price, a counterpart's figure and a limit: without a limit nobody knows that the
    step is allowed.
    """
    own, limit = deal.own_price, deal.limit
    theirs = deal.figure(FactRole.THEIRS, Kind.MONEY)
    share = deal.figure(FactRole.THEIRS, Kind.SHARE)
    if own is None or limit is None or deal.role is not Role.SELLER:
        return None
    if theirs is None and share is not None:
        theirs = as_price(share, own)
    if limit.kind is Kind.SHARE:
        limit = as_price(limit, own)
    return price_step(own, theirs, limit, deal.role) if theirs else None


def offer_share(deal: Deal) -> Amount | None:
    """Return the discount that a seller may consider for a commitment, or None."""
    asked, limit = deal.figure(FactRole.THEIRS, Kind.SHARE), deal.limit
    if deal.role is not Role.SELLER or asked is None or limit is None:
        return None
    return share_step(asked, limit) if limit.kind is Kind.SHARE else None


def _alike(one: Decimal, other: Decimal) -> bool:
    return max(one, other) <= _ALIKE * min(one, other)


def _comparable(one: Amount, other: Amount) -> bool:
    same_money = one.kind is Kind.MONEY and other.kind is Kind.MONEY
    return same_money and (one.unit == other.unit or "" in (one.unit, other.unit))


def _better(price: Decimal, limit: Decimal, role: Role, *, by: Decimal) -> bool:
    return price >= limit + by if role is Role.SELLER else price <= limit - by


def _tidy_unit(size: Decimal) -> Decimal:
    return Decimal(1).scaleb(size.adjusted()) / 2


def _computed(like: Amount, value: Decimal, *, per: str | None = None) -> Amount:
    changed = replace(like, value=value.normalize(), text="", start=0, end=0, approximate=False)
    return changed if per is None else replace(changed, per=per)
