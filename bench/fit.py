"""Logistic regression, in the two forms that the search of cards needs, by Newton's method."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS = 30


def between(features: Floats, right: Floats, *, ridge: float) -> Floats:
    """Return the weights under which a softmax over the cards of a question finds the right ones.

    `features` has shape (questions, cards, features), `right` (questions, cards) is 1 where the
    card answers; each question has one at least, and they share its weight. `ridge` shrinks the
    weights of features of spread 1.
    """
    spread = features.std(axis=(0, 1))
    rows = features / spread
    wanted = right / right.sum(axis=1, keepdims=True)

    def loss(weights: Floats) -> float:
        log_odds = rows @ weights
        told = np.logaddexp.reduce(log_odds, axis=1) - (wanted * log_odds).sum(axis=1)
        return float(told.mean() + ridge / 2 * weights @ weights)

    weights = np.zeros(features.shape[2])
    for _ in range(_STEPS):
        log_odds = rows @ weights
        chances = np.exp(log_odds - np.logaddexp.reduce(log_odds, axis=1, keepdims=True))
        slope = np.einsum("qc,qcf->f", chances - wanted, rows) / len(rows) + ridge * weights
        expected = np.einsum("qc,qcf->qf", chances, rows)
        bend = np.einsum("qc,qcf,qcg->fg", chances, rows, rows) - expected.T @ expected
        step = np.linalg.solve(bend / len(rows) + ridge * np.eye(len(weights)), slope)
        weights = _downhill(weights, step, loss)
    found: Floats = weights / spread
    return found


def _downhill(weights: Floats, step: Floats, loss: Callable[[Floats], float]) -> Floats:
    """Take the whole step, or the half or quarter that does not lead uphill."""
    for part in (1.0, 0.5, 0.25, 0.125):
        if loss(weights - part * step) < loss(weights):
            return weights - part * step
    return weights


def whether(features: Floats, right: NDArray[np.bool_], *, ridge: float, even: bool) -> Floats:
    """Return weights and, last, the offset under which a logistic function tells `right`.

    `features` has shape (rows, features). Where `even`, both answers weigh the same however many
    rows each has: chance 0.5 then is where the two errors are balanced.
    """
    middle, spread = features.mean(axis=0), features.std(axis=0)
    rows = np.column_stack([(features - middle) / spread, np.ones(len(features))])
    rarity = np.where(right, 0.5 / right.mean(), 0.5 / (~right).mean()) if even else 1.0
    share = np.broadcast_to(np.asarray(rarity) / len(rows), right.shape)
    shrink = np.append(np.full(features.shape[1], ridge), 1e-9)
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ ((chances - right) * share) + shrink * weights
        bend = (rows * (share * chances * (1 - chances))[:, np.newaxis]).T @ rows
        weights -= np.linalg.solve(bend + np.diag(shrink), slope)
    own = weights[:-1] / spread
    return np.append(own, weights[-1] - own @ middle)
