"""Evidence packages: complete, the same for the same evidence, and checked with the tools of a stranger."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from sample.nights import play
from tests.test_cli import run


@pytest.fixture(scope="module")
def nights(tmp_path_factory) -> Path:
    archive = tmp_path_factory.mktemp("evidence") / "archive.db"
    list(play(archive, 1, 14))
    return archive


@pytest.fixture(scope="module")
def vanished(nights) -> int:
    """An article that was edited, vanished and came back."""
    with closing(sqlite3.connect(nights)) as connection:
        (number,) = connection.execute(
            "SELECT article FROM incidents WHERE kind = 'gone' AND article IN"
            " (SELECT article FROM revisions WHERE number > 1)"
        ).fetchone()
    return int(number)


@pytest.fixture(scope="module")
def package(nights, vanished, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    done = run(nights.parent, "evidence", str(vanished), "-o", str(folder / "evidence.zip"))
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(folder / "evidence.zip") as file:
        file.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_a_stranger_checks_the_digests(package):
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=package, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    files = {str(path.relative_to(package)) for path in package.rglob("*") if path.is_file()}
    listed = {line.split("  ", 1)[1] for line in (package / "SHA256SUMS").read_text().splitlines()}
    assert listed == files - {"SHA256SUMS"} and "README.md" in listed


def test_a_stranger_checks_the_records(package):
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", "records.warc.gz"]
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "digest failed" not in done.stdout and "digest pass" in done.stdout


def test_it_holds_every_look_with_its_body(package, nights, vanished):
    with closing(sqlite3.connect(nights)) as connection:
        looks = dict(connection.execute(
            "SELECT c.id, c.digest FROM captures c WHERE c.id IN (SELECT capture FROM revisions WHERE article = ?1"
            " UNION SELECT capture FROM absences WHERE article = ?1)", (vanished,)))  # fmt: skip
        states = connection.execute("SELECT count(*) FROM revisions WHERE article = ?", (vanished,)).fetchone()[0]
    assert len(looks) >= 4, "edited, absent on several nights, returned"
    heads = {int(path.name.split("-")[-1].split(".")[0]) for path in package.glob("answers/*.headers.txt")}
    assert set(looks) <= heads
    readme = (package / "README.md").read_text("utf-8")
    assert all(f"| {number} |" in readme and digest in readme for number, digest in looks.items())
    assert "[[" not in readme
    record = json.loads((package / "record.json").read_text("utf-8"))
    assert len(record["revisions"]) == states and record["absences"] and record["incidents"]
    assert "comments" not in record
    with (package / "records.warc.gz").open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file)]
    assert kinds.count("request") == kinds.count("response") + kinds.count("revisit") == len(heads)


def test_the_same_evidence_is_the_same_file_by_number_or_address(nights, vanished, tmp_path):
    with closing(sqlite3.connect(nights)) as connection:
        (url,) = connection.execute("SELECT url FROM articles WHERE id = ?", (vanished,)).fetchone()
    digests = set()
    for name, wanted in (("a.zip", str(vanished)), ("b.zip", url)):
        done = run(nights.parent, "evidence", wanted, "-o", str(tmp_path / name), "--json")
        digests.add(json.loads(done.stdout)["digest"])
    assert len(digests) == 1
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["999999"], 1, "holds no release '999999'"),
        (["https://nowhere.example/x"], 1, "holds no release"),
        (["7", "-o", "no/such/folder/x.zip"], 2, "does not exist"),
    ],
)
def test_what_cannot_be_packed_is_one_line(nights, arguments, code, said):
    done = run(nights.parent, "evidence", *arguments)
    assert done.returncode == code and said in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_capture_that_was_tampered_with_is_no_evidence(nights, vanished, tmp_path):
    shutil.copytree(nights.parent, tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy" / "archive.db")) as connection:
        connection.execute(
            "UPDATE captures SET digest = 'sha256:00' WHERE id = (SELECT capture FROM revisions WHERE article = ?"
            " AND number = 1)", (vanished,))  # fmt: skip
        connection.commit()
    done = run(tmp_path / "copy", "evidence", str(vanished), "-o", str(tmp_path / "x.zip"))
    assert done.returncode == 1 and "is not what was received" in done.stderr
    for warc in (tmp_path / "copy" / "captures").rglob("*.gz"):
        warc.unlink()
    done = run(tmp_path / "copy", "evidence", str(vanished), "-o", str(tmp_path / "x.zip"))
    assert done.returncode == 1 and "cannot make the package" in done.stderr
    assert list(tmp_path.glob("x.zip*")) == []
