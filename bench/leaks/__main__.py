"""How many disguised secrets the guard finds, and how often it cries wolf.

`python -m bench.leaks` prints both halves by kind, with 95 % Wilson intervals; `--misses` shows
what goes wrong in the tuning half. The unseen half is never shown draft by draft.
"""

import argparse

from bench.leaks.drafts import HALVES
from bench.leaks.measure import caught, false_alarms, results


def report(half: str) -> None:
    """Print catches and false alarms of a half, by kind and language."""
    every = results(half)
    print(f"\n{half}: caught {caught(every)}, false alarms {false_alarms(every)}")
    for kind in dict.fromkeys(one.draft.kind for one in every):
        mine = [one for one in every if one.draft.kind == kind]
        count = caught if mine[0].draft.leaks else false_alarms
        languages = sorted({one.draft.language for one in mine})
        each = (
            f"{name} {count(o for o in mine if o.draft.language is name)}" for name in languages
        )
        print(f"  {kind:20} {count(mine)}   {'   '.join(each)}")


def main() -> None:
    """Print what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.leaks", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show those of the tuning half")
    if parser.parse_args().misses:
        for one in results("tuning"):
            if one.found is not one.draft.leaks:
                print(f"{one.draft.kind} {one.draft.language}: {one.draft.text}")
        return
    for half in HALVES:
        report(half)


if __name__ == "__main__":
    main()
