"""secret_leak: no private figure or fact of the user stands in a text for the counterpart."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bot.coach.amounts import Amount, Kind, digits_in, read, same_figure
from bot.coach.answer import Finding
from bot.coach.deal import Deal, FactRole
from bot.coach.guard.case import Case, finding
from knowledge.card import Language

_NEAR = Decimal("0.015")
"""A price this close to a private one (as a share of it) is that price, rounded."""

_SAME = Decimal("0.001")
"""How far a figure worked out from a private share may be rounded and still tell it."""

_ANY_DAY = date(2000, 1, 1)
_NAME = re.compile(r"(?<=[a-zà-ÿ,;:] )[A-ZÀ-Ý][\w&’'-]{2,}")


def secret_leak(draft: str, case: Case) -> Iterator[Finding]:
    """Find a private figure in digits, words or rounded, as a total, a difference or a share."""
    figures = _readings(draft)
    for secret in _secrets(case):
        for figure in figures:
            if _tells(figure, secret, case):
                yield finding("secret_leak", figure.text, case)
                break
        else:
            if any(_numeral(run) == secret.value for run in digits_in(draft)):
                yield finding("secret_leak", "", case)
    for name in _private_names(case):
        if re.search(rf"\b{re.escape(name)}\b", draft, re.IGNORECASE):
            yield finding("secret_leak", name, case)


def _readings(text: str) -> tuple[Amount, ...]:
    """Return the amounts of a text under every reading: "1.095" is a price in both languages."""
    readings: list[Amount] = []
    for language in (None, *Language):
        for amount in read(text, language, _ANY_DAY):
            if amount not in readings:
                readings.append(amount)
    return tuple(readings)


def _secrets(case: Case) -> list[Amount]:
    """Return the private figures that the counterpart did not name themselves."""
    theirs = [f.amount for f in case.deal.facts if f.received]
    return [
        secret
        for secret in case.deal.private_amounts
        if not any(same_figure(secret, known) for known in theirs)
    ]


def _tells(figure: Amount, secret: Amount, case: Case) -> bool:
    if same_figure(figure, secret) or (_values_match(figure, secret)):
        return True
    if any(same_figure(figure, known) for known in (*case.allowed, *case.deal.open_amounts)):
        return False
    if secret.kind is Kind.SHARE:
        return _from_share(figure, secret, case.deal)
    return secret.kind is Kind.MONEY and _derived(figure, secret, case.deal)


def _values_match(figure: Amount, secret: Amount) -> bool:
    """Tell whether a figure shows a secret's numeral under another unit ("1130 dollars")."""
    priced = (Kind.MONEY, Kind.QUANTITY)
    return figure.kind in priced and secret.kind in priced and figure.value == secret.value


def _derived(figure: Amount, secret: Amount, deal: Deal) -> bool:
    """Tell whether a figure gives a private price away: rounded, as a total, a gap or a share."""
    known = [a.value for a in deal.open_amounts if a.kind is Kind.MONEY and a.value]
    if figure.kind is Kind.SHARE:
        return any(
            abs(abs(secret.value - k) / k - abs(figure.value)) < Decimal("0.0005") for k in known
        )
    if figure.kind is not Kind.MONEY or not secret.value:
        return False
    if abs(figure.value - secret.value) <= abs(secret.value) * _NEAR:
        return True
    volume = deal.figure(FactRole.VOLUME, Kind.QUANTITY)
    total = secret.value * volume.value if volume else None
    return figure.value == total or any(figure.value == abs(secret.value - k) for k in known)


def _from_share(figure: Amount, secret: Amount, deal: Deal) -> bool:
    """Tell whether a price is a known one less a private share, or that share of it."""
    if figure.kind is not Kind.MONEY:
        return False
    known = [a.value for a in deal.open_amounts if a.kind is Kind.MONEY]
    told = [value for k in known for value in (k * (1 - abs(secret.value)), k * abs(secret.value))]
    return any(abs(figure.value - value) <= abs(value) * _SAME for value in told)


def _private_names(case: Case) -> set[str]:
    """Return the names that stand in private notes only: a plan B has one."""
    deal = case.deal
    spoken = f"{case.open_words} {deal.name} {deal.firm}"
    names = {name for note in deal.private_notes for name in _NAME.findall(note)}
    return {name for name in names if name.casefold() not in spoken.casefold()}


def _numeral(run: str) -> Decimal | None:
    plain = re.sub(r"[\s'’\u00a0\u202f]", "", run).replace(",", ".").rstrip(".")
    return Decimal(plain) if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None
