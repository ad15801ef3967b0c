"""The doctor names what is missing and how to mend it, and touches nothing."""

from pathlib import Path

import pytest

from bot.doctor import doctor, examine
from bot.settings import Settings


def settings(folder: Path, **given: str) -> Settings:
    known: dict[str, object] = {
        "ACCORD_MODEL": "none",
        "ACCORD_DATA": folder,
        "ACCORD_CACHE": folder / "cache",
        "TELEGRAM_BOT_TOKEN": "",
        "LANG": "en_GB.UTF-8",
    }
    return Settings(_env_file=None, **(known | given))  # type: ignore[arg-type]


def fixes(of: Settings) -> dict[str, str]:
    return {line.part: line.fix for line in examine(of)}


def test_without_a_model_only_the_token_is_missing_and_that_is_no_fault(tmp_path: Path) -> None:
    assert [part for part, fix in fixes(settings(tmp_path)).items() if fix] == ["token"]
    assert doctor(settings(tmp_path)) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_model_file_that_is_not_there_gets_a_fix(tmp_path: Path) -> None:
    absent = settings(tmp_path, ACCORD_MODEL=f"path:{tmp_path / 'none.gguf'}")

    assert "ACCORD_MODEL" in fixes(absent)["model"]
    assert doctor(absent) == 1


def test_openai_without_a_key_gets_a_fix(tmp_path: Path) -> None:
    assert "OPENAI_API_KEY" in fixes(settings(tmp_path, ACCORD_MODEL="gpt-4o"))["model"]


def test_a_file_that_is_no_database_gets_a_fix(tmp_path: Path) -> None:
    (tmp_path / "accord.db").write_bytes(b"this is no database at all" * 100)

    assert fixes(settings(tmp_path))["database"]


def test_the_table_speaks_the_language_of_the_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    doctor(settings(tmp_path, LANG="fr_FR.UTF-8"))

    assert "Remède" in capsys.readouterr().out


def test_a_password_in_the_database_address_is_not_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    doctor(settings(tmp_path, ACCORD_DATABASE="postgresql+asyncpg://accord:hush@host/accord"))

    assert "hush" not in capsys.readouterr().out


def test_a_data_folder_that_is_a_file_gets_a_fix(tmp_path: Path) -> None:
    """Permissions would be the common case, but the account of a build may write anywhere."""
    (tmp_path / "data").write_text("")
    there = settings(tmp_path, ACCORD_DATA=str(tmp_path / "data"))

    assert "ACCORD_DATA" in fixes(there)["database"]
    assert doctor(there) == 1
