"""CPU per update of the whole path with an instant model, beside a plain aiogram echo."""

import argparse
import asyncio
import gc
import json
import multiprocessing
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

from bench import stub
from bot.coach.answer import Answer
from bot.coach.coach import Coach
from bot.coach.journal import Journal
from bot.coach.ports import Heard, Reply
from bot.store import open_journal
from bot.telegram.app import Desk, serve
from knowledge.library import KnowledgeLibrary
from prompts import Prompt

_UPDATES = 300
_WARM_UP = 40
_ROUNDS = 3
_SETTLE_S = 0.3
"""After the last answer its delivery is noted; that belongs to the update as well."""
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
    """Print the CPU of one update of the bot and of an echo, and what the bot's is made of."""
    del given
    core, store = await _core(), await _store()
    for a_poll in (1, 20):
        load = stub.Load(warm_up=_WARM_UP, measured=_UPDATES, a_poll=a_poll)
        echo = min([await _run(_echo, load) for _ in range(_ROUNDS)])
        ours = min([await _run(_accord, load) for _ in range(_ROUNDS)])
        print(f"messages that come {a_poll} a poll:")
        print(f"  plain aiogram echo: {echo * 1000:.2f} ms of CPU an update (1.0)")
        print(f"  Accord, instant model: {ours * 1000:.2f} ms ({ours / echo:.1f})")
        print(f"    of which the core: {core * 1000:.2f} ms ({core / echo:.1f})")
        print(f"    of which the store: {store * 1000:.2f} ms ({store / echo:.1f})")


async def _run(serve_at: Callable[[str], Awaitable[None]], load: stub.Load) -> float:
    """Return the CPU seconds an update, from the first poll that brings one to the last answer.

    The start is left out: imports, tables and connections are paid once, not by an update.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=stub.serve, args=(theirs, load), daemon=True)
    process.start()
    task = asyncio.ensure_future(serve_at(await asyncio.to_thread(ours.recv)))
    await asyncio.to_thread(ours.recv)
    await asyncio.sleep(_SETTLE_S)
    gc.collect()
    begin = time.process_time()
    ours.send("go")
    await asyncio.to_thread(ours.recv)
    await asyncio.sleep(_SETTLE_S)
    spent = time.process_time() - begin
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    process.terminate()
    process.join()
    return spent / load.measured


async def _echo(address: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    bot = Bot(TOKEN, session=session)
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    polling = asyncio.ensure_future(dispatcher.start_polling(bot, handle_signals=False))
    try:
        await asyncio.shield(polling)
    finally:
        await dispatcher.stop_polling()
        await polling


async def _accord(address: str) -> None:
    async with _journal() as journal:
        with tempfile.TemporaryDirectory() as folder:
            coach = Coach(InstantModel(), KnowledgeLibrary(Path(folder)))
            await serve(Desk(token=TOKEN, api=address, coach=coach, journal=journal, clock=_clock))


async def _core() -> float:
    """Return the CPU seconds of one answer, without Telegram and store."""
    with tempfile.TemporaryDirectory() as folder:
        coach = Coach(InstantModel(), KnowledgeLibrary(Path(folder)))
        asks = [stub.ask(number) for number in range(_UPDATES)]
        for ask in asks[:_WARM_UP]:
            await coach.answer(ask)
        begin = time.process_time()
        for ask in asks:
            await coach.answer(ask)
        return (time.process_time() - begin) / _UPDATES


async def _store() -> float:
    """Return the CPU seconds of the store's calls for one new user's message."""
    with tempfile.TemporaryDirectory() as folder:
        coach = Coach(InstantModel(), KnowledgeLibrary(Path(folder)))
        answers = [await coach.answer(stub.ask(number)) for number in range(2)]
    async with _journal() as journal:
        begin = 0.0
        for number in range(_WARM_UP + _UPDATES):
            if number == _WARM_UP:
                begin = time.process_time()
            await _keep(journal, number, answers[number % 2])
        return (time.process_time() - begin) / _UPDATES


async def _keep(journal: Journal, number: int, answer: Answer) -> None:
    """Take one message from its arrival to its delivery, as the bot does."""
    user = await journal.user(number, answer.language)
    await journal.last(number, user.conversation)
    row = await journal.record(number, number, 0, stub.ask(number), update_ids=(number,))
    if row is not None:
        await journal.answered(number, row.id, answer)
        await journal.sending(number, row.id)
        await journal.delivered(number, row.id, (1,))


@asynccontextmanager
async def _journal() -> AsyncIterator[Journal]:
    with tempfile.TemporaryDirectory() as folder:
        journal = await open_journal(f"sqlite:///{folder}/bench.db", _clock)
        try:
            yield journal
        finally:
            await journal.close()


def _clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the clock of the benchmark
