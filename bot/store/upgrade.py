"""Alembic, run from the program. Imported only when a database is not at the newest revision."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from bot.store import migrations
from bot.store.errors import StoreTooNew


def config_for(connection: Connection) -> Config:
    """Return alembic's configuration, to be run inside the transaction of `connection`."""
    folder = Path(migrations.__file__).parent
    config = Config(folder / "alembic.ini")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """Bring the database to the newest revision.

    Raises StoreTooNew when it carries a revision that is not among ours.
    """
    try:
        command.upgrade(config_for(connection), "head")
    except CommandError as error:
        raise StoreTooNew from error
