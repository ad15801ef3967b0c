"""Chooses the language model that the settings name, and tells whether it can work."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.coach.errors import ModelUnavailable
from bot.llm import hub, weights
from bot.llm.address import OPENAI, is_openai, on_this_machine
from bot.llm.embedded import Embedded
from bot.llm.model import LanguageModel, NoModel
from bot.llm.remote import Endpoint, Remote
from bot.settings import Settings

_FILE, _HUB = "path:", "hf:"


class Kind(StrEnum):
    """Where a model comes from."""

    NONE = "none"
    EMBEDDED = "embedded"
    FILE = "file"
    HUB = "hub"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelState:
    """What can be told of a model without loading it.

    `remote` is True when text leaves this machine. `prepared` is True when `load` needs neither
    a download nor the joining of weights. `missing` names packages, files or variables without
    which it cannot work; `trouble` is then the sentence that says so, else empty.
    """

    kind: Kind
    name: str
    remote: bool
    prepared: bool
    missing: tuple[str, ...] = ()
    trouble: str = ""


def build_model(settings: Settings, progress: weights.Progress | None = None) -> LanguageModel:
    """Return the model of `settings.model`, not loaded yet. Does no I/O.

    `progress` hears of the joining of the embedded weights. Raises
    ModelUnavailable("llm.bad_reference") for an `hf:` name that is not owner/repo/file.gguf.
    """
    kind = _kind(settings)
    if kind is Kind.NONE:
        return NoModel()
    if kind is Kind.REMOTE:
        return _remote(settings)
    return Embedded(
        _name(settings),
        _finder(settings, progress),
        timeout_s=settings.model_timeout_s,
        threads=settings.model_threads,
    )


def describe(settings: Settings) -> ModelState:
    """Tell what the settings choose and what it lacks. Quick, and nothing is contacted."""
    kind = _kind(settings)
    try:
        prepared, missing, trouble = _LOOK[kind](settings)
    except ModelUnavailable as error:
        prepared, missing, trouble = False, (settings.model,), error.text
    return ModelState(
        kind=kind,
        name=_name(settings),
        remote=kind is Kind.REMOTE and not on_this_machine(_base_url(settings)),
        prepared=prepared,
        missing=missing,
        trouble=trouble,
    )


def _kind(settings: Settings) -> Kind:
    if settings.model in (Kind.NONE, Kind.EMBEDDED):
        return Kind(settings.model)
    if settings.model.startswith(_FILE):
        return Kind.FILE
    return Kind.HUB if settings.model.startswith(_HUB) else Kind.REMOTE


def _name(settings: Settings) -> str:
    kind = _kind(settings)
    if kind is Kind.EMBEDDED:
        return weights.QWEN.name
    return Path(settings.model).stem if kind in (Kind.FILE, Kind.HUB) else settings.model


def _base_url(settings: Settings) -> str:
    return settings.openai_base_url or OPENAI


def _remote(settings: Settings) -> Remote:
    endpoint = Endpoint(
        name=settings.model,
        model=settings.model,
        base_url=_base_url(settings),
        api_key=settings.openai_api_key,
        timeout_s=settings.model_timeout_s,
    )
    return Remote(endpoint)


def _finder(settings: Settings, progress: weights.Progress | None) -> Callable[[], Path]:
    kind = _kind(settings)
    if kind is Kind.FILE:
        return _file(settings)
    if kind is Kind.HUB:
        return _download(settings)
    return weights.Assembly(cache=settings.cache_dir, progress=progress)


def _file(settings: Settings) -> hub.LocalFile:
    path = Path(settings.model.removeprefix(_FILE)).expanduser()
    return hub.LocalFile(path=path, cache=settings.cache_dir, sha256=settings.model_sha256)


def _download(settings: Settings) -> hub.Download:
    return hub.Download(
        wanted=hub.parse(settings.model.removeprefix(_HUB)),
        cache=settings.cache_dir,
        endpoint=settings.hf_endpoint,
        sha256=settings.model_sha256,
    )


_Look = tuple[bool, tuple[str, ...], str]


def _look_nowhere(_: Settings) -> _Look:
    return True, (), ""


def _look_for_weights(settings: Settings) -> _Look:
    if weights.assembled(settings.cache_dir) is not None:
        return True, (), ""
    missing = weights.missing()
    return False, missing, "llm.no_weights" if missing else ""


def _look_for_file(settings: Settings) -> _Look:
    path = _file(settings).path
    return (True, (), "") if path.is_file() else (False, (str(path),), "llm.no_file")


def _look_for_download(settings: Settings) -> _Look:
    return _download(settings).cached() is not None, (), ""


def _look_for_key(settings: Settings) -> _Look:
    keyless = not settings.openai_api_key.get_secret_value()
    if keyless and is_openai(_base_url(settings)):
        return False, ("OPENAI_API_KEY",), "llm.refused"
    return True, (), ""


_LOOK: dict[Kind, Callable[[Settings], _Look]] = {
    Kind.NONE: _look_nowhere,
    Kind.EMBEDDED: _look_for_weights,
    Kind.FILE: _look_for_file,
    Kind.HUB: _look_for_download,
    Kind.REMOTE: _look_for_key,
}
