"""`make bench`: measures what docs/measurements.md reports; `python -m bench NAME` for a part."""

import argparse
import asyncio
import subprocess
import sys
from collections.abc import Callable, Coroutine

from bench import overhead, privacy, speed, start

Part = Callable[[argparse.Namespace], Coroutine[None, None, None]]
PARTS: dict[str, Part] = {
    "overhead": overhead.measure,
    "start": start.measure,
    "speed": speed.measure,
    "privacy": privacy.measure,
}
APART = (
    "tactics",
    "amounts_read",
    "retrieval",
    "deal_recall",
    "deal_load",
    "deal_reindex",
    "deal_crash",
    "leaks",
)
"""Parts with flags of their own, run as `python -m bench.NAME` in a process of their own."""


def main() -> int:
    """Run the parts that are named, or all, in the table's order."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join((*PARTS, *APART))}"
    )
    parser.add_argument("--drafts", type=int, default=200, help="negotiations of `privacy`")
    parser.add_argument("--model", default="embedded", help="for `speed` and `privacy`")
    given = parser.parse_args()
    unknown = set(given.parts) - PARTS.keys() - set(APART)
    if unknown:
        parser.error(f"unknown part {', '.join(sorted(unknown))}")
    for name in given.parts or (*PARTS, *APART):
        print(f"\n## {name}", flush=True)
        if name in PARTS:
            asyncio.run(PARTS[name](given))
        else:
            # Names of the table above, nothing that a user typed.
            subprocess.run([sys.executable, "-m", f"bench.{name}"], check=True)  # noqa: S603
    return 0


if __name__ == "__main__":
    sys.exit(main())
