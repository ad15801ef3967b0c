"""The state of the sandbox, in memory: people, messages, drafts, updates, the bot's profile."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.files import Files
from bot.sandbox.log import Bell, Clock, EventLog
from bot.sandbox.wire import Json, Refusal

BOT_ID = 424242
DRAFT_LIFE_S = 30.0
QUERY_LIFE_S = 150.0
"""How long a tap can be answered, and is kept for a bot that is away."""
MESSAGE_LIFE_S = 86_400.0
_SILENT_KINDS = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that an empty `allowed_updates` leaves out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A first message that the chat page offers; `user` None offers it to everyone."""

    label: str
    text: str
    user: int | None = None


@dataclass(slots=True, kw_only=True)
class Draft:
    """An answer that is being written in one chat. `until` is in seconds of the clock."""

    draft_id: int
    text: str
    entities: list[Json]
    can_stop: bool
    keep_on_stop: bool
    until: float

    def shown(self) -> Json:
        """Return what the chat page draws."""
        return {
            "draft_id": self.draft_id,
            "text": self.text,
            "entities": self.entities,
            "can_stop": self.can_stop,
            "keep_on_stop": self.keep_on_stop,
        }


@dataclass(slots=True)
class Query:
    """A tap that waits for its answer; `born` in seconds of the clock."""

    chat: int
    born: float
    answered: bool = False


@dataclass(slots=True)
class Profile:
    """What the bot says of itself, by language code; "" is for everyone."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    """By scope type and language code."""
    menu_button: Json = field(default_factory=lambda: {"type": "default"})


def default_users() -> dict[int, Json]:
    """Return the two people of the sandbox; a chat has the id of its person."""
    return {
        1001: {"id": 1001, "is_bot": False, "first_name": "Camille", "language_code": "fr"},
        1002: {"id": 1002, "is_bot": False, "first_name": "Alex", "language_code": "en"},
    }


class World:
    """Everything that the methods and the control operations read and change."""

    def __init__(self, clock: Callable[[], float], examples: Sequence[Example] = ()) -> None:
        self.clock = Clock(clock)
        self.log = EventLog(self.clock)
        self.updates_bell = Bell()
        self.examples = tuple(examples)
        self.users = default_users()
        self.profile = Profile()
        self.closed = asyncio.Event()
        # A bot that keeps a database recognises a repeated update by its id: ids go on from
        # one start of the sandbox to the next, and through a reset.
        self._last_update = int(time.time())
        self._last_message = 0
        self.files = Files()
        self.allowed: frozenset[str] | None = None
        self._begin()

    def _begin(self) -> None:
        self.messages: dict[tuple[int, int], Json] = {}
        self.drafts: dict[int, Draft] = {}
        self.stopped: set[tuple[int, int]] = set()
        self.queries: dict[str, Query] = {}
        self.files.clear()
        self.blocked: set[int] = set()
        self.history: dict[int, Json] = {}
        self.pending: list[tuple[float, Json]] = []
        self.again: list[Json] = []

    def reset(self) -> None:
        """Forget chats, updates and the log; the bot's profile stays, as its poller does."""
        self._begin()
        self.log.begin_anew()

    def close(self) -> None:
        """Wake everything that waits, for the last time."""
        self.closed.set()
        self.log.bell.ring()
        self.updates_bell.ring()

    @property
    def bot(self) -> Json:
        """Return the bot as a User."""
        return {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": self.profile.names.get("", "Accord"),
            "username": "accord_sandbox_bot",
        }

    def user(self, user: object) -> Json:
        """Return a person. Raises Refusal for an unknown id."""
        found = self.users.get(user) if isinstance(user, int) else None
        if found is None:
            raise Refusal(404, "user not found")
        return found

    def chat(self, user: int) -> Json:
        """Return the private chat of a person."""
        return {"id": user, "type": "private", "first_name": self.users[user]["first_name"]}

    def new_message(self, chat: int, sender: Json, **content: Any) -> Json:
        """Store a message; fields that are None or empty are left out."""
        self._last_message += 1
        message = {
            "message_id": self._last_message,
            "date": self.clock.unix(),
            "chat": self.chat(chat),
            "from": sender,
            **{name: value for name, value in content.items() if value},
        }
        self.messages[chat, self._last_message] = message
        return message

    def replied(self, chat: int, message_id: int) -> Json | None:
        """Return a message as another one quotes it, without what it quotes itself."""
        found = self.messages.get((chat, message_id))
        if found is None:
            return None
        return {name: value for name, value in found.items() if name != "reply_to_message"}

    def live_draft(self, chat: int) -> Draft | None:
        """Return the draft on screen; one that has faded is taken away first."""
        draft = self.drafts.get(chat)
        if draft is not None and self.clock.now() >= draft.until:
            del self.drafts[chat]
            self.log.add(
                "draft", chat_id=chat, draft_id=draft.draft_id, stopped=True, why="expired"
            )
            return None
        return draft

    def push(self, chat: int, kind: str, content: Json) -> int | None:
        """Make an update for the bot; returns its id, or None where the bot asked for no such.

        As with Telegram, what counts is what the bot had asked for when the update arose.
        """
        if not self._wanted(kind):
            self.log.add("update", chat_id=chat, kind=kind, dropped=True)
            return None
        self._last_update += 1
        update = {"update_id": self._last_update, kind: content}
        self.history[self._last_update] = update
        life = QUERY_LIFE_S if kind == "callback_query" else MESSAGE_LIFE_S
        self.pending.append((self.clock.now() + life, update))
        self.log.add("update", chat_id=chat, kind=kind, update=update)
        self.updates_bell.ring()
        return self._last_update

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in _SILENT_KINDS
