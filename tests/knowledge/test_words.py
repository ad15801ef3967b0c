from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.card import Language
from knowledge.words import language_of, letters, stems


@pytest.mark.parametrize(
    ("written", "also"),
    [
        ("les délais", "un delai"),
        ("DÉLAIS", "délai"),
        ("négocier", "négociation"),
        ("l’offre", "l'offre"),
        ("l’œuvre", "l'oeuvre"),
        ("remises", "une remise"),
    ],
)
def test_spelling_does_not_hide_a_french_word(written: str, also: str) -> None:
    assert stems(written, Language.FR) == stems(also, Language.FR)
    assert stems(written, Language.FR)


def test_small_words_say_nothing() -> None:
    assert stems("est-ce que je dois", Language.FR) == []
    assert stems("what should I have", Language.EN) == []


def test_stems_are_the_same_from_many_threads() -> None:
    text = "négociations annuelles avec les acheteurs de la grande distribution " * 20
    alone = stems(text, Language.FR)

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: stems(text, Language.FR), range(64)))

    assert together == [alone] * 64


@pytest.mark.parametrize("expected", Language)
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("je voudrais une remise sur la commande", Language.FR),
        ("could you lower the price for a larger order", Language.EN),
        ("¿podría darme un descuento por favor?", None),
        ("können Sie mir einen Rabatt geben", None),
        ("скидка", None),
        ("値引き", None),
    ],
)
def test_a_sentence_tells_its_language(
    text: str, language: Language | None, expected: Language
) -> None:
    assert language_of(text, expected) == language


@pytest.mark.parametrize("expected", Language)
def test_a_word_or_two_are_taken_as_expected(expected: Language) -> None:
    assert language_of("BATNA", expected) == expected
    assert language_of("remise 5%", expected) == expected
    assert language_of("", expected) == expected


def test_letters_are_pieces_of_three_and_four_with_the_ends_marked() -> None:
    assert letters("Prix") == [" pr", "pri", "rix", "ix ", " pri", "prix", "rix "]
    assert letters("à") == [" a "]
    assert letters("délais") == letters("DELAIS")
    assert letters("« » … !") == []
