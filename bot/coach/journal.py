"""The port to what is stored: users, and asks from the message to the delivered answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.coach.answer import Answer, Ask
from bot.coach.practice import Practice
from knowledge.card import Language, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A user of the bot: `owner` is the Telegram user id and part of every query."""

    owner: int
    language: Language
    role: Role | None = None
    conversation: int = 0
    """Number of the current conversation; /new adds one."""
    pending: str = ""
    """What the next message answers, such as an edit of a deal: see bot.telegram.pending."""


class State(StrEnum):
    """Where an ask stands. Each change is one commit, so a crash leaves it in one of these."""

    WAITING = "waiting"
    """Stored, not worked on (or its work was cut short: it starts again)."""
    ANSWERED = "answered"
    """The answer is stored, nothing of it was sent."""
    SENDING = "sending"
    """The final send began; after a crash nobody knows whether it arrived."""
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRow:
    """A stored ask. `answer` is there from ANSWERED on; `message_ids` from DELIVERED on."""

    id: int
    owner: int
    chat: int
    conversation: int
    ask: Ask
    state: State
    created: datetime
    answer: Answer | None = None
    message_ids: tuple[int, ...] = ()
    doubtful: bool = False
    """The final send was cut once: if it is sent again, the message says so."""


class Journal(Protocol):
    """Durable memory of who asked what. Every method that reads content takes the owner."""

    async def user(self, owner: int, language: Language) -> User:
        """Return the user, created with `language` when new."""
        ...

    async def save_user(self, user: User) -> None:
        """Store the user's language, role, conversation, and what they were asked."""
        ...

    async def seen(self, update_id: int) -> bool:
        """Record an update id; return True when it was recorded before (a repeat)."""
        ...

    async def record(
        self, owner: int, chat: int, conversation: int, ask: Ask, *, update_ids: tuple[int, ...]
    ) -> AskRow | None:
        """Store an ask as WAITING, with its update ids, in one commit.

        A conversation newer than the user's becomes theirs, in the same commit.
        Returns None when every update id was seen before: a repeat, not a new ask.
        """
        ...

    async def append(self, owner: int, ask_id: int, ask: Ask, *, update_id: int) -> bool:
        """Replace a WAITING ask by `ask` (a message merged into it); False if seen or started."""
        ...

    async def corrected(self, owner: int, ask_id: int, ask: Ask) -> None:
        """Replace an ask, in whatever state, by what its user has corrected."""
        ...

    async def ask(self, owner: int, ask_id: int) -> AskRow | None:
        """Return one ask of this owner, or None."""
        ...

    async def last(self, owner: int, conversation: int) -> AskRow | None:
        """Return the newest ask of a conversation that was not cancelled, or None."""
        ...

    async def unfinished(self) -> tuple[AskRow, ...]:
        """Return asks of all chats that are WAITING, ANSWERED or SENDING, oldest first."""
        ...

    async def answered(self, owner: int, ask_id: int, answer: Answer) -> None:
        """Store the answer: WAITING becomes ANSWERED. What it remembers is kept as a past deal."""
        ...

    async def sending(self, owner: int, ask_id: int) -> None:
        """Note that the final send begins: ANSWERED becomes SENDING."""
        ...

    async def unsent(self, owner: int, ask_id: int, *, doubtful: bool) -> None:
        """Put a SENDING ask back to ANSWERED; `doubtful` when the send may have arrived."""
        ...

    async def delivered(self, owner: int, ask_id: int, message_ids: tuple[int, ...]) -> None:
        """Note that the answer arrived as these messages."""
        ...

    async def cancelled(self, owner: int, ask_id: int) -> None:
        """Give up an ask that the user stopped."""
        ...

    async def share(self, owner: int, ask_id: int, practice: Practice) -> None:
        """Keep what the user shows a coach, in place of what they showed of this ask before."""
        ...

    async def erase(self, owner: int) -> int:
        """Delete everything about this owner from the disk; return how many asks that was."""
        ...
