"""`python -m knowledge reindex`: cards and deals anew, cut at any moment, beside a running bot."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from bot.store.opening import open_journal
from knowledge import embed, shelf
from knowledge.__main__ import main
from knowledge.card import CardQuery, Language
from knowledge.deals.book import Holding
from knowledge.embed import Progress, Vectors
from knowledge.library import KnowledgeLibrary
from tests.bot.store.deal_values import passages_of, some_deals
from tests.bot.store.values import clock
from tests.knowledge.cards import small_shelf, write_pair

COUNT = 80
ME = "7000000001"


class Embedding:
    """Stands in for the engine: counts the texts that it reads, and stops where it is told."""

    def __init__(self) -> None:
        self.read = 0
        self.stop_after: int | None = None

    def __call__(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        del progress
        if self.stop_after is not None and self.read >= self.stop_after:
            raise KeyboardInterrupt
        self.read += len(texts)
        return passages_of(texts)


@pytest.fixture
def engine(data: Path, monkeypatch: pytest.MonkeyPatch) -> Embedding:
    """One card and eighty indexed deals, with an engine that costs nothing."""
    stand_in = Embedding()
    monkeypatch.setattr(embed, "passages", stand_in)
    (data / "cards").mkdir()
    write_pair(data / "cards")
    small = shelf.read_shelf(data / "cards")
    monkeypatch.setattr("knowledge.__main__.load_shelf", lambda: small)
    monkeypatch.setattr("knowledge.library.load_shelf", lambda: small)
    asyncio.run(fill(data))
    assert main(["reindex"]) == 0
    stand_in.read = 0
    return stand_in


async def fill(data: Path) -> None:
    journal = await open_journal(f"sqlite:///{data / 'accord.db'}", clock)
    await journal.deals.bring_in(ME, some_deals(COUNT, ME, "mots"))
    await journal.close()


def holdings(data: Path) -> tuple[Holding, ...]:
    async def read() -> tuple[Holding, ...]:
        journal = await open_journal(f"sqlite:///{data / 'accord.db'}", clock)
        held = await journal.deals.holdings(ME, embed.VERSION)
        await journal.close()
        return held

    return asyncio.run(read())


def all_vectors(data: Path) -> list[bytes]:
    return [held.vectors for held in holdings(data)]


def test_all_deals_are_read_anew_and_told(
    data: Path, engine: Embedding, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()

    assert main(["reindex"]) == 0

    assert engine.read >= 2 * COUNT
    told = capsys.readouterr().err
    assert "1 cards are indexed." in told
    assert f"{COUNT} past deals are indexed." in told
    assert all(all_vectors(data))


def test_a_stopped_reindex_says_so_and_the_same_command_goes_on(
    data: Path, engine: Embedding, capsys: pytest.CaptureFixture[str]
) -> None:
    before = all_vectors(data)
    assert main(["reindex"]) == 0
    whole, engine.read = engine.read, 0
    engine.stop_after = whole - 2 * COUNT + 1  # the cards, and one batch of deals
    capsys.readouterr()

    assert main(["reindex"]) == 130

    assert "goes on from here" in capsys.readouterr().err
    assert all_vectors(data) == before
    engine.stop_after, engine.read = None, 0
    assert main(["reindex"]) == 0
    assert f"{COUNT - 32} past deals are indexed." in capsys.readouterr().err
    assert engine.read < whole
    assert main(["reindex"]) == 0
    assert f"{COUNT} past deals are indexed." in capsys.readouterr().err


def test_vectors_of_another_engine_are_made_anew_and_not_read_meanwhile(
    data: Path, engine: Embedding, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = [entry for entry in (data / "index").iterdir() if entry.is_dir()]
    monkeypatch.setattr(embed, "VERSION", "another-engine")
    assert not any(all_vectors(data))

    assert main(["reindex"]) == 0

    assert all(all_vectors(data))
    assert [entry for entry in (data / "index").iterdir() if entry.is_dir()] != folder


def test_beside_a_running_bot_the_cards_are_refused_and_the_deals_indexed(
    data: Path, engine: Embedding, capsys: pytest.CaptureFixture[str]
) -> None:
    running = KnowledgeLibrary(data / "index")
    running.load()
    capsys.readouterr()

    with closing(running):
        code = main(["reindex"])

    told = capsys.readouterr().err
    assert code == 1
    assert "Another process works on the index" in told
    assert f"{COUNT} past deals are indexed." in told


def test_without_a_database_only_the_cards_are_indexed_and_none_is_made(
    data: Path, engine: Embedding, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "accord.db").unlink()
    capsys.readouterr()

    assert main(["reindex"]) == 0

    assert "past deals" not in capsys.readouterr().err
    assert not (data / "accord.db").exists()


def test_a_database_that_cannot_be_used_is_told_and_the_cards_are_indexed(
    data: Path, engine: Embedding, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "accord.db").write_bytes(b"no database " * 1000)
    capsys.readouterr()

    assert main(["reindex"]) == 1

    assert "1 cards are indexed." in capsys.readouterr().err


def test_searches_find_the_card_at_every_moment_of_a_rebuilding(tmp_path: Path) -> None:
    """One thread searches without a pause while another swaps the index twice."""
    library = KnowledgeLibrary(tmp_path / "index", small_shelf())
    library.load()
    query = CardQuery(text="MESORE", language=Language.FR)
    found, stop = [], threading.Event()

    def search() -> None:
        while not stop.is_set():
            found.append(asyncio.run(library.search(query)))

    with closing(library), ThreadPoolExecutor(1) as threads:
        expected = asyncio.run(library.search(query))
        searching = threads.submit(search)
        for _ in range(2):
            library.rebuild()
        stop.set()
        searching.result()

    assert expected
    assert len(found) > 2
    assert all(one == expected for one in found)


def test_ctrl_c_on_the_program_itself_leaves_an_index_that_the_next_call_can_use(
    data: Path, engine: Embedding
) -> None:
    before = all_vectors(data)
    child = (
        "import sys\n"
        "from tests.bot.store.deal_values import passages_of\n"
        "from knowledge import embed, shelf, __main__ as program, library\n"
        "from pathlib import Path\n"
        "import time\n"
        "def slow(texts, progress=None):\n"
        "    print('at work', flush=True)\n"
        "    time.sleep(0.3)\n"
        "    return passages_of(texts)\n"
        "embed.passages = slow\n"
        "small = shelf.read_shelf(Path('cards'))\n"
        "program.load_shelf = library.load_shelf = lambda: small\n"
        "sys.exit(program.main(['reindex']))\n"
    )
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": root}  # noqa: TID251 - for a child process
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", child],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout is not None
        for _ in range(3):  # cards, then the first deals
            assert process.stdout.readline() == b"at work\n"
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)

    assert process.returncode == 130, told.decode()
    assert b"Traceback" not in told
    assert all_vectors(data) == before
    assert main(["reindex"]) == 0
    assert np.array(before, object).tolist() == all_vectors(data)
