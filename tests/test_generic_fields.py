"""Labels beside a headline or a text, in every dress: which day and time they give a release, and which they do not."""

# ruff: noqa: E501  # markup is kept as it is printed
from __future__ import annotations

import pytest

from crawler.structure.labels import Kind, kind_of
from tests.test_generic_reading import article_of

TEXT = (
    "<p>Pemerintah kabupaten menggelar pelatihan bagi pelaku usaha mikro di aula kantor bupati, Senin (30/9/2024) pukul 09.00 WIB.</p>"
    "<p>Peserta yang hadir berasal dari sepuluh kecamatan dan mendapat sertifikat pada akhir acara.</p>"
)
SHORT = "<p>Kantor bupati tutup dan buka kembali pada Senin pagi.</p>"
DAY, WIB, WITA = "2024-10-02", "2024-10-02T13:01:00+07:00", "2024-10-02T13:01:00+08:00"


def page(below: str = "", above: str = "", behind: str = "", text: str = TEXT, *, in_box: bool = True) -> bytes:
    held = f"<div>{text}</div>" if in_box else text
    return (
        "<html><head><title>Pelatihan Usaha Mikro Digelar - Situs</title></head><body><div class='atas'>Sabtu, 28 November 2026"
        f" <span id='jam'>21:07:41</span></div><div id='utama'>{above}<h1>Pelatihan Usaha Mikro Digelar</h1>{below}{held}{behind}</div></body></html>"
    ).encode()


def said(text: str) -> str:
    return text.replace("</p><p>", "\n\n").removeprefix("<p>").removesuffix("</p>")


Cells = tuple[tuple[str, str], ...]


def boxes(*cells: tuple[str, str]) -> str:
    return "<div class='baris'>" + "".join(f"<div class='kotak'><div><p class='kecil'>{a}</p><p>{b}</p></div></div>" for a, b in cells) + "</div>"


def values_first(*cells: tuple[str, str]) -> str:
    return "".join(f"<div><div class='nilai'>{b}</div><div class='nama'>{a}</div></div>" for a, b in cells)


def definitions(*cells: tuple[str, str]) -> str:
    return "<dl>" + "".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in cells) + "</dl>"


def rows(*cells: tuple[str, str]) -> str:
    return "<table>" + "".join(f"<tr><td>{a}</td><td>:</td><td>{b}</td></tr>" for a, b in cells) + "</table>"


def headed_rows(*cells: tuple[str, str]) -> str:
    return "<table>" + "".join(f"<tr><th>{a}</th><td>{b}</td></tr>" for a, b in cells) + "</table>"


def columns(*cells: tuple[str, str]) -> str:
    head, body = ("".join(f"<{tag}>{cell[at]}</{tag}>" for cell in cells) for at, tag in enumerate(("th", "td")))
    return f"<table><thead><tr>{head}</tr></thead><tbody><tr>{body}</tr></tbody></table>"


def spans(*cells: tuple[str, str]) -> str:
    return "<div>" + "".join(f"<span>{a}</span><span>{b}</span>" for a, b in cells) + "</div>"


def entries(*cells: tuple[str, str]) -> str:
    return "<ul>" + "".join(f"<li><strong>{a}:</strong> {b}</li>" for a, b in cells) + "</ul>"


def lines(*cells: tuple[str, str]) -> str:
    return "<p>" + "<br>".join(f"{a} : {b}" for a, b in cells) + "</p>"


def signs(*cells: tuple[str, str]) -> str:
    return "<ul>" + "".join(f"<li><i class='i' title='{a}' aria-label='{a}'></i> {b}</li>" for a, b in cells) + "</ul>"


PRINTED = (boxes, definitions, rows, headed_rows, columns, spans, entries, lines, signs)
ABOUT: dict[str, tuple[Cells, str]] = {
    "day, then time": ((("Ditulis", "Rina Kominfo"), ("Tanggal", "2 Oktober 2024"), ("Pukul", "13:01 WIB"), ("Dibaca", "3161")), WIB),
    "figures": ((("Tgl", "02/10/2024"), ("Jam", "13.01"), ("Penulis", "Rina")), WIB),
    "time first": ((("Waktu", "13.01 WITA"), ("Hari/Tanggal", "Rabu, 2 Oktober 2024"), ("Hits", "33")), WITA),
    "English": ((("Date", "2 October 2024"), ("Time", "1:01 PM"), ("Views", "33")), WIB),
    "something between": ((("Dipublikasikan", "2 Oktober 2024"), ("Kategori", "Ekonomi"), ("Waktu", "13:01 WIB")), WIB),
    "changed first": ((("Terakhir diperbarui", "5 Oktober 2024"), ("Pukul", "08.00 WIB"), ("Diposting pada", "2 Oktober 2024"), ("Pukul", "13.01 WIB")), WIB),
    "a place of a release": ((("Lokasi", "Semarang"), ("Tanggal", "2 Oktober 2024"), ("Dibaca", "33")), DAY),
}  # fmt: skip


@pytest.mark.parametrize("in_box", [True, False], ids=["text in a box", "text beside"])
@pytest.mark.parametrize("about", ABOUT)
@pytest.mark.parametrize("printed", PRINTED, ids=lambda printed: printed.__name__)
def test_day_and_time_are_read_by_their_labels_below_a_headline(printed, about, in_box):
    cells, published = ABOUT[about]
    if printed is columns and about == "changed first":
        cells = cells[:1] + cells[2:]
    article = article_of(page(printed(*cells), in_box=in_box))
    assert article is not None
    assert (article.published_at, article.body) == (published, said(TEXT))


@pytest.mark.parametrize("in_box", [True, False], ids=["text in a box", "text beside"])
@pytest.mark.parametrize("text", [TEXT, SHORT], ids=["a text", "a sentence"])
@pytest.mark.parametrize("place", ["below", "above", "behind"])
@pytest.mark.parametrize("printed", PRINTED, ids=lambda printed: printed.__name__)
def test_labels_are_no_text_wherever_they_stand(printed, place, text, in_box):
    cells = (("Penulis", "Rina Kominfo"), ("Tanggal", "2 Oktober 2024"), ("Pukul", "13:01 WIB"), ("Dibaca", "3161"))
    article = article_of(page(text=text, in_box=in_box, **{place: printed(*cells)}))
    assert article is not None
    assert (article.published_at, article.body) == (WIB, said(text))


@pytest.mark.parametrize(
    ("top", "published"),
    [
        ("<div>2 Oktober 2024</div><div>13:01 WIB</div>", WIB),
        ("<div>13:01 WIB</div><div>2 Oktober 2024</div>", WIB),
        ("<div>Rabu</div><div>2 Oktober 2024</div><div>13:01 WIB</div>", WIB),
        ("<div>Rabu, 2 Oktober 2024</div><div>Pukul 13:01 WIB</div>", WIB),
        ("<div>2 Oktober 2024</div><div><span>13:01</span></div><div>WITA</div>", WITA),
        ("<div><span>2 Oktober 2024</span><span>13:01</span><span>WITA</span></div>", WITA),
        ("<div>2 Oktober 2024</div><div>Redaksi</div><div>13:01 WIB</div>", WIB),
        ("<ul><li>Diposting pada 2 Oktober 2024</li><li>Jam 13:01</li><li>Oleh Admin</li></ul>", WIB),
        ("<div><time>2 Oktober 2024</time></div><div><time>13.01</time></div>", WIB),
        ("<div><div>Tanggal</div><div>:</div><div>2 Oktober 2024</div></div><div><div>Jam</div><div>:</div><div>13:01 WIB</div></div>", WIB),
        (values_first(("Tanggal", "2 Oktober 2024"), ("Pukul", "13:01 WIB")), WIB),
        ("<div><span title='Terakhir diperbarui'>5 Oktober 2024</span></div><div><i title='Diterbitkan'></i> 2 Oktober 2024</div>", DAY),
        ("<p><b>Tanggal</b> 2 Oktober 2024 <b>Pukul</b> 13:01 WIB <b>Oleh</b> Admin</p>", WIB),
        ("<div><span>Agenda</span></div><div><span>2 Oktober 2024</span></div>", DAY),
    ],
)  # fmt: skip
def test_a_time_of_day_stands_apart_from_its_day(top, published):
    article = article_of(page(top))
    assert article is not None
    assert (article.published_at, article.body) == (published, said(TEXT))


@pytest.mark.parametrize(
    "above",
    [
        "<ul class='x'><li><i></i> Rabu, 02 Okt 2024 | 13.01 WITA</li><li><a href='#'>Redaksi</a></li><li>2185</li></ul>",
        "<ul><li>Rabu, 02 Okt 2024 | 13.01 WITA</li><li><a href='/penulis/rina'>Rina Kominfo Kabupaten Sukamakmur</a></li></ul>",
        "<ul><li>Rabu, 02 Okt 2024 | 13.01 WITA</li><li><a href='javascript:;'>Rina</a></li><li><a href='#komentar'>3 Komentar</a></li></ul>",
        "<div><div>Redaksi</div><div>02/10/2024</div><div>13:01 WITA</div><div>2810x</div></div>",
    ],
)
def test_lines_about_a_release_stand_above_its_headline(above):
    article = article_of(page(above=above))
    assert article is not None and article.published_at == WITA
    apart = page(above=above).replace(b"<h1>", b"<div class='isi'><h1>").replace(b"</body>", b"</div></body>")
    article = article_of(apart)
    assert article is not None and article.published_at in (WITA, None)


@pytest.mark.parametrize(
    "top",
    [
        boxes(("Tanggal kegiatan", "30 September 2024"), ("Pukul", "09.00 WIB"), ("Tempat", "Aula")),
        boxes(("Agenda", ""), ("Hari", "Senin, 30 September 2024"), ("Waktu", "09.00 WIB"), ("Tempat", "Aula")),
        definitions(("Tanggal Pelaksanaan", "30 September 2024"), ("Jam", "09.00 WIB"), ("Lokasi", "Aula")),
        definitions(("Event Date", "30 September 2024"), ("Start Time", "09.00"), ("Venue", "Aula")),
        rows(("Hari/Tanggal", "Senin, 30 September 2024"), ("Waktu", "09.00 WIB"), ("Tempat", "Aula Kantor Bupati")),
        rows(("Nomor Surat", "800/12/2024"), ("Tanggal Surat", "30 September 2024")),
        lines(("Waktu", "Senin, 30 September 2024 pukul 09.00 WIB"), ("Tempat", "Aula Kantor Bupati")),
        boxes(("Batas waktu", "30 Oktober 2024"), ("Pukul", "15.00 WIB")),
        "<p>Tanggal Kegiatan : 30 September 2024</p>",
        "<p>Pelaksanaan: 30 September 2024</p>",
        "<figure><img src='/f/x.jpg'><figcaption>Panen raya, 30 September 2024</figcaption></figure>",
    ],
)  # fmt: skip
def test_the_day_of_what_is_announced_is_none_of_publication(top):
    undated, dated = article_of(page(top)), article_of(page(f"<p>2 Oktober 2024</p>{top}"))
    assert undated is not None and undated.published_at is None
    assert dated is not None and dated.published_at == DAY


@pytest.mark.parametrize(
    "top",
    [
        boxes(("Tanggal", "2 Oktober 2024"), ("Diperbarui", "5 Oktober 2024"), ("Pukul", "08.00 WIB")),
        boxes(("Tanggal", "2 Oktober 2024"), ("Waktu baca", "2 menit")),
        boxes(("Tanggal", "2 Oktober 2024"), ("Jam layanan", "08.00 - 15.00")),
        boxes(("Tanggal", "2 Oktober 2024")) + boxes(("Tanggal kegiatan", "30 September 2024"), ("Waktu", "09.00 WIB")),
        "<div>2 Oktober 2024</div><div>Subuh</div><div>04:32</div>",
        "<div>2 Oktober 2024</div><div>Suhu</div><div>31.20</div>",
        "<p>2 Oktober 2024</p><p>Jam buka: 08.00</p>",
        "<p>2 Oktober 2024</p><p class='jam'>21:07:41</p>",
    ],
)  # fmt: skip
def test_a_time_of_something_else_is_none_of_the_day(top):
    article = article_of(page(top))
    assert article is not None and article.published_at == DAY


def test_a_time_with_which_a_text_begins_is_none_of_the_day_above_it():
    article = article_of(page("<p>2 Oktober 2024</p>", text=f"<p>Pukul 09.00 WIB</p>{TEXT}"))
    assert article is not None and article.published_at == DAY


@pytest.mark.parametrize("bar", ["<ul><li>Sabtu, 28 November 2026</li><li><a href='#'>Login</a></li></ul>", "<span>Sabtu, 28 November 2026</span> <a href='/kontak'>Kontak</a>"])
def test_a_bar_of_the_page_dates_nothing(bar):
    article = article_of(page().replace(b"<div id='utama'>", f"<div><div>{bar}</div><div id='utama'>".encode()))
    assert article is not None and article.published_at is None


INVITED = "<p>Pemerintah kabupaten mengundang pelaku usaha mikro untuk mengikuti pelatihan di aula kantor bupati, yang akan digelar pada:</p>"


@pytest.mark.parametrize("below", ["", "<p>2 Oktober 2024</p>"], ids=["undated", "dated"])
@pytest.mark.parametrize("in_box", [True, False], ids=["text in a box", "text beside"])
@pytest.mark.parametrize(
    ("text", "end"),
    [
        (INVITED + "<p>Hari/Tanggal : Senin, 7 Oktober 2024</p><p>Pukul : 09.00 WIB</p>", "Pukul : 09.00 WIB"),
        (INVITED + "<p>Hari/Tanggal : Senin, 7 Oktober 2024<br>Pukul : 09.00 WIB</p>", "Pukul : 09.00 WIB"),
        (INVITED + rows(("Hari/Tanggal", "Senin, 7 Oktober 2024"), ("Pukul", "09.00 WIB"), ("Tempat", "Aula")), "Tempat | : | Aula"),
        (INVITED.replace(" pada:", " pekan depan.") + "<p>Hari/Tanggal : Senin, 7 Oktober 2024</p><p>Tempat : Aula</p>", "Tempat : Aula"),
        (INVITED.replace(" pada:", " pekan depan.") + "<p>Jadwal:</p><ul><li>Senin, 7 Oktober 2024</li><li>Selasa, 8 Oktober 2024</li></ul>", "8 Oktober 2024"),
        (INVITED.replace(" pada:", " pekan depan.") + "<p>Waktu: 08.00 - 15.00 WIB</p>", "15.00 WIB"),
        (INVITED.replace(" pada:", " pekan depan.") + "<p>Pukul 09.00 WIB</p>", "09.00 WIB"),
    ],
)  # fmt: skip
def test_what_a_text_announces_at_its_end_is_text_and_no_day_of_publication(text, end, in_box, below):
    article = article_of(page(below, text=text, in_box=in_box))
    assert article is not None and (article.body or "").endswith(end)
    assert article.published_at == (DAY if below else None)


@pytest.mark.parametrize("label", ["Hari/Tanggal", "Hari, Tanggal", "Tanggal"])
@pytest.mark.parametrize("sign", [": ", ""])
def test_the_day_of_what_is_announced_stays_between_paragraphs(label, sign):
    cells = ((label, "Senin, 7 Oktober 2024"), ("Waktu", "09.00 WIB s.d. selesai"), ("Tempat", "Aula"), ("Acara", "Pelatihan"))
    table = "<table>" + "".join(f"<tr><td>{a}</td><td>{sign}{b}</td></tr>" for a, b in cells) + "</table>"
    end = "<p>Peserta diharapkan datang tepat waktu dan membawa alat tulis.</p><p>Demikian disampaikan, atas perhatiannya terima kasih.</p>"
    article = article_of(page("<p>26-09-2024</p>", text=INVITED.replace(" di aula kantor bupati", "") + table + end))
    assert article is not None and article.published_at == "2024-09-26"
    assert f"{label} | {sign}Senin, 7 Oktober 2024\n\nWaktu | {sign}09.00 WIB s.d. selesai" in (article.body or "")


@pytest.mark.parametrize("day", ["<p>Berastagi, 4 Mei 2021</p>", "<p>Kota Kabanjahe, 30 September 2024</p>"])
def test_place_and_day_at_the_end_of_a_text_hide_no_day_of_publication(day):
    about = "<ul class='kecil'><li>Posted: <a href='/t'>on October 2, 2024 at 1:01:00 PM</a></li><li>Author: Admin</li></ul>"
    text = "<p>Berdasarkan hasil rapat panitia, dengan ini diumumkan hal-hal sebagai berikut:</p><ul><li>Peserta berjumlah"
    text += " 955 orang</li><li>Berkas asli dibawa pada saat daftar ulang</li><li>Keputusan panitia tidak dapat diganggu gugat</li></ul><p>Demikian pengumuman ini dibuat untuk diketahui.</p>"
    article = article_of(page(text=text + day, behind=about))
    assert article is not None and article.published_at == WIB


LEAD = "Pemerintah kabupaten menggelar pelatihan bagi pelaku usaha mikro di sepuluh kecamatan selama tiga hari."
BELOW_LEADS = {
    "signed, text in a box": f"<p>{LEAD}</p><p>Oleh Humas, 2 Oktober 2024 13.01 WIB</p><div>{TEXT}</div>",
    "signed, flat": f"<p>{LEAD}</p><p>Oleh Humas, 2 Oktober 2024 13.01 WIB</p>{TEXT}",
    "signed, behind a break": f"<p><em>{LEAD}</em><br><span>Ditambahkan oleh Humas, 2 Oktober 2024 13.01 WIB</span></p><div>{TEXT}</div>",
    "an age": f"<p><em>{LEAD}</em><br><i>Ditambahkan oleh <a href='/u'>Humas</a> <a title='02/10/2024 13:01' href='/a'>lebih dari 1 tahun</a>"
    f" yang lalu</i></p><div>{TEXT}</div>",
    "heavy letters": f"<div><b>{LEAD}</b></div><div>2 Oktober 2024 13.01 WIB</div><div>{TEXT}</div>",
    "named": f"<p class='post-intro'>{LEAD}</p><ul><li>Humas</li><li>2 Oktober 2024 13.01 WIB</li></ul><div>{TEXT}</div>",
}


@pytest.mark.parametrize("name", BELOW_LEADS)
def test_lines_about_a_release_stand_between_lead_and_text(name):
    article = article_of(page(BELOW_LEADS[name], text=""))
    assert article is not None and article.published_at == WIB
    assert article.body == f"{LEAD}\n\n{said(TEXT)}"


@pytest.mark.parametrize(
    "day",
    [
        "<p>2 Oktober 2024 13.01 WIB</p>",
        "<p>Rabu, 2 Oktober 2024</p>",
        "<p>Hari/Tanggal : Rabu, 2 Oktober 2024</p>",
        "<p>Sukamakmur, 2 Oktober 2024</p>",
    ],
)
@pytest.mark.parametrize("in_box", [True, False])
def test_a_day_between_paragraphs_is_none_of_publication(day, in_box):
    article = article_of(page(f"<p>{LEAD}</p>{day}", in_box=in_box))
    assert article is not None and article.published_at is None and "2 Oktober 2024" in (article.body or "")


def test_a_table_above_which_labels_stand_is_text():
    table = "<table><tr><td>Hari</td><td>Tempat</td></tr><tr><td>Senin</td><td>Talang</td></tr><tr><td>Selasa</td><td>Lebar</td></tr></table>"
    text = f"<p>Berikut jadwal pelayanan keliling bulan ini.</p>{table}<p>Jadwal dapat berubah sewaktu-waktu.</p>"
    top = boxes(("Ditulis", "Kontributor"), ("Tanggal", "2 Oktober 2024"), ("Pukul", "13:01 WIB"), ("Dibaca", "3161"))
    article = article_of(page(top, text=text))
    assert article is not None and article.published_at == WIB
    assert (article.body or "").split("\n\n") == [
        "Berikut jadwal pelayanan keliling bulan ini.", "Hari | Tempat", "Senin | Talang", "Selasa | Lebar", "Jadwal dapat berubah sewaktu-waktu."
    ]  # fmt: skip


@pytest.mark.parametrize(
    "top",
    [
        "<table><tr><!-- a --><th>Tanggal</th><th>Pukul</th></tr><!-- b --><tr><?x y?><td>2 Oktober 2024</td><td>13:01</td></tr></table>",
        "<table><tr><!-- a --><td>Tanggal</td><!-- b --><td>2 Oktober 2024</td></tr><tr><td>Pukul</td><td>13:01</td></tr><tr><td>Oleh</td><td>Rina</td></tr></table>",
        "<dl><dt>Tanggal</dt><!-- a --><dd>2 Oktober 2024</dd><dt>Pukul</dt><dd><!-- b -->13:01</dd></dl>",
    ],
)
def test_what_a_page_notes_among_its_cells_is_passed_over(top):
    article = article_of(page(top))
    assert article is not None and article.published_at == WIB


@pytest.mark.parametrize("head", ["<th>No</th><th>Wilayah</th><th>Waktu</th>", "<th>Hari</th><th>Jam</th><th>Tempat</th>"])
def test_the_columns_of_a_table_of_several_rows_are_no_labels(head):
    cells = "".join(f"<tr><td>{n}</td><td>Talang {n}</td><td>{n}.00-{n}.30</td></tr>" for n in range(7, 12))
    table = f"<figure><table><thead><tr>{head}</tr></thead><tbody>{cells}</tbody></table></figure>"
    article = article_of(page("<p>2 Oktober 2024</p>", text=f"<p>Berikut jadwal pemadaman bergilir pekan ini:</p>{table}"))
    assert article is not None and article.published_at == DAY
    printed = head.removeprefix("<th>").removesuffix("</th>").replace("</th><th>", " | ")
    assert (article.body or "").split("\n\n")[1:3] == [printed, "7 | Talang 7 | 7.00-7.30"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Tanggal :", Kind.DAY), ("Hari, Tanggal", Kind.DAY), ("Dipublikasikan", Kind.PUBLISHED), ("Diposting pada", Kind.PUBLISHED),
        ("Tanggal Terbit", Kind.PUBLISHED), ("Posted on:", Kind.PUBLISHED), ("Last Updated", Kind.CHANGED), ("Terakhir diperbarui", Kind.CHANGED),
        ("Pukul", Kind.CLOCK), ("Jam Posting", Kind.CLOCK), ("Time", Kind.CLOCK), ("Waktu baca", Kind.ABOUT), ("Dibaca", Kind.ABOUT),
        ("Tanggal Kegiatan", Kind.EVENT), ("Batas Waktu", Kind.EVENT), ("Jam layanan", Kind.EVENT), ("Tempat", Kind.PLACE), ("Kediri", None), ("", None),
        ("Tanggal berapa pun itu, semua warga boleh datang ke kantor", None),
    ],
)  # fmt: skip
def test_what_a_label_names(words, kind):
    assert kind_of(words) is kind
