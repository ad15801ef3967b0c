"""Long text in messages of at most 4096 UTF-16 units, which is how Telegram counts offsets.

Slicing aiogram's Text cuts wrongly as soon as an emoji occurs, so the cutting is done here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from aiogram.types import MessageEntity

MOST_UNITS = 4096
_BREAKS = ("\n\n", "\n", ". ", "! ", "? ", " ")
_LOW_SURROGATES = range(0xDC00, 0xE000)
_GAP = "\n\n"
# Not \s: no-break spaces belong to figures and French punctuation.
_SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Styled:
    """A text with its entities, whose offsets and lengths count UTF-16 units."""

    text: str
    entities: tuple[MessageEntity, ...] = ()

    @property
    def units(self) -> int:
        """Return the length in UTF-16 units."""
        return units(self.text)


def units(text: str) -> int:
    """Return the length of `text` in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def one_line(text: str) -> str:
    """Return `text` on one line, its no-break spaces kept."""
    return _SPACES.sub(" ", text).strip()


def shortened(text: str, most: int) -> str:
    """Return `text` in at most `most` UTF-16 units, cut between words where it is too long."""
    text = text.strip()
    if units(text) <= most:
        return text
    cut = text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore")
    head, _, tail = cut.rpartition(" ")
    kept = head if head and len(tail) < len(cut) // 3 else cut
    return kept.rstrip(" ,;:—-\u202f\u00a0\n") + "…"


def pack(blocks: Iterable[Styled], most: int = MOST_UNITS) -> tuple[Styled, ...]:
    """Return messages that hold the blocks, in order and whole where a block fits a message."""
    messages: list[Styled] = []
    for block in blocks:
        if messages and messages[-1].units + units(_GAP) + block.units <= most:
            messages[-1] = join(messages[-1], block)
        else:
            messages.extend(cut(block, most))
    return tuple(messages)


def join(first: Styled, second: Styled) -> Styled:
    """Return both texts with an empty line between them."""
    moved = _moved(second.entities, first.units + units(_GAP))
    return Styled(first.text + _GAP + second.text, (*first.entities, *moved))


def cut(whole: Styled, most: int = MOST_UNITS) -> tuple[Styled, ...]:
    """Return `whole` in pieces of at most `most` units, cut where a reader would pause.

    A `pre` entity that fits a message stays whole; other entities are re-opened behind a cut.
    """
    raw = whole.text.encode("utf-16-le")
    total = len(raw) // 2
    pieces: list[Styled] = []
    start = 0
    while total - start > most:
        end = _before_pre(whole, start, _pause(raw, start, start + most), most)
        pieces.append(_slice(whole, raw, start, end))
        start = _behind_space(raw, end)
    if start < total:
        pieces.append(_slice(whole, raw, start, total))
    return tuple(piece for piece in pieces if piece.text)


def _pause(raw: bytes, start: int, end: int) -> int:
    """Return the best place to cut in the second half of the window, at `end` at the latest."""
    if int.from_bytes(raw[2 * end : 2 * end + 2], "little") in _LOW_SURROGATES:
        end -= 1
    window = raw[2 * start : 2 * end].decode("utf-16-le")
    for pause in _BREAKS:
        place = window.rfind(pause, len(window) // 2)
        if place > 0:
            return start + units(window[: place + len(pause)])
    return end


def _before_pre(whole: Styled, start: int, end: int, most: int) -> int:
    for entity in whole.entities:
        if entity.type == "pre" and entity.length <= most and start < entity.offset < end:
            behind = entity.offset + entity.length
            if end < behind:
                return entity.offset
    return end


def _behind_space(raw: bytes, place: int) -> int:
    while 2 * place < len(raw) and raw[2 * place : 2 * place + 2].decode(
        "utf-16-le", "replace"
    ) in (
        " ",
        "\n",
    ):
        place += 1
    return place


def _slice(whole: Styled, raw: bytes, start: int, end: int) -> Styled:
    text = raw[2 * start : 2 * end].decode("utf-16-le").rstrip()
    end = start + units(text)
    entities: list[MessageEntity] = []
    for entity in whole.entities:
        first = max(entity.offset, start)
        last = min(entity.offset + entity.length, end)
        if first < last:
            entities.append(
                entity.model_copy(update={"offset": first - start, "length": last - first})
            )
    return Styled(text, tuple(entities))


def _moved(entities: tuple[MessageEntity, ...], by: int) -> tuple[MessageEntity, ...]:
    return tuple(e.model_copy(update={"offset": e.offset + by}) for e in entities)
