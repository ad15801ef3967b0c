"""The first tables: users, updates, asks, answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STATES = "state IN ('waiting', 'answered', 'sending', 'delivered', 'cancelled')"


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "users",
        sa.Column("owner", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("role", sa.String(16)),
        sa.Column("conversation", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("owner", name="pk_users"),
    )
    op.create_table(
        "updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("recorded", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_updates"),
    )
    op.create_index("ix_updates_recorded", "updates", ["recorded"])
    _create_asks()
    op.create_table(
        "answers",
        sa.Column("ask_id", _ID, autoincrement=False, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("message_ids", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ask_id"], ["asks.id"], name="fk_answers_ask_id_asks", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ask_id", name="pk_answers"),
    )


def _create_asks() -> None:
    op.create_table(
        "asks",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("owner", sa.BigInteger(), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("conversation", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.CheckConstraint(_STATES, name=op.f("ck_asks_state")),
        sa.PrimaryKeyConstraint("id", name="pk_asks"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_asks_owner_conversation_id", "asks", ["owner", "conversation", "id"])
    op.create_index("ix_asks_state_id", "asks", ["state", "id"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("answers")
    op.drop_table("asks")
    op.drop_table("updates")
    op.drop_table("users")
