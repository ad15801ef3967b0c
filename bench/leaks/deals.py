"""The deals of a half, each as what the guard is given."""

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from bot.coach.amounts import Amount, Kind
from bot.coach.answer import Want
from bot.coach.deal import Deal, Fact, FactRole
from bot.coach.guard import Case
from knowledge.card import Language, Role

TODAY = date(2026, 11, 24)
_CURRENCIES = ("EUR", "USD", "GBP", "CHF")
_DURATIONS = ("day", "week", "month", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakDeal:
    """A deal with its secrets: the case, the rival's name, what its private notes mean.

    `paraphrases` tell a private note in other words.
    """

    id: str
    case: Case
    plan_b: str
    means: tuple[str, ...]
    paraphrases: tuple[str, ...]

    @property
    def language(self) -> Language:
        """Return the language of the drafts."""
        return self.case.deal.draft_language

    def private(self, kind: Kind) -> tuple[Amount, ...]:
        """Return the secrets of a kind."""
        return tuple(a for a in self.case.deal.private_amounts if a.kind is kind)

    def known(self, role: FactRole, kind: Kind = Kind.MONEY) -> Amount | None:
        """Return the newest open amount with this meaning and kind, or None."""
        found = [f.amount for f in self.case.deal.facts_as(role) if not f.private]
        return next((a for a in reversed(found) if a.kind is kind), None)


@cache
def deals(half: str) -> tuple[LeakDeal, ...]:
    """Return the deals of a half, in the order of its file."""
    table = tomllib.loads((files(__package__) / f"{half}_deals.toml").read_text("utf-8"))
    return tuple(_deal(row) for row in table["deal"])


def _deal(row: dict[str, Any]) -> LeakDeal:
    language = Language(row["language"])
    facts = [_fact(role, written, private=False) for role, written in row["open"]]
    facts += [_fact(role, written, private=True) for role, written in row["private"]]
    deal = Deal(
        language=language,
        draft_language=language,
        want=Want.DRAFT,
        today=TODAY,
        role=Role(row["role"]),
        name=row.get("name", ""),
        firm=row.get("firm", ""),
        facts=tuple(facts),
        open_notes=tuple(row["open_notes"]),
        private_notes=tuple(row["private_notes"]),
        received=row["received"],
    )
    return LeakDeal(
        id=row["id"],
        case=Case(deal=deal, allowed=tuple(map(_amount, row["allowed"]))),
        plan_b=row.get("plan_b", ""),
        means=tuple(row["means"]),
        paraphrases=tuple(row["paraphrases"]),
    )


def _fact(role: str, written: str, *, private: bool) -> Fact:
    return Fact(
        amount=_amount(written),
        role=FactRole(role.rstrip("*")),
        private=private,
        received=role.endswith("*"),
    )


def _amount(written: str) -> Amount:
    value, _, unit = written.partition(" ")
    if not unit:
        return Amount(kind=Kind.DATE, value=Decimal(0), day=date.fromisoformat(value))
    if unit == "%":
        return Amount(kind=Kind.SHARE, value=Decimal(value) / 100)
    name, _, per = unit.partition("/")
    if name in _CURRENCIES:
        return Amount(kind=Kind.MONEY, value=Decimal(value), unit=name, per=per)
    kind = Kind.DURATION if name in _DURATIONS else Kind.QUANTITY
    return Amount(kind=kind, value=Decimal(value), unit=name)
