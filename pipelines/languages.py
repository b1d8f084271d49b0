"""In which language a text is written: by its script first, then by the small words that carry a sentence.

Made for the texts of these sites: Indonesian, with Javanese, Sundanese and English beside it. A quotation, a verse or
a prayer in another language does not change the language of the text around it.
"""

from __future__ import annotations

import re
from functools import cache

EXAMINED = 3_000
"""Characters from the start that decide."""
FEWEST_WORDS = 4
FEWEST_SIGNS = 2
"""Function words that a language must show."""
WORD_SHARE = 0.05
"""Share of the words that a language's function words must make up."""
LEAD = 1.5
"""How many times the runner-up's count the winner's must be."""
SCRIPT_SHARE = 0.3
"""Share of the letters from which another script decides; one of its signs often says what a whole word says here."""
VIETNAMESE_SHARE = 0.06
FOREIGN_SHARE = 0.15
"""Share of the words from which the commonest words of a language tell something."""
FOREIGN_LEAD = 2
"""How many times as many words must be among the commonest of a foreign language as among those of these sites'."""

_WORDS = {
    "id": "yang dan dengan untuk dari pada ini itu tidak akan dalam oleh juga kepada sebagai adalah dapat telah kita"
    " kami saya ada bisa para tersebut serta bahwa karena atau agar hingga sudah menjadi saat lebih tak secara antara"
    " maka terhadap seperti sehingga namun setelah masih ia mereka bagi tentang melalui yakni yaitu selain sangat"
    " tahun berdasarkan sesuai hari hasil setiap baik dilaksanakan dilakukan mengatakan kegiatan pemerintah",
    "jv": "ing sing dina lan kang kanggo marang saka iki iku ora karo uga wis bakal dadi supaya menyang kaliyan"
    " ingkang punika saking dhateng boten sampun badhe wonten kula panjenengan kados nggih mboten niki niku menika"
    " inggih tansah amarga nalika yaiku dening kudu aja wong padha nanging utawa apa manawa lagi kaya nganti luwih"
    " kabeh awit datan tan sira ingsun pun mugi mugia nuwun matur ana mung yen anggone sak bareng sedaya",
    "su": "anu jeung dina ieu éta eta keur kana teu geus nyaéta nyaeta ogé oge pikeun ku tina aya urang sareng nu"
    " henteu parantos abdi maranéhna maranehna mun lamun sangkan kudu bakal ka téh teh tos sanajan supados kedah kanggo"
    " ngeunaan jadi salaku mangrupa mangrupakeun nepi tapi atawa lian loba hayang moal euy mah wé ayeuna hiji",
    "en": "the of and to in is for that with was on as are by this be from at it has have which were will an not or"
    " their its also been they he she his her our we you your who can more than about into after said",
}
_LABELS = (
    "berita beranda kabupaten kota dinas pengumuman komentar terkait profil pemerintah provinsi desa kecamatan bupati"
    " gubernur layanan"
)
"""Words of the frames of these sites."""
_SIGNS_OF_HOME = frozenset(_WORDS["id"].split()) | frozenset(_LABELS.split())
FEWEST_OF_HOME = 3
"""Different words of these sites that a page of one shows, whatever the language of its text."""
HOME_LANGUAGES = frozenset(_WORDS)
"""Languages of these sites."""
_LANGUAGES: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in _WORDS.items() if word in words.split())
    for words in _WORDS.values()
    for word in words.split()
}
_KNOWN_HERE = ("Indonesian", "Malay", "Javanese", "Sundanese", "English")
_FOREIGN = (
    "German French Dutch Spanish Portuguese Italian Polish Czech Hungarian Romanian Swedish Danish Norwegian_Bokmal"
    " Finnish Turkish"
).split()
"""Names of jusText's lists of the commonest words of languages in Latin script."""
_SCRIPTS = (
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")),
    ("ja", re.compile("[\u3040-\u30ff\uff66-\uff9d]")),
    ("th", re.compile("[\u0e01-\u0e5b]")),
    ("ko", re.compile("[\u1100-\u11ff\uac00-\ud7af]")),
    ("ar", re.compile("[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
    ("ru", re.compile("[\u0400-\u052f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("km", re.compile("[\u1780-\u17ff]")),
    ("my", re.compile("[\u1000-\u109f]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("jv", re.compile("[\ua980-\ua9df]")),
    ("su", re.compile("[\u1b80-\u1bbf]")),
)
"""Scripts by the language that they most often mean here; the last two are at home in Indonesia."""
_AT_HOME = ("jv", "su")
_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_VIETNAMESE = re.compile("[\u0103\u0111\u01a1\u01b0\u1ea0-\u1ef9]", re.I)


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of a text; None when unsure, as of most short texts."""
    text = text[:EXAMINED]
    if script := _script(text):
        return script
    words = text.lower().split()
    if len(words) < FEWEST_WORDS:
        return None
    known = [word for word in words if word in _LANGUAGES]
    counts = dict.fromkeys(_WORDS, 0)
    for word in known:
        for language in _LANGUAGES[word]:
            counts[language] += 1
    best, second = sorted(counts, key=lambda language: counts[language], reverse=True)[:2]
    if counts[best] < max(FEWEST_SIGNS, WORD_SHARE * len(words)) or counts[best] < LEAD * counts[second]:
        return None
    return best


def is_foreign(text: str) -> bool | None:
    """Tell whether a text is in none of these sites' languages; None where its words do not tell."""
    text = text[:EXAMINED]
    script = _script(text)
    if script in _AT_HOME or (script is None and language_of(text) in HOME_LANGUAGES - {"en"}):
        return False  # what looks English is examined: other languages share its small words
    words = _WORD.findall(text.lower())
    here, foreign = (
        max(sum(word in _commonest(name) for word in words) for name in names) for names in (_KNOWN_HERE, _FOREIGN)
    )
    least = max(FEWEST_WORDS, FOREIGN_SHARE * len(words))
    if script is not None:
        return here < least  # prayers are quoted in theirs
    return None if max(here, foreign) < least else foreign >= FOREIGN_LEAD * here


def shows_home(text: str) -> bool:
    """Tell whether all that a page says shows it to be one of these sites: its frame is in Indonesian."""
    return len(_SIGNS_OF_HOME.intersection(_WORD.findall(text.lower()))) >= FEWEST_OF_HOME


@cache
def _commonest(language: str) -> frozenset[str]:
    from justext import get_stoplist

    return frozenset(get_stoplist(language))


def foreign_script(text: str) -> str | None:
    """Return the language (ISO 639-1) of a script foreign to these sites in which a text is written; None if it is
    not.

    Vietnamese counts, by its letters. A prayer or a name in its own script within a Latin text does not.
    """
    script = _script(text[:EXAMINED])
    return None if script in _AT_HOME else script


def _script(text: str) -> str | None:
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    if beyond * 20 < len(text):
        return None
    letters = len(_LETTERS.findall(text))
    counts = {language: len(signs.findall(text)) for language, signs in _SCRIPTS}
    if counts["ja"] and counts["ja"] * 10 >= counts["zh"]:  # kanji are counted as Chinese signs
        counts["ja"] += counts.pop("zh")
    best = max(counts, key=lambda language: counts[language])
    if letters and counts[best] >= SCRIPT_SHARE * letters:
        return best
    vietnamese = len(_VIETNAMESE.findall(text))
    return "vi" if vietnamese > 2 and vietnamese >= VIETNAMESE_SHARE * letters else None
