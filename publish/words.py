"""The words of our pages in Indonesian and English, and dates in words."""

from __future__ import annotations

from datetime import datetime

LANGUAGES = ("id", "en")

WORDS: dict[str, tuple[str, str]] = {
    "tagline": ("Arsip berita pemerintah daerah Indonesia", "The record of Indonesian regional government news"),
    "search_label": ("Cari di semua berita", "Search all releases"),
    "search": ("Cari", "Search"),
    "search_hint": (
        'tani juga menemukan petani dan pertanian; "frasa persis" dalam kutip; kata* untuk awalan; -kata mengecualikan',
        'tani also finds petani and pertanian; "exact phrase" in quotes; word* for a prefix; -word excludes',
    ),
    "newest": ("Berita terbaru", "Newest releases"),
    "sites": ("Situs yang diarsipkan", "Archived sites"),
    "holdings": ("Isi arsip", "What the archive holds"),
    "releases": ("berita", "releases"),
    "comments": ("Komentar pembaca", "Readers' comments"),
    "changes": ("perubahan teks", "changes of text"),
    "undated": ("tanpa tanggal", "undated"),
    "tables": ("Semua tabel dan kueri", "All tables and queries"),
    "queries": ("Kueri tersimpan", "Saved queries"),
    "original": ("Halaman asli", "Original page"),
    "published": ("Terbit", "Published"),
    "no_date": ("Halaman tidak mencetak tanggal", "The page prints no date"),
    "as_printed": ("sebagaimana tercetak di halaman", "as printed on the page"),
    "zone_assumed": ("zona waktu dianggap zona daerahnya", "time zone assumed from the region"),
    "reckoned": ("dihitung dari waktu relatif", "reckoned from a relative time"),
    "author": ("Oleh", "By"),
    "byline": ("Kredit", "Credit"),
    "category": ("Kategori", "Category"),
    "tags": ("Tag", "Tags"),
    "related": ("Berita terkait menurut halaman", "Related releases the page offers"),
    "inline_links": ("Tautan dalam teks", "Links in the text"),
    "archived": ("diarsipkan", "archived"),
    "attachments": ("Lampiran", "Attachments"),
    "images": ("Gambar (hanya alamat)", "Pictures (by reference)"),
    "excerpt": ("kutipan terpotong", "cut-off excerpt"),
    "history": ("Riwayat", "History"),
    "state": ("keadaan", "state"),
    "seen": ("terlihat", "seen"),
    "provenance": ("Tentang rekaman ini", "About this record"),
    "captured": ("Diambil", "Captured"),
    "status": ("Jawaban HTTP", "HTTP answer"),
    "digest": ("Sidik SHA-256 isi yang diterima", "SHA-256 of the bytes received"),
    "warc": ("Rekaman WARC", "WARC record"),
    "read_by": ("Dibaca oleh", "Read by"),
    "addresses": ("Alamat yang pernah ditemui", "Addresses met"),
    "first_seen": ("Pertama terlihat", "First seen"),
    "last_seen": ("Terakhir terlihat", "Last seen"),
    "no_text": ("Halaman ini tidak memuat teks.", "The page holds no text."),
    "gone": ("Sudah tidak ada di situsnya", "No longer on its site"),
    "revised": ("pernah diubah", "edited"),
    "other_language": ("English", "Bahasa Indonesia"),
    "home": ("Beranda", "Home"),
    "skip": ("Langsung ke isi", "Skip to content"),
    "all_releases": ("Semua berita", "All releases"),
    "narrow": (
        "Saring menurut daerah, situs, tahun, kategori, status",
        "Narrow by region, site, year, category, status",
    ),
    "clear": ("Hapus saringan", "Clear filters"),
    "next_page": ("Halaman berikutnya", "Next page"),
    "columns": ("Arti kolom", "What the columns mean"),
    "row": ("Baris lengkap", "Full row"),
}

_MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "January February March April May June July August September October November December".split(),
)
_ZONES = {"+07:00": "WIB", "+08:00": "WITA", "+09:00": "WIT", "+00:00": "UTC"}


def word(name: str, language: str) -> str:
    """Return a word of our pages in a language."""
    return WORDS[name][LANGUAGES.index(language)]


def date_in_words(value: str | None, language: str) -> str:
    """Write an ISO 8601 value in words: ``2 Oktober 2024 pukul 10.15 WIB``; empty for None, as it is if odd."""
    if not value:
        return ""
    index = LANGUAGES.index(language)
    try:
        if len(value) == 7:
            return f"{_MONTHS[index][int(value[5:7]) - 1]} {value[:4]}"
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    day = f"{moment.day} {_MONTHS[index][moment.month - 1]} {moment.year}"
    if len(value) <= 10:
        return day
    zone = _ZONES.get(value[-6:], value[-6:]) if not value.endswith("Z") else "UTC"
    return f"{day} pukul {moment:%H.%M} {zone}" if language == "id" else f"{day}, {moment:%H:%M} {zone}"


def certainty(article: dict, language: str) -> str:
    """Say how an article's date is known."""
    if not article.get("published_at"):
        return word("no_date", language)
    source = article.get("published_source") or ""
    said = word("reckoned" if source.endswith("relative") else "as_printed", language)
    if article.get("published_zone") == "assumed":
        said += "; " + word("zone_assumed", language)
    return said
