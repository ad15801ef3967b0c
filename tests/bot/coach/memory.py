"""A memory for the tests of the core: recalls what it was given, keeps what it was asked."""

from datetime import date

from knowledge.card import Language
from knowledge.deals import DealQuery, FoundDeal, PastDeal, Reason, ReasonKind

NAMED = (Reason(ReasonKind.COUNTERPART, "Lemaire"),)


class Recalling:
    """Recalls these deals whatever the question, or fails with the error it was given."""

    def __init__(self, *found: FoundDeal, error: Exception | None = None) -> None:
        self._found = found
        self._error = error
        self.queries: list[DealQuery] = []

    async def recall(self, query: DealQuery) -> tuple[FoundDeal, ...]:
        self.queries.append(query)
        if self._error:
            raise self._error
        return tuple(one for one in self._found if one.deal.owner == query.owner)[: query.limit]

    async def named(self, owner: str, deal_id: str) -> PastDeal | None:
        if self._error:
            raise self._error
        deals = (one.deal for one in self._found)
        return next((d for d in deals if (d.owner, d.id) == (owner, deal_id)), None)


def a_past_deal(deal_id: str = "a", **known: object) -> PastDeal:
    values: dict[str, object] = {
        "owner": "7",
        "id": deal_id,
        "day": date(2026, 3, 12),
        "language": Language.FR,
        "counterpart": "Fonderie Lemaire",
        "subject": "Hausse de tarif sur les pièces en fonte",
        "notes": "Hugues demandait 8,5 % au premier janvier.",
        "outcome": "3,2 % contre un planning ferme.",
        "figures": ("demandé 8,5 %", "limite 4,75 %"),
        "lesson": "Demander le détail poste par poste.",
    }
    return PastDeal(**(values | known))  # type: ignore[arg-type]


def found(deal: PastDeal, *reasons: Reason) -> FoundDeal:
    return FoundDeal(deal, 0.9, reasons or NAMED)
