"""The second lock: what a draft must pass, by hand and by every way a figure can be told."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.coach.amounts import Amount, write
from bot.coach.deal import Deal, FactRole, Flag
from bot.coach.guard import Case, Verdict, review
from knowledge.card import Language, Role
from tests.bot.coach.deals import a_case, a_deal, fact, money, share, term, volume

OWN, THEIRS, LIMIT = "1250", "1100", "1187"


def seller(
    language: Language = Language.FR, limit: str | Decimal = LIMIT, **known: object
) -> Deal:
    return a_deal(
        Role.SELLER,
        fact(FactRole.OURS, money(OWN)),
        fact(FactRole.THEIRS, money(THEIRS), received=True),
        fact(FactRole.WALK_AWAY, money(limit), private=True),
        fact(FactRole.VOLUME, volume("600")),
        **{"draft_language": language, **known},
    )


def look(draft: str, deal: Deal) -> Verdict:
    return review(draft, a_case(deal))


@pytest.mark.parametrize(
    "told",
    [
        "Nous pouvons aller à 1 187 €.",
        "Nous pouvons aller à 1187 euros.",
        "Nous pouvons aller à 1.187,00 €.",
        "Nous pouvons aller à 1 187.",
        "Nous pouvons aller à 1187.",
        "Nous pouvons aller à €1,187.",
        "Nous pouvons aller à mille cent quatre-vingt-sept euros.",
        "Nous pouvons aller à environ 1 190 €.",
        "Nous pouvons aller à 1 185 €.",
        "Cela ferait 712 200 € au total.",
        "Il nous reste 63 € de marge.",
        "Nous pouvons ajouter 87 € à votre prix.",
        "Nous pouvons baisser de 5,04 %.",
        "Nous pouvons baisser de 5 %.",
        "La référence 1187 vous convient ?",
        "Nous pouvons aller à 1187€/t.",
        "Nous pouvons aller à 1,187 k€.",
        "Nous pouvons aller à 1187 dollars.",
        "Nous pouvons aller à onze cent quatre-vingt-sept euros.",
    ],
)
def test_a_private_price_is_found_however_it_is_told(told: str) -> None:
    assert "secret_leak" in look(told, seller()).codes


@pytest.mark.parametrize(
    "told",
    [
        "We can go to €1,187.",
        "We can go to 1187 EUR.",
        "We can go to 1,187.",
        "We can go to eleven hundred and eighty-seven euros.",
        "We can go to one thousand one hundred and eighty-seven euros.",
        "We can go to about €1,190.",
        "That would be €712,200 in all.",
        "There are €63 left to discuss.",
        "We can take 5.04% off.",
        "We can go to €1.187k.",
    ],
)
def test_a_private_price_is_found_in_english_too(told: str) -> None:
    assert "secret_leak" in look(told, seller(Language.EN)).codes


@pytest.mark.parametrize(
    "draft",
    [
        "Notre prix est de 1 250 € et vous envisagez 1 100 €.",
        "Pouvez-vous confirmer 600 t ? Notre prix reste à 1 250 €.",
        "Je vous propose d’en parler de vive voix.",
        "Vous envisagez onze cents euros, notre prix est de 1 250 €.",
    ],
)
def test_a_draft_with_open_figures_alone_passes(draft: str) -> None:
    assert look(draft, seller()).findings == ()


prices = st.decimals(min_value=2, max_value=99_999, places=2)


@given(limit=prices, language=st.sampled_from(Language), unit=st.sampled_from(["EUR", ""]))
def test_any_private_price_is_found_as_any_language_writes_it(
    limit: Decimal, language: Language, unit: str
) -> None:
    assume(limit not in (Decimal(OWN), Decimal(THEIRS), 600))
    deal = seller(language, limit)
    written = write(money(limit, unit=unit), language)
    draft = {"fr": f"Nous irons à {written} pour vous.", "en": f"We will go to {written} for you."}

    assert "secret_leak" in look(draft[language.value], deal).codes


@given(limit=st.integers(min_value=20, max_value=900_000), language=st.sampled_from(Language))
def test_any_private_total_gap_and_share_is_found(limit: int, language: Language) -> None:
    assume(limit not in (1250, 1100))
    deal = seller(language, Decimal(limit))
    derived: list[Amount] = [
        money(Decimal(limit) * 600),
        money(abs(Decimal(limit) - 1250)),
        share(str(abs(Decimal(limit) - 1250) / 1250 * 100)),
    ]

    for figure in derived:
        text = f"Cela fait {write(figure, language)} pour vous."
        if figure.value not in (1250, 1100, 0):
            assert {"secret_leak", "unsupported_number"} & look(text, deal).codes


@given(
    bad=st.sampled_from(
        ["Notre plancher est 1 187 €.", "Il y a 999 lots.", "Tu signes ?", "[PRIX_Z] pour vous."]
    ),
    added=st.lists(
        st.sampled_from(
            [
                "Merci pour votre retour.",
                "Notre prix est de 1 250 €.",
                "Vous envisagez 1 100 €.",
                "Quand seriez-vous disponible ?",
                "Nous comptons sur 600 t.",
            ]
        ),
        max_size=4,
    ),
    order=st.sampled_from([1, -1]),
)
def test_adding_a_sentence_never_clears_a_finding(bad: str, added: list[str], order: int) -> None:
    alone = look(bad, seller()).codes
    longer = " ".join([bad, *added][::order])

    assert alone
    assert alone <= look(longer, seller()).codes


def test_a_figure_that_the_counterpart_named_is_no_secret() -> None:
    deal = a_deal(
        Role.SELLER,
        fact(FactRole.THEIRS, money("40"), received=True),
        fact(FactRole.WALK_AWAY, money("40"), private=True),
    )

    assert look("Vous envisagez 40 €.", deal).passed


def test_a_private_share_is_found_and_a_known_one_is_not() -> None:
    deal = a_deal(
        Role.SELLER,
        fact(FactRole.THEIRS, share("12"), received=True),
        fact(FactRole.WALK_AWAY, share("5"), private=True),
        fact(FactRole.OURS, money("30000")),
    )

    assert "secret_leak" in look("Nous pouvons faire 5 %.", deal).codes
    assert "secret_leak" in look("Nous pouvons faire cinq pour cent.", deal).codes
    assert "secret_leak" in look("Nous pouvons aller à 28 500 €.", deal).codes
    assert look("Vous souhaitez 12 % de moins.", deal).passed


def test_a_private_name_is_found_and_an_open_one_is_not() -> None:
    deal = seller(private_notes=("Notre plan B est chez Dupont.",), open_notes=("Pour Norvex.",))

    assert "secret_leak" in look("Dupont ferait mieux.", deal).codes
    assert look("Nous pensons à Norvex.", deal).passed


@pytest.mark.parametrize(
    "draft",
    ["Nous livrons 40 palettes.", "Nous livrons sous 10 jours.", "Réponse avant le 3 mars 2027.",
     "Conforme à la norme ISO 9001.", "Il y en a 12.", "Soit 8 % de moins."],
)  # fmt: skip
def test_a_figure_that_nobody_gave_is_found(draft: str) -> None:
    assert "unsupported_number" in look(draft, seller()).codes


def test_a_figure_of_the_plan_or_in_open_words_is_supported() -> None:
    deal = seller(open_notes=("Produit conforme à ISO 9001",))
    case = Case(deal=deal, allowed=(term("24"),))

    assert review("Sur 24 mois, conforme à ISO 9001.", case).passed


@pytest.mark.parametrize(
    ("draft", "language"),
    [
        ("We would like to talk about the price with you.", Language.FR),
        ("Nous aimerions parler du prix avec vous.", Language.EN),
        ("Tu peux nous dire ce qui compte ?", Language.FR),
        ("Wir möchten den Preis mit Ihnen besprechen und nicht mehr zahlen.", Language.EN),
        ("Dis-nous ce que tu penses de ton prix.", Language.FR),
    ],
)
def test_the_wrong_language_or_tu_is_found(draft: str, language: Language) -> None:
    assert "wrong_language" in look(draft, seller(language)).codes


@pytest.mark.parametrize(
    ("draft", "role"),
    [
        ("En tant que fournisseur, notre tarif vous est connu.", Role.BUYER),
        ("We need to raise our price with you.", Role.BUYER),
        ("Pouvez-vous expliquer votre hausse ?", Role.SELLER),
        ("We will buy from you.", Role.SELLER),
    ],
)
def test_the_other_chair_is_found(draft: str, role: Role) -> None:
    language = Language.FR if "é" in draft or "En" in draft else Language.EN
    deal = a_deal(role, draft_language=language)

    assert "wrong_role" in look(draft, deal).codes


def test_a_card_that_was_not_read_is_found() -> None:
    case = Case(deal=seller(), allowed=(), cards=frozenset({"B04"}))

    assert "unknown_citation" in review("Comme le dit la fiche C10.", case).codes
    assert review("Comme le dit la fiche B04.", case).passed


def test_a_rival_may_be_named_only_when_the_user_spoke_of_one() -> None:
    draft = "Un autre fournisseur nous propose un meilleur prix."

    assert "rival_offer" in look(draft, a_deal(Role.BUYER)).codes
    backed = a_deal(Role.BUYER, flags=frozenset({Flag.RIVAL_CLAIMED}))
    assert look(draft, backed).passed


def test_an_unfilled_token_and_a_long_draft_are_found() -> None:
    assert "unfilled_token" in look("Nous restons à [PRIX_A].", seller()).codes
    assert "too_long" in look("nous " * 121, seller()).codes


def test_a_duration_tells_nothing_about_a_private_share_or_price() -> None:
    deal = a_deal(
        Role.SELLER,
        fact(FactRole.TERM, term("12")),
        fact(FactRole.WALK_AWAY, share("5"), private=True),
        fact(FactRole.COST, money("12"), private=True),
    )

    assert "secret_leak" not in look("Nous nous engageons sur 24 mois.", deal).codes
