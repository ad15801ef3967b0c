"""Amounts in French and English: read from a text, compared, and written back."""

from bot.coach.amounts.grammar import read
from bot.coach.amounts.kinds import Amount, Kind, same_figure
from bot.coach.amounts.numerals import digits_in
from bot.coach.amounts.writer import write

__all__ = ["Amount", "Kind", "digits_in", "read", "same_figure", "write"]
