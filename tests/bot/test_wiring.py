"""The whole coach over real parts: the shipped shelf, and a remote model at a real endpoint."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot import wiring
from bot.coach.answer import Answer
from bot.settings import Settings
from bot.store.errors import StoreBusy, StoreError
from bot.wiring import build_engine, has_database, keep_indexed, open_deals
from knowledge import embed
from knowledge.card import Language
from knowledge.deals import PastDeal
from knowledge.deals.book import DealBook
from knowledge.deals.memory import DealMemory
from knowledge.embed import Progress
from tests.bot.coach.test_coach import BUYER_EN, MARTA, SELLER_FR, an_ask
from tests.bot.llm.endpoint import serving


def settings(folder: Path, **given: str) -> Settings:
    known: dict[str, object] = {"ACCORD_MODEL": "none", "ACCORD_DATA": folder}
    return Settings(_env_file=None, **(known | given))  # type: ignore[arg-type]


async def repeat(request: web.Request) -> web.StreamResponse:
    """Answer as an obedient remote model: the sentences of the prompt, streamed."""
    body: dict[str, Any] = await request.json()
    ask = body["messages"][-1]["content"]
    text = ask[ask.index("{") : ask.rindex("}") + 1]
    reply = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await reply.prepare(request)
    for piece in (text[:40], text[40:]):
        await reply.write(_event({"content": piece}, None))
    await reply.write(_event({}, "stop"))
    await reply.write(b"data: [DONE]\n\n")
    return reply


def _event(delta: dict[str, str], finish: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return b"data: " + json.dumps(chunk | {"choices": [choice]}).encode() + b"\n\n"


async def answers_of(folder: Path, base_url: str) -> list[Answer]:
    remote = settings(
        folder, ACCORD_MODEL="some-model", OPENAI_BASE_URL=base_url, OPENAI_API_KEY="k"
    )
    engine = build_engine(remote)
    try:
        assert await engine.load()
        asks = (an_ask(SELLER_FR), an_ask(BUYER_EN, received=MARTA))
        return [await engine.coach.answer(ask) for ask in asks]
    finally:
        await engine.close()


async def test_a_remote_model_gets_no_private_figure_and_no_figure_at_all(tmp_path: Path) -> None:
    async with serving(repeat) as endpoint:
        answers = await answers_of(tmp_path, endpoint.base_url)

    assert [answer.composed for answer in answers] == [False, False]
    assert len(endpoint.bodies) == 2
    for body in endpoint.bodies:
        sent = body["messages"][-1]["content"]
        assert not any(char.isdigit() for char in sent)
        for name in ("Marta", "Cartonnages"):
            assert name not in sent


async def test_without_a_model_the_coach_answers_from_the_shipped_cards(tmp_path: Path) -> None:
    engine = build_engine(settings(tmp_path))
    try:
        assert await engine.load()
        answer = await engine.coach.answer(
            an_ask("Comment répondre quand on me dit que mon concurrent est moins cher ?")
        )
    finally:
        await engine.close()

    assert "D15" in answer.citations
    assert answer.composed


async def test_the_coach_answers_before_anything_is_loaded(tmp_path: Path) -> None:
    engine = build_engine(settings(tmp_path, ACCORD_MODEL="embedded"))
    try:
        answer = await engine.coach.answer(an_ask(SELLER_FR))
    finally:
        await engine.close()

    assert answer.composed
    assert answer.draft is not None


async def test_two_processes_can_use_the_shelf_at_once(tmp_path: Path) -> None:
    first, second = build_engine(settings(tmp_path)), build_engine(settings(tmp_path))
    try:
        assert await first.load()
        assert await second.load()
        answer = await second.coach.answer(an_ask("What is a BATNA?"))
    finally:
        await first.close()
        await second.close()

    assert "B05" in answer.citations


async def test_a_data_folder_that_cannot_be_written_takes_no_card_away(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    engine = build_engine(settings(tmp_path / "data"))
    try:
        assert await engine.load()
        answer = await engine.coach.answer(an_ask("What is a BATNA?"))
    finally:
        await engine.close()

    assert "B05" in answer.citations


async def test_what_cannot_load_is_told_by_name_and_without_content(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine = build_engine(settings(tmp_path, ACCORD_MODEL=f"path:{tmp_path / 'none.gguf'}"))
    try:
        assert not await engine.load()
    finally:
        await engine.close()

    assert "llm.no_file" in caplog.text
    assert str(tmp_path) not in caplog.text


A_DEAL = PastDeal(
    owner="7",
    id="a",
    day=date(2026, 3, 12),
    language=Language.EN,
    counterpart="Northwind",
    subject="Freight rates",
    outcome="Rates held for 12 months against two lanes.",
)


class Watched(DealMemory):
    """A memory that tells how many deals each round indexed, and may be refused at first."""

    def __init__(
        self, book: DealBook, refusals: int = 0, refusal: Exception | None = None
    ) -> None:
        super().__init__(book)
        self.rounds: asyncio.Queue[int] = asyncio.Queue()
        self._refusals = refusals
        self._refusal = refusal or StoreBusy()

    async def index_waiting(self, progress: Progress | None = None) -> int:
        if self._refusals:
            self._refusals -= 1
            raise self._refusal
        done = await super().index_waiting(progress)
        self.rounds.put_nowait(done)
        return done


@asynccontextmanager
async def indexing(memory: DealMemory) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(keep_indexed(memory))
        try:
            yield
        finally:
            task.cancel()


async def test_what_waits_is_indexed_at_the_start(tmp_path: Path) -> None:
    async with open_deals(settings(tmp_path).database_url) as deals:
        await deals.book.add(A_DEAL)
        memory = Watched(deals.book)

        async with indexing(memory):
            assert await memory.rounds.get() == 1

        assert (await deals.book.holdings("7", embed.VERSION))[0].vectors


async def test_what_comes_later_is_indexed_after_a_nudge(tmp_path: Path) -> None:
    async with open_deals(settings(tmp_path).database_url) as deals:
        memory = Watched(deals.book)
        async with indexing(memory):
            assert await memory.rounds.get() == 0
            for deal_id in ("a", "b"):
                await deals.book.add(replace(A_DEAL, id=deal_id))
                memory.nudge("7")
                assert await memory.rounds.get() == 1


async def test_a_database_that_refuses_is_asked_again_and_named_without_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(wiring, "_RETRY_S", 0)
    async with open_deals(settings(tmp_path).database_url) as deals:
        await deals.book.add(A_DEAL)

        memory = Watched(deals.book, refusals=2)
        async with indexing(memory):
            assert await memory.rounds.get() == 1

    told = [record.getMessage() for record in caplog.records if record.name == wiring.__name__]
    assert told == ["past deals are not indexed yet: StoreBusy"] * 2
    assert "Northwind" not in caplog.text


async def test_a_bug_does_not_end_the_indexing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(wiring, "_RETRY_S", 0)
    async with open_deals(settings(tmp_path).database_url) as deals:
        await deals.book.add(A_DEAL)

        memory = Watched(deals.book, refusals=1, refusal=ValueError("Northwind"))
        async with indexing(memory):
            assert await memory.rounds.get() == 1

    assert "past deals are not indexed yet: ValueError" in caplog.text
    assert "Northwind" not in caplog.text


async def test_deals_opened_again_are_the_same(tmp_path: Path) -> None:
    url = settings(tmp_path).database_url
    async with open_deals(url) as deals:
        stored = await deals.book.add(A_DEAL)

    async with open_deals(url) as deals:
        assert await deals.memory.named("7", "a") == stored
        assert await deals.memory.named("8", "a") is None


async def test_a_database_is_there_once_it_was_opened(tmp_path: Path) -> None:
    known = settings(tmp_path)
    assert not has_database(known)

    async with open_deals(known.database_url):
        pass

    assert has_database(known)


async def test_a_file_that_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "broken.sqlite").write_bytes(b"This is no database at all. " * 100)

    with pytest.raises(StoreError) as caught:
        async with open_deals(f"sqlite:///{tmp_path / 'broken.sqlite'}"):
            pass

    assert caught.value.text == "store.damaged"


async def test_the_coach_recalls_from_the_memory_that_it_was_built_with(tmp_path: Path) -> None:
    known = settings(tmp_path)
    async with open_deals(known.database_url) as deals:
        await deals.book.add(A_DEAL)
        await deals.memory.index_waiting()
        engine = build_engine(known, deals.memory)
        try:
            answer = await engine.coach.answer(
                replace(an_ask("What did we agree with Northwind?"), owner="7")
            )
        finally:
            await engine.close()

    assert answer.citations == ("deal:a",)
    assert "two lanes" in answer.reply
