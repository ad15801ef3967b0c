"""Amounts, their meaning and their privacy, against texts labelled by hand.

`python -m bench.amounts_read` prints precision and recall with 95 % Wilson intervals, each half
and language apart; `--unseen` reports the files of another author; `--misses` shows what goes
wrong in the tuning half.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.amounts_labels import HALVES, TODAY, Label, Labelled, Part, sentences, texts
from bench.share import Share
from bot.coach.amounts import Amount, Kind, read, same_figure
from bot.coach.answer import Ask
from bot.coach.deal import Fact
from bot.coach.understand import understand
from knowledge.card import Language

Judge = Callable[["Pair"], bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled amount beside what was read at its place; one of the two may be missing."""

    label: Label | None
    amount: Amount | None
    fact: Fact | None


def pairs(one: Labelled) -> list[Pair]:
    """Return the labels and the amounts of a text, paired where their places overlap.

    A fact is found by the written form of its amount, in order, since a deal keeps no place.
    """
    amounts = list(read(one.text, one.language, TODAY))
    facts = list(understand(Ask(texts=(one.text,), language=one.language, today=TODAY)).deal.facts)
    found: list[Pair] = []
    for label in one.labels:
        amount = next((a for a in amounts if _meet(a, label.amount)), None)
        if amount is not None:
            amounts.remove(amount)
        fact = next((f for f in facts if amount and f.amount.text == amount.text), None)
        if fact is not None:
            facts.remove(fact)
        found.append(Pair(label, amount, fact))
    return found + [Pair(None, amount, None) for amount in amounts]


def _meet(one: Amount, other: Amount) -> bool:
    return one.start < other.end and other.start < one.end


def same_kind(pair: Pair) -> bool:
    """Tell whether the amount at the label's place is of its kind."""
    return bool(pair.label and pair.amount and pair.label.amount.kind is pair.amount.kind)


def same_value(pair: Pair) -> bool:
    """Tell whether value and unit are as labelled; a plural is no other unit."""
    if not (pair.label and pair.amount and same_kind(pair)):
        return False
    told, seen = pair.label.amount, pair.amount
    if told.kind is Kind.QUANTITY:
        return told.value == seen.value and _noun(told.unit) == _noun(seen.unit)
    return same_figure(told, seen) and told.unit == seen.unit


def _noun(unit: str) -> str:
    return unit.casefold().rstrip("s")


def same_span(pair: Pair) -> bool:
    """Tell whether the amount begins and ends where the label does."""
    if not (pair.label and pair.amount):
        return False
    return (pair.label.amount.start, pair.label.amount.end) == (pair.amount.start, pair.amount.end)


def is_kept(text: str, language: Language) -> bool:
    """Tell whether a sentence stays with the user once understood."""
    return not understand(Ask(texts=(text,), language=language, today=TODAY)).deal.open_notes


def report(parts: tuple[Part, ...]) -> None:
    """Print precision and recall, by part and language."""
    for part in parts:
        for language in Language:
            labelled = texts(language, part)
            found = [pair for one in labelled for pair in pairs(one)]
            print(f"\n{part} {language}: {len(labelled)} texts")
            for name, judge in _JUDGES.items():
                _print_row(name, found, judge, frozenset(Kind))
            for kind in Kind:
                _print_row(f"  {kind}", found, same_value, frozenset([kind]))
            _print_meanings(found)
            _print_sentences(language, part)


_JUDGES: dict[str, Judge] = {"kind": same_kind, "value, unit": same_value, "span": same_span}


def _print_row(name: str, found: list[Pair], judge: Judge, kinds: frozenset[Kind]) -> None:
    told = [pair for pair in found if pair.label and pair.label.amount.kind in kinds]
    seen = [pair for pair in found if pair.amount and pair.amount.kind in kinds]
    precision = Share(sum(map(judge, seen)), len(seen))
    print(f"  {name:18} P {precision}  R {Share(sum(map(judge, told)), len(told))}")


def _print_meanings(found: list[Pair]) -> None:
    known = [(pair.label, pair.fact) for pair in found if pair.label and pair.fact]
    right = sum(told.role is fact.role for told, fact in known)
    print(f"  {'role':18} A {Share(right, len(known))}")
    hits = sum(told.private and fact.private for told, fact in known)
    precision = Share(hits, sum(fact.private for _, fact in known))
    recall = Share(hits, sum(told.private for told, _ in known))
    print(f"  {'private figures':18} P {precision}  R {recall}")


def _print_sentences(language: Language, part: Part) -> None:
    labelled = [(one.private, is_kept(one.text, language)) for one in sentences(language, part)]
    hits = sum(private and kept for private, kept in labelled)
    precision = Share(hits, sum(kept for _, kept in labelled))
    recall = Share(hits, sum(private for private, _ in labelled))
    print(f"  {'private sentences':18} P {precision}  R {recall}")


def misses(language: Language) -> Iterator[str]:
    """Yield what goes wrong in the tuning half, one line each."""
    for one in texts(language, "tuning"):
        for told in filter(None, map(_wrong, pairs(one))):
            yield f"{one.id} {told} :: {one.text!r}"
    for sentence in sentences(language, "tuning"):
        if is_kept(sentence.text, language) is not sentence.private:
            yield f"{sentence.id} {'open' if sentence.private else 'private'} :: {sentence.text}"


def _wrong(pair: Pair) -> str:
    told, seen, fact = pair.label, pair.amount, pair.fact
    if told is None or seen is None:
        return f"more {seen.text!r}" if seen else f"lost {told.amount.text if told else ''!r}"
    if not (same_value(pair) and same_span(pair)):
        return f"read {_told(seen)} not {_told(told.amount)}"
    if fact is None:
        return f"no fact {seen.text!r}"
    if (fact.role, fact.private) == (told.role, told.private):
        return ""
    return f"{seen.text!r} {fact.role} {fact.private} not {told.role} {told.private}"


def _told(amount: Amount) -> str:
    what = amount.day or f"{amount.value} {amount.unit}/{amount.per}"
    return f"{amount.text!r} {amount.kind} {what}"


def main() -> None:
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--misses", action="store_true", help="show those of the tuning half")
    shown.add_argument("--unseen", action="store_true", help="report the unseen files instead")
    given = parser.parse_args()
    if given.misses:
        print("\n".join(line for language in Language for line in misses(language)))
    else:
        report(("unseen",) if given.unseen else HALVES)


if __name__ == "__main__":
    main()
