"""The file that an article of a village offers, in whatever box a theme puts it: an attachment, and no text."""

from __future__ import annotations

import pytest

from crawler.items import Article
from crawler.signs import Seen
from onboarding.visiting import answer_of
from pipelines.reading import read_one
from tests.family_spiders import OpenSidSite

LINK = "href='https://opensid.example/first/unduh_dokumen_artikel/7'"
BOXES = {
    "a line": f"<p>Unduh Lampiran:<br><a {LINK} title=''>Surat Edaran Camat</a></p>",
    "flex": f"<div class='c-flex'><p>Unduh Lampiran: <a {LINK}><b>Surat Edaran Camat</b></a></p></div>",
    "an alert": f"<div class='alert'><h4>Dokumen Lampiran</h4><a {LINK}><i></i><span>Surat Edaran</span></a></div>",
    "a card": f"<div class='card'><div class='media'><div><p>Surat Edaran Camat</p><h5>120 KB</h5></div><a {LINK}><i>"
    "cloud_download</i> Unduh</a></div></div>",
    "a button": f"<div class='p-4'><div><div><i></i></div><div><div>Dokumen Lampiran Resmi</div><div>Surat Edaran"
    f"</div></div></div><a {LINK}>Unduh</a></div>",
    "bare": f"Lampiran : <a {LINK}>Surat Edaran Camat</a>",
}  # fmt: skip
TEXT = [
    "Pemerintah desa mengundang seluruh warga untuk hadir dalam musyawarah perencanaan pembangunan pada hari Senin.",
    "Musyawarah dimulai pukul sembilan pagi di balai desa dan dihadiri camat beserta jajarannya.",
]


def read(inner: str) -> Article:
    page = (
        "<html><head><title>Musyawarah Desa Dimulai Pekan Depan</title></head><body><nav><a href='/'>Beranda</a></nav>"
        "<main><div class='isi-artikel'><h1>Musyawarah Desa Dimulai Pekan Depan</h1><div class='k1'>12 Maret 2024</div>"
        f"{inner}</div></main><footer><p>Pemerintah Desa</p></footer></body></html>"
    )
    url = "https://opensid.example/artikel/2024/3/12/musyawarah-desa-dimulai-pekan-depan"
    seen = Seen(url, 200, {"content-type": "text/html"}, page.encode())
    article = read_one(OpenSidSite().read(answer_of(seen, "article")))
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("order", ["before", "after", "between"])
@pytest.mark.parametrize("name", BOXES)
def test_a_file_is_an_attachment_and_its_box_no_text(name, order):
    text = [f"<p>{paragraph}</p>" for paragraph in TEXT]
    place = {"before": 0, "between": 1, "after": 2}[order]
    inner = "".join([*text[:place], BOXES[name], *text[place:]])
    article = read(f"<div class='k2'>{inner}</div>")
    assert article.body == "\n\n".join(TEXT)
    assert [file.url.rpartition("/")[2] for file in article.attachments] == ["7"]


@pytest.mark.parametrize("name", BOXES)
def test_an_announcement_that_is_but_a_file_is_an_article_all_the_same(name):
    article = read(f"<div class='k2'>{BOXES[name]}</div>")
    assert article.headline == "Musyawarah Desa Dimulai Pekan Depan"
    assert (article.published_at or "")[:10] == "2024-03-12"
    assert len(article.attachments) == 1


def test_a_sentence_that_links_to_the_file_stays():
    sentence = f"Surat selengkapnya dapat <a {LINK}>diunduh di sini</a> sampai akhir bulan Maret tahun ini."
    article = read(f"<div class='k2'><p>{TEXT[0]}</p><p>{sentence}</p></div>")
    assert "Surat selengkapnya dapat diunduh di sini sampai akhir bulan Maret" in (article.body or "")
    assert len(article.attachments) == 1


@pytest.mark.parametrize("link", ["", "<p><a href='/uploads/pengumuman.pdf'>DISINI</a></p>"])
@pytest.mark.parametrize("name", BOXES)
def test_a_short_line_that_leads_to_the_file_is_the_text(name, link):
    """The line is no longer than a label, and the comments below are sentences of others."""
    line = "Pengumuman selengkapnya dapat diunduh melalui tautan berikut ini:"
    thread = "<div class='k3'><p>Mohon info syarat pendaftarannya, sudah ke kantor kecamatan tapi belum ada.</p></div>"
    article = read(f"<div class='k2'>{BOXES[name]}<div class='k4'><p>{line}</p>{link}</div></div>{thread}")
    assert (article.body or "").startswith(line)
    assert "7" in [file.url.rpartition("/")[2] for file in article.attachments]


def test_an_answer_whose_time_and_words_share_a_line_is_one_of_its_own():
    comment = "<div class='x'><h2>{}</h2><h3>{}</h3></div><p>{}</p>"
    answer = (
        "<div style='margin:0 0 0 15px;'><div><p><b>Redaksi</b> (Administrator)</p>"
        "<p style='font-style:italic;'>27 Maret 2025 01:33:46 | Terima kasih, sudah kami teruskan.</p></div></div>"
    )
    first = comment.format("Warga Biasa", "27 Maret 2025 01:05:46", "Bangga jadi warga desa")
    second = comment.format("Mas Gun", "28 Maret 2025 10:15:00", "Kapan giliran kami?")
    text = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)
    thread = f"<div class='k3'><h2>Komentar</h2><div>{first}{answer}</div><div>{second}</div></div>"
    article = read(f"<div class='k2'>{text}</div>{thread}")
    assert article.body == "\n\n".join(TEXT)
    assert [(each.author, (each.posted_at or "")[:16], each.text) for each in article.comments] == [
        ("Warga Biasa", "2025-03-27T01:05", "Bangga jadi warga desa"),
        ("Redaksi", "2025-03-27T01:33", "Terima kasih, sudah kami teruskan."),
        ("Mas Gun", "2025-03-28T10:15", "Kapan giliran kami?"),
    ]


@pytest.mark.parametrize("last", ["", "<h3>TERIMA KASIH</h3>"], ids=["alone", "below the text's own"])
def test_the_thanks_that_a_theme_prints_below_every_text_are_none_of_it(last):
    text = f"<p>{''.join(f'<p>{paragraph}</p>' for paragraph in TEXT)}<p>(diskominfo)</p>{last}</p>"
    closing = "<!-- LAMPIRAN --><hr> <h3 class='pb-20'>TERIMA KASIH</h3>"
    article = read(f"<h3 class='text-left'>Musyawarah</h3>{text}{closing}")
    told = (article.body or "").split("\n\n")
    assert told[-1] == ("TERIMA KASIH" if last else TEXT[-1])
    assert told.count("TERIMA KASIH") == bool(last)
    assert article.byline == (None if last else "(diskominfo)")
