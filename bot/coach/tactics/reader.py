"""The reader of tactics: a trained eye, and patterns for what a request asks in so many words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.coach.ports import Eye, NoEye
from bot.coach.tactics import patterns
from knowledge.tactics import Direction, Sighting, Zone

_WORST_FIRST = (Zone.FORBIDDEN, Zone.RISKY, Zone.FINE)
_LAST_RESORT = "false_fact"
"""What patterns call a denial that is about nothing they know: too often wrong beside an eye."""


@dataclass(frozen=True, slots=True)
class TacticReader:
    """Reads a text for the tactics of the ethics contract. Without its eye it sees far less."""

    eye: Eye = field(default_factory=NoEye)

    def read(
        self, text: str, direction: Direction, facts: Sequence[str] = ()
    ) -> tuple[Sighting, ...]:
        """Return the tactics that a text shows, each once, the worst and likeliest first.

        `facts` is what is known of this deal, in sentences. The eye takes about as long as
        embedding the text, 1.4 ms a token: call this in a thread.
        """
        if not self.eye.ready:
            return _ranked(patterns.sightings(text, direction))
        seen = self.eye.sightings(text, direction, facts)
        if direction is Direction.REQUEST:
            # Short and blunt asks are what the eye sees least and patterns see best.
            sure = patterns.sightings(text, direction)
            seen = (*(one for one in sure if one.code != _LAST_RESORT), *seen)
        return _ranked(seen)


def _ranked(seen: Sequence[Sighting]) -> tuple[Sighting, ...]:
    best: dict[str, Sighting] = {}
    for one in sorted(seen, key=_rank):
        best.setdefault(one.code, one)
    return tuple(best.values())


def _rank(sighting: Sighting) -> tuple[int, float]:
    return _WORST_FIRST.index(sighting.zone), -sighting.likelihood
