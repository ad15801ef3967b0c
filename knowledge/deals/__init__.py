"""Past deals: what a user remembers of their own negotiations, and how it is found again."""

from knowledge.deals.deal import DealQuery, FoundDeal, PastDeal, Reason, ReasonKind

__all__ = ["DealQuery", "FoundDeal", "PastDeal", "Reason", "ReasonKind"]
