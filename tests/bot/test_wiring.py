"""The whole coach over real parts: the shipped shelf, and a remote model at a real endpoint."""

import json
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.coach.answer import Answer
from bot.settings import Settings
from bot.wiring import build_engine
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
