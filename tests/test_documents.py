"""Documents: fetched, kept, read apart within bounds, shown, found, masked; hostile ones cost one row."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from crawler.filetypes import file_type
from crawler.run import CrawlOptions, crawl
from pipelines.extraction import READABLE, extract
from pipelines.publication import publish
from pipelines.schema import open_archive
from publish.searching import Asked, search
from tests import documents
from tests.kediri_server import TRUTH_PATH, kediri_routes
from tests.served import get, served
from tests.servers import Reply, ScriptedServer, redirect
from tests.test_cli import run

RECORDED = Path(__file__).parent / "data" / "documents"

PDF, WORD, OPEN_TEXT = READABLE[:3]
NIK, PHONE, MAIL = "3506012345678901", "0812-3456-7890", "siti@kedirikab.go.id"
NOTICE = (
    "Pengumuman seleksi kompetensi bidang pengadaan",
    f"Peserta bernama Siti Aminah, NIK {NIK}, telepon {PHONE}, surel {MAIL}, dinyatakan lulus keanggotaan.",
    "Halaman ketiga memuat jadwal wawancara",
)
BODY = "<br><br><p>Badan Penanggulangan Bencana Daerah"


# ---- what a file is ----


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (documents.pdf("a"), PDF),
        (b"\xef\xbb\xbf\n%PDF-1.7\n", PDF),
        (documents.word("a"), WORD),
        (documents.open_text("a"), OPEN_TEXT),
        (documents.packed({"a.txt": b"a"}), "application/zip"),
        (b"PK\x03\x04torn", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "application/x-ole-storage"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\n<!DOCTYPE html><p>%PDF-1.4", "text/html"),
        (b"<!-- x -->\n<HTML>", "text/html"),
        (b"nama;alamat\n", None),
        (b"", None),
    ],
)
def test_first_bytes_tell_what_a_file_is(content, media_type):
    assert file_type(content) == media_type


# ---- reading apart ----


def test_texts_of_all_kinds_are_read():
    found = extract(documents.pdf("Satu", "Dua"), PDF)
    assert (found.state, found.reason, found.count, found.text) == ("read", None, 2, "Satu\fDua")
    found = extract(documents.word("Surat edaran", "Isi", table=("Nama", "Jumlah")), WORD)
    assert (found.state, found.count, found.text) == ("read", None, "Surat edaran\n\nIsi\n\nNama | Jumlah")
    assert extract(documents.open_text("Satu", "Dua &amp; tiga"), OPEN_TEXT).text == "Satu\n\nDua & tiga"
    assert extract(documents.locked(documents.pdf("Boleh dibaca"), ""), PDF).text == "Boleh dibaca"


HOSTILE = {
    "empty file": (b"", PDF, "failed", "damaged"),
    "locked": (documents.locked(documents.pdf("a")), PDF, "failed", "encrypted"),
    "torn": (documents.pdf("a" * 900)[:400], PDF, "failed", "damaged"),
    "rubbish": (b"%PDF-1.4\n" + os.urandom(5000), PDF, "failed", "damaged"),
    "bomb of spaces": (documents.bomb(b" ", 600_000_000), PDF, "failed", None),
    "bomb of drawing": (documents.bomb(b"BT /F1 1 Tf (a) Tj ET\n", 3_000_000), PDF, "failed", None),
    "a million pages": (
        documents.raw_pdf(pages=b"<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>"), PDF, "failed", "too-many-pages",
    ),
    "a million kids": (
        documents.raw_pdf(pages=b"<< /Type /Pages /Kids [" + b"3 0 R " * 1_000_000 + b"] /Count 3 >>"), PDF, "failed",
        None,
    ),
    "pages in pages": (documents.raw_pdf(pages=b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"), PDF, "failed", None),
    "no pages": (documents.raw_pdf(pages=b"<< /Type /Pages /Kids [] /Count 0 >>"), PDF, "failed", "no-pages"),
    "deep": (documents.raw_pdf(b"[" * 200_000), PDF, None, None),
    "a form in itself": (documents.raw_pdf(b"/X Do", form=b"/X Do"), PDF, "empty", "no-text"),
    "deep catalog": (
        documents.raw_pdf(catalog=b"<< /Pages 2 0 R /A " + b"[" * 100_000 + b"]" * 100_000 + b" >>"), PDF, "failed",
        None,
    ),
    "torn word": (documents.word("a")[:500], WORD, "failed", "damaged"),
    "word bomb": (documents.packed({"word/document.xml": b" " * 90_000_000}), WORD, "failed", "too-large-unpacked"),
    "entities": (
        documents.packed({"content.xml": b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 10_000 + b'">'
                          b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
                          b"<a>&d;&d;&d;&d;</a>"}), OPEN_TEXT, None, None,
    ),
    "not what it says": (documents.pdf("a"), WORD, "failed", "damaged"),
    "old word": (b"\xd0\xcf\x11\xe0", "application/msword", "unsupported", "unsupported"),
    "nothing known": (b"x", None, "unsupported", None),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_costs_one_reason(name):
    content, media_type, state, reason = HOSTILE[name]
    begun = time.monotonic()
    found = extract(content, media_type)
    assert time.monotonic() - begun < 120
    assert found.text is None
    assert found.state == state or (state is None and found.state in ("failed", "empty"))
    assert found.reason == reason or (reason is None and found.reason) or state == "unsupported"


def test_a_script_in_a_document_is_only_passed_over():
    catalog = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"
    found = extract(documents.raw_pdf(catalog=catalog), PDF)
    assert (found.state, found.text) == ("read", "Teks biasa")


def test_old_word_is_read_where_antiword_is(tmp_path, monkeypatch):
    data = (RECORDED / "word-97.doc").read_bytes()
    assert file_type(data) == "application/x-ole-storage"
    if shutil.which("antiword"):
        found = extract(data, file_type(data))
        assert (found.state, found.pages) == ("read", ["Test OLE file, saved as Word 97-2003 Document."])
        table = extract(data[:8] + b"\0" * 5000, "application/x-ole-storage")
        assert (table.state, table.reason) in (("unsupported", "unsupported"), ("failed", "damaged"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert extract(data, "application/msword").state == "unsupported"


def test_letters_of_a_scan_are_recognised_by_tesseract_where_it_is(tmp_path, monkeypatch):
    """The program here stands in for tesseract: it shows that it was asked rightly, not what letters it knows."""
    assert extract(b"\xff\xd8\xff", "image/jpeg").state == "empty"
    program = tmp_path / "tesseract"
    program.write_text(
        '#!/bin/sh\nif [ "$1" = --list-langs ]; then echo ind; exit 0; fi\necho "$@" $(wc -c)\n', "utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    found = extract(b"\xff\xd8\xff", "image/jpeg", recognise=True)
    assert (found.state, found.reason, found.text) == ("read", "recognised", "stdin stdout -l ind 3")


# ---- from the site to the reader ----


def routes(files: dict[str, Reply]) -> dict[str, Reply]:
    """The recorded pages, with links to files in the text of one release."""
    found = kediri_routes()
    page = found[TRUTH_PATH]
    links = "".join(f'<p><a href="{path}">Lampiran {path[13:]}</a></p>' for path in files)
    assert BODY.encode() in page.body
    body = page.body.replace(BODY.encode(), f"<br><br>{links}<p>Badan Penanggulangan Bencana Daerah".encode())
    return {**found, TRUTH_PATH: Reply(body, content_type=page.content_type), **files, "*": redirect("/main", 307)}


def crawled(archive: Path, files: dict[str, Reply], **options: object) -> None:
    with ScriptedServer(routes(files)) as server:
        settings = CrawlOptions(
            archive=archive, base_url=server.base_url, urls=(server.base_url + TRUTH_PATH,), **options
        )
        (report,) = crawl(["kedirikab"], settings)
        assert report.reason == "finished"


FILES = {
    "/asset/files/pengumuman.pdf": Reply(documents.pdf(*NOTICE), content_type="application/octet-stream"),
    "/asset/files/surat.docx": Reply(documents.word("Surat undangan musyawarah desa"), content_type="application/zip"),
    "/asset/files/terkunci.pdf": Reply(documents.locked(documents.pdf("a")), content_type="application/pdf"),
    "/asset/files/hilang.pdf": Reply("<html><p>Halaman tidak ditemukan</p>", content_type="application/pdf"),
    "/asset/files/pindai.pdf": Reply(documents.raw_pdf(b""), content_type="application/pdf"),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("documents") / "archive.db"
    crawled(path, FILES)
    code, out, err = told(path.parent, "documents")
    assert (code, err) == (0, "")
    assert out.startswith("documents: 1 empty, 1 failed, 2 read (encrypted 1, no-text 1)")
    return path


def told(folder: Path, *arguments: object) -> tuple[int, str, str]:
    """Run a command; return its exit code and what it wrote to stdout and stderr."""
    done = run(folder, *arguments)
    return done.returncode, done.stdout, done.stderr


def rows(archive: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(archive)) as connection:
        return connection.execute(query).fetchall()


def test_files_are_kept_and_read(archive):
    found = rows(archive, "SELECT url, media_type, state, reason, pages FROM documents ORDER BY url")
    names = [(url.rpartition("/")[2], *rest) for url, *rest in found]
    assert names == [
        ("pengumuman.pdf", PDF, "read", None, 3),
        ("pindai.pdf", PDF, "empty", "no-text", 1),
        ("surat.docx", WORD, "read", None, None),
        ("terkunci.pdf", PDF, "failed", "encrypted", None),
    ]
    assert rows(archive, "SELECT count(*) FROM captures WHERE kind = 'file' AND status = 200") == [(5,)]
    (text,) = rows(archive, "SELECT extracted_text FROM attachments WHERE url LIKE '%pengumuman.pdf'")[0]
    assert text.count("\f") == 2 and NIK in text
    assert rows(archive, "SELECT state FROM pages WHERE url LIKE '%hilang.pdf'") == [("missing",)]


def test_a_reparse_keeps_texts_and_the_digest_does_not_depend_on_them(archive):
    before = rows(archive, "SELECT url, extracted_text, text_state FROM attachments ORDER BY url")
    _, digest, _ = told(archive.parent, "digest")
    code, _, err = told(archive.parent, "reparse")
    assert (code, err) == (0, "")
    assert rows(archive, "SELECT url, extracted_text, text_state FROM attachments ORDER BY url") == before
    assert told(archive.parent, "digest")[1] == digest
    assert told(archive.parent, "verify")[0] == 0
    assert rows(archive, "SELECT count(*) FROM documents") == [(4,)]


def test_a_search_finds_the_page_of_a_document(archive):
    with closing(sqlite3.connect(archive)) as connection:
        for query, page in (("wawancara", 3), ("anggota", 2), ("musyawarah", None)):
            (hit,) = [
                entry
                for entry in search(connection, Asked.from_arguments({"q": query}))["more"]
                if entry["kind"] == "attachment"
            ]
            assert (hit["page"], "\f" in hit["snippet"]) == (page, False)


def test_the_article_shows_texts_as_extracted_and_why_others_are_not(archive):
    (number,) = rows(archive, "SELECT article FROM attachments WHERE url LIKE '%/pengumuman.pdf'")[0]
    with served(archive) as base:
        status, _, page = get(f"{base}/archive/articles/{number}?_lang=en")
        assert status == 200
        assert "Text from the attachment" in page and "A program read this text" in page
        assert "<h3>page 3</h3>" in page and "Halaman ketiga memuat jadwal wawancara" in page
        assert "its text could not be read: locked by a password" in page
        assert "it holds no text, probably a scan" in page
        _, _, found = get(f"{base}/-/search?q=wawancara")
        assert "lampiran, halaman 3" in found and f"/archive/articles/{number}#attachment-" in found
        assert "<mark>wawancara</mark>" in found


def test_what_is_published_is_masked_and_redacted(archive, tmp_path):
    assert told(archive.parent, "redact", "person", "Siti Aminah", "--in-texts", "--why", "permintaan")[0] == 0
    copy = publish(archive, tmp_path / "public", "2026-11-23T02:00:00Z").path / "archive.db"
    content = copy.read_bytes()
    for secret in (NIK, PHONE, MAIL, "Siti Aminah"):
        assert secret.encode() not in content
    ((text, state),) = rows(copy, "SELECT extracted_text, text_state FROM attachments WHERE extracted_text LIKE '%\f%'")
    assert "[NIK]" in text and "[telepon]" in text and "[e-mail]" in text and state == "read"
    assert text.count("\f") == 2
    assert "text" not in {row[1] for row in rows(copy, "PRAGMA table_info(documents)")}
    assert rows(copy, "SELECT count(*) FROM documents") == [(4,)]


def test_an_earlier_state_of_a_file_is_kept(tmp_path):
    archive = tmp_path / "archive.db"
    path = "/asset/files/sk.pdf"
    for at, text in (("2026-10-01T00:00:00Z", "Jumlah penerima 100"), ("2026-10-20T00:00:00Z", "Jumlah penerima 80")):
        crawled(archive, {path: Reply(documents.pdf(text), content_type="application/pdf")}, at=at)
        assert told(tmp_path, "documents", "--json")[0] == 0
    assert rows(archive, "SELECT text, state FROM documents ORDER BY id") == [
        ("Jumlah penerima 100", "read"),
        ("Jumlah penerima 80", "read"),
    ]
    shown = rows(archive, "SELECT extracted_text FROM attachments WHERE url LIKE '%/sk.pdf'")
    assert shown == [("Jumlah penerima 80",)]
    assert rows(archive, "SELECT count(*) FROM incidents WHERE kind = 'attachment-changed'") == [(1,)]
    assert rows(archive, "SELECT count(DISTINCT capture) FROM documents") == [(2,)]


def test_a_site_may_go_without_documents(tmp_path, monkeypatch):
    from crawler.spiders.kedirikab import KedirikabSpider

    monkeypatch.setattr(KedirikabSpider, "documents", False)
    crawled(tmp_path / "archive.db", FILES)
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM captures WHERE kind = 'file'") == [(0,)]
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM attachments WHERE url LIKE '%/asset/files/%'") == [(5,)]


def test_files_known_before_wait_to_be_read(archive, tmp_path):
    """An archive of the version before documents."""
    with closing(sqlite3.connect(archive)) as source, closing(sqlite3.connect(tmp_path / "archive.db")) as copy:
        source.backup(copy)
        copy.execute("DROP TABLE documents")
        copy.execute("UPDATE attachments SET extracted_text = NULL")
        copy.execute("ALTER TABLE attachments DROP COLUMN text_state")
        copy.execute("ALTER TABLE attachments DROP COLUMN text_reason")
        copy.execute("DELETE FROM _sqlite_migrations WHERE name = 'm010_documents'")
        copy.commit()
    (tmp_path / "captures").symlink_to(archive.parent / "captures")
    open_archive(tmp_path / "archive.db").conn.close()
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM documents WHERE state = 'pending'") == [(4,)]
    code, out, _ = told(tmp_path, "documents", "kedirikab", "--json")
    assert (code, json.loads(out)["states"]) == (0, {"empty": 1, "failed": 1, "read": 2})


def test_what_cannot_be_asked_is_told_in_one_line(archive, tmp_path):
    code, out, err = told(archive.parent, "documents", "tidakada")
    assert (code, out, err.count("\n")) == (2, "", 1)
    code, _, err = told(tmp_path, "documents")
    assert (code, err.count("\n")) == (1, 1)


def test_a_capture_that_is_gone_costs_its_document(archive, tmp_path):
    with closing(sqlite3.connect(archive)) as source, closing(sqlite3.connect(tmp_path / "archive.db")) as copy:
        source.backup(copy)
    code, out, err = told(tmp_path, "documents", "--again")
    assert (code, err) == (0, "")
    assert "capture-unreadable 2" in out
