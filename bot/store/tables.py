"""The tables. Only `unfinished`, the outbox and the coach's inbox read without an owner."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from bot.coach.journal import State

# Names for all constraints, so that a migration can drop one by its name on any database.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Telegram's ids have up to 52 bits. SQLite numbers rows itself only in a column named INTEGER.
Id = BigInteger().with_variant(Integer(), "sqlite")


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone, so one is demanded on the way in and given back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return `value` in UTC. Raises ValueError for a time without a zone: a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored moment with its zone."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


users = Table(
    "users",
    metadata,
    Column("owner", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(2), nullable=False),
    Column("role", String(16)),
    Column("conversation", Integer, nullable=False),
    Column("pending", String(64), nullable=False, server_default=""),
)

# A number and a time, no owner: an erased user's updates stay known as repeats, as nobody's.
updates = Table(
    "updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("recorded", UtcTime, nullable=False),
)

# `owner` has no foreign key: storing a message must not fail for want of a profile.
asks = Table(
    "asks",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=True),
    Column("owner", BigInteger, nullable=False),
    Column("chat", BigInteger, nullable=False),
    Column("conversation", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("doubtful", Boolean, nullable=False),
    Column("created", UtcTime, nullable=False),
    Column("ask", Text, nullable=False),
    CheckConstraint(
        "state IN ({})".format(", ".join(f"'{state}'" for state in State)), name="state"
    ),
    # Ids are never given twice: a button under an erased ask must not reach a later one.
    sqlite_autoincrement=True,
)
Index(None, asks.c.owner, asks.c.conversation, asks.c.id)  # last, erase
Index(None, asks.c.state, asks.c.id)  # unfinished


def _of_an_ask() -> Column[int]:
    """Return the key of a table with at most one row an ask, which goes with its ask."""
    return Column(
        "ask_id",
        Id,
        ForeignKey("asks.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


answers = Table(
    "answers",
    metadata,
    _of_an_ask(),
    Column("answer", Text, nullable=False),
    Column("message_ids", Text, nullable=False),
)
Index(None, updates.c.recorded)  # forgetting old updates at start

# What a user chose to show a coach, names and private facts replaced; it goes with its ask.
shared = Table(
    "shared",
    metadata,
    _of_an_ask(),
    Column("at", UtcTime, nullable=False),
    Column("content", Text, nullable=False),
)

# `owner` is text: a Telegram id, or the name that a batch of imported deals gives its user.
deals = Table(
    "deals",
    metadata,
    Column("number", Id, primary_key=True, autoincrement=True),
    Column("owner", String(64), nullable=False),
    Column("id", String(64), nullable=False),
    Column("day", Date, nullable=False),
    Column("language", String(2), nullable=False),
    Column("role", String(16)),
    Column("counterpart", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("figures", Text, nullable=False),
    Column("lesson", Text, nullable=False),
    Column("conversation", Integer),
    # Once its user has touched a deal, the conversation that it was born from rewrites it no more.
    Column("by_hand", Boolean, nullable=False),
    # Drawn anew with each change, so that vectors made of an older state are known as such.
    Column("change", BigInteger, nullable=False),
    UniqueConstraint("owner", "id"),
    # Numbers are never given twice: a button under a forgotten deal must not open a later one.
    sqlite_autoincrement=True,
)
Index(None, deals.c.owner, deals.c.day, deals.c.number)  # pages, most recent first


def _of_a_deal() -> Column[int]:
    """Return the key of a row that belongs to a deal and goes with it."""
    key = ForeignKey("deals.number", ondelete="CASCADE")
    return Column("number", Id, key, primary_key=True, autoincrement=False)


# Vectors tell much of their texts: they live and die with them, in the same file.
deal_vectors = Table(
    "deal_vectors",
    metadata,
    _of_a_deal(),
    Column("engine", String(64), nullable=False),
    Column("vectors", LargeBinary, nullable=False),
)
Index(None, deal_vectors.c.engine)  # what another engine made

# Written in the commit that changes a deal, removed in the one that stores its vectors.
deal_outbox = Table(
    "deal_outbox",
    metadata,
    _of_a_deal(),
)

# A number drawn anew whenever anything that the owner's search reads has changed.
deal_owners = Table(
    "deal_owners",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("revision", BigInteger, nullable=False),
)
