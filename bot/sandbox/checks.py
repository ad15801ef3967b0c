"""What Telegram refuses: texts, entities and keyboards that break its limits."""

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.html import in_order, parse_html
from bot.sandbox.markdown import parse_markdown
from bot.sandbox.wire import Json, Params, bad

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
RAW_BYTES = 32_768
CLEANED = {code: " " for code in range(32) if chr(code) not in "\n\r"} | {ord("\r"): None}
"""What Telegram makes of control characters."""
_DATA_BYTES = 64
_COPIED = 256
_PARSERS = {"html": parse_html, "markdownv2": parse_markdown}
_ACTIONS = ("url", "callback_data", "copy_text", "web_app", "login_url", "pay")
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,32}(?![\w/]))"
    r"|(?P<url>https?://[^\s<>«»]+[^\s<>«».,;:!?)])"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its entities, as a message holds them."""

    text: str
    entities: list[Json]


def units(text: str) -> int:
    """Return the length in UTF-16 units, which entities count in."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def message_words(params: Params) -> Words:
    """Return the text of a message. Raises Refusal as Telegram does, in its order."""
    raw = params.text("text")
    if not raw:
        raise bad("message text is empty")
    if not raw.strip():
        raise bad("text must be non-empty")
    return _words(params, "text", too_long="message is too long")


def draft_words(params: Params) -> Words:
    """Return the text of a draft; none at all, or blanks, stand for "Thinking…"."""
    if not params.text("text").strip():
        return Words("", [])
    return _words(params, "text", too_long="message is too long")


def caption_words(params: Params) -> Words:
    """Return the caption of a file, which may be missing."""
    return _words(params, "caption", too_long="message caption is too long")


def _words(params: Params, name: str, *, too_long: str) -> Words:
    raw = params.text(name)
    if len(raw.encode("utf-8", "surrogatepass")) > RAW_BYTES:
        raise bad("text is too long")
    mode = params.text("parse_mode").casefold()
    if mode in _PARSERS:
        text, entities = _PARSERS[mode](raw)
    elif mode:
        raise bad("unsupported parse_mode")
    else:
        own = "entities" if name == "text" else "caption_entities"
        text, entities = raw, checked_entities(raw, params.data(own))
    text, entities = _cleaned(text, entities)
    limit = TEXT_LIMIT if name == "text" else CAPTION_LIMIT
    if len(text) > limit:
        raise bad(too_long)
    if name == "text" and not text.strip():
        raise bad("text must be non-empty")
    return Words(text, in_order(entities + found_entities(text, entities)))


def _cleaned(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Replace control characters; carriage returns go, and entities move with the text."""
    encoded = text.encode("utf-16-le", "surrogatepass")

    def moved(place: int) -> int:
        before = encoded[: 2 * place].decode("utf-16-le", "replace")
        return place - before.count("\r")

    kept = []
    for entity in entities:
        begin, end = moved(entity["offset"]), moved(entity["offset"] + entity["length"])
        if end > begin:
            kept.append(entity | {"offset": begin, "length": end - begin})
    return text.translate(CLEANED), kept


def checked_entities(text: str, given: Any) -> list[Json]:
    """Return the entities. Raises Refusal for one that lies outside of the text."""
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(entity, dict) for entity in given):
        raise bad("can't parse entities JSON object")
    kept = []
    for entity in given:
        _check_bounds(text, entity)
        if entity["length"] > 0:
            kept.append(entity)
    return kept


def _check_bounds(text: str, entity: Json) -> None:
    offset, length = entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int) or not entity.get("type"):
        raise bad("can't parse entities JSON object")
    if offset < 0 or length < 0:
        raise bad(f"entity has a negative offset or length at UTF-16 offset {offset}")
    end = units(text)
    if offset > end:
        raise bad(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > end:
        raise bad(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text"
            f" at UTF-16 offset {offset + length}"
        )
    raw = text.encode("utf-16-le", "surrogatepass")
    for place, verb in ((offset, "begins"), (offset + length, "ends")):
        if b"\xdc" <= raw[2 * place + 1 : 2 * place + 2] <= b"\xdf":
            before = raw[: 2 * place - 2].decode("utf-16-le", "replace").encode()
            raise bad(f"entity {verb} in a middle of a UTF-16 symbol at byte offset {len(before)}")


def found_entities(text: str, known: list[Json]) -> list[Json]:
    """Return the commands and addresses that Telegram finds by itself, outside of `known`."""
    found = []
    for match in _FOUND.finditer(text):
        start, length = units(text[: match.start()]), units(match.group())
        if not any(_overlap(entity, start, length) for entity in known):
            found.append({"type": match.lastgroup, "offset": start, "length": length})
    return found


def _overlap(entity: Json, start: int, length: int) -> bool:
    ends_before = entity["offset"] + entity["length"] <= start
    return not ends_before and entity["offset"] < start + length


def keyboard(params: Params) -> Json | None:
    """Return the reply markup, None where there is none. Raises Refusal for a broken one."""
    markup = params.data("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("can't parse inline keyboard markup JSON object")
    buttons = [button for row in rows for button in row]
    for button in buttons:
        _check_button(button)
    return {"inline_keyboard": [row for row in rows if row]} if buttons else None


def _check_button(button: Any) -> None:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not str(button.get("text", "")).strip():
        raise bad("inline keyboard button text must be non-empty")
    if not any(
        button.get(action) or action.startswith("switch_inline")
        for action in button
        if action in _ACTIONS or action.startswith("switch_inline")
    ):
        raise bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(str(button.get("callback_data", "")).encode()) > _DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    copied = button.get("copy_text")
    if copied is not None and not 1 <= len(_copied(copied)) <= _COPIED:
        raise bad("BUTTON_COPY_TEXT_INVALID")


def _copied(copy_text: Any) -> str:
    return str(copy_text.get("text", "")) if isinstance(copy_text, dict) else ""
