"""The public instance: copies come and go, hostile content stays text, and nothing else is reached."""

from __future__ import annotations

import asyncio
import http.client
import json
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import lxml.html
import pytest

from pipelines.publication import publish
from publish.public import Switch
from sample.nights import play
from tests.hostile import hostile_archive
from tests.served import get
from tests.test_cli import ROOT, environment

NOW = "2026-11-23T02:00:00Z"
SEEN = "pwned"
CHARTS = ("img", "group")
"""Roles of the drawings that are ours: none of the payloads has one."""
"""Stands in everything that a payload would do."""
PAYLOADS = (
    f'<script>document.documentElement.id="{SEEN}"</script>',
    f'"><img src=x onerror="document.documentElement.id=\'{SEEN}\'">',
    f"'><svg onload=document.documentElement.id='{SEEN}'>",
    f'<svg xmlns="http://www.w3.org/2000/svg"><script>document.documentElement.id="{SEEN}"</script></svg>',
    f'</title></textarea></style></script><script>document.documentElement.id="{SEEN}"</script>',
    f"{{{{ '{SEEN}'.upper() }}}}{{% raw %}}",
    f"<a href=\"javascript:document.documentElement.id='{SEEN}'\">klik</a>",
    f'<iframe srcdoc="&lt;script&gt;{SEEN}&lt;/script&gt;"></iframe>',
)
URLS = (
    f"javascript:document.documentElement.id='{SEEN}'", f"JaVaScRiPt:/*{SEEN}*/x",
    f"data:text/html,<script>{SEEN}</script>",
    f"vbscript:{SEEN}", f" javascript:{SEEN}", f"java\tscript:{SEEN}", f'https://x.example/" onmouseover="{SEEN}',
    f"//evil.example/{SEEN}",
)  # fmt: skip


@contextmanager
def public(folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen]]:
    """Serve a folder of copies on any free port; give the base URL and the process."""
    command = [sys.executable, "-m", "cli", "serve", "--public", str(folder), "--port", "0", *options]
    told = {**environment(), "PYTHONFAULTHANDLER": "1"}
    with (
        tempfile.NamedTemporaryFile("w+") as said,  # a pipe that nobody reads would stop a server that says much
        subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.PIPE, stderr=said, text=True) as process,
    ):
        process.said = Path(said.name)
        try:
            base = process.stdout.readline().strip()
            assert base.startswith("http://127.0.0.1:") and not base.endswith(":0")
            yield base, process
        finally:
            process.terminate()
            try:
                ended = process.wait(120)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGABRT)  # tells where every thread is
                ended = process.wait()
            process.told = process.said.read_text()
            assert ended == 0, process.told


@pytest.fixture(scope="module")
def nights(tmp_path_factory) -> Path:
    archive = tmp_path_factory.mktemp("serving") / "archive.db"
    list(play(archive, 1, 4))
    return archive


@pytest.fixture
def archive(nights, tmp_path) -> Path:
    return Path(shutil.copy(nights, tmp_path / "archive.db"))


def rename(archive: Path, headline: str) -> None:
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE articles SET headline = ? WHERE id = 7", (headline,))


def wait_for(base: str, headline: str) -> None:
    until = time.monotonic() + 300
    while headline not in get(f"{base}/archive/articles/7")[2]:
        assert time.monotonic() < until, f"{headline} is not served"
        time.sleep(0.2)


def begin(base: str, path: str) -> tuple[socket.socket, bytes]:
    """Ask for an address and read the beginning, with a window so small that the rest waits at the server."""
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.settimeout(300)
    reader.connect((urlsplit(base).hostname, urlsplit(base).port))
    reader.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    return reader, reader.recv(1000)


def test_a_reader_who_began_with_a_copy_ends_with_it(archive, tmp_path):
    folder = tmp_path / "public"
    with closing(sqlite3.connect(archive)) as connection, connection:
        many = [(f"nomor{number:05d} {'kata ' * 1000}",) for number in range(1_200)]  # two pages of its table
        connection.executemany("INSERT INTO tags VALUES (7, ?, NULL)", many)
    publish(archive, folder, NOW, keep=1)
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("DELETE FROM tags")
    rename(archive, "Judul kedua")
    with public(folder) as (base, _):
        reader, text = begin(base, "/archive/tags.csv?_stream=on&article=7")
        publish(archive, folder, "2026-11-24T02:00:00Z", keep=1)
        wait_for(base, "Judul kedua")
        assert len(list(folder.glob("2026-*"))) == 1, "the copy that is read is gone from its folder"
        with reader:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
            while piece := reader.recv(1 << 20):
                text += piece
    assert text.count(b"nomor") == 1_200, text[-200:]


def test_copies_that_are_gone_are_let_go(archive, tmp_path):
    folder = tmp_path / "public"
    publish(archive, folder, NOW, keep=1)
    errors: list[str] = []
    over = threading.Event()
    with public(folder) as (base, process):

        def read() -> None:
            while not over.is_set():
                try:
                    with urllib.request.urlopen(f"{base}/archive/articles?_search=petani", timeout=120) as answer:
                        answer.read()
                except OSError as error:
                    errors.append(str(error))

        readers = [threading.Thread(target=read) for _ in range(3)]
        for reader in readers:
            reader.start()
        try:
            for day in range(24, 27):
                rename(archive, f"Judul hari {day}")
                publish(archive, folder, f"2026-11-{day}T02:00:00Z", keep=1)
                wait_for(base, f"Judul hari {day}")
        finally:
            over.set()
        for reader in readers:
            reader.join()
        until = time.monotonic() + 120
        while gone := [path for path in held(process) if "archive.db (deleted)" in path]:
            assert time.monotonic() < until, f"files of removed copies are still open: {gone}"
            time.sleep(0.2)
        assert [path for path in held(process) if path.endswith("archive.db")]
    assert errors == []


def test_a_copy_is_open_in_every_thread_before_it_may_be_removed(archive, tmp_path):
    folder = tmp_path / "public"
    publish(archive, folder, NOW, keep=1)

    async def ask_in_all_threads() -> list[int]:
        switch = Switch(folder)
        await switch.look()
        shutil.rmtree(folder)
        database, together = switch.opened.datasette.get_database("archive"), threading.Barrier(3)

        def count(connection: sqlite3.Connection) -> int:
            together.wait(60)
            return connection.execute("SELECT count(*) FROM articles").fetchone()[0]

        return await asyncio.gather(*(database.execute_fn(count) for _ in range(3)))

    first, *others = asyncio.run(ask_in_all_threads())
    assert first > 100 and others == [first, first]


def held(process: subprocess.Popen) -> list[str]:
    """Return the files that a process has open."""
    return [str(path.readlink()) for path in Path(f"/proc/{process.pid}/fd").glob("*") if path.is_symlink()]


def spoil(folder: Path, how: str) -> None:
    """Make a broken copy the current one."""
    broken = folder / "2026-11-24-00000000"
    shutil.copytree(folder / "current", broken, symlinks=False)
    file = broken / "archive.db"
    if how == "rubbish":
        file.write_bytes(b"no database" * 1000)
    elif how == "cut":
        with file.open("r+b") as whole:
            whole.truncate(file.stat().st_size - 8192)
    elif how == "missing":
        file.unlink()
    else:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("DROP TABLE incident_kinds")
    (folder / ".next").symlink_to(broken.name)
    (folder / ".next").replace(folder / "current")


@pytest.mark.parametrize("how", ["rubbish", "cut", "missing", "of-another-version"])
def test_a_broken_copy_does_not_take_the_place_of_one(archive, tmp_path, how):
    folder = tmp_path / "public"
    publish(archive, folder, NOW)
    with public(folder) as (base, process):
        assert get(f"{base}/archive/articles/7")[0] == 200
        spoil(folder, how)
        while "cannot be served" not in process.said.read_text():
            assert process.poll() is None, "the server has ended"
            time.sleep(0.2)
        assert "the one before stays" in process.said.read_text()
        assert get(f"{base}/archive/articles/7")[0] == 200
        if how == "rubbish":
            rename(archive, "Judul sesudahnya")
            publish(archive, folder, "2026-11-25T02:00:00Z")
            wait_for(base, "Judul sesudahnya")
    assert "Traceback" not in process.told or how == "of-another-version"
    assert process.told.count("cannot be served") == 1, "it is told once"


# ---- hostile content ----


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Iterator[str]:
    """A served copy with every payload in every place that a page or a reader fills."""
    archive = hostile_archive(tmp_path_factory.mktemp("hostile"))
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE articles SET status = 'present', missing_since = NULL WHERE id = 9001")
        for number, payload in enumerate(PAYLOADS):
            plant(connection, 9100 + number, payload, URLS[number])
    publish(archive, archive.parent / "public", NOW, names="shown")
    with closing(sqlite3.connect(archive)) as connection, connection:  # so that the changes name them
        connection.execute("UPDATE articles SET revisions = revisions + 1 WHERE id >= 9100")
    publish(archive, archive.parent / "public", "2026-11-24T02:00:00Z", names="shown")
    with public(archive.parent / "public") as (base, _):
        yield base


def plant(connection: sqlite3.Connection, number: int, payload: str, url: str) -> None:
    day = "2027-01-01T00:00:00Z"
    for table, row in {
        "articles": {
            "id": number, "site": "contoh", "key": f"k{number}", "url": url, "headline": payload, "body": payload,
            "body_html": payload, "subheadline": payload, "category": payload, "author": payload, "byline": payload,
            "published_raw": payload, "published_at": "2027-01-01", "sort_at": day, "digest": "d",
            "first_seen_at": day, "last_seen_at": day, "layout": payload, "parser": payload, "language": "id",
        },
        "comments": {
            "id": number, "site": "contoh", "article": number, "author": payload, "text": payload,
            "posted_raw": payload, "seen_via": payload, "first_seen_at": day, "last_seen_at": day, "article_url": url,
        },
        "attachments": {
            "article": number, "url": url, "label": payload, "media_type": "image/svg+xml", "extracted_text": payload,
            "first_seen_at": day, "last_seen_at": day,
        },
        "images": {
            "article": number, "url": url, "caption": payload, "alt": payload, "position": 1, "first_seen_at": day,
            "last_seen_at": day,
        },
        "related_links": {
            "article": number, "kind": "body", "position": 1, "text": payload, "url": url, "first_seen_at": day,
            "last_seen_at": day,
        },
        "tags": {"article": number, "tag": payload, "url": url},
        "revisions": {
            "article": number, "number": 1, "seen_at": day, "kind": "first", "headline": payload, "body": payload,
            "digest": "d", "image": url,
        },
        "sightings": {
            "site": "contoh", "page_url": url, "block": payload, "position": 1, "text": payload, "url": url,
            "article": number, "first_seen_at": day, "last_seen_at": day,
        },
        "incidents": {
            "site": "contoh", "article": number, "kind": "edited", "first_at": day, "last_at": day,
            "evidence": json.dumps({"url": [url, payload], payload: payload, "label": payload, "added": [payload]}),
        },
    }.items():  # fmt: skip
        connection.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
        )


def pages(number: int) -> list[str]:
    listed = ("articles", "comments", "attachments", "images", "related_links", "tags", "revisions", "sightings",
              "incidents")  # fmt: skip
    return [
        "/", f"/archive/articles/{number}", f"/archive/comments/{number}", f"/-/history/{number}/1", "/-/incidents",
        "/-/status", "/archive/articles?_search=pwned", "/archive/search?q=pwned", "/archive/newest",
        "/-/search?q=pwned", "/-/search", "/-/changes", "/-/data", "/-/dictionary",
        f"/-/compare/9100..{max(number, 9101)}",
        "/archive/authors", "/archive/tags_used", "/archive/edit_delay", "/archive/undated",
        "/archive/comments_of_readers", "/archive",
        *(f"/archive/{table}?_sort_desc=id" for table in listed if table != "tags"), "/archive/tags?_facet=tag",
        *(f"/archive/articles?_facet={name}" for name in ("category", "author")),
    ]  # fmt: skip


def check_inert(text: str, path: str) -> None:
    """Hold that nothing of a payload is more than text in a page."""
    page = lxml.html.fromstring(text)
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in ("iframe", "object", "embed", "base"), path
        assert element.tag != "svg" or element.get("role") in CHARTS, path
        assert element.tag != "script" or SEEN not in (element.text or ""), path
        for name, value in element.attrib.items():
            assert not (name.startswith("on") and SEEN in value), (path, name, value)
            if name in ("href", "src", "action", "formaction", "srcdoc"):
                scheme = "".join(value.split()).partition(":")[0].lower()
                assert scheme not in ("javascript", "vbscript", "data"), (path, value)
                assert not (value.startswith("//") and SEEN in value), (path, value)
    assert SEEN.upper() not in text, "a payload was rendered as a template"


@pytest.mark.parametrize("number", [9100 + index for index in range(len(PAYLOADS))])
def test_hostile_content_stays_text(hostile, number):
    shown = 0
    for path in pages(number):
        status, headers, text = get(hostile + path)
        assert status == 200, path
        assert "content-security-policy" in headers and headers["x-content-type-options"] == "nosniff"
        assert "text/html" in headers["content-type"]
        shown += SEEN in text
        check_inert(text, path)
    assert shown > 14, "the pages did show the payload"


ECHOED = (
    "/-/search?q={}", "/-/search?q=petani&category={}&site={}&year={}", "/-/search?q=petani&since={}&sort={}",
    "/archive/articles?_search={}", "/archive/articles?category={}", "/archive/articles?_sort={}",
    "/archive/articles?_facet={}", "/archive/articles?_where={}", "/archive/search?q={}", "/archive/word_by_year?q={}",
    "/-/incidents?site={}&kind={}&since={}", "/archive/{}", "/archive/articles/{}", "/-/{}", "/{}", "/-/data/{}",
    "/-/history/{}/1", "/archive?sql={}", "/?lang={}", "/archive/tags?tag={}", "/-/feed/{}.atom",
)  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_an_address_says_stays_text(hostile, payload):
    for address in ECHOED:
        path = address.replace("{}", quote(payload, safe=""))
        status, headers, text = get(hostile + path)
        assert status in (200, 400, 403, 404), (path, status)
        assert "content-security-policy" in headers and headers["x-content-type-options"] == "nosniff", path
        if "text/html" in headers["content-type"]:
            check_inert(text, path)


def test_every_answer_has_the_headers(hostile):
    address = urlsplit(hostile)
    statuses = set()
    asked = [("GET", path) for path in (
        "/", "/archive", "/archive/", "/archive/articles/9100", "/archive/articles/9100.json", "/archive/articles/none",
        "/archive/none", "/nowhere", "/%ff%fe", "/%00", "/-/static/none.css", "/-/static/app.css", "/lontar/lontar.css",
        "/lontar/none.css", "/archive.json?sql=x", "/archive/articles?_facet=none", "/archive/articles.csv?_stream=on",
        "/-/feed/none.atom", "/-/feed/new.atom", "/-/cite/9100.bib", "/-/plugins.json", "/robots.txt", "/sitemap.xml",
        "/sitemap-9.xml", "/-/data/none", "/-/data/datapackage.json", "/-/search?q=" + "a" * 9000, "/" + "a" * 9000,
        "//evil.example/", "/favicon.ico",
    )]  # fmt: skip
    asked += [(method, "/archive") for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "HEAD", "TRACE")]
    for method, path in asked:
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=120)
        connection.request(method, path)
        answer = connection.getresponse()
        answer.read()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY", (method, path)
        assert "default-src" in headers["content-security-policy"], (method, path)
        assert headers["referrer-policy"] == "no-referrer" and "server" not in headers, (method, path)
        statuses.add(answer.status)
        connection.close()
    assert {200, 302, 400, 404, 405} <= statuses and 500 not in statuses, statuses


def test_data_is_sent_as_data(hostile):
    for path, media_type in {
        "/archive/articles/9100.json": "application/json",
        "/archive/articles.json?_shape=array": "application/json",
        "/archive/comments.csv": "text/plain",
        "/-/feed/new.atom": "application/atom+xml",
        "/-/feed/new.json": "application/feed+json",
        "/-/history/9100/1.json": "application/json",
    }.items():
        status, headers, _ = get(hostile + path)
        assert status == 200 and headers["content-type"].startswith(media_type), (path, headers["content-type"])
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.browser
def test_no_payload_runs_in_a_browser(hostile, tmp_path):
    for path in ("/", "/archive/articles?_search=pwned", "/-/incidents", "/archive/comments", "/archive/attachments",
                 *(f"/archive/articles/{9100 + index}" for index in range(len(PAYLOADS)))):  # fmt: skip
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
        done = subprocess.run(
            [*command, "--dump-dom", hostile + path], capture_output=True, text=True, timeout=60, check=False
        )
        assert "</html>" in done.stdout, done.stderr[-300:]
        page = lxml.html.fromstring(done.stdout)
        assert page.get("id") is None, path


# ---- what is not reached ----


def test_nobody_is_sent_elsewhere(hostile):
    for path in (
        "//evil.example/", "//evil.example/archive/", "/%2f%2fevil.example/", "/\\evil.example/",
        "/archive//evil.example/", "/archive/articles/?next=//evil.example", "/?lang=//evil.example",
        "/archive/articles?_next=//evil.example/",
        "/-/logout?next=//evil.example", "/-/feed/new.atom/", "/archive/?x=https://evil.example",
        "/https://evil.example/",
    ):  # fmt: skip
        address = urlsplit(hostile)
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=120)
        connection.request("GET", path, headers={"Host": "arsip.example", "X-Forwarded-Host": "evil.example"})
        answer = connection.getresponse()
        answer.read()
        location = answer.headers.get("location", "")
        assert not location or urlsplit(location).netloc in ("", "arsip.example"), (path, location)
        assert not location.startswith(("//", "/\\")), (path, location)
        connection.close()


def test_no_path_leads_outside(hostile):
    outside = [
        "/lontar/../public.py", "/lontar/..%2fpublic.py", "/lontar/%2e%2e/%2e%2e/setup.cfg", "/lontar//etc/passwd",
        "/lontar/....//....//setup.cfg", "/-/static/../../app.py", "/-/static/%2e%2e/app.py", "/-/static//etc/passwd",
        "/-/static-plugins/x/../../x", "/archive.db", "/archive.db?x", "/current", "/..%2farchive.db",
        "/-/plugins.json",
        "/-/versions.json", "/-/settings.json", "/-/config", "/-/databases.json", "/-/threads", "/-/metadata",
        "/-/permissions", "/-/allow-debug", "/-/actor.json", "/-/messages", "/-/patterns", "/-/auth-token", "/-/logout",
        "/_memory", "/_internal", "/archive/pages", "/archive/redactions", "/archive/_sqlite_migrations",
    ]  # fmt: skip
    address = urlsplit(hostile)
    for path in outside:
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=120)
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        if answer.status == 302:  # written as Datasette writes it, and there is nothing there
            assert get(hostile + answer.headers["location"])[0] == 404, path
        else:
            assert answer.status in (400, 403, 404), (path, answer.status)
        assert "root:" not in text and "import " not in text and str(ROOT) not in text, path
        connection.close()


def test_readers_write_no_sql_unless_they_may(hostile):
    one = quote("select 1")
    for path in (f"/archive?sql={one}", f"/archive.json?sql={one}", f"/archive.csv?sql={one}",
                 "/archive/articles?_where=1", "/archive/articles.json?_where=id+in+(select+1)"):  # fmt: skip
        assert get(hostile + path)[0] in (400, 403), path
    page = get(f"{hostile}/archive")[2]
    assert 'name="sql"' not in page and "<textarea" not in page
    for name in ("newest", "coverage", "vanished"):
        assert get(f"{hostile}/archive/{name}")[0] == 200
    request = urllib.request.Request(f"{hostile}/archive/newest", data=b"x=1", method="POST")
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=120)
    assert caught.value.code in (400, 403, 405)


def test_sql_that_is_allowed_has_limits(archive, tmp_path):
    publish(archive, tmp_path / "public", NOW)
    endless = quote("with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c")
    many = quote("with recursive c(x) as (select 1 union all select x + 1 from c limit 5000) select x from c")
    with public(tmp_path / "public", "--sql") as (base, _):
        assert get(f"{base}/archive.json?sql={endless}&_shape=array")[0] == 400
        assert len(json.loads(get(f"{base}/archive.json?sql={many}")[2])["rows"]) == 500
        for statement in ("delete from articles", "attach '/etc/passwd' as x", "pragma query_only=0",
                          "select load_extension('x')", "select readfile('/etc/passwd')", "update articles set id=1",
                          "vacuum into 'elsewhere.db'"):  # fmt: skip
            assert get(f"{base}/archive.json?sql={quote(statement)}")[0] == 400, statement
