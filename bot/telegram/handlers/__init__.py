"""What each kind of update does, in the order in which they are tried."""

from aiogram import Router

from bot.telegram.handlers import buttons, commands, deals, files, messages, start, text


def routers() -> tuple[Router, ...]:
    """Return fresh routers; text comes first because it comes most, what is unknown last."""
    return (
        text.router(),
        start.router(),
        messages.router(),
        deals.router(),
        commands.router(),
        buttons.router(),
        files.router(),
    )
