"""Reads a text for the tactics of the ethics contract."""

from bot.coach.tactics.patterns import finding, read_draft, read_request, without_requests

__all__ = ["finding", "read_draft", "read_request", "without_requests"]
