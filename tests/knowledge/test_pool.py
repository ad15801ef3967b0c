import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.pool import Pool


def test_a_page_scores_the_mean_of_its_best_texts() -> None:
    pool = Pool([0, 1, 0, 0], count=2, best=2)

    assert pool(np.array([1, 5, 3, 2], np.float32)).tolist() == [2.5, 5]


def test_a_page_without_texts_scores_nothing() -> None:
    assert Pool([1], count=3, best=2)(np.array([4], np.float32)).tolist() == [0, 4, 0]
    assert Pool([], count=2, best=2)(np.array([], np.float32)).tolist() == [0, 0]


@given(st.data())
def test_it_is_what_sorting_each_page_gives(data: st.DataObject) -> None:
    best = data.draw(st.integers(1, 4))
    texts = data.draw(st.lists(st.tuples(st.integers(0, 4), st.floats(-9, 9, width=16))))

    pooled = Pool([page for page, _ in texts], 5, best)(
        np.array([score for _, score in texts], np.float32)
    )

    for page in range(5):
        mine = sorted((score for at, score in texts if at == page), reverse=True)[:best]
        assert pooled[page] == pytest.approx(sum(mine) / max(len(mine), 1), abs=1e-5)
