"""Keeps a repeated update from acting twice, for updates that store no ask of their own."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.types import TelegramObject, Update

from bot.telegram.office import Office

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


async def only_once(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> None:
    """Call the handler unless this update was handled before, in this run or an earlier one."""
    office: Office = data["office"]
    update: Update = data["event_update"]
    if not await office.desk.journal.seen(update.update_id):
        await handler(event, data)
