"""Hosts: who shares one, which is this machine, and what may not be asked without saying who asks."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """Return the host of an address as sites share it: with its port where it names one, and without ``www``.

    Empty for what is no address.
    """
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def root_of(url: str) -> str:
    """Return the scheme and host of an address, with nothing behind."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def is_loopback(url: str) -> bool:
    """Tell whether an address is on this machine."""
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def contact_advice(url: str) -> str:
    """Return the line for a user who would crawl a public server without saying who they are."""
    return (
        f"{urlsplit(url).hostname} is a public server: say who you are first, with a line in lontar.toml:"
        ' contact = "you@example.org"'
    )
