"""A coach's desk for the tests of the report: a real Chromium, a page opened from the disk."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright

from bench import browser as browser_of_the_machine
from eval.report.build import Beside, data_of, page
from eval.run_folder import Run
from knowledge.card import Language

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}


@asynccontextmanager
async def launch() -> AsyncIterator[Browser]:
    """Start Chromium; where there is none the test fails: a skipped one would look green."""
    async with async_playwright() as playwright:
        browser = await browser_of_the_machine.launch(playwright)
        yield browser
        await browser.close()


def write(
    path: Path,
    run: Run,
    beside: Beside | None = None,
    *,
    blind: bool = False,
    language: Language = Language.EN,
) -> str:
    """Write a page and return its address."""
    path.write_text(page(data_of(run, beside, blind=blind), language), "utf-8")
    return path.as_uri()


@asynccontextmanager
async def desk(browser: Browser, address: str, **options: Any) -> AsyncIterator[Page]:
    """Open a page; at the end its console must be clean and nothing was asked of a network."""
    context = await browser.new_context(**({"viewport": DESKTOP} | options))
    opened = await context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda line: complaints.append(f"{line.type}: {line.text}"))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "request",
        lambda asked: (
            complaints.append(asked.url)
            if not asked.url.startswith(("file:", "data:", "blob:"))
            else None
        ),
    )
    try:
        await opened.goto(address)
        await opened.wait_for_selector("html[data-ready]")
        yield opened
        assert complaints == []
    finally:
        await context.close()


async def ids(opened: Page) -> list[str]:
    """Return the answers that the list shows so far, in order."""
    found: list[str] = await opened.locator("#list > li").evaluate_all(
        "rows => rows.map(row => row.dataset.id)"
    )
    return found


def row(opened: Page, answer: str) -> Locator:
    """Return one answer of the list."""
    return opened.locator(f'#list > li[data-id="{answer}"]')


async def export(opened: Page, path: Path) -> dict[str, Any]:
    """Press Export, keep the file as `path`, and return what it says."""
    async with opened.expect_download() as waiting:
        await opened.get_by_role("button", name="Export").click()
    await (await waiting.value).save_as(path)
    return _read(path)


async def take_in(opened: Page, text: str) -> None:
    """Import a file with this text."""
    await opened.locator("#import").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
    )


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found
