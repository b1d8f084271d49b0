"""Notifications and watches over nights of the sample site, taken by a real server on loopback."""

from __future__ import annotations

import json
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from notify import watches
from notify.after_crawl import Notices, after_crawl, before_crawl, pending
from notify.messages import clean
from notify.sending import Message, masked, problem_of, send
from sample.nights import play
from sample.spiders.sample_site import SampleSpider
from sample.truth import truth
from tests.test_cli import complaint, run

SECRET = "s3cr3t-t0ken"
HOME = SampleSpider.home_url.rstrip("/")


class Taken(list):
    """The messages that a server took; ``refuse`` makes it say no."""

    refuse = False


@contextmanager
def webhook() -> Iterator[tuple[str, Taken]]:
    """Serve a webhook on loopback; gives its address for apprise, with a secret in it, and what it takes."""
    taken = Taken()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not taken.refuse:
                taken.append(json.loads(body))
            self.send_response(500 if taken.refuse else 200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"json://user:{SECRET}@127.0.0.1:{server.server_port}/", taken
    finally:
        server.shutdown()
        server.server_close()


def address_of(key: str, day: int) -> str:
    return next(HOME + row["path"] for row in truth(day) if row["key"] == key)


@pytest.fixture
def hook():
    with webhook() as (url, taken):
        yield url, taken


def test_nights_are_told_once_with_alarms_recoveries_and_quiet(hook, tmp_path):
    url, taken = hook
    archive, notices = tmp_path / "archive.db", Notices((url,), language="en")
    told = {}
    for night in play(archive, 1, 18):
        before = len(taken)
        if night.day == 1:
            before_crawl(archive, notices)
        assert after_crawl(archive, notices, night.at) == []
        assert len(taken) - before <= 1, "one message a run at most"
        told[night.day] = taken[-1] if len(taken) > before else None
    assert [day for day, message in told.items() if message] == [4, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]
    assert "edited" in told[4]["message"] and "Sertifikat Tanah Gratis" in told[4]["message"]
    assert "gone" in told[11]["message"], "a missing release that is now gone is told again"
    assert told[12]["title"] == "Lontar: 1 alarms (contoh)" and "does not answer" in told[12]["message"]
    assert "Recovered" in told[13]["message"]
    assert "Mend the selector `published`" in told[17]["message"]
    assert told[18]["title"] == "Lontar: recovered (contoh)"
    assert stat.S_IMODE((tmp_path / "notify.json").stat().st_mode) == 0o600


def test_only_alarms_when_so_asked(hook, tmp_path):
    url, taken = hook
    notices = Notices((url,), what="alarms")
    for night in play(tmp_path / "archive.db", 1, 13):
        after_crawl(tmp_path / "archive.db", notices, night.at)
    assert [message["title"] for message in taken] == ["Lontar: 1 peringatan (contoh)", "Lontar: pulih (contoh)"]


def test_what_was_not_taken_is_told_after_the_next_crawl(hook, tmp_path):
    url, taken = hook
    archive, notices = tmp_path / "archive.db", Notices((url,))
    taken.refuse = True
    for night in play(archive, 1, 4):
        problems = after_crawl(archive, notices, night.at)
    assert len(problems) == 1 and "not taken" in problems[0] and SECRET not in problems[0]
    taken.refuse = False
    assert pending(archive, notices)[0] is not None
    assert after_crawl(archive, notices, "2026-10-09T00:00:00Z") == []
    assert after_crawl(archive, notices, "2026-10-10T00:00:00Z") == []
    assert len(taken) == 1


def test_the_past_is_no_news(hook, tmp_path):
    url, taken = hook
    archive, notices = tmp_path / "archive.db", Notices((url,))
    list(play(archive, 1, 8))
    before_crawl(archive, notices)
    assert after_crawl(archive, notices, "2026-10-13T00:00:00Z") == []
    assert taken == []


def test_watches_tell_of_their_release_and_their_search_alone(hook, tmp_path):
    url, taken = hook
    archive = tmp_path / "archive.db"
    list(play(archive, 1, 2))
    command = ["--archive", str(archive), "watch"]
    released = address_of("pertanahan/1", 1)
    for what in (released, "takraw pelajar"):
        done = run(tmp_path, *command, what, "--notify", url)
        assert done.returncode == 0 and SECRET not in done.stdout + done.stderr
    for night in play(archive, 3, 10):
        assert after_crawl(archive, Notices(public_url="https://arsip.example"), night.at) == []
    titles = [message["title"] for message in taken]
    assert titles[0].startswith("Lontar: edited: Sertifikat Tanah Gratis, Warga Diminta Laporkan")
    assert titles[1] == 'Lontar: Berita baru untuk pencarian "takraw pelajar"'
    assert titles[2].startswith("Lontar: comment-removed") and len(titles) == 3
    assert "- Tolak" in taken[0]["message"] and "+ Laporkan" in taken[0]["message"]
    assert "https://arsip.example/archive/articles/" in taken[1]["message"]
    listed = run(tmp_path, *command)
    assert "takraw pelajar" in listed.stdout and SECRET not in listed.stdout
    assert run(tmp_path, *command, "--remove", "1").returncode == 0
    assert [watch.number for watch in watches.load(tmp_path)] == [2]
    assert stat.S_IMODE((tmp_path / "watches.json").stat().st_mode) == 0o600


def test_a_crawl_notifies_through_the_command_line(hook, tmp_path):
    url, taken = hook
    (tmp_path / "lontar.toml").write_text(f'[notify]\nurls = ["{url}"]\nlanguage = "en"\n')
    assert run(tmp_path, "crawl", "--sample", "--quiet").returncode == 0
    assert taken == [], "nothing to tell of a first crawl"
    assert "nothing to tell" in run(tmp_path, "notify").stdout
    done = run(tmp_path, "notify", "--test")
    assert done.returncode == 0 and "json://127.0.0.1" in done.stdout and SECRET not in done.stdout
    assert taken[0]["title"] == "Lontar: a test message"


@pytest.mark.parametrize(
    ("arguments", "toml", "words"),
    [
        (["watch", "x"], "", "whom to tell"),
        (["watch", "x", "--notify", f"nonsense://{SECRET}"], "", "no address of a service"),
        (["watch", "https://elsewhere.example/x", "--notify", "json://127.0.0.1"], "", "no address of a site"),
        (["watch", "--remove", "9"], "", "no watch 9"),
        (["notify"], "", "nobody is configured"),
        (["notify"], f'[notify]\nurls = ["nonsense://{SECRET}"]', "no address of a service"),
        (["crawl", "--sample"], f'[notify]\nurls = ["{SECRET}"]', "no address of a service"),
        (["notify"], '[notify]\nurls = "x"\nwhat = "all"', "none of digest, alarms"),
        (["notify"], '[notify]\ncolour = "x"', "unknown setting 'notify_colour'"),
        (["notify"], 'notify = "x"', "notify is a table"),
    ],
)
def test_misuse_is_one_line_without_secrets(tmp_path, arguments, toml, words):
    if arguments != ["crawl", "--sample"]:
        list(play(tmp_path / "archive.db", 1, 1))
    (tmp_path / "lontar.toml").write_text(toml)
    line = complaint(run(tmp_path, *arguments), 2)
    assert words in line and SECRET not in line


def test_a_damaged_list_of_watches_is_one_line(tmp_path):
    list(play(tmp_path / "archive.db", 1, 1))
    (tmp_path / "watches.json").write_text("{")
    assert "watches.json" in complaint(run(tmp_path, "watch"), 1)
    assert "watches.json" in after_crawl(tmp_path / "archive.db", Notices(), "2026-10-06T00:00:00Z")[0]


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("mailto://me:pw@example.org", "mailto://example.org..."),
        ("tgram://123:abc/chat", "tgram://..."),
        ("json://u:pw@127.0.0.1:9/path?k=v", "json://127.0.0.1:9..."),
        ("slack://T/B/xyz", "slack://..."),
        ("secret", "(no address)"),
    ],
)
def test_addresses_are_shown_without_secrets(url, shown):
    assert masked(url) == shown


def test_a_service_that_is_not_there_is_a_line():
    (line,) = send([f"json://u:{SECRET}@127.0.0.1:9/"], Message("a", "b"))
    assert "not taken" in line and SECRET not in line
    assert problem_of("json://127.0.0.1") is None


def test_text_from_the_web_is_cleaned():
    assert clean("a\x1b[31m\r\nb\u202e c" + "x" * 300) == "a [31m b c" + "x" * 149 + "…"
