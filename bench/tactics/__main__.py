"""Tactics: `python -m bench.tactics` measures the reader, `--train` makes its model anew.

`--refine` does the second round of the training alone. `--variants` reads unseen texts
in several ways, `--fresh` reads those that nothing was chosen on.
"""

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.tactics import tables, unseen
from bench.tactics.variants import VARIANTS
from bot.coach.tactics import TacticReader
from knowledge.tactics import patch as patches
from knowledge.tactics.eye import TrainedEye


def main() -> int:
    """Run what the flags ask for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.tactics", description=__doc__)
    parser.add_argument("--train", action="store_true", help="train, and write the model's patch")
    parser.add_argument("--refine", action="store_true", help="only the second round of training")
    parser.add_argument("--variants", action="store_true", help="ways to read side by side")
    parser.add_argument("--fresh", action="store_true", help="read texts never read before")
    parser.add_argument("--out", type=Path, default=patches.FILE, help="where the patch goes")
    given = parser.parse_args()
    if given.train or given.refine:
        from bench.tactics.train_command import refine, train

        # The clock of a command that dates what it writes.
        today = datetime.now(UTC).date()  # noqa: TID251
        (train if given.train else refine)(given.out, today)
        return 0
    texts = unseen.load("fresh" if given.fresh else "read")
    with tempfile.TemporaryDirectory() as folder:
        if given.variants:
            tables.side_by_side(
                {name: make(Path(folder)) for name, make in VARIANTS.items()}, texts
            )
            return 0
        eye = TrainedEye(Path(folder), given.out)
        eye.load()
        tables.in_full(TacticReader(eye), texts)
        tables.times(TacticReader(eye), texts)
        tables.sizes(Path(folder), given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
