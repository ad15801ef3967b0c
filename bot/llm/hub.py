"""A GGUF file that the user chose: from the Hugging Face hub, or from this disk."""

import errno
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from bot.coach.errors import ModelUnavailable
from bot.llm import stamps

log = logging.getLogger(__name__)

_MAGIC = b"GGUF"
_DEADLINE_S = 3600.0
_Result = Path | Exception


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of a repository of the hub."""

    repo: str
    file: str


def parse(reference: str) -> HubFile:
    """Read `owner/repo/file.gguf`. Raises ModelUnavailable("llm.bad_reference")."""
    pieces = reference.split("/", 2)
    if len(pieces) != 3 or not all(pieces) or not reference.endswith(".gguf"):  # noqa: PLR2004
        raise ModelUnavailable("llm.bad_reference")
    return HubFile(f"{pieces[0]}/{pieces[1]}", pieces[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFile:
    """Finds a GGUF file of this disk and checks it. An empty `sha256` skips the hash."""

    path: Path
    cache: Path
    sha256: str = ""

    def __call__(self) -> Path:
        """Return the file. Raises ModelUnavailable: `llm.no_file`, `llm.broken_weights`."""
        try:
            with self.path.open("rb") as file:
                magic = file.read(len(_MAGIC))
            sound = magic == _MAGIC and self._has_hash()
        except OSError as error:
            raise ModelUnavailable("llm.no_file") from error
        if not sound:
            raise ModelUnavailable("llm.broken_weights")
        return self.path

    def _has_hash(self) -> bool:
        return not self.sha256 or stamps.verify(self.path, self.sha256.lower(), self.cache)


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """Fetches a file of the hub into `cache`, once. An empty `endpoint` is the public hub.

    The hub's client checks no content: give a `sha256` to be sure of what is loaded.
    """

    wanted: HubFile
    cache: Path
    endpoint: str = ""
    sha256: str = ""
    deadline_s: float = _DEADLINE_S

    def __call__(self) -> Path:
        """Return the file, downloaded if needed.

        Raises ModelUnavailable: `llm.hub_down`, `llm.not_on_hub`, `llm.disk_full`,
        `llm.broken_weights` (the bad copy is removed, so that it is fetched again).
        """
        path = self.cached() or _within(self.deadline_s, self._fetch)
        try:
            return LocalFile(path=path, cache=self.cache, sha256=self.sha256)()
        except ModelUnavailable:
            path.resolve().unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            raise

    @property
    def _folder(self) -> Path:
        return self.cache / "hub"

    def cached(self) -> Path | None:
        """Return the file when it was downloaded before."""
        from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 - loaded when used

        repo, file = self.wanted.repo, self.wanted.file
        found = try_to_load_from_cache(repo, file, cache_dir=self._folder)
        return Path(found) if isinstance(found, str) else None

    def _fetch(self) -> Path:
        import huggingface_hub  # noqa: PLC0415 - loaded when used
        from huggingface_hub import constants  # noqa: PLC0415

        # Its variables are read at import and belong to the user's shell; these are ours.
        constants.HF_HUB_DISABLE_XET = True
        constants.HF_HUB_DISABLE_TELEMETRY = True
        return Path(
            huggingface_hub.hf_hub_download(
                self.wanted.repo,
                self.wanted.file,
                cache_dir=self._folder,
                endpoint=self.endpoint or None,
                token=False,
            )
        )


def _within(seconds: float, work: Callable[[], Path]) -> Path:
    # A daemon thread: one that hangs on a dead network must not keep the process from ending.
    results: SimpleQueue[_Result] = SimpleQueue()
    Thread(target=_report, args=(work, results), name="hub", daemon=True).start()
    try:
        result = results.get(timeout=seconds)
    except Empty:
        raise ModelUnavailable("llm.hub_down") from None
    if isinstance(result, Path):
        return result
    log.warning("the hub gave no file: %s", type(result).__name__)
    raise ModelUnavailable(_sentence(result)) from None


def _report(work: Callable[[], Path], results: "SimpleQueue[_Result]") -> None:
    import httpx2  # noqa: PLC0415 - the hub's client, which lets its errors through

    try:
        results.put(work())
    except (OSError, ValueError, httpx2.HTTPError) as error:
        results.put(error)


def _sentence(error: Exception) -> str:
    from huggingface_hub import errors  # noqa: PLC0415 - loaded when used

    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "llm.disk_full"
    # Raised for a network that does not answer, although its name says otherwise.
    if isinstance(error, errors.LocalEntryNotFoundError):
        return "llm.hub_down"
    unknown = (errors.EntryNotFoundError, errors.RepositoryNotFoundError, ValueError)
    return "llm.not_on_hub" if isinstance(error, unknown) else "llm.hub_down"
