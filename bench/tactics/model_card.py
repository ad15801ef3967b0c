"""Writes the card of the tuned model: its data, its date, its scores by code, where it fails."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.tactics.scores import (
    Judged,
    f1_by_code,
    false_alarms,
    forbidden_caught,
    judged,
    macro_f1,
    zone_right,
)
from bench.tactics.training import Settings
from knowledge.tactics import BY_CODE, Zone
from knowledge.tactics.bank import Exemplar
from knowledge.tactics.eye import TrainedEye

_WEAK = 0.5
_TEMPLATE = Path(__file__).with_name("model_card.md")


def write_card(  # noqa: PLR0913 - all that a card tells
    file: Path,
    learned: Sequence[Exemplar],
    held: Sequence[Exemplar],
    patch: Path,
    *,
    settings: Settings,
    today: date,
) -> None:
    """Write the card beside the patch, with the scores of the patch as it ships."""
    read = _read(held, patch)
    counts = Counter(code for one in learned for code in one.codes)
    scores = f1_by_code(read)
    weak = ", ".join(f"`{code}`" for code, score in scores.items() if score < _WEAK)
    text = _TEMPLATE.read_text("utf-8").format(
        day=today.isoformat(),
        lowest=settings.lowest,
        seed=settings.seed,
        epochs=settings.epochs,
        learned=len(learned),
        honest=sum(one.zone is Zone.FINE for one in learned),
        held=len(held),
        zone=zone_right(read),
        f1=macro_f1(read),
        caught=forbidden_caught(read),
        alarms=false_alarms(read),
        table=_table(counts, scores),
        floor=_WEAK,
        weak=weak or "no code",
    )
    file.write_text(text, "utf-8")


def _read(held: Iterable[Exemplar], patch: Path) -> list[Judged]:
    with TemporaryDirectory() as folder:
        eye = TrainedEye(Path(folder), patch)
        eye.load()
        return [judged(o, eye.sightings(o.text, o.direction, o.facts)) for o in held]


def _table(counts: Mapping[str, int], scores: Mapping[str, float]) -> str:
    rows = [f"| `{c}` | {counts[c]} | {scores[c]:.2f} |" for c in BY_CODE if c in scores]
    return "\n".join(("| code | exemplars | F1, held out |", "|---|---|---|", *rows))
