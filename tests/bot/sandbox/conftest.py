"""A running sandbox, and real aiogram that talks to it over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.sandbox.server import Example, Sandbox

Json = dict[str, Any]
CAMILLE, ALEX = 1001, 1002


@dataclass(frozen=True)
class Rig:
    """A sandbox with a person's hands (`do`), eyes (`events`) and a bot."""

    sandbox: Sandbox
    address: str
    http: aiohttp.ClientSession
    bot: Bot

    async def do(self, op: str, status: int = 200, **body: Any) -> Json:
        """Carry out a control operation; the answer must have this status."""
        async with self.http.post(f"{self.address}/control/{op}", json=body) as response:
            answer: Json = await response.json()
        assert response.status == status, answer
        return answer

    async def see(self, what: str) -> Json:
        """Read `state` or `transcript`."""
        async with self.http.get(f"{self.address}/control/{what}") as response:
            answer: Json = await response.json()
        return answer

    async def events(self, *kinds: str) -> list[Json]:
        """Return the log, of some kinds only."""
        return [e for e in (await self.see("transcript"))["events"] if e["type"] in kinds]

    async def raw(self, method: str, **fields: Any) -> tuple[int, Json]:
        """Call the Bot API without aiogram."""
        url = f"{self.address}/bot{self.sandbox.token}/{method}"
        async with self.http.post(url, json=fields) as response:
            return response.status, await response.json()

    async def happens(self, met: Callable[[], Awaitable[Any]]) -> Any:
        """Wait up to 10 s until `met` returns something true."""
        for _ in range(1000):
            if found := await met():
                return found
            await asyncio.sleep(0.01)
        raise AssertionError(f"{met} has not come true")

    @asynccontextmanager
    async def polling(self, dispatcher: Dispatcher) -> AsyncIterator[None]:
        """Run a dispatcher as a bot program does."""
        async with asyncio.TaskGroup() as group:
            group.create_task(
                dispatcher.start_polling(
                    self.bot, handle_signals=False, close_bot_session=False, polling_timeout=5
                )
            )

            async def connected() -> bool:
                return bool((await self.see("state"))["connected"])

            await self.happens(connected)
            yield
            await dispatcher.stop_polling()


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Serve a fresh sandbox with one example, and connect a bot to it."""
    sandbox = Sandbox(examples=[Example(label="Price", text="They want 10 %", user=ALEX)])
    address = await sandbox.start()
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    bot = Bot(sandbox.token, session=session)
    async with aiohttp.ClientSession() as http:
        yield Rig(sandbox, address, http, bot)
        await bot.session.close()
    await sandbox.stop()
