from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from knowledge.card import Language
from knowledge.embed import WIDTH, Vectors
from knowledge.meaning import Nearness, Subject
from knowledge.store import CardIndex, Item, open_index

FR, EN = Language.FR, Language.EN
ITEMS = tuple(
    Item(f"{card}.{language}.{number}", card, language, f"{card} {language} {number}")
    for card, count in (("A", 5), ("B", 2))
    for language in Language
    for number in range(count)
)


def unit(place: int) -> Vectors:
    vector: Vectors = np.eye(1, WIDTH, place, dtype=np.float32)[0]
    return vector


@pytest.fixture
def index(tmp_path: Path) -> Iterator[CardIndex]:
    """Texts of A lie along the first axis, those of B along the second, EN along the third."""
    axis = {("A", FR): 0, ("B", FR): 1, ("A", EN): 2, ("B", EN): 2}
    vectors = np.array([unit(axis[item.card_id, item.language]) for item in ITEMS])
    with closing(open_index(tmp_path / "index", ITEMS, "v1", lambda: vectors)) as opened:
        yield opened


def test_the_card_whose_texts_are_nearest_is_above_the_average(index: CardIndex) -> None:
    near = Nearness(index, FR, ("A", "B"))

    assert near(unit(0)).tolist() == [0.5, -0.5]
    assert near(unit(1)).tolist() == [-0.5, 0.5]


def test_each_language_is_read_apart_and_equals_are_equal(index: CardIndex) -> None:
    assert Nearness(index, EN, ("A", "B"))(unit(0)).tolist() == [0, 0]
    assert Nearness(index, EN, ("A", "B"))(unit(2)).tolist() == [0, 0]


def test_the_order_of_the_scores_is_that_of_the_ids(index: CardIndex) -> None:
    assert Nearness(index, FR, ("B", "A"))(unit(0)).tolist() == [-0.5, 0.5]


def test_a_subject_tells_its_texts_from_others_it_never_saw() -> None:
    noise: Vectors = np.random.default_rng(7).normal(0, 0.05, (400, WIDTH)).astype(np.float32)
    ours, others = noise[:200] + unit(0), noise[200:] - unit(0)
    subject = Subject([ours[:150]], [others[:150]])

    assert all(subject(vector) > 0 for vector in ours[150:])
    assert all(subject(vector) < 0 for vector in others[150:])


def test_a_subject_with_few_texts_weighs_them_as_much_as_many_others() -> None:
    ours = np.array([unit(0), unit(0)])
    subject = Subject([ours], [np.array([unit(1)] * 500)])

    assert subject(unit(0)) == pytest.approx(-subject(unit(1)), abs=1e-3)
    assert subject((unit(0) + unit(1)) * np.float32(0.5)) == pytest.approx(0, abs=1e-3)
