"""Trains the tuned model on the exemplar bank: a fixed seed, the same patch from the same bank."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import jax
import jax.numpy as jnp
import numpy as np
import optax

from bench.tactics.batches import LABELS, Batch, Row, batches
from bench.tactics.network import Arrays, Network, Noise, pooled
from knowledge.tactics.eye import TEMPERATURE
from knowledge.tactics.patch import Patch

_RARE = -3.0
"""Where each label begins: about one text in twenty shows it."""

_LATELY = 20
"""Steps whose mean loss is told."""

Trained = dict[str, dict[str, jax.Array]]
Told = Callable[[int, int, float], None]
"""Receives how many steps are done, how many there are, and the loss of late."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How it is trained. Chosen on a part of the bank that was held out, by hand."""

    epochs: float = 5
    lowest: int = 6
    """The first layer that is trained."""
    tokens: int = 2048
    """Tokens of a batch."""
    scale_rate: float = 4e-3
    float_rate: float = 2e-3
    head_rate: float = 2e-2
    dropout: float = 0.1
    shown_weight: float = 2.0
    """How much a label that is shown counts beside one that is not."""
    seed: int = 0
    warm_up: int = 30
    most_slope: float = 5.0


REFINING = Settings(epochs=2, scale_rate=2e-3, float_rate=1e-3, head_rate=5e-3, warm_up=10)
"""The second round: gentler, so that what was learned is not forgotten."""


class Trainer:
    """The parameters, and the optimiser that moves them: Adam (Kingma & Ba 2015), by optax."""

    def __init__(self, network: Network, settings: Settings, start: Patch | None = None) -> None:
        """Begin anew, or where `start` left."""
        self.network, self.settings = network, settings
        begun = _anew(network, settings) if start is None else _parameters_of(start)
        self.parameters: Trained = begun

    def train(self, rows: Sequence[Row], told: Told) -> None:
        """Go through the rows as often as the settings say."""
        rng = np.random.default_rng(self.settings.seed)
        each = sum(1 for _ in batches(rows, self.settings.tokens, rng))
        last = int(each * self.settings.epochs)
        optimiser = _optimiser(self.settings, last)
        state = optimiser.init(self.parameters)

        @jax.jit
        def step(
            values: Trained, state: optax.OptState, batch: Batch, key: jax.Array
        ) -> tuple[Trained, optax.OptState, jax.Array]:
            loss, slope = jax.value_and_grad(self._loss)(values, batch, key)
            moves, state = optimiser.update(slope, state, values)
            moved: Trained = optax.apply_updates(values, moves)
            return moved, state, loss

        key, losses = jax.random.PRNGKey(self.settings.seed), []
        for batch in islice(_endless(rows, self.settings.tokens, rng), last):
            key, fresh = jax.random.split(key)
            self.parameters, state, loss = step(self.parameters, state, batch, fresh)
            losses.append(float(loss))
            told(len(losses), last, float(np.mean(losses[-_LATELY:])))

    def _loss(self, values: Trained, batch: Batch, key: jax.Array) -> jax.Array:
        """Return the binary cross-entropy over all labels, in sum over labels, mean over texts."""
        *_, wanted, there = batch
        noise = Noise(key, self.settings.dropout)
        logits = logits_of(self.network, self.settings.lowest, values, batch, noise)
        told = jnp.logaddexp(0, logits) - wanted * logits
        weighed = told * jnp.where(wanted > 0, self.settings.shown_weight, 1.0)
        loss: jax.Array = (weighed.sum(axis=1) * there).sum() / there.sum()
        return loss

    def patch(self, base: str) -> Patch:
        """Return what was learned, with floors of one half that are still to be chosen."""
        plain = jax.tree.map(np.asarray, self.parameters)
        return Patch(
            base=base,
            labels=LABELS,
            scales=plain["scales"],
            floats=plain["floats"],
            weights=plain["head"]["weights"],
            bias=plain["head"]["bias"],
            floors=np.full((3, len(LABELS)), 0.5, np.float32),
        )


def logits_of(
    network: Network, lowest: int, values: Trained, batch: Batch, noise: Noise
) -> jax.Array:
    """Return the logits of each label from the states below the trained layers."""
    scales = {n: network.scales[n] * (1 + change) for n, change in values["scales"].items()}
    floats = {n: network.floats[n] + change for n, change in values["floats"].items()}
    states, mask, *_ = batch
    x = jnp.asarray(states)
    for number in range(lowest, network.layers):
        x = network.layer(number, x, jnp.asarray(mask), scales=scales, floats=floats, noise=noise)
    vectors = pooled(x, jnp.asarray(mask)) * TEMPERATURE
    logits: jax.Array = vectors @ values["head"]["weights"] + values["head"]["bias"]
    return logits


def _anew(network: Network, settings: Settings) -> Trained:
    upper = tuple(f"l{n}." for n in range(settings.lowest, network.layers))
    head = np.random.default_rng(settings.seed).normal(0, 0.02, (network.width, len(LABELS)))
    return {
        "scales": _zeros(network.scales, upper),
        "floats": _zeros(network.floats, upper),
        "head": {
            "weights": jnp.asarray(head, jnp.float32),
            "bias": jnp.full(len(LABELS), _RARE),
        },
    }


def _parameters_of(patch: Patch) -> Trained:
    return {
        "scales": {name: jnp.asarray(change) for name, change in patch.scales.items()},
        "floats": {name: jnp.asarray(change) for name, change in patch.floats.items()},
        "head": {"weights": jnp.asarray(patch.weights), "bias": jnp.asarray(patch.bias)},
    }


def _optimiser(settings: Settings, last: int) -> optax.GradientTransformation:
    def falling(rate: float) -> optax.Schedule:
        return optax.warmup_cosine_decay_schedule(0.0, rate, settings.warm_up, last)

    rates = {
        "scales": settings.scale_rate,
        "floats": settings.float_rate,
        "head": settings.head_rate,
    }
    adam = {part: optax.adam(falling(rate), b2=0.98) for part, rate in rates.items()}
    apart = optax.multi_transform(adam, {part: part for part in rates})
    return optax.chain(optax.clip_by_global_norm(settings.most_slope), apart)


def _endless(rows: Sequence[Row], tokens: int, rng: np.random.Generator) -> Iterator[Batch]:
    while True:
        yield from batches(rows, tokens, rng)


def _zeros(arrays: Arrays, upper: tuple[str, ...]) -> dict[str, jax.Array]:
    return {name: jnp.zeros_like(x) for name, x in arrays.items() if name.startswith(upper)}
