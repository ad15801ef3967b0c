"""Telegram's HTML parse mode: a small set of tags becomes entities with UTF-16 offsets."""

import re
from dataclasses import dataclass, field

from bot.sandbox.wire import Json, Refusal, bad

_ESCAPE = r"&(?:(?:lt|gt|amp|quot)(?![A-Za-z])|#[0-9]+|#[xX][0-9a-fA-F]+);?"
_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>[^\s>]*)"
    r"(?P<attributes>(?:\s(?:\"[^\"]*\"|'[^']*'|[^>\"'])*)?)(?P<end>>?)"
    rf"|(?P<escape>{_ESCAPE})"
)
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_HIGHEST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji", "tg-time": "date_time",
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
        return len(self.source[:place].encode("utf-8", "surrogatepass"))

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
            reading.text += _unescaped(token["escape"])
        elif token["close"]:
            _close(reading, token)
        else:
            _open(reading, token)
    reading.text += source[place:]
    if reading.stack:
        tag = reading.stack[-1].tag
        raise unparsable(f'Can\'t find end tag corresponding to start tag "{tag}"')
    return reading.text, in_order(_code_blocks(reading.entities))


def unparsable(what: str) -> Refusal:
    """Return the refusal of a text whose marks make no sense."""
    return bad(f"can't parse entities: {what}")


def in_order(entities: list[Json]) -> list[Json]:
    """Sort entities as Telegram does: by their beginning, the outer ones first."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _unescaped(escape: str) -> str:
    """Return what an escape stands for; a number that is no character stays as it is."""
    name = escape.strip("&;")
    if name in _NAMED:
        return _NAMED[name]
    digits = name.removeprefix("#")
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    known = 0 < code <= _HIGHEST and code not in _SURROGATES
    return chr(code) if known else escape


def _open(reading: _Reading, token: re.Match[str]) -> None:
    tag, offset = token["tag"].lower(), reading.at(token.start())
    if not token["end"] and not token["attributes"]:
        raise unparsable(f"Unclosed start tag at byte offset {offset}")
    if tag not in _KINDS:
        raise unparsable(f'Unsupported start tag "{tag}" at byte offset {offset}')
    if not token["end"]:
        raise unparsable(f"Unclosed start tag at byte offset {offset}")
    attributes = {
        name.lower(): re.sub(_ESCAPE, lambda found: _unescaped(found[0]), one or two or three)
        for name, one, two, three in _ATTRIBUTE.findall(token["attributes"])
    }
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
    reading.stack.append(_Open(tag, attributes, reading.offset))


def _close(reading: _Reading, token: re.Match[str]) -> None:
    tag, offset = token["tag"].lower(), reading.at(token.start())
    if not reading.stack:
        raise unparsable(f"Unexpected end tag at byte offset {offset}")
    if not token["end"]:
        raise unparsable(f"Unclosed end tag at byte offset {offset}")
    opened = reading.stack.pop()
    if tag not in {"", opened.tag}:  # `</>` ends whatever is open
        expected = f'expected "</{opened.tag}>", found "</{tag}>"'
        raise unparsable(f"Unmatched end tag at byte offset {offset}, {expected}")
    length = reading.offset - opened.offset
    entity = _entity(opened, reading.text)
    if length > 0 and entity is not None:
        reading.entities.append(entity | {"offset": opened.offset, "length": length})


def _entity(opened: _Open, text: str) -> Json | None:
    kind = _KINDS[opened.tag]
    if kind == "text_link":
        address = opened.attributes.get("href") or text
        return {"type": kind, "url": address} if "." in address else None
    if kind == "custom_emoji":
        return {"type": kind, "custom_emoji_id": opened.attributes.get("emoji-id", "")}
    if kind == "date_time":
        return _moment(opened.attributes)
    if kind == "blockquote" and "expandable" in opened.attributes:
        return {"type": "expandable_blockquote"}
    language = opened.attributes.get("class", "")
    if kind == "code" and language.startswith("language-"):
        return {"type": "code", "language": language.removeprefix("language-")}
    return {"type": kind}


def _moment(attributes: dict[str, str]) -> Json | None:
    """Return a date_time entity; without a whole number of seconds there is none."""
    if not attributes.get("unix", "").isdecimal():
        return None
    moment: Json = {"type": "date_time", "unix_time": int(attributes["unix"])}
    shape = attributes.get("format")
    return moment | {"date_time_format": shape} if shape else moment


def _code_blocks(entities: list[Json]) -> list[Json]:
    """Join `pre` and `code class="language-x"` of one extent to a block with its language."""
    languages = {_extent(e): e["language"] for e in entities if "language" in e}
    blocks = {_extent(e) for e in entities if e["type"] == "pre"} & languages.keys()
    kept = []
    for entity in entities:
        if entity["type"] == "pre" and _extent(entity) in blocks:
            kept.append(entity | {"language": languages[_extent(entity)]})
        elif entity["type"] != "code":
            kept.append(entity)
        elif _extent(entity) not in blocks:
            kept.append({name: value for name, value in entity.items() if name != "language"})
    return kept


def _extent(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["length"]
