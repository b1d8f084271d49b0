"""Feeds as careless or hostile software writes them: each says the same two releases, and both are to be read."""

# ruff: noqa: E501  # feeds are kept as they are printed
from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime
from urllib.parse import urljoin

import pytest

from crawler.feeds import read_feed
from pipelines.dates import read_date

NOW = datetime(2026, 1, 1, tzinfo=UTC)
HEADLINES = ["Bupati Panen Padi & Jagung", "Jalan “Desa” Dibangun – Warga Senang"]
URLS = ["https://contoh.go.id/berita/1/panen", "https://contoh.go.id/berita/2/jalan"]
DAYS = ["2024-03-12", "2024-08-17"]


def rss(
    titles: tuple[str, str] = ("Bupati Panen Padi &amp; Jagung", "Jalan “Desa” Dibangun – Warga Senang"),
    dates: tuple[str, str] = ("Tue, 12 Mar 2024 08:00:00 +0700", "Sat, 17 Aug 2024 08:00:00 +0700"),
    links: tuple[str, str] = (f"<link>{URLS[0]}</link>", f"<link>{URLS[1]}</link>"),
    more: tuple[str, str] = ("", ""),
    head: str = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0">',
    channel: str = "<title>Contoh</title><link>https://contoh.go.id/</link>",
    date: str = "pubDate",
) -> str:
    items = "".join(
        f"<item><title>{title}</title>{link}<{date}>{day}</{date}>{extra}</item>"
        for title, day, link, extra in zip(titles, dates, links, more, strict=True)
    )
    return f"{head}<channel>{channel}{items}</channel></rss>"


ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><link href="https://contoh.go.id/"/>'
    + "".join(
        f'<entry><title type="html">{title}</title><link rel="alternate" href="{url}"/><id>tag:{url}</id>'
        f"<updated>{day}T08:00:00+07:00</updated></entry>"
        for title, url, day in zip(
            ["Bupati Panen Padi &amp;amp; Jagung", "Jalan “Desa” Dibangun – Warga Senang"], URLS, DAYS, strict=True
        )
    )
    + "</feed>"
)
ATOM_03 = (
    '<?xml version="1.0" encoding="utf-8"?><feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>x</title>'
    + "".join(
        f'<entry><title mode="escaped">{title}</title><link rel="alternate" type="text/html" href="{url}"/>'
        f"<issued>{day}T08:00:00+07:00</issued><modified>2025-01-01T00:00:00Z</modified>"
        '<content type="text/html" mode="escaped">&lt;p&gt;isi&lt;/p&gt;</content></entry>'
        for title, url, day in zip(
            ["Bupati Panen Padi &amp;amp; Jagung", "Jalan “Desa” Dibangun – Warga Senang"], URLS, DAYS, strict=True
        )
    )
    + "</feed>"
)
RDF = (
    '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://contoh.go.id/"><title>x</title>'
    "<link>https://contoh.go.id/</link><items><rdf:Seq/></items></channel>"
    + "".join(
        f'<item rdf:about="{url}"><title>{title}</title><link>{url}</link><dc:date>{day}T08:00:00+07:00</dc:date></item>'
        for title, url, day in zip(
            ["Bupati Panen Padi &amp; Jagung", "Jalan “Desa” Dibangun – Warga Senang"], URLS, DAYS, strict=True
        )
    )
    + "</rdf:RDF>"
)
PLAIN = rss()
LOCAL = ("Selasa, 12 Maret 2024 08:00 WIB", "Sabtu, 17 Agustus 2024 08:00 WIB")
FEEDS: dict[str, bytes] = {
    "RSS 2.0": PLAIN.encode(),
    "Atom 1.0": ATOM.encode(),
    "Atom 0.3": ATOM_03.encode(),
    "RDF, RSS 1.0": RDF.encode(),
    "Indonesian dates": rss(dates=LOCAL).encode(),
    "English names in Indonesian order": rss(dates=("Selasa, 12 Mar 2024", "Sabtu, 17 Agu 2024")).encode(),
    "dates in CDATA": rss(dates=tuple(f"<![CDATA[ {day} ]]>" for day in LOCAL)).encode(),  # type: ignore[arg-type]
    "dates of SQL": rss(dates=("2024-03-12 08:00:00", "2024-08-17 08:00:00")).encode(),
    "Dublin Core without its namespace": rss(date="dc:date", dates=("2024-03-12", "2024-08-17")).encode(),
    "an empty pubDate before a good one": rss(
        dates=("", ""), more=tuple(f"<dc:date>{day}</dc:date>" for day in DAYS)  # type: ignore[arg-type]
    ).encode(),
    "a false pubDate before a good one": rss(
        dates=("Thu, 01 Jan 1970 00:00:00 +0000",) * 2,
        more=tuple(f"<dc:date>{day}</dc:date>" for day in DAYS),  # type: ignore[arg-type]
    ).encode(),
    "a byte order mark": b"\xef\xbb\xbf" + PLAIN.encode(),
    "two byte order marks": b"\xef\xbb\xbf\xef\xbb\xbf" + PLAIN.encode(),
    "UTF-16 with its mark": PLAIN.replace("utf-8", "utf-16").encode("utf-16"),
    "UTF-16 that says UTF-8": PLAIN.encode("utf-16"),
    "Windows-1252 that says UTF-8": PLAIN.encode("cp1252"),
    "Windows-1252 that says ISO-8859-1": PLAIN.replace("utf-8", "ISO-8859-1").encode("cp1252"),
    "UTF-8 that says ISO-8859-1": PLAIN.replace("utf-8", "ISO-8859-1").encode(),
    "UTF-8 that says US-ASCII": PLAIN.replace("utf-8", "us-ascii").encode(),
    "an encoding that nobody knows": PLAIN.replace("utf-8", "x-kota").encode(),
    "gzip within": gzip.compress(PLAIN.encode()),
    "blank lines before": b"\r\n\n  \t" + PLAIN.encode(),
    "a notice of PHP before": b"<br />\n<b>Warning</b>: foo() in <b>/x.php</b> on line <b>3</b><br />\n" + PLAIN.encode(),
    "a script behind": PLAIN.encode() + b"<script>stats()</script>",
    "a comment with a page behind": PLAIN.encode() + b"<!-- cached --><html><body>x</body></html>",
    "a style sheet and a DOCTYPE": PLAIN.replace(
        "?><rss", '?><?xml-stylesheet href="x.xsl"?><!DOCTYPE rss [<!ENTITY nbsp "&#160;">]><rss'
    ).encode(),
    "names that only HTML knows": rss(
        titles=("Bupati&nbsp;Panen Padi &amp; Jagung", "Jalan &ldquo;Desa&rdquo; Dibangun &ndash; Warga Senang")
    ).encode(),
    "names that nobody knows": rss(channel="<title>&kota; &x;</title>").encode(),
    "bare ampersands": rss(titles=("Bupati Panen Padi & Jagung", HEADLINES[1])).encode(),
    "escaped twice": rss(titles=("Bupati Panen Padi &amp;amp; Jagung", HEADLINES[1])).encode(),
    "HTML in the title": rss(
        titles=("<b>Bupati</b> Panen Padi &amp; Jagung", "Jalan <i>“Desa”</i> Dibangun – Warga Senang")
    ).encode(),
    "HTML in the title, escaped": rss(
        titles=("&lt;b&gt;Bupati&lt;/b&gt; Panen Padi &amp;amp; Jagung", HEADLINES[1])
    ).encode(),
    "HTML in the description, unescaped and unclosed": rss(
        more=("<description><p>isi<br><img src=x>lagi</description>", "<description><p>isi<br>lagi</description>")
    ).encode(),
    "a link within the description": rss(
        more=("<description><p>isi <link>https://lain.go.id/</link></p></description>", "")
    ).encode(),
    "CDATA in CDATA": rss(
        titles=("<![CDATA[Bupati Panen Padi & Jagung]]>", HEADLINES[1]),
        more=("<description><![CDATA[a <![CDATA[b]]> c]]></description>", ""),
    ).encode(),
    "CDATA that nothing closes, at the end": rss(more=("", "<description><![CDATA[isi <b>lagi")).encode(),
    "CDATA with spaces in its mark": rss(titles=("<![CDATA[ Bupati Panen Padi & Jagung ]] >", HEADLINES[1])).encode(),
    "cut off in the last entry": PLAIN.encode()[: PLAIN.encode().rindex(b"</item>")],
    "control characters": rss(titles=("Bupati\x0b Panen Padi &amp; Jagung", HEADLINES[1])).encode(),
    "a number that is no character": rss(titles=("Bupati&#11; Panen Padi &amp; Jagung", HEADLINES[1])).encode(),
    "tags in capitals": PLAIN.replace("item>", "ITEM>").replace("title>", "TITLE>").replace("link>", "LINK>").encode(),
    "prefixes that nobody declared": rss(more=("<media:thumbnail url='x'/>", "<slash:comments>3</slash:comments>")).encode(),
    "titles of media besides": rss(
        more=("<media:group><media:title>Foto</media:title></media:group>", "<media:title>Foto</media:title>")
    ).encode(),
    "a title of media before": rss().replace("<item>", "<item><media:title>Foto</media:title>").encode(),
    "an Atom link besides": rss(
        more=(f'<atom:link rel="self" href="{URLS[0]}/feed"/>', "<comments>https://contoh.go.id/x#komentar</comments>")
    ).encode(),
    "links as attributes": rss(links=(f'<link href="{URLS[0]}"/>', f'<link href="{URLS[1]}" />')).encode(),
    "links in CDATA with line breaks": rss(
        links=tuple(f"<link>\n<![CDATA[{url}]]>\n</link>" for url in URLS)  # type: ignore[arg-type]
    ).encode(),
    "empty links, and a guid": rss(
        links=tuple(f"<link/><guid isPermaLink='true'>{url}</guid>" for url in URLS)  # type: ignore[arg-type]
    ).encode(),
    "no guid, no link but of Atom": rss(
        links=tuple(f'<atom:link rel="alternate" href="{url}"/>' for url in URLS)  # type: ignore[arg-type]
    ).encode(),
    "one guid for all": rss(more=("<guid isPermaLink='false'>1</guid>",) * 2).encode(),
    "a guid of the home page for all": rss(more=("<guid>https://contoh.go.id/</guid>",) * 2).encode(),
    "a link of FeedBurner and the original one": rss(
        links=("<link>https://feeds.example/~r/1</link>", "<link>https://feeds.example/~r/2</link>"),
        more=tuple(f"<feedburner:origLink>{url}</feedburner:origLink>" for url in URLS),  # type: ignore[arg-type]
    ).encode(),
    "relative links": rss(links=("<link>/berita/1/panen</link>", "<link>berita/2/jalan</link>")).encode(),
    "xml:base on the feed": ATOM.replace("<feed ", '<feed xml:base="https://contoh.go.id/berita/" ')
    .replace(URLS[0] + '"', '1/panen"')
    .replace(URLS[1] + '"', '2/jalan"')
    .encode(),
    "xml:base on each entry": ATOM.replace("<entry>", '<entry xml:base="/berita/">')
    .replace(URLS[0] + '"', '1/panen"')
    .replace(URLS[1] + '"', '2/jalan"')
    .encode(),
    "tracking parameters escaped once": rss(
        links=tuple(f"<link>{url}?utm_source=rss&amp;utm_medium=feed</link>" for url in URLS)  # type: ignore[arg-type]
    ).encode(),
    "no channel at all": PLAIN.replace("<channel>", "").replace("</channel>", "").encode(),
    "items beside the channel": PLAIN.replace("<item>", "</channel><item>", 1).replace("</channel></rss>", "</rss>").encode(),
    "RSS 0.91 with a DTD": PLAIN.replace(
        '<rss version="2.0">', '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">'
        '<rss version="0.91">'
    ).encode(),
    "a default namespace": PLAIN.replace('<rss version="2.0">', '<rss version="2.0" xmlns="http://backend.userland.com/rss2">')
    .encode(),
    "single quotes and capitals in the prologue": PLAIN.replace(
        '<?xml version="1.0" encoding="utf-8"?>', "<?XML version='1.0' ENCODING='UTF-8'?>"
    ).encode(),
    "an XML prologue twice": PLAIN.replace("?><rss", '?><?xml version="1.0"?><rss').encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", FEEDS)
def test_both_releases_of_an_odd_feed_are_read(name):
    feed = read_feed(FEEDS[name])
    assert feed is not None and feed.kind == "feed"
    assert [urljoin("https://contoh.go.id/", entry.url).partition("?")[0] for entry in feed.entries] == URLS
    assert [entry.headline for entry in feed.entries] == HEADLINES
    days = []
    for entry in feed.entries:
        values = (read_date(text, base=NOW, allow_dateparser=False).value for text in entry.dates.values())
        days.append(next((value[:10] for value in values if value and value > "1990"), None))
    assert days == DAYS


@pytest.mark.parametrize(
    "body",
    [
        b"<rss>" + b"<item>" * 200_000,
        b"<rss><channel>" + b"<item><title>" + b"&lt;" * 500_000 + b"</title><link>https://x.go.id/1</link></item>",
        b"<rss><channel><item>" + b"<![CDATA[" * 200_000,
        b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            b'<!ENTITY %c "%s">' % (n, b"&%c;" % (n - 1) * 10) for n in range(98, 108)
        ) + b"]><rss><channel><item><title>&k;</title><link>https://x.go.id/1</link></item></channel></rss>",
        gzip.compress(b"<rss>" + b" " * 200_000_000, 9),
        zlib.compress(b"<rss/>"),
        b"\x1f\x8b\x08" + b"\x00" * 30,
        b"<?xml version='1.0' encoding='utf-7'?><rss>+ADw-item+AD4-</rss>",
    ],
    ids=["deep", "a long title", "CDATA", "a billion laughs", "a gzip bomb", "zlib", "broken gzip", "UTF-7"],
)  # fmt: skip
def test_a_hostile_feed_costs_little_and_breaks_nothing(body):
    feed = read_feed(body)
    assert feed is None or sum(len(entry.headline) for entry in feed.entries) < 2_000_000
