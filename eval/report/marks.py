"""What coaches said of a run's verdicts so far, as the page shows it beside each."""

from collections.abc import Iterable, Mapping
from typing import Any

from eval.annotate import Line, MarkLine, splits

Json = dict[str, Any]


def by_verdict(lines: Iterable[Line]) -> Mapping[str, list[Json]]:
    """Return the marks of each verdict by its id."""
    found: dict[str, list[Json]] = {}
    for line in lines:
        if isinstance(line, MarkLine):
            shown = line.model_dump(include={"coach", "verdict", "comment"})
            found.setdefault(line.finding_id, []).append(shown)
    return found


def disputed(lines: Iterable[Line]) -> frozenset[str]:
    """Return the verdicts on which two coaches say the contrary."""
    marks = (line for line in lines if isinstance(line, MarkLine))
    return frozenset(split.what.removeprefix("finding ") for split in splits(marks))
