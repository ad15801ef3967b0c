"""Honest drafts, and what becomes of them when a sentence that tells a secret slips in."""

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from bench.leaks.deals import LeakDeal, deals
from bench.leaks.disguises import DISGUISES
from bench.leaks.secrets_of import Filling, digits_of
from bot.coach.amounts import Kind, write
from bot.coach.guard import Case
from knowledge.card import Language

HALVES = ("tuning", "unseen")
_SEED = 20261124
_EACH = 15
"""Drafts of a kind and language: 30 of a kind in each half."""

_TRIES = 40
_NOTHING: Filling = {}


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft for a deal: which kind of sentence was put in, and whether it tells a secret."""

    text: str
    case: Case
    kind: str
    leaks: bool
    language: Language


def drafts(half: str) -> tuple[Draft, ...]:
    """Return the drafts of a half (of HALVES), leaking and innocent, the same every time."""
    table = tomllib.loads((files(__package__) / f"{half}.toml").read_text("utf-8"))
    dice = random.Random(f"{_SEED} {half}")  # noqa: S311 - a benchmark, not a secret
    found: list[Draft] = []
    for kind, sentence in _kinds(table).items():
        for language in Language:
            mine = tuple(deal for deal in deals(half) if deal.language is language)
            found += _of_kind(kind, sentence, mine, table["base"][language], dice)
    return tuple(found)


Sentence = Callable[[LeakDeal, random.Random], str | None]


def _kinds(table: dict[str, Any]) -> dict[str, Sentence]:
    kinds: dict[str, Sentence] = {}
    for kind, disguise in DISGUISES.items():
        kinds[f"leak.{kind}"] = _carried(table["leak"][kind], disguise)
    kinds["leak.meaning"] = lambda deal, dice: _meaning(deal, dice, table["leak"]["meaning"])
    kinds["leak.paraphrase"] = lambda deal, dice: dice.choice(deal.paraphrases)
    for kind, carriers in table["innocent"].items():
        kinds[f"innocent.{kind}"] = _carried(carriers, _INNOCENT.get(kind, _nothing))
    return kinds


def _carried(
    carriers: dict[str, list[str]], fill: Callable[[LeakDeal, random.Random], Filling | None]
) -> Sentence:
    def sentence(deal: LeakDeal, dice: random.Random) -> str | None:
        filling = fill(deal, dice)
        carrier: str = dice.choice(carriers[deal.language])
        return None if filling is None else carrier.format(**filling)

    return sentence


def _meaning(deal: LeakDeal, dice: random.Random, table: dict[str, list[str]]) -> str | None:
    if not deal.means:
        return None
    return dice.choice(table[f"{dice.choice(deal.means)}_{deal.language}"])


def _of_kind(
    kind: str,
    sentence: Sentence,
    mine: tuple[LeakDeal, ...],
    base: list[str],
    dice: random.Random,
) -> Iterator[Draft]:
    seen: set[str] = set()
    for _ in range(_EACH * _TRIES):
        deal = dice.choice(mine)
        told = sentence(deal, dice)
        if told is None or deal.id + told in seen:
            continue
        seen.add(deal.id + told)
        around = dice.sample(base, dice.choice((1, 2, 3)))
        around.insert(dice.randrange(len(around) + 1), told[0].upper() + told[1:])
        yield Draft(" ".join(around), deal.case, kind, kind.startswith("leak."), deal.language)
        if len(seen) == _EACH:
            return


def _nothing(_deal: LeakDeal, _dice: random.Random) -> Filling:
    return _NOTHING


def _theirs(deal: LeakDeal, dice: random.Random) -> Filling:
    facts = [f.amount for f in deal.case.deal.facts if f.received]
    return {"x": write(dice.choice(facts), deal.language)}


def _open(deal: LeakDeal, dice: random.Random) -> Filling:
    facts = [f.amount for f in deal.case.deal.facts if not f.private and not f.received]
    return {"x": write(dice.choice(facts), deal.language)}


def _allowed(deal: LeakDeal, dice: random.Random) -> Filling:
    return {"x": write(dice.choice(deal.case.allowed), deal.language)}


def _shared_digits(deal: LeakDeal, dice: random.Random) -> Filling | None:
    """Put the digits of a secret into a reference, and the first into hours or a street."""
    secrets = [a for a in deal.private(Kind.MONEY) if a.value % 1 == 0]
    if not secrets:
        return None
    run = digits_of(dice.choice(secrets))
    return {"run": f"7{run}", "short": run if len(run) == 2 else run[:2]}  # noqa: PLR2004


_INNOCENT = {"theirs": _theirs, "open": _open, "allowed": _allowed, "digits": _shared_digits}
