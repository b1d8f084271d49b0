"""What the shapes print: made-up releases, real bodies as clerks pasted them, and what the page says beside them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup

DATA = Path(__file__).parent.parent / "data"
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
SHORT = "Jan Feb Mar Apr Mei Jun Jul Agt Sep Okt Nov Des".split()
DAYS = "Senin Selasa Rabu Kamis Jum'at Sabtu Minggu".split()
CLOCK = datetime(2026, 11, 27, 9, 30, 5)
"""What the clocks in headers show: the day of the visit."""
NAMES = ("Siti Aminah", "budi_pare", "Agus Wahyudi", "Ibu Ratna", "warga desa", "H. Slamet")
REMARKS = (
    "Semoga kegiatan seperti ini juga diadakan di desa kami, terima kasih pemerintah.",
    "Jalannya sudah bagus, tinggal penerangan jalan yang belum. Mohon diperhatikan.",
    "Mantap, lanjutkan! Kami warga sangat mendukung program ini sejak tahun 2019.",
    "Kapan pendaftarannya dibuka lagi? Saya kemarin tidak sempat datang ke kantor kecamatan.",
    "Terima kasih infonya.",
)
REPLY = "Terima kasih atas tanggapannya, silakan datang ke kantor kami pada jam kerja."


@dataclass(frozen=True)
class Remark:
    author: str
    at: datetime
    text: str
    parent: int | None = None


@dataclass(frozen=True)
class Release:
    number: int
    headline: str
    at: datetime
    blocks: tuple[tuple[str, str], ...]
    """Kind (p, heading, quote, li, row) and text; empty where ``pasted`` is the body."""
    pasted: str = ""
    author: str = "Dinas Kominfo"
    category: str = "Pemerintahan"
    tags: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def slug(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.headline.lower()).strip("-")

    @property
    def text(self) -> str:
        """The body as plain text."""
        if self.pasted:
            soup = BeautifulSoup(self.pasted, "html.parser")
            for caption in soup.find_all("figcaption"):
                caption.decompose()
            return soup.get_text(" ")
        return "\n\n".join(text for _, text in self.blocks)

    @property
    def lead(self) -> str:
        return (self.blocks[0][1] if self.blocks else " ".join(self.text.split()))[:150]


@dataclass
class Facts:
    """What a shape prints, to be compared with what is read."""

    precision: str | None = "day"
    """minute, second, day or None: how exactly it says when."""
    author: bool = False
    category: bool = False
    tags: bool = False
    comments: bool = False
    threads: bool = False
    """Replies can be told from comments."""
    related: bool = False


@dataclass
class Shape:
    name: str
    render: Callable[[Release, list[Release]], str]
    facts: Facts = field(default_factory=Facts)


def day(at: datetime) -> str:
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def full(at: datetime) -> str:
    return f"{DAYS[at.weekday()]}, {at.day:02} {MONTHS[at.month - 1]} {at.year}"


def short(at: datetime) -> str:
    return f"{at.day:02} {SHORT[at.month - 1]} {at.year}"


def iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds") + "+07:00"


def body(release: Release, style: str = "p") -> str:
    """Return the body as a clerk's editor would have written it."""
    if release.pasted:
        return release.pasted
    wrap = _STYLES[style]
    out: list[str] = []
    blocks = list(release.blocks)
    while blocks:
        kind = blocks[0][0]
        run = [blocks.pop(0)]
        while kind in ("li", "row") and blocks and blocks[0][0] == kind:
            run.append(blocks.pop(0))
        if kind == "li":
            out.append("<ul>" + "".join(f"<li>{escape(text)}</li>" for _, text in run) + "</ul>")
        elif kind == "row":
            rows = ("".join(f"<td>{escape(cell)}</td>" for cell in text.split(" | ")) for _, text in run)
            out.append("<table border='1'>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        elif kind == "quote":
            out.append(f"<blockquote><p>{escape(run[0][1])}</p></blockquote>")
        elif kind == "heading":
            out.append(f"<h3>{escape(run[0][1])}</h3>")
        else:
            out.append(wrap(escape(run[0][1])))
    return "\n".join(out)


_STYLES: dict[str, Callable[[str], str]] = {
    "p": lambda text: f"<p>{text}</p>",
    "br": lambda text: f"{text}<br><br>",
    "line": lambda text: f"{text}<br />",
    "div": lambda text: f"<div>{text}</div><div><br></div>",
    "span": lambda text: f'<p style="text-align: justify;"><span style="font-size: 12pt;">{text}</span></p>',
    "word": lambda text: (
        '<p class="MsoNormal" style="margin-bottom:.0001pt;text-align:justify"><span lang="IN" '
        f"style='font-size:12.0pt;font-family:\"Arial\",sans-serif'>{text}<o:p></o:p></span></p>"
    ),
    "spans": lambda text: f"<span>{text}</span><br /><span>&nbsp;</span><br />",
    "gutenberg": lambda text: f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->",
}


@lru_cache(maxsize=1)
def releases() -> list[Release]:
    """Return the releases that every shape prints."""
    return [*_made_up(), *_pasted()]


def _made_up() -> list[Release]:
    out: list[Release] = []
    for line in (DATA / "kediri-cms" / "truth.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        blocks = [(block["type"], block["text"]) for block in row["body"] if block["type"] != "caption"]
        if len(blocks) < 6:
            continue
        if row["byline"] and blocks[-1][1].endswith(row["byline"]):
            last = blocks[-1][1].removesuffix(row["byline"]).rstrip()
            blocks[-1:] = [("p", last)] if last else []
        number = len(out)
        at = datetime.fromisoformat(row["published_at"]).replace(tzinfo=None)
        out.append(
            Release(
                number, (row.get("headline_as_typed") or row["headline"]).replace("\\", ""), at, tuple(blocks),
                author=row["author"], category=row["category"]["name"],
                tags=tuple(tag["text"] for tag in row["tags"]), remarks=_remarks(number, at),
            )
        )  # fmt: skip
    return out


def _pasted() -> list[Release]:
    rows = json.loads((DATA / "cms-bodies" / "serangkota-popojicms.json").read_text("utf-8"))
    texts = [(row["title"], html.unescape(row["body_html_escaped"]), row["published"]) for row in rows[::2][:5]]
    rows = json.loads((DATA / "cms-bodies" / "sumsel-pubmtr-custom-codeigniter.json").read_text("utf-8"))
    texts += [(row["title"], row["body_html"], row["published"]) for row in rows[:8] if row["published"] > "1"][:6]
    out = []
    for number, (headline, pasted, printed) in enumerate(texts, len(_made_up())):
        at = datetime.fromisoformat(printed)
        headline = " ".join(headline.split())
        out.append(Release(number, headline, at, (), pasted, tags=("berita", "daerah"), remarks=_remarks(number, at)))
    return out


def _remarks(number: int, at: datetime) -> tuple[Remark, ...]:
    count = number % 4
    out = [
        Remark(
            NAMES[(number + place) % len(NAMES)], at + timedelta(days=1 + place, hours=number % 9, minutes=7),
            REMARKS[(number + place) % len(REMARKS)],
        )
        for place in range(count)
    ]  # fmt: skip
    if count > 1:
        out.insert(1, Remark("Admin", out[0].at + timedelta(hours=3), REPLY, parent=0))
    return tuple(out)
