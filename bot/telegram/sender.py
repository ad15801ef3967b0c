"""Sends messages, and tells apart what surely did not arrive from what may have.

A send whose reply was cut may be in the chat: Telegram has no key that would make it safe to
repeat. 429, 400 and 403 are sure refusals.

SendFailed
├── Refused      this chat takes no message of ours: blocked, deleted
└── Unsent       try again later; `doubtful` when the message may have arrived
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import BufferedInputFile, LinkPreviewOptions
from aiohttp import ClientConnectorError

from bot.telegram.keyboards import Keyboard
from bot.telegram.render import plain
from bot.telegram.split import Styled, cut, join
from bot.telegram.throttle import Throttle

log = logging.getLogger(__name__)
_FLOOD = "Too Many Requests"
_FLOOD_S = 3.0
_LIGHT_TRIES = 3
_UNCHANGED = "message is not modified"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class SendFailed(Exception):
    """A message was not sent, as far as we know."""


class Refused(SendFailed):
    """The chat takes no message of this bot; trying again is useless."""


class Unsent(SendFailed):
    """Not sent now. `doubtful` says that the message may have arrived all the same."""

    def __init__(self, *, doubtful: bool) -> None:
        super().__init__("doubtful" if doubtful else "not sent")
        self.doubtful = doubtful


@dataclass(slots=True)
class Parcel:
    """Messages on their way to one chat: what is left, and the ids of what arrived."""

    chat: int
    left: list[Styled]
    keyboard: Keyboard | None = None
    sent: list[int] = field(default_factory=list)
    warned: bool = False

    def warn(self, notice: str) -> None:
        """Put `notice` above the next message, once."""
        if not self.warned:
            self.left[:1] = cut(join(plain(notice), self.left[0]))
            self.warned = True

    def arrived(self, message_id: int) -> None:
        """Note that the next message arrived."""
        del self.left[0]
        self.sent.append(message_id)
        self.warned = False


class Sender:
    """All messages of the bot leave through here; drafts have their own rules in stream.py."""

    def __init__(self, bot: Bot, throttle: Throttle, retry_s: float) -> None:
        self._bot = bot
        self._throttle = throttle
        self._retry_s = retry_s

    async def send(self, parcel: Parcel) -> None:
        """Send what is left of the parcel, buttons under the last message only.

        Raises Refused or Unsent; the parcel then still holds what did not arrive.
        """
        while parcel.left:
            keyboard = parcel.keyboard if len(parcel.left) == 1 else None
            parcel.arrived(await self._one(parcel.chat, parcel.left[0], keyboard))

    async def say(self, chat: int, *texts: Styled, keyboard: Keyboard | None = None) -> None:
        """Send a message that nothing depends on; a failure is logged, never repeated in doubt."""
        parcel = Parcel(chat, list(texts), keyboard)
        for _ in range(_LIGHT_TRIES):
            try:
                await self.send(parcel)
            except Refused:
                return
            except Unsent as failure:
                log.warning("a side message was not sent: %s", failure)
                if failure.doubtful:
                    return
                await asyncio.sleep(self._retry_s)
            else:
                return

    async def show(
        self, chat: int, styled: Styled, *, keyboard: Keyboard | None = None, over: int | None
    ) -> None:
        """Put a message in the place of the bot's own message `over`, or below where it cannot.

        Doing so twice is harmless, so it is tried again even in doubt.
        """
        if over is None or not await self._edit(chat, over, styled, keyboard):
            await self.say(chat, styled, keyboard=keyboard)

    async def file(self, chat: int, file: BufferedInputFile, caption: str) -> None:
        """Send a file; it is sent again even in doubt, since two are better than none."""

        async def send() -> None:
            await self._bot.send_document(chat, file, caption=caption)

        if not await self._patiently(chat, send):
            log.warning("a file was not sent")

    async def _edit(
        self, chat: int, message_id: int, styled: Styled, keyboard: Keyboard | None
    ) -> bool:
        """Change an own message; False where Telegram refuses, since it is too old or gone."""

        async def edit() -> None:
            await self._bot.edit_message_text(
                styled.text,
                chat_id=chat,
                message_id=message_id,
                entities=list(styled.entities) or None,
                reply_markup=keyboard,
                link_preview_options=_NO_PREVIEW,
            )

        try:
            await self._patiently(chat, edit)
        except TelegramBadRequest as error:
            return _UNCHANGED in error.message
        return True

    async def _patiently(self, chat: int, call: Callable[[], Awaitable[None]]) -> bool:
        """Do what may be done twice, a few times at most; True when done. A 400 is raised."""
        for _ in range(_LIGHT_TRIES):
            await self._throttle.wait(chat)
            try:
                await call()
            except TelegramRetryAfter as error:
                self._throttle.hold(chat, error.retry_after)
            except TelegramBadRequest:
                raise
            except (TelegramAPIError, ClientDecodeError, TypeError) as error:
                if isinstance(_failure(error), Refused):
                    return False
                await asyncio.sleep(self._retry_s)
            else:
                return True
        return False

    async def _one(self, chat: int, styled: Styled, keyboard: Keyboard | None) -> int:
        """Send one message; where it is refused, without entities, then without buttons."""
        attempts = [(styled, keyboard)]
        if styled.entities:
            attempts.append((plain(styled.text), keyboard))
        if keyboard is not None:
            attempts.append((plain(styled.text), None))
        for text, buttons in attempts:
            try:
                return await self._unhurried(chat, text, buttons)
            except TelegramBadRequest:
                log.warning("a message was refused; it is sent again more plainly")
        raise Refused

    async def _unhurried(self, chat: int, styled: Styled, keyboard: Keyboard | None) -> int:
        """Send one message, waiting out every 429; a 400 is left to the caller."""
        while True:
            await self._throttle.wait(chat)
            try:
                message = await self._bot.send_message(
                    chat,
                    styled.text,
                    entities=list(styled.entities) or None,
                    reply_markup=keyboard,
                    link_preview_options=_NO_PREVIEW,
                )
            except TelegramRetryAfter as error:
                self._throttle.hold(chat, error.retry_after)
            except TelegramBadRequest:
                raise
            except (TelegramAPIError, ClientDecodeError, TypeError) as error:
                # aiogram raises a bare TypeError for a 5xx whose JSON has no description.
                if not _is_flood(error):
                    raise _failure(error) from error
                self._throttle.hold(chat, _FLOOD_S)
            else:
                return message.message_id


def _is_flood(error: Exception) -> bool:
    # A 429 without `retry_after` comes as the base error.
    return type(error) is TelegramAPIError and error.message.startswith(_FLOOD)


def _failure(error: Exception) -> SendFailed:
    if isinstance(error, TelegramForbiddenError):
        return Refused()
    if isinstance(error, TelegramUnauthorizedError | TelegramNotFound):
        return Unsent(doubtful=False)
    never_connected = isinstance(error, TelegramNetworkError) and isinstance(
        error.__cause__, ClientConnectorError
    )
    return Unsent(doubtful=not never_connected)
