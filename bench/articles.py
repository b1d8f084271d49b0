"""A synthetic archive of any size, the same for the same number: what the speed of search and pages is measured on.

Words follow Zipf's law as those of a large body of text do: a few stand in almost every release, most in a handful.
They are Indonesian roots with their affixes, pairs of words that go together, and invented names. As after first
crawls, the releases of a site lie together, the newest first. The file is filled as SQLite fills fastest, and then
holds what a crawl would have written, but for what no page of a reader needs; first states of texts are left out.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from importlib import resources
from itertools import accumulate, chain, islice, product
from pathlib import Path

from language.stemming import stem
from language.stemming import tokens as tokens_of
from pipelines import segments, tallies
from pipelines.schema import open_archive
from pipelines.tables import MORE_ROWS

SEED = 20261128
SITES = 500
CATEGORIES = (
    "Berita", "Pemerintahan", "Pembangunan", "Kesehatan", "Pendidikan", "Sosial", "Ekonomi", "Pertanian", "Olahraga",
    "Kebencanaan", "Pariwisata", "Hukum", "Lingkungan", "Agama", "Pengumuman",
)  # fmt: skip
NAMES = 40_000
ALL_WORDS, FEW_WORDS, LARGE = 1_000_000, 6_000, 10_000
"""Words of a large archive (all that there are) and of a smaller one, and from how many releases one is large."""
SLOTS = 1 << 20
"""Words are drawn from a list in which each stands as often as it is likely: the fastest that Python can draw."""
TAGS = 3_000
MEAN_WORDS, SPREAD = 5.4, 0.55
"""Of the logarithm of a text's length: half of the texts have more than 220 words, one in twenty more than 550."""
UNDATED, COMMENTED, REVISED = 0.03, 0.04, 0.02
FIRST_DAY, LAST_DAY = datetime(2010, 1, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
BATCH = 5_000
_ZONE = timezone(timedelta(hours=7))
_AFFIXES = ("{}", "ber{}", "di{}", "di{}kan", "me{}", "pe{}", "pe{}an", "ke{}an", "{}an", "{}nya", "ter{}", "se{}")


def vocabulary(size: int) -> list[str]:
    """Return so many words, and pairs of words, the most frequent first."""
    choose = random.Random(SEED)
    common = _listed("plain_words.txt")
    common = ["yang", "dan", "di", "dengan", "untuk", *(word for word in common if word not in ("yang", "dan", "di"))]
    roots = _listed("roots.txt")
    forms = [affix.format(root) for affix, root in product(_AFFIXES, roots)]
    choose.shuffle(forms)
    syllables = [first + vowel for first, vowel in product("bdgjklmnprstw", "aeiou")]
    names = ["".join(choose.choices(syllables, k=choose.randint(2, 5))) for _ in range(NAMES)]
    singles = list(dict.fromkeys(chain(common, forms[: len(roots)], names[:2000], forms[len(roots) :], names)))
    del singles[size:]
    pairs = [f"{choose.choice(singles[60:3000])} {choose.choice(singles[60:3000])}" for _ in range(len(singles) // 4)]
    mixed = singles[:200]
    for number, pair in enumerate(pairs):
        mixed += singles[200 + 3 * number : 203 + 3 * number]
        mixed.append(pair)
    return mixed + singles[200 + 3 * len(pairs) :]


def _listed(name: str) -> list[str]:
    lines = resources.files("language").joinpath(f"data/{name}").read_text("utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


class Texts:
    """Draws texts from the vocabulary."""

    def __init__(self, releases: int) -> None:
        self.words = vocabulary(ALL_WORDS if releases >= LARGE else FEW_WORDS)
        self.rare = {word for word in self.words[3000:] if " " not in word}
        weights = [1 / (rank + 2.7) for rank in range(len(self.words))]
        parts = SLOTS / sum(weights)
        owed = 0.0
        self.slots: list[str] = []
        for word, weight in zip(self.words, weights, strict=True):
            owed += weight * parts
            self.slots += [word] * int(owed)
            owed -= int(owed)

    def draw(self, choose: random.Random, count: int) -> list[str]:
        """Return so many words."""
        return choose.choices(self.slots, k=count)

    def body(self, choose: random.Random) -> tuple[str, list[str]]:
        """Return a text in paragraphs, and its words."""
        words = self.draw(choose, max(30, int(choose.lognormvariate(MEAN_WORDS, SPREAD))))
        sentences = [" ".join(words[begin : begin + 14]).capitalize() + "." for begin in range(0, len(words), 14)]
        paragraphs = [" ".join(sentences[begin : begin + 4]) for begin in range(0, len(sentences), 4)]
        return "\n\n".join(paragraphs), words


def build(path: Path, count: int) -> None:
    """Make an archive of so many releases at ``path``, which must not exist."""
    db = open_archive(path)
    connection = db.conn
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000"):
        connection.execute(f"PRAGMA {pragma}")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    connection.execute("BEGIN")
    for kind, made in (("TRIGGER", triggers), ("INDEX", indexes)):
        for name, _ in made:
            connection.execute(f"DROP {kind} {name}")
    _fill(connection, count)
    connection.execute("UPDATE articles SET commented = 1 WHERE id IN (SELECT article FROM comments)")
    for _, statement in [*indexes, *triggers]:
        connection.execute(statement)
    connection.execute(MORE_ROWS)
    tallies.fill(connection)
    connection.execute("COMMIT")
    connection.execute("INSERT INTO articles_fts (articles_fts) VALUES ('rebuild')")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    segments.merge(path, segments.EVERYTHING)


def _fill(connection: sqlite3.Connection, count: int) -> None:
    texts = Texts(count)
    choose = random.Random(SEED)
    regions = [row[0] for row in connection.execute("SELECT code FROM regions WHERE province_code IS NOT NULL")]
    sites = [(f"situs{number:03}", regions[number % len(regions)]) for number in range(SITES)]
    connection.executemany(
        "INSERT INTO sites (slug, region, name, home_url, platform, time_zone, verified)"
        " VALUES (?1, ?2, 'Berita ' || ?1, 'https://' || ?1 || '.example/', 'synthetic', 'WIB', 1)",
        sites,
    )
    known = {token for word in texts.words for token in tokens_of(word)}
    connection.executemany("INSERT OR IGNORE INTO stems VALUES (?, ?)", [(word, stem(word)) for word in sorted(known)])
    rows: dict[str, list[tuple]] = {name: [] for name in _INSERTS}
    for number, (site, region, instant) in enumerate(_places(choose, sites, count), 1):
        _release(texts, choose, rows, number, site, region, instant)
        if number % BATCH == 0 or number == count:
            for name, statement in _INSERTS.items():
                connection.executemany(statement, rows[name])
                rows[name].clear()


def _places(
    choose: random.Random, sites: list[tuple[str, str]], count: int
) -> Iterator[tuple[str, str, datetime | None]]:
    """Give site, region and instant of each release: site after site, each from its newest release back."""
    shares = list(accumulate(1 / (rank + 20) for rank in range(len(sites))))
    ends = [round(count * share / shares[-1]) for share in shares]
    for (site, region), begin, end in zip(sites, [0, *ends], ends, strict=False):
        step = (LAST_DAY - FIRST_DAY) / max(end - begin, 1)
        for number in range(end - begin):
            instant = LAST_DAY - step * number - timedelta(seconds=choose.randrange(40_000))
            yield site, region, None if choose.random() < UNDATED else instant


_ARTICLE = (
    "id", "site", "region", "key", "url", "headline", "published_at", "published_precision", "published_source",
    "published_zone", "year", "category", "body", "language", "word_count", "revisions", "digest", "sort_at",
    "first_seen_at", "last_seen_at", "capture",
)  # fmt: skip
_INSERTS = {
    "articles": f"INSERT INTO articles ({', '.join(_ARTICLE)}) VALUES ({', '.join('?' * len(_ARTICLE))})",
    "article_urls": "INSERT INTO article_urls VALUES (?1, ?2, ?3, ?3)",
    "captures": "INSERT INTO captures (id, url, kind, fetched_at, status, content_type, digest, size, warc_file,"
    " warc_offset, warc_length) VALUES (?1, ?2, 'article', ?3, 200, 'text/html', ?4, 40000, 'a.warc.gz', ?1, 9000)",
    "revisions": "INSERT INTO revisions (article, number, seen_at, kind, changed, digest, headline, body)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    "tags": "INSERT OR IGNORE INTO tags (article, tag) VALUES (?, ?)",
    "comments": "INSERT INTO comments (site, article, article_url, author, text, is_excerpt, seen_via, first_seen_at,"
    " last_seen_at) VALUES (?1, ?2, ?3, 'Warga', ?4, 0, 'page', ?5, ?5)",
    "fingerprints": "INSERT INTO fingerprints (article, digest, terms) VALUES (?, ?, ?)",
    "incidents": "INSERT INTO incidents (site, article, kind, first_at, last_at, evidence)"
    " VALUES (?1, ?2, 'edited', ?3, ?3, '{\"revision\": 2, \"fields\": [\"body\"]}')",
}


def _release(
    texts: Texts,
    choose: random.Random,
    rows: dict[str, list[tuple]],
    number: int,
    site: str,
    region: str,
    instant: datetime | None,
) -> None:
    """Add the rows of one release."""
    headline = " ".join(texts.draw(choose, choose.randint(5, 10))).capitalize()
    body, words = texts.body(choose)
    url, digest = f"https://{site}.example/berita-{number}", f"{choose.getrandbits(256):064x}"
    seen = "2026-11-02T00:00:00Z"
    printed = instant.astimezone(_ZONE).isoformat(timespec="seconds") if instant else None
    sort_at = instant.strftime("%Y-%m-%dT%H:%M:%SZ") if instant else None
    category = CATEGORIES[min(int(choose.expovariate(0.4)), len(CATEGORIES) - 1)]
    is_revised = choose.random() < REVISED
    rows["articles"].append(
        (
            number, site, region, f"berita-{number}", url, headline, printed, "second" if printed else None,
            "page" if printed else None, "stated" if printed else None, int(printed[:4]) if printed else None, category,
            body, "id", len(words), 1 + is_revised, digest, sort_at, seen, seen, number,
        )
    )  # fmt: skip
    rows["article_urls"].append((url, number, seen))
    rows["captures"].append((number, url, seen, digest))
    earlier = texts.body(choose)[0] if is_revised else None
    rows["revisions"].append((number, 1, seen, "first", "[]", digest, headline, earlier))
    if is_revised:
        rows["revisions"].append((number, 2, seen, "content", '["body"]', digest, headline, body))
        rows["incidents"].append((site, number, seen))
    for _ in range(choose.randint(0, 4)):
        rows["tags"].append((number, f"tag {int(choose.paretovariate(0.5)) % TAGS}"))
    if choose.random() < COMMENTED:
        for _ in range(choose.randint(1, 4)):
            rows["comments"].append((site, number, url, " ".join(texts.draw(choose, 20)), seen))
    terms = list(islice((word for word in dict.fromkeys(words) if word in texts.rare), 12))
    rows["fingerprints"].append((number, digest, json.dumps([[word, 6.0] for word in terms])))
