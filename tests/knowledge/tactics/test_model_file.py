"""The tuned model: made whole from the shipped one, once, and only for the engine it is for."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.tactics import patch as patches
from knowledge.tactics.image import Image
from knowledge.tactics.model_file import SHIPPED, tuned_model


@pytest.fixture(scope="module")
def image() -> Image:
    return Image(SHIPPED)


def a_patch(base: str, change: float = 0.25) -> patches.Patch:
    return patches.Patch(
        base=base,
        labels=("bribe",),
        scales={"l11.q.w": np.full(4608, change, np.float32)},
        floats={"l11.q.b": np.full(384, 0.5, np.float32)},
        weights=np.ones((384, 1), np.float32),
        bias=np.zeros(1, np.float32),
        floors=np.full((3, 1), 0.5, np.float32),
    )


def test_a_model_file_is_taken_apart(image: Image) -> None:
    assert (image.shape.width, image.shape.layers) == (384, 12)
    assert image.is_plain("l0.q.b")
    assert not image.is_plain("l0.q.w")
    assert image.weights("l0.q.w").shape == (384 * 12, 32)
    assert (image.weights("l0.q.w").min(), image.weights("l0.q.w").max()) == (-8, 7)


def test_another_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "model.bin"
    file.write_bytes(b"GGUF" + bytes(200))

    with pytest.raises(ValueError, match="not a model file"):
        Image(file)


def test_a_patch_changes_scales_and_biases_and_nothing_else(image: Image) -> None:
    changed = Image(SHIPPED)
    a_patch(image.fingerprint()).apply(changed)

    assert np.allclose(
        changed.scales("l11.q.w").astype(np.float32),
        image.scales("l11.q.w").astype(np.float32) * 1.25,
        rtol=1e-3,
    )
    assert np.allclose(changed.floats("l11.q.b"), image.floats("l11.q.b") + 0.5)
    assert np.array_equal(changed.weights("l11.q.w"), image.weights("l11.q.w"))
    assert np.array_equal(changed.scales("l10.q.w"), image.scales("l10.q.w"))


def test_a_patch_for_another_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="another version"):
        tuned_model(a_patch("0" * 12), tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_what_is_saved_is_read_back(image: Image, tmp_path: Path) -> None:
    made = a_patch(image.fingerprint())
    patches.save(made, tmp_path / "p.npz")
    read = patches.load(tmp_path / "p.npz")

    assert (read.base, read.labels) == (made.base, made.labels)
    assert np.allclose(read.scales["l11.q.w"], 0.25, atol=0.002)
    assert np.allclose(read.floats["l11.q.b"], 0.5)
    assert np.array_equal(read.floors, made.floors)


def test_midway_between_two_patches_lies_their_mean() -> None:
    one, other = a_patch("x", change=0.2), a_patch("x", change=0.4)
    mean = patches.midway(one, replace(other, bias=other.bias + 2))

    assert np.allclose(mean.scales["l11.q.w"], 0.3)
    assert np.allclose(mean.floats["l11.q.b"], 0.5)
    assert np.allclose(mean.bias, 1)


def test_the_file_is_made_once_and_replaces_that_of_an_older_patch(
    image: Image, tmp_path: Path
) -> None:
    first = tuned_model(a_patch(image.fingerprint()), tmp_path)
    written = first.stat().st_mtime_ns
    again = tuned_model(a_patch(image.fingerprint()), tmp_path)

    assert (again, again.stat().st_mtime_ns) == (first, written)

    other = tuned_model(a_patch(image.fingerprint(), change=0.1), tmp_path)
    assert other != first
    assert [file.name for file in tmp_path.iterdir()] == [other.name]


def test_a_folder_that_cannot_be_made_raises_and_leaves_nothing(
    image: Image, tmp_path: Path
) -> None:
    (tmp_path / "eye").write_text("a file stands in the way", "utf-8")

    with pytest.raises(OSError, match="exists"):
        tuned_model(replace(a_patch(image.fingerprint())), tmp_path / "eye")
