from bot.coach.recall import sources
from knowledge.card import Card, CardQuery, FoundCard, Language
from knowledge.errors import UnknownCard
from knowledge.shelf import load_shelf


class GappyShelf:
    """The shelf without D15, as when a fault in its file has left it out."""

    ready = True

    async def search(self, query: CardQuery) -> tuple[FoundCard, ...]:
        del query
        return ()

    def card(self, card_id: str, language: Language) -> Card:
        if card_id == "D15":
            raise UnknownCard(card_id, language)
        return load_shelf().card(card_id, language)


def test_a_card_that_the_shelf_left_out_is_not_named() -> None:
    (part,) = sources(("D15", "B05"), Language.EN, GappyShelf())

    assert len(part.lines) == 1
    assert part.lines[0].startswith("B05 · ")


def test_without_a_card_there_is_no_part() -> None:
    assert sources(("D15",), Language.FR, GappyShelf()) == ()
    assert sources((), Language.FR, GappyShelf()) == ()
