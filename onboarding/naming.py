"""What a site is called: its slug, its region and its name, guessed from its address and its own words."""

from __future__ import annotations

import csv
import ipaddress
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from crawler.sites import SLUG

NEWS_HOSTS = frozenset("www berita news portal mediacenter mc infopublik".split())
"""First labels of a host that say nothing but that there is news."""
NAME_LIMIT = 80
_KINDS = {"kabupaten": r"kab(?:upaten|\.)", "kota": "kota", "provinsi": r"(?:provinsi|pemprov|prov\.)"}
"""How the kinds of units are written before their names."""


@dataclass(slots=True, frozen=True)
class Region:
    """An administrative unit."""

    code: str
    name: str
    kind: str
    """provinsi, kabupaten or kota, the latter two also administrasi."""
    province: str
    time_zone: str
    domain: str

    @property
    def title(self) -> str:
        """The unit with its province: ``Kabupaten Kediri, Jawa Timur``."""
        return f"Provinsi {self.name}" if self.kind == "provinsi" else f"{self.name}, {self.province}"


@cache
def regions() -> dict[str, Region]:
    """Return every region by its code."""
    text = resources.files("pipelines").joinpath("data/regions.csv").read_text("utf-8")
    return {
        row["code"]: Region(
            row["code"], row["name"], row["type"], row["province"], row["timezone"], row["news_host"] or row["domain"]
        )
        for row in csv.DictReader(text.splitlines())
    }


def guess_region(url: str, names: list[str]) -> tuple[Region | None, str]:
    """Return the region of a site and why: by its domain, else by the unit that its own names name; None if unsure."""
    host = (urlsplit(url).hostname or "").lower()
    owners = [
        region for region in regions().values() if region.domain and f".{host}".endswith(f".{_domain(region.domain)}")
    ]
    if owners:
        best = max(owners, key=lambda region: len(region.domain))
        return best, f"by its domain {best.domain}"
    for name in names:
        named = [region for region in regions().values() if _names(name, region)]
        if len(named) == 1:
            return named[0], f'because it calls itself "{name[:NAME_LIMIT]}"'
    return None, ""


def _domain(domain: str) -> str:
    return domain.removeprefix("www.")


def _names(text: str, region: Region) -> bool:
    own = re.sub(r"^(?:Kabupaten|Kota)(?: Administrasi)? ", "", region.name)
    return re.search(rf"\b{_KINDS[region.kind.split()[0]]}\s+{re.escape(own)}\b", text, re.I) is not None


def guess_slug(url: str, names: list[str]) -> str | None:
    """Return a name for a site: ``kedirikab`` for berita.kedirikab.go.id, ``sragenkab_ppid`` for ppid.sragenkab.go.id.

    What stands below a path is called by it, too; a site without a domain of its own is called as it calls itself. None
    if nothing fits.
    """
    host = (urlsplit(url).hostname or "").lower()
    labels = re.sub(r"\.(?:go|desa|co|or|web|ac|my)\.id$|\.[a-z]{2,}$", "", host).split(".")
    if host != "localhost" and not _is_number(host):
        before = [label for label in labels[:-1] if label not in NEWS_HOSTS]
        steps = re.findall(r"[a-z0-9]+", urlsplit(url).path.lower())
        found = "_".join([labels[-1], *reversed(before), *steps])
    else:
        found = "_".join(re.findall(r"[a-z0-9]+", names[0].lower())[:4]) if names else ""
    slug = re.sub(r"[^a-z0-9_]", "_", found)[:40].strip("_")
    return slug if SLUG.fullmatch(slug) else None


def twin_of(host: str) -> str | None:
    """Return a host with ``www.`` if it has none, and without it if it has; None for a number or a name with a port."""
    if ":" in host or "." not in host or _is_number(host):
        return None
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def site_name(names: list[str], region: Region | None, host: str) -> str:
    """Return what the site is called in tables: its own words, else those of its region."""
    for name in names:
        text = "".join(letter if letter.isprintable() else " " for letter in name)
        text = " ".join(text.split())[:NAME_LIMIT].strip()
        if len(text) > 3 and text.lower() not in ("home", "beranda", "berita"):
            return text
    return f"Pemerintah {region.title}" if region else host
