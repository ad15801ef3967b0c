"""Prints how a reader of tactics does, as the tables of docs/measurements.md."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from bench.tactics.scores import (
    Judged,
    between,
    confusion,
    f1_by_code,
    false_alarms,
    forbidden_caught,
    macro_f1,
    zone_right,
)
from bench.tactics.unseen import Labelled, read_all
from bot.coach.tactics import TacticReader
from knowledge import embed
from knowledge.tactics import BY_CODE, Zone

Key = Callable[[Judged], str]
_TIMED = 60


def in_full(reader: TacticReader, texts: tuple[Labelled, ...]) -> None:
    """Print scores in all, by language, direction and code, and the confusion of zones."""
    judged = read_all(texts, reader)
    print("| texts | n | zone right | macro-F1 | forbidden caught | false alarms |")
    print("|---|---|---|---|---|---|")
    print(_row("all", judged))
    for key in (lambda one: one.language, lambda one: one.direction.value):
        for name, some in _grouped(judged, key).items():
            print(_row(name, some))
    print("\n| true zone | seen fine | risky | forbidden |\n|---|---|---|---|")
    table = confusion(judged)
    for true in Zone:
        print(f"| {true} | " + " | ".join(str(table[true, seen]) for seen in Zone) + " |")
    print("\n| code | n | F1 | French | English |\n|---|---|---|---|---|")
    _print_codes(judged)


def side_by_side(readers: Mapping[str, TacticReader], texts: tuple[Labelled, ...]) -> None:
    """Print one row a reader."""
    print("| way | n | zone right | macro-F1 | forbidden caught | false alarms |")
    print("|---|---|---|---|---|---|")
    for name, reader in readers.items():
        print(_row(name, read_all(texts, reader)), flush=True)


def times(reader: TacticReader, texts: tuple[Labelled, ...]) -> None:
    """Print the time of a check beside that of embedding the text alone, side by side."""
    alone, whole = [], []
    for one in texts[:_TIMED]:
        start = time.perf_counter()
        embed.query(one.text)
        between_them = time.perf_counter()
        reader.read(one.text, one.direction, one.facts)
        alone.append(between_them - start)
        whole.append(time.perf_counter() - between_them)
    shares = np.array(whole) / np.array(alone)
    print(
        f"\nA check beside the embedding of its text ({len(shares)} texts): "
        f"{sum(whole) / sum(alone):.2f} in sum; "
        f"p50 {np.median(shares):.2f}, p95 {np.percentile(shares, 95):.2f}; "
        f"p50 {np.median(whole) * 1000:.0f} ms, p95 {np.percentile(whole, 95) * 1000:.0f} ms."
    )


def sizes(folder: Path, patch: Path) -> None:
    """Print the size of what is shipped, and of the model that is made from it."""
    model = sum(file.stat().st_size for file in folder.iterdir())
    print(f"\nShipped {patch.stat().st_size / 1e6:.2f} MB; made from it {model / 1e6:.0f} MB.")


def _print_codes(judged: Sequence[Judged]) -> None:
    every = f1_by_code(judged)
    tongues = {
        name: f1_by_code(some) for name, some in _grouped(judged, lambda one: one.language).items()
    }
    for code in BY_CODE:
        if code in every:
            shown = sum(code in one.true_codes for one in judged)
            apart = " | ".join(f"{tongues[name].get(code, 0):.2f}" for name in ("fr", "en"))
            print(f"| `{code}` | {shown} | {every[code]:.2f} | {apart} |")


def _row(name: str, judged: Sequence[Judged]) -> str:
    cells = (
        zone_right(judged),
        between(judged, macro_f1),
        forbidden_caught(judged),
        false_alarms(judged),
    )
    return f"| {name} | {len(judged)} | " + " | ".join(map(str, cells)) + " |"


def _grouped(judged: Sequence[Judged], key: Key) -> dict[str, list[Judged]]:
    found: dict[str, list[Judged]] = {}
    for one in judged:
        found.setdefault(key(one), []).append(one)
    return found
