"""The words of our pages in Indonesian and English, and dates in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

LANGUAGES = ("id", "en")

WORDS: dict[str, tuple[str, str]] = {
    "tagline": ("Arsip berita pemerintah daerah Indonesia", "The record of Indonesian regional government news"),
    "search_label": ("Cari di semua berita", "Search all releases"),
    "search": ("Cari", "Search"),
    "search_hint": (
        'tani juga menemukan petani dan pertanian; "frasa persis" dalam kutip; kata* untuk awalan; -kata mengecualikan',
        'tani also finds petani and pertanian; "exact phrase" in quotes; word* for a prefix; -word excludes',
    ),
    "try": ("Coba", "Try"),
    "try_family": ("satu keluarga kata: tani, petani, pertanian", "one family of words: tani, petani, pertanian"),
    "try_phrase": ("persis frasa ini", "exactly this phrase"),
    "try_without": ("banjir, tetapi bukan banjir bandang", "floods, but no flash floods"),
    "try_prefix": ("semua kata yang berawalan begitu", "all words that begin so"),
    "try_undated": ("Berita yang halamannya tidak mencetak tanggal", "Releases whose page prints no date"),
    "try_changed": ("Teks yang diubah setelah terbit", "Texts that were changed after publication"),
    "newest": ("Berita terbaru", "Newest releases"),
    "sites": ("Situs yang diarsipkan", "Archived sites"),
    "holdings": ("Isi arsip", "What the archive holds"),
    "releases": ("berita", "releases"),
    "comments": ("Komentar pembaca", "Readers' comments"),
    "undated": ("tanpa tanggal", "undated"),
    "newest_of_site": ("terbaru", "newest"),
    "none_yet": ("Arsip ini masih kosong.", "This archive is still empty."),
    "tables": ("Semua tabel dan kueri", "All tables and queries"),
    "original": ("Halaman asli", "Original page"),
    "published": ("Terbit", "Published"),
    "modified": ("Diubah menurut halaman", "Modified, as the page says"),
    "no_date": ("halaman tidak mencetak tanggal", "the page prints no date"),
    "bad_date": ("tanggal di halaman tidak terbaca sebagai tanggal", "what the page prints is no possible date"),
    "not_before": ("tidak sebelum", "not before"),
    "not_after": ("tidak sesudah", "not after"),
    "between": ("terbit antara", "published between"),
    "and": ("dan", "and"),
    "bounded_by": ("menurut", "by"),
    "by_id": ("nomor urut berita di sistemnya", "its number among its neighbours"),
    "by_address": ("nomor di alamat dan tetangganya", "the number in its address, and its neighbours"),
    "by_listing": ("tetangganya dalam daftar berita", "its neighbours in the listing"),
    "by_feed": ("tetangganya dalam umpan", "its neighbours in the feed"),
    "by_sitemap": ("peta situs", "the sitemap"),
    "by_listed-date": ("tanggal di samping tautannya", "the date beside a link to it"),
    "by_comment": ("komentar pertama", "its first comment"),
    "by_upload": ("alamat unggahan gambarnya", "the upload path of its pictures"),
    "by_file-modified": ("waktu berkas lampirannya", "the time of its files"),
    "by_related": ("daftar berita terkait", "lists of related releases"),
    "by_new-since": ("kunjungan kami sebelumnya", "our visit before it appeared"),
    "by_wayback": ("salinan pertama di Wayback Machine", "its first capture in the Wayback Machine"),
    "by_first-seen": ("saat pertama terlihat", "when it was first seen"),
    "with_undated": ("sertakan yang tanggalnya hanya diperkirakan", "include those whose date is only bounded"),
    "as_printed": ("sebagaimana tercetak di halaman", "as printed on the page"),
    "as_stated": ("menurut keterangan halaman untuk mesin", "as the page states for machines"),
    "zone_assumed": ("zona waktu dianggap zona daerahnya", "time zone assumed from the region"),
    "reckoned": ("dihitung dari waktu relatif di halaman", "reckoned from a relative time on the page"),
    "precise_to": ("teliti sampai", "precise to the"),
    "hour": ("jam", "hour"),
    "week": ("minggu", "week"),
    "month": ("bulan", "month"),
    "year": ("tahun", "year"),
    "author": ("Oleh", "By"),
    "byline": ("Kredit", "Credit"),
    "region": ("Daerah", "Region"),
    "site": ("Situs", "Site"),
    "category": ("Kategori", "Category"),
    "tags": ("Tag", "Tags"),
    "related": ("Berita terkait menurut halaman", "Related releases the page offers"),
    "inline_links": ("Tautan dalam teks", "Links in the text"),
    "archived": ("diarsipkan", "archived"),
    "no_longer": ("tidak tampak lagi sejak", "no longer there since"),
    "attachments": ("Lampiran", "Attachments"),
    "extracted": ("Teks dari lampiran", "Text from the attachment"),
    "extracted_how": (
        "Teks ini dibaca oleh program dari berkas lampiran; tata letak, tabel, dan gambar tidak ikut. Yang berlaku"
        " adalah berkas aslinya.",
        "A program read this text from the attached file, without layout, tables and pictures. The file itself counts.",
    ),
    "extracted_cut": ("Ini hanya bagian awal.", "This is only the beginning."),
    "recognised": (
        "Hurufnya dikenali dari hasil pindai dan bisa keliru.",
        "Its letters were recognised in a scan and may be wrong.",
    ),
    "page": ("halaman", "page"),
    "text_empty": ("tidak ada teks di dalamnya, kemungkinan hasil pindai", "it holds no text, probably a scan"),
    "text_failed": ("teksnya tidak dapat dibaca", "its text could not be read"),
    "text_unsupported": ("jenis berkas ini tidak dibaca", "files of this type are not read"),
    "why_encrypted": ("terkunci kata sandi", "locked by a password"),
    "why_damaged": ("berkas rusak", "the file is damaged"),
    "why_time": ("terlalu lama", "it took too long"),
    "why_memory": ("terlalu besar", "it is too large"),
    "why_too-many-pages": ("halamannya terlalu banyak", "it has too many pages"),
    "images": ("Gambar (hanya alamat)", "Pictures (by reference)"),
    "excerpt": ("kutipan terpotong", "cut-off excerpt"),
    "answers": ("membalas", "answers"),
    "history": ("Riwayat", "History"),
    "state": ("keadaan", "state"),
    "seen": ("terlihat", "seen"),
    "kind_first": ("keadaan pertama", "first state"),
    "kind_content": ("isi berubah", "content changed"),
    "kind_date-only": ("hanya tanggal berubah", "only the date changed"),
    "kind_restored": ("dikembalikan", "restored"),
    "back_to_release": ("Beritanya", "The release"),
    "filter_column": ("Kolom yang disaring", "Column to filter by"),
    "filter_op": ("Cara menyaring", "How to filter"),
    "filter_sort": ("Urutkan menurut", "Sort by"),
    "filter_value": ("Nilai", "Value"),
    "filter_sql": ("Kueri SQL", "SQL query"),
    "two_releases": ("Dua berita dibandingkan", "Two releases compared"),
    "legend_two": ("hanya dalam satu teks", "in one text alone"),
    "only_first": ("yang pertama", "the first"),
    "only_second": ("yang kedua", "the second"),
    "copies": ("Teks yang sebagian besar sama", "Much the same text"),
    "alike": ("{} % sama", "{} % the same"),
    "contained": ("{} % teks yang lebih pendek ada di yang lebih panjang", "{} % of the shorter text is in the longer"),
    "published_before": ("terbit lebih dahulu", "published earlier"),
    "published_after": ("terbit kemudian", "published later"),
    "what_differs": ("apa yang berbeda", "what differs"),
    "same_subject": ("Berita lain tentang hal yang sama", "More like this"),
    "neighbours": ("Berita sebelum dan sesudahnya di situs ini", "Releases before and after on this site"),
    "release_earlier": ("Sebelumnya di situs ini", "Before on this site"),
    "release_later": ("Sesudahnya di situs ini", "After on this site"),
    "at_the_site": ("gambar di situs asalnya", "picture at its site"),
    "block_category": ("daftar kategori", "listing of its category"),
    "block_featured": ("berita pilihan", "featured releases"),
    "block_feed": ("umpan situs", "the site's feed"),
    "block_latest": ("berita terbaru di situs", "latest releases on the site"),
    "block_lead": ("berita utama", "lead story"),
    "block_listing": ("daftar berita", "list of releases"),
    "block_popular": ("berita populer", "popular releases"),
    "block_sitemap": ("peta situs", "the site's map"),
    "block_tags": ("daftar tag", "listing of a tag"),
    "block_ticker": ("berita berjalan", "ticker"),
    "place": ("urutan", "place"),
    "from": ("dari", "from"),
    "until": ("sampai", "until"),
    "side_by_side": ("bersebelahan", "side by side"),
    "in_one_text": ("dalam satu teks", "in one text"),
    "legend": ("tanda", "marks"),
    "nothing_here": ("tidak ada", "nothing here"),
    "unchanged_paragraphs": ("{} paragraf tidak berubah", "{} paragraphs unchanged"),
    "of": ("dari", "of"),
    "all_states": ("Semua keadaan", "All states"),
    "compared_with_before": ("bandingkan dengan sebelumnya", "compare with the one before"),
    "compared_with_first": ("bandingkan dengan yang pertama", "compare with the first"),
    "sightings": ("Di mana tautannya tampak", "Where its link was seen"),
    "provenance": ("Tentang rekaman ini", "About this record"),
    "captured": ("Diambil", "Captured"),
    "status": ("Status", "Status"),
    "http_status": ("Jawaban HTTP", "HTTP answer"),
    "digest": ("Sidik SHA-256 isi yang diterima", "SHA-256 of the bytes received"),
    "content_digest": ("Sidik SHA-256 teks", "SHA-256 of the text"),
    "warc": ("Rekaman WARC", "WARC record"),
    "offset": ("mulai bita", "from byte"),
    "read_by": ("Dibaca oleh", "Read by"),
    "layout": ("tata letak", "layout"),
    "addresses": ("Alamat yang pernah ditemui", "Addresses met"),
    "first_seen": ("Pertama terlihat", "First seen"),
    "last_seen": ("Terakhir terlihat", "Last seen"),
    "no_text": ("Halaman ini tidak memuat teks.", "The page holds no text."),
    "is_present": ("masih ada di situsnya", "on its site"),
    "is_missing": ("tidak ditemukan sekali", "not found once"),
    "is_suspected": ("diduga hilang", "probably gone"),
    "is_gone": ("hilang dari situsnya", "gone from its site"),
    "is_delisted": ("tidak lagi didaftar, masih terbuka", "no longer listed, still open"),
    "is_returned": ("sempat hilang, kini ada lagi", "was gone, is back"),
    "is_quarantined": ("dikarantina: bukan isi", "quarantined: no content"),
    "is_redacted": ("disunting karena hukum", "redacted"),
    "revised": ("pernah diubah", "edited"),
    "other_language": ("English", "Bahasa Indonesia"),
    "home": ("Beranda", "Home"),
    "skip": ("Langsung ke isi", "Skip to content"),
    "all_releases": ("Semua berita", "All releases"),
    "narrow": (
        "Saring menurut daerah, situs, tahun, kategori, status",
        "Narrow by region, site, year, category, status",
    ),
    "chosen": ("Saringan", "Filters"),
    "remove": ("hapus", "remove"),
    "too_slow": ("Terlalu lama untuk dihitung", "Took too long to count"),
    "clear": ("Hapus saringan", "Clear filters"),
    "nothing_found": ("Tidak ada berita yang cocok.", "No release matches."),
    "next_page": ("Halaman berikutnya", "Next page"),
    "columns": ("Arti kolom", "What the columns mean"),
    "data_as": ("Data ini sebagai", "This data as"),
    "row": ("Baris lain yang menunjuk ke sini", "Other rows that point here"),
    "did_you_mean": ("Maksud Anda", "Did you mean"),
    "narrow_search": ("Persempit", "Narrow"),
    "from_day": ("Dari tanggal", "From"),
    "to_day": ("Sampai", "To"),
    "apply": ("Terapkan", "Apply"),
    "more_than": ("lebih dari", "more than"),
    "sorted_by": ("Urutan", "Order"),
    "sort_relevance": ("paling cocok", "best match"),
    "sort_newest": ("terbaru", "newest"),
    "sort_oldest": ("terlama", "oldest"),
    "skip_to_search": ("Langsung ke kotak cari", "Skip to the search box"),
    "skip_to_results": ("Langsung ke hasil", "Skip to the results"),
    "more_values": ("lainnya", "more"),
    "counts_bounded": (
        "Angka dengan + dihitung dari berita terbaru saja.",
        "Numbers with + are counted among the newest releases alone.",
    ),
    "too_many_to_rank": (
        "terlalu banyak untuk diperingkat: yang memuatnya di judul dahulu, lalu yang terbaru",
        "too many to rank: those with it in the headline first, then the newest",
    ),
    "beginning_cut": (
        "Terlalu banyak kata berawalan begitu: yang terpendek saja yang dicari. Ketik lebih banyak huruf.",
        "Too many words begin so: only the shortest of them are searched. Type more letters.",
    ),
    "facet_tag": ("Tag", "Tag"),
    "facet_province": ("Provinsi", "Province"),
    "facet_region": ("Kabupaten dan kota", "Regencies and cities"),
    "facet_site": ("Situs", "Site"),
    "facet_year": ("Tahun", "Year"),
    "facet_month": ("Bulan", "Month"),
    "facet_category": ("Kategori", "Category"),
    "facet_status": ("Status", "Status"),
    "facet_comments": ("Komentar", "Comments"),
    "has_comments": ("dengan komentar pembaca", "with readers' comments"),
    "no_word": ("Ketik setidaknya satu kata.", "Type at least one word."),
    "found_partly": ("Tanpa salah satu kata", "Without one of the words"),
    "found_elsewhere": ("Di luar naskah yang sekarang", "Outside of the present texts"),
    "found_comment": ("komentar pembaca", "reader's comment"),
    "found_earlier": ("naskah lama, tidak tertulis lagi", "an earlier text; it no longer says so"),
    "found_attachment": ("lampiran", "attachment"),
    "cite": ("Kutip berita ini", "Cite this release"),
    "footnote": ("catatan kaki", "footnote"),
    "feeds": ("Umpan (Atom)", "Feeds (Atom)"),
    "feed_new": ("berita baru", "new releases"),
    "feed_edited": ("diubah", "edited"),
    "feed_date-changed": ("tanggal diubah", "date changed"),
    "feed_restored": ("dikembalikan", "restored"),
    "feed_vanished": ("hilang dari situs", "vanished"),
    "feed_gone": ("hilang", "gone"),
    "feed_delisted": ("tidak lagi didaftar", "delisted"),
    "feed_back-dated": ("tanggal mundur", "back-dated"),
    "about_archive": ("Tentang arsip ini", "About this archive"),
    "take_data": ("Ambil datanya", "Take the data"),
    "method": ("Metode", "Method"),
    "licence": ("Lisensi", "Licence"),
    "dictionary": ("Kamus data", "Data dictionary"),
    "dictionary_hint": (
        "Semua tabel dan kolom di sini, dan artinya. Keterangannya berbahasa Inggris.",
        "Every table and column that is here, and what it means.",
    ),
    "footer_source": (
        "Sumber: situs berita pemerintah daerah; alamat aslinya ada pada setiap berita.",
        "Source: news sites of regional governments; each release names its own address.",
    ),
    "ask_operator": ("Hubungi pengelola", "Write to the operator"),
    "this_copy": ("Salinan ini", "This copy"),
    "copy_version": ("Versi salinan", "Version of the copy"),
    "copy_digest": ("Sidik seluruh isi (SHA-256)", "Digest of all content (SHA-256)"),
    "built_at": ("Dibuat", "Built"),
    "names_policy": ("Nama pembaca", "Readers' names"),
    "names_shown": ("ditampilkan", "shown"),
    "names_initials": ("disingkat menjadi inisial", "shortened to initials"),
    "names_hidden": ("disembunyikan", "hidden"),
    "redactions_applied": ("Penyuntingan", "Redactions"),
    "cite_version": (
        "Sebutkan versi ini bersama hasil Anda: versi yang sama berarti isi yang sama.",
        "Name this version beside your results: the same version means the same content.",
    ),
    "whole_archive": ("Seluruh arsip", "The whole archive"),
    "no_exports": (
        "Pengelola belum menyediakan berkas utuh. Potongan di bawah ini dapat diambil.",
        "The operator offers no whole files yet. What is below can be taken.",
    ),
    "goes_with_it": ("Yang menyertainya", "What goes with it"),
    "live_archive": (
        "Ini arsip yang sedang berjalan, bukan salinan untuk umum. Ambil semuanya dengan",
        "This is the live archive, not a copy for the public. Take all of it with",
    ),
    "form_csv": ("CSV, satu berkas tiap tabel, dengan kamus data", "CSV, a file a table, with the data dictionary"),
    "form_jsonl": ("satu objek JSON tiap baris", "one JSON object a line"),
    "form_parquet": ("Parquet", "Parquet"),
    "form_sqlite": ("basis data SQLite, dengan indeks pencarian", "SQLite database, with the search index"),
    "parts_of_it": ("Sebagian", "Parts of it"),
    "take_search": (
        "hasil pencarian apa pun, dengan saringannya, sampai seribu berita:",
        "what any search finds, narrowed as on the page, up to a thousand releases:",
    ),
    "take_tables": (
        "setiap tabel dan kueri sebagai JSON dan CSV, dengan saringan",
        "every table and query as JSON and CSV, filtered",
    ),
    "feeds_both": (
        "Umpan, yang dapat dipersempit dengan ?site=, ?region= dan ?q= (pencarian):",
        "Feeds, which ?site=, ?region= and ?q= (a search) narrow:",
    ),
    "saved_queries": ("Kueri siap pakai", "Saved queries"),
    "read_first": ("Baca dulu", "Read first"),
    "changes_title": ("Perubahan antarsalinan", "Changes between copies"),
    "changes_of_copies": (
        "Hanya salinan untuk umum yang menyebut perubahannya. Apa yang terjadi di arsip ini:",
        "Only copies for the public tell their changes. What happened in this archive:",
    ),
    "changes_since": ("Sejak", "Since"),
    "changes_first": ("Ini salinan pertama.", "This is the first copy."),
    "changes_unreadable": ("Salinan sebelumnya tidak terbaca lagi.", "The copy before cannot be read any more."),
    "changes_small": (
        "Hanya komentar, tautan, atau alamat yang berubah.", "Comments, links or addresses alone have changed.",
    ),
    "change_new": ("Baru", "New"),
    "change_edited": ("Diubah", "Edited"),
    "change_vanished": ("Hilang", "Vanished"),
    "change_returned": ("Kembali", "Returned"),
    "change_redacted": ("Disunting", "Redacted"),
    "change_no_longer_redacted": ("Tidak lagi disunting", "No longer redacted"),
    "change_no_longer_published": ("Tidak lagi diterbitkan", "No longer published"),
    "no_such_page": ("Halaman ini tidak ada.", "There is no such page."),
    "not_answerable": ("Permintaan ini tidak dapat dijawab.", "This request cannot be answered."),
    "our_fault": ("Terjadi kesalahan di pihak kami.", "Something went wrong on our side."),
    "status_title": ("Keadaan situs", "How the sites stand"),
    "incidents_title": ("Kejadian", "Incidents"),
    "incidents_hint": (
        "Apa yang diubah, dihapus, dimundurkan tanggalnya, atau dipindahkan; dan kapan situs tidak dapat dipercaya.",
        "What was edited, removed, back-dated or moved; and when a site could not be relied on.",
    ),
    "no_incidents": ("Tidak ada kejadian seperti itu.", "Nothing of the kind was observed."),
    "kind": ("Jenis", "Kind"),
    "since": ("sejak", "since"),
    "still_open": ("masih berlangsung", "still so"),
    "over_since": ("berakhir", "over since"),
    "nothing_to_do": ("Tidak ada yang perlu diperiksa.", "Nothing needs a look."),
    "last_good_run": ("Penelusuran baik terakhir", "Last good run"),
    "last_run_was": ("Penelusuran terakhir:", "The last run:"),
    "verdict_down": ("situs mati", "the site was down"),
    "verdict_blocked": ("situs menolak kami", "the site refused us"),
    "verdict_hijacked": ("situs memuat spam", "the site carried spam"),
    "verdict_broken": ("halaman tidak terbaca", "its pages could not be read"),
    "verdict_stopped": ("dihentikan", "was stopped"),
    "newest_release": ("Berita terbaru", "Newest release"),
    "freshness": ("Kesegaran", "Freshness"),
    "days_ago": ("{} hari lalu", "{} days ago"),
    "usual_gap": ("biasanya setiap {} hari, paling lama {}", "usually every {} days, at most {}"),
    "coverage": ("Cakupan", "Coverage"),
    "dated_share": ("{} % bertanggal, {} % bernaskah", "{} % dated, {} % with text"),
    "absent": ("tidak ada lagi di situsnya", "no longer on its site"),
    "unobtained": ("Alamat yang belum terambil", "Addresses not obtained"),
    "next_run": ("Penelusuran berikutnya", "Next run"),
    "pages_due": ("{} halaman menunggu", "{} pages due"),
    "unknown": ("belum diketahui", "not known"),
    "never_yet": ("belum pernah", "never yet"),
    "conduct": ("Cara kami menelusuri", "How we crawled"),
    "run": ("penelusuran", "run"),
    "what_happened": ("Kejadian", "What happened"),
    "earlier_texts": ("Sebelumnya", "Before"),
    "releases_by_month": ("Berita per bulan", "Releases by month"),
    "edits_by_month": ("Perubahan per bulan, menurut saat terlihat", "Edits by month in which they were seen"),
    "vanished_by_month": (
        "Yang hilang per bulan, menurut saat terlihat",
        "Disappearances by month in which they were seen",
    ),
    "comments_by_month": ("Komentar pembaca per bulan", "Readers' comments by month"),
    "other_sites": ("situs lain", "other sites"),
    "as_table": ("Angkanya sebagai tabel", "The numbers as a table"),
    "last_months": ("{} bulan terakhir; tabel memuat semuanya", "the last {} months; the table has all"),
    "total": ("Jumlah", "Total"),
    "all": ("semua", "all"),
    "figures": ("Bagan", "Charts"),
    "dead_link": ("tautan mati", "dead link"),
    "link_outside": ("tidak diarsipkan", "not archived"),
    "was_at_home": ("Ada di beranda", "Was on the home page"),
    "was_in": ("Ada di", "Was in"),
    "on_day": ("pada", "on"),
    "fetched_from": ("Diambil dari", "Fetched from"),
    "fetched_as": ("sebagai", "as"),
    "file_kept": ("Berkasnya tersimpan", "The file is kept"),
    "file_not_fetched": ("berkasnya belum diambil", "the file has not been fetched"),
    "file_states": ("Berkas di alamat ini diganti: {} keadaan", "The file at this address was replaced: {} states"),
    "evidence": ("bukti", "evidence"),
    "text_pending": ("teksnya belum dibaca", "its text has not been read yet"),
    "paragraphs_apart": ("{} paragraf hanya di sini, {} hanya di sana", "{} paragraphs only here, {} only there"),
    "look_at": ("Lihat juga", "Look at"),
    "regions_short": ("peta, dan halaman setiap pemerintah daerah", "a map, and a page for each government"),
    "vanished_short": ("berita yang tidak ada lagi di situsnya", "releases that are no longer on their sites"),
    "status_short": ("penelusuran terakhir, kesegaran, dan gangguan", "last runs, freshness and alarms"),
    "regions_title": ("Daerah dan situsnya", "Regions and their sites"),
    "regions_hint": (
        "Setiap titik adalah provinsi yang situs pemerintahnya diarsipkan, di letak ibu kotanya.",
        "Each dot is a province with archived government sites, at its seat of government.",
    ),
    "map_title": ("Peta provinsi dengan situs yang diarsipkan", "Map of the provinces with archived sites"),
    "map_credit": (
        "Garis pantai: Natural Earth. Letak: GeoNames (CC BY 4.0).",
        "Coast: Natural Earth. Places: GeoNames (CC BY 4.0).",
    ),
    "sites_short": ("situs", "sites"),
    "site_short": ("situs", "site"),
    "no_region": ("Tanpa daerah", "Without a region"),
    "search_here": ("Cari di sini", "Search here"),
    "region_empty": ("Belum ada situs dari daerah ini dalam arsip.", "The archive has no site of this region yet."),
    "region_next": ("Situs yang dapat ditelusuri:", "The sites that can be crawled:"),
    "not_archived": (
        "{} dari {} kabupaten dan kota belum diarsipkan",
        "{} of {} regencies and cities are not archived yet",
    ),
    "archived_since": ("diarsipkan sejak", "archived since"),
    "unverified": (
        "pembacaannya belum diperiksa pada situs aslinya",
        "nobody has checked its reading at the live site yet",
    ),
    "none_of_site": ("belum ada", "none yet"),
    "cadence": ("Irama terbit", "Cadence"),
    "completeness": ("Seberapa lengkap", "How complete it is"),
    "walked_at": (
        "Daftar beritanya terakhir ditelusuri sampai habis pada",
        "Its listings were last walked to their end on",
    ),
    "never_walked": (
        "Daftar beritanya belum pernah ditelusuri sampai habis; apa yang tidak ada di sini belum tentu tidak ada"
        " di sana.",
        "Its listings have never been walked to their end; what is not here may well be there.",
    ),
    "listing_totals": ("Isi daftar berita", "Listing totals"),
    "listing_totals_hint": (
        "Berapa berita yang ditampilkan setiap daftar pada penelusuran lengkap terakhir, dan berapa di antaranya"
        " yang diarsipkan.",
        "How many releases each listing showed in the last complete walk, and how many of them are archived.",
    ),
    "listing": ("Daftar", "Listing"),
    "shown": ("ditampilkan", "shown"),
    "further_listings": ("{} daftar lain", "{} further listings"),
    "further": ("{} lagi", "{} more"),
    "months_without": ("Bulan tanpa berita", "Months without releases"),
    "months_without_hint": (
        "Bulan di antara berita pertama dan terakhir yang bertanggal. Situsnya mungkin diam, atau beritanya tidak"
        " ada lagi ketika arsip ini dimulai.",
        "Months between the first and the last dated release. The agency may have been silent, or its releases"
        " were no longer there when this archive began.",
    ),
    "months_count": ("{} bulan", "{} months"),
    "account_not_published": (
        "Salinan ini tidak memuat daftar alamat yang belum terambil.",
        "This copy does not carry the addresses that were not obtained.",
    ),
    "addresses_of_these": ("Alamat-alamatnya", "Their addresses"),
    "known_since": ("diketahui sejak", "known since"),
    "all_obtained": (
        "Semua alamat berita yang diketahui sudah diambil.",
        "Every address of a release that is known was obtained.",
    ),
    "page_new": ("belum diambil", "not fetched yet"),
    "page_known": ("tidak memuat berita", "holds no release"),
    "page_missing": ("tidak ada di alamatnya", "not at its address"),
    "page_quarantined": ("ditolak: bukan isi", "refused: no content"),
    "page_refused": ("tidak boleh atau tidak dapat diambil", "not allowed, or not to be fetched"),
    "page_failed": ("gagal diambil", "could not be fetched"),
    "vanished_title": ("Apa yang hilang", "What has vanished"),
    "vanished_hint": (
        "Berita yang tidak ada lagi di alamatnya. Naskahnya tetap tersimpan di sini, dengan bukti setiap"
        " pemeriksaan. Kapan tepatnya berita dihapus tidak diketahui: yang pasti hanya kapan terakhir terlihat"
        " dan kapan pertama tidak ditemukan.",
        "Releases that are no longer at their address. Their texts are kept here, with the evidence of every"
        " look. When a release was removed is not known: only when it was last seen, and when it was first not"
        " found.",
    ),
    "ladder": ("Tangga bukti", "The ladder of evidence"),
    "ladder_present": ("Alamatnya menjawab dengan beritanya.", "Its address answers with the release."),
    "ladder_missing": (
        "Sekali diperiksa, alamatnya menjawab tidak ada, menampilkan halaman tidak ditemukan, atau mengalihkan ke"
        " halaman lain. Itu bisa gangguan sesaat.",
        "At one look its address answered that there is no such page, showed a page that says so, or led"
        " elsewhere. That may be a passing fault.",
    ),
    "ladder_suspected": (
        "Tidak ditemukan lagi setidaknya 18 jam kemudian, sementara situsnya berjalan baik.",
        "It was not found again at least 18 hours later, while the site was well.",
    ),
    "ladder_gone": (
        "Tidak ditemukan pada tiga pemeriksaan atau lebih yang masing-masing berselang 18 jam, selama hampir tiga"
        " hari; setiap kali situsnya berjalan baik. Pemeriksaan ketika situs mati, menolak kami, diretas, atau"
        " rusak tidak dihitung.",
        "It was not found at three looks or more, each 18 hours apart, over nearly three days, and the site was"
        " well each time. Looks while the site was down, refused us, was hijacked or broken do not count.",
    ),
    "ladder_returned": ("Kemudian ditemukan lagi di alamatnya.", "Later it was found at its address again."),
    "ladder_beside": (
        "Di samping tangga ini: berita yang tidak lagi tercantum dalam daftar mana pun, padahal halamannya masih"
        " terbuka.",
        "Beside this ladder: releases that no listing shows any longer, though their page still opens.",
    ),
    "first_missing": ("pertama tidak ditemukan", "first not found"),
    "kept_text": ("Yang tersimpan", "What is kept"),
    "nothing_vanished": ("Tidak ada berita seperti itu.", "There is no such release."),
    "look_discounted": ("tidak dihitung", "not counted"),
    "look_site-down": ("situs mati", "the site was down"),
    "look_site-blocked": ("situs menolak kami", "the site refused us"),
    "look_site-hijacked": ("situs memuat spam", "the site carried spam"),
    "look_site-broken": ("halaman tidak terbaca", "its pages could not be read"),
    "look_mass": ("terlalu banyak sekaligus", "too many at once"),
    "empty_copy": (
        "Pengelola arsip ini belum menerbitkan berita. Kembalilah nanti.",
        "The operator of this archive has published no release yet. Come back later.",
    ),
    "empty_next": (
        "Jalankan salah satu perintah ini di komputer tempat arsip ini berada:",
        "Run one of these commands where this archive lies:",
    ),
    "empty_sample": (
        "situs contoh yang disertakan, tanpa internet, kurang dari semenit",
        "the bundled sample site, without internet, in less than a minute",
    ),
    "empty_crawl": (
        "daftar situs yang dapat ditelusuri, lalu salah satunya",
        "the sites that can be crawled, then one of them",
    ),
    "empty_reload": ("Lalu muat ulang halaman ini.", "Then load this page again."),
    "changed_fields": ("yang berubah", "what changed"),
    "printed_date": ("tanggal tercetak", "printed date"),
    "covered_by": ("penelusuran lengkap sebelumnya selesai", "an earlier complete walk had ended"),
    "address": ("alamat", "address"),
    "field_headline": ("judul", "headline"),
    "field_subheadline": ("subjudul", "second headline"),
    "field_body": ("naskah", "text"),
    "field_byline": ("kredit", "credit"),
    "field_author": ("penulis", "author"),
    "field_category": ("kategori", "category"),
    "field_image": ("gambar utama", "lead picture"),
    "field_published_at": ("tanggal terbit", "publication date"),
    "cause_http-404": ("jawaban 404, halaman tidak ada", "answer 404, no such page"),
    "cause_http-410": ("jawaban 410, halaman dihapus", "answer 410, page removed"),
    "cause_soft-404": ("halaman yang mengatakan tidak ditemukan", "a page that says not found"),
    "cause_redirect-home": ("dialihkan ke beranda", "redirected to the home page"),
    "cause_redirect-other-article": ("dialihkan ke berita lain", "redirected to another release"),
    "evidence_before": ("semula", "before"),
    "evidence_after": ("menjadi", "after"),
    "evidence_author": ("nama", "name"),
    "evidence_text": ("isi", "text"),
    "evidence_label": ("lampiran", "file"),
    "evidence_listing": ("daftar", "listing"),
    "evidence_last": ("berita terakhir", "last release"),
    "evidence_lost": ("halaman yang kehilangan isian", "pages that lost the field"),
    "evidence_looked_at": ("halaman yang diperiksa", "pages looked at"),
    "evidence_articles": ("berita", "releases"),
    "evidence_missing": ("tidak ada", "not there"),
    "evidence_shown": ("masih ada", "still there"),
    "evidence_failed": ("gagal", "failed"),
    "evidence_requests": ("permintaan", "requests"),
    "evidence_days": ("hari", "days"),
    "evidence_reasons": ("alasan", "reason"),
    "evidence_added": ("ditambahkan", "added"),
    "evidence_removed": ("dihapus", "removed"),
    "evidence_pages": ("halaman", "page"),
    "evidence_listed": ("tampak di daftar", "shown in a listing"),
    "evidence_listings": ("daftar", "listing"),
    "evidence_injected": ("sisipan", "injected"),
    "evidence_examples": ("contoh", "example"),
    "evidence_sha256": ("sidik SHA-256", "SHA-256"),
}

_MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "January February March April May June July August September October November December".split(),
)
_ZONES = {"+07:00": "WIB", "+08:00": "WITA", "+09:00": "WIT", "+00:00": "UTC"}


def word(name: str, language: str) -> str:
    """Return a word of our pages in a language."""
    return WORDS[name][LANGUAGES.index(language)]


def date_in_words(value: str | None, language: str) -> str:
    """Write an ISO 8601 value in words: ``2 Oktober 2024 pukul 10.15 WIB``; empty for None, as it is if odd."""
    if not value:
        return ""
    index = LANGUAGES.index(language)
    try:
        if len(value) == 7:
            return f"{_MONTHS[index][int(value[5:7]) - 1]} {value[:4]}"
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    day = f"{moment.day} {_MONTHS[index][moment.month - 1]} {moment.year}"
    if len(value) <= 10:
        return day
    zone = _ZONES.get(value[-6:], value[-6:]) if not value.endswith("Z") else "UTC"
    return f"{day} pukul {moment:%H.%M} {zone}" if language == "id" else f"{day}, {moment:%H:%M} {zone}"


def number_in_words(value: int | None, language: str) -> str:
    """Write a number with the language's mark between thousands; a dash for None."""
    if value is None:
        return "–"
    return f"{value:,}".replace(",", "." if language == "id" else ",")


def certainty(article: dict[str, Any], language: str) -> str:
    """Say how an article's date is known; for an undated one, between which days it lies."""
    if not article.get("published_at"):
        missing = word("bad_date" if article.get("published_raw") else "no_date", language)
        return "; ".join(filter(None, (missing, _bounds_in_words(article, language))))
    source = article.get("published_source") or ""
    said = "as_printed" if source.startswith("page:") else "as_stated"
    said = word("reckoned" if source.endswith("relative") else said, language)
    if article.get("published_precision") in ("hour", "week", "month", "year"):
        said += f"; {word('precise_to', language)} {word(article['published_precision'], language)}"
    if article.get("published_zone") == "assumed":
        said += f"; {word('zone_assumed', language)}"
    return said


def _bounds_in_words(article: dict[str, Any], language: str) -> str:
    """Say between which days an undated article was published, and by what that is known; empty where nothing is."""
    after, before = article.get("published_after"), article.get("published_before")
    if after and before and after != before:
        begin, end = date_in_words(after, language), date_in_words(before, language)
        shared = 2 if after[:7] == before[:7] else 1 if after[:4] == before[:4] else 0
        begin = " ".join(begin.split()[: 3 - shared])
        said = f"{word('between', language)} {begin} {word('and', language)} {end}"
    else:
        # one known end, or both on one day: a day that is reckoned is still no printed date
        ends = (("not_before", after), ("not_after", before))
        said = "; ".join(f"{word(name, language)} {date_in_words(day, language)}" for name, day in ends if day)
    rules = [f"by_{rule}" for rule in (article.get("published_bounds") or "").split("+")]
    reasons = f" {word('and', language)} ".join(word(rule, language) for rule in rules if rule in WORDS)
    return f"{said} ({word('bounded_by', language)} {reasons})" if said and reasons else said
