"""Images and files that an article shows or offers; kept by reference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from crawler.items import Attachment, Image, Page
from pipelines.paragraphs import Link, Picture
from pipelines.textual import fold

MEDIA_TYPES: Final[dict[str, str]] = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "rtf": "application/rtf",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
    "7z": "application/x-7z-compressed",
}
_FILE = re.compile(rf"\.({'|'.join(MEDIA_TYPES)})(?:$|[?#])", re.I)
_SHARED_FILE = re.compile(
    r"^https?://(?:drive\.google\.com/|docs\.google\.com/|(?:www\.)?dropbox\.com/|1drv\.ms/|[^/]*sharepoint\.com/)"
    r"|/download/file\b|/unduh/file\b",
    re.I,
)
_EMOJI = re.compile(r"/emoji(?:\.php)?/|/images/emoji|s\.w\.org/images/core/emoji", re.I)


def images_of(page: Page, pictures: Sequence[Picture], lead_caption: str | None = None) -> list[Image]:
    """Returns the images in order, with absolute addresses; those that have none (``data:``) and emoji are
    left out."""
    images: list[Image] = []
    for number, picture in enumerate(pictures):
        source = (picture.element.get("src") or picture.element.get("data-src") or "").strip()
        if not source or source.startswith("data:") or _EMOJI.search(source):
            continue
        url = page.link(source)
        if url is not None:
            caption = picture.caption or (lead_caption if number == 0 else None)
            alt = fold(picture.element.get("alt") or "") or None
            images.append(Image(url, caption, alt, len(images) + 1))
    return images


def attachments_of(page: Page, links: Sequence[Link], embedded: Sequence[str] = ()) -> list[Attachment]:
    """Returns the files among links and embedded frames, each address once, in order."""
    found: dict[str, Attachment] = {}
    for link in links:
        if is_file(link.url) and (link.url not in found or not found[link.url].label):
            found[link.url] = Attachment(link.url, link.text or file_name(link.url), media_type(link.url))
    for source in embedded:
        url = page.link(source.strip()) if is_file(source.strip()) else None
        if url is not None and url not in found:
            found[url] = Attachment(url, file_name(url), media_type(url))
    return list(found.values())


def is_file(url: str) -> bool:
    """True for an address of a file by its ending, of a shared drive, or of the CMS's own downloads."""
    return _FILE.search(url) is not None or _SHARED_FILE.search(url) is not None


def media_type(url: str) -> str | None:
    """Guesses a media type from the ending of an address; None when it has none that is known."""
    found = _FILE.search(url)
    return MEDIA_TYPES[found.group(1).lower()] if found else None


def file_name(url: str) -> str:
    """Returns the last step of an address's path, or its host."""
    parts = urlsplit(url)
    return fold(unquote(parts.path.rstrip("/").rpartition("/")[2])) or parts.netloc
