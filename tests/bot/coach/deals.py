"""Deals built by hand for the tests of the core."""

from datetime import date
from decimal import Decimal

from bot.coach.amounts import Amount, Kind
from bot.coach.answer import Want
from bot.coach.deal import Deal, Fact, FactRole
from bot.coach.guard import Case
from knowledge.card import Language, Role

TODAY = date(2026, 11, 24)


def money(value: str | Decimal, unit: str = "EUR", per: str = "") -> Amount:
    return Amount(kind=Kind.MONEY, value=Decimal(value), unit=unit, per=per)


def share(percent: str) -> Amount:
    return Amount(kind=Kind.SHARE, value=Decimal(percent) / 100)


def volume(value: str, unit: str = "t") -> Amount:
    return Amount(kind=Kind.QUANTITY, value=Decimal(value), unit=unit, text=f"{value} {unit}")


def term(value: str, unit: str = "month") -> Amount:
    return Amount(kind=Kind.DURATION, value=Decimal(value), unit=unit)


def fact(role: FactRole, amount: Amount, *, private: bool = False, received: bool = False) -> Fact:
    return Fact(amount=amount, role=role, private=private, received=received)


def a_deal(role: Role | None = Role.SELLER, *facts: Fact, **known: object) -> Deal:
    values: dict[str, object] = {
        "language": Language.FR,
        "draft_language": Language.FR,
        "want": Want.DRAFT,
        "today": TODAY,
        "role": role,
        "facts": facts,
    }
    return Deal(**(values | known))  # type: ignore[arg-type]


def a_case(deal: Deal, *allowed: Amount) -> Case:
    return Case(deal=deal, allowed=allowed)
