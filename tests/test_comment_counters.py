"""What looks like a thread of comments below an article and is none: nothing of it may be read; and who answers whom."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_comment_shapes import SAID
from tests.test_generic_reading import article_of, bare
from tests.test_generic_threads import FORM

ENTRY = "<div class='e'><b>{name}</b> <small>{day} Oktober 2024 09:15</small><p>{text}</p></div>"
ELSEWHERE = (
    "<li><b>{name}</b> <small>{day} Oktober 2024 09:15</small><p>{text}</p><a href='/berita/{day}/lain'>Camat Buka Pasar Murah Hari ke-{day}</a></li>"
)


def entries(entry: str, said=SAID) -> str:
    return "".join(entry.format(name=who, day=day, text=text) for who, day, text in said)


NONE = {
    "testimonials": f"<section><h3>Testimoni</h3>{entries(ENTRY)}</section>",
    "what they say": f"<section><h2>Apa Kata Mereka</h2>{entries(ENTRY)}</section>",
    "a guest book": f"<div class='box'><h4>Buku Tamu</h4>{entries(ENTRY)}</div>",
    "a chat": f"<div class='chat'><h4>Obrolan Warga</h4>{entries(ENTRY)}<input name='pesan'></div>",
    "complaints": f"<div class='box'><h4>Pengaduan Terbaru</h4>{entries(ENTRY)}</div>",
    "a poll": "<div class='poll'><h4>Jajak Pendapat</h4><p>Bagaimana layanan kami?</p><ul><li>Baik <b>31</b></li><li>Cukup <b>4</b></li></ul><small>Sejak 3 Oktober 2024 09:15</small></div>",
    "the newest comments of others": f"<div class='box'><h4>Komentar Terbaru</h4><ul>{entries(ELSEWHERE)}</ul></div>",
    "comments of others, called comments": f"<div class='box'><h4>Komentar</h4><ul>{entries(ELSEWHERE)}</ul></div>",
    "comments of others, named": f"<div class='comments'><ul>{entries(ELSEWHERE)}</ul></div>",
    "one comment of another": f"<div class='box'><h4>Komentar</h4><ul>{entries(ELSEWHERE, SAID[:1])}</ul></div>",
    "a box of Disqus": "<div id='disqus_thread'></div><noscript>Please enable JavaScript to view the <a href='https://disqus.com/?ref_noscript'>comments</a></noscript>",
    "a box of Facebook": "<h4>Komentar Facebook</h4><div class='fb-comments' data-href='https://x.go.id/a' data-numposts='5'></div><div class='next'><a href='/berita/8/x'>Apel Pagi di Halaman Kantor Bupati</a> <span>3 Oktober 2024 09:15</span></div>",
    "an empty thread": "<h4>Komentar (0)</h4><p>Belum ada komentar. Jadilah yang pertama!</p>",
    "an empty thread above other releases": (
        "<h4>0 Komentar</h4><p>Belum ada komentar</p><h4>Berita Lainnya</h4>"
        + entries("<div class='b'><a href='/berita/{day}/x'>Camat {name} Buka Pasar Murah</a><small>{day} Oktober 2024 09:15</small><p>{text}</p></div>")
    ),
    "a form and other releases": (
        "<h4>Tulis Komentar</h4><form><input name='nama'><textarea name='komentar'></textarea></form>"
        + entries("<div class='b'><h5><a href='/berita/{day}/x'>Camat {name} Buka Pasar Murah</a></h5><small>{day} Oktober 2024 09:15</small><p>{text}</p></div>")
    ),
    "a counter alone": "<div class='info'><span>Komentar (3)</span><span>3 Oktober 2024 09:15</span><span>Dibaca 31 kali</span></div>",
    "changes": "<section><h4>Riwayat Perubahan</h4>" + entries("<div class='r'><b>{name}</b> <small>{day} Oktober 2024 09:15</small><p>memperbarui berita</p></div>") + "</section>",
    "files": "<section><h4>Unduhan</h4>" + entries("<div class='f'><b>{name}</b> <small>{day} Oktober 2024 09:15</small><p><a href='/unduh/{day}'>{text}</a></p></div>") + "</section>",
}


@pytest.mark.parametrize("form", ["", FORM], ids=["", "form"])
@pytest.mark.parametrize("shape", NONE)
def test_what_is_no_comment_of_the_article_is_not_read(shape, form):
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=NONE[shape] + form))
    assert article is not None
    assert [(c.author, c.text) for c in article.comments] == []


CANONICAL = "<link rel='canonical' href='https://x.go.id/berita/7/judul'>"


@pytest.mark.parametrize(
    ("to", "number"),
    [("/berita/{day}/lain#tanggapan-5", 0), ("/berita/{day}/lain#comment-5", 0), ("#comment-{day}", 4)],
)
def test_the_article_that_a_comment_names_is_the_page_s_own(to, number):
    entry = f"<div class='e'><h5><a href='{to}'>Pelatihan Usaha Mikro Digelar</a></h5>" + ENTRY.partition(">")[2]
    article = article_of(bare(CANONICAL, "<p>1 Oktober 2024</p>", below=f"<h4>Komentar</h4>{entries(entry)}"))
    assert article is not None
    assert len(article.comments) == number


ONE = "<div class='isi'><b>{name}</b> <small>{day} Oktober 2024 09:15</small><p>{text}</p><a href='#'>Balas</a></div>"
THREADS = {
    "lists": ("<ul>{0}</ul>", "<li class='k'>{one}{inner}</li>", "<ul>{0}</ul>"),
    "ordered lists": ("<ol>{0}</ol>", "<li>{one}{inner}</li>", "<ol class='children'>{0}</ol>"),
    "boxes": ("<div>{0}</div>", "<div class='k'>{one}<div class='anak'>{inner}</div></div>", "{0}"),
    "quotations": ("<div>{0}</div>", "<div class='k'>{one}{inner}</div>", "<blockquote>{0}</blockquote>"),
    "tables": ("<div>{0}</div>", "<table class='k'><tr><td>{one}{inner}</td></tr></table>", "{0}"),
    "boxes behind, indented": ("<div>{0}</div>", "<div class='k'>{one}</div>{inner}", "<div class='indented'>{0}</div>"),
    "articles in the content": ("<div>{0}</div>", "<article class='media'><div class='gambar'></div><div class='media-content'>{one}{inner}</div></article>", "{0}"),
}


@pytest.mark.parametrize("shape", THREADS)
def test_who_answers_whom(shape):
    frame, entry, nest = THREADS[shape]

    def printed(which: int, inner: str = "") -> str:
        who, day, text = SAID[which]
        return entry.format(one=ONE.format(name=who, day=day, text=text), inner=nest.format(inner) if inner else "")

    all_ = printed(0, printed(1) + printed(2)) + printed(3)
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"<h4>4 Komentar</h4>{frame.format(all_)}"))
    assert article is not None
    assert [(c.author, c.text, c.parent) for c in article.comments] == [
        (SAID[at][0], SAID[at][2], parent) for at, parent in ((0, None), (1, 0), (2, 0), (3, None))
    ]


PIECES = [
    "<b>Lia</b>", "Lia", "<a href='#'>Balas</a>", "<a>Suka</a><a>Simpan</a>", "<span>3 Oktober 2024</span>", "09:15 WIB", "<br>",
    "<time datetime='2024-10-03T09:15:00+07:00'></time>", "<time>2 hari lalu</time>", "ok", "<p>Kapan dibuka?</p>", " · ", "</div><div>",
    "<small title='1727921700'>baru saja</small>", "Nama :", "<td>", "<form><textarea></textarea>Nama</form>", "<hr>", "Jawaban Admin:",
    "<i class='material-icons'>reply</i>", "<div style='display:none'>x</div>", "4 Mei 2024: ya", "<ul><li>", "</li></ul>", "\u200b", "warga@x.example",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25))
@settings(max_examples=60, deadline=None)
def test_no_markup_of_a_thread_is_beyond_reading(pieces):
    article = article_of(bare("", "<p>1 Oktober 2024</p>", below=f"<h4>Komentar</h4><div>{''.join(pieces)}</div>"))
    assert article is not None
    assert all(comment.author and comment.text for comment in article.comments)
