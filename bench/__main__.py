"""`make bench`: measures what docs/measurements.md reports; `python -m bench NAME` for a part."""

import argparse
import asyncio
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


def main() -> int:
    """Run the parts that are named, or all, in the table's order."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--drafts", type=int, default=200, help="negotiations of `privacy`")
    parser.add_argument("--model", default="embedded", help="for `speed` and `privacy`")
    given = parser.parse_args()
    unknown = set(given.parts) - PARTS.keys()
    if unknown:
        parser.error(f"unknown part {', '.join(sorted(unknown))}")
    for name in given.parts or PARTS:
        print(f"\n## {name}")
        asyncio.run(PARTS[name](given))
    return 0


if __name__ == "__main__":
    sys.exit(main())
