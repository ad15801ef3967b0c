"""Tactics: the contract of their codes and zones, and the trained eye that sees them in a text."""

from knowledge.tactics.contract import (
    BY_CODE,
    CLAIMS,
    SECRET,
    TACTICS,
    Direction,
    Sighting,
    Tactic,
    Zone,
    may_show,
    worst,
)

__all__ = [
    "BY_CODE",
    "CLAIMS",
    "SECRET",
    "TACTICS",
    "Direction",
    "Sighting",
    "Tactic",
    "Zone",
    "may_show",
    "worst",
]
