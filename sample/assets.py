"""Files the site serves: stylesheet, pictures and PDF attachments, all made here."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from sample.releases import all_releases
from sample.script import DAYS

PHOTOS = 6
TYPES = {
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "css": "text/css",
    "pdf": "application/pdf",
}


@cache
def known_paths() -> dict[str, str]:
    """Return the paths of all files and what each was made for (an attachment's label, else empty)."""
    made = {
        "/template/phpmu-tigo/background/blue/main-stylesheet.css": "",
        "/asset/logo/logo-lawungan.png": "",
        "/asset/images/favicon.png": "",
        "/asset/foto_user/blank.png": "",
        "/asset/foto_berita/small_no-image.jpg": "",
        "/asset/foto_berita/Sidaluhung_7.jpeg": "",
    }
    for release in all_releases().values():
        if release.image:
            made[f"/asset/foto_berita/{release.image}"] = ""
        made |= {block.target: block.text for block in release.blocks if block.kind == "attachment"}
    for change in (change for entry in DAYS for change in entry.changes):
        made |= {block.target: block.text for block in change.blocks}
    return made


@cache
def content(path: str, note: str = "") -> bytes:
    """Return a file's bytes; every photo differs from every other by a comment inside it, and a replaced
    attachment from the first by a note.
    """
    if path.endswith(".css"):
        return _bundled("site.css")
    if path.endswith(".pdf"):
        return pdf(known_paths()[path], note)
    if not path.startswith("/asset/foto_berita/"):
        return _bundled("logo.png" if "/logo/" in path else "icon.png")
    number = hashlib.sha256(path.encode()).digest()[0] % PHOTOS + 1
    if path.endswith(".png"):
        return _bundled(f"photo-{number}.png") + path.encode()
    photo, comment = _bundled(f"photo-{number}.jpg"), path.encode()
    return photo[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + photo[2:]


def media_type(path: str) -> str:
    """Return the media type of a file by its ending."""
    return TYPES[path.rpartition(".")[2].lower()]


def _bundled(name: str) -> bytes:
    return (files("sample") / "files" / name).read_bytes()


def pdf(title: str, note: str = "") -> bytes:
    """Return a PDF of one page that shows a title, a note and that all of it is invented."""
    lines = (f"{title} - {note}" if note else title, "Pemerintah Kabupaten Lawungan (situs contoh, isi rekaan)")
    escaped = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines]
    drawn = "BT /F1 16 Tf 60 760 Td ({}) Tj 0 -28 Td /F1 10 Tf ({}) Tj ET".format(*escaped).encode(
        "latin-1", "replace"
    )
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, entry in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, entry)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + (
        b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    )
