"""The grammar of credits and datelines, as a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.byline import extract_dateline, split_byline

TEXT = '"Semoga bermanfaat," tutupnya.'

CREDITS = [
    # tail as printed, byline, desk, initials
    (" (Kominfo/ng,tee,tj,wk)", "(Kominfo/ng,tee,tj,wk)", "Kominfo", "ng,tee,tj,wk"),
    ("(Kominfo/ng)", "(Kominfo/ng)", "Kominfo", "ng"),
    (" (Kominfo/ng, tee).", "(Kominfo/ng, tee)", "Kominfo", "ng,tee"),
    (" (prokopim/dhe)", "(prokopim/dhe)", "prokopim", "dhe"),
    (" (diskominfo/cha) ***", "(diskominfo/cha)", "diskominfo", "cha"),
    (" (EZ/HUMAS)", "(EZ/HUMAS)", "HUMAS", "EZ"),
    (" (Ndoet/Int.Wil)", "(Ndoet/Int.Wil)", None, "Ndoet,Int.Wil"),
    (" *** (Humas/PT BP2MI Makassar/MA)", "(Humas/PT BP2MI Makassar/MA)", "Humas/PT BP2MI Makassar", "MA"),
    (" (MC Kab. Blora/Teguh)", "(MC Kab. Blora/Teguh)", "MC Kab. Blora", "Teguh"),
    (" (ril humas pemprov sumsel/ohs)", "(ril humas pemprov sumsel/ohs)", "ril humas pemprov sumsel", "ohs"),
    (" (dinkes/ab,cde)", "(dinkes/ab,cde)", "dinkes", "ab,cde"),
    (" [owi/but]", "[owi/but]", None, "owi,but"),
    (" [rin/suf].", "[rin/suf]", None, "rin,suf"),
    (" (nal).", "(nal)", None, "nal"),
    ("(tet)", "(tet)", None, "tet"),
    (" (Oca)", "(Oca)", None, "Oca"),
    (" (rel)", "(rel)", "rel", None),
    (" (Rel)", "(Rel)", "Rel", None),
    (" (Humas)", "(Humas)", "Humas", None),
    (" (Tim Kominfo)", "(Tim Kominfo)", "Tim Kominfo", None),
    (" (*)", "(*)", None, None),
    (" (****)", "(****)", None, None),
    (" (*/prokopim)", "(*/prokopim)", "prokopim", None),
    (" (***/hms)", "(***/hms)", None, "hms"),
    (" (* / Diskominfo)", "(* / Diskominfo)", "Diskominfo", None),
    (" (Humas*)", "(Humas*)", "Humas", None),
    (" [humas/dn/*]", "[humas/dn/*]", "humas", "dn"),
]


@pytest.mark.parametrize(("tail", "text", "desk", "initials"), CREDITS, ids=[credit[1] for credit in CREDITS])
def test_credit_at_the_end_of_the_text(tail: str, text: str, desk: str | None, initials: str | None) -> None:
    rest, byline = split_byline(["Satu.", TEXT + tail])
    assert byline is not None
    assert (byline.text, byline.desk, byline.initials, byline.paragraph) == (text, desk, initials, 1)
    assert byline.raw == tail.strip()
    assert rest == ["Satu.", TEXT]


@pytest.mark.parametrize(("tail", "text", "desk", "initials"), CREDITS, ids=[credit[1] for credit in CREDITS])
def test_credit_as_a_paragraph_of_its_own(
    tail: str, text: str, desk: str | None, initials: str | None
) -> None:
    rest, byline = split_byline(["Satu.", TEXT, tail.strip()])
    assert byline is not None
    assert (byline.text, byline.desk, byline.initials, byline.paragraph) == (text, desk, initials, 2)
    assert rest == ["Satu.", TEXT]


NO_CREDITS = [
    "Pendaftaran gratis. (*syarat)",
    "Pendaftaran gratis. (*/**)",
    "Pendaftaran gratis. (*/kecuali anak di bawah umur)",
    "Rapat digelar di pendopo, Kamis (29/8)",
    "Rapat digelar di pendopo, Kamis (29/8).",
    "Diunggah (7/10/2024)",
    "Laporan keuangan meraih opini Wajar Tanpa Pengecualian (WTP)",
    "Nilainya satu setengah miliar (Rp 1,5 M).",
    "Semua dilakukan daring (dalam jaringan/online)",
    "Semua daring (dalam jaringan/online).",
    "Kepala Dinas Komunikasi dan Informatika (Kominfo).",
    "Dinas Komunikasi dan Informatika Kabupaten (Diskominfo)",
    "Warga menerima beras, minyak, gula (dll)",
    "Ia sampaikan salam. (dst)",
    "Peserta laki-laki (pria/wanita)",
    "Nabi Muhammad (saw).",
    "Sekolah Dasar Negeri (SDN)",
    "Naik dari bulan lalu (10,5 persen).",
    "Pendaftaran: (021) 123456",
    "Usia peserta (17-25 tahun)",
    "Tanpa kurung sama sekali.",
    "",
]


@pytest.mark.parametrize("text", NO_CREDITS)
def test_parentheses_that_are_no_credit(text: str) -> None:
    assert split_byline(["Satu.", text]) == (["Satu.", text], None)
    assert split_byline([text]) == ([text], None)


def test_credit_inside_the_text_is_left_there() -> None:
    paragraphs = ["Berita (Kominfo/ng) dikutip.", "Dua."]
    assert split_byline(paragraphs) == (paragraphs, None)


def test_credit_before_a_download_note() -> None:
    rest, byline = split_byline(["Satu. (Kominfo/sk,ad)", "Berkas selengkapnya dapat diunduh di sini"])
    assert byline is not None and (byline.text, byline.paragraph) == ("(Kominfo/sk,ad)", 0)
    assert rest == ["Satu.", "Berkas selengkapnya dapat diunduh di sini"]


@pytest.mark.parametrize("credit", ["(kominfo)", "(*)", "(prokopim/hms)"])
def test_credit_behind_the_colon_that_announces_a_list(credit: str) -> None:
    announced = "Warga diminta menyiapkan:"
    items = ["Fotokopi kartu keluarga", "Surat pengantar dari RT"]
    paragraphs, byline = split_byline(["Pelatihan digelar.", f"{announced} {credit}", *items])
    assert byline is not None and byline.text == credit
    assert paragraphs == ["Pelatihan digelar.", announced, *items]


@pytest.mark.parametrize("text", ["Cabang yang dilombakan: (tari, puisi)", "Peserta: (dinkes/ab)"])
def test_words_in_brackets_behind_a_colon_are_no_credit(text: str) -> None:
    assert split_byline([text, "Pendaftaran ditutup besok"]) == ([text, "Pendaftaran ditutup besok"], None)


def test_star_that_a_note_explains_is_no_credit() -> None:
    told = ["Pelatihan digelar.", "Warga diminta menyiapkan: (*)", "Fotokopi kartu keluarga", "*) bila ada"]
    assert split_byline(told) == (told, None)


def test_doubtful_credit_needs_the_end_of_the_text() -> None:
    assert split_byline(["Satu. (nal)", "Dua."])[1] is None
    assert split_byline(["Satu. (dinkes/ab)", "Dua."])[1] is None


def test_credit_before_its_source() -> None:
    rest, byline = split_byline(["Satu.", "Dua. (MC Kab. Blora/Teguh)", "sumber : https://infopublik.id/x"])
    assert byline is not None and byline.text == "(MC Kab. Blora/Teguh)"
    assert rest == ["Satu.", "Dua.", "sumber : https://infopublik.id/x"]
    rest, byline = split_byline(["Satu.", "Dua. (lim)", "Sumber : https://a.go.id/x"])
    assert byline is not None and (byline.text, byline.initials) == ("(lim)", "lim")


@pytest.mark.parametrize(
    "line",
    [
        "Pewarta : Laila Syafarud / Editor: Hendra Agusta",
        "Penulis : MC KOTA PADANG , Redaktur : Tobari",
        "Reporter: Andi",
        "Sumber : humasprovsumsel",
        "Editor ; Budi",
        "Humas: Sari",
        "Foto: Dok. Kominfo",
    ],
)
def test_labelled_credit(line: str) -> None:
    rest, byline = split_byline(["Satu.", line])
    assert byline is not None and (byline.text, byline.raw, byline.paragraph) == (line, line, 1)
    assert rest == ["Satu."]


@pytest.mark.parametrize(
    "line", ["Sumber daya air dijaga bersama.", "Penulis muda dilatih.", "Editor: " + "x" * 200]
)
def test_label_words_in_prose_are_no_credit(line: str) -> None:
    assert split_byline(["Satu.", line])[1] is None


@pytest.mark.parametrize(
    "line", ["Tim News Room Muara Enim Diskominfo.", "Tim News Room Muara Enim Diskominfo"]
)
def test_leading_credit(line: str) -> None:
    rest, byline = split_byline([line, "Dua."])
    assert byline is not None
    assert (byline.text, byline.raw, byline.paragraph) == ("Tim News Room Muara Enim Diskominfo", line, 0)
    assert rest == ["Dua."]


def test_leading_paragraph_about_a_team_is_no_credit() -> None:
    assert split_byline(["Tim Humas bertemu warga, lalu pulang.", "Dua."])[1] is None


@given(st.lists(st.text(max_size=60), max_size=6))
def test_splitting_loses_no_text(paragraphs: list[str]) -> None:
    rest, byline = split_byline(paragraphs)
    if byline is None:
        assert rest == paragraphs
        return
    removed = "".join("".join(paragraphs).split()).replace("".join(byline.raw.split()), "", 1)
    assert len("".join("".join(rest).split())) <= len(removed) or byline.text in byline.raw
    assert 0 <= byline.paragraph < len(paragraphs)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("KALIPARE - Wakil Bupati Malang mendampingi", "KALIPARE"),
        ("CIAMIS - Bupati", "CIAMIS"),
        ("KEDIRI – Alat berat mulai bekerja", "KEDIRI"),
        ("Kediri, Diskominfo – Puluhan petani", "Kediri"),
        ("Palembang, sumselprov.go.id -- Gubernur", "Palembang"),
        ("Padang, InfoPublik - Wali Kota", "Padang"),
        ("Yogyakarta, BPPM- Pemerintah", "Yogyakarta"),
        ("PALEMBANG , Fornews.co – Jalan", "PALEMBANG"),
        ("PALEMBANG,HS – Jalan", "PALEMBANG"),
        ("Divianews.com | Palembang — Jembatan", "Palembang"),
        ("KBRN, Palembang : Jembatan", "Palembang"),
        ("Kediri (beritajatim.com) – Bupati", "Kediri"),
        ("Sorong, InfoPublik – Rapat", "Sorong"),
        ("Jatim Newsroom – Gubernur", None),
        ("Rapat digelar di pendopo - kata Bupati", None),
        ("Pemerintah Kabupaten Kediri melalui Dinas Pertanian - sejak lama", None),
        ("Catatan: rapat ditunda", None),
        ("Rata-rata harga naik", None),
        ("Senin (5/2) - rapat", None),
        ("", None),
    ],
)
def test_dateline(text: str, place: str | None) -> None:
    assert extract_dateline(text) == place
