"""The shelf as the coach sees it: loaded once, in the background, then searched."""

import asyncio
import tomllib
from importlib.resources import files
from pathlib import Path

from knowledge import embed, vectors
from knowledge.card import Card, CardQuery, FoundCard, Language
from knowledge.embed import Progress, Vectors
from knowledge.search import CardSearch, items_of
from knowledge.shelf import Shelf, load_shelf
from knowledge.store import CardIndex, open_index


class KnowledgeLibrary:
    """The cards with their index in `directory`; keeps to `Library` of bot.coach.ports."""

    def __init__(self, directory: Path, shelf: Shelf | None = None) -> None:
        """Take the folder of the index, and a shelf other than the shipped one if given."""
        self._directory = directory
        self._given = shelf
        self._search: CardSearch | None = None
        self._index: CardIndex | None = None

    @property
    def ready(self) -> bool:
        """Whether `search` can answer: vectors and index are loaded."""
        return self._search is not None

    def load(self, progress: Progress | None = None) -> None:
        """Open the index, built first where cards changed. Blocks: call it once, in a thread.

        Raises BrokenCard, IndexLocked while another process holds the index, and IndexUnusable.
        """
        self._open(progress, anew=False)

    def load_in(self, directory: Path, progress: Progress | None = None) -> None:
        """Load an index of one's own in `directory`: for when another process holds the usual one.

        Raises as `load` does.
        """
        self._directory = directory
        self.load(progress)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Build the index anew beside the one in use, which answers until the new one is there.

        Cut at any moment it leaves the old index or the new one. Raises as `load` does.
        """
        self._open(progress, anew=True)

    def close(self) -> None:
        """Give the index free; searches find nothing from here on."""
        self._search = None
        if self._index is not None:
            self._index.close()
            self._index = None

    async def search(self, query: CardQuery) -> tuple[FoundCard, ...]:
        """Return the best cards, best first; empty where none answers, or before `ready`."""
        if self._search is None:
            return ()
        return await asyncio.to_thread(self._search, query)

    def card(self, card_id: str, language: Language) -> Card:
        """Return one card; needs no index. Raises UnknownCard, and BrokenCard."""
        return self._shelf.card(card_id, language)

    def _open(self, progress: Progress | None, *, anew: bool) -> None:
        shelf = self._shelf
        items = [item for card in shelf.cards for item in items_of(card)]

        def embedded() -> Vectors:
            return vectors.vectors_of([item.text for item in items], progress=progress)

        if anew and self._index is not None:
            index = self._index.rebuilt(items, embed.VERSION, embedded)
        else:
            index = open_index(self._directory, items, embed.VERSION, embedded, anew=anew)
        self._index = index
        elsewhere = {
            language: vectors.vectors_of(questions, progress=progress)
            for language, questions in load_elsewhere().items()
        }
        search = CardSearch(shelf, index, elsewhere)
        # The first search loads the engine and the language table: paid here, not by a user.
        search(CardQuery(text="baisser le prix de vente", language=Language.FR))
        self._search = search

    @property
    def _shelf(self) -> Shelf:
        return self._given or load_shelf()


def shipped_texts(shelf: Shelf) -> tuple[str, ...]:
    """Return every text that needs a vector: those of the cards, and the unrelated questions."""
    of_cards = (item.text for card in shelf.cards for item in items_of(card))
    apart = (text for questions in load_elsewhere().values() for text in questions)
    return (*of_cards, *apart)


def load_elsewhere() -> dict[Language, tuple[str, ...]]:
    """Return questions from other walks of life, which no card answers, by language."""
    table = tomllib.loads((files(__package__) / "elsewhere.toml").read_text("utf-8"))
    return {language: tuple(table[language.value]) for language in Language}
