"""The only reader of the environment: one frozen Settings, from variables and `.env`."""

from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.card import Language


class Settings(BaseSettings):
    """Everything that can be set from outside. `.env.example` explains each name."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", frozen=True, extra="ignore"
    )

    model: str = Field(default="embedded", validation_alias="ACCORD_MODEL")
    """`embedded`, `none`, `path:FILE.gguf`, `hf:owner/repo/file.gguf`, or a remote name."""
    model_sha256: str = Field(default="", validation_alias="ACCORD_MODEL_SHA256")
    model_timeout_s: float = Field(default=90.0, validation_alias="ACCORD_MODEL_TIMEOUT")
    model_threads: int = Field(default=0, ge=0, validation_alias="ACCORD_THREADS")
    """Threads of the embedded model; 0 takes every core that this process may use."""
    openai_base_url: str = Field(default="", validation_alias="OPENAI_BASE_URL")
    openai_api_key: SecretStr = Field(default=SecretStr(""), validation_alias="OPENAI_API_KEY")
    hf_endpoint: str = Field(default="", validation_alias="HF_ENDPOINT")

    telegram_token: SecretStr = Field(default=SecretStr(""), validation_alias="TELEGRAM_BOT_TOKEN")
    telegram_api: str = Field(
        default="https://api.telegram.org", validation_alias="TELEGRAM_API_BASE"
    )
    review: bool = Field(default=False, validation_alias="ACCORD_REVIEW")
    """Whether users may show an answer to a coach, asked each time."""
    stream: Literal["draft", "off"] = Field(default="draft", validation_alias="ACCORD_STREAM")

    data_dir: Path = Field(
        default=Path(platformdirs.user_data_dir("accord")), validation_alias="ACCORD_DATA"
    )
    cache_dir: Path = Field(
        default=Path(platformdirs.user_cache_dir("accord")), validation_alias="ACCORD_CACHE"
    )
    locale: str = Field(default="", validation_alias=AliasChoices("ACCORD_LANG", "LANG"))
    database: str = Field(default="", validation_alias="ACCORD_DATABASE")
    """A SQLAlchemy address; empty means `accord.db` in the data folder."""

    @property
    def language(self) -> Language:
        """Return the language in which commands speak: that of the machine, English by default."""
        return Language.FR if self.locale.casefold().startswith("fr") else Language.EN

    @property
    def database_url(self) -> str:
        """Return the address of the database, SQLite in the data folder by default."""
        return self.database or f"sqlite:///{self.data_dir / 'accord.db'}"


def load() -> Settings:
    """Read the environment. Raises pydantic.ValidationError when a value cannot be used."""
    return Settings()
