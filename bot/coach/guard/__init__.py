"""What every draft must pass before anyone sees it as ready.

A check is a function named as its code in the ethics contract; it yields what it found. The guard
is the second lock: the first is that the model never sees a private figure.
"""

from dataclasses import dataclass

from bot.coach.answer import Finding
from bot.coach.guard.case import Case, Check
from bot.coach.guard.figures import unsupported_number
from bot.coach.guard.honesty import forbidden_advice, forbidden_tactic
from bot.coach.guard.promises import unsupported_commitment
from bot.coach.guard.secrets import secret_leak
from bot.coach.guard.wording import (
    MOST_WORDS,
    too_long,
    unfilled_token,
    unknown_citation,
    wrong_language,
    wrong_role,
)

__all__ = [
    "CHECKS",
    "MOST_WORDS",
    "Case",
    "Check",
    "Verdict",
    "forbidden_tactic",
    "review",
    "review_advice",
]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks found; a draft passes when it is empty."""

    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Return whether nothing was found."""
        return not self.findings

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes of what was found."""
        return frozenset(finding.code for finding in self.findings)


CHECKS: tuple[Check, ...] = (
    secret_leak,
    unsupported_number,
    unsupported_commitment,
    wrong_language,
    wrong_role,
    unknown_citation,
    forbidden_tactic,
    unfilled_token,
    too_long,
)


ADVICE_CHECKS: tuple[Check, ...] = (
    secret_leak,
    unsupported_number,
    wrong_language,
    unknown_citation,
    forbidden_advice,
    unfilled_token,
    too_long,
)
"""For what a model says to the user: it may speak of limits, and advises nothing dishonest."""


def review(draft: str, case: Case) -> Verdict:
    """Run every check on a text for the counterpart and keep what each one found."""
    return Verdict(tuple(finding for check in CHECKS for finding in check(draft, case)))


def review_advice(text: str, case: Case) -> Verdict:
    """Run the checks of coaching on a text for the user and keep what each one found."""
    return Verdict(tuple(finding for check in ADVICE_CHECKS for finding in check(text, case)))
