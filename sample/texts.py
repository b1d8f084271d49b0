"""Reads the sentence banks in ``texts/`` and fills their slots: places, numbers, days, officials."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files

from sample.printed import WEEKDAYS, grouped

DISTRICTS = {
    "Lawung": ("Wiralaya", "Tegalwening"),
    "Karangsana": ("Kedungrasa", "Jatiluwung"),
    "Tambakwening": ("Selatirta", "Ngadilaras"),
    "Sumberlaras": ("Wringinlaras", "Banyuputra"),
    "Gunungpayung": ("Pasirpandan", "Kopisari"),
    "Randualas": ("Tirtarandu", "Gedangwana"),
    "Wanalaras": ("Margawana", "Sidaluhung"),
    "Pringsewelas": ("Pringlawas", "Bulakwening"),
    "Mandiraga": ("Ragajaya", "Kalipandan"),
    "Watusegara": ("Segaralaya", "Watulumpang"),
}
"""Invented districts and their villages."""

VERBS = ("ujar", "kata", "jelas", "tutur", "terang", "ungkap")
_SLOT = re.compile(r"\{([a-z]+|\d+-\d+)\}")


@dataclass(frozen=True, slots=True)
class Spec:
    """One release of a bank before its slots are filled."""

    headline: str
    lead: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or paragraph of a bank."""

    text: str
    fits: frozenset[int] | None = None
    """Places of the releases of its topic that it suits; None: any."""


@dataclass(slots=True)
class Bank:
    """The sentences of one topic; those of ``umum`` suit every topic."""

    name: str
    category: str = ""
    tags: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    specs: list[Spec] = field(default_factory=list)
    details: list[Line] = field(default_factory=list)
    figures: list[Line] = field(default_factory=list)
    quotes: list[Line] = field(default_factory=list)
    closings: list[Line] = field(default_factory=list)


GENERAL = "umum"
"""Name of the bank whose lines suit every topic."""


@cache
def banks() -> dict[str, Bank]:
    """Return all banks by name, in the order of their names."""
    folder = files("sample") / "texts"
    names = sorted(
        entry.name.removesuffix(".txt") for entry in folder.iterdir() if entry.name.endswith(".txt")
    )
    return {name: _read(name, (folder / f"{name}.txt").read_text(encoding="utf-8")) for name in names}


@cache
def topics() -> dict[str, Bank]:
    """Return the banks of single topics by name."""
    return {name: bank for name, bank in banks().items() if name != GENERAL}


def _read(name: str, content: str) -> Bank:
    bank, section = Bank(name), ""
    lists = {"rincian": bank.details, "fakta": bank.figures, "kutipan": bank.quotes, "penutup": bank.closings}
    for line in filter(None, content.splitlines()):
        if line.startswith("["):
            section = line.strip("[]")
        elif section == "rilis":
            headline, lead = line.split(" :: ")
            bank.specs.append(Spec(headline, lead))
        elif section == "topik":
            key, value = line.split(" = ")
            if key == "kategori":
                bank.category = value
            elif key == "tag":
                bank.tags = tuple(value.split(", "))
            else:
                bank.speakers = tuple(value.split(" | "))
        else:
            fits, _, text = line.rpartition("> ")
            lists[section].append(Line(text, frozenset(map(int, fits.split(","))) if fits else None))
    return bank


def fitting(lines: list[Line], index: int) -> list[str]:
    """Return the texts that suit the release at a place of its topic, in their order."""
    return [line.text for line in lines if line.fits is None or index in line.fits]


def regent(year: int) -> str:
    """Return office and name of the invented regent of a year."""
    return "Bupati Lawungan Hadi Purnawarman" if year < 2021 else "Bupati Lawungan Ranu Wiraseta"


def filler(rng: random.Random, day: date) -> Callable[[str], str]:
    """Return a function that fills slots; within one release the same slot always gets the same value."""
    district = rng.choice(list(DISTRICTS))
    happened = f"{WEEKDAYS[day.weekday()]}{rng.choice(('', '', ' pagi'))}"
    year = f"/{day.year}" if rng.random() < 0.6 else ""
    known = {
        "kec": district,
        "desa": rng.choice(DISTRICTS[district]),
        "tgl": f"{happened} ({day.day}/{day.month}{year})",
        "tahun": str(day.year),
        "bupati": regent(day.year),
    }

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name not in known:
            low, high = name.split("-")
            known[name] = grouped(rng.randint(int(low), int(high)))
        return known[name]

    def fill(text: str) -> str:
        filled = _SLOT.sub(value, text)
        return filled[0].upper() + filled[1:]

    return fill
