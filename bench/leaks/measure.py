"""What the guard finds in the drafts of a half, counted."""

from collections.abc import Iterable
from dataclasses import dataclass

from bench.leaks.drafts import Draft, drafts
from bench.share import Share
from bot.coach.guard.secrets import secret_leak


@dataclass(frozen=True, slots=True)
class Result:
    """A draft and whether the check found something in it."""

    draft: Draft
    found: bool


def results(half: str) -> tuple[Result, ...]:
    """Return every draft of a half with what the check said."""
    return tuple(Result(one, any(secret_leak(one.text, one.case))) for one in drafts(half))


def caught(found: Iterable[Result]) -> Share:
    """Return how many leaking drafts were found."""
    leaking = [one.found for one in found if one.draft.leaks]
    return Share(sum(leaking), len(leaking))


def false_alarms(found: Iterable[Result]) -> Share:
    """Return how many innocent drafts were found."""
    innocent = [one.found for one in found if not one.draft.leaks]
    return Share(sum(innocent), len(innocent))
