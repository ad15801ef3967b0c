"""forbidden_tactic, forbidden_advice: nothing dishonest is sent, and nothing dishonest advised."""

from collections.abc import Iterator

from bot.coach.answer import Finding
from bot.coach.deal import Deal, Flag
from bot.coach.guard.case import Case
from bot.coach.tactics import findings
from knowledge.tactics import CLAIMS, Direction, Sighting, Zone

_CLAIMED = {
    "rival_offer": Flag.RIVAL_CLAIMED,
    "deadline": Flag.DEADLINE_CLAIMED,
    "limit_claim": Flag.BUDGET_CLAIMED,
}


def forbidden_tactic(draft: str, case: Case) -> Iterator[Finding]:
    """Find a tactic of the forbidden zone, and a claim that the user never made."""
    deal = case.deal
    seen = case.reader.read(draft, Direction.DRAFT, (*deal.open_notes, *deal.private_notes))
    ruled_out = [one for one in seen if _ruled_out(one, deal)]
    yield from findings(
        ruled_out, draft, deal.language, direction=Direction.DRAFT, who=deal.name or deal.firm
    )


def forbidden_advice(text: str, case: Case) -> Iterator[Finding]:
    """Find advice that a dishonest request would ask for: it reads as one."""
    deal = case.deal
    seen = case.reader.read(text, Direction.REQUEST)
    forbidden = [one for one in seen if one.zone is Zone.FORBIDDEN]
    yield from findings(forbidden, text, deal.language, direction=Direction.REQUEST)


def _ruled_out(seen: Sighting, deal: Deal) -> bool:
    """Tell whether a sighting stands against a draft that the coach words in the user's name.

    Only a claim of the user's own may stand in it; the coach adds no tactic, not even a risky one.
    """
    if seen.zone is Zone.RISKY and seen.code in CLAIMS:
        return _CLAIMED[seen.code] not in deal.flags or any(f.tainted for f in deal.facts)
    return True
