"""What the bot is given: a coach, a journal, an address, and how fast it may go."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

from bot.coach.answer import Answer, Ask
from bot.coach.draft import ShowAnswer
from bot.coach.journal import Journal
from bot.coach.ports import Library
from knowledge.deals.book import DealBook


class Answers(Protocol):
    """What the bot needs of the coach."""

    @property
    def library(self) -> Library:
        """The shelf from which the cards behind an answer are shown."""
        ...

    async def answer(self, ask: Ask, show: ShowAnswer) -> Answer:
        """Return the answer to an ask; raises Unusable when it cannot be worked on."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Every waiting time of the bot, in seconds."""

    merge_s: float = 0.7
    """Messages closer than this are one: clients cut a pasted text into several."""
    short_s: float = 0.2
    """The same after a message that was neither cut nor forwarded: most answers wait no longer."""
    first_s: float = 0.1
    """An answer that is ready sooner needs no draft on the screen."""
    frame_s: float = 1.0
    """Least time between two frames of a draft: faster ones are refused, for minutes."""
    alive_s: float = 20.0
    """A draft fades 30 s after its last frame, so it is shown again before that."""
    typing_s: float = 4.0
    """A typing sign lasts 5 s."""
    retry_s: float = 1.0
    retry_most_s: float = 30.0
    """First and longest wait between two attempts; it doubles in between."""
    drain_s: float = 20.0
    """What is not finished this long after a stop is resumed at the next start."""
    poll_s: int = 10
    """How long Telegram may hold a request for updates open (whole seconds)."""


def _nothing(*_: str) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything `serve` needs."""

    token: str
    api: str
    coach: Answers
    journal: Journal
    deals: DealBook
    clock: Callable[[], datetime]
    stream: Literal["draft", "off"] = "draft"
    review: bool = False
    """Whether an answer can be shown to a coach: a button, a preview, and only then it is sent."""
    on_ready: Callable[[], None] = _nothing
    """Called once, when the bot begins to take updates."""
    nudge: Callable[[str], None] = _nothing
    """Called with the owner after each change of their deals, each stored answer and each erasure:
    what is prepared of their deals is out of date, and the index can catch up."""
    pace: Pace = field(default_factory=Pace)

    def today(self) -> date:
        """Return the date where this process runs."""
        return self.clock().astimezone().date()
