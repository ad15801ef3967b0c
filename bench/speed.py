"""How soon a message shows something useful on screen, and how fast the model words."""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp

from bench import bare
from bench.negotiations import generate
from bot.sandbox.server import Sandbox
from bot.settings import load
from bot.telegram.app import Desk, serve
from bot.wiring import clock, open_house

_ASKS = 12
_USER = 1002
_ENOUGH_S = 180


async def measure(given: argparse.Namespace) -> None:
    """Print the median time from a message to the first useful content and to the answer."""
    first, whole = [], []
    async for to_first, to_whole in _on_screen(given.model):
        first.append(to_first)
        whole.append(to_whole)
    print(f"first useful content on screen: median {statistics.median(first):.2f} s, {_ASKS} asks")
    print(f"whole answer: median {statistics.median(whole):.1f} s")
    await bare.compare(given.model)


async def _on_screen(model: str) -> AsyncIterator[tuple[float, float]]:
    sandbox = Sandbox()
    address = await sandbox.start()
    try:
        async with _serving(model, address, sandbox.token):
            for negotiation in generate(_ASKS, seed=7):
                await _say(address, "/new")
                await _until(sandbox, 0, {"message"})
                begin = time.monotonic()
                await _say(address, negotiation.ask.texts[0])
                shown = await _until(sandbox, begin, {"draft", "message"})
                done = await _until(sandbox, begin, {"message"})
                yield shown - begin, done - begin
    finally:
        await sandbox.stop()


@asynccontextmanager
async def _serving(model: str, address: str, token: str) -> AsyncIterator[None]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = load().model_copy(
            update={"model": model, "database": f"sqlite:///{folder}/speed.db"}
        )
        async with open_house(settings) as house:
            desk = Desk(
                token=token,
                api=address,
                coach=house.engine.coach,
                journal=house.journal,
                deals=house.journal.deals,
                nudge=house.memory.nudge,
                clock=clock,
            )
            await house.engine.load()
            tasks = [asyncio.ensure_future(serve(desk)), asyncio.ensure_future(house.keep())]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
                    with suppress(asyncio.CancelledError):
                        await task


async def _until(sandbox: Sandbox, since: float, kinds: set[str]) -> float:
    """Return when the bot first showed something of these kinds after `since`."""
    log = sandbox.world.log
    start = time.monotonic()
    while time.monotonic() - start < _ENOUGH_S:
        for event in _of_the_bot(log.events, since or start, kinds):
            return float(event["time"])
        await asyncio.sleep(0.01)
    raise TimeoutError


def _of_the_bot(
    events: list[dict[str, Any]], since: float, kinds: set[str]
) -> Iterator[dict[str, Any]]:
    for event in events:
        if event["time"] < since:
            continue
        if event["type"] in kinds and (event["type"] != "draft" or event.get("text")):
            yield event


async def _say(address: str, text: str) -> None:
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{address}/control/send", json={"user": _USER, "text": text}) as reply,
    ):
        reply.raise_for_status()
