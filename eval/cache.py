"""Answers and verdicts by content: what was paid for once is never asked again.

One small file a key, written beside and renamed: `kill -9` leaves a whole file or none.
"""

import os
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from eval.fingerprint import of_text

Kept = TypeVar("Kept", bound=BaseModel)


class Cache:
    """Keeps values of one type by what they were made from."""

    def __init__(self, folder: Path | None) -> None:
        """Keep them under `folder`; None keeps nothing."""
        self._folder = folder

    def get(self, kind: type[Kept], *made_from: str) -> Kept | None:
        """Return what was kept for these texts, or None."""
        path = self._path(made_from)
        if path is None:
            return None
        try:
            return kind.model_validate_json(path.read_bytes())
        except (FileNotFoundError, ValidationError):
            # A value of an older shape is no value.
            return None

    def put(self, value: BaseModel, *made_from: str) -> None:
        """Keep `value`. Raises OSError when the disk refuses."""
        path = self._path(made_from)
        if path is None:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_text(value.model_dump_json(), "utf-8")
        beside.replace(path)

    def _path(self, made_from: tuple[str, ...]) -> Path | None:
        if self._folder is None:
            return None
        key = of_text(*made_from)
        return self._folder / key[:2] / f"{key}.json"
