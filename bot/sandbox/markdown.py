"""Telegram's MarkdownV2: marks become entities. Quotes and custom emoji are not served."""

from dataclasses import dataclass, field

from bot.sandbox.html import in_order, unparsable
from bot.sandbox.wire import Json

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_LAST_ASCII = 126
_LINE_ENDS = "\n\r"


@dataclass(frozen=True, slots=True)
class _Mark:
    """How an entity begins and ends; `name` is what errors call it."""

    begin: str
    end: str
    name: str
    kind: str


_MARKS = (
    _Mark("```", "```", "Pre", "pre"),
    _Mark("__", "__", "Underline", "underline"),
    _Mark("||", "||", "Spoiler", "spoiler"),
    _Mark("*", "*", "Bold", "bold"),
    _Mark("_", "_", "Italic", "italic"),
    _Mark("~", "~", "Strikethrough", "strikethrough"),
    _Mark("`", "`", "Code", "code"),
    _Mark("[", "]", "TextUrl", "text_link"),
)  # the longer mark of two comes first


@dataclass(slots=True)
class _Open:
    mark: _Mark
    place: int
    begin: int
    language: str = ""


@dataclass(slots=True)
class _Reading:
    """What has been read so far: `place` counts in the source, `begin` of an entity in `text`."""

    source: str
    place: int = 0
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)

    def at(self, place: int) -> int:
        """Return the byte offset of a place, which error messages count in."""
        return len(self.source[:place].encode("utf-8", "surrogatepass"))


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    """Return the text without marks, and its entities.

    Raises Refusal with Telegram's words for a reserved character or a mark left open.
    """
    reading = _Reading(source)
    while reading.place < len(source):
        _step(reading)
    if reading.stack:
        last = reading.stack[-1]
        name = "PreCode" if last.language else last.mark.name
        place = reading.at(last.place)
        raise unparsable(f"Can't find end of {name} entity at byte offset {place}")
    return reading.text, in_order(reading.entities)


def _step(reading: _Reading) -> None:
    character, following = reading.source[reading.place], reading.source[reading.place + 1 :][:1]
    inside = reading.stack[-1] if reading.stack else None
    if character == "\\" and following and ord(following) <= _LAST_ASCII:
        reading.text += following
        reading.place += 2
    elif character not in _reserved(inside):
        reading.text += character
        reading.place += 1
    elif inside is not None and _ends_here(inside.mark, reading):
        _close(reading)
    else:
        _open(reading)


def _reserved(inside: _Open | None) -> frozenset[str]:
    in_code = inside is not None and inside.mark.kind in {"code", "pre"}
    return frozenset("`") if in_code else _RESERVED


def _ends_here(mark: _Mark, reading: _Reading) -> bool:
    if mark.kind == "italic" and reading.source.startswith("__", reading.place):
        return False  # two underscores are never the end of one
    return reading.source.startswith(mark.end, reading.place)


def _open(reading: _Reading) -> None:
    for mark in _MARKS:
        if reading.source.startswith(mark.begin, reading.place):
            reading.stack.append(_Open(mark, reading.place, len(reading.text)))
            reading.place += len(mark.begin)
            if mark.kind == "pre":
                _read_language(reading)
            return
    raise unparsable(
        f"Character '{reading.source[reading.place]}' is reserved and must be escaped"
        " with the preceding '\\'"
    )


def _read_language(reading: _Reading) -> None:
    """Read the language of a code block, and skip the line end that follows."""
    source, end = reading.source, reading.place
    while end < len(source) and not source[end].isspace() and source[end] != "`":
        end += 1
    if end < len(source) and source[end] != "`":
        reading.stack[-1].language = source[reading.place : end]
        reading.place = end
    for _ in range(2):
        before, here = source[reading.place - 1], source[reading.place : reading.place + 1]
        if here and here in _LINE_ENDS and here != before:
            reading.place += 1


def _close(reading: _Reading) -> None:
    opened = reading.stack.pop()
    reading.place += len(opened.mark.end)
    entity: Json = {"type": opened.mark.kind}
    if opened.language:
        entity["language"] = opened.language
    if opened.mark.kind == "text_link":
        entity["url"] = _address(reading) or reading.text[opened.begin :]
        if "." not in entity["url"]:
            return
    offset, length = _units(reading.text[: opened.begin]), _units(reading.text[opened.begin :])
    if length > 0:
        reading.entities.append(entity | {"offset": offset, "length": length})


def _address(reading: _Reading) -> str:
    """Read `(address)` behind a link's words; empty where there is none."""
    source = reading.source
    if not source.startswith("(", reading.place):
        return ""
    begin = reading.place = reading.place + 1
    address = ""
    while reading.place < len(source) and source[reading.place] != ")":
        if source[reading.place] == "\\" and reading.place + 1 < len(source):
            reading.place += 1
        address += source[reading.place]
        reading.place += 1
    if reading.place == len(source):
        raise unparsable(f"Can't find end of a URL at byte offset {reading.at(begin)}")
    reading.place += 1
    return address


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
