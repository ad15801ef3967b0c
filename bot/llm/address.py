"""Where an endpoint is: on this machine, or somewhere else."""

from ipaddress import ip_address
from urllib.parse import urlsplit

OPENAI = "https://api.openai.com/v1"


def on_this_machine(base_url: str) -> bool:
    """Tell whether `base_url` names a loopback address, so that text stays on this machine."""
    host = urlsplit(base_url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_openai(base_url: str) -> bool:
    """Tell whether `base_url` is OpenAI's own service."""
    return urlsplit(base_url).hostname == urlsplit(OPENAI).hostname
