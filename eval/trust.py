"""Which judges' verdicts count in a run: calibrated ones, that saw what was planted in it."""

from collections.abc import Sequence

from eval import calibrate
from eval.calibrate import Sheet
from eval.case import Case
from eval.judge.planted import Validity, run_validity
from eval.record import Verdict
from eval.run_folder import Run
from eval.summary import Trusted


def trust_of(run: Run, known: Sequence[Sheet] | None = None) -> Trusted:
    """Return whether a judge's verdict may count in this run.

    `known` is what judges have shown on the gold set (default: `calibration.json`). A judge that
    missed the blatant violations planted in the run is not heard in it.
    """
    sheets = calibrate.read() if known is None else known
    void = {one.judge for one in void_judges(run)}

    def trusted(verdict: Verdict, case: Case) -> bool:
        return verdict.judge not in void and calibrate.trusted_in(sheets, verdict, case)

    return trusted


def void_judges(run: Run) -> tuple[Validity, ...]:
    """Return the judges that missed too many of the blatant violations planted in a run."""
    return tuple(one for one in run_validity(run.verdicts) if not one.valid)
