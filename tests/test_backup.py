"""Backups, restoring, and migrations that copy first: also while a crawl writes, and when they are killed."""

from __future__ import annotations

import json
import os
import pty
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from pipelines import copying, schema
from pipelines.backup import STAMP, back_up, complete_backups, prune
from pipelines.contents import archive_digest
from pipelines.errors import ArchiveError
from pipelines.restore import restore
from pipelines.schema import open_archive
from tests.test_cli import ROOT, answer, command, complaint, environment, run


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    """A folder with an archive of the sample site, of two runs."""
    folder = tmp_path_factory.mktemp("sample")
    answer(folder, "crawl", "--sample", "--limit", "40", "--quiet")
    answer(folder, "crawl", "--sample", "--quiet")
    return folder


@pytest.fixture
def copy(sample, tmp_path) -> Path:
    """A copy of that folder, to be changed."""
    return shutil.copytree(sample, tmp_path / "copy")


def digest_of(archive: Path) -> str:
    with closing(sqlite3.connect(archive)) as connection:
        return archive_digest(connection)


def sums_hold(backup: Path) -> bool:
    done = subprocess.run(["sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS"], cwd=backup, check=False)
    return done.returncode == 0


def files_of(backup: Path) -> set[str]:
    return {path.relative_to(backup).as_posix() for path in backup.rglob("*") if path.is_file()}


# ---- the commands ----


def test_there_and_back(sample, tmp_path):
    digest = answer(sample, "digest")
    made = json.loads(answer(sample, "backup", tmp_path / "backups", "--json"))
    backup = Path(made["backup"])
    assert STAMP.fullmatch(backup.name) and made["digest"] + "\n" == digest
    assert made["articles"] > 100 and made["files"] == 2 and made["linked"] == 0
    assert sums_hold(backup)
    (tmp_path / "new").mkdir()
    restored = ["--archive", tmp_path / "new" / "other.db"]
    assert digest.strip() in answer(tmp_path, *restored, "restore", backup)
    assert answer(tmp_path, *restored, "digest") == digest
    assert "all in order" in answer(tmp_path, *restored, "verify")
    answer(tmp_path, *restored, "crawl", "--sample", "--quiet")
    assert answer(tmp_path, *restored, "digest") == digest, "the restored archive is crawled on"
    assert "exists: move it away" in complaint(run(tmp_path, *restored, "restore", backup), 1)
    assert answer(sample, "backup", tmp_path / "backups", "--quiet") == ""


def test_sites_beside_the_archive_are_in_the_backup_and_come_back(copy, tmp_path):
    pages = copy / "sites" / "kotaku"
    pages.mkdir(parents=True)
    (copy / "sites" / "kotaku.py").write_text("declared")
    (pages / "page.html").write_text("recorded")
    (pages / "elsewhere.html").symlink_to("/etc/hostname")
    backup, _ = back_up(copy / "archive.db", tmp_path / "backups", "2026-10-05T013000Z")
    kept = {name for name in files_of(backup) if name.startswith("sites")}
    assert kept == {"sites/kotaku.py", "sites/kotaku/page.html"}
    assert sums_hold(backup)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "sites").mkdir()
    (tmp_path / "new" / "sites" / "kotaku.py").write_text("another one")
    with pytest.raises(ArchiveError, match="another file"):
        restore(backup, tmp_path / "new" / "archive.db")
    (tmp_path / "new" / "sites" / "kotaku.py").unlink()
    restore(backup, tmp_path / "new" / "archive.db")
    assert (tmp_path / "new" / "sites" / "kotaku" / "page.html").read_text() == "recorded"


def test_a_backup_takes_room_only_for_what_is_new(copy, tmp_path):
    backups = tmp_path / "backups"
    first, facts = back_up(copy / "archive.db", backups, "2026-10-05T013000Z")
    assert (facts.files, facts.linked) == (2, 0)
    answer(copy, "crawl", "--sample", "--full", "--quiet")
    second, facts = back_up(copy / "archive.db", backups, "2026-10-06T013000Z")
    assert (facts.files, facts.linked) == (3, 2)
    for path in first.rglob("*.warc.gz"):
        assert path.stat().st_ino == (second / path.relative_to(first)).stat().st_ino
    shutil.rmtree(first)
    assert sums_hold(second)
    restore(second, tmp_path / "archive.db")
    assert digest_of(tmp_path / "archive.db") == digest_of(copy / "archive.db")


def test_a_file_that_has_changed_is_copied_anew(copy, tmp_path):
    back_up(copy / "archive.db", tmp_path / "b", "2026-10-05T013000Z")
    path = sorted((copy / "captures").rglob("*.warc.gz"))[0]
    with path.open("ab") as file:
        file.write(b"more")
    backup, facts = back_up(copy / "archive.db", tmp_path / "b", "2026-10-06T013000Z")
    assert facts.linked == 1
    assert (backup / path.relative_to(copy)).read_bytes() == path.read_bytes(), "its run has ended: the whole file"


def test_old_backups_are_removed_when_asked(copy):
    for day in ("04", "05", "06", "07"):
        back_up(copy / "archive.db", copy / "b", f"2026-10-{day}T013000Z")
    (copy / "b" / "2026-10-01T013000Z").mkdir()  # nobody's: it has no list of sums
    made = json.loads(answer(copy, "backup", "b", "--keep", 2, "--json"))
    assert made["removed"] == ["2026-10-04T013000Z", "2026-10-05T013000Z", "2026-10-06T013000Z"]
    assert [path.name for path in complete_backups(copy / "b")] == ["2026-10-07T013000Z", Path(made["backup"]).name]
    assert (copy / "b" / "2026-10-01T013000Z").is_dir() and prune(copy / "b", 2) == []


def test_backups_of_what_is_none(tmp_path):
    assert "there is no archive" in complaint(run(tmp_path, "backup", "b"), 1)
    (tmp_path / "archive.db").write_text("no database, " * 100)
    assert "not an SQLite database" in complaint(run(tmp_path, "backup", "b"), 1)
    sqlite3.connect(tmp_path / "foreign.db").execute("CREATE TABLE recipes (name)").connection.close()
    assert "another program" in complaint(run(tmp_path, "--archive", "foreign.db", "backup", "b"), 1)
    assert not list((tmp_path / "b").rglob("*.db")) and not complete_backups(tmp_path / "b")


def test_no_room_is_one_line(copy, monkeypatch):
    monkeypatch.setattr(copying, "SPARE_BYTES", 1 << 60)
    with pytest.raises(ArchiveError, match=r"MB are needed in .* free some first"):
        back_up(copy / "archive.db", copy / "b", "2026-10-05T013000Z")
    assert [path.name for path in (copy / "b").iterdir()] == ["backups.lock"]


# ---- damage ----


@pytest.mark.parametrize("harm", ["lost", "cut"])
def test_a_damaged_capture_is_not_backed_up_quietly(copy, harm):
    path = sorted((copy / "captures").rglob("*.warc.gz"))[-1]
    if harm == "lost":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-2000])
    line = complaint(run(copy, "backup", "b"), 1)
    assert path.name in line and "lontar verify" in line
    assert not complete_backups(copy / "b")


@pytest.mark.parametrize("name", ["archive.db", "backup.json", "warc", "SHA256SUMS", "lost"])
def test_a_damaged_backup_is_not_restored(copy, tmp_path, name):
    backup, _ = back_up(copy / "archive.db", copy / "b", "2026-10-05T013000Z")
    path = sorted(backup.rglob("*.warc.gz"))[0] if name in ("warc", "lost") else backup / name
    if name == "lost":
        path.unlink()
    else:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 0x10
        path.write_bytes(data)
    (tmp_path / "new").mkdir()
    done = run(tmp_path, "--archive", tmp_path / "new" / "archive.db", "restore", backup)
    assert "use another" in complaint(done, 1)
    assert files_of(tmp_path / "new") <= {"archive.db.lock"}


def test_a_list_of_sums_leads_nowhere_else(copy, tmp_path):
    backup, _ = back_up(copy / "archive.db", copy / "b", "2026-10-05T013000Z")
    for name in ("/etc/passwd", "captures/../../secret"):
        (backup / "SHA256SUMS").write_text(f"{'0' * 64}  {name}\n")
        with pytest.raises(ArchiveError, match="damaged"):
            restore(backup, tmp_path / "archive.db")


def test_what_is_in_the_way_is_not_overwritten(copy, tmp_path):
    backup, _ = back_up(copy / "archive.db", copy / "b", "2026-10-05T013000Z")
    new = tmp_path / "new"
    new.mkdir()
    (new / "archive.db-wal").write_text("left of another archive")
    with pytest.raises(ArchiveError, match="-wal exists"):
        restore(backup, new / "archive.db")
    (new / "archive.db-wal").unlink()
    shutil.copytree(copy / "captures", new / "captures")
    first, second = sorted((new / "captures").rglob("*.warc.gz"))
    with first.open("ab") as file:
        file.write(b"fetched after the backup")
    state = first.stat()
    second.write_bytes(b"another file")
    with pytest.raises(ArchiveError, match="another file than the backup's"):
        restore(backup, new / "archive.db")
    assert second.read_bytes() == b"another file" and not (new / "archive.db").exists()
    second.unlink()
    restore(backup, new / "archive.db")
    assert first.stat() == state or first.stat().st_mtime_ns == state.st_mtime_ns, "what goes on the same is kept"
    assert "all in order" in answer(new, "verify")


# ---- beside a crawl, and killed ----


def test_backups_during_a_crawl(tmp_path):
    crawl = subprocess.Popen(command("crawl", "--sample", "--quiet"), cwd=tmp_path, env=environment())
    made: list[Path] = []
    try:
        while crawl.poll() is None:
            done = run(tmp_path, "backup", "b", "--json")
            assert done.returncode == 0 or "no archive at" in done.stderr or "another program" in done.stderr, done
            made += [Path(json.loads(done.stdout)["backup"])] if done.returncode == 0 else []
            time.sleep(0.3)
    finally:
        crawl.kill()
        crawl.wait()
    assert crawl.returncode == 0 and made
    for number, name in enumerate(made):
        assert sums_hold(tmp_path / name)
        folder = tmp_path / f"new{number}"
        folder.mkdir()
        facts = restore(tmp_path / name, folder / "archive.db")
        assert "all in order" in answer(folder, "verify")
        assert answer(folder, "digest").strip() == facts.digest
    answer(folder, "crawl", "--sample", "--quiet")
    assert "all in order" in answer(folder, "verify"), "a run that was under way is taken for a killed one"


def test_a_backup_under_a_writer_that_never_rests(copy):
    stop = time.monotonic() + 20
    writer = subprocess.Popen(
        [sys.executable, "-c", "import sqlite3, time\n"
         "c = sqlite3.connect('archive.db', isolation_level=None, timeout=10)\n"
         "while True:\n    c.execute('UPDATE sites SET last_run_at = last_run_at'); time.sleep(0.005)"],
        cwd=copy,
    )  # fmt: skip
    try:
        back_up(copy / "archive.db", copy / "b", "2026-10-05T013000Z")
        assert writer.poll() is None and time.monotonic() < stop
    finally:
        writer.kill()
        writer.wait()


def test_killed_backups_leave_none_that_looks_whole(copy):
    chance = random.Random(20261005)
    started = time.monotonic()
    whole = run(copy, "backup", "b", "--json")
    length = time.monotonic() - started
    expected = json.loads(whole.stdout)["digest"]
    shutil.rmtree(copy / "b" / Path(json.loads(whole.stdout)["backup"]).name)
    died = 0
    for _ in range(8):
        process = subprocess.Popen(
            command("backup", "b", "--quiet"), cwd=copy, env=environment(), stderr=subprocess.DEVNULL
        )
        time.sleep(length * chance.uniform(0.4, 1.0))
        process.send_signal(signal.SIGKILL)
        died += process.wait() == -signal.SIGKILL
        for backup in complete_backups(copy / "b"):
            assert sums_hold(backup) and json.loads((backup / "backup.json").read_text())["digest"] == expected
    assert died >= 3
    answer(copy, "backup", "b")
    assert not list((copy / "b").glob(".*")), "what the killed ones left is gone"
    assert all(STAMP.fullmatch(path.name) or path.name == "backups.lock" for path in (copy / "b").iterdir())


@pytest.mark.parametrize("moment", range(4))
def test_a_killed_restore_leaves_no_archive_and_is_taken_up_again(copy, tmp_path, moment):
    backup, facts = back_up(copy / "archive.db", copy / "b", "2026-10-05T013000Z")
    script = (
        "import os, signal, sys; from pathlib import Path; from pipelines import backup, restore\n"
        "left, copied = int(sys.argv[1]), backup.copy_file\n"
        "def copy(source, target, length, meter=None):\n"
        "    global left\n"
        "    if left == 0:\n"
        "        target.write_bytes(source.read_bytes()[:1000]); os.kill(os.getpid(), signal.SIGKILL)\n"
        "    left -= 1\n"
        "    return copied(source, target, length, meter)\n"
        "restore.copy_file = copy\n"
        "restore.restore(Path(sys.argv[2]), Path('archive.db'))\n"
    )
    arguments = [sys.executable, "-c", script, str(moment), str(backup)]
    died = subprocess.run(arguments, cwd=tmp_path, env=environment(), check=False).returncode == -signal.SIGKILL
    assert died == (moment < 3) and (tmp_path / "archive.db").exists() != died
    if died:
        restore(backup, tmp_path / "archive.db")
    assert digest_of(tmp_path / "archive.db") == facts.digest
    assert not list(tmp_path.rglob("*.restoring"))


# ---- migrations ----

OURS = schema.migrations


def later(*names: str, kill_in: str | None = None) -> Migrations:
    """The migrations of a later version: ours, and some that each add a table."""
    migrations = Migrations(schema.SET_NAME)
    for known in OURS.pending(Database(memory=True)):
        migrations(name=known.name)(known.fn)
    for name in names:

        def fn(db, name=name):
            db[f"new_{name}"].create({"id": int})
            if name == kill_in:
                os.kill(os.getpid(), signal.SIGKILL)

        migrations(name=name)(fn)
    return migrations


def tables(archive: Path) -> set[str]:
    with closing(sqlite3.connect(archive)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'new_%'")}


def copies(folder: Path) -> list[str]:
    return sorted(path.name.partition("before-")[2] for path in folder.glob("archive.db.*") if "before-" in path.name)


def test_a_migration_copies_first(copy, monkeypatch):
    archive, before = copy / "archive.db", digest_of(copy / "archive.db")
    open_archive(archive).conn.close()
    assert copies(copy) == [], "nothing is pending"
    monkeypatch.setattr(schema, "migrations", later("m900_one", "m901_two"))
    steps: list = []
    open_archive(archive, watch=lambda *step: steps.append(step)).conn.close()
    assert steps == [("copy of the archive", 0, 3), ("migration m900_one", 1, 3), ("migration m901_two", 2, 3)]
    assert tables(archive) == {"new_m900_one", "new_m901_two"} and copies(copy) == ["m900_one"]
    old = copy / "archive.db.before-m900_one"
    assert tables(old) == set() and digest_of(old) == before == digest_of(archive)
    monkeypatch.setattr(schema, "migrations", later("m900_one", "m901_two", "m902_three"))
    open_archive(archive).conn.close()
    assert copies(copy) == ["m902_three"], "a copy is kept until the next one"


def test_a_migration_is_shown_to_who_watches(copy):
    script = (
        "import sys; from tests.test_backup import later; from pipelines import schema; from cli.__main__ import main\n"
        "schema.migrations = later('m900_one', 'm901_two'); sys.exit(main(['digest']))\n"
    )
    main, other = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=copy, env=environment(TERM="xterm", COLUMNS="120", PYTHONPATH=str(ROOT)),
        stdout=subprocess.PIPE, stderr=other, check=False,
    )  # fmt: skip
    os.close(other)
    shown = os.read(main, 1 << 16)
    os.close(main)
    assert done.returncode == 0 and len(done.stdout) == 65 and b"migration m901_two" in shown
    assert copies(copy) == ["m900_one"]


def killed_migration(folder: Path, kill_in: str) -> int:
    script = (
        "from tests.test_backup import later; from pipelines import schema\n"
        f"schema.migrations = later('m900_one', 'm901_two', 'm902_three', kill_in={kill_in!r})\n"
        "schema.open_archive('archive.db')\n"
    )
    env = environment(PYTHONPATH=str(ROOT))
    return subprocess.run([sys.executable, "-c", script], cwd=folder, env=env, check=False).returncode


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_killed_migration_goes_on_where_it_was(copy, monkeypatch, number):
    archive, names = copy / "archive.db", ("m900_one", "m901_two", "m902_three")
    before = digest_of(archive)
    assert killed_migration(copy, names[number]) == -signal.SIGKILL
    assert tables(archive) == {f"new_{name}" for name in names[:number]}, "each is whole or has not been"
    monkeypatch.setattr(schema, "migrations", later(*names))
    open_archive(archive).conn.close()
    assert tables(archive) == {f"new_{name}" for name in names} and digest_of(archive) == before
    assert copies(copy) == ["m900_one"] and tables(copy / "archive.db.before-m900_one") == set()


def test_a_series_that_was_killed_at_its_end_does_not_pass_for_the_next(copy, monkeypatch):
    archive = copy / "archive.db"
    monkeypatch.setattr("pipelines.migrate._finish", lambda copy: copy)
    monkeypatch.setattr(schema, "migrations", later("m900_one"))
    open_archive(archive).conn.close()
    assert copies(copy) == ["m900_one.until-m900_one"]
    monkeypatch.undo()
    monkeypatch.setattr(schema, "migrations", later("m900_one", "m901_two"))
    open_archive(archive).conn.close()
    assert copies(copy) == ["m901_two"] and tables(copy / "archive.db.before-m901_two") == {"new_m900_one"}


def test_a_migration_without_room_changes_nothing(copy, monkeypatch):
    before = (copy / "archive.db").read_bytes()
    monkeypatch.setattr(copying, "SPARE_BYTES", 1 << 60)
    monkeypatch.setattr(schema, "migrations", later("m900_one"))
    with pytest.raises(ArchiveError, match="free some first"):
        open_archive(copy / "archive.db")
    assert copies(copy) == [] and tables(copy / "archive.db") == set()
    assert before == (copy / "archive.db").read_bytes()


def test_a_migration_waits_for_crawls(copy, monkeypatch):
    from pipelines.locks import sole_run

    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.2)
    monkeypatch.setattr(schema, "migrations", later("m900_one"))
    with sole_run(copy / "archive.db", "contoh"), pytest.raises(ArchiveError, match="in use by process"):
        open_archive(copy / "archive.db")
    assert tables(copy / "archive.db") == set()


def test_an_archive_whose_maker_died_at_once_is_made(tmp_path):
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection:
        schema.migrations.ensure_migrations_table(Database(connection))
    open_archive(tmp_path / "archive.db").conn.close()
    assert copies(tmp_path) == [], "an archive that is being made has nothing to lose"
