"""What holds for every command: it knows who wrote, acts once, and ends an open question."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.types import Message, TelegramObject, Update

from bot.coach.journal import User
from bot.telegram.office import Office
from bot.telegram.pending import read
from bot.telegram.users import language_of

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


async def writer(message: Message, office: Office) -> User:
    """Return the user who wrote, created in the language of their client when new."""
    code = message.from_user.language_code if message.from_user else None
    return await office.users.of(message.chat.id, language_of(code))


async def only_once(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> None:
    """Call the handler unless this update was handled before, in this run or an earlier one."""
    office: Office = data["office"]
    update: Update = data["event_update"]
    if not await office.desk.journal.seen(update.update_id):
        await handler(event, data)


async def ends_question(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> None:
    """Forget what the user was asked, then call the handler; `asked` tells it what that was.

    It is registered behind `only_once`: a repeat ends no later question.
    """
    office: Office = data["office"]
    update: Update = data["event_update"]
    if isinstance(event, Message) and event.from_user is not None:
        user = await writer(event, office)
        after = await office.users.stop_asking(user, update.update_id)
        data["asked"] = None if after is user else read(user.pending)
    await handler(event, data)
