"""Keeps tokens and messages out of the logs.

A request's address holds the token, and errors quote it. aiogram prints errors that hold whole
updates; of those only the class is kept.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

_TOKEN = re.compile(r"bot\d+:[\w-]+")
_HIDDEN = "bot<token>"
_QUOTING = "aiogram"


def redact(text: str) -> str:
    """Return `text` with every bot token replaced."""
    return _TOKEN.sub(_HIDDEN, text)


@contextmanager
def redacted_logs() -> Iterator[None]:
    """Redact each record of the process while inside, tracebacks included.

    A filter on a logger would miss the records of its children, and a filter on handlers those
    that are added later; the factory sees all of them.
    """
    make = logging.getLogRecordFactory()

    def factory(*args: object, **values: object) -> logging.LogRecord:
        record = make(*args, **values)
        if record.name.startswith(_QUOTING):
            _name_errors_only(record)
        message = record.getMessage()
        if _TOKEN.search(message):
            record.msg, record.args = redact(message), ()
        if record.exc_info and record.exc_info[0] is not None:
            trace = logging.Formatter().formatException(record.exc_info)
            record.exc_text = redact(trace)
        return record

    logging.setLogRecordFactory(factory)
    try:
        yield
    finally:
        logging.setLogRecordFactory(make)


def _name_errors_only(record: logging.LogRecord) -> None:
    if isinstance(record.args, tuple):
        record.args = tuple(
            type(value).__name__ if isinstance(value, BaseException) else value
            for value in record.args
        )
    record.exc_info = None
