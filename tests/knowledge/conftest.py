from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.library import KnowledgeLibrary
from tests.knowledge.cards import small_shelf


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeLibrary]:
    """Six cards, indexed once for all tests."""
    library = KnowledgeLibrary(tmp_path_factory.mktemp("small") / "index", small_shelf())
    library.load()
    with closing(library):
        yield library


@pytest.fixture(scope="session")
def shipped_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeLibrary]:
    """The whole shelf, indexed once for all tests."""
    library = KnowledgeLibrary(tmp_path_factory.mktemp("shipped") / "index")
    library.load()
    with closing(library):
        yield library


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that the commands use, in English."""
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path))
    monkeypatch.setenv("ACCORD_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path
