"""The bot from start to stop: reach Telegram, resume, take updates, drain."""

import asyncio
import logging
import signal

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import Response
from aiogram.types import Message, Update
from aiogram.utils.token import TokenValidationError

from bot.coach.errors import CoachError
from bot.telegram.desk import Answers, Desk, Pace
from bot.telegram.handlers import routers
from bot.telegram.handlers.errors import on_error
from bot.telegram.handlers.filters import in_private
from bot.telegram.imports import Imports
from bot.telegram.lanes import Lanes
from bot.telegram.office import Office
from bot.telegram.profile import present
from bot.telegram.redact import redacted_logs
from bot.telegram.sender import Sender
from bot.telegram.tasks import Tasks
from bot.telegram.throttle import Throttle
from bot.telegram.users import Users
from bot.telegram.work import Worker

__all__ = ["Answers", "Desk", "Pace", "TokenRefused", "serve"]
log = logging.getLogger(__name__)

_REPLIES = (Response[Message], Response[list[Update]], Response[bool])
"""What Telegram's replies are read into. aiogram keeps them nowhere: each collection of garbage
would have pydantic build them anew, which takes as long as ten updates."""


class TokenRefused(CoachError):
    """Telegram does not know this bot token."""

    def __init__(self) -> None:
        super().__init__("telegram.token_refused")


async def serve(desk: Desk) -> None:
    """Serve Telegram by long polling until SIGTERM, SIGINT or cancellation, then drain.

    What the drain does not finish stays stored and is taken up by the next `serve`. Raises
    TokenRefused; a server that is away is waited for.
    """
    with redacted_logs():
        bot = _bot(desk)
        tasks = Tasks()
        try:
            await _reach(bot, desk.pace)
            await present(bot)
            office = build_office(desk, bot, tasks)
            resumed = await office.resume()
            log.info("resumed %d unfinished asks", resumed)
            await _poll(bot, build_dispatcher(office), desk)
        finally:
            await tasks.drain(desk.pace.drain_s)
            await bot.session.close()


def build_office(desk: Desk, bot: Bot, tasks: Tasks) -> Office:
    """Return what the handlers act on."""
    throttle, users = Throttle(), Users(desk.journal)
    sender = Sender(bot, throttle, desk.pace.retry_s)
    worker = Worker(desk, bot, tasks, throttle, sender, users)
    lanes, imports = Lanes(worker.work, tasks), Imports(bot, desk, tasks, sender, users)
    return Office(desk, tasks, users, lanes, sender, imports)


def build_dispatcher(office: Office) -> Dispatcher:
    """Return the dispatcher of private chats, with `office` for every handler."""
    dispatcher = Dispatcher(disable_fsm=True, office=office)
    dispatcher.message.filter(in_private)
    dispatcher.include_routers(*routers())
    dispatcher.errors.register(on_error)
    # One INFO line per update tells nothing and costs as much as a small handler.
    logging.getLogger("aiogram.event").setLevel(logging.WARNING)
    return dispatcher


def _bot(desk: Desk) -> Bot:
    session = AiohttpSession(api=TelegramAPIServer.from_base(desk.api))
    try:
        # No parse mode: text travels with entities, so that nothing in it can break a message.
        return Bot(desk.token, session=session)
    except TokenValidationError:
        raise TokenRefused from None


async def _reach(bot: Bot, pace: Pace) -> None:
    """Return when Telegram has answered; the server may start after the bot."""
    delay = pace.retry_s / 4
    while True:
        try:
            await bot.me()
        except (TelegramUnauthorizedError, TelegramNotFound):
            raise TokenRefused from None
        except (AiogramError, TypeError) as error:
            log.info("Telegram does not answer yet: %s", type(error).__name__)
        else:
            return
        await asyncio.sleep(delay)
        delay = min(2 * delay, pace.retry_most_s / 6)


async def _poll(bot: Bot, dispatcher: Dispatcher, desk: Desk) -> None:
    """Take updates one after the other until a signal.

    One at a time, because the next request confirms them: an update is stored before Telegram
    forgets it. Handlers store and return; the work goes on in lanes.
    """
    polling = asyncio.ensure_future(
        dispatcher.start_polling(
            bot,
            polling_timeout=desk.pace.poll_s,
            handle_as_tasks=False,
            close_bot_session=False,
        )
    )
    desk.on_ready()
    try:
        await asyncio.shield(polling)
    finally:
        if not polling.done():
            # Cancelled from outside: aiogram would leave its poller running.
            try:
                await dispatcher.stop_polling()
            except RuntimeError:  # not begun yet
                polling.cancel()
            await asyncio.wait([polling])
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)  # a second signal ends the drain at once
