"""Readers whose names look like something else, and what themes print beside names and labels."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from crawler.structure.words import DATE
from tests.test_comment_shapes import FRAME_OF, SHAPES, TOLD_BY_THEIR_NUMBER, printed
from tests.test_generic_reading import article_of, bare

MAIL = "warga.peduli@surel.example"
SAID = [
    ("Lia", "03", "Kapan giliran desa kami?"),
    ("Pak RT 04", "05", "Sudah lapor tapi belum ada tindak lanjut."),
    ("Septi", "07", "Setuju 👍"),
    ("Admin Kominfo", "09", "Mohon ditunggu, jadwalnya segera kami umumkan."),
]


def renamed(*names: str) -> list[tuple[str, str, str]]:
    """Return what is said, by others from the first on."""
    return [(name, day, text) for name, (_, day, text) in zip(names, SAID, strict=False)]


def read(below: str, head: str = "") -> list[tuple[str, str, str]]:
    article = article_of(bare(head, "<p>1 Oktober 2024</p>", below=below))
    assert article is not None
    return [(c.author, (c.posted_at or "")[8:10], c.text) for c in article.comments]


def blanked(said):
    return [(name.replace(MAIL, "[e-mail]"), day, text) for name, day, text in said]


ADDRESSES = {
    "first": renamed(MAIL, "Ani", "Edi"),
    "amid": renamed("Ani", MAIL, "Edi"),
    "last": renamed("Ani", "Edi", MAIL),
    "alone": renamed(MAIL),
    "all": renamed(MAIL, MAIL, MAIL),
}


@pytest.mark.parametrize("whose", ADDRESSES)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_mail_address_may_be_a_name(shape, whose):
    if whose in ("alone", "all") and shape in (*TOLD_BY_THEIR_NUMBER, "name and words in one line, time below"):
        return  # what several write tells there, and three long links in a row are a list of releases
    said = ADDRESSES[whose]
    assert read(printed(SHAPES[shape], FRAME_OF.get(shape, "label"), said)) == blanked(said)


BESIDE = {
    "a line below the name": "<div class='m'><p class='n'>{name}</p><p>{mail}</p><p><i>{day} Oktober 2024 09:15</i></p><div>{text}</div></div>",
    "small, in lines": "<b>{name}</b><br><small>{mail}</small><br><i>{day} Oktober 2024 09:15</i><br>{text}<hr>",
    "labelled": "<div class='m'><b>{name}</b><div>E-mail: {mail}</div><div>{day} Oktober 2024 09:15</div><p>{text}</p></div>",
    "below the time": "<li class='m'><h6>{name}</h6><small>{day} Oktober 2024 09:15</small><div>{mail}</div><p>{text}</p></li>",
}


@pytest.mark.parametrize("given", [SAID, SAID[:1], SAID[:2]], ids=["four", "one", "two"])
@pytest.mark.parametrize("shape", BESIDE)
def test_a_mail_address_beside_a_name_is_nobodys_word(shape, given):
    below = printed(BESIDE[shape].replace("{mail}", MAIL), "label", given)
    assert read(below) == list(given)


def test_a_mail_address_may_be_all_that_somebody_says():
    said = [("Lia", "03", MAIL), ("Ani", "05", f"Tulis ke {MAIL} saja")]
    assert read(printed("<div class='m'><b>{name}</b><i>{day} Oktober 2024 09:15</i><p>{text}</p></div>", "label", said)) == [
        ("Lia", "03", "[e-mail]"), ("Ani", "05", "Tulis ke [e-mail] saja")
    ]  # fmt: skip


MONTHS = [renamed("Septi", "Mei", "Novi"), renamed("Julia"), renamed("Lia", "Agus", "Desi Okta"), renamed("Mei", "Juni")]
NUMBERED = {
    "in a line": "<div class='m'><a href='#k{n}'>#{n}</a> <span>{name}</span> <small>{day}-10-2024 09:15</small><p>{text}</p></div>",
    "with a stroke": "<li class='m'><b>#{n}</b> {name} <i>{day}/10/2024 - 09.15 WIB</i><div>{text}</div></li>",
    "in words": "<div class='m'><p>{n}. <strong>{name}</strong> <em>{day} Oktober 2024 09:15</em></p><p>{text}</p></div>",
}


@pytest.mark.parametrize("said", MONTHS, ids=lambda said: said[0][0])
@pytest.mark.parametrize("shape", NUMBERED)
def test_a_name_behind_a_number_is_no_month(shape, said):
    assert read(printed(NUMBERED[shape], "label", said)) == said


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("12 Mei 24", "12 Mei 24"), ("5 Okt '24, 10:30", "5 Okt '24"), ("12 Mei 24 jam 10:30", "12 Mei 24"), ("12-Mei-24", "12-Mei-24"),
        ("12 Mei 24 - 10.30.12", "12 Mei 24"), ("#2 Septi 07-09-2021", "07-09-2021"), ("1 Mei 12 Juni 2024", "12 Juni 2024"), ("3 Novi 12 jam yang lalu", "12 jam yang lalu"),
    ],
)  # fmt: skip
def test_a_year_has_no_day_behind_it(text, date):
    assert DATE.search(text)[0] == date


BADGES = {
    "a sign without a blank": "<div class='m'><div><span>{name}</span>{badge}<span>{day} Oktober 2024 09:15</span></div><p>{text}</p></div>",
    "behind the name": "<li class='m'><h5>{name} {badge}</h5><time>{day} Oktober 2024 09:15</time><p>{text}</p></li>",
    "in the line of the time": "<div class='m'><p><b>{name}</b> {badge} <i>{day} Oktober 2024 09:15</i></p><div>{text}</div></div>",
}


@pytest.mark.parametrize("role", ["STAFF", "Staf", "Petugas", "Admin", "Pengelola", "MOD"])
@pytest.mark.parametrize("shape", BADGES)
def test_a_badge_of_some_is_no_part_of_their_names(shape, role):
    entry = BADGES[shape]
    below = "".join(
        printed(entry.replace("{badge}", f"<span class='b'>{role}</span>" if "Admin" in said[0] else ""), "label", [said])
        .partition("</h4>")[2].removesuffix("</section>")
        for said in SAID
    )  # fmt: skip
    assert read(f"<section><h4>{len(SAID)} Komentar</h4>{below}</section>") == SAID


@pytest.mark.parametrize("name", ["Staf Desa", "Tim Relawan", "Petugas", "Anggota BPD"])
def test_who_is_called_by_a_role_alone_has_a_name(name):
    said = renamed("Lia", name, "Edi")
    assert read(printed(BADGES["a sign without a blank"].replace("{badge}", ""), "label", said)) == said


@pytest.mark.parametrize("classes", ["material-symbols-outlined", "icon material-icons-round", "google-material-icons"])
@pytest.mark.parametrize(
    "label",
    ["<h3><span class='{0}'>forum</span> {1} Komentar</h3>", "<h4><i class='{0}'>chat_bubble</i>Komentar ({1})</h4>", "<p><b><span class='{0}'>comment</span></b>{1} Tanggapan</p>"],
)  # fmt: skip
def test_the_name_of_an_icon_is_no_part_of_a_label(label, classes):
    entry = "<div class='k'><div>{i}</div><div><div><span>{name}</span> <small>{day}/10/2024 15:01</small></div><p>{text}</p></div></div>"
    all_ = printed(entry, "label", SAID).partition("</h4>")[2].removesuffix("</section>")
    assert read(f"<section>{label.format(classes, len(SAID))}{all_}</section>") == SAID


def test_a_word_that_no_font_draws_stays_in_its_label():
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below="<p>Warga membawa <i class='asing'>forum</i> itu ke balai desa hari ini.</p>"))
    assert "forum" in (article.body or "")


COUNTED = {
    "lines between rules": "<span class='judul'><b>{0}</b> Komentar : </span><br><hr>{1}<hr><b>Isi Komentar :</b><form><input name='nama'></form>",
    "boxes": "<div><em>{0}</em> komentar:</div>{1}",
    "cells": "<table><tr><td>{0} tanggapan :</td></tr></table>{1}",
}
LINES = {
    "lines between rules": "<span class='k'>{name}</span><br><span class='d'>{day} Oktober 2024 - 09:15:20 WIB</span><br><br>{text} <hr>",
    "boxes": "<div class='k'><u>{name}</u> <i>{day} Oktober 2024 09:15</i><div>{text}</div></div>",
    "cells": "<table><tr><td>{name}</td></tr><tr><td>{day} Oktober 2024 09:15</td></tr><tr><td>{text}</td></tr></table>",
}


@pytest.mark.parametrize("said", [SAID, SAID[:1], renamed(MAIL, "Lia", MAIL)], ids=["four", "one", "addresses"])
@pytest.mark.parametrize("shape", COUNTED)
def test_a_count_above_names_and_times_is_the_label_of_a_thread(shape, said):
    all_ = printed(LINES[shape], "label", said).partition("</h4>")[2].removesuffix("</section>")
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=COUNTED[shape].format(len(said), all_)))
    assert [(c.author, (c.posted_at or "")[8:10], c.text) for c in article.comments] == blanked(said)
    assert (article.body or "").count("\n\n") == 1


@pytest.mark.parametrize("count", ["<div>2 Komentar :</div>", "<span><b>2</b> komentar</span><br>", "<p>Komentar: 2</p>"])
def test_a_count_among_the_lines_about_an_article_ends_no_text(count):
    article = article_of(bare("", f"{count}<p>Diposting oleh Admin</p><p>1 Oktober 2024 09:15</p>"))
    assert (article.body or "").count("\n\n") == 1 and not article.comments


OWN = "<link rel='canonical' href='https://x.go.id/2024/10/01/judul/{0}'>"
PAGED = {
    "a list": (
        "<div><h3>5 komentar untuk “Pelatihan”</h3><nav><h4>Navigasi Komentar</h4><a href='/2024/10/01/judul/#comments'>← Komentar Lama</a></nav><ol>{0}</ol></div>",
        "<li id='li-{n}'><article><header><cite><b class='fn'>{name}</b></cite><a href='https://x.go.id/2024/10/01/judul/#comment-{n}'><time datetime='2024-10-{day}T09:15:00+07:00'>{day} Oktober 2024 pukul 9:15 am</time></a></header><section><p>{text}</p></section></article></li>",
    ),
    "boxes": (
        "<div><h2>Tanggapan (5)</h2><p><a href='/2024/10/01/judul/?cpage=1'>Older Comments</a></p>{0}</div>",
        "<div class='u'><h5>{name}</h5><a href='/2024/10/01/judul#tanggapan-{n}'>{day} Oktober 2024 - 09:15:00 WIB</a><div>{text}</div></div>",
    ),
}


@pytest.mark.parametrize("said", [SAID, SAID[:1], renamed(MAIL)], ids=["four", "one", "address"])
@pytest.mark.parametrize("at", ["", "?cpage=2", "comment-page-2/", "comment-page-12/#comments", "2/"])
@pytest.mark.parametrize("shape", PAGED)
def test_a_further_page_of_a_thread_has_comments_of_its_own(shape, at, said):
    frame, entry = PAGED[shape]
    all_ = printed(entry, "label", said).partition("</h4>")[2].removesuffix("</section>")
    assert read(frame.format(all_), OWN.format(at)) == blanked(said)


@pytest.mark.parametrize("own", ["judul-2/", "lain/", "lain/comment-page-2/", "judul/?id=7", "judul/?id=7&page=2"])
def test_comments_of_another_article_stay_away_from_further_pages(own):
    entry = "<li><b>{name}</b> <small>{day} Oktober 2024 09:15</small><p>{text}</p><p><a href='/2024/10/01/judul/#comment-{n}'>Camat Buka Pasar Murah di Balai</a></p></li>"
    head = OWN.format("").replace("judul/", own)
    assert read(printed(entry, "label", SAID), head) == []


def test_who_writes_of_older_comments_has_written_that():
    said = [("Lia", "03", "Komentar lama saya hilang, min"), ("Ani", "05", "Komentar berikutnya juga")]
    for entry in ("<div class='m'><p>{text}</p><b>{name}</b> <small>{day} Oktober 2024 09:15</small></div>", "<div class='m'><b>{name}</b> <small>{day} Oktober 2024 09:15</small><p>{text}</p></div>"):
        assert read(printed(entry, "label", said)) == said
