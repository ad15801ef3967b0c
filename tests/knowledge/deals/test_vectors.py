import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.deals.vectors import MOST, from_bytes, texts_of, to_bytes
from tests.knowledge.deals.deal_samples import a_deal, vectors_of


def test_the_first_text_says_what_it_was_and_how_it_ended() -> None:
    deal = a_deal(counterpart="Scierie", subject="Chêne.", outcome="Signé", lesson="Attendre")

    assert texts_of(deal) == ("Attendre. Scierie. Chêne. Signé.",)


def test_notes_are_cut_between_sentences() -> None:
    notes = " ".join(f"Mot {place} " + "x " * 38 + "fin." for place in range(3))

    pieces = texts_of(a_deal(notes=notes))

    assert len(pieces) == 3
    assert all(piece.startswith("Mot") and piece.endswith("fin.") for piece in pieces)


@given(st.text(max_size=50), st.text(max_size=3_000))
def test_a_deal_has_few_texts_and_none_is_empty(subject: str, notes: str) -> None:
    texts = texts_of(a_deal(subject=subject, notes=notes * 5))

    assert len(texts) <= MOST
    assert all(text.strip() for text in texts)
    assert bool(texts) == bool((subject + notes).strip())


def test_vectors_come_back_from_bytes_nearly_the_same() -> None:
    vectors = vectors_of(["a", "b"])

    assert np.allclose(from_bytes(to_bytes(vectors)), vectors, atol=1e-3)
    assert from_bytes(b"").shape == (0, 384)


def test_bytes_that_are_not_whole_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="reshape"):
        from_bytes(b"\0\0\0\0")
