"""Reads the text of one document, in a process of its own: bytes on stdin, one JSON object on stdout.

Run by path, never imported by the rest: what it reads is hostile, so it first limits its own time, memory, files and
output, and knows nothing of the archive. ``{"pages": [...], "count": 3, "cut": false}`` or ``{"error": "encrypted"}``.
"""

from __future__ import annotations

import io
import json
import logging
import os
import resource
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator

MEGABYTE = 1 << 20
MEMORY = 768 * MEGABYTE
SECONDS = 20
"""Processor time; with recognition of letters three times as much."""
OUTPUT = 32 * MEGABYTE
MOST_PAGES = 500
"""Pages that are read."""
MOST_PAGES_STATED = 20_000
"""Pages beyond which a document is taken for a trap."""
MOST_SIGNS = 2_000_000
"""Characters of text that are kept of one document."""
MOST_UNPACKED = 64 * MEGABYTE
"""Bytes that one part of a packed document may have."""
LEAST_SIGNS = 25
"""Letters and digits a page below which a document counts as one of pictures."""
MOST_RECOGNISED = 20
"""Pages on which letters are recognised."""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLD_WORD = ("application/msword", "application/x-ole-storage")
"""Binary DOC, as the site says or the first bytes tell (which old tables have, too)."""
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
_ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


class UnreadableError(Exception):
    """The document has no text that can be read; the message is the reason as one word."""


def main() -> int:
    """Read stdin as the media type named; exit 0 whenever an answer was written."""
    media_type, recognise = sys.argv[1], "--ocr" in sys.argv[2:]
    _limit(SECONDS * (3 if recognise else 1))
    logging.disable(logging.CRITICAL)
    data = sys.stdin.buffer.read()
    try:
        answer = _read(data, media_type, recognise)
    except UnreadableError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "memory"}
    except RecursionError:
        answer = {"error": "nested-too-deep"}
    except Exception as error:  # whatever a stranger's document makes its reader trip over
        answer = {"error": "damaged", "detail": type(error).__name__}
    sys.stdout.write(json.dumps(answer))
    return 0


def _limit(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(10)


def _read(data: bytes, media_type: str, recognise: bool) -> dict[str, object]:
    if media_type == "application/pdf":
        return _pdf(data, recognise)
    if media_type == WORD:
        return _found(list(_word(data)), None)
    if media_type == OPEN_TEXT:
        return _found(list(_open_text(data)), None)
    if media_type in OLD_WORD:
        return _found([_old_word(data)], None)
    if media_type.startswith("image/") and recognise:
        return {**_found([_recognised(data)], None), "recognised": True}
    raise UnreadableError("unsupported")


def _found(pages: list[str], count: int | None) -> dict[str, object]:
    """Return the answer, cut where the text is longer than is kept."""
    kept, left = [], MOST_SIGNS
    for page in pages:
        text = page.encode("utf-8", "replace").decode("utf-8").replace("\0", "").replace("\f", "\n").strip()
        kept.append(text[:left])
        left -= len(kept[-1])
    return {"pages": kept, "count": count, "cut": left <= 0 or bool(count and count > len(pages))}


def _pdf(data: bytes, recognise: bool) -> dict[str, object]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("encrypted")
        stated = reader.trailer["/Root"]["/Pages"].get("/Count", 0)  # type: ignore[index]
        if isinstance(stated, int) and stated > MOST_PAGES_STATED:
            raise UnreadableError("too-many-pages")
        count = len(reader.pages)
    except (PyPdfError, KeyError, TypeError, AttributeError, ValueError, NotImplementedError) as error:
        raise UnreadableError("damaged") from error
    if not count:
        raise UnreadableError("no-pages")
    if count > MOST_PAGES_STATED:
        raise UnreadableError("too-many-pages")
    pages, failed = [], 0
    for number in range(min(count, MOST_PAGES)):
        try:
            pages.append(reader.pages[number].extract_text())
        except (MemoryError, RecursionError):
            raise
        except Exception:  # a page that trips its reader costs that page
            pages.append("")
            failed += 1
        if sum(map(len, pages)) > MOST_SIGNS:
            break
    if failed == len(pages):
        raise UnreadableError("damaged")
    if recognise and _is_bare(pages):
        recognised = [_recognised_page(reader.pages[number]) for number in range(min(count, MOST_RECOGNISED))]
        return {**_found(recognised, count), "recognised": True}
    return _found(pages, count)


def _is_bare(pages: list[str]) -> bool:
    """Tell whether there is too little text for a document that was written, not scanned."""
    return sum(sign.isalnum() for page in pages for sign in page) < LEAST_SIGNS * len(pages)


def _unpacked(data: bytes, name: str) -> bytes:
    """Return one part of a packed document, unless it is a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(name) as part:
            content = part.read(MOST_UNPACKED + 1)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, OSError) as error:
        raise UnreadableError("damaged") from error
    except RuntimeError as error:  # zipfile says so of a password
        raise UnreadableError("encrypted") from error
    if len(content) > MOST_UNPACKED:
        raise UnreadableError("too-large-unpacked")
    return content


def _word(data: bytes) -> Iterator[str]:
    from docx import Document
    from docx.table import Table

    _unpacked(data, "word/document.xml")
    lines = []
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            lines += [" | ".join(cell.text.strip() for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    yield "\n\n".join(line for line in lines if line.strip())


def _open_text(data: bytes) -> Iterator[str]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    root = etree.fromstring(_unpacked(data, "content.xml"), parser)
    lines = ["".join(map(str, node.itertext())) for node in root.iter(f"{_ODF_TEXT}p", f"{_ODF_TEXT}h")]
    yield "\n\n".join(line for line in lines if line.strip())


def _old_word(data: bytes) -> str:
    """Read binary DOC by the program antiword; it refuses old tables and presentations, which begin alike."""
    program = shutil.which("antiword")
    if program is None:
        raise UnreadableError("unsupported")
    environment = {**os.environ, "HOME": "/nonexistent"}
    command = [program, "-m", "UTF-8.txt", "-w", "0", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=False, env=environment)
    if b"encrypted" in done.stderr:
        raise UnreadableError("encrypted")
    if b"not a Word Document" in done.stderr:
        raise UnreadableError("unsupported")
    if done.returncode != 0:
        raise UnreadableError("damaged")
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return "\n\n".join(line.strip() for line in lines if line.strip())


def _recognised_page(page: object) -> str:
    """Recognise the letters of a page's pictures: a scan is one picture, or a few."""
    try:
        images = list(page.images)[:4]  # type: ignore[attr-defined]
        return "\n".join(_recognised(image.data) for image in images).strip()
    except (MemoryError, RecursionError):
        raise
    except Exception:  # a picture that no decoder knows
        return ""


def _recognised(picture: bytes) -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise UnreadableError("no-tesseract")
    known = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout.split()
    languages = "+".join(name for name in ("ind", "eng") if name in known) or "eng"
    command = [program, "stdin", "stdout", "-l", languages]
    done = subprocess.run(command, input=picture, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""


if __name__ == "__main__":
    sys.exit(main())
