"""What the site of tests.wordpress_server publishes, and what nobody may see of it."""

from __future__ import annotations

from tests.wordpress_server import Post, Remark

ARTICLES = 104


def posts() -> list[Post]:
    """Return posts with all that can be in them, and some that nobody may see."""
    made = [
        Post(
            100 + number,
            f"warga-desa-{number}-panen-raya",
            f"Warga Desa {number} Panen Raya &#8220;Padi&#8221; &amp; Jagung",
            [f"Warga desa nomor {number} memanen padi pada lahan seluas {number} hektare.", "Hasilnya naik tahun ini."],
            f"2024-{number % 9 + 1:02}-{number % 27 + 1:02}T{number % 24:02}:15:32",
            category="Pertanian & Pangan" if number % 2 else "Berita",
            tags=["Panen", "Padi & Jagung"] if number % 3 == 0 else [],
        )
        for number in range(1, ARTICLES - 2)
    ]
    talk = [Remark(n, f"Penulis {n}", f"Komentar nomor {n} < ini", f"2024-10-03T{n // 60:02}:{n % 60:02}:00")
            for n in range(1, 46)]  # fmt: skip
    talk += [Remark(46, "Admin", "Jawaban atas dua", "2024-10-03T02:00:00", 2),
             Remark(47, "Dua", "Balasan lagi", "2024-10-03T02:01:00", 46),
             Remark(48, "Spam", "beli obat murah", "2024-10-03T02:02:00", 0, "spam"),
             Remark(49, "Menunggu", "belum disetujui", "2024-10-03T02:03:00", 0, "hold")]  # fmt: skip
    few = [Remark(61, "Siti", "Bagus sekali", "2024-10-04T01:00:00"),
           Remark(62, "Budi", "Setuju, Bu Siti", "2024-10-04T01:05:00", 61),
           Remark(63, "Rahasia", "jangan tampil", "2024-10-04T01:06:00", 61, "hold")]  # fmt: skip
    text = ["Bupati membuka pasar murah di alun-alun kabupaten.", "Pasar berlangsung sampai Jumat."]
    made.append(Post(501, "pasar-murah-dibuka", "Pasar Murah Dibuka", list(text), "2024-10-02T05:00:00",
                     picture="/wp-content/uploads/pasar.jpg", caption="Bupati di pasar murah",
                     remarks=talk))  # fmt: skip
    made.append(Post(502, "sungai-dibersihkan", "Sungai Dibersihkan", list(text), "2024-10-04T00:30:00", remarks=few))
    made.append(Post(503, "larut-malam", "Rapat Sampai Larut Malam", list(text), "2024-10-05T23:59:59"))
    made.append(Post(601, "rahasia", "Naskah Belum Terbit", text, "2024-10-06T00:00:00", status="draft"))
    assert sum(post.status == "publish" for post in made) == ARTICLES
    return made


def plain(title: str) -> str:
    return title.replace("&#8220;", "“").replace("&#8221;", "”").replace("&amp;", "&")
