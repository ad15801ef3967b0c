"""What the training changed in the embedding engine's model, and the head that reads its vectors.

Only the scales of the 4-bit blocks, the biases and the norms are trained (Kim et al. 2023,
"Memory-efficient fine-tuning of compressed large language models via sub-4-bit integer
quantization"; Ben Zaken et al. 2022, "BitFit"), so that the patch is small and the tuned model
takes the same time as the shipped one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.tactics.image import Image

FILE = Path(__file__).with_name("tuned.npz")
_SCALES, _FLOATS = "scales:", "floats:"
_STEPS = 127
"""Steps on each side of zero in which a change of scale is kept, in eight bits."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Patch:
    """A tuned model as its difference from the shipped one.

    `scales` are relative changes by tensor, one a block; `floats` are added. The head gives one
    logit a label: `weights` has shape (384, labels), `bias` (labels,), `floors` the likelihood
    from which a label counts, by direction: (3, labels). `base` is the fingerprint of the model
    that the patch is for.
    """

    base: str
    labels: tuple[str, ...]
    scales: Mapping[str, Floats]
    floats: Mapping[str, Floats]
    weights: Floats
    bias: Floats
    floors: Floats

    def apply(self, image: Image) -> None:
        """Write the changes into `image`. Raises ValueError where it is another model's."""
        if image.fingerprint() != self.base:
            raise ValueError("the patch is for another version of the embedding engine")
        for name, change in self.scales.items():
            scales = image.scales(name)
            scales[:] = (scales.astype(np.float32) * (1 + change)).astype(np.float16)
        for name, change in self.floats.items():
            image.floats(name)[:] += change


def midway(one: Patch, other: Patch) -> Patch:
    """Return the mean of two patches of one training, with the floors of the first.

    Between what was learned first and what a second round made of it lies a model that has
    forgotten less and learned nearly as much (Wortsman et al. 2022, "Robust fine-tuning of
    zero-shot models").
    """
    return replace(
        one,
        scales={name: _mean(one.scales[name], other.scales[name]) for name in one.scales},
        floats={name: _mean(one.floats[name], other.floats[name]) for name in one.floats},
        weights=_mean(one.weights, other.weights),
        bias=_mean(one.bias, other.bias),
    )


def _mean(one: Floats, other: Floats) -> Floats:
    mean: Floats = ((one + other) / np.float32(2)).astype(np.float32)
    return mean


def save(patch: Patch, file: Path = FILE) -> None:
    """Write a patch, its changes of scale in eight bits, its other changes in half precision."""
    content: dict[str, NDArray[np.generic]] = {
        "base": np.array(patch.base),
        "labels": np.array(patch.labels),
        "weights": patch.weights.astype(np.float16),
        "bias": patch.bias.astype(np.float32),
        "floors": patch.floors.astype(np.float32),
    }
    for name, change in patch.scales.items():
        most = float(np.abs(change).max()) or 1.0
        content[f"{_SCALES}{name}"] = np.rint(change / most * _STEPS).astype(np.int8)
        content[f"most:{name}"] = np.array(most, np.float32)
    for name, change in patch.floats.items():
        content[f"{_FLOATS}{name}"] = change.astype(np.float16)
    np.savez_compressed(file, allow_pickle=False, **content)


def load(file: Path = FILE) -> Patch:
    """Read a patch that `save` wrote."""
    with np.load(file, allow_pickle=False) as content:
        scales = {
            key.removeprefix(_SCALES): content[key].astype(np.float32)
            / _STEPS
            * content[f"most:{key.removeprefix(_SCALES)}"]
            for key in content.files
            if key.startswith(_SCALES)
        }
        floats = {
            key.removeprefix(_FLOATS): content[key].astype(np.float32)
            for key in content.files
            if key.startswith(_FLOATS)
        }
        return Patch(
            base=str(content["base"]),
            labels=tuple(map(str, content["labels"])),
            scales=scales,
            floats=floats,
            weights=content["weights"].astype(np.float32),
            bias=content["bias"],
            floors=content["floors"],
        )
