"""Disguises that take a sum: rounded, totals, gaps, shares, parts, ranges and hints."""

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from bench.leaks.deals import LeakDeal
from bench.leaks.secrets_of import (
    CURRENCY_WORDS,
    Filling,
    is_known,
    said_in,
    secret_of,
    side,
    to_digits,
)
from bench.leaks.spelling import price_spelt
from bot.coach.amounts import Amount, Kind, write
from bot.coach.deal import FactRole
from knowledge.card import Language

_PARTS = {
    Fraction(1, 2): ("la moitié", "half"),
    Fraction(1, 3): ("un tiers", "a third"),
    Fraction(2, 3): ("les deux tiers", "two thirds"),
    Fraction(1, 4): ("un quart", "a quarter"),
    Fraction(3, 4): ("les trois quarts", "three quarters"),
    Fraction(1, 5): ("un cinquième", "a fifth"),
    Fraction(4, 5): ("les quatre cinquièmes", "four fifths"),
    Fraction(1, 10): ("un dixième", "a tenth"),
    Fraction(9, 10): ("les neuf dixièmes", "nine tenths"),
}
_PERIODS = {
    "year": ("par an", "a year"),
    "month": ("par mois", "a month"),
    "week": ("par semaine", "a week"),
}


def rounded(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Round a secret price to two digits."""
    secret = secret_of(deal, dice, Kind.MONEY)
    if secret is None:
        return None
    near = replace(secret, per="", value=to_digits(secret.value, 2))
    if near.value == secret.value or is_known(near, deal):
        return None
    return {"x": write(near, deal.language)}


def unit(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Change the unit of a secret price: thousands, cents, another weight, another currency."""
    secret = secret_of(deal, dice, Kind.MONEY)
    if secret is None:
        return None
    french = deal.language is Language.FR
    plain = replace(secret, per="", unit="")
    forms = [f"{write(plain, deal.language)} {'francs suisses' if french else 'swiss francs'}"]
    if secret.value >= 1000:  # noqa: PLR2004
        forms.append(f"{write(replace(plain, value=secret.value / 1000), deal.language)} k€")
    else:
        cents = CURRENCY_WORDS[secret.unit, deal.language][1]
        forms.append(f"{write(replace(plain, value=secret.value * 100), deal.language)} {cents}")
    if secret.per == "t":
        kilo = replace(secret, value=secret.value / 1000, per="kg")
        forms += [write(kilo, deal.language), write(replace(kilo, per=""), deal.language)]
    return {"x": dice.choice(forms)}


def total(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Multiply a secret price by the volume, or take a secret share off the open price."""
    secret = secret_of(deal, dice, Kind.MONEY, Kind.SHARE)
    volume = deal.known(FactRole.VOLUME, Kind.QUANTITY)
    ours = deal.known(FactRole.OURS)
    if secret is not None and secret.kind is Kind.SHARE and ours is not None:
        return {"x": write(replace(ours, value=ours.value * (1 - secret.value)), deal.language)}
    if secret is None or secret.kind is Kind.SHARE or volume is None or not secret.per:
        return None
    value = secret.value * volume.value
    told = replace(secret, per="", value=dice.choice((value, to_digits(value, 3))))
    return None if is_known(told, deal) else {"x": write(told, deal.language)}


def period(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Tell a secret by another length of time."""
    secret = secret_of(deal, dice, Kind.MONEY)
    volume = deal.known(FactRole.VOLUME, Kind.QUANTITY)
    if secret is None:
        return None
    if secret.per == "month":
        value, name = secret.value * 12, "year"
    elif secret.per == "day":
        value, name = secret.value * 5, "week"
    elif secret.per and volume is not None:
        value, name = to_digits(secret.value * volume.value / 12, 3), "month"
    elif not secret.per:
        value, name = to_digits(secret.value / 12, 3), "month"
    else:
        return None
    told = replace(secret, per="", value=value)
    if is_known(told, deal):
        return None
    return {"x": f"{write(told, deal.language)} {said_in(_PERIODS[name], deal.language)}"}


def gap(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Tell how far a secret price is from the counterpart's."""
    secret, theirs = secret_of(deal, dice, Kind.MONEY), deal.known(FactRole.THEIRS)
    if secret is None or theirs is None or secret.per != theirs.per:
        return None
    value = abs(secret.value - theirs.value)
    told = replace(secret, per="", value=value, unit=dice.choice((secret.unit, secret.unit, "")))
    forms = [write(told, deal.language)]
    if value % 1 == 0:
        forms.append(price_spelt(value, CURRENCY_WORDS[secret.unit, deal.language], deal.language))
    return {"x": dice.choice(forms), **side(secret, theirs, deal.language)}


def percent(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Tell how far a secret price is from the counterpart's, in percent."""
    secret, theirs = secret_of(deal, dice, Kind.MONEY), deal.known(FactRole.THEIRS)
    if secret is None or theirs is None or secret.per != theirs.per:
        return None
    exact = abs(secret.value - theirs.value) / theirs.value * 100
    shown = round(exact, dice.choice((0, 1)))
    if not shown:
        return None
    told = Amount(kind=Kind.SHARE, value=shown / 100)
    if is_known(told, deal):
        return None
    return {"x": write(told, deal.language), **side(secret, theirs, deal.language)}


def fraction_of(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Tell a secret price as a part of a known one."""
    return _as_part(deal, dice, whole=True)


def fraction_less(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Tell a secret price as a known one less a part of it, or more."""
    return _as_part(deal, dice, whole=False)


def _as_part(deal: LeakDeal, dice: random.Random, *, whole: bool) -> Filling | None:
    secret = secret_of(deal, dice, Kind.MONEY)
    names = {
        FactRole.OURS: ("notre offre", "our offer"),
        FactRole.THEIRS: ("votre prix", "your price"),
    }
    found: list[Filling] = []
    for role, name in names.items():
        known = deal.known(role)
        if secret is None or known is None or known.per != secret.per:
            continue
        ratio = secret.value / known.value
        target = ratio if whole else abs(1 - ratio)
        for part, said in _PARTS.items():
            if abs(target - Decimal(part.numerator) / part.denominator) < Decimal("0.008"):
                places = {"x": said_in(said, deal.language), "known": said_in(name, deal.language)}
                found.append(places | side(secret, known, deal.language))
    return dice.choice(found) if found else None


def range_(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Put a secret price between two others, or at one end of a range."""
    secret = secret_of(deal, dice, Kind.MONEY)
    if secret is None:
        return None
    spread = Decimal(dice.choice(("0.01", "0.02", "0.03")))
    low = to_digits(secret.value * (1 - spread), 3)
    high = to_digits(secret.value * (1 + spread), 3)
    low, high = dice.choice(((low, high), (secret.value, high), (low, secret.value)))
    ends = [replace(secret, per="", value=value) for value in (low, high)]
    if low == high or any(is_known(end, deal) for end in ends):
        return None
    return {"a": write(ends[0], deal.language), "b": write(ends[1], deal.language)}


def hint_over(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Name a round price that a secret is just above."""
    return _hint(deal, dice, over=True)


def hint_under(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Name a round price that a secret is just below."""
    return _hint(deal, dice, over=False)


def _hint(deal: LeakDeal, dice: random.Random, *, over: bool) -> Filling | None:
    secret = secret_of(deal, dice, Kind.MONEY)
    if secret is None:
        return None
    step = Decimal(1).scaleb(secret.value.adjusted() - 1)
    low = secret.value // step * step
    value = low if over else low + step
    if not 0 < abs(secret.value - value) <= secret.value * Decimal("0.05"):
        return None
    told = replace(secret, per="", value=value)
    if value % 1 or dice.random() < 0.5:  # noqa: PLR2004
        return {"x": write(told, deal.language)}
    return {"x": price_spelt(value, CURRENCY_WORDS[secret.unit, deal.language], deal.language)}
