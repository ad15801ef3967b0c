"""What every model of this room offers beyond the port, and the model that is none."""

import asyncio
import contextlib
from collections.abc import Sequence
from threading import Thread
from typing import Protocol

from bot.coach.errors import ModelUnavailable
from bot.coach.ports import Heard, Model, Reply
from prompts import Prompt


class LanguageModel(Model, Protocol):
    """A model with a life: it is loaded once, may be warmed, and is closed at the end."""

    @property
    def remote(self) -> bool:
        """Whether text leaves this machine when `reply` is called."""
        ...

    def load(self) -> None:
        """Make ready; blocks for seconds or minutes, so `await loaded(model)` instead.

        Raises ModelUnavailable when it cannot work; `reply` then raises the same sentence.
        """
        ...

    async def warm(self, prompts: Sequence[Prompt]) -> None:
        """Read `prompts` ahead, so that asks which begin alike start at once.

        Never raises ModelUnavailable; does nothing where reading ahead costs money.
        """
        ...

    async def close(self) -> None:
        """Free connections, and the process and memory of an embedded model."""
        ...


class NoModel:
    """The choice `none`: every answer is composed without a model."""

    name = "none"
    ready = True
    remote = False

    def load(self) -> None:
        """Do nothing."""

    async def warm(self, prompts: Sequence[Prompt]) -> None:
        """Do nothing."""

    async def reply(self, prompt: Prompt, heard: Heard | None = None) -> Reply:
        """Raise ModelUnavailable("llm.none")."""
        raise ModelUnavailable("llm.none")

    async def close(self) -> None:
        """Do nothing."""


async def loaded(model: LanguageModel) -> None:
    """Await `model.load()` in a thread. Raises what it raises.

    Unlike `asyncio.to_thread`, a download that hangs does not keep the process from ending.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def work() -> None:
        error: Exception | None = RuntimeError("loading broke off")
        try:
            model.load()
            error = None
        except ModelUnavailable as unavailable:
            error = unavailable
        finally:
            with contextlib.suppress(RuntimeError):  # the loop has ended: nobody waits
                loop.call_soon_threadsafe(_settle, done, error)

    Thread(target=work, name="load-model", daemon=True).start()
    await done


def _settle(done: "asyncio.Future[None]", error: Exception | None) -> None:
    if done.cancelled():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
