"""Exports: every format holds the same rows, a search exports what its page shows, and a package describes itself."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sqlite3
import tracemalloc
import zipfile
from contextlib import closing
from pathlib import Path

import frictionless
import pyarrow.parquet
import pytest

from cli.__main__ import main
from pipelines.export_formats import ENDS, FORMATS, Rows, write_file
from pipelines.exports import EXPORTED, add_to_copy
from pipelines.publication import publish
from pipelines.tables import COMPUTED
from publish.searching import Asked, search
from sample.nights import play
from tests.served import get
from tests.test_cli import complaint, environment, run
from tests.test_public import public

NOW = "2026-11-23T02:00:00Z"


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("exports") / "archive.db"
    list(play(path, 1, 4))
    with closing(sqlite3.connect(path)) as connection, connection:
        strange = 'a "b", c\nd;\té 😀 \x00 =1+1 ﷽'
        connection.execute("UPDATE articles SET headline = ?, subheadline = '' WHERE id = 3", (strange,))
        (comment,) = connection.execute("SELECT min(id) FROM comments WHERE article IS NOT NULL").fetchone()
        connection.execute("INSERT OR IGNORE INTO comment_revisions VALUES (NULL, ?, 99, ?, 'dulu')", (comment, NOW))
    return path


@pytest.fixture(scope="module")
def copy(archive) -> Path:
    return publish(archive, archive.parent / "public", NOW).path


def rows(path: Path, query: str, *values: object) -> list[dict]:
    """Return rows without the columns that the database computes, which no export holds as data."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        found = [dict(row) for row in connection.execute(query, values)]
        return [{name: value for name, value in row.items() if name not in COMPUTED} for row in found]


def read(form: str, path: Path, table: str) -> list[dict]:
    """Read an export with a program that is not ours."""
    if form == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    if form == "jsonl":
        return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    if form == "parquet":
        return pyarrow.parquet.read_table(path).to_pylist()
    return rows(path, f"SELECT * FROM {table}")


@pytest.fixture
def told(tmp_path, monkeypatch, capsys):
    """Run a command in an empty folder, in this process; give its exit code, and stdout or its one line on stderr."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: object) -> tuple[int, str]:
        code = main([str(argument) for argument in arguments])
        out, complaint = capsys.readouterr()
        assert complaint.count("\n") == (0 if code == 0 else 1)
        return code, complaint or out

    return command


@pytest.fixture
def answer(told):
    """Run a command that must go well; give what it prints."""

    def command(*arguments: object) -> str:
        code, text = told(*arguments)
        assert code == 0, text
        return text

    return command


def as_csv(value: object) -> str:
    return "" if value is None else str(value)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("table", ["articles", "tags", "related_links", "sites"])
def test_every_format_holds_the_rows_of_the_table(answer, archive, tmp_path, table, form):
    target = tmp_path / f"x.{ENDS[form]}"
    answer("--archive", archive, "export", table, "--format", form, "-o", target)
    wanted = rows(archive, f"SELECT * FROM {table} ORDER BY 1, 2" if table != "sites" else "SELECT * FROM sites")
    if form == "csv":
        wanted = [{name: as_csv(value) for name, value in row.items()} for row in wanted]
    found = read(form, target, table)
    assert found == wanted and len(found) > 0
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("petani", {"q": "petani"}),
        ('"kelompok tani" OR banjir', {"q": '"kelompok tani" OR banjir'}),
        ("petani -pupuk", {"q": "petani -pupuk"}),
        ("http://x.example/-/search?q=petani&until=2024-06-01&page=3&lang=en", {"q": "petani", "until": "2024-06-01"}),
        ("/-/search?status=present&comments=1", {"status": "present", "comments": "1"}),
        ("zzzz", {"q": "zzzz"}),
        ('"*', {"q": '"*'}),
    ],
)  # fmt: skip
def test_a_search_exports_what_its_page_finds(answer, archive, copy, words, asked):
    for path in (archive, copy / "archive.db"):
        with closing(sqlite3.connect(path)) as connection:
            ids = search(connection, Asked.from_arguments(asked), 10_000)["ids"]
        lines = answer("--archive", path, "export", "--search", words, "--format", "jsonl").splitlines()
        assert [json.loads(line)["id"] for line in lines] == sorted(ids)
        lines = answer("--archive", path, "export", "comments", "--search", words, "--format", "jsonl")
        assert {json.loads(line)["article"] for line in lines.splitlines()} <= set(ids)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("target", ["lontar.zip", "lontar"])
def test_a_package_holds_everything_and_describes_it(answer, copy, tmp_path, form, target):
    path, database = tmp_path / target, copy / "archive.db"
    text = answer("--archive", database, "export", "--all", "--format", form, "-o", path)
    assert copy.name in text and [found.name for found in tmp_path.iterdir()] == [target]
    if target.endswith(".zip"):
        zipfile.ZipFile(path).extractall(tmp_path)
        path = tmp_path / "lontar"
    package = json.loads((path / "datapackage.json").read_text("utf-8"))
    assert package["version"] == copy.name == (path / "VERSION").read_text("utf-8").split("\n")[0]
    assert package["digest"] == "sha256:" + rows(database, "SELECT digest FROM publication")[0]["digest"]
    described = {resource["title"]: resource for resource in package["resources"]}
    assert set(described) == set(EXPORTED)
    for table, resource in described.items():
        file = path / resource["path"]
        assert resource["hash"] == f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"
        found = read(form, file, table)
        assert len(found) == resource["rows"] == rows(database, f"SELECT count(*) n FROM {table}")[0]["n"]
        fields = resource["schema"]["fields"]
        assert all(field["description"] for field in fields)
        assert not found or list(found[0]) == [field["name"] for field in fields]
    assert "# Licence" in (path / "LICENCE.md").read_text("utf-8")
    assert "## articles" in (path / "DICTIONARY.md").read_text("utf-8")
    assert not list(frictionless.Package.metadata_validate(package))
    if form == "csv":
        report = frictionless.validate(path / "datapackage.json")
        assert report.valid, report.flatten(["title", "message"])[:3]
    if form == "parquet":
        notes = pyarrow.parquet.read_schema(path / "articles.parquet").metadata
        assert notes[b"lontar.version"].decode() == copy.name
    if form == "sqlite":
        assert {"name": "version", "value": copy.name} in rows(path / "lontar.db", "SELECT * FROM export")
        assert rows(path / "lontar.db", "PRAGMA integrity_check") == [{"integrity_check": "ok"}]


def test_the_description_of_a_copy_is_valid(copy):
    assert not list(frictionless.Package.metadata_validate(json.loads((copy / "datapackage.json").read_text("utf-8"))))


def test_a_package_of_a_search_holds_what_belongs_to_its_releases(answer, archive, tmp_path):
    answer("--archive", archive, "export", "--all", "--search", "/-/search?comments=1", "--site", "contoh",
           "--since", "2024-01-01", "-o", tmp_path / "part")  # fmt: skip
    tables = {path.stem: read("csv", path, "") for path in (tmp_path / "part").glob("*.csv")}
    ids = {row["id"] for row in tables["articles"]}
    assert 0 < len(ids) < rows(archive, "SELECT count(*) n FROM articles")[0]["n"]
    for name in ("comments", "revisions", "tags", "related_links"):
        assert {row["article"] for row in tables[name]} <= ids and tables[name]
    assert {row["comment"] for row in tables["comment_revisions"]} <= {row["id"] for row in tables["comments"]}
    assert "runs" not in tables and len(tables["regions"]) > 500
    package = json.loads((tmp_path / "part" / "datapackage.json").read_text("utf-8"))
    assert package["selection"] == "search /-/search?comments=1; site contoh; published since 2024-01-01"
    assert frictionless.validate(tmp_path / "part" / "datapackage.json").valid


def test_a_live_archive_has_the_version_of_its_content(answer, archive, tmp_path):
    digest = answer("--archive", archive, "digest").strip()
    answer("--archive", archive, "export", "--all", "-o", tmp_path / "x.zip")
    version = zipfile.ZipFile(tmp_path / "x.zip").read("x/VERSION").decode().split()
    assert version[1] == digest and version[0].endswith(digest[:8]) and len(version[0]) == 19


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a table, or --search, or --all"),
        (["articles", "--all", "-o", "x"], "name a table, or --search, or --all"),
        (["--all"], "--output is missing"),
        (["articles", "--format", "parquet"], "--output is missing"),
        (["articles", "--format", "sqlite"], "--output is missing"),
        (["--all", "-o", "full"], "holds something"),
        (["articles", "-o", "full"], "is a folder"),
        (["--all", "-o", "none/x.zip"], "does not exist"),
        (["regions", "--search", "petani"], "belong to no release"),
        (["articles", "--site", "nowhere"], "no site 'nowhere'"),
    ],
)
def test_what_cannot_be_exported_is_one_line(told, archive, tmp_path, arguments, said):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine", "utf-8")
    code, text = told("--archive", archive, "export", *arguments)
    assert code == 2 and said in text
    assert [path.name for path in tmp_path.rglob("*")] == ["full", "mine"]


def test_without_the_library_parquet_names_what_to_install(archive, tmp_path):
    (tmp_path / "shim" / "pyarrow").mkdir(parents=True)
    (tmp_path / "shim" / "pyarrow" / "__init__.py").write_text("raise ImportError('none')", "utf-8")
    before = environment()["PYTHONPATH"]
    exports, publishes = ("export", "sites", "--format", "parquet", "-o", "x"), ("publish", "p", "--export", "parquet")
    for arguments in (exports, publishes):
        done = run(tmp_path, "--archive", archive, *arguments, PYTHONPATH=f"{tmp_path / 'shim'}:{before}")
        assert "pip install 'lontar[parquet]'" in complaint(done, done.returncode) and done.returncode in (1, 2)
    assert [path.name for path in tmp_path.iterdir()] == ["shim"]


@pytest.mark.parametrize("form", FORMATS)
def test_rows_are_written_as_they_are_read(tmp_path, form):
    with closing(sqlite3.connect(":memory:")) as connection:
        cursor = connection.execute(
            "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 6000)"
            " SELECT x AS id, hex(zeroblob(2000)) AS body FROM c"
        )
        made_by = "CREATE TABLE articles (id INTEGER PRIMARY KEY, body TEXT)"
        found = Rows("articles", cursor, made_by, {"id": "INTEGER", "body": "TEXT"})
        tracemalloc.start()
        try:
            write_file(form, found, tmp_path / "x", {})
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert found.count == 6_000 and peak < 12_000_000, f"24 MB of text took {peak:,} bytes"


# ---- beside a published copy ----


def test_a_copy_offers_its_exports_to_readers(answer, archive, tmp_path):
    folder = tmp_path / "public"
    to_folder = ("--archive", archive, "publish", folder, "--json")
    plain = json.loads(answer(*to_folder))
    with public(folder) as (base, _):
        assert get(f"{base}/-/data/archive.db")[0] == 404
        assert "offers no whole files yet" in get(f"{base}/-/data?lang=en")[2]
        done = json.loads(answer(*to_folder, "--export", "jsonl", "--export", "sqlite"))
        again = json.loads(answer(*to_folder, "--export", "csv"))
        assert again["version"] == done["version"] == plain["version"] and not again["fresh"]
        assert [entry["format"] for entry in again["exports"]] == ["jsonl", "sqlite", "csv"]
        page = get(f"{base}/-/data?lang=en")[2]
        for entry in again["exports"]:
            assert entry["sha256"] in page and f'/-/data/{entry["file"]}"' in page
            status, headers, _ = get(f"{base}/-/data/{entry['file']}", binary=True)
            assert status == 200 and headers["content-disposition"].startswith("attachment")
            body = get(f"{base}/-/data/{entry['file']}", binary=True)[2]
            assert hashlib.sha256(body).hexdigest() == entry["sha256"] and len(body) == int(headers["content-length"])
            assert headers["x-content-type-options"] == "nosniff" and "content-security-policy" in headers
        package = zipfile.ZipFile(io.BytesIO(get(f"{base}/-/data/lontar-{done['version']}-csv.zip", binary=True)[2]))
        assert package.testzip() is None
        for name in ("datapackage.json", "CHANGES.md", "CHANGES.json", "DICTIONARY.md", "LICENCE.md"):
            assert get(f"{base}/-/data/{name}")[2] == (folder / "current" / name).read_text("utf-8")
        for name in ("exports.json", "..", "..%2f..%2fsetup.cfg", "%2e%2e", "archive.db-wal", "x.zip", ".building"):
            assert get(f"{base}/-/data/{name}")[0] in (400, 403, 404), name


def test_exports_of_what_is_no_copy(tmp_path):
    (tmp_path / "archive.db").write_bytes(b"x" * 5000)
    with pytest.raises(Exception, match="is no published copy"):
        add_to_copy(tmp_path, ["csv"], NOW, "")
