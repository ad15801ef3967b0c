"""What can go wrong with the store, with the sentence that the user reads.

StoreError              the database refused, for a reason without a name below
├── StoreBusy           another program holds the database for longer than we wait
│   └── EraseUnfinished the rows are gone, their bytes are still in the write-ahead log
├── StoreFull           the disk is full
├── StoreDamaged        the file is not a database, or a broken one
├── StoreUnreachable    the file or the server cannot be opened, read or written
├── StoreTooNew         a later version of the program made the database
├── UnreadableRow       an ask or an answer that this version cannot write or read
├── UnknownAsk          this owner has no such ask (perhaps someone else has: it is not told)
└── WrongState          the ask is not in a state from which this change is allowed
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from bot.coach.errors import CoachError


class StoreError(CoachError):
    """The store could not do what it was asked; nothing was changed unless the class says so."""

    sentence = "store.failed"

    def __init__(self) -> None:
        super().__init__(self.sentence)


class StoreBusy(StoreError):
    """Locked by someone else. Trying again later is safe."""

    sentence = "store.busy"


class EraseUnfinished(StoreBusy):
    """The rows are deleted; erase again to clear the log that a reader held open."""

    sentence = "store.erase_unfinished"


class StoreFull(StoreError):
    """No space left for the database."""

    sentence = "store.full"


class StoreDamaged(StoreError):
    """Not a SQLite database, or one whose pages do not fit together."""

    sentence = "store.damaged"


class StoreUnreachable(StoreError):
    """Missing rights, a missing folder, a disk error or a server that does not answer."""

    sentence = "store.unreachable"


class StoreTooNew(StoreError):
    """The database carries a migration that this version does not know."""

    sentence = "store.too_new"


class UnreadableRow(StoreError):
    """JSON of another version, or a text that UTF-8 cannot hold."""

    sentence = "store.unreadable"


class UnknownAsk(StoreError):
    """No ask of this owner has this id."""

    sentence = "store.unknown_ask"


class WrongState(StoreError):
    """For example an answer for an ask that was cancelled meanwhile."""

    sentence = "store.wrong_state"


# Primary result codes of SQLite (https://www.sqlite.org/rescode.html): the low byte of the code.
_BY_CODE: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_NOTADB: StoreDamaged,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_CANTOPEN: StoreUnreachable,
    sqlite3.SQLITE_READONLY: StoreUnreachable,
    sqlite3.SQLITE_PERM: StoreUnreachable,
    sqlite3.SQLITE_AUTH: StoreUnreachable,
    sqlite3.SQLITE_IOERR: StoreUnreachable,
}


def translate(error: exc.SQLAlchemyError | OSError) -> StoreError:
    """Return the StoreError that says to a person what `error` says to a programmer."""
    if isinstance(error, exc.TimeoutError):
        return StoreBusy()
    if isinstance(error, OSError):
        return StoreUnreachable()
    original = getattr(error, "orig", None)
    if isinstance(original, sqlite3.Error):
        code = getattr(original, "sqlite_errorcode", 0)
        return _BY_CODE.get(code & 0xFF, StoreError)()
    if isinstance(error, exc.InterfaceError | exc.OperationalError):
        return StoreUnreachable()
    return StoreError()


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the database or the file system raises inside into a StoreError."""
    try:
        yield
    except (exc.SQLAlchemyError, OSError) as error:
        raise translate(error) from error
