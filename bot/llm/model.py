"""What every model of this room offers beyond the port, and the model that is none."""

from collections.abc import Sequence
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
        """Make ready; blocks for seconds or minutes, so run it in a thread.

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
