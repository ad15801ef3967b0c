"""The real bot on the real sandbox over HTTP, a database on disk, a coach on a string."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

from bot.coach.answer import Answer, Ask
from bot.coach.draft import ShowAnswer
from bot.coach.journal import AskRow, Journal
from bot.coach.ports import Library
from bot.sandbox.server import Sandbox
from bot.store import SqlJournal, open_journal
from bot.telegram.app import Answers, Desk, Pace, serve
from tests.fakes import Shelf

FRENCH, ENGLISH = 1001, 1002
QUICK = Pace(
    merge_s=0.05,
    first_s=0.02,
    frame_s=0.1,
    alive_s=5.0,
    typing_s=0.1,
    retry_s=0.05,
    retry_most_s=0.2,
    drain_s=5.0,
    poll_s=5,
)
Event = dict[str, Any]


def clock() -> datetime:
    return datetime(2026, 11, 24, 9, tzinfo=UTC)


class StringCoach:
    """Answers when the test lets it: shows `partial`, waits for `go`, returns `make(ask)`."""

    def __init__(self, make: Callable[[Ask], Answer], *partial: Answer) -> None:
        self.library: Library = Shelf()
        self.make = make
        self.partial = partial
        self.asks: list[Ask] = []
        self.cancelled = 0
        self.go = asyncio.Event()
        self.go.set()

    async def answer(self, ask: Ask, show: ShowAnswer) -> Answer:
        self.asks.append(ask)
        try:
            for answer in self.partial:
                await show(answer)
            await self.go.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return self.make(ask)


class Nudges:
    """The owners whose deals the bot told to have changed, in order."""

    def __init__(self) -> None:
        self.owners: list[str] = []

    def __call__(self, owner: str) -> None:
        self.owners.append(owner)


@dataclass
class Scene:
    """A sandbox, a database, and what a person does and sees on their phone."""

    sandbox: Sandbox
    base: str
    database: Path
    http: aiohttp.ClientSession
    journal: SqlJournal
    pace: Pace = QUICK
    stream: str = "draft"

    async def control(self, op: str, **body: Any) -> Any:
        async with self.http.post(f"{self.base}/control/{op}", json=body) as response:
            answer = await response.json()
        assert answer["ok"], (op, answer)
        return answer

    async def look(self, what: str) -> Any:
        async with self.http.get(f"{self.base}/control/{what}") as response:
            return await response.json()

    async def send(self, text: str, user: int = FRENCH, **more: Any) -> int:
        """Send a message as the user; return its update id."""
        sent = await self.control("send", user=user, text=text, **more)
        return int(sent["update_ids"][0])

    async def tap(self, message: Event, label: str, user: int = FRENCH) -> None:
        """Tap the button of `message` whose label holds `label`."""
        data = button(message, label)["callback_data"]
        await self.control("tap", user=user, message_id=message["message_id"], data=data)

    async def tap_foreign(self, data: str, user: int = FRENCH) -> None:
        """Tap a button that today's bot did not make."""
        keyboard = {"inline_keyboard": [[{"text": "old", "callback_data": data}]]}
        message = {"chat_id": user, "text": "An old message", "reply_markup": keyboard}
        url = f"{self.base}/bot{self.sandbox.token}/sendMessage"
        async with self.http.post(url, json=message) as response:
            sent = (await response.json())["result"]
        await self.control("tap", user=user, message_id=sent["message_id"], data=data)

    async def fault(self, method: str, kind: str, times: int = 1, **more: Any) -> None:
        await self.control("fault", method=method, kind=kind, times=times, **more)

    async def log(self) -> list[Event]:
        events: list[Event] = (await self.look("transcript"))["events"]
        return events

    async def events(self, kind: str, user: int | None = FRENCH) -> list[Event]:
        return [
            e
            for e in await self.log()
            if e["type"] == kind and (user is None or e.get("chat_id") == user)
        ]

    async def messages(self, user: int = FRENCH) -> list[Event]:
        """Return what the bot sent to the user, oldest first."""
        return [e["message"] for e in await self.events("message", user)]

    async def texts(self, user: int = FRENCH) -> list[str]:
        return [m["text"] for m in await self.messages(user)]

    async def until_messages(self, count: int, user: int = FRENCH) -> list[Event]:
        await until(lambda: self._has("message", count, user))
        return await self.messages(user)

    async def until_events(self, kind: str, count: int, user: int | None = FRENCH) -> list[Event]:
        await until(lambda: self._has(kind, count, user))
        return await self.events(kind, user)

    async def until_quiet(self) -> None:
        """Wait until nothing is unfinished and the bot has had time for a message too many."""
        await until(self._finished)
        await asyncio.sleep(4 * self.pace.frame_s)

    async def rows(self) -> list[AskRow]:
        found = [await self.journal.ask(FRENCH, number) for number in range(1, 30)]
        return [row for row in found if row is not None]

    async def on_disk(self) -> str:
        """Return every byte of the database and its log, as text."""
        files = sorted(self.database.parent.glob("accord.db*"))
        return "".join(file.read_bytes().decode("utf-8", "replace") for file in files)

    async def _has(self, kind: str, count: int, user: int | None) -> bool:
        return len(await self.events(kind, user)) >= count

    async def _finished(self) -> bool:
        return not await self.journal.unfinished()

    @asynccontextmanager
    async def bot(
        self, coach: Answers, journal: Journal | None = None, **desk: Any
    ) -> AsyncIterator["Served"]:
        """Serve until the block ends; then stop as a cancelled bot does."""
        served = Served()
        given = Desk(
            token=self.sandbox.token,
            api=self.base,
            coach=coach,
            journal=journal or self.journal,
            deals=self.journal.deals,
            clock=clock,
            pace=self.pace,
            on_ready=served.ready.set,
            **{"stream": self.stream, **desk},
        )
        async with asyncio.TaskGroup() as group:
            task = group.create_task(served.run(given))
            await served.ready.wait()
            yield served
            task.cancel()


@dataclass
class Served:
    """A bot that runs; `died` holds what killed it from inside."""

    ready: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    died: BaseException | None = None

    async def run(self, desk: Desk) -> None:
        try:
            await serve(desk)
        except Killed as death:
            self.died = death
        finally:
            self.ended.set()


class Killed(BaseException):
    """Ends what runs as kill -9 would: no handler below catches it."""


@asynccontextmanager
async def open_scene(folder: Path) -> AsyncIterator[Scene]:
    sandbox = Sandbox()
    base = await sandbox.start()
    database = folder / "accord.db"
    database.write_bytes(await _empty_database(folder / "empty.db"))
    journal = await open_journal(f"sqlite:///{database}", clock)
    async with aiohttp.ClientSession() as http:
        yield Scene(sandbox, base.rstrip("/"), database, http, journal)
    await journal.close()
    await sandbox.stop()


_EMPTY: list[bytes] = []


async def _empty_database(file: Path) -> bytes:
    """Return a database with its tables; the migrations run once for all tests."""
    if not _EMPTY:
        journal = await open_journal(f"sqlite:///{file}", clock)
        await journal.close()
        _EMPTY.append(file.read_bytes())  # noqa: ASYNC240 - a small local file
    return _EMPTY[0]


async def until(holds: Callable[[], Any], seconds: float = 20.0) -> None:
    """Return when `await holds()` is true; fail when it never is."""
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110 - what is awaited lies behind HTTP
            await asyncio.sleep(0.01)


def button(message: Event, label: str) -> Event:
    rows: list[list[Event]] = message["reply_markup"]["inline_keyboard"]
    [found] = [b for row in rows for b in row if label in b["text"]]
    return found


def labels(message: Event) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [b["text"] for row in rows for b in row]
