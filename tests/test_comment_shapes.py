"""Threads of comments in shapes that no theme known to us prints: name, time, words and controls in every order."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from tests.test_generic_reading import article_of, bare

SAID = [
    ("Lia", "03", "Kapan giliran desa kami?"),
    ("Pak RT 04", "05", "Sudah lapor tgl 3 Mei 2024 tapi belum ada tindak lanjut."),
    ("H. Usman", "07", "ok"),
    ("Admin Kominfo", "09", "Mohon ditunggu, jadwalnya segera kami umumkan."),
]
REPLY = "<form {0}><label>Nama</label><input name='n'><label>E-mail</label><input name='e'><label>Balasan</label><textarea name='b'></textarea><p>Kolom bertanda * wajib diisi</p><button>Kirim</button></form>"
SHAPES = {
    "controls before the time in the last line": (
        "<article class='m'><div><p><strong>{name}</strong><br>{text}<br><small><a href='#k'>Suka</a> · <a href='#k'>Balas</a> · {day} Oktober 2024"
        " 09:15</small></p></div></article>"
    ),
    "a link to itself and a rating below the words": (
        "<div class='m' id='c{n}'><h4>{name} <small>{day} Oktober 2024 09:15</small></h4><p>{text}</p><a href='#c{n}'>Link</a> | <a href='#balas{n}'>Reply</a>"
        "<div class='nilai'><span>Currently unrated</span></div></div>"
    ),
    "the same, without links": (
        "<div class='m'><b>{name}</b><p>{text}</p><small>Suka · Balas · {day} Oktober 2024 09:15</small></div>"
    ),
    "the same, of unknown words": (
        "<div class='m'><b>{name}</b><p>{text}</p><small><a href='#k'>Dukung</a> · <a href='#k'>Sahuti</a> · {day} Oktober 2024 09:15</small></div>"
    ),
    "controls behind the time, with counts": (
        "<div class='m'><b>{name}</b><p>{text}</p><small>{day} Oktober 2024 09:15 · <a>Suka ({n})</a> · <a>Balas</a> · <span>👍 {n}</span></small></div>"
    ),
    "controls without a blank": (
        "<div class='m'><a class='author'>{name}</a><div><span>{day} Oktober 2024 09:15</span><div><i></i>{n} suka</div></div><div>{text}</div>"
        "<div><a class='r'>Balas</a><a>Simpan</a><a>Sembunyikan</a></div></div>"
    ),
    "controls without a blank, behind the words": (
        "<div class='m'><h5>{name}</h5><i>{day} Oktober 2024 09:15</i><div>{text} <span><a href='#'>Balas</a><a href='#'>Bagikan</a><a href='#'>Simpan</a></span></div></div>"
    ),
    "controls as spans, of unknown words": (
        "<div class='m'><h5>{name}</h5><i>{day} Oktober 2024 09:15</i><p>{text}</p><div><span>Simpan</span><span>Sembunyikan</span></div></div>"
    ),
    "controls above the words": (
        "<div class='m'><h5>{name}</h5><p><a href='#'>Ubah</a> | <a href='#'>Hapus</a> | <a href='#'>Balas</a></p><i>{day} Oktober 2024 09:15</i><p>{text}</p></div>"
    ),
    "names of icons": (
        "<div class='m'><div><b>{name}</b> <i class='material-icons'>schedule</i> <span>{day} Oktober 2024 09:15</span></div><p>{text}</p>"
        "<div><i class='material-icons'>thumb_up</i> {n} <i class='material-icons'>reply</i> Balas</div></div>"
    ),
    "votes as signs": (
        "<div class='m'><div><b>{name}</b> <small>{day} Oktober 2024 09:15</small></div><p>{text}</p><div><span>▲</span><span>{n}</span><span>▼</span> <a href='#'>Jawab</a></div></div>"
    ),
    "how many answers there are": (
        "<div class='m'><b>{name}</b><time>{day} Oktober 2024 09:15</time><p>{text}</p><a href='#'>Lihat {n} balasan lainnya</a><a href='#'>Tulis balasan</a></div>"
    ),
    "time below the words, nothing else": "<div class='m'><p>{text}</p><b>{name}</b> <small>{day} Oktober 2024 09:15</small></div>",
    "words, then name and time with a dash": "<div class='m'><blockquote>{text}</blockquote><cite>— {name}, {day} Oktober 2024 09:15</cite></div>",
    "time first of all": "<div class='m'><small>{day} Oktober 2024 09:15</small><h6>{name}</h6><p>{text}</p></div>",
    "labels in the lines": (
        "<div class='m'><div>Dari: <b>{name}</b></div><div>Tanggal: {day} Oktober 2024 09:15</div><div>{text}</div></div>"
    ),
    "labels in words before": "<div class='m'><p>Nama : {name}</p><p>Waktu : {day} Oktober 2024 09:15</p><p>Komentar : {text}</p></div>",
    "labels in cells": (
        "<table class='m'><tr><td>Nama</td><td>:</td><td>{name}</td></tr><tr><td>Tanggal</td><td>:</td><td>{day} Oktober 2024 09:15</td></tr>"
        "<tr><td>Komentar</td><td>:</td><td>{text}</td></tr></table>"
    ),
    "labels as terms": (
        "<dl class='m'><dt>Pengirim</dt><dd>{name}</dd><dt>Dikirim</dt><dd>{day} Oktober 2024 09:15</dd><dt>Isi</dt><dd>{text}</dd></dl>"
    ),
    "berkata": "<div class='m'><span class='n'>{name}</span> <span>berkata:</span> <div><a href='#k'>{day} Oktober 2024 pukul 09.15</a></div><p>{text}</p></div>",
    "menulis pada": "<div class='m'><p><b>{name}</b> menulis pada {day} Oktober 2024 09:15:</p><p>{text}</p></div>",
    "oleh and pada": "<div class='m'><p>Oleh <a href='#'>{name}</a> pada {day} Oktober 2024 09:15</p><div>{text}</div></div>",
    "initials in a picture's place": (
        "<div class='m'><span class='av'>{i}</span><div><strong>{name}</strong> <span>• {day} Okt 2024, 09.15</span><p>{text}</p></div></div>"
    ),
    "a picture's words": "<div class='m'><img src='/av.png' alt='Foto {name}'><div><b>{name}</b><br><i>{day}/10/2024 09:15</i><br>{text}</div></div>",
    "a role in a line of its own": (
        "<div class='m'><div class='n'>{name}</div><div class='badge'>Warga</div><div class='w'>{day} Oktober 2024 09:15</div><p>{text}</p></div>"
    ),
    "numeric days with a weekday": "<li class='m'><b>{name}</b> <span>({day}-10-2024 09:15)</span><div>{text}</div></li>",
    "years in two figures": "<li class='m'><b>{name}</b> <span>{day}/10/24 09:15</span><div>{text}</div></li>",
    "a time for machines beside its age": (
        "<div class='m'><b>{name}</b> <span title='2024-10-{day} 09:15:00'>2 tahun yang lalu</span><p>{text}</p><a>Balas</a></div>"
    ),
    "a time for machines as data": (
        "<div class='m'><b>{name}</b> <span data-time='2024-10-{day}T09:15:00+07:00'>2 tahun lalu</span><p>{text}</p></div>"
    ),
    "a time in a title as printed": (
        "<div class='m'><b>{name}</b> <a href='#k' title='{day} Oktober 2024 09:15'>2 tahun lalu</a><p>{text}</p></div>"
    ),
    "cells side by side": (
        "<table class='m'><tr><td><b>{name}</b><br><small>{day} Oktober 2024<br>09:15</small></td><td>{text}</td></tr></table>"
    ),
    "a number before": "<li class='m'><span>#{n}</span> <b>{name}</b> <i>{day} Oktober 2024 09:15</i><p>{text}</p></li>",
    "a colon and words in one line": "<li class='m'><b>{name}</b> ({day} Oktober 2024 09:15): {text}</li>",
    "permalink and report around the time": (
        "<div class='m'><p><a href='#k'>Permalink</a> {name} — {day} Oktober 2024 09:15 <a href='/lapor'>Laporkan</a></p><p>{text}</p></div>"
    ),
    "an own title that leads nowhere": (
        "<div class='m'><b>{name}</b><span>{day} Oktober 2024 09:15</span><div class='isi'><p>{text}</p></div><div><a href='javascript:void(0)'>Tanggapi pesan ini</a></div></div>"
    ),
    "name and words in one line, time below": (
        "<div class='m'><div><a href='/profil/{n}'>{name}</a> <span>{text}</span></div><div><a>Suka</a> · <a>Balas</a> · <span>{day} Oktober 2024 09:15</span></div></div>"
    ),
    "a bubble": "<div class='m'><b>{name}</b><p>{text}</p><span class='jam'>{day}/10/2024, 09.15</span></div>",
    "english": "<div class='m'><h4>{name} says:</h4><div><a href='#k'>October {day}, 2024 at 9:15 am</a> <a href='#'>Edit</a></div><p>{text}</p><a href='#r'>Reply ↓</a></div>",
    "a day in pieces": "<div class='m'><div><b>{day}</b> <span>Okt</span> <span>2024</span> <small>09:15</small></div><h5>{name}</h5><p>{text}</p><a>Balas</a></div>",
    "pipes": "<li class='m'><div>{name} | {day}-10-2024 | 09:15 | Balas</div><div>{text}</div></li>",
    "a legend": "<fieldset class='m'><legend>{name} - {day} Oktober 2024 09:15</legend>{text}</fieldset>",
    "name, colon, words, time": "<p class='m'><b>{name}</b> :<br>{text}<br><i>{day} Oktober 2024 09:15</i></p>",
    "stars": "<div class='m'><b>{name}</b> <span>★★★★☆</span><div>{day} Oktober 2024 09:15</div><p>{text}</p></div>",
    "one table for all": "<tr class='m'><td><img src='/av.png'></td><td><b>{name}</b> <small>{day} Oktober 2024 09:15</small><br>{text}</td></tr>",
    "a term and its description": "<dt><b>{name}</b> <small>{day} Oktober 2024 09:15</small></dt><dd>{text}</dd>",
    "siblings": "<h5>{name}</h5><p class='w'>{day} Oktober 2024 09:15</p><p>{text}</p>",
    "two boxes": "<div class='kepala'><b>{name}</b> <i>{day} Oktober 2024 09:15</i></div><div class='isi'>{text}</div>",
    "a weekday and a zone": "<div class='m'><strong>{name}</strong><br><em>Diposting {day} Oktober 2024 | 09:15 WIB</em><p>{text}</p></div>",
    "posted by": "<div class='m'><p>{text}</p><p class='kaki'>Dikirim oleh <b>{name}</b> pada {day} Oktober 2024 pukul 09.15 WIB | <a href='#'>Laporkan</a></p></div>",
    "an answer without a time": "<div class='m'><b>{name}</b> <i>{day} Oktober 2024 09:15</i><p>{text}</p><div class='j'><b>Jawaban Admin:</b><p>Terima kasih atas pertanyaannya.</p></div></div>",
    "a quotation in the words": "<div class='m'><b>{name}</b> <i>{day} Oktober 2024 09:15</i><div>{text}</div><ul><li><a href='#'>Kutip</a></li><li><a href='#'>Balas</a></li><li>{n} suka</li></ul></div>",
    "a menu of controls": "<div class='m'><div class='dropdown'><a href='#' class='t'>⋮</a><ul><li><a href='#'>Laporkan</a></li><li><a href='#'>Sembunyikan</a></li></ul></div><b>{name}</b><i>{day} Oktober 2024 09:15</i><p>{text}</p></div>",
    "day, time of day and zone in elements of their own": (
        "<div class='m'><b>{name}</b> <span><i></i> Kamis, {day} Oktober 2024</span> <span><i></i> 09:15:00 WIB</span><div>{text}</div></div>"
    ),
    "the same, below each other": (
        "<div class='m'><b>{name}</b><ul><li>{day} Oktober 2024</li><li>Pukul 09:15 WIB</li><li><a href='#'>Balas</a></li></ul><div>{text}</div></div>"
    ),
    "a verified reader": "<div class='m'><b>{name}</b> <span class='cek'>✔ Terverifikasi</span><div>{day} Oktober 2024 09:15</div><p>{text}</p></div>",
    "time on the whole": "<div class='m'><b>{name}</b> <time datetime='2024-10-{day}T09:15:00+07:00' title='x'>2 th</time><p>{text}</p><button>Suka</button></div>",
    "behind a bullet": "<div class='m'><p><span>{name}</span> <span>&bull;</span> <span>{day} Oktober 2024 09:15</span> <span>&bull;</span> <a>Balas</a></p><p>{text}</p></div>",
    "age in brackets": "<div class='m'><b>{name}</b> <i>{day} Oktober 2024 09:15 (2 tahun yang lalu)</i><p>{text}</p></div>",
    "a title of its own": "<div class='m'><h4><a href='#komentar-{n}'>{text}</a></h4><p>oleh <b>{name}</b>, {day} Oktober 2024 09:15</p><div>{text}</div></div>",
    "controls before the words in a float": "<div class='m'><div style='float:right'><a href='#'>Balas</a> <span>{n}</span> <a href='#'>Suka</a></div><div><b>{name}</b></div><div>{day} Oktober 2024 09:15</div><div>{text}</div></div>",
    "svg and counts": "<div class='m'><p><b>{name}</b></p><p>{text}</p><p><svg></svg> {n} <svg></svg> {n} balasan <small>{day} Oktober 2024 09:15</small></p></div>",
    "edited": "<div class='m'><b>{name}</b><div><span>{day} Oktober 2024 09:15</span> <span>(diedit)</span></div><p>{text}</p></div>",
    "edited below the name": "<div class='m'><h5>{name}</h5><div><span>{day} Oktober 2024 09:15</span> · <em>Disunting</em></div><p>{text}</p></div>",
    "pinned": "<div class='m'><div>📌 Disematkan</div><b>{name}</b> <i>{day} Oktober 2024 09:15</i><p>{text}</p></div>",
    "the address of a computer": "<div class='m'><b>{name}</b> <small>IP: 36.68.xxx.xxx</small><br><i>{day} Oktober 2024 09:15</i><p>{text}</p></div>",
    "a mail address in a line": "<div class='m'><div><b>{name}</b></div><div>warga@contoh.example</div><div>{day} Oktober 2024 09:15</div><p>{text}</p></div>",
    "when, then who wrote": "<div class='m'><p>Pada {day} Oktober 2024 09:15, <b>{name}</b> menulis:</p><p>{text}</p></div>",
    "who and when below, in two lines": "<div class='m'><p>{text}</p><p>Ditulis oleh {name}</p><p>Tanggal {day} Oktober 2024 09:15</p></div>",
    "quoted, then signed": "<div class='m'><p><em>{text}</em></p><p>- {name}, {day} Oktober 2024 09:15</p></div>",
    "a hidden form to answer": "<div class='m'><b>{name}</b> <i>{day} Oktober 2024 09:15</i><p>{text}</p><a href='#'>Balas</a>" + REPLY.format("style='display:none'") + "</div>",
    "a form to answer": "<div class='m'><b>{name}</b> <i>{day} Oktober 2024 09:15</i><p>{text}</p><a href='#'>Balas</a>" + REPLY.format("") + "</div>",
    "a hidden box to report": "<div class='m'><b>{name}</b> <i>{day} Oktober 2024 09:15</i><p>{text}</p><div class='modal'><h5>Laporkan komentar</h5><p>Pilih alasan Anda</p></div></div>",
    "who liked it": "<div class='m'><b>{name}</b> <i>{day} Oktober 2024 09:15</i><p>{text}</p><div><a href='#'>Suka</a> <a href='#'>Balas</a></div><div>{n} orang menyukai ini</div></div>",
    "a picture with words": "<div class='m'><div><img src='/u.png' alt='x'></div><div><b>{name}</b> <i>{day} Oktober 2024 09:15</i></div><div>{text}</div><div><img src='/foto/k.jpg'></div></div>",
    "the name twice": "<div class='m'><a href='#'>{name}</a><div><h6>{name}</h6><i>{day} Oktober 2024 09:15</i><p>{text}</p></div></div>",
    "a deep nest": "<div class='m'><div><div><div><span><b>{name}</b></span></div><div><span>{day} Oktober 2024</span><span> | </span><span>09:15 WIB</span></div></div><div><div><p>{text}</p></div></div></div><div><div><a href='#'>Balas</a></div></div></div>",
    "words in a cell below": "<table class='m'><tr><th>{name}</th><td>{day} Oktober 2024 09:15</td></tr><tr><td colspan='2'>{text}</td></tr></table>",
    "a list of facts": "<ul class='m'><li>Oleh: {name}</li><li>{day} Oktober 2024, 09:15</li><li>{text}</li></ul>",
    "an address of the comment": "<div class='m'><b>{name}</b> <a href='/berita/7/judul#komentar-{n}'>{day} Oktober 2024 09:15</a> <a href='/berita/7/judul#komentar-{n}'>#</a><p>{text}</p></div>",
    "in answer to": "<div class='m'><b>{name}</b> <i>{day} Oktober 2024 09:15</i><div>Membalas <a href='#k'>@Rina</a></div><p>{text}</p></div>",
}
FRAMES = {
    "label": "<section><h4>Komentar ({n})</h4>{all}</section>",
    "form first": "<section><h4>Tulis Komentar</h4><form><input name='nama'><textarea name='komentar'></textarea></form><h4>{n} Komentar</h4>{all}</section>",
    "named": "<div class='comments'>{all}<form><textarea name='isi'></textarea></form></div>",
    "below other releases": (
        "<div class='related'><h4>Berita Terkait</h4><ul><li><a href='/berita/8/apel'>Apel Pagi di Halaman Kantor</a> 2 Oktober 2024</li><li>"
        "<a href='/berita/9/hari'>Hari Jadi Kabupaten Dirayakan</a></li></ul></div><section><h4>{n} Komentar</h4>{all}</section>"
    ),
    "a table": "<h4>{n} Komentar</h4><table><tbody>{all}</tbody></table>",
    "terms": "<h4>{n} Komentar</h4><dl>{all}</dl>",
    "a tab": "<ul class='nav'><li><a href='#a'>Lampiran</a></li><li><a href='#k'>Komentar</a></li></ul><div id='k' class='tab-pane'><h5>Komentar</h5>{all}</div>",
}


TOLD_BY_THEIR_NUMBER = ("the same, of unknown words", "controls as spans, of unknown words", "a role in a line of its own")
"""Shapes with words that only their being at every comment shows to be nobody's."""
FRAME_OF = {"one table for all": "a table", "a term and its description": "terms"}
OFTEN = ("controls before the time in the last line", "controls without a blank", "labels in cells", "berkata")


def printed(entry: str, frame: str, said=SAID) -> str:
    each = [
        entry.format(name=who, day=day, text=text, n=(number * 3) % 4, i="".join(word[0] for word in who.split()[:2]))
        for number, (who, day, text) in enumerate(said)
    ]
    return FRAMES[frame].format(n=len(said), all="".join(each))


def reads(below: str, said=SAID) -> None:
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=below))
    assert article is not None
    assert [(c.author, (c.posted_at or "")[:16], c.text) for c in article.comments] == [
        (who, f"2024-10-{day}T09:15", text) for who, day, text in said
    ]
    assert (article.body or "").count("\n\n") == 1


@pytest.mark.parametrize("shape", SHAPES)
def test_name_time_and_words_are_told_apart(shape):
    reads(printed(SHAPES[shape], FRAME_OF.get(shape, "label")))


@pytest.mark.parametrize("said", [SAID[1:2], SAID[2:3], SAID[1:3]], ids=["a day", "short", "two"])
@pytest.mark.parametrize("shape", [name for name in SHAPES if name not in TOLD_BY_THEIR_NUMBER])
def test_few_comments_are_read_as_many(shape, said):
    reads(printed(SHAPES[shape], FRAME_OF.get(shape, "label"), said), said)


@pytest.mark.parametrize("frame", [name for name in FRAMES if name not in FRAME_OF.values()])
@pytest.mark.parametrize("shape", OFTEN)
def test_a_thread_is_read_wherever_it_stands(shape, frame):
    reads(printed(SHAPES[shape], frame))


@pytest.mark.parametrize("digits", ["", "000"], ids=["seconds", "thousandths"])
def test_an_instant_in_figures_beside_an_age_is_the_time(digits):
    below = (
        f"<h4>1 Komentar</h4><div class='m'><b>Lia</b> <span data-timestamp='1727921700{digits}'>2 tahun lalu</span><p>ok</p></div>"
    )
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=below))
    assert [(c.author, c.posted_at, c.text) for c in article.comments] == [("Lia", "2024-10-03T02:15:00+00:00", "ok")]


def test_a_control_word_that_somebody_writes_in_a_sentence_stays():
    said = [("Lia", "03", "Saya suka, tolong balas"), ("Suka Maju", "05", "Bagikan dong"), ("Edi", "07", "Kapan dijawab?")]
    for shape in ("controls without a blank", "controls before the time in the last line", "berkata"):
        reads(printed(SHAPES[shape], "label", said), said)


def test_what_several_say_alike_is_theirs():
    said = [("Lia", "03", "Setuju"), ("Ani", "05", "Setuju"), ("Edi", "07", "Setuju")]
    for shape in ("controls without a blank", "a bubble", "labels in cells"):
        reads(printed(SHAPES[shape], "label", said), said)


@pytest.mark.parametrize("words", ["{0}<br>{1}", "<p>{0}</p><p>{1}</p>", "<div>{0}</div><div>{1}</div>"])
def test_a_line_that_several_write_alike_is_theirs(words):
    thanks = [(who, day, words.format(text, "Terima kasih")) for who, day, text in SAID]
    below = printed("<div class='m'><b>{name}</b> <i>{day} Oktober 2024 09:15</i><div class='isi'>{text}</div></div>", "label", thanks)
    reads(below, [(who, day, f"{text} Terima kasih") for who, day, text in SAID])


def test_one_may_have_written_all():
    said = [("Admin Kominfo", "03", "Terima kasih"), ("Admin Kominfo", "05", "Siap, Pak"), ("Admin Kominfo", "07", "Baik")]
    for shape in ("controls without a blank", "controls before the time in the last line", "berkata", "a bubble", "menulis pada"):
        reads(printed(SHAPES[shape], "label", said), said)


FLAT = {
    "siblings": SHAPES["siblings"],
    "lines": "<b>{name}</b> {day} Oktober 2024 09:15<br>{text}<br>",
}
TAILS = [
    "<p>Silakan masuk untuk berkomentar.</p>",
    "<p>Anda harus login untuk mengirim komentar</p>",
    "<p><a href='?cpage=2'>Lainnya</a></p>",
    "<div><a href='?halkomentar=2'>2</a> <a href='?halkomentar=2'>Berikutnya »</a></div>",
    "<p>Komentar ditutup.</p>",
    "<p>Komentar menjadi tanggung jawab pengirimnya.</p>",
]


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("shape", FLAT)
def test_what_stands_behind_the_last_comment_is_none_of_it(shape, tail):
    reads(printed(FLAT[shape], "label").replace("</section>", f"{tail}</section>"))


@pytest.mark.parametrize(
    ("age", "day"),
    [
        ("2 hari yang lalu", "2026-11-25"),
        ("3 jam lalu", "2026-11-27T06:30"),
        ("Kemarin, 09:15", "2026-11-26T09:15"),
        ("hari ini 08:00", "2026-11-27T08:00"),
        ("seminggu lalu", ""),
        ("sebulan yg lalu", ""),
        ("1 year ago", ""),
        ("a day ago", "2026-11-26"),
        ("yesterday", "2026-11-26"),
        ("sekitar 2 jam lalu", "2026-11-27T07:30"),
        ("lebih dari setahun lalu", ""),
        ("baru saja", ""),
        ("beberapa detik yang lalu", ""),
        ("2 bln lalu", ""),
        ("Kam, 03 Okt 2024", "2024-10-03"),
    ],
)
@pytest.mark.parametrize("entry", ["<b>{name}</b> <span>{age}</span><p>{text}</p><a>Balas</a>", "<p>{text}</p><b>{name}</b><div>Balas · {age}</div>"])
def test_an_age_is_a_time_and_no_name(entry, age, day):
    words = [("Lia", "ok"), ("Pak RT 04", "Kapan giliran desa kami?")]
    all_ = "".join(f"<div class='m'>{entry.format(name=name, text=text, age=age)}</div>" for name, text in words)
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"<h4>Komentar</h4>{all_}"))
    assert [(c.author, (c.posted_at or "")[: len(day) or None], c.text) for c in article.comments] == [
        (name, day, text) for name, text in words
    ]
