"""The plots and tables below the first screen, and what is said of the change since a run."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from eval.calibrate import GOLD, Pair, sheets
from eval.report.build import Beside
from knowledge.card import Language
from tests.eval.report.desk import desk, write
from tests.eval.report.runs import big, run_of

pytestmark = [pytest.mark.page, pytest.mark.asyncio(loop_scope="module")]


async def test_runs_judges_and_costs_are_plotted(browser: Browser, tmp_path: Path) -> None:
    pairs = [
        Pair(
            criterion="fair",
            language=Language.FR,
            cluster=f"s{place}",
            people=place % 2,
            judge=0 if place == 1 else place % 2,
        )
        for place in range(40)
    ]
    beside = Beside(
        previous=big(40, seed=2, days=-7),
        history=(big(40, seed=3, days=-14), big(40, seed=2, days=-7)),
        calibration=sheets("m", GOLD, pairs),
    )
    async with desk(browser, write(tmp_path / "p.html", big(40), beside)) as page:
        await page.locator(".more > summary").click()
        measured = page.locator(".principles tbody tr:not(.untold)")
        await expect(page.locator(".sparks li")).to_have_count(await measured.count())
        await expect(page.locator(".sparks li").first.locator("circle")).to_have_count(3)
        await expect(page.locator(".legend li")).to_have_count(3)
        await expect(page.locator(".cost-plot .this")).to_have_count(1)
        line = page.locator(".reliability tbody tr")
        await expect(line).to_contain_text("Fairness")
        await expect(line).to_contain_text("95%")
        await expect(line).to_contain_text("100%")


async def test_a_change_is_said_only_where_it_is_certain(browser: Browser, tmp_path: Path) -> None:
    run = big(200)
    kept = tuple(one.model_copy(update={"value": 1, "quote": ""}) for one in run.verdicts)
    better = run_of(run.cases, run.transcripts, kept, name="old")
    async with desk(browser, write(tmp_path / "w.html", run, Beside(previous=better))) as page:
        total = page.locator(".principles > p").last
        await expect(total.locator(".worse")).to_contain_text("points")
    async with desk(browser, write(tmp_path / "s.html", run, Beside(previous=run))) as page:
        await expect(page.locator(".principles .worse, .principles .better")).to_have_count(0)
        await expect(page.locator(".principles > p").last).to_contain_text("no change shown")


async def test_a_number_of_the_first_screen_leads_to_its_answers(
    browser: Browser, tmp_path: Path
) -> None:
    async with desk(browser, write(tmp_path / "n.html", big(40))) as page:
        await page.get_by_role("button", name="private facts leaked").click()
        await expect(page.locator("#list > li")).to_have_count(1)
        await expect(page.locator("#answers-title")).to_be_focused()
        row = page.locator(".principles tr[data-principle=P09]")
        await row.get_by_role("button").click()
        await expect(page.locator("select[name=p]")).to_have_value("P09")
        await expect(page.locator("select[name=scorer]")).to_have_value("")
