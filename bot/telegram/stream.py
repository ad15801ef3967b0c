"""Shows an answer while it is being written: as drafts that grow, or as a typing sign.

Telegram's rules for drafts: a second between frames, one request in flight, the same draft id
through one answer, and no frame after the final message (it would haunt the chat for 30 s).
"""

import asyncio
import logging
import secrets
from typing import Protocol

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
)

from bot.coach.answer import Answer
from bot.telegram import render
from bot.telegram.desk import Pace
from bot.telegram.split import Styled
from bot.telegram.throttle import Throttle

log = logging.getLogger(__name__)
_PLACEHOLDER = Styled("")
_DRAFT_ID_BITS = 63


class Stream(Protocol):
    """What is on the user's screen while an answer is made."""

    draft_id: int
    """The draft's number, 0 where there is none."""
    shown: Answer | None
    """The newest partial answer that reached the screen."""

    async def run(self) -> None:
        """Show until `close`; returns when nothing of it is in flight any more."""
        ...

    async def show(self, answer: Answer) -> None:
        """Take a partial answer; the latest wins."""
        ...

    def close(self) -> None:
        """Begin no further frame."""
        ...

    def covered(self) -> None:
        """Note that another message of ours made the draft vanish: show it again."""
        ...


class Drafts:
    """A stream of draft frames for one answer."""

    def __init__(self, bot: Bot, chat: int, throttle: Throttle, pace: Pace) -> None:
        self.draft_id = secrets.randbits(_DRAFT_ID_BITS) or 1
        self.shown: Answer | None = None
        self._bot = bot
        self._chat = chat
        self._throttle = throttle
        self._pace = pace
        self._latest: Answer | None = None
        self._on_screen: Styled | None = None
        self._news = asyncio.Event()
        self._closed = asyncio.Event()

    async def show(self, answer: Answer) -> None:
        """Take a partial answer; the latest wins."""
        self._latest = answer
        self._news.set()

    def close(self) -> None:
        """Begin no further frame."""
        self._closed.set()
        self._news.set()

    def covered(self) -> None:
        """Show the same frame again: a message of ours has made the draft vanish."""
        self._on_screen = None
        self._news.set()

    async def run(self) -> None:
        """Send frames until `close`; the frame in flight is awaited, never cut."""
        await self._pause(self._pace.first_s)
        while not self._closed.is_set():
            self._news.clear()
            await self._frame()
            await self._pause(max(self._pace.frame_s, self._throttle.left(self._chat)))
            await self._wait_for_news()

    async def _frame(self) -> None:
        answer = self._latest
        styled = _newest_page(answer)
        if self._throttle.left(self._chat) > 0:
            self._news.set()
            return
        if styled == self._on_screen:
            return
        try:
            await self._bot.send_message_draft(
                self._chat,
                self.draft_id,
                text=styled.text or None,
                entities=list(styled.entities) or None,
                can_stop=True,
            )
        except TelegramRetryAfter as error:
            self._throttle.hold(self._chat, error.retry_after)
            self._news.set()
        except (TelegramBadRequest, TelegramForbiddenError):
            # This chat takes no drafts; the final message comes all the same.
            self.close()
        except (AiogramError, TypeError) as error:
            log.info("a draft frame was lost: %s", type(error).__name__)
            self._news.set()
        else:
            self._on_screen, self.shown = styled, answer

    async def _wait_for_news(self) -> None:
        """Wait for something new to show, or until the draft would fade."""
        try:
            async with asyncio.timeout(self._pace.alive_s):
                await self._news.wait()
        except TimeoutError:
            self._on_screen = None

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._closed.wait()
        except TimeoutError:
            return


class Typing:
    """A typing sign for chats, or users, without drafts."""

    def __init__(self, bot: Bot, chat: int, throttle: Throttle, pace: Pace) -> None:
        self.draft_id = 0
        self.shown: Answer | None = None
        self._bot = bot
        self._chat = chat
        self._throttle = throttle
        self._pace = pace
        self._closed = asyncio.Event()

    async def show(self, answer: Answer) -> None:
        """Nothing of a partial answer is shown."""
        del answer

    def close(self) -> None:
        """Begin no further sign."""
        self._closed.set()

    def covered(self) -> None:
        """A message does not hide the sign for long: it comes again by itself."""

    async def run(self) -> None:
        """Repeat the sign until `close`."""
        while not self._closed.is_set():
            if self._throttle.left(self._chat) <= 0:
                await self._sign()
            try:
                async with asyncio.timeout(self._pace.typing_s):
                    await self._closed.wait()
            except TimeoutError:
                continue

    async def _sign(self) -> None:
        try:
            await self._bot.send_chat_action(self._chat, "typing")
        except TelegramRetryAfter as error:
            self._throttle.hold(self._chat, error.retry_after)
        except (AiogramError, TypeError) as error:
            log.info("a typing sign was lost: %s", type(error).__name__)


def _newest_page(answer: Answer | None) -> Styled:
    pages = () if answer is None else render.messages(answer)
    return pages[-1] if pages else _PLACEHOLDER
