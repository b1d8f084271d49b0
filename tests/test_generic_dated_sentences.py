"""Sentences of a text that name a day: no line about the release, and no reader's comment."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from tests.test_generic_captions import FIRST, page
from tests.test_generic_reading import article_of, bare

FORM = "<form action='/komentar' method='post'><input name='nama'><textarea name='komentar'></textarea><button>Kirim</button></form>"
SENTENCES = {
    "words on both sides": "Rencananya tahap berikutnya dilaksanakan 9 Maret 2024 dengan sasaran 824 orang.",
    "words before it": "Evaluasi tahap pertama dijadwalkan pada 28 Oktober 2024.",
    "a quotation": '"Loket dibuka lagi pada 9 Maret 2024 pukul 08.00."',
}
FRAMES = {
    "paragraphs": "<p>{0}</p><p>{1}</p>",
    "boxes": "<div>{0}</div><div><br></div><div>{1}</div><div><br></div>",
    "breaks": "{0}<br><br>{1}",
}


@pytest.mark.parametrize("below", ["", FORM], ids=["alone", "above a form"])
@pytest.mark.parametrize("credit", ["", "(*)", "<em>(hms)</em>", "(kominfo/adm)", "[adm]", "***"])
@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("said", SENTENCES)
def test_the_last_sentence_may_name_a_day_and_be_signed(said, frame, credit, below):
    text = FRAMES[frame].format(FIRST, f"{SENTENCES[said]} {credit}".strip())
    article = article_of(page(text).replace(b"<div class='samping'>", f"{below}<div class='samping'>".encode()))
    assert article is not None and article.comments == []
    assert [line.partition(" [")[0].removesuffix(" ***") for line in (article.body or "").split("\n\n")] == [
        FIRST,
        SENTENCES[said],
    ]
    assert article.published_at == "2024-10-02"


@pytest.mark.parametrize(
    "notice",
    [
        "Pelayanan loket dipindahkan mulai 9 Maret 2024 ke gedung baru di Jalan Merdeka.",
        "Situs ini dikelola sejak 9 Maret 2024 oleh Dinas Kominfo.",
    ],
)
def test_a_notice_below_a_text_is_nobodys_comment(notice):
    article = article_of(bare("", "<p>2 Oktober 2024</p>", below=f"<div class='x'><div>{notice}</div></div>{FORM}"))
    assert article is not None and article.comments == []


def test_a_comment_may_name_a_day_in_a_sentence():
    said = ["Saya sudah mendaftar tanggal 9 Maret 2024 tapi belum dipanggil.", "Terima kasih, tolong dicek."]
    entry = "<div class='k'><b>{}</b><small>{} Oktober 2024</small><p>{}</p></div>"
    shown = "".join(
        entry.format(name, day, text) for name, day, text in zip(("Budi", "Lia"), (3, 4), said, strict=True)
    )
    article = article_of(bare("", "<p>2 Oktober 2024</p>", below=f"<div><h4>2 Komentar</h4>{shown}</div>"))
    assert article is not None
    assert [(one.author, one.text) for one in article.comments] == [("Budi", said[0]), ("Lia", said[1])]
