"""The pictures of past deals: one seller's story, in both languages, at the width of a phone."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from bot.texts import say
from knowledge.card import Language

_PHONE: ViewportSize = {"width": 390, "height": 760}
_ANSWER_MS = 240_000
_SETTLED_MS = 600
_ABOVE_BUTTONS = 250


@dataclass(frozen=True, slots=True)
class Story:
    """What the person of one side writes; `earlier` are deals brought in as a file."""

    user: int
    language: Language
    earlier: str
    told: str
    debrief: str
    again: str
    name: str = "Lemaire"


STORIES = (
    Story(
        1001,
        Language.FR,
        earlier="date;interlocuteur;objet;rôle;chiffres;résultat;leçon\n"
        "12/03/2025;Mme Durand, Novatel;maintenance des serveurs;vendeur;38 000 € par an|3 ans;"
        "Signé à 38 000 €;Elle décide en juin : venir avec l’échéancier\n"
        "04/11/2024;M. Petit, Cartonnages Réunis;étuis 2025;acheteur;0,39 € pièce;"
        "Accord sur 12 mois;Partir du volume garanti\n",
        told="Je vends des étiquettes à Monsieur Lemaire. Je suis à 48 000 € par an, il demande "
        "43 000 €. Ma limite est de 45 000 €. Je peux m’engager sur le délai. Rédige ma réponse.",
        debrief="1. 46 500 € par an sur 2 ans\n2. La durée contre 3 % de remise\n"
        "3. Demander d’abord ce que coûte un retard",
        again="Je revois M. Lemère demain : il veut 5 % de remise, je suis à 46 500 € et ma "
        "limite est de 45 000 €. Prépare mon appel.",
    ),
    Story(
        1002,
        Language.EN,
        earlier="date,counterpart,subject,role,figures,outcome,lesson\n"
        '2025-03-12,"Ms Durand, Novatel",server maintenance,seller,"€38,000 a year|3 years",'
        '"Signed at €38,000","She decides in June: bring the payment plan"\n'
        '2024-11-04,"Mr Rivera, Boxline",boxes for 2025,buyer,€0.39 each,'
        '"Agreed for 12 months",Start from the volume you can promise\n',
        told="I sell labels to Mr Lemaire of Orbea. I am at €48,000 a year, he asks for €43,000. "
        "My limit is €45,000. I can commit to a lead time. Draft my reply.",
        debrief="1. €46,500 a year for 2 years\n2. The term for a 3% discount\n"
        "3. Ask first what a delay costs them",
        again="I meet Mr Lemère again tomorrow: he wants 5% off, I am at €46,500 and my limit is "
        "€45,000. Prepare my call.",
    ),
)


async def take(browser: Browser, address: str, folder: Path) -> None:
    """Play each story on the page and save its five pictures in `folder`."""
    for story in STORIES:
        context = await browser.new_context(viewport=_PHONE, color_scheme="light")
        page = await context.new_page()
        await page.goto(address)
        await page.locator(f'.switcher [data-user="{story.user}"]').click()
        await _Phone(page, story, folder).play()
        await context.close()


@dataclass(frozen=True, slots=True)
class _Phone:
    """One person's side of the page."""

    page: Page
    story: Story
    folder: Path

    async def play(self) -> None:
        """Tell a deal, close it with its lesson, see it recalled, and be asked before it goes."""
        language, name = self.story.language, self.story.name
        await self._give(self.story.earlier)
        await self._write(self.story.told)
        await self._write("/deals")
        await self._picture("deals")
        await self._tap(name, edits=True)
        await self._picture("deal")
        await self._tap(say("deals.button_close", language))
        await self._write(self.story.debrief)
        await self._picture("debrief")
        await self._write("/new")
        await self._write(self.story.again)
        await self._picture("recalled", up=_ABOVE_BUTTONS)
        await self._tap(name)
        await self._tap(say("deals.button_forget", language), edits=True)
        await self._picture("forget")

    @property
    def _pane(self) -> Locator:
        return self.page.locator(f".pane[lang={self.story.language.value}]")

    @property
    def _bubbles(self) -> Locator:
        return self._pane.locator(".messages .theirs .bubble")

    async def _give(self, content: str) -> None:
        before = await self._bubbles.count()
        await self._pane.locator("input[type=file]").set_input_files(
            {"name": "deals.csv", "mimeType": "text/csv", "buffer": content.encode()}
        )
        await self._pane.locator("textarea").press("Enter")
        await self._until_answered(before)

    async def _write(self, text: str) -> None:
        before = await self._bubbles.count()
        box = self._pane.locator("textarea")
        await box.fill(text)
        await box.press("Enter")
        await self._until_answered(before)

    async def _tap(self, label: str, *, edits: bool = False) -> None:
        """Tap the last button with this label; wait for a message, or for an edit of the last."""
        before = await self._bubbles.count()
        old = await self._bubbles.last.inner_text()
        await self._pane.get_by_role("button", name=label).last.click()
        if edits:
            await expect(self._bubbles.last).not_to_have_text(old, use_inner_text=True)
        else:
            await self._until_answered(before)

    async def _until_answered(self, before: int) -> None:
        await expect(self._bubbles.nth(before)).to_be_visible(timeout=_ANSWER_MS)

    async def _picture(self, what: str, *, up: int = 0) -> None:
        """Save what the page shows when it has come to rest, scrolled `up` by so many pixels."""
        await self.page.mouse.move(0, 0)
        await self.page.locator("body").evaluate("() => document.activeElement?.blur()")
        await expect(self._pane.locator(".status")).to_have_text(re.compile("en ligne|online"))
        scroller = self._pane.locator(".scroller")
        await scroller.evaluate("(scroller, up) => scroller.scrollBy(0, -up)", up)
        await self.page.wait_for_timeout(_SETTLED_MS)
        name = f"{what}-{self.story.language.value}.png"
        await self.page.screenshot(path=self.folder / name)
