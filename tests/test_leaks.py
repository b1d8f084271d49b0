"""What must not get out of an archive: every way in which it nearly could, looked for in the bytes of the copy."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pipelines import redactions
from pipelines.allow_list import PublicationError
from pipelines.contents import REVISED_FIELDS, content_digest, stored_content
from pipelines.privacy import Scrubber
from pipelines.publication import publish
from sample.nights import play
from tests.test_cli import run

NOW = "2026-11-23T02:00:00Z"
DAY = "2026-01-01T00:00:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "Hp.081234567890", "WA/081234567890", "081234567890/081345678901", "0812-1111-2222/0813-2222-3333",
        "081 234 567 890", "0812 - 3456 - 7890", "0812\xa03456\xa07890", "(+62) 812-3456-7890", "+62(0)81234567890",
        "6281234567890", "0354-689995", "021-5551234", "telp 0354 689995", "+62 354 689995", "35.06.01.120398.0001",
        "350601-120398-0001", "budi(at)gmail.com", "budi [at] gmail.com", "a.b+c@x-y.co.id",
        "０８１２３４５６７８９０", "0812\u200b3456\u200b7890", "0812\xad3456\xad7890", "0812\u202f3456\u20097890",
        "0812_3456_7890", "0812—3456—7890", "0 8 1 2 3 4 5 6 7 8 9 0", "0062 812 3456 7890", "0812) 34567890",
        "O812 3456 7890", "081234567890123", "3506 011203 980001", "35 06 01 120398 0001", "3506 0112 03980001",
        "NIK 3506011203 980001", "3506\u200b0112\u200b0398\u200b0001", "0354.689995", "0354/689995", "0354 68 99 95",
        "budi＠gmail.com", "budi@gmail。com", "budi @ gmail.com", "budi @gmail.com", "budi at gmail dot com",
        "budi[at]gmail[dot]com", "budi(at)gmail(titik)co(titik)id", "budi{at}gmail.com", "budi@gmail",
        "budi@gm\xadail.com", "budi&commat;gmail.com", "u/budi%2540gmail.com",
    ],
)  # fmt: skip
def test_no_part_of_a_number_or_address_is_left(text):
    masked = Scrubber().text(f"hubungi {text} ya")
    assert "[" in masked and not any(sign.isdigit() for sign in masked), masked
    assert "gmail" not in masked and "@" not in masked


@pytest.mark.parametrize(
    "text",
    [
        "pukul 08.00-10.00 12 Oktober", "08-10-2024", "07.30 - 08.00", "Rp 0812.000", "tahun 2019 2020 2021 2022",
        "1998 1999 2000 2001", "nomor 188.45/081/418.12/2024", "RT 021 RW 009", "2.081.234.567 rupiah", "0,081234567",
        "NIP 19700312 199803 1 004", "Perbup 031 tahun 2024", "kode 085/2024", "skor 081-082", "-7.8166, 112.0114",
    ],
)  # fmt: skip
def test_what_is_no_number_of_a_person_stays(text):
    assert Scrubber().text(text) == text


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>WA 0812<b>3456</b>7890</p><p>123</p>", "<p>WA [telepon]<b></b></p><p>123</p>"),
        ("0812&nbsp;3456&nbsp;7890 &amp; co", "[telepon] &amp; co"),
        ('<a href="https://wa.me/6281234567890">WA</a>', '<a href="https://wa.me/[telepon]">WA</a>'),
        ('<a href="mailto:a@b.id">surel</a>', '<a href="mailto:[e-mail]">surel</a>'),
        ('<a href="tel:+6281234567890">x</a>', '<a href="tel:[telepon]">x</a>'),
        ('<img src="https://x.id/081234567890.jpg" alt="0812 3456 7890">',
         '<img src="https://x.id/081234567890.jpg" alt="[telepon]">'),
        ("<b>Siti</b>&nbsp;<i>Aminah</i> &lt;3", "<b>[disunting / redacted]</b><i></i> &lt;3"),
        ('<a href="/berita/siti-aminah-juara">x</a>', '<a href="/berita/redacted-juara">x</a>'),
        ("<p>a</p><p>1 < 2 & 3</p>", "<p>a</p><p>1 < 2 & 3</p>"),
        ("0812&shy;3456&#8203;<b>78</b>90", "[telepon]&shy;&#8203;<b></b>"),
        ("Siti\u200b <b>Ami\xadnah</b>", "[disunting / redacted]\u200b<b>\xad</b>"),
    ],
)  # fmt: skip
def test_html_is_masked_as_it_is_read(html, left):
    assert Scrubber(["Siti Aminah"]).html(html) == left


def test_a_name_with_signs_that_nobody_sees_is_the_same_name():
    scrubber = Scrubber(["Siti Aminah"], people=["Budi Santoso"])
    assert scrubber.text("oleh Siti\u200b Ami\xadnah, ya") == "oleh [disunting / redacted], ya"
    assert scrubber.names_person("Bu\u200bdi Santoso") and scrubber.forbids_text("Si\xadti Aminah")
    assert scrubber.comment("kata Ｂudi Santoso \u200b.") == "kata [disunting / redacted] \u200b."


def test_addresses_that_call_or_name_a_person():
    scrubber = Scrubber(["Siti Aminah"], addresses=["https://x.id/panen"])
    for url in ("https://x.id/siti-aminah-a", "https://x.id/?q=Siti%20Aminah", "https://x.id/siti_aminah.html"):
        assert "minah" not in scrubber.url(url)
    call = "https://api.whatsapp.com/send?text=1&phone=6281234567890"
    assert "812" not in scrubber.url(call) and "812" not in scrubber.url("https://wa.me/+6281234567890?text=a")
    for start in ("tg://resolve?phone=", "https://signal.me/#p/+", "https://x.id/?a=1&hp=", "https://x.id/?nik=350601"):
        assert scrubber.url(f"{start}6281234567890").endswith("[telepon]"), start
    for url in ("https://x.id/panen-2", "https://x.id/panen.html", "https://x.id/20241002123456"):
        assert scrubber.url(url) == url
    assert scrubber.url("https://x.id/panen?utm=1") == "redacted?utm=1"


# ---- copies ----


@pytest.fixture(scope="module")
def nights(tmp_path_factory) -> Path:
    archive = tmp_path_factory.mktemp("leaks") / "archive.db"
    list(play(archive, 1, 6))
    return archive


@pytest.fixture
def archive(nights, tmp_path) -> Path:
    shutil.copytree(nights.parent, tmp_path / "live", ignore=shutil.ignore_patterns("captures"))
    return tmp_path / "live" / nights.name


def rows(path: Path, query: str, *values: object) -> list:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query, values).fetchall()


def change(path: Path, *statements: tuple) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for query, *values in statements:
            connection.execute(query, values)


def redact(path: Path, kind: str, target: object, why: str = "putusan", *, in_texts: bool = False) -> int:
    with closing(sqlite3.connect(path)) as connection, connection:
        return redactions.redact(connection, kind, str(target), why, NOW, in_texts=in_texts)


def copy_of(archive: Path, name: str = "public", instant: str = NOW) -> Path:
    return publish(archive, archive.parent / name, instant).path / "archive.db"


COMMENT = (
    "INSERT INTO comments (id, site, article, article_key, author, text, is_excerpt, seen_via, first_seen_at,"
    " last_seen_at) VALUES (?, 'contoh', ?, ?, ?, ?, ?, 'page', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')"
)
SECRET = "Pak Lurah Karjowirejo menerima amplop di warung sebelah balai desa"


def test_a_redacted_comment_is_not_in_excerpts_twins_or_evidence(archive):
    ((key,),) = rows(archive, "SELECT key FROM articles WHERE id = 7")
    happened = "INSERT INTO incidents (site, article, kind, first_at, last_at, evidence)"
    happened += " VALUES ('contoh', 7, ?, ?, ?, ?)"
    removed = json.dumps({"comment": 5001, "author": "Tukiyem Y", "text": SECRET})
    edited = json.dumps({"comment": 5001, "before": SECRET, "after": f"{SECRET}."})
    change(
        archive,
        (COMMENT, 5001, 7, key, "Tukiyem Y", SECRET, 0),
        (COMMENT, 5002, 7, key, "Tukiyem Y", "Pak Lurah Karjowirejo menerima amplop ...", 1),
        (COMMENT, 5003, 8, None, "Tukiyem Y", SECRET, 0),
        (COMMENT, 5004, 7, key, "Orang Lain", "Pak Camat hadir", 0),
        ("INSERT INTO comment_revisions (comment, number, replaced_at, text) VALUES (5001, 1, ?, ?)", DAY, SECRET),
        (happened, "comment-removed", DAY, DAY, removed),
        (happened, "comment-edited", DAY, DAY, edited),
    )
    assert b"Karjowirejo" in copy_of(archive, "before").read_bytes()
    redact(archive, "comment", 5001, "diminta oleh Tukiyem Y")
    copy = copy_of(archive)
    assert b"Karjowirejo" not in copy.read_bytes() and b"amplop" not in copy.read_bytes()
    assert rows(copy, "SELECT number FROM tombstones ORDER BY 1") == [(5001,), (5002,), (5003,)]
    assert rows(copy, "SELECT text FROM comments WHERE id = 5004") == [("Pak Camat hadir",)]
    assert rows(copy, "SELECT count(*) FROM incidents WHERE evidence = '{\"comment\": 5001}'") == [(2,)]


def test_a_redacted_excerpt_is_held_back_as_the_full_comment_that_takes_its_place(archive):
    ((key,),) = rows(archive, "SELECT key FROM articles WHERE id = 7")
    change(archive, (COMMENT, 6001, 7, key, "Tukiyem Y", "Pak Lurah Karjowirejo menerima ...", 1))
    redact(archive, "comment", 6001)
    change(
        archive,
        ("DELETE FROM comments WHERE id = 6001",),
        (COMMENT, 6001, 8, None, "Orang Lain", "Nomor ini milik orang lain sekarang", 0),
        (COMMENT, 6002, 7, key, "Tukiyem Y", SECRET, 0),
    )
    copy = copy_of(archive)
    assert b"Karjowirejo" not in copy.read_bytes()
    assert rows(copy, "SELECT count(*) FROM comments WHERE id = 6001 AND text LIKE 'Nomor ini%'") == [(1,)]


def test_a_redacted_article_is_held_back_under_another_number(archive):
    ((headline, key),) = rows(archive, "SELECT headline, key FROM articles WHERE id = 7")
    redact(archive, "article", 7)
    children = ("article_urls", "date_candidates", "revisions", "related_links", "images", "attachments", "tags",
                "absences", "comments", "sightings", "incidents")  # fmt: skip
    change(
        archive,
        ("PRAGMA foreign_keys = OFF",),
        ("UPDATE articles SET id = 70007, status = 'present' WHERE id = 7",),
        *[(f"UPDATE {table} SET article = 70007 WHERE article = 7",) for table in children],
        ("UPDATE related_links SET target_article = 70007 WHERE target_article = 7",),
        ("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')",),
    )
    copy = copy_of(archive)
    assert headline.encode() not in copy.read_bytes() and key.encode() not in copy.read_bytes()
    assert rows(copy, "SELECT status FROM articles WHERE id = 70007") == [("redacted",)]
    with closing(sqlite3.connect(archive)) as connection, connection:
        redactions.hold(connection)
    assert rows(archive, "SELECT status FROM articles WHERE id = 70007") == [("redacted",)]


def test_a_name_is_taken_out_of_addresses_markup_and_comments(archive):
    change(
        archive,
        ("UPDATE articles SET headline = 'Kisah Ponirah Sastro', url = 'https://c.example/kisah-ponirah-sastro-2',"
         " key = 'kisah-ponirah-sastro-2', body_html = '<p>Ibu <b>Ponirah</b> Sastro</p>' WHERE id = 7",),
        ("INSERT INTO article_urls VALUES ('https://c.example/kisah-ponirah-sastro-2', 7, ?1, ?1)", DAY),
        ("UPDATE articles SET body = 'Ponirahwati Sastrowardoyo hadir' WHERE id = 8",),
        (COMMENT, 7001, 8, None, "Orang Lain", "Salam untuk Ponirah  Sastro", 0),
    )  # fmt: skip
    redact(archive, "person", "Ponirah Sastro", "permintaan Ponirah Sastro", in_texts=True)
    copy = copy_of(archive)
    data = copy.read_bytes().lower()
    assert b"ponirahwati" in data, "another name that begins alike does not stop the copy"
    for part in (b"ponirah sastro", b"ponirah-sastro", b"<b>ponirah</b>", b"ponirah  sastro"):
        assert part not in data, part
    assert rows(copy, "SELECT key, url FROM articles WHERE id = 7") == [
        ("kisah-redacted-2~7", "https://c.example/kisah-redacted-2")
    ]


def test_without_in_texts_a_name_goes_from_comments_alone(archive):
    change(
        archive,
        ("UPDATE articles SET body = 'Kepala Dinas Ponirah Sastro membuka acara' WHERE id = 8",),
        (COMMENT, 7001, 8, None, "Orang Lain", "Salam untuk Ponirah Sastro", 0),
        (COMMENT, 7002, 8, None, "ponirah sastro", "Terima kasih", 0),
    )
    redact(archive, "person", "Ponirah Sastro")
    copy = copy_of(archive)
    assert rows(copy, "SELECT body FROM articles WHERE id = 8") == [("Kepala Dinas Ponirah Sastro membuka acara",)]
    assert rows(copy, "SELECT count(*) FROM comments WHERE text LIKE '%Ponirah%' OR author LIKE '%Ponirah%'") == [(0,)]


def test_readers_who_name_each_other_are_initials_there_too(archive):
    change(
        archive,
        (COMMENT, 7001, 8, None, "Tukiyem Yatmo", "Setuju, salam Tukiyem Yatmo", 0),
        (COMMENT, 7002, 8, None, "Orang Lain", "Betul bu tukiyem yatmo, lanjutkan", 0),
    )
    copy = copy_of(archive)
    assert b"ukiyem" not in copy.read_bytes()
    assert rows(copy, "SELECT text FROM comments WHERE id = 7002") == [("Betul bu T. Y., lanjutkan",)]


def test_an_address_that_begins_another_does_not_stop_the_copy(archive):
    change(
        archive,
        ("UPDATE articles SET url = 'https://c.example/panen-padi', key = 'panen-padi-raya' WHERE id = 7",),
        ("UPDATE articles SET url = 'https://c.example/panen-padi-2', key = 'panen-padi-raya-2' WHERE id = 8",),
    )
    redact(archive, "article", 7)
    copy = copy_of(archive)
    assert rows(copy, "SELECT url, key FROM articles WHERE id = 8") == [
        ("https://c.example/panen-padi-2", "panen-padi-raya-2")
    ]
    assert b"c.example/panen-padi\x00" not in copy.read_bytes()


def test_rows_that_differ_by_what_is_masked_alone_become_one(archive):
    link = "INSERT INTO related_links (article, kind, position, text, url, first_seen_at, last_seen_at)"
    link += " VALUES (7, 'body', ?1, ?2, '#', ?3, ?3)"
    sighting = "INSERT INTO sightings (site, page_url, block, position, text, url, first_seen_at, last_seen_at)"
    sighting += " VALUES ('contoh', 'https://c.example/', 'ticker', 1, ?1, '#', ?2, ?2)"
    change(
        archive,
        (link, 91, "0812-1111-2222", DAY), (link, 92, "0812-3333-4444", DAY),
        (sighting, "a@b.example", DAY), (sighting, "c@d.example", DAY),
        ("INSERT INTO tags VALUES (7, '0812-1111-2222', NULL)",),
        ("INSERT INTO tags VALUES (7, '081344445555', NULL)",),
    )  # fmt: skip
    copy = copy_of(archive)
    assert rows(copy, "SELECT count(*) FROM tags WHERE tag = '[telepon]'") == [(1,)]
    assert rows(copy, "SELECT count(*) FROM related_links WHERE text = '[telepon]'") == [(1,)]


def test_a_digest_gives_nothing_away(archive):
    """A phone number could be found by trying: only digests of what is published are published."""
    change(
        archive,
        ("UPDATE articles SET body = 'WA 081234567890' WHERE id = 7",),
        ("UPDATE revisions SET body = 'WA 081234567890' WHERE article = 7 AND number = 1",),
    )
    with closing(sqlite3.connect(archive)) as connection, connection:
        original = content_digest(stored_content(connection, 7))
        connection.execute("UPDATE articles SET digest = ? WHERE id = 7", (original,))
        connection.execute("UPDATE revisions SET digest = ? WHERE article = 7 AND number = 1", (original,))
    copy = copy_of(archive)
    assert original.encode() not in copy.read_bytes()
    with closing(sqlite3.connect(copy)) as connection:
        query = "SELECT digest FROM articles WHERE id = 7"
        assert connection.execute(query).fetchone() == (content_digest(stored_content(connection, 7)),)
        query = f"SELECT digest, {', '.join(REVISED_FIELDS)} FROM revisions WHERE article = 7 AND number = 1"
        digest, *values = connection.execute(query).fetchone()
        assert digest == content_digest(dict(zip(REVISED_FIELDS, values, strict=True)))
    untouched = "SELECT digest FROM articles WHERE id = 8"
    assert rows(copy, untouched) == rows(archive, untouched)


def test_the_operators_address_is_not_published(archive):
    change(archive, ("UPDATE runs SET user_agent = 'Lontar/0.1 (operator@contoh.example)'",))
    assert b"operator@" not in copy_of(archive).read_bytes()


def test_what_is_taken_back_the_same_day_is_the_earlier_copy_again(archive):
    folder = archive.parent / "public"
    first = publish(archive, folder, NOW)
    redact(archive, "article", 7)
    second = publish(archive, folder, NOW)
    with closing(sqlite3.connect(archive)) as connection, connection:
        redactions.lift(connection, 1, NOW)
    third = publish(archive, folder, NOW)
    assert first.version == third.version != second.version
    assert (folder / "current").resolve() == first.path.resolve() and first.path.is_dir()
    assert not (folder / ".building").exists()


def test_copies_from_before_a_redaction_do_not_stay(archive):
    folder = archive.parent / "public"
    publish(archive, folder, NOW)
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE articles SET views_last = 7")
    second = publish(archive, folder, "2026-11-24T02:00:00Z")
    assert len(list(folder.glob("2026-*"))) == 2
    with closing(sqlite3.connect(archive)) as connection, connection:
        redactions.redact(connection, "article", "7", "diminta", "2026-11-24T03:00:00Z")
    third = publish(archive, folder, "2026-11-25T02:00:00Z")
    assert [path.name for path in folder.glob("2026-*")] == [third.version] != [second.version]
    with closing(sqlite3.connect(archive)) as connection, connection:
        connection.execute("UPDATE articles SET views_last = 8")
    publish(archive, folder, "2026-11-26T02:00:00Z")
    assert len(list(folder.glob("2026-*"))) == 2, "a copy that applies the same redactions stays"


def test_lifting_gives_back_the_status_that_was(archive):
    change(archive, ("UPDATE articles SET status = 'gone', missing_since = ? WHERE id = 7", DAY))
    first, second = redact(archive, "article", 7), redact(archive, "article", 7, "dua kali")
    with closing(sqlite3.connect(archive)) as connection, connection:
        redactions.lift(connection, second, NOW)
    assert rows(archive, "SELECT status FROM articles WHERE id = 7") == [("redacted",)]
    with closing(sqlite3.connect(archive)) as connection, connection:
        redactions.lift(connection, first, NOW)
    assert rows(archive, "SELECT status FROM articles WHERE id = 7") == [("gone",)]


def test_a_dry_run_names_what_it_would_touch(archive):
    change(
        archive,
        (COMMENT, 7001, 8, None, "Ponirah  Sastro", "Terima kasih", 0),
        (COMMENT, 7002, 8, None, "Ponirahwati Sastro", "Terima kasih", 0),
        ("UPDATE articles SET body = 'Ibu Ponirah\nSastro' WHERE id = 9",),
    )
    done = run(archive.parent, "redact", "person", "ponirah sastro", "--in-texts", "--dry-run", "--json")
    told = json.loads(done.stdout)
    assert told["comment_numbers"] == [7001] and told["article_numbers"] == [9] and told["redaction"] is None
    assert rows(archive, "SELECT count(*) FROM redactions") == [(0,)]
    done = run(archive.parent, "redact", "person", "ponirah sastro", "--in-texts", "--dry-run")
    assert "releases: 9" in done.stdout and "comments: 7001" in done.stdout


def test_what_still_stands_somewhere_stops_the_copy(archive):
    change(archive, ("UPDATE sites SET name = 'Situs Ponirah Sastro'",))
    redact(archive, "person", "Ponirah Sastro", in_texts=True)
    with pytest.raises(PublicationError, match=r"sites\.name still holds"):
        copy_of(archive)
