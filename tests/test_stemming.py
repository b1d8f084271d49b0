"""Words and stems: tokens as the full-text index makes them, families that hold together and apart."""

from __future__ import annotations

import csv
import re
import sqlite3
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
import Stemmer
from hypothesis import example, given, settings
from hypothesis import strategies as st

from language.stemming import stem, tokens, words

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data" / "stemming"
LANGUAGE = ROOT / "language" / "data"
ORDINARY = set(
    "administrasi bagian barat batu bener besar bintang bumbu daerah datar daya empat gunung hilir hulu"
    " ibukota ilir istimewa jaya kabupaten kanan kepulauan khusus kota laut lima lubuk meriah muara murung"
    " panjang pegunungan penuh pesisir pinang pulang pulau puluh puncak pusat raja raya selatan seribu sungai"
    " tanah teluk tengah tenggara timur tinggi tulang utara".split()
)
"""Words of the names of regions that are words of the language as well."""


def lines(path: Path) -> list[list[str]]:
    text = path.read_text("utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


FAMILIES = lines(DATA / "families.txt")
APART = [(pair[0], pair[1]) for pair in lines(DATA / "apart.txt")]
KNOWN = {word for name in ("roots.txt", "families.tsv") for line in lines(LANGUAGE / name) for word in line}


def joined(families: list[list[str]], key: Callable[[str], str]) -> tuple[float, list[tuple[str, str]]]:
    """Return the share of a family's pairs that share a key, and the pairs that do not."""
    pairs = [pair for family in families for pair in combinations(family, 2)]
    missed = [pair for pair in pairs if key(pair[0]) != key(pair[1])]
    return 1 - len(missed) / len(pairs), missed


def test_families_hold_together():
    plain = Stemmer.Stemmer("indonesian").stemWord
    share, missed = joined(FAMILIES, stem)
    base, _ = joined(FAMILIES, plain)
    print(f"{len(FAMILIES)} families: {share:.3f} of pairs joined; by the base stemmer alone {base:.3f}")
    assert len(FAMILIES) >= 60
    assert share >= 0.97, (share, missed)
    assert base <= 0.85, "the base stemmer has become good: see whether our rules are still needed"


def test_unlisted_words_are_stemmed_too():
    unlisted = [family for family in FAMILIES if not KNOWN & set(family)]
    share, missed = joined(unlisted, stem)
    print(f"{len(unlisted)} families without a listed word: {share:.3f} of pairs joined")
    assert len(unlisted) >= 8
    assert share >= 0.6, (share, missed)


def test_different_words_stay_apart():
    wrong = [pair for pair in APART if stem(pair[0]) == stem(pair[1])]
    print(f"{len(wrong)} of {len(APART)} pairs merged wrongly")
    assert len(APART) >= 40
    assert not wrong


def test_no_two_families_share_a_key():
    keys: dict[str, str] = {}
    for family in FAMILIES:
        assert keys.setdefault(stem(family[0]), family[0]) == family[0]


def test_place_names_are_those_of_the_regions_and_never_stemmed():
    with (ROOT / "pipelines" / "data" / "regions.csv").open(encoding="utf-8") as file:
        names = " ".join(row["name"] for row in csv.DictReader(file)).lower()
    places = [line[0] for line in lines(LANGUAGE / "places.txt")]
    assert places == sorted(word for word in set(re.findall("[a-z]{4,}", names)) - ORDINARY)
    assert [word for word in places if stem(word) != word] == []
    assert stem("kediri") == "kediri" == stem("kedirinya")


def test_the_data_files_say_each_thing_once():
    files = (LANGUAGE / "roots.txt", LANGUAGE / "families.tsv")
    listed = [word for file in files for line in lines(file) for word in line]
    assert len(listed) == len(set(listed)), sorted(word for word in listed if listed.count(word) > 1)
    assert not [word for word in listed if not re.fullmatch("[a-z]{3,}", word)]


@pytest.mark.parametrize("word", ["", "di", "nya", "2024", "covid19", "peng", "kabarnyalah", "é", "中文"])
def test_any_token_has_a_stem(word):
    assert stem(word) or word == ""
    assert stem(word) == stem(word)


@pytest.fixture(scope="module")
def indexed():
    """A function that gives the tokens of a text from a real full-text index."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE f USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(f, 'row')")

    def tokens_of(text: str) -> set[str]:
        connection.execute("DELETE FROM f")
        connection.execute("INSERT INTO f VALUES (?)", (text,))
        return {row[0] for row in connection.execute("SELECT term FROM v")}

    yield tokens_of
    connection.close()


LETTERS = st.sampled_from(
    list("aAzZ09 _-.'\0\x7f\u0301\u0323ÉéßẞİıſKÅﬁ½²ⅧªʼªЖжΣςσא中あ한๑ꦗ\ue000🙂\u200d\u00ad’“–")
)
TEXTS = st.text(max_size=60) | st.text(LETTERS, max_size=40)


@settings(max_examples=400)
@given(TEXTS)
@example("Jum’at, 12 “Petani” – naïve café PÉTANI e\u0301 \u0301x")
@example("a\0b ꦗꦮ عَرَب ½x ᴬa _y_ Rp1.000,-")
@example("".join(map(chr, range(0x20, 0x250))))
def test_words_are_those_of_the_index(indexed, text):
    assert words(text) == indexed(text)
    assert words(text) == set(tokens(text))


def test_every_sign_is_what_the_index_makes_of_it(indexed):
    signs = [chr(code) for code in range(0x3000) if not 0xD800 <= code < 0xE000]
    signs += [chr(code) for code in range(0xA000, 0x12000, 7) if not 0xD800 <= code < 0xE000]
    text = " ".join(f"a{sign}b{ord(sign)}" for sign in signs)
    assert words(text) == indexed(text)


def test_half_a_surrogate_pair_separates():
    assert words("petani\ud83dpadi") == {"petani", "padi"}


def test_words_of_a_body_are_fast():
    body = " ".join(
        ["Petani Kabupaten Kediri memanen padi, “jagung” – dan kedelai di lahan 12,5 hektare."] * 33
    )
    words(body)
    best = float("inf")
    for _ in range(20):
        start = time.perf_counter()
        words(body)
        best = min(best, time.perf_counter() - start)
    assert best < 300e-6, f"{best * 1e6:.0f} microseconds for {len(body.split())} words"
