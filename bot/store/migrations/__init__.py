"""The steps that bring a database to the tables of this version."""

HEAD = "0003"
"""The newest revision. Known without alembic, so a start that has nothing to do never loads it."""
