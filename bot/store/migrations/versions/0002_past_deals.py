"""Past deals: their texts, their vectors, the outbox between the two, what a user is asked."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Go one step forward."""
    _create_deals()
    op.create_table(
        "deal_vectors",
        sa.Column("number", _ID, autoincrement=False, nullable=False),
        sa.Column("engine", sa.String(64), nullable=False),
        sa.Column("vectors", sa.LargeBinary(), nullable=False),
        _of_a_deal("deal_vectors"),
        sa.PrimaryKeyConstraint("number", name="pk_deal_vectors"),
    )
    op.create_index("ix_deal_vectors_engine", "deal_vectors", ["engine"])
    op.create_table(
        "deal_outbox",
        sa.Column("number", _ID, autoincrement=False, nullable=False),
        _of_a_deal("deal_outbox"),
        sa.PrimaryKeyConstraint("number", name="pk_deal_outbox"),
    )
    op.create_table(
        "deal_owners",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("owner", name="pk_deal_owners"),
    )
    op.add_column("users", sa.Column("pending", sa.String(64), nullable=False, server_default=""))


def _create_deals() -> None:
    texts = ("counterpart", "subject", "notes", "outcome", "figures", "lesson")
    op.create_table(
        "deals",
        sa.Column("number", _ID, autoincrement=True, nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("role", sa.String(16)),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("conversation", sa.Integer()),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("change", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_deals"),
        sa.UniqueConstraint("owner", "id", name="uq_deals_owner_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deals_owner_day_number", "deals", ["owner", "day", "number"])


def _of_a_deal(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_number_deals"
    return sa.ForeignKeyConstraint(["number"], ["deals.number"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    """Go one step back."""
    op.drop_column("users", "pending")
    for table in ("deal_owners", "deal_outbox", "deal_vectors", "deals"):
        op.drop_table(table)
