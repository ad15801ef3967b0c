"""Every deterministic scorer over every answer of a run: a table applied, nothing else."""

from collections import defaultdict
from collections.abc import Sequence

from eval.case import Case
from eval.record import Transcript, Verdict
from eval.scorers import PAIR_SCORERS, SCORERS, pair_verdicts, verdicts


def score(cases: Sequence[Case], transcripts: Sequence[Transcript]) -> tuple[Verdict, ...]:
    """Return what all scorers say of the answers that there are."""
    by_id = {case.id: case for case in cases}
    answered = [one for one in transcripts if one.error is None and one.planted is None]
    alone = [
        verdict
        for answer in answered
        for scorer in SCORERS
        for verdict in verdicts(scorer, by_id[answer.case], answer)
    ]
    grouped: dict[str, list[Transcript]] = defaultdict(list)
    for answer in answered:
        grouped[answer.case].append(answer)
    beside = [one for scorer in PAIR_SCORERS for one in pair_verdicts(scorer, by_id, grouped)]
    return (*alone, *beside)
