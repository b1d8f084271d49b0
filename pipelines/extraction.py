"""The text of a document, read apart: a process with bounds on time and memory, whatever the document is."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PROGRAM = Path(__file__).with_name("document_reader.py")
READER = "lontar-documents 2"
"""Name and version of what reads; documents that an earlier version failed on are read again by a later one."""
WALL_SECONDS = 45
PATIENCE = 3
"""Times as much with recognition of letters."""
_SIGNALS: dict[int, str] = {signal.SIGXCPU: "time", signal.SIGKILL: "time", signal.SIGXFSZ: "too-much-text"}
READABLE = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "application/msword",
    "application/x-ole-storage",
)


@dataclass(slots=True)
class Extract:
    """What was read of a document."""

    state: str
    """read, empty (no text in it: a scan), failed or unsupported."""
    reason: str | None = None
    """Why: of failed encrypted, damaged, memory, time, too-many-pages ...; of read ``cut`` or ``recognised``."""
    pages: list[str] = field(default_factory=list)
    count: int | None = None
    """Pages of the document; None where it has none of its own, as a text processor's file."""

    @property
    def text(self) -> str | None:
        """The text, with a form feed between pages; None where there is none."""
        return "\f".join(self.pages) if any(self.pages) else None


def can_recognise() -> bool:
    """Tell whether letters of scans can be recognised: the program tesseract is there, and Pillow."""
    from importlib.util import find_spec

    return shutil.which("tesseract") is not None and find_spec("PIL") is not None


def extract(data: bytes, media_type: str | None, recognise: bool = False) -> Extract:
    """Read a document's text in a process of its own; never raises for any document."""
    is_image = (media_type or "").startswith("image/")
    if is_image and not recognise:
        return Extract("empty", "picture")
    if media_type is None or not (is_image or media_type in READABLE):
        return Extract("unsupported", media_type)
    command = [sys.executable, "-I", str(PROGRAM), media_type, *(["--ocr"] if recognise else [])]
    environment = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as answer:
        source.write(data)
        source.seek(0)
        process = subprocess.Popen(
            command, stdin=source, stdout=answer, stderr=subprocess.DEVNULL, start_new_session=True,
            env={**environment, "LANG": "C.UTF-8"}, cwd="/",
        )  # fmt: skip
        try:
            code = process.wait(WALL_SECONDS * (PATIENCE if recognise else 1))
        except BaseException as error:
            _end(process)
            if isinstance(error, subprocess.TimeoutExpired):
                return Extract("failed", "time")
            raise
        answer.seek(0)
        written = answer.read()
    if code != 0:
        return Extract("failed", _SIGNALS.get(-code, "memory") if code < 0 else "memory")
    return _read(written)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a reader with all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _read(written: bytes) -> Extract:
    try:
        found: dict[str, Any] = json.loads(written)
    except ValueError:
        return Extract("failed", "no-answer")
    if "error" in found:
        state = "unsupported" if found["error"] == "unsupported" else "failed"
        return Extract(state, found["error"])
    pages = [str(page) for page in found["pages"]]
    if not any(page.strip() for page in pages):
        return Extract("empty", "no-text", [], found["count"])
    reason = "recognised" if found.get("recognised") else "cut" if found["cut"] else None
    return Extract("read", reason, pages, found["count"])
