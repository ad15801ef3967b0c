"""SQL behind the port `Journal`: users, and asks from the message to the delivered answer."""

from bot.store.journal import SqlJournal
from bot.store.opening import open_journal

__all__ = ["SqlJournal", "open_journal"]
