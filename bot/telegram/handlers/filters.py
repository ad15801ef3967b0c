"""Which messages a handler takes. Coroutines: aiogram runs any other filter in a thread."""

from aiogram.enums import ChatType
from aiogram.types import Message


async def in_private(message: Message) -> bool:
    """Tell whether the message comes from a chat with one person."""
    return message.chat.type == ChatType.PRIVATE


async def is_free_text(message: Message) -> bool:
    """Tell whether the message is text: one's own words, or whatever was forwarded."""
    return bool(message.text) and (not _is_command(message) or message.forward_origin is not None)


async def is_command(message: Message) -> bool:
    """Tell whether the message looks like a command, known or not."""
    return _is_command(message)


def _is_command(message: Message) -> bool:
    return (message.text or "").startswith("/")
