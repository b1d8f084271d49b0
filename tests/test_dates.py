"""The date grammar: every recorded case, what is refused, and properties."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.structure import months as crawler_months
from pipelines import dates
from pipelines.date_grammar import MONTHS as MONTH_NAMES
from pipelines.dates import DateReading, read_date, to_utc

CASES = json.loads((Path(__file__).parent / "data/dates/indonesian-date-cases.json").read_text("utf-8"))
BASE = datetime.fromisoformat(CASES["relative_base"])
MONTHS = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
LONG_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
DAYS = "Senin Selasa Rabu Kamis Jum'at Sabtu Minggu".split()


def plain(reading: DateReading) -> str | None:
    """Write a reading the way the recorded cases do: no offset, no seconds where none are printed."""
    if reading.value is None:
        return None
    text = reading.value
    if "T" in text:
        text = text[:19] if reading.precision == "second" and text[16:19] != ":00" else text[:16]
    return f"{text}/{reading.end}" if reading.end else text


def test_pages_and_grammar_know_the_same_names_of_months():
    short = {name: number for name, number in MONTH_NAMES.items() if len(name) == 3}
    assert short == crawler_months.MONTHS
    names = [name for name in MONTH_NAMES if re.fullmatch(crawler_months.MONTH, name)]
    assert {name: crawler_months.MONTHS[name[:3]] for name in names} == {name: MONTH_NAMES[name] for name in names}
    assert {name.lower() for name in LONG_MONTHS} <= set(names)


def test_all_cases_are_here():
    assert len(CASES["cases"]) == 116


@pytest.mark.parametrize("case", CASES["cases"], ids=[case["text"] for case in CASES["cases"]])
def test_recorded_case(case):
    base = BASE if case["kind"] != "absolute" else datetime(2026, 1, 1, tzinfo=UTC)
    reading = read_date(case["text"], base=base)
    assert plain(reading) == case["expected"]
    assert reading.source != "dateparser"
    # the nearest 11 January is taken though it was a Thursday: the clerk's Monday was of another year
    assert reading.weekday_mismatch == (case["text"] == "Senin (11/1)")
    if case["kind"] == "relative":
        assert reading.source == "relative"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0000-00-00 00:00:00", "zero-date"),
        ("00/00/0000", "zero-date"),
        ("30 November -0001", "year-out-of-range"),
        ("-0001-11-30 00:00:00", "year-out-of-range"),
        ("02 Okt 1945", "year-out-of-range"),
        ("9999 tahun yang lalu", "year-out-of-range"),
        ("00 Oktober 2024", "impossible-day"),
        ("31 Februari 2024", "impossible-day"),
        ("31 Feb 2024, 10:15:32 WIB", "impossible-day"),
        ("10:15:32, 31 Feb 2024", "impossible-day"),
        ("29 Februari 2023", "impossible-day"),
        ("32 Oktober 2024", "impossible-day"),
        ("14/13/2024", "impossible-day"),
        ("2024-02-30", "impossible-day"),
        ("Senin (31/2)", "impossible-day"),
        ("1 - 32 Oktober 2024", "impossible-day"),
        ("2 Oktober 2204", "future"),
        ("18 Oktober 2024", "future"),
        ("November 2024", "future"),
        ("15 - 20 Oktober 2024", "future"),
        ("5 - 3 Oktober 2024", "range?"),
    ],
)
def test_what_cannot_be_a_date_is_refused(text, reason):
    reading = read_date(text, base=BASE)
    assert (reading.value, reading.precision, reading.refused) == (None, None, reason)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "1704", "2020", "Rp 1,5 miliar", "Rp 1,5 miliar tahun 2024", "Rp 600.000", "1.440 KPM",
        "nomor 5", "tadi pagi", "1 Muharram 1446 H", "TMMD Ke-122", "bulan depan", "10:15 WIB", "jam 10.15",
        "HUT ke-79", "1 jam pelajaran", "Agustus", "Mei", "5/10", "10.12.20.24", "pukul 10.05.12",
        "Nomor 12/10/2024", "0812-10-24-55", "20241302101532999", "2 Oktober 15 peserta", "lima hari",
        "Bupati Kediri meninjau pasar (29/8) sore bersama warga", "Kabupaten Kediri (29/8)", "2 days",
        "beberapa jam lalu", "2 Oktober 10 WIB", "3 ſep 2023", "2 Oſtober 2024", "20241002991532",
        "kemarin sore di Pare", "dari 5 Juni lalu warga Pare antre", "5 orang tewas 2024",
        "Pasal 5 ayat 2 tahun 2024", "2d", "3h", "3D", "1w", "5 hr", "5m ago", "2 d lalu lintas", "1mo", "5 mnt baca",
        "2d ago in Pare", "102d ago", "noon", "Midnight Sale",
    ],
)  # fmt: skip
def test_what_is_no_date_stays_undated(text):
    assert read_date(text, base=BASE).value is None


@pytest.mark.parametrize(
    ("text", "value", "precision", "zone", "source"),
    [
        ("02 Okt 2024, 10:15:32 WIB", "2024-10-02T10:15:32+07:00", "second", "stated", "grammar"),
        ("22:00:26, 08 Agu 2024", "2024-08-08T22:00:26+07:00", "second", "assumed", "grammar"),
        ("Selasa, 01 Okt 2024 10:15 WITA", "2024-10-01T10:15:00+08:00", "minute", "stated", "grammar"),
        ("Selasa, 01 Okt 2024 00:15 WIT", "2024-10-01T00:15:00+09:00", "minute", "stated", "grammar"),
        ("Sabtu, 5 Oktober 2024 | 08.30 wib", "2024-10-05T08:30:00+07:00", "minute", "stated", "grammar"),
        ("10.15 WITA, 2 Oktober 2024", "2024-10-02T10:15:00+08:00", "minute", "stated", "grammar"),
        ("10:15 - 2 Oktober 2024", "2024-10-02T10:15:00+07:00", "minute", "assumed", "grammar"),
        ("2 Oktober 2024 10.15 - 12.00 WITA", "2024-10-02T10:15:00+08:00", "minute", "stated", "grammar"),
        ("2 Oktober 2024 10:15-12:00 WIB", "2024-10-02T10:15:00+07:00", "minute", "stated", "grammar"),
        ("2 Oktober 2024 (10:15 WIT)", "2024-10-02T10:15:00+09:00", "minute", "stated", "grammar"),
        ("2 Oktober 2024 10:15 GMT+8", "2024-10-02T10:15:00+08:00", "minute", "stated", "grammar"),
        ("2 Oktober 2024 pukul 8 malam", "2024-10-02T20:00:00+07:00", "hour", "assumed", "grammar"),
        ("2 Oktober 2024 3:05 PM", "2024-10-02T15:05:00+07:00", "minute", "assumed", "grammar"),
        ("02 Okt 2024, 25:15:32 WIB", "2024-10-02", "day", None, "grammar"),
        ("2 Oktober 2024 pukul 12 malam", "2024-10-02", "day", None, "grammar"),
        ("Ciamis ,03 maret 2021", "2021-03-03", "day", None, "grammar"),
        ("2nd October 2024", "2024-10-02", "day", None, "grammar"),
        ("2 Okt '24", "2024-10-02", "day", None, "grammar"),
        ("02-Okt-2024", "2024-10-02", "day", None, "grammar"),
        ("Kamis, 17 Agutus 2023 | 08.30 WIB", "2023-08-17T08:30:00+07:00", "minute", "stated", "grammar"),
        ("5 Januri 2024", "2024-01-05", "day", None, "grammar"),
        ("9 Novmeber 2023", "2023-11-09", "day", None, "grammar"),
        ("14/10/2024, diperbarui 2 Oktober 2024 10:15", "2024-10-14", "day", None, "grammar"),
        ("0000-00-00 / 2 Oktober 2024", "2024-10-02", "day", None, "grammar"),
        ("Oktober 2024", "2024-10", "month", None, "grammar"),
        ("Tahun 2024", "2024", "year", None, "grammar"),
        ("2024-10-02T10:15:32+09:00", "2024-10-02T10:15:32+09:00", "second", "stated", "iso"),
        ("2024-10-02T10:15:32-05:00", "2024-10-02T10:15:32-05:00", "second", "stated", "iso"),
        ("2024-10-02T10:15:32.123Z", "2024-10-02T10:15:32+00:00", "second", "stated", "iso"),
        ("2024-10-02 10:15:32 +9959", "2024-10-02T10:15:32+07:00", "second", "assumed", "iso"),
        ("20241002101532", "2024-10-02T10:15:32+07:00", "second", "assumed", "iso"),
        ("Wed, 02 Oct 2024 10:15:32 +0700", "2024-10-02T10:15:32+07:00", "second", "stated", "rfc822"),
        ("Wed, 02 Oct 2024 10:15:32 GMT", "2024-10-02T10:15:32+00:00", "second", "stated", "rfc822"),
        ("2 hari yang lalu", "2024-10-14", "day", None, "relative"),
        ("dua hari lalu", "2024-10-14", "day", None, "relative"),
        ("6 bulan yang lalu", "2024-04-16", "month", None, "relative"),
        ("setahun lalu", "2023-10-16", "year", None, "relative"),
        ("2 Hari", "2024-10-14", "day", None, "relative"),
        ("3 Jam", "2024-10-16T09:00:00+07:00", "hour", "assumed", "relative"),
        ("1 jam 20 menit yang lalu", "2024-10-16T10:40:00+07:00", "minute", "assumed", "relative"),
        ("2 months, 1 week ago", "2024-08-09", "week", None, "relative"),
        ("2 bulan, 1 minggu yang lalu", "2024-08-09", "week", None, "relative"),
        ("2 bulan dan 3 hari lalu", "2024-08-13", "day", None, "relative"),
        ("Posted 1 year, 3 months ago", "2023-07-16", "month", None, "relative"),
        ("sekitar 3 jam yang lalu", "2024-10-16T09:00:00+07:00", "hour", "assumed", "relative"),
        ("almost 3 years ago", "2021-10-16", "year", None, "relative"),
        ("5 mnt lalu", "2024-10-16T11:55:00+07:00", "minute", "assumed", "relative"),
        ("5 hr lalu", "2024-10-11", "day", None, "relative"),
        ("2 hr yg lalu", "2024-10-14", "day", None, "relative"),
        ("5 hrs ago", "2024-10-16T07:00:00+07:00", "hour", "assumed", "relative"),
        ("1 mgg lalu", "2024-10-09", "week", None, "relative"),
        ("1 mgg", "2024-10-09", "week", None, "relative"),
        ("2 bln", "2024-08-16", "month", None, "relative"),
        ("2d ago", "2024-10-14", "day", None, "relative"),
        ("3h ago", "2024-10-16T09:00:00+07:00", "hour", "assumed", "relative"),
        ("1w ago", "2024-10-09", "week", None, "relative"),
        ("2 wks ago", "2024-10-02", "week", None, "relative"),
        ("5mo ago", "2024-05-16", "month", None, "relative"),
        ("1y ago", "2023-10-16", "year", None, "relative"),
        ("Oct. 2, 2024, noon", "2024-10-02T12:00:00+07:00", "minute", "assumed", "grammar"),
        ("Oct. 2, 2024, midnight", "2024-10-02T00:00:00+07:00", "minute", "assumed", "grammar"),
        ("Posted on Oct. 2, 2024, Noon by 3 editors", "2024-10-02T12:00:00+07:00", "minute", "assumed", "grammar"),
        ("Wednesday 2 October 2024, noon | 4 comments", "2024-10-02T12:00:00+07:00", "minute", "assumed", "grammar"),
        ("Oct. 2, 2024, 1 a.m.", "2024-10-02T01:00:00+07:00", "hour", "assumed", "grammar"),
        ("Oct. 2, 2024, 12:30 p.m.", "2024-10-02T12:30:00+07:00", "minute", "assumed", "grammar"),
        ("Oct. 2, 2024 at midnight", "2024-10-02", "day", None, "grammar"),
        ("Oct. 2, 2024, noontime prayers", "2024-10-02", "day", None, "grammar"),
        ("2 Oktober 2024, siang", "2024-10-02", "day", None, "grammar"),
        ("2 months, 1 week", None, None, None, None),
        ("sekitar 3 jam", None, None, None, None),
        ("Kemarin, 10.15 WITA", "2024-10-15T10:15:00+08:00", "minute", "stated", "relative"),
        ("Rabu 2 10 2024", "2024-10-02", "day", None, "dateparser"),
    ],
)
def test_how_a_date_is_known(text, value, precision, zone, source):
    reading = read_date(text, base=BASE)
    assert (reading.value, reading.precision, reading.zone, reading.source) == (
        value,
        precision,
        zone,
        source,
    )
    assert reading.refused is None


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [
        ("1-3 Oktober 2024", "2024-10-01", "2024-10-03"),
        ("1 s/d 3 Oktober 2024", "2024-10-01", "2024-10-03"),
        ("30 Sept – 2 Oktober 2024", "2024-09-30", "2024-10-02"),
        ("30 Desember - 2 Januari 2024", "2023-12-30", "2024-01-02"),
        ("30 Desember 2023 sampai dengan 2 Januari 2024", "2023-12-30", "2024-01-02"),
    ],
)
def test_a_range_keeps_both_its_ends(text, value, end):
    reading = read_date(text, base=BASE)
    assert (reading.value, reading.end, reading.precision) == (value, end, "day")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Oct. 2, 2024, 7:33 p.m.", "2024-10-02T19:33:00+07:00"),
        ("Oct. 2, 2024, 12:05 a.m.", "2024-10-02T00:05:00+07:00"),
        ("October 2, 2024, 7 p.m.", "2024-10-02T19:00:00+07:00"),
        ("2 Oktober 2024 07.33 P.M. WITA", "2024-10-02T19:33:00+08:00"),
        ("7:33 p.m. on 2 October 2024", "2024-10-02T19:33:00+07:00"),
        ("2 Oktober 2024, 7 p.m", "2024-10-02"),
        ("2 Oktober 2024, 7 a.n. Bupati", "2024-10-02"),
    ],
)
def test_halves_of_the_day_may_have_stops(text, value):
    assert read_date(text, base=BASE).value == value


@pytest.mark.parametrize("mark", "'’‘`´ʼ")
def test_friday_is_friday_with_any_apostrophe(mark):
    reading = read_date(f"Jum{mark}at Legi, 4 Oktober 2024", base=BASE)
    assert (reading.value, reading.weekday_mismatch) == ("2024-10-04", False)
    assert read_date(f"Jum{mark}at, 3 Oktober 2024", base=BASE).weekday_mismatch


@pytest.mark.parametrize(
    "text",
    ["Senin, 2 Oktober 2024", "Senin, 02 Okt 2024", "Senin Pon (2/10/2024)", "2 Oktober 2024 hari senin"],
)
def test_a_false_weekday_is_recorded_and_not_fatal(text):
    reading = read_date(text, base=BASE)
    assert (reading.value, reading.weekday_mismatch) == ("2024-10-02", True)


def test_a_week_is_no_sunday():
    assert not read_date("Agenda minggu ini: 2 Oktober 2024", base=BASE).weekday_mismatch


def test_a_day_and_month_take_the_year_before_the_base():
    january = datetime(2025, 1, 3, tzinfo=UTC)
    assert read_date("(28/12)", base=january).value == "2024-12-28"
    assert read_date("Kamis (29/2)", base=january).value == "2024-02-29"
    assert read_date("Kediri, 28 Desember", base=january).value == "2024-12-28"


def test_the_day_of_the_base_is_the_day_where_the_site_stands():
    base = datetime(2024, 12, 31, 16, 30, tzinfo=UTC)
    assert read_date("Rabu (1/1)", base=base, zone="WIB").value == "2024-01-01"
    assert read_date("Rabu (1/1)", base=base, zone="WITA").value == "2025-01-01"
    assert read_date("hari ini", base=base, zone="+09:00").value == "2025-01-01"


@pytest.mark.parametrize(
    ("zone", "offset"), [("WIB", "+07:00"), ("WITA", "+08:00"), ("WIT", "+09:00"), ("+0800", "+08:00")]
)
def test_the_zone_of_the_site_is_assumed(zone, offset):
    for text in ("02 Okt 2024, 10:15:32", "10:15:32, 02 Okt 2024", "Kediri, 2/10/2024 10:15:32"):
        reading = read_date(text, base=BASE, zone=zone)
        assert (reading.value, reading.zone) == (f"2024-10-02T10:15:32{offset}", "assumed")


def test_a_wrong_zone_or_base_is_an_error_that_says_so():
    with pytest.raises(ValueError, match="Unknown time zone 'Kediri'"):
        read_date("2 Oktober 2024", base=BASE, zone="Kediri")
    with pytest.raises(ValueError, match="needs an offset"):
        read_date("2 Oktober 2024", base=datetime(2024, 10, 16))


def test_raw_is_the_text_with_its_space_folded():
    reading = read_date("  15:00:40,\n 29 Jul\u00a02024 -  Oleh : Dinas ", base=BASE)
    assert (reading.raw, reading.value) == (
        "15:00:40, 29 Jul 2024 - Oleh : Dinas",
        "2024-07-29T15:00:40+07:00",
    )


@pytest.mark.parametrize("length", range(280, 310))
def test_a_date_cut_off_by_the_limit_is_not_read_in_half(length):
    text = "x " * (length // 2) + "2 Oktober 2019"
    assert read_date(text, base=BASE).value in (None, "2019-10-02")
    assert read_date("x" * length + " 2019-10-12", base=BASE).value in (None, "2019-10-12")


@pytest.mark.parametrize(
    "text",
    ["1 " * 150, "1 - " * 75, "2 Okt " * 50, "10.15 - " * 40, "Senin ( " * 40, " " * 10**6, "1/" * 10**6,
     "15:00:40, 29 Jul 2024 - Oleh :" + " a" * 130 + "1"],
    ids=lambda text: text[:12],
)  # fmt: skip
def test_hostile_text_costs_little(text):
    started = time.process_time()
    for _ in range(10):
        read_date(text, base=BASE, allow_dateparser=False)
    assert (time.process_time() - started) / 10 < 0.02


def test_dateparser_is_loaded_only_when_asked():
    script = (
        "import sys; from datetime import datetime, UTC; from pipelines.dates import read_date\n"
        "for text in ('2 Oktober 2024', '31 Februari 2024', '1704', 'Rp 1,5 miliar', 'kemarin'):\n"
        "    read_date(text, base=datetime(2024, 10, 16, tzinfo=UTC))\n"
        "assert 'dateparser' not in sys.modules\n"
        "read_date('Rabu 2 10 2024', base=datetime(2024, 10, 16, tzinfo=UTC))\n"
        "assert 'dateparser' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parent.parent)


def test_dateparser_can_be_left_out():
    assert read_date("Rabu 2 10 2024", base=BASE, allow_dateparser=False).value is None


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2024-10-02T10:15:32+07:00", "2024-10-02T03:15:32Z"),
        ("2024-10-02T00:15:00+09:00", "2024-10-01T15:15:00Z"),
        ("2024-10-02", None),
        ("2024-10", None),
        ("2024", None),
        ("2024-10-02T10:15:32", None),
        ("kemarin sore sekali", None),
        ("", None),
    ],
)
def test_to_utc(value, instant):
    assert to_utc(value) == instant


def check_sound(reading: DateReading) -> None:
    """Fail unless the reading keeps what its fields promise."""
    if reading.value is None:
        assert (reading.precision, reading.zone, reading.end) == (None, None, None)
        return
    assert reading.refused is None
    moment = datetime.fromisoformat(reading.value + {4: "-01-01", 7: "-01"}.get(len(reading.value), ""))
    assert (moment.tzinfo is not None) == (reading.zone is not None) == ("T" in reading.value)
    assert moment.date() <= BASE.date() + timedelta(days=1)


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_error(text):
    check_sound(read_date(text, base=BASE))


PIECES = "1 2 31 0 24 2024 2025 Okt Oktober Mei - – / . : , ( ) ' 10:15 10.15 WIB WITA +07 +9959 Z T".split()
PIECES += [
    "jam",
    "pukul",
    "s/d",
    "hari",
    "Jum'at",
    "Minggu",
    "lalu",
    "yang",
    "kemarin",
    "ſ",
    "٢",
    "\u00a0",
    " ",
    "\u200b",
    "Rp",
    "-0001",
    "malam",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", " "]))
def test_date_like_rubbish_is_read_without_an_error(pieces, between):
    check_sound(read_date(between.join(pieces), base=BASE))


moments = st.datetimes(datetime(1995, 1, 1), datetime(2024, 10, 15)).map(
    lambda moment: moment.replace(microsecond=0)
)


@given(moments, st.sampled_from([("WIB", 7), ("WITA", 8), ("WIT", 9)]))
def test_printed_times_come_back(moment, zone):
    name, hours = zone
    short, long = MONTHS[moment.month - 1], LONG_MONTHS[moment.month - 1]
    stamp, day = moment.strftime("%H:%M:%S"), DAYS[moment.weekday()]
    expected = f"{moment.isoformat()}+{hours:02}:00"
    printed = [
        f"{moment:%d} {short} {moment.year}, {stamp} {name}",
        f"{day}, {moment.day} {long} {moment.year} pukul {moment:%H.%M.%S} {name}",
        f"{moment.year}-{moment:%m-%d} {stamp} {name}",
        f"{day} ({moment:%d/%m}/{moment.year}) {stamp} {name}",
        f"Kediri, {stamp} {name}, {moment.day} {long} {moment.year}",
    ]
    for text in printed:
        reading = read_date(text, base=BASE)
        found = (reading.value, reading.precision, reading.zone, reading.weekday_mismatch)
        assert found == (expected, "second", "stated", False), text
    for text in (
        f"{stamp}, {moment:%d} {short} {moment.year}",
        f"{stamp}, {moment:%d} {short} {moment.year} - Oleh : Dinas Kominfo Kab. Kediri",
        f"{stamp}, {moment:%d} {short} {moment.year} - Oleh : Seksi 2",
    ):
        reading = read_date(text, base=BASE, zone=name)
        assert (reading.value, reading.zone) == (expected, "assumed"), text
    assert to_utc(expected) == (moment - timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


@given(moments)
def test_printed_days_come_back(moment):
    short, long, day = MONTHS[moment.month - 1], LONG_MONTHS[moment.month - 1], DAYS[moment.weekday()]
    for text in (
        f"{moment:%d} {short} {moment.year}",
        f"{day}, {moment.day} {long} {moment.year}",
        f"{day.upper()} WAGE, {moment.day} {long.upper()} {moment.year}",
        f"{moment.day}/{moment.month}/{moment.year}",
        f"({moment:%d-%m-%y})",
        f"{moment:%d.%m.}{moment.year}",
        f"{moment.year}{moment:%m%d}",
        f"{long} {moment.day}, {moment.year}",
    ):
        reading = read_date(text, base=BASE)
        found = (reading.value, reading.precision, reading.weekday_mismatch)
        assert found == (f"{moment:%Y-%m-%d}", "day", False), text


@pytest.mark.parametrize("name", MONTH_NAMES)
def test_every_name_of_a_month_and_nothing_longer(name):
    """Names as they are written, and as clerks mistype them: ``Desmber``, ``Febuari``, ``Novemebr``."""
    reading = read_date(f"Kediri, 2 {name.title()} 2023", base=BASE, allow_dateparser=False)
    assert reading.value == f"2023-{MONTH_NAMES[name]:02}-02"
    for word in (f"{name}x", f"x{name}"):
        assert read_date(f"Kediri, 2 {word} 2023", base=BASE, allow_dateparser=False).value is None


def test_slips_are_names_of_months():
    slips = {"desmber": 12, "febuari": 2, "novemebr": 11, "agusuts": 8}
    assert {name: MONTH_NAMES.get(name) for name in slips} == slips


quick = st.tuples(
    st.sampled_from(("", "Diposting pada ", "diterbitkan: ", "Posted on ", "Published ", "Ditulis oleh ", "Diubah ")),
    st.sampled_from(("", "Senin, ", "Jum'at ", "Rabu Legi, ", "Monday, ", "Hari, ")),
    st.sampled_from(("0 ", "7 ", "09 ", "31 ", "32 ")),
    st.sampled_from(("Mei ", "Desember ", "Feb ", "Agt ", "Foo ")),
    st.sampled_from(("1969", "2024", "2026", "9999")),
    st.sampled_from(("", " 08:44", ", 08.44 WIB", " | 08:44:12 WIT", " pukul 23.15", " 24:00")),
    st.sampled_from(("", " oleh admin", " oleh Dinas Kominfo Kab. Kediri", " by Admin", " oleh malam", " oleh Sabtu")),
)


@given(quick)
def test_what_is_read_quickly_is_read_as_the_grammar_reads_it(parts):
    text = "".join(parts)
    base = datetime(2026, 11, 23, 2, tzinfo=UTC)
    read = dates._common(text, base, "WIB")
    assert read is None or read == dates._general(text, base, "WIB", False)
