"""`python -m bot doctor`: what is in use, what is missing, and the fix for each, in a table."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.coach.errors import ModelUnavailable
from bot.llm.choose import describe
from bot.settings import Settings
from bot.texts import say
from knowledge.card import Language
from knowledge.errors import KnowledgeError
from knowledge.shelf import load_shelf
from knowledge.tactics import patch as patches
from knowledge.tactics.image import Image
from knowledge.tactics.model_file import SHIPPED

_LEAST_FREE_MIB = 2_300


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the part, what is in use, and the fix where something is missing."""

    part: str
    state: str
    fix: str = ""


def doctor(settings: Settings) -> int:
    """Print the table. Return 0 when the bot can run, 1 when something it needs is missing."""
    language = settings.language
    table = Table(title=say("cli.doctor", language), show_lines=True)
    for heading in ("part", "in_use", "fix"):
        table.add_column(say(f"cli.{heading}", language))
    lines = list(examine(settings))
    for line in lines:
        sign = "✗" if line.fix else "✓"
        table.add_row(say(f"cli.{line.part}", language), f"{sign} {line.state}", line.fix)
    Console().print(table)
    # A missing token is no fault: the demo, `ask` and the tests need none.
    return 1 if any(line.fix for line in lines if line.part != "token") else 0


def examine(settings: Settings) -> Iterator[Line]:
    """Yield one line a part; nothing is contacted, created or changed."""
    language = settings.language
    yield _model(settings, language)
    yield _cards(language)
    yield _eye(language)
    yield _database(settings, language)
    yield _space(settings, language)
    if settings.telegram_token.get_secret_value():
        yield Line("token", say("cli.token_set", language))
    else:
        yield Line("token", say("cli.token_none", language), say("cli.token_fix", language))


def _model(settings: Settings, language: Language) -> Line:
    try:
        state = describe(settings)
    except ModelUnavailable as error:
        return Line("model", settings.model, say(error.text, language, **error.values))
    place = say("cli.remote" if state.remote else "cli.local", language)
    fix = say(state.trouble, language) if state.trouble else ""
    if state.missing and fix:
        fix = f"{fix} ({', '.join(state.missing[:3])}{'…' if len(state.missing) > 3 else ''})"  # noqa: PLR2004
    return Line("model", f"{state.name} ({state.kind}, {place})", fix)


def _eye(language: Language) -> Line:
    if patches.load().base == Image(SHIPPED).fingerprint():
        return Line("eye", say("cli.eye_trained", language))
    return Line("eye", say("cli.eye_other", language), say("cli.eye_fix", language))


def _cards(language: Language) -> Line:
    try:
        count = len(load_shelf().ids)
    except KnowledgeError as error:
        return Line("index", say("cli.cards_broken", language), str(error))
    return Line("index", say("cli.cards", language, count=count))


def _database(settings: Settings, language: Language) -> Line:
    scheme, _, rest = settings.database_url.partition("://")
    shown = f"{scheme}://{rest.rpartition('@')[2]}"  # an account and its password stay unseen
    if not scheme.startswith("sqlite"):
        return Line("database", shown)
    path = Path(rest.removeprefix("/"))
    if not _can_be_written(path):
        return Line("database", str(path), say("cli.database_closed", language))
    if not path.exists():
        return Line("database", say("cli.database_new", language, path=str(path)))
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            connection.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.Error:
        return Line("database", shown, say("cli.database_broken", language))
    return Line("database", shown)


def _space(settings: Settings, language: Language) -> Line:
    free = shutil.disk_usage(_nearest(settings.cache_dir)).free // 2**20
    needs = settings.model == "embedded" and not any(settings.cache_dir.glob("*.gguf"))
    state = say("cli.free", language, free=free)
    short = needs and free < _LEAST_FREE_MIB
    return Line("space", state, say("cli.free_fix", language) if short else "")


def _can_be_written(path: Path) -> bool:
    """Tell whether the file can be changed, or made where there is none."""
    there = _nearest(path)
    return os.access(there, os.W_OK) and (there == path or there.is_dir())


def _nearest(path: Path) -> Path:
    """Return the path, or the nearest folder above it that is there."""
    while not path.exists():
        path = path.parent
    return path
