"""Scores: figures that were reckoned by hand, rows of every shape, and the command as its user meets it."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from pipelines.errors import TruthError
from pipelines.schema import open_archive
from pipelines.scored import read_truth, score_sites
from pipelines.scoring import Score, comment, f1, instant, judged, merged
from tests.test_cli import run

HOME = "https://contoh.example/"


@pytest.fixture
def archive(tmp_path) -> Path:
    """Two sites; articles /a (as the truth), /b (a word more, another day), /c (not in the truth)."""
    path = tmp_path / "archive.db"
    with closing(open_archive(path).conn) as connection:
        for site in ("satu", "dua"):
            connection.execute(
                "INSERT INTO sites (slug, name, home_url, platform, time_zone) VALUES (?, ?, ?, 'generic', 'WIB')",
                (site, site, HOME.replace("contoh", site)),
            )
        rows = [
            (1, "satu", "a", "Banjir di Kota", "Air naik.\n\nWarga pindah.", "2024-10-02T10:15:00+07:00"),
            (2, "satu", "b", "Panen Raya", "Padi dipanen lebih awal.", "2024-10-03"),
            (3, "satu", "c", "Lain", "Lain.", None),
            (4, "dua", "d", "Judul", "Isi.", "2024-01-01"),
        ]
        for number, site, key, headline, body, published_at in rows:
            url = HOME.replace("contoh", site) + key
            connection.execute(
                "INSERT INTO articles (id, site, key, url, headline, body, published_at, status, digest, first_seen_at,"
                " last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'present', '', '', '')",
                (number, site, key, url, headline, body, published_at),
            )
            connection.execute("INSERT INTO article_urls VALUES (?, ?, '', '')", (url, number))
        connection.execute(
            "INSERT INTO comments (site, article, author, posted_at, text, is_excerpt, seen_via, first_seen_at,"
            " last_seen_at) VALUES ('satu', 2, 'Budi', '2024-10-03T08:00:00+07:00', 'Bagus', 0, 'page', '', '')"
        )
        connection.commit()
    return path


TRUTH = [
    {
        "path": "/a", "headline": "Banjir  di Kota", "body": ["Air naik.", "Warga pindah."],
        "published_at": "2024-10-02T03:15:00+00:00",
        "comments": [{"author": "Budi", "posted_at": "2024-10-03T08:00:00+07:00", "text": "Bagus"}],
    },
    {"url": "http://mirror.example/b", "headline": "Panen raya", "body": "Padi dipanen awal.",
     "published_at": "2024-10-02", "comments": []},
    {"key": "hilang", "headline": "x"},
]  # fmt: skip


def write(path: Path, rows: list[dict]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.mark.parametrize("path", ["/b", "/portal/b", "http://mirror.example/portal/b"])
def test_a_truth_of_a_site_below_a_path_may_count_from_there(archive, tmp_path, path):
    with closing(open_archive(archive).conn) as connection:
        connection.execute("UPDATE sites SET home_url = 'https://satu.example/portal/' WHERE slug = 'satu'")
        connection.execute("UPDATE article_urls SET url = replace(url, '.example/', '.example/portal/')")
        truth = write(tmp_path / "truth.jsonl", [{"path": path, "headline": "Panen Raya"}])
        assert score_sites(connection, truth, "satu", complete=False)["satu"].fields["headline"].exact == 1


@pytest.mark.parametrize(("printed", "is_found"), [("//b", True), ("//b/", True), ("/x//b", False), ("/?a=//b", False)])
def test_an_article_is_found_at_its_address_with_doubled_slashes(archive, tmp_path, printed, is_found):
    with closing(open_archive(archive).conn) as connection:
        connection.execute("UPDATE article_urls SET url = ? WHERE url LIKE '%/b'", (f"https://satu.example{printed}",))
        truth = write(tmp_path / "truth.jsonl", [{"path": "/b", "headline": "Panen Raya"}])
        assert score_sites(connection, truth, "satu", complete=False)["satu"].covered == is_found


def test_figures_are_those_reckoned_by_hand(archive, tmp_path):
    truth = write(tmp_path / "truth.jsonl", TRUTH)
    with closing(open_archive(archive).conn) as connection:
        score = score_sites(connection, truth, "satu", complete=True)["satu"]
    assert (score.articles, score.covered, score.missing) == (3, 2, ["hilang"])
    assert (score.wrong_days, score.wrong_articles, score.invented) == (1, 1, ["https://satu.example/c"])
    headline, body, published = (score.fields[name] for name in ("headline", "body", "published_at"))
    assert (headline.judged, headline.exact, headline.matched, headline.found, headline.expected) == (2, 1, 1, 2, 2)
    # true: Air naik . Warga pindah . | Padi dipanen awal .  found: the same, and "lebih"
    assert (body.matched, body.found, body.expected, body.exact) == (10, 11, 10, 1)
    assert (body.recall, round(body.precision, 4), round(body.f1, 4)) == (1.0, 0.9091, 0.9524)
    assert (published.exact, published.matched) == (1, 1)  # the same instant, whatever the offset
    assert [case.article for case in body.worst] == ["http://mirror.example/b"]
    comments = score.fields["comments"]
    assert (comments.expected, comments.found, comments.matched) == (1, 1, 0)


def test_who_writes_the_same_below_two_articles_has_strayed_from_none(archive, tmp_path):
    said = {"author": "Budi", "text": "Bagus"}
    rows = [
        {"path": "/a", "comments": [{**said, "posted_at": "2024-10-02T11:00:00+07:00"}]},
        {"path": "/b", "comments": [{**said, "posted_at": "2024-10-03T08:00:00+07:00"}]},
    ]
    with closing(open_archive(archive).conn) as connection:
        assert score_sites(connection, write(tmp_path / "t.jsonl", rows), "satu")["satu"].wrong_articles == 0
        assert score_sites(connection, write(tmp_path / "t.jsonl", rows[:1]), "satu")["satu"].wrong_articles == 1
        rows[1]["comments"] = []
        assert score_sites(connection, write(tmp_path / "t.jsonl", rows), "satu")["satu"].wrong_articles == 1


def test_a_missing_date_is_no_wrong_day():
    score = Score()
    score.add("/x", judged({"published_at": "2024-10-02"}), judged({"published_at": None}))
    score.add("/y", judged({"published_at": None}), judged({"published_at": "2024-10-02"}))
    score.add("/z", judged({"published_at": "2024-10-02T10:00:00+07:00"}), judged({"published_at": "2024-10-02"}))
    published = score.fields["published_at"]
    assert (score.wrong_days, published.exact, published.recall, published.precision) == (1, 0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("row", "field", "expected"),
    [
        ({"headline": 'Kata \\"a\\"', "headline_as_typed": 'Kata "a"'}, "headline", 'Kata "a"'),
        ({"sub_headline": ""}, "subheadline", None),
        ({"body_paragraphs": ["Satu. (Kominfo/ng)", " "], "byline": "(Kominfo/ng)"}, "body", ["Satu."]),
        ({"body": "Satu\nbaris.\n\n Dua."}, "body", ["Satu baris.", "Dua."]),
        ({"byline": "Kominfo/ng", "byline_raw": "(Kominfo/ng)"}, "byline", "Kominfo/ng"),
        ({"category": {"name": "Umum", "url": "/u"}}, "category", "Umum"),
        ({"category": None}, "category", None),
        ({"tags": [{"text": "b"}, {"text": "a"}]}, "tags", ["a", "b"]),
        ({"tags": ["b", "a"]}, "tags", ["a", "b"]),
        ({"related": [{"text": "x", "url": "https://h/%61?p=1"}]}, "related_targets", ["/a?p=1"]),
        ({"related": ["x"]}, "related", ["x"]),
    ],
)
def test_rows_of_every_shape_are_judged_alike(row, field, expected):
    assert judged(row)[field] == expected


def test_what_a_row_does_not_tell_is_not_judged():
    assert judged({"path": "/a"}) == {}
    assert "related_targets" not in judged({"related": ["x"]})
    score = Score()
    score.add("/a", judged({"headline": "x"}), judged({"headline": "x", "body": "y", "tags": ["z"]}))
    assert list(score.fields) == ["headline"]


def test_small_reckonings():
    assert (f1(0, 0, 0), f1(1, 1, 1), f1(1, 3, 1)) == (None, 1.0, 0.5)
    assert instant("2024-10-02T10:15:00+07:00") == instant("2024-10-02T03:15:00Z") != instant("2024-10-02")
    assert (instant("rubbish"), instant("")) == ("rubbish", None)
    assert comment({"author": " a  b ", "published_at": None, "text": "c"}) == ("a b", "", "c")
    told = {"author": "warga.peduli@mail.id", "text": "Tulis ke budi@contoh.go.id, @bupati\nharga 5@10 ribu"}
    assert comment(told) == ("[e-mail]", "", "Tulis ke [e-mail], @bupati harga 5@10 ribu")
    one, two = Score(), Score()
    one.add("/a", {"headline": "x"}, {"headline": "x"})
    two.add("/b", {"headline": "x"}, {"headline": "y"})
    two.add("/c", {"headline": "x"}, None)
    both = merged([one, two])
    assert (both.articles, both.covered, both.fields["headline"].exact, both.missing) == (3, 2, 1, ["/c"])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "line 1: no JSON"),
        ("[]\n", "line 1: a row has to name its article"),
        ('{"headline": "x"}', "a row has to name its article"),
        ('\n{"path": 5}', "line 2: a row has to name"),
        ('{"path": "/a"}', 'has to name its "site"'),
        ("\xff\xfe", "cannot be read"),
    ],
)
def test_a_truth_that_is_none_is_told_by_its_line(tmp_path, text, complaint):
    path = tmp_path / "truth.jsonl"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(TruthError, match=complaint):
        list(read_truth(path, None))


def test_a_folder_has_a_file_for_each_site(tmp_path):
    write(tmp_path / "satu.jsonl", [{"path": "/a"}])
    write(tmp_path / "dua.jsonl", [{"path": "/d"}, {"path": "/e", "site": "tiga"}])
    assert [site for site, _ in read_truth(tmp_path, None)] == ["dua", "tiga", "satu"]
    assert [row["path"] for _, row in read_truth(tmp_path, "satu")] == ["/a"]
    with pytest.raises(TruthError, match=r"holds no lain\.jsonl"):
        list(read_truth(tmp_path, "lain"))


def test_the_command_shows_a_table_or_json(archive, tmp_path):
    truth = write(tmp_path / "truth.jsonl", TRUTH)
    done = run(tmp_path, "score", "satu", truth, "--complete")
    assert done.returncode == 0
    assert "satu: 2 of 3 articles of the truth are archived (66.7 %); 1 on a wrong day, 1 comments" in done.stdout
    assert "not archived: hilang" in done.stdout and "not in the truth: https://satu.example/c" in done.stdout
    assert "true:  Panen raya" in done.stdout and "found: Panen Raya" in done.stdout
    folder = tmp_path / "truths"
    folder.mkdir()
    write(folder / "satu.jsonl", TRUTH)
    write(folder / "dua.jsonl", [{"key": "d", "headline": "Judul"}])
    found = json.loads(run(tmp_path, "score", "--all", folder, "--json").stdout)
    assert found["dua"]["fields"]["headline"]["rate"] == 1.0 and found["satu"]["covered"] == 2
    assert "all: 3 of 4 articles" in run(tmp_path, "score", "--all", folder).stdout


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("score", "satu"), "name a site and its truth"),
        (("score",), "name a site and its truth"),
        (("score", "--all", "satu", "truth.jsonl"), "name a site and its truth"),
        (("score", "--all", "nowhere"), "there is no such file or folder"),
        (("score", "lain", "truth.jsonl"), "the archive has no site 'lain'"),
        (("score", "satu", "empty.jsonl"), "empty.jsonl has no row of satu"),
        (("score", "satu", "odd.jsonl"), "is of another shape"),
    ],
)
def test_what_cannot_be_scored_is_one_line(archive, tmp_path, arguments, complaint):
    write(tmp_path / "truth.jsonl", TRUTH)
    (tmp_path / "empty.jsonl").write_text("\n", "utf-8")
    write(tmp_path / "odd.jsonl", [{"path": "/a", "comments": [5]}])
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert complaint in done.stderr and done.stderr.count("\n") == 1
