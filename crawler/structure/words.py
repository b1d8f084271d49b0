"""The words that themes print around an article: labels, dates, counters, and what addresses are called.

Each is a hint. Where a page's structure says otherwise, structure wins.
"""

from __future__ import annotations

import re
from typing import Final

from crawler.structure.months import MONTH

KNOWN_LANGUAGES: Final = frozenset("id in ms en jv su ban mad min bug ace bjn zxx und mul".split())
"""Codes (ISO 639) of languages of which labels are known, or that are written among them; ``zxx``: templates say so."""
COPYRIGHT: Final = re.compile(r"©|\(c\) ?\d{4}|copyright|hak cipta|all rights? reserved|powered by", re.I)
_MONTH: Final = rf"{MONTH}\.?"
_SPAN: Final = (
    r"(?:(?:\d{1,3}|se|satu|dua|tiga|beberapa|an?)\s?"
    r"(?:detik|dtk|menit|mnt|jam|hari|minggu|mgg|pekan|bulan|bln|tahun|thn"
    r"|(?:second|sec|minute|min|hour|hr|day|week|wk|month|mo|year|yr)s?)|\d{1,2}(?:[hdwy]|mo))"
)
_AGE: Final = (
    rf"\b{_SPAN}(?:(?:,\s?|,?\s(?:dan|and)\s|\s){_SPAN}){{0,3}}\s(?:(?:y(?:an)?g\s)?lalu|ago)\b"
    r"|^(?:kemarin|hari ini)\b|^(?:yesterday|baru saja|barusan|just now)$"
)
_GOES_ON: Final = rf"(?!\d|[-/.]\d{{1,2}}[-/.]\d\d|[\s-]{_MONTH}[\s-]\d{{2}}|\s[a-z]{{2,6}}\s(?:y(?:an)?g\s)?lalu\b)"
"""What no year has behind it: "#2 Septi 07-09-2024" is a number, a name and a day."""
DATE: Final = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s*[-./]?\s*{_MONTH},?\s*[-./]?\s*(?:\d{{4}}(?!\d)|'?\d\d{_GOES_ON})"
    r"|(?<!\d)\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|(?<![\d.])\d{1,2}\s?([-/.])\s?\d{1,2}\s?\1\s?\d{4}(?!\d)"
    r"|(?<![\d./-])\d{1,2}([-/])\d{1,2}\2\d\d(?![\d/-])"
    rf"|(?<![a-z]){_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}(?!\d)"
    rf"|{_AGE}",
    re.I,
)
"""What may be a printed date; the pipelines' grammar says whether it is one, and which."""
AGE: Final = re.compile(_AGE, re.I)
"""How long ago something was: no day by itself."""
SHORT_AGE: Final = re.compile(r"\d{1,2}\s?(?:[hdwmy]|mo|min|hrs?|mgg|bln|thn|mnt)", re.I)
"""The same as a whole text, as short as themes make it: it may be anything else, where nothing beside it tells."""
CLOCK: Final = re.compile(
    r"(?=[\djpnm])(?:(?:\b(?:pukul|jam|pkl)\.?\s*)?\b\d{1,2}"  # where none can begin, none is tried
    r"(?:[:.]\d\d(?:[:.]\d\d)?\b(?:\s*(?:(?:wib|wita|wit|[ap]m)\b|[ap]\.m\.))?|\s?[ap]\.m\.)"
    r"|(?<=, )(?:noon|midnight)\b)",
    re.I,
)
MODIFIED: Final = re.compile(
    r"(?:di|pe)?mutakhir(?:kan|an)|(?:di)?(?:perbarui|perbaharui|update|ubah|edit(?!or)|modifikasi|revisi)"
    r"|updated?\b|modified|edited",
    re.I,
)
PUBLISHED: Final = re.compile(
    r"(?:di)?(?:terbit|publikasi|publish|posting|posted|pos\b|unggah|rilis|tulis|buat|kirim)|posted|published|tanggal"
    r"|created|submitted|written|release",
    re.I,
)
_META_WORDS: Final = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|jum'?at|jum\S?at|sabtu|minggu|ahad|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|\b(?:oleh|by|on|pada|pukul|jam|wib|wita|wit|di|dalam|in|posted|published|diposting(?:kan)?|diterbitkan|dipublikasikan"
    r"|diunggah|ditulis|dibuat|dikirim|tanggal|tgl|penulis|admin\w*|author|editor|reporter|pewarta|kategori|category|views?|hits?"
    r"|dibaca|dilihat|dikunjungi|kali|x|pembaca|pengunjung|komentar|comments?|no|tidak ada|berita|humas|redaksi"
    r"|written|submitted"
    r"|terakhir|diperbarui|diupdate|update|updated|last|menit|read|min|baca|waktu|info|detail|cetak|print|email|share|bagikan"
    r"|ukuran|font|super|user|superuser|administrator|date|created|hari|bulan|lalu|yang|ago)\b",
    re.I,
)
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
BARE_LABEL: Final = re.compile(
    r"\W*(?:penulis|oleh|author|by|reporter|editor|pewarta|kategori|category"
    r"|(?:hari\W+)?tanggal|dibaca|dilihat|ditulis oleh)\W*",
    re.I,
)
"""A label whose value stands in the next element."""
OF_A_COMMENT: Final = re.compile(
    r"\W*(?:comment(?:ed)?|komentar|tanggapan|balasan|reply)\s+(?:by|from|oleh|dari)\b", re.I
)
"""How a line begins that says who commented, and when."""
NUMBERED: Final = re.compile(r"\W*(?:nomor|no)\.?\s*:\s*[\w./-]{3,40}\W*", re.I)
META_LENGTH: Final = 170
_LONGEST_LINE: Final = 4_000
"""Characters of a line whose words are counted: who asks wants to know whether they are few."""
_NAMES: Final = 3
_BESIDE: Final = 8
"""Words beside a date in a line about an article, at most; in a sentence fewer."""


def words_beside(text: str) -> int:
    """Count the words of a text that are neither dates nor what stands beside dates; the first of a long text tell."""
    return len(_beside(text[:_LONGEST_LINE]))


def _beside(text: str) -> list[str]:
    return _LETTERS.findall(_META_WORDS.sub(" ", CLOCK.sub(" ", DATE.sub(" ", text))))


_COUNTER: Final = re.compile(
    r"\W*(?:(?:telah |sudah |post |page )?(?:dibaca|dilihat|dikunjungi|hits?|views?|pembaca"
    r"|pengunjung)\s*:?\s*[\d.,]+k?(?:\s*(?:kali|x))?"
    r"|[\d.,]+k?\s*(?:x|kali)?\s*(?:dibaca|dilihat|dikunjungi|hits?|views?|pembaca|pengunjung|komentar"
    r"|comments?|kali|menit baca)"
    r"|(?:no|tidak ada|belum ada) (?:comments?|komentar)"
    r"|(?:(?:bagikan|share|sebarkan|cetak|print|pdf|email|kembali|back|tweet|facebook|twitter|whatsapp|telegram|linkedin|line"
    r"|copy link|salin tautan|a[+-]?|suka|like|balas|ke|this|ini"
    r"|(?:berita|artikel|tulisan|halaman) ini|indeks berita)\b[\s|/:.,&\[\]()]*)+)\W*",
    re.I,
)


_BETWEEN: Final = re.compile(r" [-–|·•/] ")
"""Signs between counters in one line."""


def is_counter(text: str) -> bool:
    """Tell whether a text is a read counter, a share line or a control."""
    return len(text) <= 110 and all(map(_COUNTER.fullmatch, _BETWEEN.split(text)))


_LABELS: Final = re.compile(
    r"\W*(?:oleh|by|penulis|ditulis oleh|author|editor|reporter|pewarta|kategori|category|tanggal|published"
    r"|posted|tags?|diposting|ditayangkan|dipublikasi(?:kan)?"
    r"|diterbitkan|written by|submitted by|dibaca|dilihat|views|hits|sumber foto)\b(?:\s*[:;]|\s+\w)",
    re.I,
)


_TAKES_TO_READ: Final = re.compile(
    r"(?:^|[-–|·•/])\s*(?:waktu baca\s*:?\s*)?\d{1,3}\s?(?:menit (?:mem)?baca|min(?:ute)?s? read)\s*(?:$|[-–|·•/])",
    re.I,
)


BEHIND_A_SENTENCE: Final = re.compile(r"""(?<=[.!?”])[\s*"–—-]{0,8}(?:\([^()]{1,60}\)|\[[^\[\]]{1,30}\])?[\s.*]*$""")
"""What may stand behind the full stop of a sentence: its closing quotation mark, stars, who wrote it."""


def is_meta(text: str) -> bool:
    """Tell whether a short text is about the article: date, author, category, counters."""
    if len(text) > META_LENGTH:
        return False
    if is_counter(text) or (len(text) <= META_LENGTH // 2 and _TAKES_TO_READ.search(text)):
        return True
    if DATE.search(text):
        text = BEHIND_A_SENTENCE.sub("", text)
        words = _beside(text)
        if text.endswith((".", "!", "?", "”")):  # of a sentence no more than names may stand beside a date
            return len(words) <= _NAMES and all(word[0].isupper() for word in words) and not is_dateline(text)
        return len(words) <= _BESIDE and not is_dateline(text)
    if NUMBERED.fullmatch(text):
        return True
    return len(text) <= 90 and _LABELS.match(text) is not None and not text.rstrip().endswith((".", "!", "?"))


_DATELINE: Final = re.compile(rf"\W*(?:kab\.|kota|kabupaten)?\s*[A-Z][\w .]{{2,30}},\s*(?=\d|(?i:{_MONTH})\s+\d)")
_WEEKDAY: Final = re.compile(
    r"\W*(?:senin|selasa|rabu|kamis|jum\S?at|sabtu|minggu|ahad|\w+day"
    rf"|(?:sen|sel|rab|kam|jum|sab|min|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)(?=\W+(?:\d|{MONTH}\b)))\b",
    re.I,
)
_WEEKDAY_LAST: Final = re.compile(r"\b(?:senin|selasa|rabu|kamis|jum\S?at|sabtu|minggu|ahad)\W*$", re.I)
_LABELLED: Final = re.compile(
    r"\W*(?:oleh|by|di|pada|tanggal|posted|published|admin|penulis|update|last|on|written|submitted)\w*\b", re.I
)


def is_dateline(text: str) -> bool:
    """Tell whether a line is place and day, as letters and releases begin and end: never a publication date."""
    if _WEEKDAY.match(text) or _LABELLED.match(text) or DATE.match(text):
        return False
    found = _DATELINE.match(text)
    if found is not None and _WEEKDAY_LAST.search(found.group()):
        return False
    if found is not None and (day := DATE.search(text)) is not None and day.start() < found.end():
        return False  # "Humas Nov. 12, 2024": the comma is that of the day
    return found is not None and words_beside(found.group()) <= 3 and words_beside(text[found.end() :]) == 0


RELATED_LABEL: Final = re.compile(
    r"\W*(?:navigasi (?:pos|tulisan|artikel|berita)|(?:posts?|article) navigation)\W*"
    r"|\W*(?:berita|artikel|baca|simak|lihat|post(?:ing)?|pos|tulisan|kabar|informasi|related|info|warta|konten"
    r"|you may|more)?\s*"
    r"(?:terkait|juga|pula|serupa|sejenis|related|lainnya|lain|selengkapnya|posts?|articles?|news|stories"
    r"|also like|for you)(?:\s+(?:berita|artikel|posts?|articles?|news|stories|lain(?:nya)?))?\s*[:»>]?\W*",
    re.I,
)
LATEST_LABEL: Final = re.compile(
    r"\W*(?:(?:berita|artikel|pos(?:-pos)?|post|posting|kabar|informasi|arsip|pengumuman|agenda|most|top|news)\s*)*"
    r"(?:terbaru|terkini|terpopuler|populer|popular|trending|latest|recent|pilihan|lainnya|arsip|read|views?|hari ini"
    r"|(?:(?:paling )?(?:banyak|sering)|terbanyak|paling|favorit)(?: di)?(?:\s?(?:baca|lihat|kunjungi))?)"
    r"(?:\s+(?:berita|artikel|posts?|news|articles?|comments?))?\W*",
    re.I,
)
RECENT_COMMENTS_LABEL: Final = re.compile(
    r"\W*(?:komentar|recent|latest)\s+(?:terbaru|terakhir|terkini|comments?|pengunjung terbaru|pembaca terbaru)\W*",
    re.I,
)
OTHER_VOICES_LABEL: Final = re.compile(
    r"\W*(?:testimoni(?:al|als)?|(?:apa )?kata mereka|buku tamu|guest ?book|obrolan|(?:live )?chat|shout ?box"
    r"|(?:surat|keluhan|usulan?) warga|pengaduan|aduan|aspirasi|lapor(?:an)?|tanya jawab|konsultasi|jajak pendapat"
    r"|polling|poll|survei|agenda|jadwal|riwayat|perubahan|unduhan|lampiran)\b(?: \S+){0,3}\W*",
    re.I,
)
"""What is called so is written by many and dated, and none of it answers the article."""
COMMENTS_LABEL: Final = re.compile(
    r"\W*(?:(?:ada|semua|daftar|total|jumlah|all)\s+)?(?:\(?\d{1,4}\)?\s+)?(?:komentar|comments?|tanggapan|respons?"
    r"|responses?|replies|diskusi(?=\s*\())"
    r"(?:\s+(?:pembaca|pengunjung|warga|anda|untuk|atas|terhadap|on|to|for|di|pada|masuk|berita|via|dari)\b.{0,120})?\s*"
    r"(?:\(?\d{0,4}\)?)\W*"
    r"|\W*\d{1,4} (?:thoughts?|pemikiran|gagasan|balasan) (?:on|pada|tentang)\b.{1,120}",
    re.I,
)
COMMENT_FORM_LABEL: Final = re.compile(
    r"\W*(?:(?:tinggalkan|kirim|tulis|beri(?:kan)?|tambah(?:kan)?|isi|form|leave a|add|post a?"
    r"|write a)\s*(?:sebuah\s*)?"
    r"(?:komentar|comments?|balasan|tanggapan|reply|ulasan)).{0,40}",
    re.I,
)
NOTHING: Final = re.compile(
    r"\b(?:belum|tidak|tak|tdk)\s+(?:ada|di?temukan|tersedia|memiliki|dapat\s+di\w+)\b|\bkosong\b|\bno\s+\w+\s+found\b"
    r"|\bnot\s+found\b|\b(?:silakan|silahkan|harap)\s+(?:login|masuk|tunggu)\b|\b(?:loading|memuat)\b",
    re.I,
)
"""What a page says that has nothing to show, or not yet."""
TAGS_LABEL: Final = re.compile(r"\W*(?:tags?|topik(?: terkait)?|label|kata kunci|keywords?)\s*:?\W*", re.I)
"""Label alone."""
TAG_ADDRESS: Final = re.compile(r"/(?:tags?|topik|topic|label)s?(?:/|\?\w+=)|[?&]tag=", re.I)
CATEGORY_ADDRESS: Final = re.compile(
    r"/(?:kategori|category|categories|rubrik|kanal|section|channel)[/-]|[?&](?:cat|kategori|category)=", re.I
)
AUTHOR_ADDRESS: Final = re.compile(
    r"/(?:authors?|penulis|redaktur|reporter|profile?-penulis|(?:upload|post|writ|creat|publish)\w{0,6}[-_]?by"
    r"|uploaders?|users?)/|[?&]author=",
    re.I,
)
READ_MORE: Final = re.compile(
    r"\b(?:selengkapnya|lebih\s+(?:lanjut|lengkap)|lanjut(?:kan)?\s+(?:mem)?baca|baca\s+(?:lanjut|semua)\w*"
    r"|read\s+(?:more|on)|continue\s+reading|learn\s+more)\b",
    re.I,
)
"""What leads from the beginning of a release to all of it."""
NOWHERE: Final = re.compile(r"#|javascript:|$", re.I)
"""Addresses of links that lead to a place on the same page, or to none."""
SHARE_ADDRESS: Final = re.compile(
    r"facebook\.com/(?:sharer|share|dialog)|twitter\.com/(?:intent|share|home\?)|x\.com/intent|api\.whatsapp\.com|wa\.me/\?|whatsapp://"
    r"|t\.me/share|telegram\.me/share|linkedin\.com/(?:share|cws)|pinterest\.\w+/pin|plus\.google\.com/share|social-plugins\.line",
    re.I,
)
FILE_ADDRESS: Final = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[ts]|csv|rtf|zip|rar|7z)(?:$|[?#])|drive\.google\.com|/download/|/unduh", re.I
)
NO_PICTURE: Final = re.compile(
    r"button\.(?:png|gif)|logo|avatar|icon|/ads?/|banner|blank|pixel"
    r"|gravatar|emoji|spinner|loading|user\.(?:png|jpe?g)|foto_user",
    re.I,
)
"""Addresses of images that are no pictures of an article."""
SEPARATORS: Final = re.compile(r"\s+[-–—|•·»:/]{1,2}\s+|\s*[|»]\s*|\s*::\s*")
