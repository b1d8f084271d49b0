"""What the pages of public benchmarks taught the generic reading, each on a page of our own that is built the same."""

from __future__ import annotations

import pytest

from crawler.html import parse_html
from crawler.items import Article, Page
from crawler.platforms.declared import selectors_from
from crawler.structure.reading import article_selectors
from pipelines.languages import is_foreign, shows_home
from pipelines.stages import read_article
from tests.test_generic_reading import TEXT, article_of, bare

WHEN = "<p>2 Oktober 2024</p>"
FIRST, SECOND = (paragraph.removeprefix("<p>") for paragraph in TEXT.split("</p>")[:2])
MORE = (
    "<p>Bupati berharap pelatihan ini meningkatkan pendapatan keluarga, terutama di desa yang jauh dari pasar.</p>"
    "<p>Dinas koperasi menyiapkan pendampingan selama tiga bulan bagi peserta yang ingin membuka usaha sendiri.</p>"
)


def read(text: str, top: str = WHEN, below: str = "") -> Article:
    article = article_of(bare("", top, text, below))
    assert article is not None
    return article


def paragraphs(text: str, top: str = WHEN, below: str = "") -> list[str]:
    return (read(text, top, below).body or "").split("\n\n")


def test_a_dateline_that_opens_a_paragraph_does_not_make_it_one():
    """A newspaper's first words stand in an element of their own; the paragraph is text all the same."""
    first = f"<p><span class='dateline'>SUKAMAKMUR</span> - {FIRST}</p>"
    assert paragraphs(first + f"<p>{SECOND}</p>")[0] == f"SUKAMAKMUR - {FIRST}"


def test_the_id_of_a_heading_is_a_place_to_jump_to():
    text = f"<p>{FIRST}</p><h3 id='nav_pendampingan'>Pendampingan tiga bulan</h3><p>{SECOND}</p>"
    assert paragraphs(text) == [FIRST, "Pendampingan tiga bulan", SECOND]


def test_quotes_with_a_link_each_are_no_list():
    quotes = [f"Pelatihan ke-{number} membantu warga kami." for number in (1, 2, 3)]
    quoted = "".join(
        f"<blockquote class='tweet'><p><a href='https://x.example/status/{at}'>{quote}</a></p></blockquote>"
        for at, quote in enumerate(quotes)
    )
    body = read(f"<p>{FIRST}</p>{quoted}<p>{SECOND}</p>").body or ""
    assert all(quote in body for quote in quotes)


@pytest.mark.parametrize("address", ["https://ppid.sukamakmurkab.example/syarat", "ppid.sukamakmurkab.example"])
def test_an_address_that_ends_a_text_is_part_of_it(address):
    text = f"{TEXT}<p>Pendaftaran melalui laman berikut.</p><p><a href='https://ppid.example/'>{address}</a></p>"
    assert paragraphs(text)[-1] == address


def test_a_comment_shown_amid_a_text_does_not_end_it():
    shown = "<aside class='top-comment'><p>Budi: Semoga pelatihannya ada lagi tahun depan ya.</p></aside>"
    assert paragraphs(TEXT + shown + MORE) == [*(FIRST, SECOND), *MORE.removeprefix("<p>")[:-4].split("</p><p>")]


def test_a_text_in_an_article_element_does_not_grow_out_of_it():
    cards = "".join(
        f"<div class='card'><h3>Kabar {number}</h3><p>Bupati meninjau pembangunan jembatan yang ditargetkan rampung"
        " pada akhir tahun anggaran ini bersama para kepala dinas.</p><a href='/berita/1'>Baca</a></div>"
        for number in (1, 2)
    )
    page = (
        "<html><head><title>Pelatihan Usaha Mikro Digelar</title></head><body><header>"
        f"<h1>Pelatihan Usaha Mikro Digelar</h1>{WHEN}</header><main><article>{TEXT}</article>"
        f"<div class='kartu'>{cards}</div></main></body></html>"
    )
    article = article_of(page.encode())
    assert article is not None and article.body == f"{FIRST}\n\n{SECOND}"


def test_what_announces_the_links_behind_a_text_goes_with_them():
    links = "".join(f"<p><a href='/berita/{at}/x'>Bupati tinjau jembatan {at}</a></p>" for at in (1, 2))
    assert paragraphs(f"{TEXT}<h4>Yang mungkin juga ingin Anda ketahui sekarang</h4>{links}") == [FIRST, SECOND]


def test_names_of_boxes_that_are_no_text():
    box = "<div class='{}'><p>Dapatkan kabar terbaru dari kami di kotak surat Anda setiap pagi, gratis.</p></div>"
    for name in ("newsletter-teaser", "berita__author-box", "ez-toc-container", "entry-footer", "next-prev"):
        assert paragraphs(TEXT + box.format(name) + MORE)[1:3] == [SECOND, MORE.removeprefix("<p>").split("</p>")[0]]


def test_a_box_of_contents_is_named_so_whole():
    box = "<div class='has-toc'><p>Daftar layanan yang dibuka bagi warga pada hari ini di pendopo kabupaten.</p></div>"
    assert len(paragraphs(TEXT + box + MORE)) == 5


def headed(head: str, above: str) -> Article | None:
    page = f"<html><head><title>{head}</title></head><body><div>{above}</div><div>{TEXT}{MORE}</div></body></html>"
    return article_of(page.encode())


def test_the_one_heading_of_a_page_leads_though_much_stands_below_it():
    between = "".join(f"<p>Ukuran {number}</p>" for number in range(16))
    article = headed("Kabar hari ini di daerah", f"<h1>Pelatihan bagi pelaku usaha dibuka bupati</h1>{between}{WHEN}")
    assert article is not None and article.headline == "Pelatihan bagi pelaku usaha dibuka bupati"


def test_a_headline_stands_above_linked_authors_and_share_buttons():
    share = "<div class='share'><a href='#f'>Facebook</a></div><div class='share'><a href='#t'>Twitter</a></div>"
    by = "<p class='byline'><a href='/x'>Oleh Siti Aminah</a></p>"
    article = headed("Situs Resmi", f"<p>Pelatihan bagi pelaku usaha mikro dibuka bupati!</p>{by}{WHEN}{share}")
    assert article is not None and article.headline == "Pelatihan bagi pelaku usaha mikro dibuka bupati!"


def test_a_headline_with_a_day_in_it_is_one_where_the_title_says_so():
    headline = "Agenda Bupati Rabu, 2 Oktober 2024"
    page = (
        f"<html><head><title>{headline} - Kabupaten</title></head><body><h2>{headline}</h2>{WHEN}"
        f"<div>{TEXT}</div></body></html>"
    )
    article = article_of(page.encode())
    assert article is not None and article.headline == headline


SECTIONS = "".join(
    f"<div class='baris-{at}'><div class='kolom-{at}'><h2>Layanan kabupaten bagian ke-{at}</h2><div class='teks-{at}'>"
    f"<p>Layanan ke-{at}: {FIRST}</p><p>Syarat ke-{at}: {SECOND}</p></div></div></div>"
    for at in range(1, 5)
)


def page_of_sections(below: str = "", when: str = "") -> Article:
    sections = SECTIONS.replace("</h2>", f"</h2>{when}")
    page = f"<html><head><title>Portal</title></head><body>{sections}{below}</body></html>"
    article = article_of(page.encode())
    assert article is not None
    return article


def test_a_library_is_asked_where_most_of_the_text_stands_elsewhere():
    article = page_of_sections()
    assert article.layout == "generic-trafilatura"
    assert all(f"Layanan ke-{at}" in (article.body or "") for at in range(1, 5))


THREAD = "<div><h3>2 Komentar</h3><p>Budi, 3 Oktober 2024: Semoga layanannya semakin baik ya pak.</p></div>"
OTHERS = (
    "<h4>Berita Terkait</h4><ul><li><a href='/a'>Bupati tinjau jembatan baru di kecamatan</a></li>"
    "<li><a href='/b'>Warga gotong royong membersihkan sungai</a></li></ul>"
)


@pytest.mark.parametrize("below", [THREAD, OTHERS])
def test_no_library_is_asked_where_comments_or_related_articles_follow(below):
    article = page_of_sections(below)
    assert article.layout == "generic"
    assert "Semoga layanannya" not in (article.body or "") and "jembatan baru" not in (article.body or "")


def test_no_library_is_asked_where_a_dated_headline_leads_to_the_text():
    assert page_of_sections(when=WHEN).layout == "generic"


def test_no_library_is_asked_where_a_picture_is_all_that_an_article_shows():
    picture = "<div><h2>Selamat Hari Jadi Kabupaten</h2><img src='http://x.example/a.jpg'></div>"
    welcome = f"<div class='x'><div class='y'><div class='z'><p>{FIRST} {SECOND}</p>{MORE * 2}</div></div></div>"
    page = f"<html><head><title>Selamat Hari Jadi Kabupaten</title></head><body>{picture}{welcome}</body></html>"
    article = article_of(page.encode())
    assert article is None or article.layout == "generic"


def test_what_a_library_finds_must_hold_what_was_found(monkeypatch):
    """Else the longest text of a page, an address of welcome, would stand for the short one that it shows."""
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: f"<html><body><p>{MORE * 9}</p></body></html>")
    assert page_of_sections().layout == "generic"


def test_a_heading_that_counts_comments_begins_the_thread():
    assert paragraphs(TEXT + MORE, below=THREAD) == paragraphs(TEXT + MORE)


GERMAN = (
    "<p>Der Landkreis hat am Mittwoch einen neuen Lehrgang für kleine Betriebe eröffnet, an dem sechzig Frauen"
    " aus allen Gemeinden teilnehmen; er dauert drei Monate und kostet sie nichts.</p>"
    "<p>Die Behörde begleitet die Teilnehmerinnen auch danach, wenn sie ein eigenes Gesch\u00e4ft beginnen, und"
    " vermittelt ihnen Kredite der örtlichen Banken zu günstigen Bedingungen.</p>"
)


JAVANESE = (
    "<p>Bupati ngresmekake pelatihan kanggo para pedagang cilik ing pendhapa kabupaten, lan kabeh warga sing melu ora"
    " mbayar. Pelatihan iki bakal dianakake nganti telung sasi.</p>"
    "<p>Para pedagang uga bakal oleh pitulungan saka dinas, supaya dagangane bisa laku ing pasar lan kutha liya.</p>"
)
ENGLISH = (
    "<p>The regent opened a new course for small businesses on Wednesday, in which sixty women of all districts take"
    " part; it lasts for three months and costs them nothing.</p>"
    "<p>The office will be with them for a year, and it has said that more courses are to follow in the next one.</p>"
)


@pytest.mark.parametrize(
    ("lang", "text", "by_library"),
    [
        ("de", GERMAN, True),
        ("de-DE", TEXT + MORE, False),  # a bought template still says its maker's language
        ("id", GERMAN, True),  # so does a template that a site of another country bought
        ("en-US", GERMAN, True),
        ("", GERMAN, True),
        ("id", TEXT + MORE, False),
        ("", JAVANESE, False),
        ("en", f"{ENGLISH}<footer>Pemerintah Kabupaten, layanan dan berita</footer>", False),
        ("en", ENGLISH, True),
        ("", f"<style>{'der die und ' * 400}</style>{TEXT}{MORE}", False),
    ],
)
def test_a_language_unknown_here_is_left_to_the_library(lang, text, by_library):
    page = bare("", WHEN, text, "").replace(b"<html", f'<html lang="{lang}"'.encode(), 1)
    article = article_of(page)
    assert article is not None and article.body
    assert (article.layout == "generic-trafilatura") == by_library


MORE_GERMAN = (
    "<p>Im Herbst soll ein zweiter Lehrgang folgen, für den sich bereits mehr als hundert Frauen gemeldet haben, wie"
    " der Landrat bei der Eröffnung sagte.</p>"
)
OTHERS_THERE = "".join(
    f"<div class='kartu'><h4><a href='/a/{at}'>Der Landrat besichtigt die neue Brücke {at}</a></h4><p>Sie soll im"
    " nächsten Jahr für den Verkehr freigegeben werden.</p></div>"
    for at in range(4)
)
BOXES = {
    "author": "<div class='penulis-box'><p>Siti Aminah schreibt seit Jahren über die Wirtschaft des Kreises.</p></div>",
    "others": f"<div><p>Das lesen andere heute gern</p>{OTHERS_THERE}</div>",
    "comments": "<div class='komentar'><p>Mir hat der Lehrgang im vergangenen Jahr sehr geholfen, danke.</p></div>",
    "announcement": "<p>Das könnte Sie auch interessieren:</p>",
}


@pytest.mark.parametrize("box", BOXES)
def test_boxes_are_no_text_whatever_their_language(box):
    """A library that has no names for them takes some for text; it is not shown them, nor headline and date."""
    plain = read(GERMAN, top="<p>15:59</p>")
    assert plain.layout == "generic-trafilatura"
    assert (plain.body or "").split("\n\n") == GERMAN.removeprefix("<p>").removesuffix("</p>").split("</p><p>")
    assert read(GERMAN + BOXES[box]).body == plain.body


def test_an_aside_of_running_text_in_the_element_of_a_foreign_text_stays():
    """Newspapers put a second, shorter text into the first; the library takes it for text, too."""
    aside = f"<div class='aside'><h2>Die Zahlen</h2>{MORE_GERMAN}</div>"
    assert "zweiter Lehrgang" in (read(GERMAN + aside).body or "")
    assert "zweiter Lehrgang" not in (read(GERMAN, below=aside).body or "")


def test_a_foreign_text_of_nothing_but_a_list_stays():
    entries = "".join(
        f"<li><a href='/a/{at}'>Bericht des Landrats über die Straßen, Schulen und Brücken, Teil {at}</a>, gebilligt am"
        f" {at}. Mai, mit einer Mehrheit von {at + 20} Stimmen.</li>"
        for at in range(1, 25)
    )
    body = read(f"<p>Was der Kreistag in diesem Jahr von den Berichten der Verwaltung hält.</p><ul>{entries}</ul>").body
    assert all(f"mit einer Mehrheit von {at + 20} Stimmen" in (body or "") for at in range(1, 25))


def test_a_paragraph_that_a_reader_quotes_stays():
    quoted = MORE_GERMAN.removeprefix("<p>").removesuffix("</p>")
    thread = f"<div class='comments'><p>„{quoted}“ Das freut mich, denn ich war schon beim ersten dabei.</p></div>"
    body = read(GERMAN + MORE_GERMAN, below=thread).body or ""
    assert quoted in body and "freut mich" not in body


def test_a_list_amid_a_foreign_text_stays():
    entries = "".join(
        f"<div><h4><a href='/a/{at}'>Bericht des Landrats {at}</a></h4><p>Als Vorlage {at} gebilligt.</p></div>"
        for at in range(4)
    )
    body = read(f"{GERMAN}<div>{entries}</div>{MORE_GERMAN}").body or ""
    assert all(f"Vorlage {at} gebilligt" in body for at in range(4))


def test_the_paragraph_below_a_headline_opens_a_foreign_text():
    opening = "Ein neuer Lehrgang soll Frauen in den Dörfern den Weg in die Selbstständigkeit ebnen."
    text = f"<main><div class='text'>{GERMAN}</div></main>"
    page = bare("", f"<div class='teaser'><p>{opening}</p></div>{WHEN}", text)
    article = article_of(page)
    assert article is not None and article.layout == "generic-trafilatura"
    assert (article.body or "").split("\n\n")[0] == opening and (article.body or "").count(opening) == 1


@pytest.mark.parametrize("stated", ["<meta property='og:type' content='article'>", ""])
def test_a_headline_that_an_article_only_states_is_taken(stated):
    head = f"<head>{stated}<title>Neuer Lehrgang - Landkreis</title></head>"
    page = f"<html>{head}<body><div>{GERMAN * 2}</div></body></html>"
    article = article_of(page.encode())
    assert (article.headline if article else None) == ("Neuer Lehrgang" if stated else None)


def test_no_library_is_asked_where_a_site_has_selectors_of_its_own():
    root, _ = parse_html(f"<html><head><title>Portal</title></head><body>{SECTIONS}</body></html>".encode())
    assert root is not None
    known = selectors_from({"body": "//div[@class='teks-2']"})
    unknown = selectors_from({"body": "//div[@class='isi']"})
    layouts = [article_selectors(root, "", each) for each in (known, unknown)]
    assert [layout.library if layout else "" for layout in layouts] == ["never", "doubt"]


WEIR = (
    "<p>The second course is to be held in the autumn, and more than a hundred women have said that they will come.</p>"
    "<p>It was the wish of the villages that the office should go to them, and not they to the office.</p>"
)
AT_HOME = "<footer>Pemerintah Kabupaten Sukamakmur: layanan, berita dan pengumuman</footer>"


def find(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Make the library find a text, whatever it is asked."""
    monkeypatch.setattr("trafilatura.extract", lambda *_, **__: f"<html><body>{text}</body></html>")


def test_an_english_text_stays_where_what_stands_around_it_is_indonesian(monkeypatch):
    find(monkeypatch, ENGLISH + WEIR)
    assert read(ENGLISH, below=AT_HOME).layout == "generic"


def test_an_english_text_of_which_a_library_finds_less_stays(monkeypatch):
    find(monkeypatch, WEIR * 2)
    assert read(ENGLISH).layout == "generic"


def test_an_english_text_is_left_to_a_library_where_nothing_is_indonesian(monkeypatch):
    """Both find nearly the same: the library leaves out what no label of ours names, and finds a line more."""
    find(monkeypatch, f"{ENGLISH}<p>See the programme</p>")
    assert (read(ENGLISH).body or "").endswith("next one.\n\nSee the programme")
    root, _ = parse_html(bare("", WHEN, ENGLISH))
    assert root is not None
    page = Page("https://www.sukamakmurkab.go.id/news/7", root, "2026-11-27T02:30:05+00:00")
    article = read_article(Article("x", "x", page.url, page, article_selectors(root)))
    assert article.layout == "generic"


def test_the_first_paragraph_that_a_library_passes_over_opens_an_english_text(monkeypatch):
    find(monkeypatch, ENGLISH * 5 + WEIR)
    first = "SUKAMAKMUR - The regent has said that the market of the town is to be open for all of the week."
    assert (read(f"<p>{first}</p>{ENGLISH * 5}").body or "").startswith(f"{first}\n\nThe regent opened")
    assert not (read(f"<p>Watch it here.</p>{ENGLISH * 5}").body or "").startswith("Watch")


def test_where_the_words_of_a_text_do_not_tell_its_language_the_page_does():
    names = "<p>Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Koch, Wolf.</p>"
    around = f"<footer>{'Wir sind für Sie da: alles aus den Ämtern und der Verwaltung der Stadt. ' * 2}</footer>"
    assert read(names).layout == "generic"
    assert read(names, below=around).layout == "generic-trafilatura"


@pytest.mark.parametrize("lost", [MORE_GERMAN, ""])
def test_what_a_library_loses_behind_a_link_is_asked_for_without_links(monkeypatch, lost):
    found = f"<html><body><p><a href='https://x.example/a'>Hier</a></p>{GERMAN}%s</body></html>"
    monkeypatch.setattr(
        "trafilatura.extract",
        lambda *_, include_links, **__: found % "" if include_links else found.replace("a href", "b class") % lost,
    )
    article = read(GERMAN + MORE_GERMAN)
    assert ("zweiter Lehrgang" in (article.body or "")) == bool(lost)
    assert [link.url for link in article.related if link.kind == "body"] == ([] if lost else ["https://x.example/a"])


def test_what_stands_in_a_foreign_text_is_kept_where_the_library_finds_but_the_text(monkeypatch):
    find(monkeypatch, GERMAN)
    held = (
        "<p><img src='https://x.example/brücke.jpg' alt=''></p><p>Mehr dazu in der"
        " <a href='https://x.example/satzung.pdf'>Satzung</a> und beim <a href='https://x.example/kreis'>Kreis</a>.</p>"
    )
    article = read(GERMAN + held)
    assert article.layout == "generic-trafilatura"
    assert [image.url for image in article.images] == ["https://x.example/brücke.jpg"]
    assert [file.url for file in article.attachments] == ["https://x.example/satzung.pdf"]
    assert "https://x.example/kreis" in [link.url for link in article.related if link.kind == "body"]


@pytest.mark.parametrize("wrong", ["</a>beginnt", " </p><p><a href='https://x.example/a'>hier</a> beginnt"])
def test_where_links_cost_blanks_or_cut_a_paragraph_the_text_goes_without(monkeypatch, wrong):
    right = "<p>Der Lehrgang <b>hier</b> beginnt am Mittwoch.</p>"
    linked = right.replace("<b>", "<a href='https://x.example/a'>").replace("</b> beginnt", wrong)
    monkeypatch.setattr(
        "trafilatura.extract",
        lambda *_, include_links, **__: f"<html><body>{GERMAN}{linked if include_links else right}</body></html>",
    )
    assert (read(GERMAN).body or "").endswith("Der Lehrgang hier beginnt am Mittwoch.")


def test_code_within_a_line_does_not_end_it():
    line = "<p>Der Befehl <code>apt update</code> holt die Listen, die auf dem Rechner sind, und ist für alle da.</p>"
    assert "Der Befehl apt update holt die Listen" in (read(GERMAN + line + MORE_GERMAN).body or "")


def test_a_short_foreign_text_is_left_to_the_library_too():
    short = "<p>Der Lehrgang, der am Mittwoch in der Stadt beginnen sollte, ist auf nächste Woche verlegt worden.</p>"
    assert read(short).layout == "generic-trafilatura"


PRAYER = "الحمد لله رب العالمين والصلاة والسلام على أشرف الأنبياء والمرسلين وعلى آله وصحبه أجمعين أما بعد "


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        (PRAYER * 3, True),
        (f"{PRAYER * 2} {FIRST} {SECOND} {PRAYER * 2}", False),
        ("Bohnenviertel", None),
        (GERMAN, True),
        (FIRST, False),
        (JAVANESE, False),
        (ENGLISH, False),
        ("", None),
    ],
)
def test_words_tell_whether_a_text_is_foreign(text, foreign):
    assert is_foreign(text) is foreign


def test_the_frame_of_a_page_shows_that_it_is_one_of_these_sites():
    assert shows_home("Beranda Profil Berita") and shows_home(f"{ENGLISH} yang dan untuk")
    assert not shows_home(f"{ENGLISH} {GERMAN} Berita, berita, Profil")
