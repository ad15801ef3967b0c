"""The ethics contract as values: which tactics there are, how far each may be helped with.

Codes are stable: they stand in JSON output, in evaluation cases and in reports.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Zone(StrEnum):
    """How far a tactic may be helped with; the worst zone comes last."""

    FINE = "fine"
    RISKY = "risky"
    FORBIDDEN = "forbidden"


_ZONES = tuple(Zone)


def worst(zones: Iterable[Zone]) -> Zone:
    """Return the worst of some zones; of none, fine."""
    return max(zones, key=_ZONES.index, default=Zone.FINE)


class Direction(StrEnum):
    """Where a text comes from: the user asks, is about to send, or has received it."""

    REQUEST = "request"
    DRAFT = "draft"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Tactic:
    """One tactic: its code, the zone where nothing speaks for it, and what explains it."""

    code: str
    zone: Zone
    principles: tuple[str, ...]
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A tactic seen in a text: how likely it is, and the place of the sentence that shows it."""

    code: str
    zone: Zone
    likelihood: float
    start: int
    end: int


_NO, _CARE = Zone.FORBIDDEN, Zone.RISKY

TACTICS: tuple[Tactic, ...] = (
    Tactic("bribe", _NO, ("P09",), ("C23",)),
    Tactic("collusion", _NO, ("P09",), ()),
    Tactic("network_attack", _NO, ("P01", "P11"), ("C03",)),
    Tactic("threat_insult", _NO, ("P01", "P11"), ("D19",)),
    Tactic("improper_information", _NO, ("P09",), ("C05",)),
    Tactic("good_cop_bad_cop", _NO, ("P09", "P10"), ("D10",)),
    Tactic("staged_emotion", _NO, ("P09",), ("C07", "B24")),
    Tactic("bait_switch", _NO, ("P02", "P12"), ("D18",)),
    Tactic("false_promise", _NO, ("P02", "P09"), ("C06",)),
    Tactic("unlawful_advantage", _NO, ("P09", "P12"), ("C17", "C18", "C19")),
    Tactic("paltering", _NO, ("P09", "P10"), ("C09",)),
    Tactic("false_fact", _NO, ("P09", "P10"), ("C04", "C10")),
    Tactic("rival_offer", _CARE, ("P10", "P11"), ("D15", "B05", "C05")),
    Tactic("deadline", _CARE, ("P10",), ("D13", "B38")),
    Tactic("limit_claim", _CARE, ("P10",), ("D14",)),
    Tactic("ultimatum", _CARE, ("P11", "P12"), ("D11",)),
    Tactic("extreme_anchor", _CARE, ("P12",), ("B16", "D19")),
    Tactic("puffery", _CARE, ("P10",), ("C10",)),
    Tactic("nibble", _CARE, ("P12",), ("D12", "D17")),
    Tactic("silence_pressure", _CARE, ("P11",), ("B28", "D16")),
    Tactic("auction_pressure", _CARE, ("P11",), ("D20",)),
    Tactic("emotional_appeal", _CARE, ("P06",), ("C07",)),
    Tactic("feigned_disinterest", _CARE, ("P10",), ("C02",)),
    Tactic("unlabelled_concession", _CARE, ("P12",), ("B39", "D07")),
)
SECRET = Tactic("secret_leak", _NO, ("P10",), ("B06", "C10"))
"""Of a request: it would put a private figure of the user into the message, openly or in code."""

BY_CODE = {tactic.code: tactic for tactic in (*TACTICS, SECRET)}

CLAIMS = frozenset({"rival_offer", "deadline", "limit_claim"})
"""Claims that may be true: fine with a reason and a way out, forbidden where facts deny them."""

_NEVER_RECEIVED = frozenset({"false_fact", "paltering", "staged_emotion", "unlabelled_concession"})


def may_show(code: str, direction: Direction) -> bool:
    """Tell whether a text from this direction can show a tactic.

    What hangs on what its sender knows is never said of a text that was received.
    """
    if code == SECRET.code:
        # A draft is compared with the user's own private facts instead.
        return direction is Direction.REQUEST
    return direction is not Direction.RECEIVED or code not in _NEVER_RECEIVED
