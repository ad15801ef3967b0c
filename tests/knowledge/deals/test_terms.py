import pytest

from knowledge.card import Language
from knowledge.deals.terms import amounts, asked_of, terms_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1 180 €", ["=1180"]),
        ("1,180 and 1180.00", ["=1180", "=1180"]),
        ("8,5 %", ["=8.5"]),
        ("£8.4k", ["=8400"]),
        ("2\u202f500\u00a0000", ["=2500000"]),
        ("none", []),
    ],
)
def test_an_amount_is_one_term_however_it_is_written(text: str, found: list[str]) -> None:
    assert amounts(text) == found


def test_words_of_one_meaning_share_a_term_across_languages() -> None:
    french = set(terms_of("une remise", Language.FR))
    english = set(terms_of("a discount", Language.EN))

    assert {term for term in french & english if term.startswith("#")}


def test_words_that_ask_about_any_deal_ask_nothing() -> None:
    assert asked_of("comment ça a fini avec eux, rappelle-moi ?") == ()
    assert asked_of("remind me what we agreed") == ()


def test_a_phrase_is_asked_beside_its_words_and_each_thing_once() -> None:
    asked = asked_of("délai de paiement, paiement, 1 180 €")

    assert len(asked) == len(set(asked))
    assert (("=1180", 1.0),) in [one.terms for one in asked]
    assert any(one.terms[0][0].startswith("#") for one in asked)
