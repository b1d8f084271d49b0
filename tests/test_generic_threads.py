"""Readers' comments on pages of unknown CMS, in the markups that public templates print them in."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from tests.test_generic_reading import TEXT, article_of, bare

SAID = [
    ("Pak RT 05", "02", "Apakah pelatihan ini terbuka untuk umum?"),
    (
        "Joko P.",
        "05",
        "Setuju dengan komentar di atas. Perlu ada pengawasan dari tanggal 12 Januari 2021 sampai sekarang.",
    ),
    ("siti_aminah", "07", "ok"),
    ("H. Usman", "09", "Mohon info syarat pendaftarannya dimana ya min? Sudah ke kantor kecamatan tapi belum ada."),
]
"""Name, day and words: a name that ends in a figure or a full stop, words with a date, short words, two sentences."""

MARKUPS = {
    "an initial before the name": (
        "<div class='mt-6'><div class='text-lg'>{n} Komentar</div>{all}</div>",
        "<div class='flex'><div class='round'>{i}</div><div><div class='font-medium'>{name}</div><div class='text-xs'>{day}"
        " Oktober 2024</div><div class='mt-1'>{text}</div></div></div>",
    ),
    "name and time without a blank": (
        "<div class='block'><h2>Ada {n} Komentar untuk Berita Ini</h2><ol class='comments'><li>{all}</li></ol></div>",
        "<div class='isi'><strong class='user-nick'><a href='#'>{name}</a></strong><span class='time-stamp'>{day} Okt 2024,"
        " 09:15:32 WIB</span><div class='kata'><p>{text}</p></div></div>",
    ),
    "name, comma and time in one line": (
        "<div class='alert'>Ada {n} Komentar</div><ul class='media-list'><li>{all}</li></ul>",
        "<li class='media'><div class='media-body'><strong><a href='#'>{name}</a></strong>, <span>{day} Oktober 2024,"
        " 09:15:32 WIB</span><br>{text}</div></li>",
    ),
    "words about the clock": (
        "<div class='ruang'><h4>{n} Tanggapan</h4>{all}</div>",
        "<div class='media-komentar'><h5>{name}</h5><small>{day} Oktober 2024 pukul 09.15 WIB</small><div>"
        "<p>{text}</p></div><a href='#'>Balas</a></div>",
    ),
    "tables": (
        "<div class='kotak'><h3>Semua Komentar</h3>{all}</div>",
        "<table><thead><tr><th><i></i> {name} <code>(Administrator)</code></th></tr></thead><tbody><tr><td><font><small>{day}"
        " Oktober 2024 09:15:32</small></font><br />{lines}</td></tr></tbody></table>",
    ),
    "a button beside the time": (
        "<div class='ruang'><h4><span>{n}</span> Komentar</h4><div class='daftar'>{all}</div></div>",
        "<div class='butir'><div class='foto'><img src='/x.jpg'></div><div class='kanan'><h5>{name}</h5><div class='kecil'>{day}"
        " Oktober 2024 <a href='#'><i></i>Balas</a></div><p>{text}</p></div></div>",
    ),
    "words before the name": (
        "<div class='ruang'><h3><span>{n}</span> komentar</h3><ul>{all}</ul></div>",
        "<li><span class='kapan'>{day} Oktober 2024 09:15</span><span class='siapa'>diposting oleh {name}</span>"
        "<p>{text}</p></li>",
    ),
    "the role behind the name": (
        "<div class='ruang'><h3>{n} tanggapan</h3><ul>{all}</ul></div>",
        "<li><div class='siapa'><i></i>{name}<span> Penulis</span></div><div class='kapan'>{day} Oktober 2024 pada 09:15</div>"
        "<section><p>{text}</p></section></li>",
    ),
    "words behind an element of name and time": (
        "<div class='ruang'><h4>{n} komentar</h4>{all}</div>",
        "<div class='butir'><img src='/u.png' alt='Foto'><div class='kata'><span class='akun'>{name}<span class='kanan'>{day}"
        " Okt 2024 09:15 WIB</span></span>{text}</div></div>",
    ),
    "a zone and a reply behind the time": (
        "<div class='ruang'><h4>{n} komentar</h4>{all}</div>",
        "<div class='butir'><div class='atas'><b>{name}</b>, <span>{day} Oktober 2024 09:15</span> WIB <a href='#f'>Balas</a></div>"
        "<div>{text}</div></div>",
    ),
    "a reply in words of its own": (
        "<div class='ruang'><p>{n} komentar</p>{all}</div>",
        "<div class='butir'><p class='kepala'><b>{name}</b> &nbsp;<i>{day} Okt 2024 &middot; 09:15</i></p><div><p>{text}</p></div>"
        "<a class='comment-reply-link' href='?replytocom=7#respond'>Sahuti</a></div>",
    ),
    "several controls in one line": (
        "<div class='ruang'><h4>{n} komentar</h4>{all}</div>",
        "<div class='butir'><div><div>{name}</div><div><time datetime='2024-10-{day}T09:15:00+07:00'>{day} Oktober 2024</time></div>"
        "</div><div>{text}</div><div><a><span>0</span> Suka</a> <a>Balas</a> <a>Laporkan</a></div></div>",
    ),
    "the beginning of the name in the place of a picture, and votes": (
        "<div class='taglib-discussion'><h3>{n} Komentar</h3>{all}</div>",
        "<article class='entri'><div><div class='foto'><span class='bulat'>{p}</span></div><div><header><a class='author-link' href='#'>{name}"
        "</a><time title='{day} Oktober 2024'>{day} Oktober 2024 09.15</time></header><div><p>{text}</p></div><div>"
        "<button>Balas</button><span><span>0</span> (0 Suara)</span></div></div></div></article>",
    ),
    "two controls without a blank": (
        "<div class='comments' id='comments'><h4>{n} komentar:</h4><ol>{all}</ol></div>",
        "<li class='comment'><div><div><cite class='user'>{name}</cite><span></span><span><a href='#'>{day} Oktober 2024 pukul 09.15</a></span>"
        "</div><p>{text}</p><span><a href='#'>Balas</a><span><a href='#'>Hapus</a></span></span></div><div><span><a>Balasan</a></span>"
        "</div></li>",
    ),
    "a control behind the name": (
        "<div class='blog-comments'><h4>{n} Komentar</h4>{all}</div>",
        "<div class='comment'><div><h5><a href='#'>{name}</a> <a href='#' class='reply'><i></i> Balas</a></h5><time datetime='2024-10-{day}'>"
        "{day} Oktober 2024 09:15</time><p>{text}</p></div></div>",
    ),
    "its age before the time": (
        "<section id='tanggapan'><h3>{n} tanggapan</h3><div>{all}</div></section>",
        "<dl class='kata'><dt><b>{name}</b> <span>membalas Anonim</span></dt><dd><p>{text}</p></dd><dd><span>2 years lalu</span> &middot; <span>"
        "{day}/10/2024, 09:15</span> <a class='comment-reply-link' href='#'>Balas</a></dd></dl>",
    ),
    "its age alone, and a time for machines": (
        "<section><h2>Diskusi ({n})</h2><ul>{all}</ul></section>",
        "<li class='flex'><span class='bulat'>{p}</span><div><div class='flex'><p class='tebal'>{name}</p><time datetime='2024-10-{day}T09:15+07:00'>"
        "2 tahun yang lalu</time></div><p class='kata'>{text}</p><button>Balas</button></div></li>",
    ),
    "a role and the short name of a weekday": (
        "<div class='ruang'><h4>{n} komentar</h4>{all}</div>",
        "<article class='butir'><p>{name} (tidak diverifikasi) pada Kam, {day}/10/2024 - 09:15</p><a href='#'>Tautan"
        " permanen</a><p>Membalas Kapan dibuka oleh Anonim (tidak diverifikasi)</p><div><p>{text}</p></div><a href='#'>Balas</a></article>",
    ),
    "votes and a number before the name": (
        "<div class='ruang'><h4>{n} komentar</h4>{all}</div>",
        "<div class='butir'><span>+3</span><a href='#k'>#2</a> <span>{name}</span> <span>2024-10-{day} 09:15</span><div>{text}</div>"
        "<span><a href='#'>Kutip</a></span></div>",
    ),
    "a link before the time and a name behind it": (
        "<div class='ruang'><h4>{n} komentar</h4><ul>{all}</ul></div>",
        "<li><span><a href='#k'>Tautan Komentar</a></span><span>Kamis, {day} Oktober 2024 09:15</span><span>diposting oleh {name}</span>"
        "<p>{text}</p></li>",
    ),
    "lines alone": (
        "<span class=judul>Ada {n} Komentar :</span><br /><hr>{all}<b>Isi Komentar :</b>",
        "<span class=komentar><a name='{day}'><b>{name}</b></a></span><br /><span class=date>{day} Oktober 2024 - 09:15:32"
        " WIB</span><br />{lines}<hr noshade />",
    ),
}


@pytest.mark.parametrize("said", [SAID, SAID[:1], SAID[1:2], SAID[3:]], ids=["all", "one", "a date in it", "two lines"])
@pytest.mark.parametrize("name", list(MARKUPS))
def test_each_comment_has_its_author_its_time_and_its_words(name, said):
    frame, entry = MARKUPS[name]
    all_ = "".join(
        entry.format(i=who[0], p=who[:2], name=who, day=day, text=text, lines=text.replace("? ", "?<br />\n"))
        for who, day, text in said
    )
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=frame.format(n=len(said), all=all_)))
    assert article is not None
    clock = "T09:15" if "09" in entry else ""
    assert [(c.author, (c.posted_at or "")[: 10 + len(clock)], c.text) for c in article.comments] == [
        (who, f"2024-10-{day}{clock}", text) for who, day, text in said
    ]
    assert (article.body or "").count("\n\n") == 1


DATED = [
    ("Rina", "03", "Tolong lampu jalan di pasar mati sejak 3 Mei 2023"),
    ("Pak De", "04", "Tulisan ini dimuat ulang tanggal berapa? 12/03/2023 atau 2024?"),
    ("A. Tenri", "06", "Setuju, terima kasih"),
    ("Budi S.", "08", "Terima kasih infonya"),
]
"""Words that might be name and time."""


@pytest.mark.parametrize("said", [DATED, DATED[:1], DATED[1:2], DATED[:2]], ids=["all", "one", "figures", "both"])
@pytest.mark.parametrize("name", list(MARKUPS))
def test_a_short_comment_that_names_a_day_is_no_stamp(name, said):
    frame, entry = MARKUPS[name]
    all_ = "".join(entry.format(i=who[0], p=who[:2], name=who, day=day, text=text, lines=text) for who, day, text in said)
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=frame.format(n=len(said), all=all_)))
    assert article is not None
    assert [(c.author, (c.posted_at or "")[:10], c.text) for c in article.comments] == [
        (who, f"2024-10-{day}", text) for who, day, text in said
    ]


def test_what_stands_behind_a_form_that_alone_is_named_is_no_comment():
    form = "<div class='comment-respond'><form action='/kirim'><textarea name='komentar'></textarea></form><p>Nama wajib diisi</p></div>"
    said = "".join(
        f"<div><u>{who}</u> <span>{day} Oktober 2024 09:15</span><p>{text}</p></div>" for who, day, text in SAID
    )
    for few in (said, said.partition("</div>")[0] + "</div>"):
        article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"{form}<div><b>Kata pembaca</b>{few}</div>"))
        assert article is not None and article.comments == []


@pytest.mark.parametrize("named", ["wp-block-latest-comments", "recent-comments", "komentar-terbaru"])
def test_what_is_called_the_newest_comments_is_no_thread(named):
    entries = "".join(
        f"<li class='{named}__item'><footer><span class='comment-author'>{who}</span> on <a href='/lain/{day}'>Camat Buka Pasar Murah"
        f"</a><time datetime='2024-10-{day}T09:15:00+07:00'>{day} Oktober 2024</time></footer><div class='comment-text'>{text}</div></li>"
        for who, day, text in SAID
    )
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"<ol class='{named}'>{entries}</ol>"))
    assert article is not None and article.comments == []


def test_a_role_for_a_name_in_the_element_of_its_time_is_an_author():
    frame, entry = MARKUPS["words behind an element of name and time"]
    said = [("Dina Fitriani", "03", "Nomor pengaduannya sibuk terus<br>mohon ditambah petugas"),
            ("Admin", "04", "Terima kasih<br>sudah kami tambah")]  # fmt: skip
    all_ = "".join(entry.format(name=who, day=day, text=text) for who, day, text in said)
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=frame.format(n=2, all=all_)))
    assert article is not None
    assert [(c.author, c.text) for c in article.comments] == [(who, text.replace("<br>", " ")) for who, _, text in said]


def test_the_initials_of_those_who_answer_are_no_words_of_a_comment():
    entry = (
        "<div class='flex'><div class='round'>{i}</div><div class='flex-1'><div class='flex'><span>{name}</span>"
        "<span class='text-xs'>{day} Oktober 2024, 09:15</span></div><p>{text}</p><button>Balas</button>{inner}</div></div>"
    )
    (first, *answers), inner = SAID, ""
    for who, day, text in answers[1:]:
        inner += entry.format(i=who[0].upper(), name=who, day=day, text=text, inner="")
    below = entry.format(i="P", name=first[0], day=first[1], text=first[2], inner=inner)
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"<h3>Komentar (3)</h3>{below}"))
    assert article is not None
    assert [c.text for c in article.comments] == [SAID[n][2] for n in (0, 2, 3)]


@pytest.mark.parametrize("label", ["Komentar Terbaru", "Komentar Terakhir"])
def test_the_newest_comments_of_a_site_are_no_thread(label):
    entries = "".join(
        f"<li><b>{who}</b> pada <a href='#'>berita</a><br><small>{day}-10-2024 09:15:32</small><br>{text[:30]}</li>"
        for who, day, text in DATED
    )
    article = article_of(
        bare("", "<p>1 Oktober 2024</p>", below=f"</div><div><div>{label}</div><ul>{entries}</ul>{FORM}")
    )
    assert article is not None and article.comments == []


FORM = "<form action='/kirim_komentar'><input name='nama'><textarea name='isi_komentar'></textarea></form>"


@pytest.mark.parametrize("headlines", [["Apel Pagi"], ["Apel Pagi", "Hari Jadi", "Lelang"]])
def test_other_releases_with_short_headlines_are_no_comments(headlines):
    rows = "".join(
        f"<tr><td><img width='80' src='/foto/x.jpg'><a href='/berita/detail/{n}'><b>{headline}</b></a><br><span class='red'>"
        f"<i></i> Selasa, {n} Mei 2022, 11:16:04 WIB, Dibaca : 1163 Kali</span></td></tr>"
        for n, headline in enumerate(headlines, start=24)
    )
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"<p> Lainnya</p><hr><table>{rows}</table>{FORM}"))
    assert article is not None and article.comments == []


LINES = {
    "name, then time, colon and words": "<span class='j'>{name}</span><br><span class='t'>{day} Oktober 2024</span> : {text}<br>",
    "name and time, words": "<b>{name}</b> {day} Oktober 2024 09:15<br>{text}<br>",
    "time in brackets": "<b>{name}</b> ({day} Oktober 2024 09:15)<br>{text}<br><br>",
    "a comma and a colon": "<b>{name}</b>, {day} Oktober 2024 09:15 :<br>{text}<br><br>",
    "three lines and a rule": "<b>{name}</b><br><i>{day} Oktober 2024 09:15</i><br>{text}<hr>",
    "strong and small": "<strong>{name}</strong> <small>{day} Oktober 2024 09:15</small><br>{text}<br>",
    "time before name": "<i>{day} Oktober 2024 09:15</i> <b>{name}</b><br>{text}<br>",
    "a paragraph each": "<p><b>{name}</b> {day} Oktober 2024 09:15<br>{text}</p>",
    "two paragraphs each": "<p><b>{name}</b> {day} Oktober 2024 09:15</p><p>{text}</p>",
}


@pytest.mark.parametrize("frame", ["{}", "<div>{}</div>"], ids=["beside", "apart"])
@pytest.mark.parametrize("name", LINES)
def test_comments_of_lines_that_nothing_names_are_no_text(name, frame):
    all_ = "".join(LINES[name].format(name=who, day=day, text=text) for who, day, text in SAID)
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=frame.format(all_) + FORM))
    assert article is not None
    clock = "T09:15" if "09:15" in LINES[name] else ""
    assert [(c.author, (c.posted_at or "")[:16], c.text, c.parent) for c in article.comments] == [
        (who, f"2024-10-{day}{clock}", text, None) for who, day, text in SAID
    ]
    assert (article.body or "").count("\n\n") == 1


@pytest.mark.parametrize("form", [FORM, ""], ids=["form", "no form"])
@pytest.mark.parametrize("name", LINES)
def test_a_timetable_within_the_text_is_no_thread(name, form):
    rows = [
        ("Kecamatan Pesantren", "12", "Balai kelurahan, dihadiri camat."),
        ("Kecamatan Kota", "13", "Aula kantor camat."),
    ]
    text = "<p>Pemerintah daerah menggelar pelatihan bagi pelaku usaha mikro di setiap kecamatan mulai pekan depan.</p>"
    table = "".join(LINES[name].format(name=place, day=day, text=where) for place, day, where in rows)
    article = article_of(bare("", "<p>1 Oktober 2024</p>", text + table, form))
    assert article is not None and article.comments == []
    assert all(place in (article.body or "") and where in (article.body or "") for place, _, where in rows)


@pytest.mark.parametrize(
    ("label", "form"), [("<h3>Agenda</h3>", FORM), ("<h4>Agenda</h4>", ""), ("<b>Agenda</b><br>", FORM)]
)
@pytest.mark.parametrize("name", LINES)
def test_an_agenda_below_the_text_is_no_thread(name, label, form):
    rows = [("Apel Pagi", "12", "Halaman kantor."), ("Rapat Dinas", "13", "Aula kantor camat.")]
    lines = "".join(LINES[name].format(name=what, day=day, text=where) for what, day, where in rows)
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"<div>{label}{lines}</div>{form}"))
    assert article is not None and article.comments == []


@pytest.mark.parametrize("row", [
    "<li><a href='#'>{what}</a><table><tr><td>Waktu</td><td>:</td><td>{day} Oktober 2024 09:00:00</td></tr><tr>"
    "<td>Lokasi</td><td>:</td><td>Balai Desa</td></tr></table></li>",
    "<div><b>{what}</b><div>{day} Oktober 2024 09:00</div><div>Balai Desa</div><div>Terbuka untuk umum</div></div>",
])  # fmt: skip
def test_an_agenda_is_none_from_whichever_entry_on(row):
    rows = ["Apel Pagi", "Rapat Dinas", "Pasar Murah", "Kerja Bakti"]
    agenda = "".join(row.format(what=what, day=day) for day, what in enumerate(rows, start=12))
    below = f"{FORM}<div><div><h3>Agenda</h3></div><ul>{agenda}</ul></div>"
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=below))
    assert article is not None and article.comments == []


@pytest.mark.parametrize("by", ["Comment by", "Komentar oleh", "Komentar dari", "Reply from"])
def test_the_day_of_a_comment_is_none_of_publication(by):
    said = f"<div>{by} Rina Marlina &mdash; 07 Oktober 2024 pukul 04.02 WITA</div><div>Semoga lekas terlaksana.</div>"
    article = article_of(bare("", "", below=f"<div>{said}</div>"))
    assert article is None or article.published_at is None


@pytest.mark.parametrize("label", ["Hari/Tanggal", "Hari, tanggal", "Hari"])
def test_the_day_of_an_event_begins_no_comment(label):
    event = f"<p>{label} : Rabu, 16 Oktober 2024<br>Waktu : 09.00 WITA s.d. selesai<br>Tempat : Aula Kantor Camat</p>"
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"<div>{event}<p>Terima kasih.</p></div>{FORM}"))
    assert article is not None and article.comments == []


@pytest.mark.parametrize("label", ["4 thoughts on “Pelatihan Usaha Mikro Digelar”", "4 pemikiran pada “Pelatihan Usaha”"])
def test_thoughts_on_a_release_are_comments(label):
    said = "".join(
        f"<li><div><b>{who}</b> <span>berkata:</span></div><a href='#k{day}'>{day} Oktober 2024 pukul 9:15</a><p>{text}</p></li>"
        for who, day, text in SAID
    )
    below = f"<h2>Navigasi pos</h2><div><a href='/lain-sekali'>Camat Buka Pasar Murah</a></div><h5>{label}</h5><ol>{said}</ol>"
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=below))
    assert article is not None and "Navigasi" not in (article.body or "")
    assert [(c.author, c.text) for c in article.comments] == [(who, text) for who, _, text in SAID]


def test_thoughts_that_nobody_counts_are_a_heading_of_the_text():
    below = "<h3>Pemikiran tentang pembangunan desa</h3><p>Desa perlu jalan yang baik agar hasil panen lekas sampai di pasar.</p>"
    article = article_of(bare("", "<p>1 Oktober 2024</p>", text=TEXT + below))
    assert article is not None and "Pemikiran tentang pembangunan desa\n\nDesa perlu jalan" in (article.body or "")


@pytest.mark.parametrize("few", [1, 4])
@pytest.mark.parametrize("number", ["{}. ", "{}) "])
def test_the_numbers_of_comments_are_no_names(few, number):
    said = "".join(
        f"<div><h4>{number.format(n)}{who} -- {day} Oktober 2024 09:15</h4><p>{text}</p></div>"
        for n, (who, day, text) in enumerate(SAID[:few], start=1)
    )
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"<div><h3>Komentar</h3>{said}</div>"))
    assert article is not None and [c.author for c in article.comments] == [who for who, _, _ in SAID[:few]]


def test_what_somebody_is_and_a_button_to_give_up_are_neither_names_nor_words():
    said = "".join(
        f"<div class='butir'><div class='atas'><div><a href='#' title='{who}'>Tamu - {who}</a> pada Sabtu, {day} Oktober 2024 10:10"
        f"</div></div><div><div class='isi'>{text}</div><div class='kaki'><span><i></i> <b>0</b></span><span><a href='#' class='hide'>"
        "Batal</a> <a href='#'>Balas</a></span></div></div></div>"
        for who, day, text in SAID
    )
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"<div class='ruang'><h4>4 Komentar</h4>{said}</div>"))
    assert article is not None and [(c.author, c.text) for c in article.comments] == [(who, text) for who, _, text in SAID]


def test_what_stands_behind_a_list_of_comments_is_none_of_the_last():
    said = "".join(f"<dt>{day} Oktober 2024, 09.15 - {who}</dt><dd>{text}</dd>" for who, day, text in SAID)
    below = f"<div><h3>Komentar:</h3><dl>{said}</dl></div><div><a href='/feed/'><i></i><span>Feed RSS</span></a></div>"
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=below))
    assert article is not None and [(c.author, c.text) for c in article.comments] == [(who, text) for who, _, text in SAID]


def test_a_box_that_a_heading_calls_something_else_is_no_thread():
    said = "".join(
        f"<div class='pesan'><div class='atas'><span>{who}</span><span>{day} Okt 09:15</span></div><div>{text}</div></div>"
        for who, day, text in SAID
    )
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"<div class='kotak'><h3>Obrolan</h3>{said}</div>"))
    assert article is not None and article.comments == []


@pytest.mark.parametrize(
    "below_form",
    ["", "<div class='sidebar-body'><form action='/kirim'><label>Nama</label><textarea name='komentar'></textarea></form></div>"],
)
def test_a_form_in_a_box_of_the_sidebars_kind_ends_no_thread(below_form):
    form = f"<div class='sidebar-card'><div class='sidebar-header'>Tinggalkan Komentar</div>{below_form}</div>"
    all_ = "".join(
        f"<div class='kartu'><div class='nama'>{who}</div><div class='hari'>{day} Okt 2024, 09:15</div><p>{text}</p></div>"
        for who, day, text in SAID
    )
    thread = f"<div id='komentar'><h3>{len(SAID)} Komentar</h3>{form}<div>{all_}</div></div>"
    widget = "<div class='sidebar-card'><div class='sidebar-header'>Berita Terbaru</div><p>Pasar Murah Dibuka</p><p>3 Oktober 2024</p></div>"
    for behind in ("", widget):
        article = article_of(bare("", "<p>1 Oktober 2024</p>", below=thread + behind))
        assert article is not None and [c.text for c in article.comments] == [text for _, _, text in SAID]


@pytest.mark.parametrize(("stamp", "age", "day"), [
    ("2024-10-03T09:15:00+07:00", "2 tahun yang lalu", "2024-10-03"),
    ("2024-10-03T09:15:00+07:00", "3 years ago", "2024-10-03"),
    ("2019-10-17T01:56:06+00:00", "2 tahun yang lalu", None),
    ("2019-10-17T01:56:06+00:00", "2 months ago", None),
])  # fmt: skip
def test_a_stamp_that_its_age_belies_is_none(stamp, age, day):
    all_ = "".join(
        f"<li><h4>{who}</h4><div><a href='#'><time datetime='{stamp}'>{age}</time></a></div><p>{text}</p></li>"
        for who, _, text in SAID
    )
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"<div id='comments'><h3>Komentar</h3><ul>{all_}</ul></div>"))
    assert article is not None and [c.text for c in article.comments] == [text for _, _, text in SAID]
    assert {c.posted_at and c.posted_at[:10] for c in article.comments} == {day}
    assert {c.posted_raw for c in article.comments} == {stamp}
