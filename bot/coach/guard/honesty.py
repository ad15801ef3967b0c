"""forbidden_tactic: nothing of the forbidden zone is sent in the user's name."""

from collections.abc import Iterator

from bot.coach import tactics
from bot.coach.answer import Finding
from bot.coach.deal import Deal, Flag
from bot.coach.guard.case import Case


def forbidden_tactic(draft: str, case: Case) -> Iterator[Finding]:
    """Find a tactic of the forbidden zone, by its pattern and the facts of the deal."""
    for found in tactics.read_draft(draft, case.deal.language):
        if not _backed(found.code, case.deal):
            yield found


def _backed(code: str, deal: Deal) -> bool:
    """Tell whether the user's own open words make a claim that the draft may repeat."""
    flag = {
        "rival_offer": Flag.RIVAL_CLAIMED,
        "deadline": Flag.DEADLINE_CLAIMED,
        "limit_claim": Flag.BUDGET_CLAIMED,
    }.get(code)
    return flag in deal.flags and not any(f.tainted for f in deal.facts)
