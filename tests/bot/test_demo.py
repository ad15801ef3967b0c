"""`make demo` as a newcomer meets it: the printed page, in a real Chromium, answers."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright

from bench.browser import launch

pytestmark = pytest.mark.page


async def start_demo(folder: Path) -> tuple[Process, str]:
    environment = dict(os.environ) | {  # noqa: TID251 - the environment of a child process
        "ACCORD_DATA": str(folder),
        "LANG": "en_GB.UTF-8",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--model", "none", "--port", "0"),
        env=environment,
        stdout=PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    while line := (await process.stdout.readline()).decode():
        for word in line.split():
            if word.startswith("http://"):
                return process, word
    raise AssertionError("the demo ended before it printed its address")


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    process, address = await start_demo(tmp_path)
    try:
        async with async_playwright() as playwright:
            browser = await launch(playwright)
            page = await browser.new_page(viewport={"width": 1280, "height": 900})
            await page.goto(address)
            yield page
            await browser.close()
    finally:
        process.terminate()
        assert await process.wait() == 0


async def test_a_buyer_types_and_gets_a_draft_that_keeps_the_limit(page: Page) -> None:
    box = page.get_by_role("textbox").nth(1)
    await box.fill(
        '"We have to move to €1,180/t from 1 March. Best, Marta" I want 1,095, can live with '
        "1,130, 600 t a year, could sign 24 months. Draft me a reply."
    )
    await box.press("Enter")

    draft = page.locator("pre:visible").last
    await draft.wait_for(timeout=30_000)

    text = await draft.inner_text()
    assert "Hello Marta" in text
    assert "€1,095" in text
    assert "1,130" not in text


async def test_one_line_gets_questions_and_draft_it_now_works(page: Page) -> None:
    box = page.get_by_role("textbox").nth(1)
    await box.fill("they want 10% off")
    await box.press("Enter")

    now = page.get_by_role("button", name="Draft it now")
    await now.click(timeout=30_000)

    await page.locator("pre:visible").last.wait_for(timeout=30_000)
    assert "If we can work on volume" in await page.locator("pre:visible").last.inner_text()
