"""Retrieval of cards: ways to search side by side, and the shipped one by language and kind.

`python -m bench.retrieval` prints the tables, `--fit` the weights that the tuning part gives, and
`--unseen` asks the questions on which nothing was chosen.
"""

import argparse
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.questions import Part, Question, agreement, load
from bench.variants import Pages, Parts, Way
from bench.weights import fitted
from knowledge import embed, vectors
from knowledge.card import CardQuery, Language
from knowledge.embed import Vectors
from knowledge.library import load_elsewhere
from knowledge.search import CardSearch, items_of
from knowledge.shelf import Shelf, load_shelf
from knowledge.store import CardIndex, open_index

_KEPT = 0.95
"""Share of the questions with an answer that every floor lets through on the tuning part."""
_TIMED = 60
_SHOWN = 5
"""Cards that an answer looks at."""
EVIDENCE = ("meaning", "other_meaning", "words", "letters", "wrong_chair")
FUSED = {
    "situations: four nearest": ("meaning",),
    "all words (BM25)": ("words",),
    "letters of situations (BM25)": ("letters",),
    "four nearest + words": ("meaning", "words"),
    "… + letters": ("meaning", "words", "letters"),
    "… + other language": ("meaning", "words", "letters", "other_meaning"),
    "… + role (shipped)": EVIDENCE,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the ids that were found, best first; none where the floor held it back."""

    question: Question
    found: tuple[str, ...]

    @property
    def place(self) -> int:
        """The place of the first card that answers, from 1; 0 where there is none."""
        hits = (at for at, card in enumerate(self.found, 1) if card in self.question.cards)
        return next(hits, 0)


class Bench:
    """The shelf, indexed, and the questions with their vectors."""

    def __init__(self, shelf: Shelf, index: CardIndex) -> None:
        elsewhere = {one: vectors.vectors_of(texts) for one, texts in load_elsewhere().items()}
        self.shelf = shelf
        self.search = CardSearch(shelf, index, elsewhere)
        self.parts = Parts(shelf, index, elsewhere)
        self._asked: dict[Part, list[tuple[Question, Vectors]]] = {}

    def asked(self, part: Part) -> list[tuple[Question, Vectors]]:
        """Return the questions of a part, each with its vector."""
        if part not in self._asked:
            self._asked[part] = [(one, embed.query(one.query.text)) for one in load(part)]
        return self._asked[part]

    def ways(self) -> dict[str, Way]:
        """Return the ways to compare, fitted on the tuning part where they have weights."""
        pages = Pages(self.shelf)
        plain: dict[str, Way] = {
            "page: dense": pages.dense,
            "page: BM25": pages.words,
            "page: dense + BM25 (ranks fused)": pages.fused,
        }
        for name, evidence in FUSED.items():
            weights = fitted(self.parts, self.asked("tune"), evidence)
            plain[name] = self.parts.way(weights, evidence)
        return plain

    def floor_of(self, way: Way) -> float:
        """Return the floor that keeps `_KEPT` of the tuning questions that have an answer."""
        tune = [(one, vector) for one, vector in self.asked("tune") if one.cards]
        return float(np.quantile([way(*one).base for one in tune], 1 - _KEPT))

    def found(self, way: Way, part: Part) -> list[Asked]:
        """Ask the questions of a part in this way; its floor comes from the tuning part."""
        floor, ids, answers = self.floor_of(way), self.shelf.ids, []
        for question, vector in self.asked(part):
            scored = way(question, vector)
            order = np.argsort(-scored.cards, kind="stable")
            found = tuple(ids[at] for at in order) if scored.base >= floor else ()
            answers.append(Asked(question, found))
        return answers

    def shipped(self, part: Part) -> list[Asked]:
        """Ask the questions of a part as the coach does."""
        answers = []
        for question, _ in self.asked(part):
            given = question.query
            query = CardQuery(
                text=given.text, language=given.language, role=given.role, stage=given.stage,
                limit=len(self.shelf.ids),
            )  # fmt: skip
            answers.append(Asked(question, tuple(one.card.id for one in self.search(query))))
        return answers

    def slowness(self, way: Way) -> float:
        """Return the median time of embedding and this way, over that of the embedding alone."""
        alone, whole = [], []
        for question, _ in self.asked("report")[:_TIMED]:
            start = time.perf_counter()
            vector = embed.query(question.query.text)
            middle = time.perf_counter()
            way(question, vector)
            whole.append(time.perf_counter() - start)
            alone.append(middle - start)
        return statistics.median(whole) / statistics.median(alone)

    def slowness_shipped(self) -> tuple[float, float]:
        """Return the median time of a whole search in ms, and over that of its embedding."""
        alone, whole = [], []
        for question, _ in self.asked("report")[:_TIMED]:
            start = time.perf_counter()
            embed.query(question.query.text)
            middle = time.perf_counter()
            self.search(question.query)
            whole.append(time.perf_counter() - middle)
            alone.append(middle - start)
        return statistics.median(whole) * 1000, statistics.median(whole) / statistics.median(alone)


def main() -> None:
    """Print what is asked for; without a flag, the tables of docs/measurements.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true", help="print the weights of the tuning part")
    parser.add_argument("--unseen", action="store_true", help="ask the unseen questions")
    parser.add_argument("--misses", action="store_true", help="print misses of the tuning part")
    given = parser.parse_args()
    shelf = load_shelf()
    items = [item for card in shelf.cards for item in items_of(card)]
    texts = [item.text for item in items]
    with tempfile.TemporaryDirectory() as folder:
        index = open_index(
            Path(folder) / "index", items, embed.VERSION, lambda: vectors.vectors_of(texts)
        )
        with closing(index):
            bench = Bench(shelf, index)
            if given.fit:
                print(fitted(bench.parts, bench.asked("tune"), EVIDENCE))
            elif given.misses:
                _print_misses(bench.shipped("tune"))
            elif given.unseen:
                _print_shipped(bench, "unseen")
            else:
                _print_variants(bench)
                _print_shipped(bench, "report")


def _print_variants(bench: Bench) -> None:
    print(f"{'':34}{'R@5':>6}{'R@1':>6}{'MRR':>6}{'empty':>7}{'right':>7}{'time':>6}")
    for name, way in bench.ways().items():
        asked = bench.found(way, "report")
        print(f"{name:34}{_figures(asked)}{bench.slowness(way):6.2f}")


def _print_shipped(bench: Bench, part: Part) -> None:
    asked = bench.shipped(part)
    overlap, same = agreement([one.question for one in asked])
    print(f"\nshipped, {len(asked)} questions ({part}); labels: overlap {overlap:.2f}, "
          f"same on none {same:.2f}")  # fmt: skip
    groups: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        groups["all"].append(one)
        groups[one.question.query.language].append(one)
        if one.question.cards:
            groups[one.question.kind].append(one)
    for name, some in groups.items():
        print(f"{name:28}{len(some):6}{_figures(some)}")
    both = [_only_both(one) for one in asked if one.question.first & one.question.second]
    print(f"{'cards both labels gave':28}{len(both):6}{_figures(both)}")
    ms, ratio = bench.slowness_shipped()
    print(f"whole search {ms:.0f} ms, {ratio:.2f} of its embedding")
    _print_principles(bench.shelf, asked)


def _only_both(one: Asked) -> Asked:
    agreed = one.question.first & one.question.second
    question = Question(one.question.id, one.question.query, one.question.kind, agreed, agreed)
    return Asked(question, one.found)


def _print_principles(shelf: Shelf, asked: Sequence[Asked]) -> None:
    """Print for each principle how often a question on one of its cards finds what answers it."""
    of = {card.id: card.principles for card in shelf.of(Language.FR)}
    hits, tries = Counter[str](), Counter[str]()
    for one in asked:
        wanted = {name for card in one.question.cards for name in of[card]}
        tries.update(wanted)
        hits.update(wanted if 0 < one.place <= _SHOWN else ())
    told = (f"{name} {hits[name] / tries[name]:.2f} ({tries[name]})" for name in sorted(tries))
    print("by principle, R@5 (questions): " + " · ".join(told))


def _figures(asked: Sequence[Asked]) -> str:
    """Return R@5, R@1, MRR; the share of none questions left empty, and of empty ones none."""
    places = [one.place for one in asked if one.question.cards]
    count = max(len(places), 1)
    five = sum(0 < place <= _SHOWN for place in places) / count
    first = sum(place == 1 for place in places) / count
    mrr = sum(1 / place for place in places if place) / count
    none = [one for one in asked if not one.question.cards]
    empty = [one for one in asked if not one.found]
    right = sum(not one.question.cards for one in empty)
    told = f"{five:6.2f}{first:6.2f}{mrr:6.2f}"
    if not none:
        return told
    return f"{told}{right / len(none):7.2f}{right / max(len(empty), 1):7.2f}"


def _print_misses(asked: Sequence[Asked]) -> None:
    for one in asked:
        if one.question.cards and not 0 < one.place <= _SHOWN:
            print(f"{one.question.id} {sorted(one.question.cards)} but {one.found[:5]}: "
                  f"{one.question.query.text}")  # fmt: skip
        if not one.question.cards and one.found:
            print(f"{one.question.id} none but {one.found[:3]}: {one.question.query.text}")


if __name__ == "__main__":
    main()
