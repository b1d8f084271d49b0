"""What a difference means: doubt and confirmation, alternation, comments, absence, delisting, back-dating, moves."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.items import Article, Attachment, Capture, Comment, Outcome, RelatedLink, RunReport, Sighting, Visit, Walks
from pipelines import backdating, changes, disappearance, moves, runs
from pipelines.contents import archive_digest
from pipelines.incidents import Incidents
from pipelines.listed import Listed, listing_of
from pipelines.schema import open_archive
from pipelines.store import Store

SITE = {
    "slug": "a", "region": None, "name": "A", "home_url": "https://a.example/", "platform": "p", "time_zone": "WIB",
}  # fmt: skip
BODY = " ".join(f"kata{number} tentang panen raya di desa" for number in range(20))
BEGIN = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)


class Rig:
    """An archive of one site whose clock stands where a test puts it."""

    def __init__(self, folder: Path) -> None:
        self.connection = open_archive(folder / "archive.db").conn
        runs.register_site(self.connection, SITE, at(0))
        self.report = RunReport(site="a", started_at=at(0))
        runs.begin_run(self.connection, self.report)
        self.incidents = Incidents(self.connection, "a", self.report.id)
        self.store = Store(self.connection, self.report.id, Frontier(self.connection), incidents=self.incidents)

    def show(self, night: float, key: str = "x", **fields) -> Visit:
        """Let the page of an article be read on a night."""
        url = fields.pop("url", f"https://a.example/{key}")
        values = {"headline": "Panen raya di desa", "body": BODY, "published_at": "2026-10-01"} | fields
        article = Article("a", key, url, capture=capture(url, night), visit=Visit(url, "article"), **values)
        self.store.save(article)
        return article.visit

    def miss(self, night: float, key: str = "x", reason: str = "http-404") -> None:
        """Let the page of an article be looked for in vain."""
        url = f"https://a.example/{key}"
        visit = Visit(url, "article", outcome="missing", reason=reason)
        self.store.save(Outcome("a", visit, capture(url, night, 404)))

    def told(self) -> list[tuple]:
        query = "SELECT kind, article, closed_at IS NULL FROM incidents ORDER BY id"
        return [(kind, article, bool(is_open)) for kind, article, is_open in self.connection.execute(query)]

    def one(self, query: str) -> tuple:
        return self.connection.execute(query).fetchone()


class Frontier:
    """Notes which article a page shows; everything else of a frontier is of no concern here."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def discover(self, discoveries, instant) -> None:
        pass

    def settle(self, visit, capture, article, instant, published_at=None) -> None:
        self.connection.execute(
            "INSERT INTO pages (url, site, kind, priority, discovered_at, discovered_via, due_at, article, state)"
            " VALUES (?1, 'a', 'article', 4, ?2, 'x', ?2, ?3, ?4) ON CONFLICT (url)"
            " DO UPDATE SET article = ifnull(?3, article), state = ?4",
            (visit.url, instant, article, visit.outcome),
        )


def at(night: float) -> str:
    return (BEGIN + timedelta(days=night)).strftime("%Y-%m-%dT%H:%M:%SZ")


def capture(url: str, night: float, status: int = 200) -> Capture:
    return Capture(url=url, fetched_at=at(night), status=status, digest=f"sha256:{night}", warc_file="a.warc.gz")


@pytest.fixture
def rig(tmp_path):
    return Rig(tmp_path)


# ---- paragraphs ----


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a\n\nb\n\nc", "a\n\nb\n\nc", []),
        ("a\n\nb\n\nc", "a\n\nB\n\nc", [{"at": 2, "before": ["b"], "after": ["B"]}]),
        ("a\n\nb\n\nc", "a\n\nc", [{"at": 2, "before": ["b"], "after": []}]),
        ("a", "a\n\nb", [{"at": 2, "before": [], "after": ["b"]}]),
        (None, "a", [{"at": 1, "before": [], "after": ["a"]}]),
        ("a", None, [{"at": 1, "before": ["a"], "after": []}]),
        ("a\n\na", "a\n\na\n\na", [{"at": 3, "before": [], "after": ["a"]}]),
        (
            "a\n\nb\n\nc\n\nd", "x\n\nb\n\nc\n\ny",
            [{"at": 1, "before": ["a"], "after": ["x"]}, {"at": 4, "before": ["d"], "after": ["y"]}],
        ),
    ],
)  # fmt: skip
def test_paragraphs_that_differ(before, after, expected):
    assert changes.paragraphs_changed(before, after) == expected


@given(*2 * [st.lists(st.sampled_from("abcde"), max_size=12)])
def test_paragraph_changes_lead_from_one_text_to_the_other(old, new):
    before, after = "\n\n".join(old) or None, "\n\n".join(new) or None
    rebuilt, taken = [], 0
    for change in changes.paragraphs_changed(before, after):
        same = change["at"] - 1 - len(rebuilt)
        rebuilt += old[taken : taken + same] + change["after"]
        assert old[taken + same : taken + same + len(change["before"])] == change["before"]
        taken += same + len(change["before"])
    assert rebuilt + old[taken:] == new


def test_a_text_of_many_paragraphs_is_compared_in_one_piece():
    old, new = ([f"{sign}{number}" for number in range(3000)] for sign in "ab")
    (change,) = changes.paragraphs_changed("\n\n".join(["x", *old]), "\n\n".join(["x", *new]))
    assert change == {"at": 2, "before": old, "after": new}


# ---- revisions ----


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"published_at": None}, "doubtful-date"),
        ({"body": None}, "doubtful-body"),
        ({"body": "Komentar Terakhir"}, "doubtful-body"),
        ({"body": BODY[: len(BODY) // 4]}, "doubtful-body"),
        ({"body": " ".join(f"lain{number} sama sekali" for number in range(80))}, "doubtful-body"),
        ({"headline": "Loading…."}, "doubtful-headline"),
    ],
)
def test_a_field_that_is_lost_is_doubtful_until_it_is_seen_again(rig, fields, reason):
    assert rig.show(0).outcome == "new"
    visit = rig.show(1, **fields)
    assert (visit.outcome, visit.reason) == ("quarantined", reason)
    assert rig.show(1.2, **fields).outcome == "quarantined", "too soon to be a second look"
    assert rig.one("SELECT revisions FROM articles") == (1,)
    assert rig.show(3, **fields).outcome == "changed"
    assert rig.told() == [("date-changed" if "published_at" in fields else "edited", 1, False)]


def test_a_layout_alarm_keeps_doubt_alive(rig):
    rig.show(0)
    rig.show(1, published_at=None)
    rig.incidents.hold("layout-date", at(1.1), {})
    assert rig.show(3, published_at=None).outcome == "quarantined"
    rig.incidents.close("layout-date", at(3.5))
    assert rig.show(4, published_at=None).outcome == "quarantined", "doubt begins anew with a look without alarm"
    assert rig.show(5).outcome == "unchanged"
    assert [row[0] for row in rig.told()] == ["layout-date"]


def test_a_headline_written_anew_with_its_address_is_an_edit(rig):
    rig.show(0, native_id="7")
    visit = rig.show(1, key="bupati-buka-pasar-murah", native_id="7", headline="Bupati buka pasar murah")
    assert visit.outcome == "changed"
    assert rig.told() == [("edited", 1, False)]
    assert rig.one("SELECT key, revisions FROM articles") == ("bupati-buka-pasar-murah", 2)


def test_texts_that_alternate_make_no_endless_history(rig):
    other = BODY + " dan ditutup dengan doa"
    for night in range(12):
        rig.show(night, body=other if night % 2 else BODY)
    kinds = [kind for (kind,) in rig.connection.execute("SELECT kind FROM revisions ORDER BY number")]
    assert kinds == ["first", "content", "restored", "restored"]
    assert rig.told()[-1] == ("flapping", 1, True)
    assert rig.show(60, body=BODY + " Naskah ketiga.").outcome == "changed", "a new text is a revision again"


# ---- edges ----


def test_an_answer_may_stand_above_what_it_answers(rig):
    below = Comment("Sri", "Kapan?", "2026-10-02T08:00:00+07:00")
    answer = Comment("Joko", "Besok.", "2026-10-02T09:00:00+07:00", parent=1)
    for night in range(2):
        rig.show(night, comments=[answer, below])
        assert rig.connection.execute(
            "SELECT c.text, p.text FROM comments c JOIN comments p ON p.id = c.parent"
        ).fetchall() == [("Besok.", "Kapan?")]


def test_comments_are_edited_removed_and_returned(rig):
    first = [Comment("Sri", "Kapan?", "2026-10-02T08:00:00+07:00")]
    first.append(Comment("Joko", "Siap", "2026-10-02T09:00:00+07:00"))
    edited = Comment("Sri", "Kapan jadinya?", "2026-10-02T08:00:00+07:00")
    rig.show(0, comments=first)
    rig.show(1, comments=[edited, first[1]])
    rig.show(2, comments=[edited])
    rig.show(3, comments=[edited])
    rig.show(4, comments=[edited, first[1]])
    assert [kind for kind, _, _ in rig.told()] == ["comment-edited", "comment-removed", "comment-returned"]
    rows = rig.connection.execute("SELECT id, text, edits, missing_since FROM comments ORDER BY id").fetchall()
    assert rows == [(1, "Kapan jadinya?", 1, None), (2, "Siap", 0, None)]
    assert rig.connection.execute("SELECT number, text FROM comment_revisions").fetchall() == [(1, "Kapan?")]
    assert rig.one("SELECT revisions FROM articles") == (1,)


def test_links_and_attachments_are_told_but_not_a_rotating_list(rig):
    def links(*urls: str) -> list[RelatedLink]:
        return [RelatedLink("inline", place, url, f"https://a.example/{url}") for place, url in enumerate(urls, 1)]

    file = Attachment("https://a.example/a.pdf", "Lampiran", "application/pdf")
    rig.show(0, related=[*links("b"), RelatedLink("related", 1, "c", "https://a.example/c")])
    rig.show(1, related=[*links("b", "d"), RelatedLink("related", 1, "e", "https://a.example/e")], attachments=[file])
    rig.show(2, related=links("d"), attachments=[])
    assert [kind for kind, _, _ in rig.told()] == [
        "links-changed", "attachment-added", "links-changed", "attachment-removed",
    ]  # fmt: skip


def test_another_file_at_the_address_of_an_attachment(rig):
    url = "https://a.example/a.pdf"
    rig.show(0, attachments=[Attachment(url, "Lampiran", "application/pdf")])
    for night, sha256 in enumerate(("1" * 64, "1" * 64, "2" * 64), 1):
        outcome = Outcome("a", Visit(url, "file", outcome="file"), capture(url, night))
        outcome.evidence = {"sha256": sha256, "bytes": 9, "media_type": "application/pdf"}
        rig.store.save(outcome)
    assert rig.told() == [("attachment-changed", 1, False)]
    (evidence,) = rig.one("SELECT evidence FROM incidents")
    assert json.loads(evidence)["sha256"] == ["1" * 64, "2" * 64]


# ---- absence ----


def test_the_ladder_of_absence(rig):
    rig.show(0)
    states = []
    for night in (1, 1.1, 2, 4):
        rig.miss(night)
        disappearance.decide(rig.connection, rig.incidents, "counts")
        states.append(rig.one("SELECT status FROM articles")[0])
    assert states == ["missing", "missing", "suspected", "gone"]
    assert rig.one("SELECT missing_since, last_seen_at FROM articles") == (at(1), at(0))
    assert rig.told() == [("gone", 1, True)]
    (evidence,) = rig.one("SELECT evidence FROM incidents")
    looks = json.loads(evidence)["looks"]
    assert [look["cause"] for look in looks] == ["http-404"] * 4
    rig.show(9)
    assert rig.one("SELECT status, missing_since FROM articles") == ("returned", None)
    assert rig.told() == [("gone", 1, False), ("returned", 1, False)]


@pytest.mark.parametrize("verdict", ["site-down", "site-blocked", "site-hijacked", "site-broken"])
def test_a_site_that_is_not_well_vetoes_absence(rig, verdict):
    rig.show(0)
    for night in (1, 2, 4, 8):
        rig.miss(night)
        disappearance.decide(rig.connection, rig.incidents, verdict)
    assert rig.one("SELECT status FROM articles") == ("present",)
    assert rig.told() == []
    assert rig.connection.execute("SELECT DISTINCT verdict FROM absences").fetchall() == [(verdict,)]


def test_missing_once_and_seen_again_is_no_return(rig):
    rig.show(0)
    rig.miss(1)
    disappearance.decide(rig.connection, rig.incidents, "counts")
    rig.show(2)
    assert rig.one("SELECT status FROM articles") == ("present",)
    assert rig.told() == [("missing", 1, False)]


def test_an_old_address_that_leads_nowhere_is_no_absence(rig):
    rig.show(0, native_id="7")
    rig.show(1, key="panen-raya-di-desa-baru", native_id="7", headline="Panen raya di desa baru")
    rig.miss(2, "x", "redirect-home")
    assert rig.one("SELECT count(*) FROM absences") == (0,)


# ---- listings ----


@pytest.mark.parametrize(
    ("url", "listing", "page"),
    [
        ("https://a.example/berita/index", "https://a.example/berita/index", 0),
        ("https://a.example/berita/index/15", "https://a.example/berita/index", 15),
        ("https://a.example/berita/page/3/", "https://a.example/berita", 3),
        ("https://a.example/berita?page=2", "https://a.example/berita", 2),
        ("https://a.example/", "https://a.example", 0),
    ],
)
def test_the_pages_of_a_listing_are_one_listing(url, listing, page):
    assert listing_of(url) == (listing, page)


def sight(rig: Rig, night: float, keys: list[str], page: str = "https://a.example/berita/index") -> None:
    rig.store.edges.forget()
    found = [Sighting(page, "listing", n, key, f"https://a.example/{key}", key=key) for n, key in enumerate(keys, 1)]
    rig.store.edges.save_sightings("a", found, at(night))


@pytest.mark.parametrize(
    ("before", "now", "left_out"),
    [
        ("abcdef", "abcdef", ""),
        ("abcdef", "zabcd", ""),
        ("abcdef", "zabdef", "c"),
        ("abcdef", "bcd", "a"),
        ("abcdef", "zy", ""),
        ("abcdef", "", ""),
        ("abcdefghijkl", "l", ""),
    ],
    ids=["the same", "one more, a shorter window", "one less", "the first", "nothing known", "empty", "too many"],
)
def test_what_a_listing_leaves_out(rig, before, now, left_out):
    for key in sorted(set(before + now)):
        rig.show(0, key)
    sight(rig, 0, list(before))
    listed = Listed(rig.connection, "a", at(0), whole=False)
    sight(rig, 1, list(now))
    assert [found.url[-1] for found in listed.left_out(at(1))] == list(left_out)


# ---- back-dating ----


@pytest.mark.parametrize(
    ("published", "walked", "told"),
    [
        ("2024-03-18", 0, True),
        ("2024-03-18T09:00:00+07:00", 0, True),
        ("2024-03", 0, False),
        (None, 0, False),
        ("2026-10-03", 0, False),
        ("2024-03-18", None, False),
    ],
)
def test_back_dating_needs_a_walk_that_covered_the_date(rig, published, walked, told):
    rig.show(5, published_at=published)
    sight(rig, 5, ["x"])
    walks = Walks(at(walked) if walked is not None else None, None)
    backdating.tell_back_dated(rig.connection, rig.incidents, walks, at(5), at(4.9))
    assert bool(rig.told()) == told


def test_what_no_listing_shows_is_not_back_dated(rig):
    rig.show(5, published_at="2024-03-18")
    backdating.tell_back_dated(rig.connection, rig.incidents, Walks(at(0), None), at(5), at(4.9))
    assert rig.told() == []


# ---- moves ----


def test_the_same_text_at_a_new_key_is_one_article(rig):
    rig.show(0, "lama", comments=[Comment("Sri", "Kapan?")])
    rig.show(3, "baru", comments=[Comment("Sri", "Kapan?")])
    rig.miss(3, "lama")
    disappearance.decide(rig.connection, rig.incidents, "counts")
    assert moves.join_moved(rig.connection, rig.incidents, at(3)) == 1
    assert rig.connection.execute("SELECT id, key, status FROM articles").fetchall() == [(1, "baru", "present")]
    assert ("moved", 1, False) in rig.told()
    urls = {url for (url,) in rig.connection.execute("SELECT url FROM article_urls WHERE article = 1")}
    assert urls == {"https://a.example/lama", "https://a.example/baru"}
    assert changes.key_before(rig.connection, "a", "baru") == "lama"
    assert rig.show(4, "baru").outcome == "unchanged"
    assert rig.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert archive_digest(rig.connection)


def test_two_numbers_are_two_releases(rig):
    rig.show(0, "lama", native_id="1")
    rig.show(3, "baru", native_id="2")
    rig.miss(3, "lama")
    disappearance.decide(rig.connection, rig.incidents, "counts")
    assert moves.join_moved(rig.connection, rig.incidents, at(3)) == 0


def test_many_moves_are_a_move_of_the_site(rig):
    for number in range(6):
        rig.show(0, f"k{number}")
        rig.show(1, f"k{number}", url=f"https://a.example/berita/read/{number}/k{number}")
    moves.tell_site_move(rig.connection, rig.incidents, at(0.5), at(1.1))
    assert rig.told() == [("site-moved", None, True)]
    assert json.loads(rig.one("SELECT evidence FROM incidents")[0])["articles"] == 6
    assert date.fromisoformat(rig.one("SELECT first_at FROM incidents")[0][:10]) == date(2026, 10, 6)


# ---- the index of a batch ----


def found(rig: Rig, word: str) -> int:
    return rig.one(f"SELECT count(*) FROM articles_fts WHERE articles_fts MATCH '{word}'")[0]


def test_a_batch_is_indexed_as_a_whole_however_often_it_shows_an_article(rig):
    rig.connection.execute("BEGIN")
    rig.show(0, "x", parser="lontar")
    rig.show(0, "y", parser="lontar")
    rig.show(0.1, "x", parser="lontar", body=BODY.replace("kata7 ", "durian "))
    rig.store.index()
    rig.connection.execute("COMMIT")
    assert (found(rig, "panen"), found(rig, "kata7"), found(rig, "durian")) == (2, 1, 1)
    rig.connection.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")


def test_a_batch_that_is_rolled_back_leaves_nothing_to_index(rig):
    rig.connection.execute("BEGIN")
    rig.show(0, "x", parser="lontar")
    rig.connection.execute("ROLLBACK")
    rig.store.forget()
    rig.connection.execute("BEGIN")
    rig.show(0, "y", parser="lontar")
    rig.store.index()
    rig.connection.execute("COMMIT")
    assert found(rig, "panen") == 1
    rig.connection.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
