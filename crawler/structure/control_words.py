"""What pages print for a reader to press, to rate, to listen to or to pass over: never a part of a text.

Only lines that are nothing else; what a text itself says of listening or following is a sentence.
"""

from __future__ import annotations

import re
from typing import Final

_THIS: Final = (
    r"(?:\s+(?:artikel|berita|halaman|informasi|konten|tulisan|postingan|article|post|page|story))?(?:\s+(?:ini|this))?"
)
_FEELING: Final = (
    r"(?:suka|tidak suka|senang|sedih|marah|kaget|terkejut|terhibur|terinspirasi|takjub|bangga|lucu|biasa saja|takut"
    r"|like|dislike|love|haha|wow|sad|angry)"
)
_NETWORK: Final = (
    r"(?:google news|whatsapp|telegram|facebook|instagram|youtube|tiktok|twitter|threads|newsletter|email)"
)
_ADVERT: Final = r"(?:iklan|advertisements?|ads|sponsored(?: content)?|pariwara|konten bersponsor)"
_VOTES: Final = r"\W*[\d.,]+\s*(?:suara|votes?|penilaian|ulasan|ratings?)"
_WORDS: Final = (
    # to hear, to see larger, to go elsewhere on the page
    rf"(?:dengarkan|putar|simak|listen(?: to)?|play)(?:\s+(?:versi\s+)?audio)?{_THIS}",
    r"(?:ukuran|perbesar|perkecil|besarkan|kecilkan|atur(?: ukuran)?)\s+(?:huruf|teks|font)\W*(?:a\W*){0,4}",
    r"(?:font|text)\s+size\W*(?:a\W*){0,4}|(?:a[-+]?\W+){1,3}a[-+]?",
    r"daftar isi|table of contents|donate|donasi(?: sekarang)?|currently unrated",
    # to rate, to feel
    rf"(?:beri(?:kan)?|isi|give)\s+(?:nilai|rating|penilaian|bintang|ulasan){_THIS}|rate{_THIS}",
    rf"rating\s*:?\s*[\d.,]+\s*(?:/|dari|of|out of)\s*(?:5|10)(?:{_VOTES})?|(?:nilai|skor)\s*:?\s*[\d.,/]+{_VOTES}",
    r"(?:apa|bagaimana)\s+(?:reaksi|perasaan)\s+(?:anda|kamu)"
    rf"(?:\s+(?:tentang|terhadap|setelah|mengenai)[^.?]{{0,30}}{_THIS})?",
    r"what(?:'s| is) your reaction",
    r"apakah\s+(?:informasi|artikel|berita|halaman|konten|tulisan|postingan)(?:\s+(?:ini|di atas))?\s+(?:cukup\s+)?"
    r"(?:membantu|bermanfaat|berguna|jelas)(?:\s+(?:bagi|untuk)\s+\w+)?|was this[^.]{0,30}helpful",
    rf"(?:{_FEELING}\W*\d{{1,6}}\W*){{1,9}}",
    r"\d[\d.,]*k?\s*(?:shares?|likes?|reactions?|reaksi)",
    # that nobody has said anything
    r"(?:(?:belum|tidak|tak) ada|no) (?:komentar|tanggapan|ulasan|comments?)(?: yet)?"
    r"(?:\W+(?:(?:untuk|pada|di|dalam|on|for)\b[^.!?]{0,40}|(?:jadi|jadilah|silakan|silahkan|ayo|mari|be)\b[^.!?]{0,60}))?",
    r"jadi(?:lah)?\s+(?:orang\s+)?(?:yang\s+)?pertama\s+(?:yang\s+|untuk\s+)?(?:memberi(?:kan)?\s+|menulis\s+|ber)?"
    r"(?:komentar|tanggapan|ulasan)\b[^.!?]{0,30}",
    r"be the first (?:one )?to (?:comment|reply|respond|(?:leave|write|post) a (?:comment|reply))\b[^.!?]{0,30}",
    # to share, to follow, to pass over
    rf"(?:bagikan|sebarkan|share)(?:\s+(?:ke|di|via|on|to|this|ini|artikel|berita))*(?:\W+(?:fb|wa|ig|x|{_NETWORK})\b)*",
    rf"(?:ikuti|follow|gabung(?:lah)?|join)\s+(?:kami|us|saluran|kanal|channel)\b[^.]{{0,60}}\b{_NETWORK}\b[^.]{{0,40}}",
    rf"{_ADVERT}(?:\W+scroll[^.]{{0,60}})?|scroll\s+(?:ke bawah|untuk|to|down)[^.]{{0,50}}",
    r"(?:gulir|geser)\s+(?:ke bawah\s+)?untuk\s+(?:lanjut|melanjutkan)[^.]{0,40}",
    r"(?:lanjut(?:kan)?|continue)\s+(?:membaca|baca|reading)",
    r"(?:kembali|back)\s+(?:ke|to)\s+(?:daftar|halaman|beranda|indeks|list|index|home|atas|top)\b[^.]{0,30}",
    r"(?:waktu|lama|estimasi)\s+(?:mem)?baca(?:\W*\d{1,3}\s*menit)?|\d{1,3}\s*(?:menit\s+(?:mem)?baca|min(?:ute)?s?\s+read)",
)  # fmt: skip
_CONTROL: Final = re.compile(rf"\W*(?:{'|'.join(_WORDS)})\W*", re.I)
_SIGN_AND_COUNT: Final = re.compile(r"[^\w\s.,:;()\[\]{}%+*/\\|<>=~^$#@!?&\"'“”‘’–—•·▪■●◦-]{1,3}\s*\d[\d.,]*k?", re.I)
"""A sign, as of an eye or a heart, and how many."""
LONGEST_CONTROL: Final = 110


def says_control(text: str) -> bool:
    """Tell whether a line is but a control, or what a page says of itself to who reads it."""
    if len(text) > LONGEST_CONTROL:
        return False
    return _SIGN_AND_COUNT.fullmatch(text) is not None or _CONTROL.fullmatch(text) is not None
