"""What a use case works with: the model that words, the shelf, the reader of tactics."""

from dataclasses import dataclass, field

from bot.coach.ports import Library, Model
from bot.coach.tactics import TacticReader


@dataclass(frozen=True, slots=True)
class Tools:
    """The coach's tools, the same for every ask."""

    model: Model
    library: Library
    reader: TacticReader = field(default_factory=TacticReader)
