"""Feeds and sitemaps as they really come."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.feeds import read_feed
from pipelines.dates import read_date

DATA = Path(__file__).parent / "data"
RSS = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><link>https://x.go.id/</link>{}'
    "</channel></rss>"
)


def entries(body: bytes | str, charset: str | None = None):
    feed = read_feed(body.encode() if isinstance(body, str) else body, charset)
    assert feed is not None
    return feed.entries


def test_a_real_feed_with_indonesian_dates():
    found = entries((DATA / "feeds" / "dp3ap2.jogjaprov.go.id-rss-2019-08-19.xml").read_bytes())
    assert [entry.date for entry in found] == ["05 Agustus 2019", "05 Agustus 2019"]
    assert found[0].headline == "Puncak Peringatan Hari Anak Nasional (HAN) D.I. Yogyakarta 2018"
    assert found[1].url.endswith("/245-pemda-diy-raih-penghargaan-pada-peringatan-han-2018-di-surabaya")
    base = datetime(2019, 8, 19, tzinfo=UTC)
    assert read_date(found[0].date or "", base=base, zone="WIB").value == "2019-08-05"


@pytest.mark.parametrize("name", sorted(path.name for path in (DATA / "kediri-cms" / "feeds").glob("*.xml")))
def test_every_entry_of_a_recorded_feed_is_read(name):
    body = (DATA / "kediri-cms" / "feeds" / name).read_bytes()
    opened = max(body.count(b"<item>") + body.count(b"<entry>"), body.count(b"<url>") + body.count(b"<sitemap>"))
    found = entries(body)
    assert len(found) == opened > 0
    assert all(entry.url.startswith("http") for entry in found)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Wed, 02 Oct 2024 03:15:32 +0000", "2024-10-02T03:15:32+00:00"),
        ("Rab, 02 Okt 2024 10:15:32 +0700", "2024-10-02T10:15:32+07:00"),
        ("2024-10-02T10:15:32+07:00", "2024-10-02T10:15:32+07:00"),
        ("2024-10-02 10:15:33", "2024-10-02T10:15:33+07:00"),
        ("05 Agustus 2019", "2019-08-05"),
        ("Wed, 30 Nov -0001 00:00:00 +0000", None),
        ("0000-00-00 00:00:00", None),
    ],
)
def test_dates_of_feeds_go_through_the_grammar(printed, value):
    (entry,) = entries(RSS.format(f"<item><link>https://x.go.id/a</link><pubDate>{printed}</pubDate></item>"))
    reading = read_date(entry.date or "", base=datetime(2024, 11, 1, tzinfo=UTC), zone="WIB")
    assert reading.value == value


def test_what_is_malformed_is_read_nevertheless():
    item = (
        "<item><title>Pasar & UMKM&nbsp;<b>Ramai</b> &amp;#8211; Wates</title><link>https://x.go.id/?p=1&q=2</link>"
        "<content:encoded><p>Isi & <b>tebal</b></p></content:encoded><dc:date>2024-10-02</dc:date></item>"
        "<item><title>Dua</title><link>https://x.go.id/dua</link>"
    )
    first, second = entries("\n  " + RSS.format(item))
    assert first.headline == "Pasar & UMKM Ramai – Wates"
    assert first.url == "https://x.go.id/?p=1&q=2"
    assert "<b>tebal</b>" in first.content and first.dates == {"date": "2024-10-02"}
    assert second.url == "https://x.go.id/dua"


def test_a_false_encoding_is_seen_through():
    text = RSS.format("<item><title>Jum’at “Bersih”</title><link>https://x.go.id/a</link></item>")
    declared = text.replace("UTF-8", "ISO-8859-1").encode("utf-8")
    assert entries(declared)[0].headline == "Jum’at “Bersih”"
    assert entries(text.encode("cp1252"))[0].headline == "Jum’at “Bersih”"
    assert entries(text.replace("UTF-8", "utf-16").encode("utf-16"))[0].headline == "Jum’at “Bersih”"


def test_atom_with_several_links():
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="https://x.go.id/feed/atom/"/><entry>'
        '<title type="html">&lt;em&gt;Satu&lt;/em&gt;</title><link rel="replies" href="https://x.go.id/a/#comments"/>'
        '<link rel="alternate" href="https://x.go.id/a"/><id>https://x.go.id/?p=7</id><updated>2024-10-03T00:00:00Z'
        "</updated><published>2024-10-02T00:00:00Z</published><content>&lt;p&gt;Isi&lt;/p&gt;</content></entry></feed>"
    )
    (entry,) = entries(atom)
    assert (entry.url, entry.headline, entry.guid) == ("https://x.go.id/a", "Satu", "https://x.go.id/?p=7")
    assert entry.date == "2024-10-02T00:00:00Z" and list(entry.dates) == ["published", "updated"]
    assert entry.content == "<p>Isi</p>"


def test_sitemaps_and_their_indexes():
    text = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc> https://x.go.id/a.xml'
    feed = read_feed((text + " </loc></sitemap></sitemapindex>").encode())
    assert feed is not None and (feed.kind, [entry.url for entry in feed.entries]) == (
        "sitemapindex", ["https://x.go.id/a.xml"],
    )  # fmt: skip


def test_no_entity_of_a_feed_reads_a_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("rahasia")
    body = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>' + RSS.split("?>")[1].format(
        "<item><title>&x;</title><link>https://x.go.id/a</link></item>"
    )
    assert all("rahasia" not in entry.headline for entry in entries(body))


@pytest.mark.parametrize("body", [b"", b"   ", b"<html><body>maaf</body></html>", b"{}", b"\x00\x01", b"<rss"])
def test_what_is_no_feed_is_none_or_empty(body):
    feed = read_feed(body)
    assert feed is None or feed.entries == []


@given(st.binary(max_size=400))
def test_no_bytes_raise(noise):
    read_feed(noise)
    read_feed(RSS.encode().replace(b"{}", b"<item><link>https://x/</link>" + noise + b"</item>"))
