"""`python -m bot demo`: the bot on the sandbox, a chat page on this machine, no token needed."""

import asyncio
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from bot.sandbox.server import Example, Sandbox
from bot.settings import Settings
from bot.texts import say
from knowledge.card import Language

if TYPE_CHECKING:
    from bot.telegram.app import Desk
    from bot.wiring import House

_PARTS = ("bot", "library", "eye", "model")


class _Bar:
    """One progress bar for all that must be ready; the weights have their own share of it."""

    def __init__(self, progress: Progress, language: Language) -> None:
        self._progress = progress
        self._language = language
        self._tasks: dict[str, TaskID] = {part: self._line(part, 1) for part in _PARTS}

    def done(self, part: str) -> None:
        self._progress.update(self._tasks[part], completed=1)

    def weights(self, done: int, total: int) -> None:
        if "weights" not in self._tasks:
            self._tasks["weights"] = self._line("weights", total)
        self._progress.update(self._tasks["weights"], completed=done)

    def _line(self, part: str, total: int) -> TaskID:
        return self._progress.add_task(say(f"cli.demo_{part}", self._language), total=total)


async def demo(settings: Settings, port: int) -> int:
    """Open the chat and serve it until Ctrl-C. Returns 0, or 2 where the port is taken.

    The conversations of a demo live in a folder of its own and go with it.
    """
    sandbox = Sandbox(examples=_examples())
    try:
        address = await sandbox.start(port=port)
    except OSError:
        sys.stderr.write(say("cli.demo_port", settings.language, port=port) + "\n")
        return 2
    try:
        with tempfile.TemporaryDirectory(prefix="accord-demo-") as folder:
            database = f"sqlite:///{Path(folder) / 'demo.db'}"
            own = settings.model_copy(update={"database": database})
            await _serve(own, address, sandbox.token)
    finally:
        await sandbox.stop()
    return 0


async def _serve(settings: Settings, address: str, token: str) -> None:
    from bot.telegram.app import serve  # noqa: PLC0415 - aiogram takes seconds to import
    from bot.wiring import open_house  # noqa: PLC0415

    ready = asyncio.Event()
    with ExitStack() as shown:
        bar = _Bar(shown.enter_context(_progress()), settings.language)
        async with open_house(settings, bar.weights) as house:
            desk = _desk(house, settings, address, token)
            serving = asyncio.ensure_future(serve(replace(desk, on_ready=ready.set)))
            complete = await house.engine.load(bar.done)
            await _either(serving, ready)
            bar.done("bot")
            shown.close()
            _announce(settings.language, address, complete=complete)
            keeping = asyncio.ensure_future(house.keep())
            try:
                await serving
            finally:
                keeping.cancel()


def _desk(house: "House", settings: Settings, address: str, token: str) -> "Desk":
    from bot.telegram.app import Desk  # noqa: PLC0415
    from bot.wiring import clock  # noqa: PLC0415

    return Desk(
        token=token,
        api=address,
        coach=house.engine.coach,
        journal=house.journal,
        deals=house.journal.deals,
        nudge=house.memory.nudge,
        stream=settings.stream,
        review=settings.review,
        clock=clock,
    )


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True))


async def _either(serving: "asyncio.Future[None]", ready: asyncio.Event) -> None:
    """Wait until the bot is ready, or has ended before it was: nobody waits for such a one."""
    is_ready = asyncio.ensure_future(_reached(ready))
    await asyncio.wait({serving, is_ready}, return_when=asyncio.FIRST_COMPLETED)
    is_ready.cancel()


async def _reached(ready: asyncio.Event) -> None:
    await ready.wait()


def _announce(language: Language, address: str, *, complete: bool) -> None:
    lines = [say("cli.demo_open", language, address=address), "", say("cli.demo_try", language)]
    lines += [f"  · {example.text}" for example in _examples() if example.user == _user(language)]
    if not complete:
        lines += ["", say("cli.demo_plain", language)]
    sys.stdout.write("\n".join([*lines, "", say("cli.demo_stop", language), ""]))
    sys.stdout.flush()


def _user(language: Language) -> int:
    return 1001 if language is Language.FR else 1002


def _examples() -> tuple[Example, ...]:
    return tuple(
        Example(
            user=_user(language),
            label=say(f"cli.label_{name}", language),
            text=say(f"cli.example_{name}", language),
        )
        for language in Language
        for name in ("seller", "buyer", "short")
    )
