"""What a file is by its first bytes: sites send documents as anything, and error pages as documents."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress

_FIRST_BYTES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
)
_OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_OPEN_TYPE = re.compile(r"application/vnd\.oasis\.opendocument\.[a-z-]{3,40}")
FILE_LIMIT = 25 << 20
"""Bytes of a file that is fetched: scans of letters are larger than pages."""
FILE_SECONDS = 180
"""Time in which it has to be there."""
FILES_OF_ARTICLE = 20
"""Files of one article that are fetched."""
MOST_PARTS = 10_000
"""Parts of a packed file beyond which its list is not read."""


def file_type(body: bytes) -> str | None:
    """Return the media type that a file's bytes tell, ``text/html`` for a web page; None where they tell none."""
    start = body[:1024]
    if _PAGE.match(start.removeprefix(b"\xef\xbb\xbf")):
        return "text/html"
    if b"%PDF-" in start:
        return "application/pdf"
    if start[:4] == b"PK\x03\x04":
        return _packed(body)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    for first, media_type in _FIRST_BYTES:
        if start.startswith(first):
            return media_type
    return None


def _packed(body: bytes) -> str:
    """Tell what a zip file is by the names of its parts; nothing but the short type of OpenDocument is unpacked."""
    # a torn or lying list of parts, a password: it is packed, and no more is known
    with suppress(Exception), zipfile.ZipFile(io.BytesIO(body)) as packed:
        names = {entry.filename for entry in packed.infolist()[:MOST_PARTS]}
        for name, media_type in _OFFICE.items():
            if name in names:
                return media_type
        if "mimetype" in names:
            with packed.open("mimetype") as part:
                stated = part.read(100).decode("ascii", "replace").strip()
            if _OPEN_TYPE.fullmatch(stated):
                return stated
    return "application/zip"
