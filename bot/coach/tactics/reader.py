"""The reader of tactics: patterns that are sure of what they see, a trained eye for the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.coach.ports import Eye, NoEye
from bot.coach.tactics import patterns
from knowledge.tactics import Direction, Sighting, Zone

_WORST_FIRST = (Zone.FORBIDDEN, Zone.RISKY, Zone.FINE)


@dataclass(frozen=True, slots=True)
class TacticReader:
    """Reads a text for the tactics of the ethics contract. Without its eye it sees less."""

    eye: Eye = field(default_factory=NoEye)

    def read(
        self, text: str, direction: Direction, facts: Sequence[str] = ()
    ) -> tuple[Sighting, ...]:
        """Return the tactics that a text shows, each once, the worst and likeliest first.

        `facts` is what is known of this deal, in sentences. The eye takes about as long as
        embedding the text, 1.4 ms a token: call this in a thread.
        """
        seen = (*patterns.sightings(text, direction), *self.eye.sightings(text, direction, facts))
        return tuple(sorted(_worst_of_each(seen), key=_rank))


def _worst_of_each(seen: Iterable[Sighting]) -> Iterable[Sighting]:
    kept: dict[str, Sighting] = {}
    for sighting in seen:
        known = kept.get(sighting.code)
        if known is None or _rank(sighting) < _rank(known):
            kept[sighting.code] = sighting
    return kept.values()


def _rank(sighting: Sighting) -> tuple[int, float]:
    return _WORST_FIRST.index(sighting.zone), -sighting.likelihood
