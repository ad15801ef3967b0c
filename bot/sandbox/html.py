"""Telegram's HTML parse mode: a small set of tags becomes entities with UTF-16 offsets."""

import re
from dataclasses import dataclass, field
from html import unescape

from bot.sandbox.wire import Json, bad

_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>[A-Za-z][\w-]*)(?P<attributes>[^>]*)>"
    r"|(?P<open><)"
    r"|(?P<escape>&(?:lt|gt|amp|quot|#\d+|#[xX][0-9a-fA-F]+);)"
)
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    source: str
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def at(self, place: int) -> int:
        """Return the byte offset of a place, which error messages count in."""
        return len(self.source[:place].encode())

    @property
    def offset(self) -> int:
        """Return the UTF-16 offset of what comes next."""
        return len(self.text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return the text without tags, and its entities.

    Raises Refusal with Telegram's words for a tag that is unknown, unmatched or left open.
    """
    reading = _Reading(source)
    place = 0
    for token in _TOKEN.finditer(source):
        reading.text += source[place : token.start()]
        place = token.end()
        if token["escape"]:
            reading.text += unescape(token["escape"])
        elif token["open"]:
            raise bad(_cannot(f"Unclosed start tag at byte offset {reading.at(token.start())}"))
        elif token["close"]:
            _close(reading, token)
        else:
            _open(reading, token)
    reading.text += source[place:]
    if reading.stack:
        tag = reading.stack[-1].tag
        raise bad(_cannot(f'Can\'t find end tag corresponding to start tag "{tag}"'))
    return reading.text, sorted(reading.entities, key=lambda e: (e["offset"], -e["length"]))


def _cannot(what: str) -> str:
    return f"can't parse entities: {what}"


def _open(reading: _Reading, token: re.Match[str]) -> None:
    tag, offset = token["tag"].lower(), reading.at(token.start())
    if tag not in _KINDS:
        raise bad(_cannot(f'Unsupported start tag "{tag}" at byte offset {offset}'))
    attributes = {
        name.lower(): unescape(one or two or three)
        for name, one, two, three in _ATTRIBUTE.findall(token["attributes"])
    }
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise bad(_cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}'))
    reading.stack.append(_Open(tag, attributes, reading.offset))


def _close(reading: _Reading, token: re.Match[str]) -> None:
    tag, offset = token["tag"].lower(), reading.at(token.start())
    if not reading.stack:
        raise bad(_cannot(f"Unexpected end tag at byte offset {offset}"))
    opened = reading.stack.pop()
    if opened.tag != tag:
        expected = f'expected "</{opened.tag}>", found "</{tag}>"'
        raise bad(_cannot(f"Unmatched end tag at byte offset {offset}, {expected}"))
    length = reading.offset - opened.offset
    entity = _entity(opened, reading.text)
    if length > 0 and entity is not None:
        _add(reading, entity | {"offset": opened.offset, "length": length})


def _entity(opened: _Open, text: str) -> Json | None:
    kind = _KINDS[opened.tag]
    if kind == "text_link":
        address = opened.attributes.get("href") or text
        return {"type": kind, "url": address} if "." in address else None
    if kind == "custom_emoji":
        return {"type": kind, "custom_emoji_id": opened.attributes.get("emoji-id", "")}
    if kind == "blockquote" and "expandable" in opened.attributes:
        return {"type": "expandable_blockquote"}
    language = opened.attributes.get("class", "")
    if kind == "code" and language.startswith("language-"):
        return {"type": "code", "language": language.removeprefix("language-")}
    return {"type": kind}


def _add(reading: _Reading, entity: Json) -> None:
    """Add an entity; `<pre><code class="language-x">` is one code block with its language."""
    last = reading.entities[-1] if reading.entities else {}
    place = (entity["offset"], entity["length"])
    inside = last.get("type") == "code" and (last["offset"], last["length"]) == place
    if entity["type"] == "pre" and inside:
        entity |= {"language": last["language"]} if "language" in last else {}
        reading.entities.pop()
    reading.entities.append(entity)
