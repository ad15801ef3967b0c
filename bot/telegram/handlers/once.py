"""What holds for every command: it acts once, and ends the question that the user was asked."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.types import Message, TelegramObject, Update

from bot.telegram.office import Office
from bot.telegram.users import language_of

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


async def only_once(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> None:
    """Call the handler unless this update was handled before, in this run or an earlier one."""
    office: Office = data["office"]
    update: Update = data["event_update"]
    if not await office.desk.journal.seen(update.update_id):
        await handler(event, data)


async def ends_question(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> None:
    """Forget what the user was asked, then call the handler; `asked` tells it whether there was.

    It is registered behind `only_once`: a repeat ends no later question.
    """
    office: Office = data["office"]
    update: Update = data["event_update"]
    if isinstance(event, Message) and event.from_user is not None:
        user = await office.users.of(event.chat.id, language_of(event.from_user.language_code))
        after = await office.users.stop_asking(user, update.update_id)
        data["asked"] = after is not user
    await handler(event, data)
