"""The methods that concern the bot itself: who it is, its commands, its names, no webhook."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.wire import Json, Params, bad
from bot.sandbox.world import World

_COMMAND = re.compile(r"[a-z0-9_]+")
_COMMAND_LENGTH = 32
_COMMAND_WORDS = 256
_COMMANDS = 100
_MENU_BUTTONS = frozenset({"commands", "web_app", "default"})


def get_me(world: World, _: Params) -> Json:
    """Return the bot."""
    return {
        **world.bot,
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "has_main_web_app": False,
    }


def set_webhook(_: World, params: Params) -> bool:
    """Refuse a webhook: the sandbox hands out updates by polling only."""
    if params.text("url"):
        raise bad("the sandbox has no webhook: use getUpdates")
    return True


def delete_webhook(world: World, params: Params) -> bool:
    """There is no webhook; what waits can be dropped all the same."""
    if params.flag("drop_pending_updates"):
        world.pending.clear()
    return True


def get_webhook_info(world: World, _: Params) -> Json:
    """Say that there is no webhook."""
    return {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.pending),
    }


def set_my_commands(world: World, params: Params) -> bool:
    """Set the commands for a scope and a language."""
    commands = params.data("commands")
    if not isinstance(commands, list) or not all(isinstance(one, dict) for one in commands):
        raise bad("can't parse commands specified in the request")
    if len(commands) > _COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    kept = [_checked_command(one) for one in commands]
    world.profile.commands[_place(params)] = kept
    world.log.add("profile", commands=commands_by_language(world))
    return True


def _checked_command(given: Json) -> Json:
    command = str(given.get("command", "")).removeprefix("/").lower()
    words = str(given.get("description", "")).strip()
    if not command:
        raise bad("command must be non-empty")
    if len(command) > _COMMAND_LENGTH:
        raise bad(f"command length must not exceed {_COMMAND_LENGTH}")
    if not _COMMAND.fullmatch(command):
        raise bad("BOT_COMMAND_INVALID")
    if not words:
        raise bad("command description must be non-empty")
    if len(words) > _COMMAND_WORDS:
        raise bad(f"command description length must not exceed {_COMMAND_WORDS}")
    return {"command": command, "description": words}


def get_my_commands(world: World, params: Params) -> list[Json]:
    """Return the commands of exactly this scope and language."""
    return world.profile.commands.get(_place(params), [])


def delete_my_commands(world: World, params: Params) -> bool:
    """Forget the commands of a scope and a language."""
    world.profile.commands.pop(_place(params), None)
    world.log.add("profile", commands=commands_by_language(world))
    return True


def _place(params: Params) -> tuple[str, str]:
    scope = params.fields("scope")
    return str(scope.get("type", "default")), params.text("language_code")


def commands_by_language(world: World) -> dict[str, list[Json]]:
    """Return what the menu of a private chat shows; "" is for languages without their own."""
    shown = {}
    # The later scope is the closer one, and wins.
    for scope in ("default", "all_private_chats"):
        for (kind, language), commands in world.profile.commands.items():
            if kind == scope:
                shown[language] = commands
    return shown


def _setter(field: str, attribute: str, most: int) -> Callable[[World, Params], bool]:
    def set_words(world: World, params: Params) -> bool:
        words, language = params.text(field), params.text("language_code")
        if len(words) > most:
            raise bad(f"bot {field.replace('_', ' ')} is too long")
        kept: dict[str, str] = getattr(world.profile, attribute)
        kept[language] = words
        if not words:
            del kept[language]
        world.log.add("profile", field=field, language_code=language, text=words)
        return True

    return set_words


def set_chat_menu_button(world: World, params: Params) -> bool:
    """Set what the button beside the text box opens."""
    button = params.fields("menu_button") or {"type": "default"}
    if str(button.get("type")) not in _MENU_BUTTONS:
        raise bad("menu button has unsupported type")
    world.profile.menu_button = button
    return True


PROFILE_METHODS: Mapping[str, Callable[[World, Params], Any]] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name", "names", 64),
    "setMyDescription": _setter("description", "descriptions", 512),
    "setMyShortDescription": _setter("short_description", "short_descriptions", 120),
    "setChatMenuButton": set_chat_menu_button,
}
