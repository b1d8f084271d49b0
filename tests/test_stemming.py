"""Words and stems: tokens as the full-text index makes them, families that hold together and apart."""

from __future__ import annotations

import sqlite3
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.stemming import stem, tokens, words

FAMILIES = """
tani petani pertanian bertani petaninya
terima menerima diterima penerima penerimaan
tulis menulis penulis tulisan
berita pemberitaan memberitakan
sehat kesehatan menyehatkan
layanan pelayanan melayani dilayani
bangun membangun pembangunan bangunan dibangun
vaksin vaksinasi
wisata wisatawan pariwisata
didik pendidik pendidikan mendidik
salur menyalurkan penyaluran disalurkan
latih pelatihan melatih latihan dilatih
tanam menanam penanaman tanaman
panen dipanen memanen
olah pengolahan mengolah olahan
usaha pengusaha perusahaan berusaha
bantu bantuan membantu dibantu
daftar pendaftaran mendaftar terdaftar
resmi meresmikan peresmian diresmikan
pimpin pemimpin kepemimpinan dipimpin
aman keamanan pengamanan mengamankan
umum pengumuman diumumkan mengumumkan
ingat peringatan memperingati diperingati
sampah persampahan
ekonomi perekonomian
desa perdesaan
camat kecamatan
bersih membersihkan dibersihkan kebersihan pembersihan
"""
APART = [
    ("perintah", "pemerintah"), ("kediri", "diri"), ("pemalang", "malang"), ("bupati", "pati"), ("berita", "ita"),
    ("sekolah", "olah"), ("menteri", "teri"), ("berau", "rau"), ("petani", "petang"), ("kota", "kotak"),
]  # fmt: skip


def test_families_hold_together():
    pairs = [pair for line in FAMILIES.strip().splitlines() for pair in combinations(line.split(), 2)]
    joined = sum(stem(a) == stem(b) for a, b in pairs)
    missed = [pair for pair in pairs if stem(pair[0]) != stem(pair[1])]
    assert joined / len(pairs) >= 0.95, (joined, len(pairs), missed)


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_that_stay_apart(one, other):
    assert stem(one) != stem(other)


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF, exclude_categories=("Cs",)), max_size=80))
def test_words_are_those_of_the_index(text):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE f USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(f, 'row')")
    connection.execute("INSERT INTO f VALUES (?)", (text.replace("\0", " "),))
    indexed = {row[0] for row in connection.execute("SELECT term FROM v")}
    if text.isascii():
        assert words(text.replace("\0", " ")) == indexed
    assert words(text) == set(tokens(text))
