"""Looking for bytes in the files of a database."""

from pathlib import Path


def places_of(marker: bytes, file: Path) -> list[str]:
    """Return the names of the files (database, log, index of the log) that hold `marker`."""
    return [
        beside.name
        for beside in sorted(file.parent.glob(f"{file.name}*"))
        if marker in beside.read_bytes()
    ]
