"""A mirror of the recorded pages of the Kediri CMS on loopback, answering as the CMS does."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

from tests.servers import Reply, ScriptedServer, redirect

PAGES = Path(__file__).parent / "data" / "kediri-cms"


def kediri_routes(skin: str = "articles") -> dict[str, Reply]:
    """Return path to reply for every recorded page; ``skin`` is ``articles`` (stock) or ``reconstructed``."""
    routes: dict[str, Reply] = {}
    preferred: set[str] = set()
    for page in json.loads((PAGES / "pages.json").read_text("utf-8")):
        file, parts = PAGES / page["file"], urlsplit(page["url"])
        folder = page["file"].split("/")[0]
        if folder in ("seed", "other-templates", "special") or not file.exists() or "POST" in page["file"]:
            continue
        path = parts.path or "/"
        if path in preferred or (path in routes and folder != skin):
            continue
        if folder == skin:
            preferred.add(path)
        routes[path] = Reply(file.read_bytes(), status=page["status"], content_type=page["content_type"])
    routes["/main"] = routes["/"] = routes.get("/", Reply((PAGES / "home.html").read_bytes()))
    return routes


def kediri_server(skin: str = "articles") -> ScriptedServer:
    """Return a server of the recorded pages; unknown paths redirect to the home page with 307."""
    return ScriptedServer({**kediri_routes(skin), "*": redirect("/main", 307)})


TRUTH_PATH = "/20-tangki-air-bersih-dikirim-ke-selodono"
"""Path of one of the recorded releases."""
