"""Past deals: what a user remembers of their own negotiations, and how it is found again."""

from knowledge.deals.deal import (
    CITATION,
    MOST_DEALS,
    MOST_FIGURE,
    MOST_FIGURES,
    MOST_LONG,
    MOST_SHORT,
    DealQuery,
    FoundDeal,
    PastDeal,
    Reason,
    ReasonKind,
)

__all__ = [
    "CITATION",
    "MOST_DEALS",
    "MOST_FIGURE",
    "MOST_FIGURES",
    "MOST_LONG",
    "MOST_SHORT",
    "DealQuery",
    "FoundDeal",
    "PastDeal",
    "Reason",
    "ReasonKind",
]
