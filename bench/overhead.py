"""CPU per update of the whole path with an instant model, beside a plain aiogram echo."""

import argparse
import asyncio
import gc
import json
import multiprocessing
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

from bench import stub
from bot.coach.coach import Coach
from bot.coach.ports import Heard, Reply
from bot.store import open_journal
from bot.telegram.app import Desk, serve
from knowledge.library import KnowledgeLibrary
from prompts import Prompt

_UPDATES = 300
_ROUNDS = 3
TOKEN = "1:bench"  # noqa: S105 - the stub's own


class InstantModel:
    """A model that gives back the sentences it was asked to word, at once."""

    name = "instant"
    ready = True

    async def reply(self, prompt: Prompt, heard: Heard | None = None) -> Reply:
        """Return each field as it stands in the prompt."""
        ask = prompt.turns[-1].text
        fields = json.loads(ask[ask.index("{") : ask.rindex("}") + 1])
        if heard is not None:
            await heard(json.dumps(fields))
        return Reply(fields=fields, tokens_in=1, tokens_out=1)


async def measure(given: argparse.Namespace) -> None:
    """Print the CPU of one update of the bot, of the core alone, and of an echo, as ratios."""
    del given
    echo = [await _run(_echo) for _ in range(_ROUNDS)]
    ours = [await _run(_accord) for _ in range(_ROUNDS)]
    core = await _core()
    best_echo, best_ours = min(echo), min(ours)
    print(f"plain aiogram echo: {best_echo * 1000:.2f} ms of CPU an update (1.0)")
    print(f"Accord, instant model: {best_ours * 1000:.2f} ms ({best_ours / best_echo:.1f})")
    print(f"  of which the core: {core * 1000:.2f} ms ({core / best_echo:.1f})")


async def _run(serve_at: Callable[[str], Awaitable[None]]) -> float:
    """Return the CPU seconds an update of a bot that serves until the stub is satisfied."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=stub.serve, args=(theirs, _UPDATES), daemon=True)
    process.start()
    address = await asyncio.to_thread(ours.recv)
    gc.collect()
    begin = time.process_time()
    task = asyncio.ensure_future(serve_at(address))
    await asyncio.to_thread(ours.recv)
    spent = time.process_time() - begin
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    process.terminate()
    return spent / _UPDATES


async def _echo(address: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    bot = Bot(TOKEN, session=session)
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    try:
        await dispatcher.start_polling(bot, handle_signals=False)
    finally:
        await session.close()


async def _accord(address: str) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        journal = await open_journal(f"sqlite+aiosqlite:///{folder}/bench.db", _clock)
        coach = Coach(InstantModel(), KnowledgeLibrary(Path(folder) / "index"))
        desk = Desk(token=TOKEN, api=address, coach=coach, journal=journal, clock=_clock)
        try:
            await serve(desk)
        finally:
            await journal.close()


async def _core() -> float:
    with tempfile.TemporaryDirectory() as folder:
        coach = Coach(InstantModel(), KnowledgeLibrary(Path(folder) / "index"))
        asks = [stub.ask(number) for number in range(_UPDATES)]
        await coach.answer(asks[0])
        begin = time.process_time()
        for ask in asks:
            await coach.answer(ask)
        return (time.process_time() - begin) / _UPDATES


def _clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the clock of the benchmark
