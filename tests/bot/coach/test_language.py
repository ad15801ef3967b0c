"""A text's language is told by its small words, and a third language is not taken for ours."""

import pytest

from bot.coach.language import detect, other_language
from knowledge.card import Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("je veux une remise", Language.FR),
        ("they want a discount", Language.EN),
        ("prix trop eleve, que faire", Language.FR),
        ("Draft moi un mail pour mon supplier, il est à 210 €", Language.FR),
        ("12 € 40 %", None),
        ("OK", None),
        ("", None),
    ],
)
def test_a_language_is_told_or_left_open(text: str, language: Language | None) -> None:
    assert detect(text) is language


@pytest.mark.parametrize(
    "text",
    [
        "El proveedor quiere subir el precio y no sé qué hacer",
        "Der Lieferant möchte mehr Geld und ich weiß nicht warum",
        "Il fornitore vuole uno sconto sul prezzo e non so perché",
        "Поставщик хочет поднять цену",
        "供应商想要提高价格百分之十我该怎么办",
    ],
)
def test_another_language_is_recognised(text: str) -> None:
    assert other_language(text)
    assert detect(text) is None


@pytest.mark.parametrize(
    "text",
    ["Le fournisseur Der Grüne veut 5 %", "We buy from El Dorado de Las Vegas", "bonjour", "hi"],
)
def test_foreign_names_do_not_make_a_foreign_text(text: str) -> None:
    assert not other_language(text)
