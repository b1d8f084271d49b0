"""News sites of no known CMS on loopback: a table of variants, all rendered from the same releases.

A variant is an address shape, a way to number pages, what feeds and sitemaps there are, a theme, and what the site
answers for a page that does not exist. Every one has what no archive should hold: pages about the office, tags, a
search, a calendar without end, a login; and links to the same release in other dress (tracking, AMP, print, ``www``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape
from urllib.parse import parse_qs, urlsplit

from tests.servers import Asked, Reply, ScriptedServer, redirect

PER_PAGE = 5
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
WORDS = (
    "bupati warga desa panen raya padi jagung pasar murah jalan baru jembatan sekolah guru posyandu bayi sehat sungai"
    " bersih pohon hutan kota taman pelatihan kerja petani nelayan bantuan banjir relawan lomba budaya tari wayang"
).split()
SERVICES = ("pembuatan-kartu-tanda-penduduk", "pembuatan-akta-kelahiran-anak", "izin-mendirikan-usaha-mikro")
OFFICE = (
    "profil/sejarah-singkat-kabupaten-kita-tercinta", "kontak", *(f"layanan/{service}" for service in SERVICES),
)  # fmt: skip
"""Paths of pages about the office, which are no news."""


@dataclass(slots=True)
class Release:
    """One release of the office."""

    id: int
    title: str
    slug: str
    day: date
    section: str
    paragraphs: list[str]
    file: str | None = None
    """Path of a PDF that is all its content."""

    @property
    def printed(self) -> str:
        return f"{self.day.day} {MONTHS[self.day.month - 1]} {self.day.year}"


def releases(count: int = 16) -> list[Release]:
    """Return releases, newest first; the numbers are those of a table that has other rows, too."""
    made = []
    for number in range(1, count + 1):
        words = [WORDS[(number * step + step * step) % len(WORDS)] for step in range(2, 7)]
        title = " ".join(words).title() + f" Tahap {number}"
        paragraphs = [
            f"{title} berlangsung di kecamatan nomor {number * 7 + part}, dihadiri {number * 13 + part} orang dari"
            " seluruh penjuru kabupaten, demikian keterangan pemerintah daerah yang diterima pada hari itu di pendopo."
            for part in range(3)
        ]
        day = date(2024, 9, 1) + timedelta(days=3 * number)
        section = "ekonomi" if number % 2 else "kesehatan"
        made.append(Release(100 + 3 * number, title, "-".join(title.lower().split()), day, section, paragraphs))
    return made[::-1]


SHAPES: dict[str, Callable[[Release], str]] = {
    "slug": lambda r: f"/{r.slug}",
    "section-slug": lambda r: f"/berita/{r.slug}",
    "category-slug": lambda r: f"/{r.section}/{r.slug}",
    "section-id-slug": lambda r: f"/berita/detail/{r.id}/{r.slug}.html",
    "id-slug": lambda r: f"/artikel/{r.id}-{r.slug}",
    "slug-id": lambda r: f"/informasi/detail/berita/{r.slug}-{r.id}",
    "id_slug": lambda r: f"/berita/{r.id}_{r.slug}",
    "date": lambda r: f"/{r.day:%Y/%m/%d}/{r.slug}/",
    "baca": lambda r: f"/baca/{r.day:%Y/%m}/{r.slug}",
    "plain": lambda r: f"/?p={r.id}",
    "unix": lambda r: f"/001/{1_700_000_000 + r.id * 86_400}",
    "index.php": lambda r: f"/index.php/Berita/detail/{r.id}/{r.slug}",
    "query": lambda r: f"/index.php?mod=berita&id={r.id}&judul={r.slug}",
}
"""Address shapes that Indonesian government sites are known to have."""

PAGES: dict[str, Callable[[str, int], str]] = {
    "page": lambda base, n: f"{base}{'&' if '?' in base else '?'}page={n}" if n > 1 else base,
    "path": lambda base, n: f"{base.rstrip('/')}/page/{n}" if n > 1 else base,
    "offset": lambda base, n: f"{base.rstrip('/')}/index/{(n - 1) * PER_PAGE}" if n > 1 else base,
    "halaman": lambda base, n: f"{base}?halaman={n}" if n > 1 else base,
    "start": lambda base, n: f"{base}?start={(n - 1) * PER_PAGE}" if n > 1 else base,
    "script": lambda base, n: f"{base}?page={n}" if n > 1 else base,
}
"""Ways to number the pages of a list; ``script`` prints no link to further pages."""


@dataclass
class Variant:
    """One site."""

    shape: str
    pages: str = "page"
    theme: str = "cards"
    """cards, table, list (dates only on the releases' own pages), or links (numbers and words in a row)."""
    lists: bool = True
    """Whether there are lists of all releases at all."""
    feed: str | None = None
    """rss, atom or None."""
    sitemap: str | None = None
    """robots (an index named there), plain or None."""
    missing: str = "404"
    """What stands for a page that does not exist: 404, home (with 200), words (with 200) or redirect."""
    canonical: str | None = "own"
    """own, home (on every page) or None."""
    list_path: str = "/berita"
    dated: bool = True
    announcements: list[Release] = field(default_factory=list)
    """What stands in a list of files of its own, each nothing but a file."""
    releases: list[Release] = field(default_factory=releases)
    base: str = ""

    def serve(self) -> ScriptedServer:
        """Return a server of the site, to be entered."""
        server = ScriptedServer({"*": self.answer})
        self.base = server.base_url
        return server

    def path(self, release: Release) -> str:
        """Return the address of a release below the site's root."""
        return SHAPES[self.shape](release)

    # ---- answers ----

    def answer(self, asked: Asked) -> Reply:
        parts = urlsplit(asked.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        for known in (self.files, self.release_at, self.list_at, self.office):
            reply = known(parts.path, query)
            if reply is not None:
                return reply
        return self.not_here()

    def not_here(self) -> Reply:
        words = self.frame("Halaman tidak ditemukan", "<h1>Halaman tidak ditemukan</h1><p>Maaf.</p>")
        return {
            "404": Reply(words, 404), "home": Reply(self.home()), "words": Reply(words), "redirect": redirect("/"),
        }[self.missing]  # fmt: skip

    def files(self, path: str, query: dict[str, str]) -> Reply | None:
        if path == "/robots.txt":
            named = f"Sitemap: {self.base}/peta/index.xml\n" if self.sitemap == "robots" else ""
            return Reply(f"User-agent: *\nDisallow: /login\n{named}", content_type="text/plain")
        if path == {"rss": "/rss.xml", "atom": "/atom"}.get(self.feed or ""):
            return Reply(self.feed_text(), content_type="text/xml")
        if path == "/peta/index.xml" and self.sitemap == "robots":
            maps = "".join(f"<sitemap><loc>{self.base}/peta/{name}.xml</loc></sitemap>" for name in ("isi", "tags"))
            return Reply(f"<sitemapindex>{maps}</sitemapindex>", content_type="text/xml")
        if path == {"robots": "/peta/isi.xml", "plain": "/sitemap.xml"}.get(self.sitemap or ""):
            paths = ["/", "/profil/sejarah-singkat-kabupaten-kita-tercinta", *map(self.path, self.releases)]
            urls = "".join(f"<url><loc>{self.base}{escape(p)}</loc></url>" for p in paths)
            return Reply(f"<urlset>{urls}</urlset>", content_type="text/xml")
        if path.endswith(".pdf"):
            return Reply(b"%PDF-1.4\n%%EOF", content_type="application/pdf")
        return None

    def feed_text(self) -> str:
        items = []
        for r in self.releases[:8]:
            link = f"{self.base}{escape(self.path(r))}"
            if self.feed == "rss":
                items.append(f"<item><title>{r.title}</title><link>{link}</link><pubDate>{r.printed}</pubDate></item>")
            else:
                items.append(f"<entry><title>{r.title}</title><link href='{link}'/><updated>{r.day}</updated></entry>")
        body = "".join(items)
        return f"<rss><channel>{body}</channel></rss>" if self.feed == "rss" else f"<feed>{body}</feed>"

    def release_at(self, path: str, query: dict[str, str]) -> Reply | None:
        for release in self.releases:
            own = urlsplit(self.path(release))
            wanted = {n: v[0] for n, v in parse_qs(own.query).items()}
            plain = re.sub(r"/amp$|^/amp(?=/)|^/cetak(?=/)", "", path)
            if plain.rstrip("/") == own.path.rstrip("/") and wanted.items() <= query.items():
                return Reply(self.page(release))
        return None

    def list_at(self, path: str, query: dict[str, str]) -> Reply | None:
        if path == "/" and not query:
            return Reply(self.home())
        if path == "/pengumuman" and self.announcements:
            table = "".join(
                f"<tr><td>{n}</td><td>{r.printed}</td><td>{escape(r.title)}</td>"
                f"<td><a href='{r.file}'>Unduh</a></td></tr>"
                for n, r in enumerate(self.announcements, start=1)
            )
            return Reply(self.frame("Pengumuman", f"<h1>Pengumuman</h1><table><tbody>{table}</tbody></table>"))
        sections = ["ekonomi", "kesehatan"]
        bases = {self.list_path: None} | {f"/kategori/{name}": name for name in sections}
        for base, section in bases.items() if self.lists else ():
            rows = [r for r in self.releases if section in (None, r.section)]
            last = -(-len(rows) // PER_PAGE)
            for number in range(1, last + 1):
                own = urlsplit(PAGES[self.pages](base, number))
                wanted = {n: v[0] for n, v in parse_qs(own.query).items()}
                if path.rstrip("/") == own.path.rstrip("/") and wanted == query:
                    return Reply(self.listing(base, rows, number, last))
        return None

    def office(self, path: str, query: dict[str, str]) -> Reply | None:
        text = "<p>Kantor melayani warga setiap hari kerja sejak pukul delapan pagi, dengan loket yang ramah.</p>" * 3
        for name in OFFICE:
            if path == f"/{name}":
                title = name.rpartition("/")[2].replace("-", " ").title()
                return Reply(self.frame(title, f"<div class='content'><h1>{title}</h1>{text}</div>"))
        if path.startswith(("/tag/", "/cari")):
            return Reply(self.frame("Hasil", f"<h1>Hasil</h1>{self.entries(self.releases[:4])}"))
        if match := re.fullmatch(r"/kalender/(\d+)/(\d+)", path):
            year, month = int(match[1]), int(match[2]) % 12 + 1
            days = "".join(f"<a href='/kalender/{year}/{month}/{d}'>{d}</a>" for d in range(1, 29))
            return Reply(self.frame("Kalender", f"{days}<a href='/kalender/{year + 1}/{month}'>Selanjutnya</a>"))
        return None

    # ---- pages ----

    def frame(self, title: str, main: str, head: str = "") -> str:
        latest = "".join(
            f"<li><a href='{escape(self.path(r))}'>{r.title}</a> <small>{r.printed}</small></li>"
            for r in self.releases[:4]
        )
        canonical = f"<link rel='canonical' href='{self.base}/'>" if self.canonical == "home" else ""
        named = {"rss": "/rss.xml", "atom": "/atom"}.get(self.feed or "")
        canonical += f"<link rel='alternate' type='application/rss+xml' href='{named}'>" if named else ""
        lists = f"<li><a href='{self.list_path}'>Berita</a></li><li><a href='/kategori/ekonomi'>Ekonomi</a></li>"
        lists += "<li><a href='/pengumuman'>Pengumuman</a></li>" if self.announcements else ""
        return (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{canonical}{head}</head><body>"
            "<header><div class='jam'>Sabtu, 28 November 2026 09:00:00</div><nav><ul><li><a href='/'>Beranda</a></li>"
            "<li><a href='/profil/sejarah-singkat-kabupaten-kita-tercinta'>Sejarah</a></li>"
            f"<li><a href='/layanan/pembuatan-kartu-tanda-penduduk'>KTP</a></li>{lists if self.lists else ''}"
            "<li><a href='/kalender/2024/10'>Kalender</a></li><li><a href='/login'>Masuk</a></li>"
            "<li><a href='/cari?q=banjir'>Cari</a></li></ul></nav></header>"
            f"<main>{main}</main><aside class='sidebar'><h4>Terbaru</h4><ul>{latest}</ul>"
            "<div class='tags'><a href='/tag/panen-raya-padi'>Panen</a> <a href='/tag/pasar'>Pasar</a></div></aside>"
            "<footer><p>Hak cipta 2024 Pemerintah Kabupaten</p><a href='/kontak'>Kontak</a></footer></body></html>"
        )

    def home(self) -> str:
        cards = "".join(
            f"<div class='layanan'><a href='/layanan/{slug}'>{slug.replace('-', ' ').title()}</a></div>"
            for slug in SERVICES
        )
        return self.frame("Pemerintah Kabupaten", f"<h2>Berita</h2>{self.entries(self.releases[:4])}{cards}")

    def entries(self, rows: list[Release]) -> str:
        made = []
        for r in rows:
            link, day = escape(self.path(r)), r.printed if self.dated else ""
            if self.theme == "table":
                made.append(f"<tr><td>{day}</td><td><a href='{link}'>{r.title}</a></td></tr>")
            elif self.theme == "list":
                made.append(f"<li><a href='{link}'>{r.title}</a></li>")
            else:
                mark = "&" if "?" in link else "?"
                more = f"<a href='{link}{mark}utm_source=beranda'>Selengkapnya</a>"
                made.append(
                    f"<div class='col'><div class='card'><a href='{link}'><img src='/img/{r.id}.jpg'></a><div"
                    f" class='card-body'><h3><a href='{link}'>{r.title}</a></h3><span class='tgl'>{day}</span><p>"
                    f"{r.paragraphs[0][:60]}</p></div><div class='card-footer'>{more}</div></div></div>"
                )
        if self.theme == "table":
            return f"<table><tbody>{''.join(made)}</tbody></table>"
        inner = "".join(made)
        return f"<ul class='daftar'>{inner}</ul>" if self.theme == "list" else f"<div class='row'>{inner}</div>"

    def listing(self, base: str, rows: list[Release], number: int, last: int) -> str:
        shown = self.entries(rows[(number - 1) * PER_PAGE : number * PER_PAGE])
        make = PAGES[self.pages]
        if self.pages == "script":
            return self.frame("Berita", f"<h1>Berita</h1>{shown}<button>Muat</button>")
        links = "".join(f"<li><a href='{make(base, n)}'>{n}</a></li>" for n in range(1, last + 1) if n != number)
        if number < last:
            links += f"<li><a href='{make(base, number + 1)}'>Selanjutnya »</a></li>"
        if self.theme == "list":
            links = f"<li><a href='{make(base, number + 1)}'>Older</a></li>" if number < last else ""
        return self.frame("Berita", f"<h1>Berita</h1>{shown}<ul class='pagination'>{links}</ul>")

    def page(self, release: Release) -> str:
        link = escape(self.path(release))
        canonical = f"<link rel='canonical' href='{self.base}{link}'>" if self.canonical == "own" else ""
        others = [r for r in self.releases if r.section == release.section and r is not release][:4]
        related = "".join(f"<li><a href='{escape(self.path(r))}'>{r.title}</a></li>" for r in others)
        body = "".join(f"<p>{text}</p>" for text in release.paragraphs)
        if release.file:
            body = f"<p><a href='{release.file}'>Unduh pengumuman</a></p>"
        mark = "&amp;" if "?" in link else "?"
        dress = f"<a href='{link}{mark}print=1'>Cetak</a> <a href='{link}{mark}fbclid=abc'>Bagikan</a>"
        if not urlsplit(self.path(release)).query:
            dress += f" <a href='{link.rstrip('/')}/amp'>AMP</a> <a href='http://www.contoh.go.id{link}'>Tautan</a>"
        return self.frame(
            f"{release.title} - Pemerintah Kabupaten",
            f"<article class='detail'><h1 class='judul'>{release.title}</h1><div class='meta'><span class='tanggal'>"
            f"{release.printed} 10:15 WIB</span> oleh Humas</div><div class='isi'>{body}</div>{dress}</article>"
            f"<div class='berita-terkait'><h3>Berita Terkait</h3><ul>{related}</ul></div>",
            canonical,
        )
