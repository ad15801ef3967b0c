"""`python -m knowledge …`: search cards and deals, show, list and check cards, rebuild indexes."""

import argparse
import asyncio
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.settings import Settings, load
from knowledge.card import Language, Role
from knowledge.errors import IndexLocked, IndexUnusable, KnowledgeError
from knowledge.sentences import say
from knowledge.shelf import examine_shipped, load_shelf

if TYPE_CHECKING:
    from rich.console import Console

    from knowledge.library import KnowledgeLibrary


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (0 fine, 1 failed, 2 wrong usage)."""
    given = _parser().parse_args(arguments)
    settings = load()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # JSON Lines are UTF-8 whatever the machine's own encoding is.
        sys.stdout.reconfigure(encoding="utf-8")
    command: Callable[[argparse.Namespace, Settings], int] = given.command
    try:
        return command(given, settings)
    except KnowledgeError as error:
        _tell(error.in_words(settings.language))
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    search = _add(commands, "search", _search, "find the cards that answer a question")
    what = search.add_mutually_exclusive_group(required=True)
    what.add_argument("text", nargs="?", help="the question")
    what.add_argument("--jsonl", metavar="FILE|-", help="questions, one JSON object a line")
    search.add_argument("--lang", type=Language, help="fr or en; by default what it is written in")
    search.add_argument("--role", type=Role, help="seller or buyer")
    search.add_argument("-k", type=_count, default=5, metavar="N", help="most cards (5)")
    show = _add(commands, "show", _show, "show one card")
    show.add_argument("id", help="such as D15")
    show.add_argument("--lang", type=Language, help="fr or en")
    listing = _add(commands, "list", _list, "count the cards by principle and stage")
    listing.add_argument("--titles", action="store_true", help="name all cards instead")
    listing.add_argument("--lang", type=Language, help="fr or en")
    check = _add(commands, "check", _check, "list all that is wrong with the card files")
    check.add_argument("--lang", type=Language, help="fr or en")
    deals = _add(commands, "deals", _deals, "find past deals that answer questions")
    deals.add_argument("--import", dest="brought", metavar="FILE", help="deals with their user")
    deals.add_argument("--jsonl", required=True, metavar="FILE|-", help="questions")
    deals.add_argument("-k", type=_count, default=5, metavar="N", help="most deals (5)")
    deals.add_argument("--store", default="", metavar="URL", help="by default a throw-away one")
    reindex = _add(commands, "reindex", _reindex, "build the indexes of cards and deals anew")
    reindex.add_argument(
        "--ship", nargs="?", const="", metavar="FILE", help="write knowledge/vectors.npz first"
    )
    return parser


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: Callable[[argparse.Namespace, Settings], int],
    about: str,
) -> argparse.ArgumentParser:
    sub = commands.add_parser(name, help=about, description=about)
    sub.set_defaults(command=command)
    return sub


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError(say("count", Language.EN))
    return count


def _search(given: argparse.Namespace, settings: Settings) -> int:
    from knowledge.library import KnowledgeLibrary
    from knowledge.search_command import query_of, search_lines

    if _missing(settings, given.jsonl):
        return 2
    with _loaded(KnowledgeLibrary(settings.data_dir / "index"), settings) as library:
        if given.jsonl:
            with _lines(given.jsonl) as lines:
                return asyncio.run(
                    search_lines(lines, library, sys.stdout, limit=given.k, told=sys.stderr)
                )
        query = query_of(given.text, lang=given.lang, role=given.role, limit=given.k)
        found = asyncio.run(library.search(query)) if query else ()
    for one in found:
        print(f"{one.score:.2f}  {one.card.id}  {one.card.title}")
    if not found:
        _tell(say("nothing", settings.language))
    return 0


@contextmanager
def _loaded(library: "KnowledgeLibrary", settings: Settings) -> "Iterator[KnowledgeLibrary]":
    with ExitStack() as held:
        try:
            library.load(_count_up)
        except (IndexLocked, IndexUnusable) as error:
            # The bot may be running beside: search in an index of one's own meanwhile.
            busy = isinstance(error, IndexLocked)
            language = settings.language
            _tell(say("index_busy", language) if busy else error.in_words(language))
            folder = held.enter_context(TemporaryDirectory())
            library.load_in(Path(folder) / "index", _count_up)
        held.callback(library.close)
        yield library


@contextmanager
def _lines(file: str) -> Iterator[Iterator[bytes]]:
    if file == "-":
        yield sys.stdin.buffer
        return
    with Path(file).open("rb") as opened:
        yield opened


def _missing(settings: Settings, *files: str | None) -> bool:
    """Tell of the first file that is named and cannot be read; `-` is standard input, once."""
    for file in files:
        if file in (None, "-"):
            continue
        if not Path(str(file)).is_file():
            _tell(say("no_file", settings.language, file=str(file)))
            return True
        if not os.access(str(file), os.R_OK):
            _tell(say("no_rights", settings.language, file=str(file)))
            return True
    if files.count("-") > 1:
        _tell(say("one_input", settings.language))
        return True
    return False


def _deals(given: argparse.Namespace, settings: Settings) -> int:
    from bot.deals_command import find_deals
    from knowledge.deals.files import read_batches

    if not given.brought and not given.store:
        _tell(say("no_deals", settings.language))
        return 2
    if _missing(settings, given.brought, given.jsonl):
        return 2
    batches = {}
    if given.brought:
        with _lines(given.brought) as file:
            batches = dict(read_batches(given.brought, b"".join(file)))
    with _lines(given.jsonl) as lines:
        return asyncio.run(
            find_deals(batches, lines, given.store, limit=given.k, language=settings.language)
        )


def _show(given: argparse.Namespace, settings: Settings) -> int:
    from knowledge.print_cards import print_card

    card = load_shelf().card(given.id.upper(), given.lang or settings.language)
    print_card(card, _console())
    return 0


def _list(given: argparse.Namespace, settings: Settings) -> int:
    from knowledge.print_cards import print_table, print_titles

    language = given.lang or settings.language
    command = print_titles if given.titles else print_table
    command(load_shelf().of(language), language, _console())
    return 0


def _console() -> "Console":
    """Return the terminal; where the output is piped it is plain text of 80 columns."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def _check(given: argparse.Namespace, settings: Settings) -> int:
    from knowledge.library import shipped_texts
    from knowledge.shelf import Shelf
    from knowledge.vectors import missing_from

    cards, faults = examine_shipped()
    language = given.lang or settings.language
    for fault in faults:
        print(fault.in_words(language))
    missing = len(missing_from(shipped_texts(Shelf(cards))))
    if missing:
        print(say("vectors_missing", language, count=missing))
    if faults or missing:
        return 1
    print(say("all_well", language, count=len(Shelf(cards).ids)))
    return 0


def _reindex(given: argparse.Namespace, settings: Settings) -> int:
    from knowledge import vectors
    from knowledge.library import shipped_texts

    if given.ship is not None:
        file = Path(given.ship) if given.ship else vectors.FILE
        made = vectors.ship(shipped_texts(load_shelf()), file, _count_up)
        _tell(say("shipped", settings.language, count=made))
    try:
        return _reindex_all(settings)
    except KeyboardInterrupt:
        _tell(say("reindex_stopped", settings.language))
        return 130  # what a shell says of a program that Ctrl-C ended


def _reindex_all(settings: Settings) -> int:
    """Index cards and deals anew under one bar. The deals go on even where the cards cannot."""
    from rich.console import Console
    from rich.progress import Progress

    from bot.deals_command import index_deals, mark_deals

    waiting, cards = asyncio.run(mark_deals(settings)), len(load_shelf().ids)
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=cards + (waiting or 0))
        rebuilt = _rebuild(
            settings, lambda done, of: bar.update(task, completed=cards * done / of)
        )
        bar.update(task, completed=cards)
        indexed = waiting and asyncio.run(
            index_deals(settings, lambda done, of: bar.update(task, completed=cards + done))
        )
    if indexed:
        _tell(say("deals_indexed", settings.language, count=indexed))
    return 0 if rebuilt and indexed is not None else 1


def _rebuild(settings: Settings, progress: Callable[[int, int], None]) -> bool:
    from knowledge.library import KnowledgeLibrary

    library = KnowledgeLibrary(settings.data_dir / "index")
    try:
        library.rebuild(progress)
    except KnowledgeError as error:
        _tell(error.in_words(settings.language))
        return False
    library.close()
    _tell(say("indexed", settings.language, count=len(load_shelf().ids)))
    return True


def _count_up(done: int, of: int) -> None:
    sys.stderr.write(f"\r{done}/{of}" + ("\n" if done == of else ""))


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
