"""Files of deals, in and out: our JSON export, JSON Lines, CSV. All or nothing, faults by line."""

import codecs
import csv
import io
import json
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePath

from knowledge.card import Language
from knowledge.deals.deal import MOST_DEALS, PastDeal
from knowledge.deals.line import (
    DealLine,
    content_of,
    deal_of,
    named_by_content,
    read_line,
    user_of,
    values_of,
)
from knowledge.errors import BadDeals, DealFault

MOST_BYTES = 20_000_000
_VERSION = 1
_EXPORT = re.compile(rb'\s*\{\s*"accord"')
_JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
_FRENCH_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_SPACE = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    values: object


_Rows = Iterable[_Row | DealFault]


def read_deals(
    name: str, content: bytes, owner: str, language: Language = Language.FR
) -> tuple[PastDeal, ...]:
    """Return the deals of a file as those of `owner`, in its order.

    The file's `name` tells CSV from JSON where the content does not. A deal without an id gets
    one made of its content. `language` is that of the deals whose line and texts tell none.
    Raises BadDeals with all faults.
    """
    return _taken(_rows(name, content), lambda line: owner, language).get(owner, ())


def read_batches(name: str, content: bytes) -> Mapping[str, tuple[PastDeal, ...]]:
    """Return the deals of a file by the `user` that each line names. Raises BadDeals."""
    return _taken(_rows(name, content), user_of, Language.FR)


def write_deals(deals: Iterable[PastDeal]) -> str:
    """Return the JSON that `read_deals` reads back, one deal a line.

    The chat that a deal was born from stays out: it means nothing elsewhere.
    """
    lines = (json.dumps(values_of(deal), ensure_ascii=False) for deal in deals)
    return f'{{"accord": {_VERSION}, "deals": [\n' + ",\n".join(lines) + "\n]}\n"


def _taken(
    rows: _Rows, owner_of: Callable[[DealLine], str | None], language: Language
) -> dict[str, tuple[PastDeal, ...]]:
    taking = _Taking()
    for row in rows:
        if isinstance(row, DealFault):
            taking.faults.append(row)
            continue
        line = read_line(row.line, row.values)
        if not isinstance(line, DealLine):
            taking.faults += line
        elif (owner := owner_of(line)) is None:
            taking.faults.append(DealFault(row.line, "user", "deal_id"))
        else:
            taking.take(row.line, deal_of(line, owner, language))
    if taking.faults:
        raise BadDeals(taking.faults)
    return {owner: tuple(deals) for owner, deals in taking.deals.items()}


class _Taking:
    """What was read so far: deals by owner, and faults."""

    def __init__(self) -> None:
        self.deals: dict[str, list[PastDeal]] = {}
        self.faults: list[DealFault] = []
        self._lines: dict[tuple[str, str], int] = {}
        self._alike: Counter[PastDeal] = Counter()

    def take(self, number: int, deal: PastDeal) -> None:
        if not deal.id:
            content = content_of(deal)
            self._alike[content] += 1
            deal = named_by_content(deal, self._alike[content])
        name = (deal.owner, deal.id)
        if name in self._lines:
            twice = DealFault(number, "id", "deal_id_twice", {"first": self._lines[name]})
            self.faults.append(twice)
        self._lines.setdefault(name, number)
        self.deals.setdefault(deal.owner, []).append(deal)


def _rows(name: str, content: bytes) -> Sequence[_Row | DealFault]:
    if len(content) > MOST_BYTES:
        return [_of_the_file("deal_file_large", limit=MOST_BYTES // 1_000_000)]
    if b"\0" in content:
        return [_of_the_file("deal_file_binary")]
    content = content.removeprefix(codecs.BOM_UTF8)
    if not content.strip():
        return [_of_the_file("deal_file_empty")]
    rows = list(_parser(PurePath(name).suffix.lower(), content)(content))
    if len(rows) > MOST_DEALS:
        return [_of_the_file("deal_file_many", limit=MOST_DEALS)]
    return rows


def _parser(suffix: str, content: bytes) -> Callable[[bytes], Iterator[_Row | DealFault]]:
    if _EXPORT.match(content):
        return _read_export
    if suffix in _JSON_SUFFIXES or (suffix != ".csv" and content.lstrip().startswith(b"{")):
        return _read_lines
    return _read_table


def _read_lines(content: bytes) -> Iterator[_Row | DealFault]:
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.strip():
            value = _parsed(line, number)
            yield value if isinstance(value, DealFault) else _Row(number, value)


def _read_export(content: bytes) -> Iterator[_Row | DealFault]:
    whole = _parsed(content, 1)
    if isinstance(whole, DealFault):
        yield whole
    elif not isinstance(whole, dict) or not isinstance(whole.get("deals"), list):
        yield _of_the_file("deal_file_export")
    elif whole["accord"] != _VERSION:
        yield _of_the_file("deal_file_version")
    else:
        yield from _placed(content.decode())


def _placed(text: str) -> Iterator[_Row]:
    """Yield the deals of a valid export, each with the line on which it begins."""
    decode = json.JSONDecoder().raw_decode
    at, key = text.index("{") + 1, ""
    while key != "deals":
        key, at = decode(text, _skip(text, at))
        at = _skip(text, _skip(text, at) + 1)  # the colon
        if key != "deals":
            at = _skip(text, decode(text, at)[1]) + 1  # the comma
    at = _skip(text, at + 1)  # the bracket
    line, seen = 1, 0
    while text[at] != "]":
        line, seen = line + text.count("\n", seen, at), at
        value, at = decode(text, at)
        yield _Row(line, value)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _parsed(content: bytes, number: int) -> object:
    """Return the JSON in `content`, which begins on line `number`, or its fault."""
    try:
        return json.loads(content.decode(), object_pairs_hook=_each_once)
    except UnicodeDecodeError as error:
        return DealFault(number + content.count(b"\n", 0, error.start), "", "deal_line_encoding")
    except json.JSONDecodeError as error:
        return DealFault(number + error.lineno - 1, "", "deal_line_json")
    except (ValueError, RecursionError):  # a key twice, 5,000 digits, a thousand brackets
        return DealFault(number, "", "deal_line_json")


def _each_once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """Return an object of JSON. Of a key that stands twice, one value would be lost unseen."""
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError
    return values


def _read_table(content: bytes) -> Iterator[_Row | DealFault]:
    text = _decoded(content)
    if isinstance(text, DealFault):
        yield text
        return
    head = text.lstrip().split("\n", 1)[0]
    separator = max(",;", key=lambda one: sum(map(bool, map(_column, head.split(one)))))
    cells = _cells(text, separator)
    first = next(cells, _of_the_file("deal_file_empty"))
    columns = [] if isinstance(first, DealFault) else [_column(cell) for cell in first[1]]
    faults = [first] if isinstance(first, DealFault) else list(_faults_of_head(first[0], columns))
    yield from faults
    if faults:
        return
    empty = True
    for row in cells:
        empty = False
        yield row if isinstance(row, DealFault) else _table_row(*row, columns)
    if empty:
        yield _of_the_file("deal_file_empty")


def _decoded(content: bytes) -> str | DealFault:
    # Spreadsheets on Windows write their own encoding unless told otherwise.
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
    return DealFault(line, "", "deal_line_encoding")


def _cells(text: str, separator: str) -> Iterator[tuple[int, list[str]] | DealFault]:
    """Yield each row that is not blank with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield DealFault(line, "", "deal_line_quotes")
            return
        if any(cell.strip() for cell in row):
            yield line, row


def _faults_of_head(line: int, columns: Sequence[str]) -> Iterator[DealFault]:
    counts = Counter(filter(None, columns))
    if not counts["date"]:
        yield DealFault(line, "date", "deal_column_missing")
    for column, count in counts.items():
        if count > 1:
            yield DealFault(line, column, "deal_column_twice")


def _table_row(line: int, cells: Sequence[str], columns: Sequence[str]) -> _Row | DealFault:
    if any(cells[len(columns) :]):
        return DealFault(line, "", "deal_line_cells")
    values: dict[str, object] = {
        column: _cell(column, cell.strip())
        for column, cell in zip(columns, cells, strict=False)
        if column
    }
    return _Row(line, values)


def _cell(column: str, cell: str) -> object:
    if column == "figures":
        return [figure.strip() for figure in cell.split("|") if figure.strip()]
    if column == "date" and (day := _FRENCH_DAY.fullmatch(cell)):
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
    if column in ("lang", "role"):
        return _names()[column].get(_bare(cell), cell)
    return cell


def _column(head: str) -> str:
    """Return our name for a column, or nothing for one that we do not know."""
    return _names()["columns"].get(_bare(head.strip(' "\r')), "")


@cache
def _names() -> Mapping[str, Mapping[str, str]]:
    table = tomllib.loads((files(__package__) / "columns.toml").read_text("utf-8"))
    return {
        kind: {name: ours for ours, names in words.items() for name in names}
        for kind, words in table.items()
    }


def _bare(text: str) -> str:
    split = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(char for char in split if not unicodedata.combining(char))


def _of_the_file(what: str, **values: int) -> DealFault:
    return DealFault(0, "", what, values)
