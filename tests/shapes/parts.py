"""What many themes print around an article: lists of other releases, threads, share buttons, frames."""

from __future__ import annotations

from html import escape

from tests.shapes.content import CLOCK, Release, Remark, day, full, short

SITE = "Pemerintah Kabupaten Sukamakmur"
HOME = "https://www.sukamakmurkab.example"


def url(release: Release, pattern: str = "/berita/{number}/{slug}") -> str:
    return HOME + pattern.format(number=release.number + 1, slug=release.slug)


def page(title: str, content: str, head: str = "", attributes: str = "") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="id"><head><meta charset="utf-8"><title>{escape(title)}</title>\n{head}\n'
        f"</head>\n<body{attributes}>\n{content}\n</body></html>"
    )


def menu(links: str = "Beranda Profil Berita Galeri Pengumuman Kontak") -> str:
    return "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in links.split())


def listed(others: list[Release], item: str, count: int = 5, start: int = 0) -> str:
    """Return entries of a list; ``item`` may name url, headline, day, full, short and lead."""
    return "\n".join(
        item.format(
            url=url(other), headline=escape(other.headline), day=day(other.at), full=full(other.at),
            short=short(other.at), lead=escape(other.lead), slug=other.slug,
        )
        for other in others[start : start + count]
    )  # fmt: skip


def thread(release: Release, item: str, nest: str = "", date: str = "{full} {time}") -> str:
    """Return a thread; ``item`` names author, date, text and answers; ``nest`` holds the answers of one."""

    def printed(number: int, remark: Remark) -> str:
        answers = "".join(
            printed(place, other) for place, other in enumerate(release.remarks) if other.parent == number
        )
        return item.format(
            author=escape(remark.author), text=escape(remark.text), number=number + 31,
            date=date.format(full=full(remark.at), short=short(remark.at), day=day(remark.at),
                             time=f"{remark.at:%H:%M}", iso=remark.at.isoformat()),
            answers=nest.format(answers) if nest and answers else answers,
        )  # fmt: skip

    return "\n".join(printed(n, remark) for n, remark in enumerate(release.remarks) if remark.parent is None)


def clock() -> str:
    return f"{full(CLOCK)} {CLOCK:%H:%M:%S} WIB"


SHARE = (
    '<a href="https://www.facebook.com/sharer/sharer.php?u=x">Facebook</a> '
    '<a href="https://twitter.com/intent/tweet?url=x">Twitter</a> '
    '<a href="https://api.whatsapp.com/send?text=x">WhatsApp</a>'
)
FORM = (
    '<form method="post" action="/komentar"><label>Nama</label><input name="nama"><label>Email</label>'
    '<input name="email"><textarea name="komentar"></textarea><button>Kirim Komentar</button></form>'
)
FOOTER = (
    "Hak Cipta © 2019-2026 Dinas Komunikasi dan Informatika Kabupaten Sukamakmur. Jalan Panglima Sudirman Nomor 1, "
    "telepon (0354) 123456. Website ini dikelola oleh Pejabat Pengelola Informasi dan Dokumentasi (PPID) kabupaten."
)
