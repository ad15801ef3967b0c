import asyncio
from dataclasses import replace

import pytest

from knowledge.card import CardQuery, Language, Role, Stage
from knowledge.library import KnowledgeLibrary

FR, EN = Language.FR, Language.EN


async def ids_of(library: KnowledgeLibrary, query: CardQuery) -> list[str]:
    return [one.card.id for one in await library.search(query)]


@pytest.mark.parametrize(
    ("text", "language", "card_id"),
    [
        ("qui doit annoncer le prix en premier", FR, "B16"),
        ("should I name my price first", EN, "B16"),
        ("proposer trois offres équivalentes", FR, "B15"),
        ("turn down a request and keep the customer", EN, "B10"),
        ("MESORE", FR, "B05"),
        ("batna", EN, "B05"),
    ],
)
async def test_the_card_for_the_moment_comes_first(
    shipped_library: KnowledgeLibrary, text: str, language: Language, card_id: str
) -> None:
    found = await shipped_library.search(CardQuery(text=text, language=language))

    assert found[0].card.id == card_id
    assert {one.card.language for one in found} == {language}
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 < one.score < 1 for one in found)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n ",
        "recette de la blanquette de veau",
        "who won the football match yesterday",
        "qsdfg wxcvb hjklm azert",
        "¿cómo puedo negociar un descuento con mi proveedor?",
        "Wie reagiere ich auf ein niedriges Angebot?",
    ],
)
async def test_what_the_cards_do_not_answer_gets_none(
    shipped_library: KnowledgeLibrary, text: str, language: Language
) -> None:
    assert await shipped_library.search(CardQuery(text=text, language=language)) == ()


async def test_a_question_in_the_other_language_gets_the_cards_twins(
    shipped_library: KnowledgeLibrary,
) -> None:
    asked_in_english = CardQuery(text="who should name a price first", language=FR)

    found = await shipped_library.search(asked_in_english)

    assert (found[0].card.id, found[0].card.language) == ("B16", FR)


async def test_the_stage_moves_cards_and_hides_none(shipped_library: KnowledgeLibrary) -> None:
    plain = CardQuery(text="le client veut une remise, que répondre", language=FR, limit=106)
    staged = replace(plain, stage=Stage.TRADE)

    before, after = await shipped_library.search(plain), await shipped_library.search(staged)

    scores = {one.card.id: one.score for one in before}
    for one in after:
        if one.card.stage == Stage.TRADE:
            assert one.score > scores[one.card.id]
        else:
            assert one.score < scores[one.card.id]
    assert {one.card.id for one in after} == set(scores)


async def test_the_role_moves_cards_and_hides_none(shipped_library: KnowledgeLibrary) -> None:
    text = "je prépare la réunion de demain, quelle fiche remplir"
    for role, first, second in ((Role.SELLER, "D01", "D02"), (Role.BUYER, "D02", "D01")):
        query = CardQuery(text=text, language=FR, role=role, limit=20)

        found = await ids_of(shipped_library, query)

        assert found.index(first) < found.index(second)


async def test_the_limit_is_kept(shipped_library: KnowledgeLibrary) -> None:
    for limit in (1, 3):
        query = CardQuery(text="price first", language=EN, limit=limit)

        assert len(await shipped_library.search(query)) == limit


async def test_a_long_message_is_answered_by_its_beginning(
    shipped_library: KnowledgeLibrary,
) -> None:
    start = "Dois-je annoncer mon prix en premier, ou attendre leur chiffre ? "
    padded = start.ljust(1_500, ".")

    short = await ids_of(shipped_library, CardQuery(text=padded, language=FR))
    long = await ids_of(shipped_library, CardQuery(text=padded + "recette " * 9_000, language=FR))

    assert short == long
    assert short[0] == "B16"


async def test_searches_at_once_do_not_disturb_each_other(
    shipped_library: KnowledgeLibrary,
) -> None:
    queries = [
        CardQuery(text=text, language=FR)
        for text in ("qui annonce le prix en premier", "dire non", "mon plan B", "trois offres")
    ] * 6
    alone = [await shipped_library.search(query) for query in queries]

    together = await asyncio.gather(*(shipped_library.search(query) for query in queries))

    assert together == alone
