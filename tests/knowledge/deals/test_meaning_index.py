import numpy as np

from knowledge.deals.meaning_index import MeaningIndex
from knowledge.deals.vectors import to_bytes
from tests.knowledge.deals.deal_samples import vector_of, vectors_of

STORED = [to_bytes(vectors_of(texts)) for texts in (["a"], ["b", "b2"], ["c", "c2", "c3"])]


def test_the_deal_with_the_questions_own_vector_is_the_nearest() -> None:
    index = MeaningIndex(STORED)

    for place, text in enumerate("abc"):
        nearness = index.nearness(vector_of(text))
        assert nearness.argmax() == place
        assert nearness[place] > 0


def test_without_vectors_no_deal_is_nearer_than_another() -> None:
    assert not MeaningIndex([b"", b""]).nearness(vector_of("a")).any()
    assert MeaningIndex([]).nearness(vector_of("a")).shape == (0,)
    assert not MeaningIndex(STORED).nearness(None).any()


def test_a_deal_that_waits_for_its_vectors_is_as_near_as_the_average() -> None:
    nearness = MeaningIndex([b"", *STORED]).nearness(vector_of("a"))

    assert nearness[0] == 0
    assert nearness.argmax() == 1
    assert np.isclose(nearness.sum(), 0, atol=1e-5)


def test_two_equal_vectors_of_a_deal_count_as_its_two_best() -> None:
    twice = MeaningIndex([to_bytes(vectors_of(["a", "a"])), *STORED[1:]]).nearness(vector_of("a"))
    once = MeaningIndex(STORED).nearness(vector_of("a"))

    assert twice.argmax() == once.argmax() == 0
    assert np.isfinite(twice).all()
