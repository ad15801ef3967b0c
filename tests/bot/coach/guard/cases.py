"""The two deals that the tests of the search for secrets are about."""

from datetime import date
from decimal import Decimal

from bot.coach.amounts import Amount, Kind
from bot.coach.deal import FactRole
from bot.coach.guard import Case
from knowledge.card import Role
from tests.bot.coach.deals import a_case, a_deal, fact, money, share, term, volume


def steel(limit: str = "1130") -> Case:
    """A buyer at 1 095 €/t, offered 1 180 €/t, with a limit, a private day, a plan B and notes."""
    deadline = Amount(kind=Kind.DATE, value=Decimal(0), day=date(2027, 3, 15))
    deal = a_deal(
        Role.BUYER,
        fact(FactRole.THEIRS, money("1180", per="t"), received=True),
        fact(FactRole.OURS, money("1095", per="t")),
        fact(FactRole.VOLUME, volume("600")),
        fact(FactRole.TERM, term("24")),
        fact(FactRole.WALK_AWAY, money(limit, per="t"), private=True),
        fact(FactRole.WHEN, deadline, private=True),
        name="Marta Lind",
        open_notes=("Je veux 1 095 €/t pour 600 t.", "Notre commande est la 4512."),
        received="Nous passons à 1 180 €/t. Cordialement, Marta Lind",
        private_notes=(
            "Notre plan B est chez Métalinor.",
            "Nous n’avons aucun autre fournisseur.",
            "Le four de Vierzon fume et la mairie menace de le fermer.",
        ),
    )
    return a_case(deal, money("1105", per="t"))


def boxes() -> Case:
    """A seller at 55 €, offered 40 € and 60 days, whose limits are 48 € and 45 days."""
    deal = a_deal(
        Role.SELLER,
        fact(FactRole.THEIRS, money("40"), received=True),
        fact(FactRole.OURS, money("55")),
        fact(FactRole.VOLUME, volume("200", "colis")),
        fact(FactRole.PAYMENT, term("60", "day"), received=True),
        fact(FactRole.WALK_AWAY, money("48"), private=True),
        fact(FactRole.PAYMENT, term("45", "day"), private=True),
    )
    return a_case(deal)


def discount() -> Case:
    """A seller at 30 000 €, asked for 10 %, who can give 6 %."""
    deal = a_deal(
        Role.SELLER,
        fact(FactRole.THEIRS, share("10"), received=True),
        fact(FactRole.OURS, money("30000")),
        fact(FactRole.WALK_AWAY, share("6"), private=True),
    )
    return a_case(deal)
