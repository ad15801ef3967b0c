"""Remembers that a large file was checked, so that it is not hashed at each start.

A stamp lies in the cache folder, not beside the file, and holds the file's size, its time of
change and the hash that was found: when the file changes, the stamp no longer holds.
"""

import hashlib
import json
from pathlib import Path

_CHUNK = 4 * 1024 * 1024


def holds(file: Path, sha256: str, cache: Path) -> bool:
    """Tell whether `file` is there, unchanged since it was found to have this hash."""
    try:
        return bool(_stamp(file, cache).read_text("ascii") == _content(file, sha256))
    except OSError:
        return False


def put(file: Path, sha256: str, cache: Path) -> None:
    """Remember that `file` was found to have this hash."""
    stamp = _stamp(file, cache)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    new = stamp.with_suffix(".new")
    new.write_text(_content(file, sha256), "ascii")
    new.replace(stamp)


def verify(file: Path, sha256: str, cache: Path) -> bool:
    """Tell whether `file` has this hash: from its stamp, else by reading it (seconds per GB)."""
    if holds(file, sha256, cache):
        return True
    if not file.is_file():
        return False
    digest = hashlib.sha256()
    with file.open("rb") as source:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
    if digest.hexdigest() != sha256:
        return False
    put(file, sha256, cache)
    return True


def _stamp(file: Path, cache: Path) -> Path:
    name = hashlib.sha256(str(file.absolute()).encode()).hexdigest()[:16]
    return cache / "stamps" / f"{name}.json"


def _content(file: Path, sha256: str) -> str:
    status = file.stat()
    return json.dumps({"sha256": sha256, "size": status.st_size, "mtime_ns": status.st_mtime_ns})
