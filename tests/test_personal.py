"""What is masked in published texts however it is written, and what only looks like it: both sides in tables."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.personal import TELLING, as_seen, masked
from pipelines.privacy import Scrubber

MASKED = (
    # signs between the groups of a mobile number
    "0812/3456/7890", "0812,3456,7890", "0812;3456;7890", "0812.3456.7890", "0812:3456:7890", "0812|3456|7890",
    "0812~3456~7890", "0812*3456*7890", "0812'3456'7890", "0812+3456+7890", "0812=3456=7890", "0812\\3456\\7890",
    "0812·3456·7890", "0812•3456•7890", "0812−3456−7890", "0812‒3456‒7890", "0812 – 3456 – 7890", "0812(3456)7890",
    "0812 3456 (7890)", "0812[3456]7890", "08.12.34.56.78.90", "08-12-34-56-78-90", "08/12/34/56/78/90",
    "0-8-1-2-3-4-5-6-7-8-9-0", "081/2345/6789", "+62 (0) 812 3456 7890", "+62(0)812-3456-7890",
    # over ends of lines
    "0812\n3456\n7890", "0812-3456-\n7890", "0812-3456\n-7890", "0812 3456\r\n7890", "0812345\n67890", "0354\n689995",
    "3506011203\n980001", "350601 120398\n0001",
    # digits and blanks that are not the usual ones
    "０８１２−３４５６−７８９０", "٠٨١٢٣٤٥٦٧٨٩٠", "०८१२३४५६७८९०", "𝟎𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗𝟎", "⓪⑧①②③④⑤⑥⑦⑧⑨⓪",
    "0812\xa03456\xa07890", "0812\u20093456\u20097890", "0812/3456\xa07890",
    # landlines, and a mobile number without its 0
    "(0354)/689995", "(0354) 68.99.95", "0354–689995", "0354 — 689995", "WA 8123456789", "hp: 81234567890",
    # NIK
    "3506/0112/0398/0001", "3506,0112,0398,0001", "3506·0112·0398·0001", "3506_0112_0398_0001",
    "3 5 0 6 0 1 1 2 0 3 9 8 0 0 0 1",
    # mail
    "budi@[1.2.3.4]", "budi@[IPv6:2001:db8::1]", "budi (at) desa (dot) id", "budi [at] desa [titik] go [titik] id",
    "budi at desa dot id", "budi AT desa DOT go DOT id", "budi <at> desa.id", "budi[@]desa.id", "budi @ desa . go . id",
    "budi @ desa.go.id", "budi_at_gmail.com", "budi(a)gmail.com", "budi-at-gmail-dot-com", "budi@\ngmail.com",
)  # fmt: skip
KEPT = (
    # money and other amounts
    "Rp 1.250.000.000", "Rp1.250.000.000,00", "Rp 812.345.678.901", "Rp. 81.234.567.890,-", "Rp 3.506.011.203.980.001",
    "Rp 0,812 triliun", "USD 1,234,567,890.12", "APBD 2024: 2.081.234.567.890", "2.812.345.678",
    "luas 8.123,45 hektare",
    "123 456 789 orang", "dana desa 0812 juta", "0,8-1,2 meter", "nilai 08.12 persen", "skor 081, 075, 090, 100",
    # days, years and times of day
    "08/12/2024", "08.12.2024", "08-12-2024 sampai 10-12-2024", "08/12/2024 10:30:45", "2024-08-12T10:15:30",
    "pukul 08.00-10.00", "pukul 08.00–10.00; 13.00–15.00 WIB", "08:00-10:00, 12:00-14:00", "jam 08 10 12 14 16 18",
    "tanggal 08,09,10,11,12 Oktober", "08-09-10-11-12", "tahun 2019 2020 2021 2022", "2019/2020/2021/2022",
    "1998\n1999\n2000\n2001", "0812\n2024\n2025", "31 12 2024 08 00",
    # laws, letters and codes
    "UU Nomor 28 Tahun 2014", "Nomor 0812/3456/2024", "No. 800/0812/3456/2024", "nomor 188/0812/418.12/2024",
    "nomor 0812/418.12/2024", "Nomor 08/12/KPTS/2024", "nomor 470/081.2/345.6/2023", "5.1.02.01.01.0012",
    "kode rekening 5.2.2.08.12.34", "NPWP 01.234.567.8-901.000", "NPSN 20512345", "ISBN 978-602-6344-24-3",
    "kode pos 64182", "NIP 19700312 199803 1 004", "NIP 197003121998031004", "nilai 3506 0112 9998 0001",
    "RT 021/RW 009", "081-082",
    # places, lists, and what only has an @ or the letters at
    "-7.8166, 112.0114", "koordinat 7.816652, 112.011398", "08°12'34\" LS 112°34'56\" BT", "08 09 10 11 12 13",
    "1 2 3 4 5 6 7 8 9 10 11 12", "081, 123, 456, 789", "1234 5678 9012 3456 7890", "@pemkabkediri dan #HUT",
    "Ikuti @budi.id di Instagram", "Lokasi @ taman.kota", "jumpa at the park", "rapat et cetera",
    "ayat (2) huruf (a)", "Pasal 12 (a) mengenai. Dan",
)  # fmt: skip


@pytest.mark.parametrize("text", MASKED)
def test_nothing_is_left_however_it_is_written(text):
    left = Scrubber().text(f"hubungi {text} ya")
    assert "[" in left and not any(sign.isdigit() for sign in left), left
    assert not any(word in left for word in ("@", "gmail", "desa", "budi"))


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_it_stays(text):
    assert Scrubber().text(f"kata {text} ya") == f"kata {text} ya"


_SIGNS = st.sampled_from(["", " ", "-", ".", "/", ",", ";", "\n", "-\n", " - ", "\xa0", "\u2009", "·", "|", "–", "−"])
_MOBILES = st.from_regex(r"08[1-9][0-9]-[3-9][0-9]{3}-3[0-9]{3,4}", fullmatch=True)
"""None with a group that could be a year: strokes before a year make a document's number."""


@given(_MOBILES, _SIGNS, _SIGNS)
def test_a_mobile_number_is_masked_whatever_parts_its_groups(number, first, second):
    one, two, three = number.split("-")
    assert Scrubber().text(f"hubungi {one}{first}{two}{second}{three} ya") == "hubungi [telepon] ya"


@given(st.integers(1, 10**13), st.sampled_from(["Rp ", "Rp", "Rp. ", ""]), st.sampled_from(["", ",00", ",-", " juta"]))
def test_an_amount_is_never_masked(amount, before, after):
    text = f"senilai {before}{amount:,}".replace(",", ".") + f"{after} untuk"
    assert Scrubber().text(text) == text


@given(st.dates(), st.sampled_from("-/. "), st.times(), st.sampled_from(".:"))
def test_a_day_and_a_time_are_never_masked(day, sign, clock, mark):
    text = f"pada {day:%d{sign}%m{sign}%Y} pukul {clock:%H{mark}%M} sampai {clock:%H{mark}%M} WIB".replace("  ", " ")
    assert Scrubber().text(text) == text


@given(st.integers(1, 999), st.integers(1, 9999), st.integers(1945, 2045), st.sampled_from(["/418.12/", "/", "/KPTS/"]))
def test_a_number_of_a_document_is_never_masked(first, second, year, between):
    for text in (f"Nomor {first:03}/{second:04}{between}{year}", f"Nomor {second} Tahun {year}"):
        assert Scrubber().text(text) == text


@given(st.text(alphabet="0812 .-/\n@at(dot)gmail", max_size=80))
def test_masking_twice_is_masking_once(text):
    once = Scrubber().text(text)
    assert Scrubber().text(once) == once


@given(st.sampled_from(MASKED))
def test_what_is_to_be_masked_is_never_passed_by(text):
    assert TELLING.search(as_seen(text))


@pytest.mark.parametrize("text", ["1 ", "08-", "1,2.", "a at ", "08\n"])
def test_a_hostile_text_costs_no_more_than_its_length(text):
    begin = time.process_time()
    masked("0 8 " + text * 20_000)
    assert time.process_time() - begin < 10
