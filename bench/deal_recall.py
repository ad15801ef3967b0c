"""How well past deals are recalled: questions with known answers, by kind.

Run with `python -m bench.deal_recall`. Weights are set on the part "tune" alone; what the
documentation tells is the part "report".
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.questions import part_of
from knowledge import embed
from knowledge.card import Language, Role
from knowledge.deals import DealQuery, FoundDeal, PastDeal
from knowledge.deals.book import Holding
from knowledge.deals.index import OwnerIndex
from knowledge.deals.vectors import texts_of, to_bytes

_DATA = Path(__file__).parents[1] / "tests" / "knowledge" / "deals"
_TOP = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the test set, the deals that answer it, and what was found."""

    name: str
    kind: str
    text: str
    answers: frozenset[str]
    found: tuple[FoundDeal, ...]

    def recall(self, top: int) -> float:
        """Return the part of the answers (of `top` at most) that the first `top` hold."""
        hits = sum(found.deal.id in self.answers for found in self.found[:top])
        return hits / min(top, len(self.answers))


def main() -> None:
    """Print recall by kind for each part; with --misses, the questions that went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", choices=("tune", "report"), help="print what went wrong")
    given = parser.parse_args()
    parts = ask_all()
    for name, asked in parts.items():
        _print_part(name, asked)
    for one in parts[given.misses] if given.misses else ():
        _print_miss(one)


def ask_all() -> dict[str, list[Asked]]:
    """Ask every question, and return them with what was found, by part."""
    indexes = {owner: _index(deals) for owner, deals in _by_owner(read_deals()).items()}
    parts: dict[str, list[Asked]] = {"tune": [], "report": []}
    for line in _lines("questions.jsonl"):
        query = DealQuery(
            owner=line["user"],
            text=line["text"],
            today=date.fromisoformat(line["today"]),
        )
        found = indexes[query.owner].find(query, embed.query(query.text))
        one = Asked(line["id"], line["kind"], query.text, frozenset(line["deals"]), found)
        parts[part_of(one.name)].append(one)
    return parts


def read_deals() -> Iterator[PastDeal]:
    """Read the deals of the test set."""
    for line in _lines("deals.jsonl"):
        yield PastDeal(
            owner=line["user"],
            id=line["id"],
            day=date.fromisoformat(line["date"]),
            language=Language(line["lang"]),
            role=Role(line["role"]),
            counterpart=line["counterpart"],
            subject=line["subject"],
            notes=line["notes"],
            outcome=line["outcome"],
            figures=tuple(line["figures"]),
        )


def _lines(name: str) -> Iterator[dict[str, Any]]:
    for line in (_DATA / name).read_text("utf-8").splitlines():
        yield json.loads(line)


def _by_owner(deals: Iterable[PastDeal]) -> dict[str, list[PastDeal]]:
    owned = defaultdict(list)
    for deal in deals:
        owned[deal.owner].append(deal)
    return owned


def _index(deals: list[PastDeal]) -> OwnerIndex:
    holdings = [Holding(deal, to_bytes(embed.passages(texts_of(deal)))) for deal in deals]
    return OwnerIndex(holdings)


def _print_part(name: str, asked: list[Asked]) -> None:
    print(f"{name:<14}{'n':>4}{'recall@1':>10}{'recall@3':>10}{'any in 3':>10}")
    kinds = defaultdict(list)
    for one in asked:
        kinds[one.kind].append(one)
    answered = [one for one in asked if one.answers]
    for kind, ones in (*kinds.items(), ("all answered", answered)):
        if ones[0].answers:
            _print_row(kind, ones)
    none = [one for one in asked if not one.answers]
    empty = sum(not one.found for one in none)
    said_none = sum(not one.found for one in asked)
    print(
        f"  none: {empty} of {len(none)} empty; {empty} of {said_none} empty answers are right\n"
    )


def _print_row(kind: str, ones: list[Asked]) -> None:
    first, three = (sum(one.recall(top) for one in ones) / len(ones) for top in (1, _TOP))
    some = sum(one.recall(_TOP) > 0 for one in ones) / len(ones)
    print(f"  {kind:<12}{len(ones):>4}{first:>10.2f}{three:>10.2f}{some:>10.2f}")


def _print_miss(one: Asked) -> None:
    if one.recall(_TOP) == 1 if one.answers else not one.found:
        return
    found = [f"{found.deal.id} {found.score:.2f}" for found in one.found]
    print(f"{one.name} {one.kind}: {one.text}\n    {sorted(one.answers)} but {found}")


if __name__ == "__main__":
    main()
