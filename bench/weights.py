"""Fits the weights of the search of cards on labelled questions."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from bench import fit
from bench.questions import Question
from bench.variants import Floats, Parts
from knowledge.embed import Vectors
from knowledge.search import WEIGHTS, Evidence, Weights

_RIDGE, _GATE_RIDGE = 0.02, 0.001
_TOWARDS_ANSWERING = 0.5
"""Log-odds by which the floor is lower than where both errors are as frequent: to be turned away
with a real question is worse than to get a card too many."""


def fitted(
    parts: Parts, asked: Sequence[tuple[Question, Vectors]], names: Collection[str]
) -> Weights:
    """Return the weights that these questions, each with its vector, give to evidence `names`.

    First those between cards, then those that tell whether any answers, then the chance of one.
    """
    evidence = [parts.evidence(question, vector, names) for question, vector in asked]
    right = [parts.right(question) for question, _ in asked]
    answered = [at for at, cards in enumerate(right) if cards.any()]
    features = np.stack([_features(evidence[at], names) for at in answered])
    found = fit.between(features, np.stack([right[at] for at in answered]), ridge=_RIDGE)
    nothing = dict.fromkeys(("meaning", "other_meaning", "words", "letters", "wrong_chair"), 0.0)
    between = dict(zip(names, map(float, found), strict=True))
    weights = replace(WEIGHTS, stage=0.0, **nothing | between)
    weights = _with_gate(weights, evidence, right)
    weights = _with_share(
        weights, [evidence[at] for at in answered], [right[at] for at in answered]
    )
    return replace(weights, stage=WEIGHTS.stage)


def _with_gate(weights: Weights, evidence: Sequence[Evidence], right: Sequence[Floats]) -> Weights:
    rows = np.array([[_together(weights, one), one.subject] for one in evidence])
    answers = np.array([bool(cards.any()) for cards in right])
    answer, subject, offset = fit.whether(rows, answers, ridge=_GATE_RIDGE, even=True)
    return replace(
        weights,
        answer=float(answer),
        subject=float(subject),
        no_answer=float(offset) + _TOWARDS_ANSWERING,
    )


def _with_share(
    weights: Weights, evidence: Sequence[Evidence], right: Sequence[Floats]
) -> Weights:
    shares = [weights.of_cards(one) - _together(weights, one) for one in evidence]
    rows = np.concatenate(shares)[:, np.newaxis].astype(float)
    hits = np.concatenate(right) > 0
    share, even = fit.whether(rows, hits, ridge=_GATE_RIDGE, even=False)
    return replace(weights, share=float(share), even=float(even))


def _features(evidence: Evidence, names: Collection[str]) -> Floats:
    return np.stack([np.asarray(getattr(evidence, name), float) for name in names], axis=1)


def _together(weights: Weights, evidence: Evidence) -> float:
    return float(np.logaddexp.reduce(weights.of_cards(evidence)))
