"""A Datasette over an archive, as ``lontar serve`` starts it, for tests."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


@contextmanager
def served(archive: Path) -> Iterator[str]:
    """Serve the archive on a free port; gives the base URL."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = [sys.executable, "-m", "cli", "--archive", str(archive), "serve", "--port", str(port)]
    with (archive.parent / "serve.log").open("w") as log:
        process = subprocess.Popen(program, cwd=ROOT, stdout=log, stderr=log)
        try:
            base = f"http://127.0.0.1:{port}"
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"{base}/-/versions.json", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield base
        finally:
            process.terminate()
            process.wait(120)


def get(url: str, headers: dict[str, str] | None = None, *, binary: bool = False) -> tuple[int, dict[str, str], Any]:
    """Return status, headers (lower case) and text, or bytes, of an address."""
    try:
        answer = urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=120)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        body = answer.read()
        return answer.status, {k.lower(): v for k, v in answer.headers.items()}, body if binary else body.decode()
