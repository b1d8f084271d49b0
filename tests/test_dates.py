"""The date grammar: every recorded case, what is refused, and properties."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dates import read_date, to_utc

CASES = json.loads((Path(__file__).parent / "data/dates/indonesian-date-cases.json").read_text("utf-8"))
BASE = datetime.fromisoformat(CASES["relative_base"])
MONTHS = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
LONG_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
DAYS = "Senin Selasa Rabu Kamis Jum'at Sabtu Minggu".split()


def plain(reading) -> str | None:
    """Write a reading the way the recorded cases do."""
    if reading.value is None:
        return None
    text = reading.value
    if "T" in text:
        text = text[:16] if text[16:19] == ":00" else text[:19]
    return f"{text}/{reading.end}" if reading.end else text


@pytest.mark.parametrize("case", CASES["cases"], ids=[case["text"] for case in CASES["cases"]])
def test_recorded_case(case):
    base = BASE if case["kind"] != "absolute" else datetime(2026, 1, 1, tzinfo=UTC)
    assert plain(read_date(case["text"], base=base)) == case["expected"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0000-00-00 00:00:00", "zero-date"),
        ("30 November -0001", "year-out-of-range"),
        ("-0001-11-30 00:00:00", "year-out-of-range"),
        ("00 Oktober 2024", "impossible-day"),
        ("31 Februari 2024", "impossible-day"),
        ("29 Februari 2023", "impossible-day"),
        ("32 Oktober 2024", "impossible-day"),
        ("14/13/2024", "impossible-day"),
        ("2 Oktober 2204", "future"),
        ("18 Oktober 2024", "future"),
        ("02 Okt 1945", "year-out-of-range"),
    ],
)
def test_what_cannot_be_a_date_is_refused(text, reason):
    reading = read_date(text, base=BASE)
    assert (reading.value, reading.refused) == (None, reason)


@pytest.mark.parametrize(
    "text",
    ["", "1704", "Rp 1,5 miliar", "Rp 600.000", "1.440 KPM", "tadi pagi", "1 Muharram 1446 H", "TMMD Ke-122", "nomor 5",
     "bulan depan", "10:15 WIB", "HUT ke-79", "1 jam pelajaran", "2020", "Agustus", "jam 10.15"],
)  # fmt: skip
def test_what_is_no_date_stays_undated(text):
    assert read_date(text, base=BASE).value is None


@pytest.mark.parametrize(
    ("text", "value", "precision", "zone"),
    [
        ("02 Okt 2024, 10:15:32 WIB", "2024-10-02T10:15:32+07:00", "second", "stated"),
        ("22:00:26, 08 Agu 2024", "2024-08-08T22:00:26+07:00", "second", "assumed"),
        ("Selasa, 01 Okt 2024 10:15 WITA", "2024-10-01T10:15:00+08:00", "minute", "stated"),
        ("Selasa, 01 Okt 2024 00:15 WIT", "2024-10-01T00:15:00+09:00", "minute", "stated"),
        ("2024-10-02T10:15:32+09:00", "2024-10-02T10:15:32+09:00", "second", "stated"),
        ("2024-10-02T10:15:32.123Z", "2024-10-02T10:15:32+00:00", "second", "stated"),
        ("Wed, 02 Oct 2024 10:15:32 +0700", "2024-10-02T10:15:32+07:00", "second", "stated"),
        ("2 Oktober 2024 3:05 PM", "2024-10-02T15:05:00+07:00", "minute", "assumed"),
        ("Oktober 2024", "2024-10", "month", None),
        ("2 hari yang lalu", "2024-10-14", "day", None),
        ("6 bulan yang lalu", "2024-04-16", "month", None),
        ("2 Hari", "2024-10-14", "day", None),
        ("3 Jam", "2024-10-16T09:00:00+07:00", "hour", "assumed"),
        ("02 Okt 2024, 25:15:32 WIB", "2024-10-02", "day", None),
    ],
)
def test_how_a_date_is_known(text, value, precision, zone):
    reading = read_date(text, base=BASE)
    assert (reading.value, reading.precision, reading.zone) == (value, precision, zone)


def test_a_false_weekday_is_recorded():
    assert read_date("Senin, 2 Oktober 2024", base=BASE).weekday_mismatch
    assert read_date("Senin, 02 Okt 2024", base=BASE).weekday_mismatch
    assert not read_date("Rabu, 2 Oktober 2024", base=BASE).weekday_mismatch


def test_a_day_and_month_take_the_year_before_the_base():
    assert read_date("(28/12)", base=datetime(2025, 1, 3, tzinfo=UTC)).value == "2024-12-28"
    assert read_date("Kamis (29/2)", base=datetime(2025, 1, 3, tzinfo=UTC)).value == "2024-02-29"


def test_dateparser_is_asked_only_when_the_grammar_finds_nothing():
    assert read_date("2 Oktober 2024", base=BASE).source == "grammar"
    reading = read_date("2 ottobre 2024", base=BASE)
    assert reading.value is None or reading.source == "dateparser"


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text):
    reading = read_date(text, base=BASE, allow_dateparser=False)
    if reading.value is not None:
        datetime.fromisoformat(reading.value if len(reading.value) > 7 else f"{reading.value}-01")


@given(st.text(alphabet="0123456789 /-.:,()Okt Jum'at WIBTZ+lalu", max_size=60))
def test_date_like_rubbish_is_read_without_an_error(text):
    reading = read_date(text, base=BASE)
    assert reading.value is None or reading.refused is None


moments = st.datetimes(datetime(1995, 1, 1), datetime(2024, 10, 15)).map(lambda moment: moment.replace(microsecond=0))


@given(moments, st.sampled_from([("WIB", 7), ("WITA", 8), ("WIT", 9)]))
def test_printed_forms_come_back(moment, zone):
    name, hours = zone
    short, long = MONTHS[moment.month - 1], LONG_MONTHS[moment.month - 1]
    stamp = moment.strftime("%H:%M:%S")
    expected = f"{moment.isoformat()}+{hours:02}:00"
    printed = [
        f"{moment:%d} {short} {moment.year}, {stamp} {name}",
        f"{DAYS[moment.weekday()]}, {moment.day} {long} {moment.year} pukul {moment:%H.%M.%S} {name}",
        f"{moment.year}-{moment:%m-%d} {stamp} {name}",
        f"{DAYS[moment.weekday()]} ({moment:%d/%m}/{moment.year}) {stamp} {name}",
    ]
    for text in printed:
        reading = read_date(text, base=BASE)
        assert (reading.value, reading.zone, reading.weekday_mismatch) == (expected, "stated", False), text
    assumed = read_date(f"{stamp}, {moment:%d} {short} {moment.year} - Oleh : Dinas", base=BASE, zone=name)
    assert (assumed.value, assumed.zone) == (expected, "assumed")
    assert to_utc(expected) == (moment - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")
