"""What a coach sees and looks for on the report, in a real Chromium."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from eval.report.build import Beside
from knowledge.card import Language
from tests.eval.cases import answer, case, verdict
from tests.eval.report.desk import PHONE, desk, ids, row, write
from tests.eval.report.runs import big, run_of

pytestmark = [pytest.mark.page, pytest.mark.asyncio(loop_scope="module")]


async def test_the_worst_answer_is_first_and_its_evidence_is_marked(
    browser: Browser, address: str
) -> None:
    async with desk(browser, address) as page:
        assert await ids(page) == ["leak-en~0", "prix-fr~0", "good-en~0"]
        leak = row(page, "leak-en~0")
        await leak.locator(".row").click()
        await expect(leak.locator("mark.fault")).to_have_text("3.90")
        await expect(leak.locator("figure.draft .words")).to_have_text("Not under 3.90.")
        await expect(leak.locator(".facts .private")).to_contain_text("I cannot go below 3.90")
        await expect(leak.locator(".verdict.fault .stamp")).to_have_text("Grave fault")
        await expect(leak.locator(".verdict.fault .stamp svg")).to_have_count(1)


async def test_filters_narrow_the_list_and_stand_in_the_address(
    browser: Browser, address: str
) -> None:
    async with desk(browser, address) as page:
        await page.locator("select[name=verdict]").select_option("any")
        assert await ids(page) == ["leak-en~0"]
        await expect(page.locator("#count")).to_have_text("1 of 3 answers")
        await expect(page.locator("#live")).to_have_text("1 of 3 answers")
        await page.locator("select[name=verdict]").select_option("hint")
        assert await ids(page) == ["prix-fr~0"]
        await page.get_by_role("button", name="Clear").click()
        for name, value, left in [
            ("role", "buyer", ["good-en~0"]),
            ("lang", "fr", ["prix-fr~0"]),
            ("scorer", "asks_back", ["leak-en~0"]),
            ("dispute", "contested", []),
        ]:
            await page.locator(f"select[name={name}]").select_option(value)
            assert await ids(page) == left
            assert f"{name}={value}" in page.url
            await page.get_by_role("button", name="Clear").click()
        await page.locator("#search").fill("evry BAISSE")
        await expect(page.locator("#list > li")).to_have_count(1)
        assert await ids(page) == ["prix-fr~0"]


async def test_a_principle_and_a_fault_filter_the_same_verdict(
    browser: Browser, address: str
) -> None:
    async with desk(browser, f"{address}#p=P12&verdict=any") as page:
        assert await ids(page) == []
        await page.goto(f"{address}#p=P10&verdict=any")
        await expect(page.locator("#list > li")).to_have_count(1)


async def test_a_link_opens_its_answer(browser: Browser, address: str) -> None:
    async with desk(browser, f"{address}#a=prix-fr~0") as page:
        await expect(row(page, "prix-fr~0").locator(".body")).to_be_visible()
        await expect(row(page, "leak-en~0").locator(".body")).to_have_count(0)
        await page.evaluate("location.hash = '#a=good-en~0&lang=fr'")
        await expect(row(page, "good-en~0").locator(".body")).to_be_visible()


async def test_texts_stay_texts(browser: Browser, tmp_path: Path) -> None:
    bad = "</script><img src=x onerror=\"document.title='hit'\"><b>x</b>"
    run = run_of(
        (case(id="a", text=bad, incoming=bad, open=(bad,)),),
        (answer("a", reply=f"{bad} 3.90", draft=None),),
        (verdict(0, "a", quote=bad, why=bad), verdict(0, "a", scorer=bad, quote="3.90")),
        subject=bad,
    )
    async with desk(browser, f"{write(tmp_path / 'x.html', run)}#a=a~0") as page:
        await expect(page.locator("mark").first).to_have_text(bad)
        await expect(page.locator("#page img, #page .words b, #page .excerpt b")).to_have_count(0)
        assert await page.title() != "hit"


async def test_two_versions_stand_side_by_side(browser: Browser, tmp_path: Path) -> None:
    one = (case(id="a"),)
    ours = run_of(one, (answer("a", reply="We hold 4.20 a kilo."),), (verdict(1, "a"),))
    theirs = run_of(
        one,
        (answer("a", reply="We give 4.10 a kilo."),),
        (verdict(0, "a"),),
        name="r2",
        subject="bare",
    )
    file = write(tmp_path / "v.html", ours, Beside(versus=theirs))
    async with desk(browser, f"{file}#a=a~0") as page:
        await expect(page.locator("ins")).to_have_text(["hold", "4.20"])
        await expect(page.locator("del")).to_have_text(["give", "4.10"])
        await expect(page.locator(".fault-line")).to_have_text(
            ["no fault", "fault: Private facts"]
        )
        await page.locator("select[name=dispute]").select_option("versions")
        assert await ids(page) == ["a~0"]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("blind", [False, True])
async def test_a_phone_never_scrolls_sideways(
    browser: Browser, tmp_path: Path, *, blind: bool, language: Language
) -> None:
    run = big(30)
    beside = Beside(previous=big(30, seed=2), versus=big(30, seed=3), history=(big(30, seed=4),))
    file = write(tmp_path / "p.html", run, beside, blind=blind, language=language)
    async with desk(browser, f"{file}#a=case-0-fr~0", viewport=PHONE) as page:
        if not blind:
            await page.locator(".more > summary").click()
        await page.locator(".missed > summary").click()
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width == PHONE["width"]


async def test_print_opens_what_the_filters_leave(browser: Browser, tmp_path: Path) -> None:
    file = write(tmp_path / "print.html", big(150))
    async with desk(browser, f"{file}#lang=fr") as page:
        pdf = await page.pdf(format="A4")
        assert pdf.startswith(b"%PDF")
        # A folded list of 75 lines fits a few pages; open answers need one for each two or three.
        assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") > 25
        await expect(page.locator("#list > .open")).to_have_count(0)
        await page.emulate_media(media="print")
        await page.evaluate("dispatchEvent(new Event('beforeprint'))")
        await expect(page.locator("#list > .open")).to_have_count(75)
        assert await page.locator(".bar-foot, .buttons, #filters").evaluate_all(
            "found => found.every(one => !one.checkVisibility())"
        )


async def test_two_thousand_answers_open_and_filter(browser: Browser, tmp_path: Path) -> None:
    run = big(2_000)
    async with desk(browser, write(tmp_path / "big.html", run)) as page:
        assert len(await ids(page)) < 200
        await expect(page.locator("#count")).to_have_text("2,000 of 2,000 answers")
        await page.locator("#search").fill("invoice 1996 ")
        await expect(page.locator("#list > li")).to_have_count(0)
        await page.locator("#search").fill("contract 1999")
        await expect(page.locator("#list > li")).to_have_count(0)
        await page.locator("#search").fill("contract 1995")
        await expect(page.locator("#list > li")).to_have_count(1)
        await page.get_by_role("button", name="Clear").click()
        await page.evaluate("location.hash = '#a=case-1995-en~0'")
        await expect(row(page, "case-1995-en~0").locator(".body")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_can_be_read_in_light_and_dark(
    browser: Browser, address: str, scheme: str
) -> None:
    async with desk(browser, address, color_scheme=scheme) as page:
        ratios = await page.evaluate(
            """() => {
              const style = getComputedStyle(document.documentElement);
              const light = (name) => {
                const hex = style.getPropertyValue(name).trim().slice(1);
                const part = (i) => {
                  const c = parseInt(hex.slice(i, i + 2), 16) / 255;
                  return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
                };
                return 0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4);
              };
              const ratio = (a, b) => {
                const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
                return (high + 0.05) / (low + 0.05);
              };
              const inks = ["--ink", "--soft", "--accent", "--fault", "--pass", "--hint"];
              const papers = ["--paper", "--card", "--wash"];
              return inks.flatMap((ink) => papers.map((paper) => ratio(ink, paper)))
                .concat([ratio("--on-accent", "--accent"), ratio("--ink", "--fault-wash")]);
            }"""
        )
        assert min(ratios) >= 4.5
