import re
import subprocess
import sys
from pathlib import Path

import pytest

import bot.llm
from bot.coach.errors import ModelUnavailable
from bot.llm.choose import Kind, build_model, describe
from bot.llm.embedded import Embedded
from bot.llm.model import NoModel
from bot.llm.remote import Remote
from bot.settings import Settings
from bot.texts import table
from knowledge.card import Language
from tests.bot.llm.endpoint import a_prompt


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("ACCORD_MODEL", "OPENAI_BASE_URL", "OPENAI_API_KEY", "HF_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    return Settings(_env_file=None).model_copy(update={"cache_dir": tmp_path})


def _with(settings: Settings, **values: str) -> Settings:
    return settings.model_copy(update=values)


async def test_no_model_is_always_ready_and_never_answers(settings: Settings) -> None:
    model = build_model(_with(settings, model="none"))

    assert isinstance(model, NoModel)
    assert model.ready
    assert not model.remote
    with pytest.raises(ModelUnavailable, match=r"llm\.none"):
        await model.reply(a_prompt())


@pytest.mark.parametrize(
    ("chosen", "name"),
    [
        ("embedded", "qwen2.5-coder-1.5b"),
        ("path:/models/own.gguf", "own"),
        ("hf:owner/repo/sub/theirs.gguf", "theirs"),
    ],
)
def test_a_file_is_served_on_this_machine(settings: Settings, chosen: str, name: str) -> None:
    model = build_model(_with(settings, model=chosen))

    assert isinstance(model, Embedded)
    assert (model.name, model.ready, model.remote) == (name, False, False)


@pytest.mark.parametrize(
    ("base_url", "remote"),
    [
        ("", True),
        ("https://models.example/v1", True),
        ("http://192.168.1.5:8080/v1", True),
        ("http://localhost.example/v1", True),
        ("http://localhost:8080/v1", False),
        ("http://127.0.0.1:8080/v1", False),
        ("http://[::1]:8080/v1", False),
    ],
)
def test_any_other_name_is_asked_at_the_endpoint(
    settings: Settings, base_url: str, *, remote: bool
) -> None:
    chosen = _with(settings, model="gpt-4o-mini", openai_base_url=base_url)

    model = build_model(chosen)

    assert isinstance(model, Remote)
    assert (model.name, model.ready, model.remote) == ("gpt-4o-mini", False, remote)
    assert describe(chosen).remote is remote


def test_a_bad_hub_name_is_told_before_anything_is_fetched(settings: Settings) -> None:
    chosen = _with(settings, model="hf:file.gguf")

    with pytest.raises(ModelUnavailable, match=r"llm\.bad_reference"):
        build_model(chosen)
    assert describe(chosen).trouble == "llm.bad_reference"


def test_what_a_model_lacks_is_named(settings: Settings, tmp_path: Path) -> None:
    absent = tmp_path / "absent.gguf"

    file = describe(_with(settings, model=f"path:{absent}"))
    keyless = describe(_with(settings, model="gpt-4o-mini"))
    download = describe(_with(settings, model="hf:owner/repo/file.gguf"))

    assert (file.kind, file.prepared, file.missing) == (Kind.FILE, False, (str(absent),))
    assert file.trouble == "llm.no_file"
    assert (keyless.missing, keyless.trouble) == (("OPENAI_API_KEY",), "llm.refused")
    assert (download.kind, download.prepared, download.trouble) == (Kind.HUB, False, "")


def test_the_embedded_model_is_not_prepared_before_its_weights_are_joined(
    settings: Settings,
) -> None:
    state = describe(settings)

    assert (state.kind, state.prepared, state.remote) == (Kind.EMBEDDED, False, False)
    assert bool(state.missing) == (state.trouble == "llm.no_weights")


def test_every_sentence_of_this_room_exists_and_is_used() -> None:
    room = Path(bot.llm.__file__).parent
    code = "".join(file.read_text("utf-8") for file in room.glob("*.py"))
    named = set(re.findall(r'"llm\.(\w+)"', code))

    for language in Language:
        written = {name for name in table(language) if name.startswith("llm.")}
        assert written == {f"llm.{name}" for name in named}


def test_choosing_a_model_imports_nothing_heavy() -> None:
    heavy = (
        "{'openai', 'langchain_openai', 'xllamacpp', 'tiktoken', 'huggingface_hub.file_download'}"
    )
    script = f"import sys, bot.llm.choose; print({heavy} & set(sys.modules))"

    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "set()"
