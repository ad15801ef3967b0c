from dataclasses import replace

from bot.coach.answer import PartKind
from bot.telegram import render
from bot.telegram.split import MOST_UNITS, Styled
from knowledge.card import Language
from tests.bot.telegram.values import answer, draft_answer, part
from tests.fakes import Shelf


def marked(styled: Styled) -> list[tuple[str, str]]:
    raw = styled.text.encode("utf-16-le")
    return [
        (str(e.type), raw[2 * e.offset : 2 * (e.offset + e.length)].decode("utf-16-le"))
        for e in styled.entities
    ]


def test_a_draft_is_one_pre_block_that_copies_whole() -> None:
    [page] = render.messages(draft_answer("Bonjour 😀,", "Si 3 ans, alors 45 000 €."))

    assert ("pre", "Bonjour 😀,\n\nSi 3 ans, alors 45 000 €.") in marked(page)
    assert ("bold", "À envoyer") in marked(page)
    assert ("italic", "Compris : vous vendez") in marked(page)


def test_several_lines_are_bullets_and_a_single_one_is_not() -> None:
    one = part(PartKind.SECTION, "Tenir le prix", title="Objectif")
    two = part(PartKind.SECTION, "La durée", "Le volume", title="Échange")

    [page] = render.messages(answer(one, two))

    assert page.text == "Objectif\nTenir le prix\n\nÉchange\n• La durée\n• Le volume"


def test_questions_are_numbered_and_a_notice_has_its_sign() -> None:
    asked = part(PartKind.QUESTIONS, "Quel prix ?", "Quel volume ?", title="Pour viser juste")
    note = part(PartKind.NOTICE, "Cette date est passée.")

    [page] = render.messages(answer(note, asked))

    assert page.text.startswith("ℹ️ Cette date est passée.")
    assert "1. Quel prix ?\n2. Quel volume ?" in page.text


def test_markup_in_the_words_stays_words() -> None:
    words = "2*3*4 <b>5</b> _a_ `c` [x](y)"

    [page] = render.messages(answer(part(PartKind.SECTION, words)))

    assert page == Styled(words)


def test_a_long_answer_keeps_its_draft_and_the_title_in_one_message() -> None:
    brief = part(PartKind.SECTION, "mot " * 900, title="Objectif")
    letter = part(PartKind.DRAFT, "phrase " * 400, title="À envoyer")

    pages = render.messages(answer(brief, letter))

    assert len(pages) == 2
    assert all(page.units <= MOST_UNITS for page in pages)
    assert pages[1].text.startswith("À envoyer\n")
    assert [kind for kind, _ in marked(pages[1])] == ["bold", "pre"]


def test_a_card_shows_title_gist_phrase_and_sources() -> None:
    card = Shelf().card("D15", Language.EN)

    [page] = render.cards((card,), Language.EN)

    assert ("bold", "D15 · Card D15") in marked(page)
    assert card.body in page.text
    assert f"“{card.phrase}”" in page.text
    assert card.sources[0] in page.text


def test_a_card_whose_first_paragraph_announces_a_list_shows_the_list() -> None:
    card = replace(
        Shelf("A12").card("A12", Language.FR), body="Deux cases :\n\n- A.\n- B.\n\nFin."
    )

    [page] = render.cards((card,), Language.FR)

    assert "Deux cases :\n• A.\n• B." in page.text
    assert "Fin." not in page.text


def test_a_phrase_for_each_side_gets_no_second_pair_of_quotation_marks() -> None:
    both = "Vendeur : «\u202fA\u202f»\nAcheteur : «\u202fB\u202f»"
    card = Shelf("A12").card("A12", Language.FR)

    [page] = render.cards((replace(card, phrase=both),), Language.FR)
    [single] = render.cards((replace(card, phrase="A"),), Language.FR)

    assert f"\n{both}\n" in f"{page.text}\n"
    assert "«\u202fA\u202f»" in single.text
