import logging
from pathlib import Path

import pytest
from aiogram.exceptions import ClientDecodeError

from bot.telegram.redact import redacted_logs

TOKEN = "bot123456:AAE-secret_part"


def test_the_token_never_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("bot.telegram")

    with redacted_logs():
        log.error("cannot write to https://host/%s/sendMessage", TOKEN)
        try:
            Path(f"/nowhere/{TOKEN}/getMe").read_text("utf-8")
        except OSError:
            log.exception("lost")

    assert "secret_part" not in caplog.text
    assert caplog.text.count("bot<token>") == 2


def test_other_records_are_left_as_they_are(caplog: pytest.LogCaptureFixture) -> None:
    with redacted_logs():
        logging.getLogger("bot").warning("%d asks, %s", 3, "robot")

    assert caplog.messages == ["3 asks, robot"]


def test_an_error_that_quotes_an_update_is_logged_by_class(
    caplog: pytest.LogCaptureFixture,
) -> None:
    error = ClientDecodeError("Failed", ValueError("limite"), {"text": "limite 44 000"})

    with redacted_logs():
        logging.getLogger("aiogram.dispatcher").error("%s: %s", "Failed", error, exc_info=error)

    assert caplog.messages == ["Failed: ClientDecodeError"]
    assert "44 000" not in caplog.text
