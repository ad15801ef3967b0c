"""`python -m bench.tactics --train`: from the bank to the patch that ships and its card."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.tactics.batches import rows_of
from bench.tactics.floors import with_floors
from bench.tactics.model_card import write_card
from bench.tactics.network import network_of
from bench.tactics.pieces import Pieces
from bench.tactics.training import REFINING, Settings, Trainer
from knowledge.shelf import load_shelf
from knowledge.tactics import patch as patches
from knowledge.tactics.bank import Exemplar, load
from knowledge.tactics.contract import Direction
from knowledge.tactics.eye import TrainedEye
from knowledge.tactics.image import Image
from knowledge.tactics.model_file import SHIPPED

_KEPT_EVERY = 200
_REPLAYED = 3
"""Every third exemplar of the other directions is seen again in the second round."""

_PLAIN, _PLAIN_HELD = 2_400, 240
"""Situations of the cards that are learned from, and that are held out."""

HELD = 10
"""Every tenth exemplar is held out, and chooses the floors."""


def train(file: Path, today: date, settings: Settings | None = None) -> None:
    """Train on the bank, then refine, choose the floors, write `file` and its card.

    Takes about an hour on two cores. The floors are chosen, and the card's scores taken, with the
    model as it ships: in eight bits, on the engine itself.
    """
    settings = settings or Settings()
    learned, _ = _parts()
    _round(learned, settings, file, None)
    refine(file, today)


def refine(file: Path, today: date, settings: Settings = REFINING) -> None:
    """Go on from the patch in `file` with what people plainly ask for, and finish it.

    The bank's requests are near a tactic or show one; the situations of the cards are what people
    type when they want help, often about a tactic of the other side, and show none. What ships
    lies midway between the two rounds.
    """
    learned, held = _parts()
    plain = _plain_asks()
    requests = [one for one in learned if one.direction is Direction.REQUEST]
    others = [one for one in learned if one.direction is not Direction.REQUEST][::_REPLAYED]
    before = patches.load(file)
    _round([*requests, *others, *plain], settings, file, before)
    patches.save(patches.midway(before, patches.load(file)), file)
    honest = [*held, *_plain_asks(held=True)]
    patches.save(with_floors(patches.load(file), honest, _likely(honest, file)), file)
    write_card(file.with_name("CARD.md"), learned, held, file, settings=Settings(), today=today)


def _parts() -> tuple[list[Exemplar], list[Exemplar]]:
    bank = load()
    return [one for number, one in enumerate(bank) if number % HELD], list(bank[::HELD])


def _plain_asks(*, held: bool = False) -> list[Exemplar]:
    """Return situations of the cards as honest requests; some of them are held out."""
    asks = [
        Exemplar(
            text=text,
            language=card.language,
            direction=Direction.REQUEST,
            labels=frozenset(),
            facts=(),
            near="",
        )
        for card in load_shelf().cards
        for text in card.situations
    ]
    mixed = [asks[n] for n in np.random.default_rng(REFINING.seed).permutation(len(asks))]
    return mixed[_PLAIN : _PLAIN + _PLAIN_HELD] if held else mixed[:_PLAIN]


def _round(
    exemplars: Sequence[Exemplar], settings: Settings, file: Path, start: patches.Patch | None
) -> None:
    image = Image(SHIPPED)
    network = network_of(image)
    _tell(f"{len(exemplars)} exemplars to learn from")
    trainer = Trainer(network, settings, start)

    def told(done: int, of: int, loss: float) -> None:
        _tell(f"\r{done}/{of} loss {loss:.3f}", end="")
        if done % _KEPT_EVERY == 0:
            # What a cut at this moment leaves is a model, if not the last one.
            patches.save(trainer.patch(image.fingerprint()), file)

    trainer.train(rows_of(exemplars, network, Pieces(image), settings.lowest), told)
    patches.save(trainer.patch(image.fingerprint()), file)


def _likely(held: Sequence[Exemplar], file: Path) -> list[dict[str, float]]:
    with TemporaryDirectory() as folder:
        eye = TrainedEye(Path(folder), file)
        eye.load()
        return [eye.likelihoods(one.text, one.direction, one.facts) for one in held]


def _tell(text: str, end: str = "\n") -> None:
    sys.stderr.write(text + end)
    sys.stderr.flush()
