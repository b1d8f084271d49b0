"""Comments whose line says first when and then who, clocks before days, and lists of releases that look like threads."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from crawler.structure.parts import COMMENTS, FRAME, SIDE, part_of
from crawler.structure.titles import names_address
from tests.test_generic_reading import article_of, bare

SAID = [
    ("Anonim", "03", "Kapan giliran desa kami? Sudah lama kami menunggu."),
    ("Pak RT 04", "05", "Sudah lapor tapi belum ada tindak lanjut."),
    ("Joko W.", "07", "Setuju."),
    ("Admin Kominfo", "09", "Mohon ditunggu, jadwalnya segera kami umumkan."),
]
TERMS = "<h3>Comments:</h3><dl id='comments'>{}</dl><form action='/comments/post/' method='post'><p><label>Nama:</label><input name='name'></p><p><textarea name='comment'></textarea></p></form>"
"""What the framework Django prints for a thread, where a site has no template of its own."""
FORM = "<form action='/kirim-komentar'><textarea name='komentar'></textarea></form>"
BEHIND = {
    "terms, as Django prints them": (TERMS, "<dt id='c{n}'>\n {day} Okt. 2024, 19.33 - {name}\n</dt><dd><p>{text}</p></dd>"),
    "the same in English": (TERMS, "<dt id='c{n}'>Oct. {day}, 2024, 7:33 p.m. - {name}</dt><dd><p>{text}</p></dd>"),
    "divisions": ("<h4>4 Komentar</h4><div class='x'>{}</div>", "<div class='a'>{day} Oktober 2024 19:33 WIB | {name}</div><div class='b'>{text}</div>"),
    "below a line about manners": (
        "<h4>Tanggapan</h4><p class='k'>Sampaikan tanggapan dengan santun</p><div>{}</div>",
        "<div class='a'>{day}/10/2024 19:33 oleh {name}</div><div class='b'>{text}</div>",
    ),
    "the same with links": (TERMS, "<dt>{day} Okt. 2024, 19.33.05 - <a href='https://{n}.example/'>{name}</a></dt><dd>{text}</dd>"),
    "cells": ("<h4>Komentar</h4><table>{}</table>", "<tr><td>{day} Oktober 2024 19:33 - {name}</td></tr><tr><td>{text}</td></tr>"),
    "lines in paragraphs": ("<h4>Komentar</h4><div>{}</div>", "<p><b>{day} Oktober 2024 19:33 - {name}</b><br>{text}</p>"),
    "list items": ("<h4>Komentar</h4><ul>{}</ul>", "<li><small>{day} Oktober 2024 19:33 – {name}</small><p>{text}</p></li>"),
    "a time for machines": ("<h4>Komentar</h4><section>{}</section>", "<h6><time datetime='2024-10-{day}T19:33:00+07:00'>{day} Okt 2024</time> - {name}</h6><p>{text}</p>"),
}


def read(below: str, head: str = "") -> list[tuple[str, str, str]]:
    article = article_of(bare(head, "<p>1 Oktober 2024</p>", below=below))
    assert article is not None
    return [(c.author, (c.posted_at or "")[8:16], c.text) for c in article.comments]


def printed(frame: str, entry: str, said: list[tuple[str, str, str]]) -> str:
    return frame.format("".join(entry.format(n=n, name=name, day=day, text=text) for n, (name, day, text) in enumerate(said)))


@pytest.mark.parametrize("number", [1, 2, 4])
@pytest.mark.parametrize("dress", BEHIND)
def test_a_name_stands_behind_its_time(dress, number):
    if number == 1 and dress == "below a line about manners":
        return  # one comment does not show what the line above is
    said = SAID[:number]
    assert read(printed(*BEHIND[dress], said)) == [(name, f"{day}T19:33", text) for name, day, text in said]


@pytest.mark.parametrize(
    "said",
    [
        [("Lia", "03", "ok"), ("Joko W.", "05", "Mantap")],
        [("Lia", "03", "Satu.</p><p>Dua."), ("H. Usman", "05", "Tiga.</p><p>Empat.")],
    ],
)
def test_terms_tell_name_and_words_apart_however_short(said):
    told = [(name, f"{day}T19:33", text.replace("</p><p>", " ")) for name, day, text in said]
    assert read(printed(*BEHIND["terms, as Django prints them"], said)) == told


@pytest.mark.parametrize(("hour", "clock"), [("noon", "12:00"), ("midnight", "00:00"), ("1 p.m.", "13:00")])
def test_hours_in_words_are_no_names(hour, clock):
    entry = f"<dt>Oct. {{day}}, 2024, {hour} - {{name}}</dt><dd><p>{{text}}</p></dd>"
    assert read(printed(TERMS, entry, SAID)) == [(name, f"{day}T{clock}", text) for name, day, text in SAID]


PLACES = {
    "a name above, in an element": "<div class='m'><b>{name}</b><div>{day} Oktober 2024 19:33 - Kota Metro</div><p>{text}</p></div>",
    "a name below, in an element": "<div class='m'><div>{day} Oktober 2024 19:33 - Kota Metro</div><b>{name}</b><p>{text}</p></div>",
}


@pytest.mark.parametrize("dress", PLACES)
def test_a_place_behind_a_time_is_no_name(dress):
    read_of = read(printed("<h4>Komentar</h4><div>{}</div>", PLACES[dress], SAID))
    assert [name for name, _, _ in read_of] == [name for name, _, _ in SAID]


DOUBTFUL = {
    "names above, in lines": "<p>{name}</p><p>{day} Oktober 2024 19:33 - Kota Metro</p><p>{text}</p>",
    "words behind the time, the name below": "<p>{day} Oktober 2024 19:33 - {text}</p><p>{name}</p>",
}


@pytest.mark.parametrize("dress", DOUBTFUL)
def test_what_may_be_name_or_not_names_nobody_wrongly(dress):
    said = [(name, day, text) for (name, day, _), text in zip(SAID, ("Sangat baik sekali", "Terima kasih banyak", "Semoga lekas", "Kami tunggu"), strict=True)]
    known = {name for name, _, _ in said}
    assert {name for name, _, _ in read(printed("<h4>Komentar</h4><div>{}</div>", DOUBTFUL[dress], said))} <= known


# ---- clocks before days ----

CLOCKED = {
    "as Chronicle prints it": "<div class='entry'><div class='title'>{name}</div><div class='date'>Submitted at 13:06:07 on {day} October 2024</div><div class='body'>{text}</div></div>",
    "in Indonesian": "<li><h5>{name}</h5><span>Dikirim pukul 13.06 WIB pada tanggal {day} Oktober 2024</span><p>{text}</p></li>",
    "with a day of the week": "<section><b>{name}</b><br><i>Ditulis jam 13.06 pada hari {day}/10/2024</i><p>{text}</p></section>",
    "name and all in one line": "<article><p><b>{name}</b> menulis pukul 13.06 pada {day} Oktober 2024</p><p>{text}</p></article>",
}


@pytest.mark.parametrize("number", [1, 2, 4])
@pytest.mark.parametrize("dress", CLOCKED)
def test_a_clock_before_its_day_is_no_name(dress, number):
    said = SAID[:number]
    told = [(name, f"{day}T13:06", text) for name, day, text in said]
    assert read(printed("<h3>Comments On This Entry</h3><div>{}</div>", CLOCKED[dress], said)) == told


# ---- lists of releases ----

RELEASES = [
    ("Jalan Rusak di Metro Utara Diperbaiki", "/2024/10/03/jalan-rusak-di-metro-utara-diperbaiki/"),
    ("Lima Desa Bentuk Koperasi Merah Putih", "/2024/10/05/lima-desa-bentuk-koperasi-merah-putih/"),
    ("Warga Kota Ikuti Lomba", "/2024/10/07/warga-kota-ikuti-lomba/"),
]
LISTED = {
    "headings, names and days as items": "<div class='row'><article class='box'><h5><a href='{href}'>{title}</a></h5><ul class='meta'><li><i></i> humassetda</li><li><i></i> 0{n}-10-2024</li></ul></article></div>",
    "the writer below the day": "<div class='k'><b><a href='{href}'>{title}</a></b><p>0{n} Oktober 2024</p><p>Oleh humas</p></div>",
    "the text's beginning": "<section><h4><a href='{href}'>{title}</a></h4><small>0{n} Oktober 2024 09:15</small><div>Dinas memulai perbaikan jalan yang rusak sejak banjir.</div></section>",
    "lines": "<p><strong><a href='https://www.sukamakmurkab.example{href}'>{title}</a></strong> <span>0{n} Oktober 2024</span></p><p>Dinas memulai perbaikan jalan yang rusak.</p>",
    "tables": "<table><tr><td><a href='{href}'>{title}</a></td></tr><tr><td>0{n} Okt 2024</td></tr><tr><td>humas</td></tr></table>",
}
CANONICAL = "<link rel='canonical' href='https://www.sukamakmurkab.example/berita/7/judul'>"


def listed(dress: str) -> str:
    return "".join(LISTED[dress].format(n=n + 1, title=title, href=href) for n, (title, href) in enumerate(RELEASES))


@pytest.mark.parametrize("head", ["", CANONICAL])
@pytest.mark.parametrize("dress", LISTED)
def test_a_list_of_releases_is_no_thread(dress, head):
    assert read(f"<div id='comments'>{listed(dress)}</div>", head) == []


@pytest.mark.parametrize("label", ["Last Entries", "Kabar Kota"])
@pytest.mark.parametrize("dress", LISTED)
@pytest.mark.parametrize("entry", ["terms, as Django prints them", "list items", "a time for machines"])
def test_a_list_of_releases_behind_a_thread_is_none_of_it(entry, dress, label):
    below = f"{printed(*BEHIND[entry], SAID)}<div><h4>{label}</h4>{listed(dress)}</div>"
    assert read(below, CANONICAL) == [(name, f"{day}T19:33", text) for name, day, text in SAID]


PROFILES = {
    "a folder of users": "/pengguna/{slug}/",
    "an author": "https://www.sukamakmurkab.example/author/{slug}",
    "a page of their own": "https://blog.example/{slug}/",
    "the comment's own place": "https://www.sukamakmurkab.example/berita/7/judul#{slug}",
}


@pytest.mark.parametrize("where", PROFILES)
def test_who_comments_may_have_a_page_that_is_called_so(where):
    said = [("Hj. Siti Nur Aini", "03", "Kapan giliran desa kami?"), ("Raden Mas Joko Widagdo", "05", "Setuju.")]
    all_ = "".join(
        f"<li><b><a href='{PROFILES[where].format(slug='-'.join(name.lower().replace('.', '').split()))}'>{name}</a></b><i>{day} Oktober 2024 09:15</i><p>{text}</p></li>"
        for name, day, text in said
    )
    assert read(f"<h4>Komentar</h4><ul>{all_}</ul>", CANONICAL) == [(name, f"{day}T09:15", text) for name, day, text in said]


def test_names_of_people_are_spelled_by_addresses_like_headlines():
    assert names_address("Hj. Siti Nur Aini", "/hj-siti-nur-aini/")


# ---- a thread that calls itself complementary ----


@pytest.mark.parametrize(
    ("tag", "names", "role", "part"),
    [
        ("section", "comments", "complementary", COMMENTS),
        ("div", "komentar", "complementary", COMMENTS),
        ("div", "recent-comments", "complementary", COMMENTS | SIDE),
        ("div", "widget comments", "complementary", COMMENTS | SIDE),
        ("aside", "comments", "", COMMENTS | SIDE),
        ("div", "", "complementary", SIDE),
        ("div", "kanan", "complementary", SIDE),
        ("div", "comments", "navigation", COMMENTS | FRAME),
        ("header", "entry-header", "banner", 0),
    ],
)
def test_what_a_role_makes_of_an_element(tag, names, role, part):
    assert part_of(tag, names, role) & (COMMENTS | SIDE | FRAME) == part


def test_words_above_name_and_time_in_a_complementary_thread_are_read():
    entry = "<article class='m'><header><a href='#k{n}'>comment {n}</a></header><section>{text}</section><header>Comment by <span class='author'>{name}</span> — <time datetime='2024-10-{day}T19:33:00+07:00'>{day} October 2024 pukul 19.33 WIB</time></header></article>"
    assert read(printed("<section id='comments' role='complementary'>{}</section>", entry, SAID)) == [
        (name, f"{day}T19:33", text) for name, day, text in SAID
    ]


# ---- addresses that are none ----

BROKEN = "http://[x/jalan-rusak-di-metro-utara-diperbaiki"


@pytest.mark.parametrize("head", ["", CANONICAL, f"<link rel='canonical' href='{BROKEN}'>"])
def test_links_that_lead_to_no_address_break_nothing(head):
    entry = f"<li><b><a href='{BROKEN}'>{{name}}</a></b><i>{{day}} Oktober 2024 09:15</i><p>{{text}}</p></li>"
    below = f"<h4>Komentar</h4><ul>{printed('{}', entry, SAID)}</ul><h4>Kabar</h4><a href='{BROKEN}'>Jalan Rusak di Metro Utara Diperbaiki</a>"
    assert read(below, head)[0] == ("Anonim", "03T09:15", "Kapan giliran desa kami? Sudah lama kami menunggu.")
    page = bare(head, "<p>1 Oktober 2024</p>").replace(b"<h1>", f"<h1><a href='{BROKEN}'>".encode())
    article = article_of(page.replace(b"</h1>", b"</a></h1>"))
    assert article is not None and article.headline == "Pelatihan Usaha Mikro Digelar"
