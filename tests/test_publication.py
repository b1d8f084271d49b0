"""Published copies: what is in them and what is not, redactions, changes, and serving them without a gap."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.allow_list import PublicationError, allowed
from pipelines.privacy import REDACTED, Scrubber, initials
from pipelines.publication import publish
from pipelines.schema import open_archive
from pipelines.tables import COMPUTED, column_sentences
from publish.serve import check_address
from sample.nights import play
from tests.hostile import HOSTILE, hostile_archive
from tests.served import get
from tests.test_cli import ROOT, environment, run

NOW = "2026-11-23T02:00:00Z"
MAIL, PHONE, NIK = "warga@contoh.example", "0812-3456-7890", "3506011203980001"


# ---- what is personal ----


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("hubungi warga@contoh.co.id ya", "hubungi [e-mail] ya"),
        ("warga [at] contoh.go.id", "[e-mail]"),
        ("WA 081234567890", "WA [telepon]"),
        ("WA +62 812-3456-7890.", "WA [telepon]."),
        ("telp (0354) 689995", "telp [telepon]"),
        ("NIK 3506011203980001", "NIK [NIK]"),
        ("NIK 3506 0112 0398 0001", "NIK [NIK]"),
        ("Rp 1.250.000.000 pada 02/10/2024 pukul 10.15 WIB", "Rp 1.250.000.000 pada 02/10/2024 pukul 10.15 WIB"),
        ("nomor 188/0812/418.12/2024", "nomor 188/0812/418.12/2024"),
        ("NIP 197003121998031004", "NIP 197003121998031004"),
        ("tahun 2019-2024", "tahun 2019-2024"),
        ("@pemkabkediri dan #HUT", "@pemkabkediri dan #HUT"),
        ("Peraturan Nomor 8 Tahun 1974, 0,8 persen, 08.00", "Peraturan Nomor 8 Tahun 1974, 0,8 persen, 08.00"),
        (None, None),
        ("", ""),
    ],
)
def test_what_is_masked(text, masked):
    assert Scrubber().text(text) == masked


@pytest.mark.parametrize(
    ("name", "short"),
    [("Budi Santoso", "B. S."), ("siti", "S."), ("H. Ahmad bin Said", "H. A. B. S."), ("*** 7", "–"),
     ("(Bu) Ани", "B. А.")],
)  # fmt: skip
def test_initials(name, short):
    assert initials(name) == short
    assert [Scrubber(names=policy).name(name) for policy in ("shown", "initials", "hidden")] == [name, short, "–"]


@given(st.text(alphabet="ab1@.+ -", max_size=60))
def test_masking_twice_is_masking_once(text):
    once = Scrubber().text(text)
    assert Scrubber().text(once) == once


def test_evidence_is_masked_wherever_it_stands():
    scrubber = Scrubber(["Rahasia Besar"], people=["Siti Aminah"])
    seen = {"author": "Budi Santoso", "text": f"dari {MAIL}", "looks": [{"x": "soal rahasia  besar"}], "n": 3}
    found = scrubber.evidence(json.dumps(seen))
    assert json.loads(found) == {
        "author": "B. S.", "text": "dari [e-mail]", "looks": [{"x": f"soal {REDACTED}"}], "n": 3,
    }  # fmt: skip
    assert scrubber.name("Ibu Siti  Aminah") == REDACTED and scrubber.evidence("{broken") == "{}"


# ---- the copy ----


@pytest.fixture(scope="module")
def nights(tmp_path_factory) -> Path:
    """An archive with personal data in every place where readers and clerks may leave it."""
    archive = tmp_path_factory.mktemp("publication") / "archive.db"
    list(play(archive, 1, 10))
    personal = f"{MAIL} {PHONE} {NIK}"
    with closing(sqlite3.connect(archive)) as connection:
        tables, _ = allowed()
        for table in tables.values():
            for column, how in table.columns.items():
                if how in ("masked", "said", "html") and table.name not in ("tags", "runs"):
                    connection.execute(f"UPDATE {table.name} SET {column} = {column} || ?", (f" {personal}",))
        connection.execute(
            "UPDATE incidents SET evidence = ?", (json.dumps({"author": "Wagiman X", "text": personal}),)
        )
        connection.execute(
            "UPDATE comments SET author = 'Wagiman Xaverius' WHERE id ="
            " (SELECT min(id) FROM comments WHERE NOT is_excerpt)"
        )
        connection.commit()
    return archive


@pytest.fixture
def archive(nights, tmp_path) -> Path:
    shutil.copytree(nights.parent, tmp_path / "live", ignore=shutil.ignore_patterns("captures"))
    return tmp_path / "live" / nights.name


def rows(path: Path, query: str, *values: object) -> list:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query, values).fetchall()


def wagimans(archive: Path) -> int:
    """The number of the comment by Wagiman Xaverius."""
    return rows(archive, "SELECT id FROM comments WHERE author = 'Wagiman Xaverius'")[0][0]


def test_every_column_of_the_archive_is_published_or_private():
    tables, private = allowed()
    named = {name: set(table.columns) | table.private for name, table in tables.items()}
    sentences = column_sentences()
    assert {name: set(sentences[name]) - COMPUTED for name in sentences if name not in private} == named
    assert all(not set(table.columns) & table.private for table in tables.values())


def test_a_copy_holds_what_may_be_published_and_nothing_else(archive, tmp_path):
    found = publish(archive, tmp_path / "public", NOW)
    copy = found.path / "archive.db"
    tables = {name for (name,) in rows(copy, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert not tables & {"pages", "redactions", "_sqlite_migrations"}
    assert rows(copy, "SELECT count(*) FROM articles") == rows(archive, "SELECT count(*) FROM articles")
    data = copy.read_bytes()
    for secret in (MAIL, PHONE, NIK, "Wagiman"):
        assert secret.encode() not in data, secret
        assert secret.encode() in archive.read_bytes(), "else the test shows nothing"
    assert rows(copy, "SELECT author FROM comments WHERE id = ?", wagimans(archive)) == [("W. X.",)]
    assert rows(copy, "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'petani'")[0][0] > 5
    assert rows(copy, "SELECT count(*) FROM stems WHERE stem = 'tani'")[0][0] > 2
    assert rows(copy, "PRAGMA integrity_check") == [("ok",)] and rows(copy, "PRAGMA foreign_key_check") == []
    assert rows(copy, "PRAGMA journal_mode") == [("delete",)]
    package = json.loads((found.path / "datapackage.json").read_text("utf-8"))
    assert package["version"] == found.version == rows(copy, "SELECT version FROM publication")[0][0]
    assert package["resources"][0]["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert all(field["description"] for resource in package["resources"] for field in resource["schema"]["fields"])


def test_an_unknown_column_or_table_fails_the_build(archive, tmp_path):
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("ALTER TABLE comments ADD COLUMN email TEXT")
        connection.commit()
    with pytest.raises(PublicationError, match=r"comments\.email is neither published nor private"):
        publish(archive, tmp_path / "public", NOW)
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("ALTER TABLE comments DROP COLUMN email")
        connection.execute("CREATE TABLE notes (x)")
        connection.commit()
    with pytest.raises(PublicationError, match="table notes is neither"):
        publish(archive, tmp_path / "public", NOW)
    assert [path.name for path in (tmp_path / "public").iterdir()] == ["publication.lock"], "nothing is left behind"


def test_the_same_archive_gives_the_same_version_and_changes_are_told(archive, tmp_path):
    folder = tmp_path / "public"
    first = publish(archive, folder, NOW)
    assert publish(archive, folder, NOW).fresh is False
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("UPDATE articles SET revisions = revisions + 1, headline = 'Judul *baru* <b>' WHERE id = 3")
        connection.execute("UPDATE articles SET status = 'gone' WHERE id = 4")
        connection.commit()
    second = publish(archive, folder, "2026-11-24T02:00:00Z")
    assert second.version != first.version and (folder / "current").resolve() == second.path.resolve()
    text = (second.path / "CHANGES.md").read_text("utf-8")
    assert f"Since {first.version}" in text and "## Edited: 1" in text and "## Vanished: 1" in text
    assert r"Judul \*baru\* \<b\>" in text and "\n\ncontoh 1\n\n" in text
    told = json.loads((second.path / "CHANGES.json").read_text("utf-8"))
    assert told["since"] == first.version and told["changes"]["Edited"]["sites"] == {"contoh": 1}
    assert [row["headline"] for row in told["changes"]["Edited"]["listed"]] == ["Judul *baru* <b>"]
    for day in range(25, 29):
        with closing(sqlite3.connect(archive)) as connection:
            connection.execute("UPDATE articles SET views_last = ?", (day,))
            connection.commit()
        publish(archive, folder, f"2026-11-{day}T02:00:00Z", keep=2)
    assert len([path for path in folder.iterdir() if path.name.startswith("2026")]) == 2


def test_a_copy_is_built_while_a_crawl_writes(archive, tmp_path):
    writer = open_archive(archive).conn
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE articles SET headline = 'half done'")
    found = publish(archive, tmp_path / "public", NOW)
    writer.execute("ROLLBACK")
    writer.close()
    assert rows(found.path / "archive.db", "SELECT count(*) FROM articles WHERE headline = 'half done'") == [(0,)]


# ---- redactions ----


def test_what_is_redacted_is_nowhere_in_the_bytes(archive, tmp_path):
    ((article, headline, url, key),) = rows(
        archive, "SELECT id, headline, url, key FROM articles WHERE id IN (SELECT target_article FROM related_links)"
        " AND id IN (SELECT article FROM sightings) AND length(headline) > 20 ORDER BY id LIMIT 1")  # fmt: skip
    (comment, text), *_ = rows(
        archive, "SELECT id, text FROM comments WHERE NOT is_excerpt AND article <> ? AND author NOT LIKE 'Wagiman%'",
        article)  # fmt: skip
    with closing(sqlite3.connect(archive)) as connection:
        (number,) = connection.execute(
            "SELECT id FROM articles WHERE id <> ? AND body <> '' ORDER BY id DESC LIMIT 1", (article,)
        ).fetchone()
        connection.execute(
            "UPDATE articles SET body = body || ' Saksi Partiyem Sulastri hadir.' WHERE id = ?", (number,)
        )
        connection.commit()
    folder = archive.parent
    assert run(folder, "redact", "article", str(article), "--why", "putusan 12/2026").returncode == 0
    assert run(folder, "redact", "comment", str(comment), "--why", "diminta penulisnya").returncode == 0
    assert run(folder, "redact", "person", "partiyem  sulastri", "--in-texts", "--why", "anak").returncode == 0
    assert run(folder, "redact", "person", "Wagiman Xaverius", "--why", "diminta").returncode == 0
    listed = json.loads(run(folder, "redact", "--list", "--json").stdout)["redactions"]
    assert [entry["kind"] for entry in listed] == ["article", "comment", "person", "person"]
    done = run(folder, "publish", str(tmp_path / "public"))
    assert done.returncode == 0 and "4 redactions applied" in done.stdout, done.stderr
    copy = tmp_path / "public" / "current" / "archive.db"
    data = copy.read_bytes()
    for secret in (headline, url, key, text, "Partiyem", "partiyem"):
        assert secret.encode() not in data, secret
    assert rows(copy, "SELECT status, headline, body FROM articles WHERE id = ?", article) == [("redacted", None, None)]
    assert (
        rows(copy, "SELECT author, text FROM comments WHERE id IN (?, ?)", comment, wagimans(archive))
        == [(REDACTED, REDACTED)] * 2
    )
    tombstones = rows(copy, "SELECT kind, number, why FROM tombstones ORDER BY 1, 2")
    assert ("article", article, "putusan 12/2026") in tombstones and (
        "comment",
        wagimans(archive),
        "diminta",
    ) in tombstones
    assert ("comment", comment, "diminta penulisnya") in tombstones
    assert rows(copy, "PRAGMA foreign_key_check") == []
    assert run(folder, "redact", "--lift", "1").returncode == 0
    assert rows(archive, "SELECT status FROM articles WHERE id = ?", article) == [("present",)]


def test_a_redaction_survives_a_reparse(nights, tmp_path):
    shutil.copytree(nights.parent, tmp_path / "live")
    folder = tmp_path / "live"
    assert run(folder, "redact", "article", "7", "--why", "putusan").returncode == 0
    assert run(folder, "reparse").returncode in (0, 3)
    assert rows(folder / "archive.db", "SELECT status FROM articles WHERE id = 7") == [("redacted",)]
    assert run(folder, "publish", str(tmp_path / "public")).returncode == 0
    assert rows(tmp_path / "public/current/archive.db", "SELECT number FROM tombstones") == [(7,)]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["redact"], 2, "say what to redact"),
        (["redact", "article", "7"], 2, "--why is missing"),
        (["redact", "article", "999999", "--why", "x"], 1, "holds no article"),
        (["redact", "comment", "x", "--why", "x"], 1, "holds no comment"),
        (["redact", "person", "ab", "--why", "x"], 1, "too short"),
        (["redact", "--lift", "99"], 1, "no redaction 99 holds"),
        (["redact", "person", "Wagiman Xaverius", "--dry-run"], 0, ""),
        (["serve", "--public", "nothing-here"], 1, "run `lontar publish"),
        (["serve", "--sql"], 2, "--sql is for --public"),
    ],
)
def test_what_cannot_be_done_is_one_line(archive, arguments, code, said):
    done = run(archive.parent, *arguments)
    assert done.returncode == code and said in done.stderr
    assert len(done.stderr.splitlines()) == (1 if code else 0)
    assert code or "1 comment\n" in done.stdout


# ---- serving ----


@contextmanager
def public(folder: Path, *options: str):
    """Serve a folder of copies; give the base URL."""
    command = [sys.executable, "-m", "cli", "serve", "--public", str(folder), "--port", "0", *options]
    port = free_port()
    command[command.index("--port") + 1] = str(port)
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout.readline().decode().strip() == f"http://127.0.0.1:{port}"
            for _ in range(200):
                try:
                    get(f"http://127.0.0.1:{port}/")
                    break
                except OSError:
                    time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            assert process.wait(20) == 0


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    check_address("127.0.0.1", port)
    return port


def test_a_new_copy_is_served_without_a_gap(archive, tmp_path):
    folder = tmp_path / "public"
    publish(archive, folder, NOW)
    answers: Counter[int | str] = Counter()
    over = threading.Event()

    def read(base: str) -> None:
        while not over.is_set():
            try:
                with urllib.request.urlopen(f"{base}/archive/articles/7", timeout=20) as answer:
                    answers[answer.status] += len(answer.read()) > 1000
            except OSError as error:
                answers[str(error)] += 1

    with public(folder) as base:
        readers = [threading.Thread(target=read, args=(base,)) for _ in range(3)]
        for reader in readers:
            reader.start()
        with closing(sqlite3.connect(archive)) as connection:
            connection.execute("UPDATE articles SET headline = 'Judul yang sama sekali baru' WHERE id = 7")
            connection.commit()
        publish(archive, folder, "2026-11-24T02:00:00Z")
        until = time.monotonic() + 20
        while "sama sekali baru" not in get(f"{base}/archive/articles/7")[2] and time.monotonic() < until:
            time.sleep(0.2)
        over.set()
        for reader in readers:
            reader.join()
        assert "sama sekali baru" in get(f"{base}/archive/articles/7")[2]
    assert set(answers) == {200} and answers[200] > 20, answers


def test_the_public_reads_and_does_no_more(tmp_path):
    archive = hostile_archive(tmp_path)
    with closing(sqlite3.connect(archive)) as connection:
        connection.execute("UPDATE articles SET status = 'present' WHERE id = 9001")
        connection.commit()
    done = run(archive.parent, "--archive", str(archive), "redact", "article", "3", "--why", f"alasan {HOSTILE}")
    assert done.returncode == 0, done.stderr
    publish(archive, tmp_path / "public", NOW)
    pages = (
        "/", "/archive/articles", "/archive/articles?_search=petani", "/archive/articles/9001", "/archive/articles/3",
        "/archive/comments", "/archive/comments/9001", "/archive/attachments", "/archive/tags", "/-/status",
        "/-/incidents", "/archive/search?q=petani", "/-/feed/new.json",
    )  # fmt: skip
    with public(tmp_path / "public") as base:
        for path in pages:
            status, headers, text = get(base + path)
            assert status == 200, path
            assert path.endswith(".json") or HOSTILE not in text, path
            assert headers["x-content-type-options"] == "nosniff" and "content-security-policy" in headers
            assert "javascript:alert" not in text.replace("&#58;", ":") or 'href="javascript' not in text
        assert "alasan &lt;script" in get(f"{base}/archive/articles/3")[2]
        refused = ["/archive?sql=select+1", "/archive.json?sql=select+1", "/archive/-/query?sql=select+1"]
        refused += ["/archive.db"]
        refused += ["/-/databases.json", "/-/metadata.json", "/-/settings.json", "/-/threads", "/archive/pages", "/-/x"]
        refused += ["/lontar/../../setup.cfg", "/lontar/%2e%2e/%2e%2e/setup.cfg", "/-/static/../../app.py"]
        for path in refused:
            status, _, text = get(base + path)
            assert status in (400, 403, 404), (path, status)
            assert str(tmp_path) not in text
        for path in ("//evil.example/", "/archive/articles?_next=//evil.example", "/-/history//evil.example/1"):
            status, headers, _ = get(base + path)
            assert "evil.example" not in headers.get("location", "")
    with public(tmp_path / "public", "--sql") as base:
        assert json.loads(get(f"{base}/archive.json?sql=select+1+as+x&_shape=array")[2]) == [{"x": 1}]
        assert get(f"{base}/archive.json?sql=delete+from+articles")[0] == 400
