"""CPU per update of the whole path with an instant model, beside a plain aiogram echo."""

import argparse
import json
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench import cpu, stub
from bench.echo import TOKEN
from bot.coach.answer import Answer
from bot.coach.coach import Coach
from bot.coach.ports import Heard, Reply
from bot.store import SqlJournal, open_journal
from bot.telegram import app
from bot.telegram.app import Desk
from knowledge.library import KnowledgeLibrary
from prompts import Prompt

_UPDATES = 300
_WARM_UP = 40
_ROUNDS = 2


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
        echo = min(cpu.an_update("bench.echo", load) for _ in range(_ROUNDS))
        ours = min(cpu.an_update("bench.overhead", load) for _ in range(_ROUNDS))
        print(f"messages that come {a_poll} a poll:")
        print(f"  plain aiogram echo: {echo * 1000:.2f} ms of CPU an update (1.0)")
        print(f"  Accord, instant model: {ours * 1000:.2f} ms ({ours / echo:.1f})")
        print(f"    of which the core: {core * 1000:.2f} ms ({core / echo:.1f})")
        print(f"    of which the store: {store * 1000:.2f} ms ({store / echo:.1f})")


async def serve(address: str) -> None:
    """Serve as Accord does, with a model that needs no time, until cancelled."""
    async with _journal() as journal:
        with tempfile.TemporaryDirectory() as folder:
            coach = Coach(InstantModel(), KnowledgeLibrary(Path(folder)))
            desk = Desk(
                token=TOKEN,
                api=address,
                coach=coach,
                journal=journal,
                deals=journal.deals,
                clock=_clock,
            )
            await app.serve(desk)


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


async def _keep(journal: SqlJournal, number: int, answer: Answer) -> None:
    """Take one message from its arrival to its delivery, as the bot does."""
    user = await journal.user(number, answer.language)
    await journal.last(number, user.conversation)
    row = await journal.record(number, number, 0, stub.ask(number), update_ids=(number,))
    if row is not None:
        await journal.answered(number, row.id, answer)
        await journal.sending(number, row.id)
        await journal.delivered(number, row.id, (1,))


@asynccontextmanager
async def _journal() -> AsyncIterator[SqlJournal]:
    with tempfile.TemporaryDirectory() as folder:
        journal = await open_journal(f"sqlite:///{folder}/bench.db", _clock)
        try:
            yield journal
        finally:
            await journal.close()


def _clock() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the clock of the benchmark
