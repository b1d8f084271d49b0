"""Pages of bad days: outage, block, maintenance, challenge, unknown controller; the class names of layout
breaks; the links of an injected footer.
"""

from __future__ import annotations

import re

BREAK_A = {
    "article-title": "kepala-berita",
    "a-content": "info-penulis",
    "column9": "isi-berita",
    "column3": "kolom-samping",
    "commment-content": "isi-komentar",
    "comments": "daftar-komentar",
    "breaking-news": "kabar-terkini",
    "article-big": "kartu-berita",
    "widget-comments": "kotak-komentar",
    "article-tags": "label-berita",
    "highlight-title": "judul-kotak",
    "fb-like": "tombol-suka",
    "article-content": "isi-kartu",
    "meta": "keterangan",
}
RENAMED = {
    "renamed": BREAK_A,
    "headless": {"article-title": "judul-utama"},
    "bodyless": {"column9": "kolom-utama"},
    "listless": {
        "article-big": "kartu-berita",
        "wide-article": "kartu-lebar",
        "article-block-big": "daftar-utama",
        "article-block": "daftar-kategori",
        "article-list": "daftar-harian",
    },
}
"""Other class names by layout."""
_CLASS = re.compile(r"""class=(["'])([^"']*)\1""")


def renamed(text: str, layout: str) -> str:
    """Return a page with the class names of a layout."""
    others = RENAMED.get(layout)
    if others is None:
        return text

    def swap(match: re.Match[str]) -> str:
        names = " ".join(others.get(name, name) for name in match[2].split(" "))
        return f"class={match[1]}{names}{match[1]}"

    return _CLASS.sub(swap, text)


INJECTED = "".join(
    (
        '<div style="position:absolute;left:-9999px">',
        *(
            f'<a href="https://{game}-{lure}.example/">{game} {lure}</a> '
            for game in ("slot", "togel", "judi", "poker", "kasino")
            for lure in ("gacor", "maxwin", "hoki", "jackpot", "bonus")
        ),
        "</div>",
    )
)
"""Hidden links to other sites, on every page of a day of mode footer."""


NOT_FOUND = """<!DOCTYPE html><html><head><title>404 Page Not Found</title></head>
<body><h1>404 Page Not Found</h1></body></html>
"""
BAD_ADDRESS = b"""<html><head><title>Error</title></head>
<body><h1>An Error Was Encountered</h1></body></html>
"""
DOWN = b"""<html><head><title>503 Service Unavailable</title></head>
<body><h1>Service Unavailable</h1></body></html>
"""
BLOCKED = b"""<html><head><title>Access Denied</title></head>
<body><h1>Access Denied</h1><p>You don't have permission to access this server.</p></body></html>
"""
MAINTENANCE = b"""<!doctype html><html><head><title>Site Maintenance</title></head>
<body><article><h1>Kami segera kembali!</h1><p>Situs sedang dalam pemeliharaan.</p></article></body></html>
"""
CHALLENGE = b"""<!DOCTYPE html><html><head><title>Just a moment...</title>
<meta name="robots" content="noindex,nofollow"></head>
<body><h1>Checking your browser</h1><noscript>Enable JavaScript and cookies to continue</noscript>
<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script></body></html>
"""
