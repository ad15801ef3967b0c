"""One scorer on one answer, as the tests of the scorers ask for it."""

from eval.case import Case
from eval.record import Transcript, Verdict
from eval.scorers import SCORERS, verdicts


def look(name: str, of: Case, answer: Transcript) -> list[Verdict]:
    """Return what the scorer of the table with this name says."""
    return verdicts(next(one for one in SCORERS if one.name == name), of, answer)


def values(name: str, of: Case, answer: Transcript) -> list[int | None]:
    """Return the values of what it says, in order."""
    return [one.value for one in look(name, of, answer)]
