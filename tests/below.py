"""Several sites on one host, each below a path of its own: the test servers, put there as a web server would."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from tests.servers import Asked, Reply, ScriptedServer

_AT_ROOT = re.compile(r"""((?:href|src|action)=["'])/(?!/)""")
ROBOTS = "User-agent: *\nDisallow: /tertutup\n"
Answer = Callable[[Asked], Reply]


def host_of(sites: Mapping[str, Answer], robots: str = ROBOTS) -> ScriptedServer:
    """Return a host, to be entered: path to what answers below it; ``""`` is the site at the root, if there is one."""

    def answer(asked: Asked) -> Reply:
        if asked.path == "/robots.txt":
            return Reply(robots, content_type="text/plain")
        for prefix in sorted(sites, key=len, reverse=True):
            rest = asked.path.removeprefix(prefix)
            if asked.path.startswith(prefix) and prefix and rest[:1] in ("", "?"):
                return Reply(b"", 301, {"Location": f"{prefix}/{rest}"})
            if asked.path.startswith(prefix) and rest.startswith("/"):
                return _below(prefix, sites[prefix](replace(asked, path=rest)))
        return Reply("<title>Tidak ada</title><h1>Tidak ada</h1>", 404)

    return ScriptedServer({"*": answer})


def _below(prefix: str, reply: Reply) -> Reply:
    """Return an answer as a site below a path gives it: what it prints from the root on stands below the path."""
    body, headers = reply.body, dict(reply.headers)
    if isinstance(body, str) and "html" in (reply.content_type or ""):
        body = _AT_ROOT.sub(rf"\1{prefix}/", body)
    if headers.get("Location", "").startswith("/"):
        headers["Location"] = prefix + headers["Location"]
    return replace(reply, body=body, headers=headers)
