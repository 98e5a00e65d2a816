"""The published tables of the source papers come out with their known errors, and tables that are right come out clean.

Each .toml in `published` is one table as it was printed, the .txt beside it what is wrong with it (domain reference,
section 12).
"""

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.figures.bands import read_band
from rhi_desktop.services.figures.checking import check
from rhi_desktop.services.figures.findings import Grade
from rhi_desktop.services.figures.published import (
    PublicationUnclear,
    PublishedLine,
    PublishedTable,
    read_rows,
    read_toml,
)

PUBLISHED = Path(__file__).parent / "published"


def faults(*lines: PublishedLine) -> list[str]:
    return [one.words for one in check(PublishedTable.of("Table", "", lines))]


def of(figure: str, **fields: Any) -> PublishedLine:
    return PublishedLine(figure=figure, **fields)


@pytest.mark.parametrize("file", sorted(PUBLISHED.glob("*.toml")), ids=lambda file: file.stem)
def test_a_published_table_comes_out_with_its_known_errors_and_no_others(file: Path) -> None:
    found = [f"{one.grade.value}: {one.words}" for one in check(read_toml(file.read_text(encoding="utf-8")))]
    assert found == file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


@given(st.lists(st.integers(0, 500), min_size=1, max_size=8), st.integers(0, 2))
def test_a_table_that_was_worked_out_right_is_clean(counts: list[int], places: int) -> None:
    whole = sum(counts)
    unit = Decimal(1).scaleb(-places)
    lines = [of("All", count=whole)]
    for number, count in enumerate(counts):
        share = (Decimal(count * 100) / whole).quantize(unit, ROUND_HALF_UP) if whole else None
        lines.append(of(f"Part {number}", count=count, percent=share, of="All", part_of="All", split="kind"))
    assert faults(*lines) == []


@given(st.lists(st.integers(1, 500), min_size=2, max_size=8), st.data())
def test_a_count_that_was_changed_is_found(counts: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(counts) - 1))
    off = data.draw(st.integers(1, 20).flatmap(lambda n: st.sampled_from((n, -n))))
    lines = [of("All", count=sum(counts))]
    for number, count in enumerate(counts):
        given_count = max(count + off, 0) if number == at else count
        lines.append(of(f"Part {number}", count=given_count, of="All", part_of="All", split="kind"))
    assert any("The parts of “All” by kind total" in one for one in faults(*lines))


def test_a_percentage_of_nothing_or_beyond_all_is_wrong() -> None:
    nothing = faults(of("Completed", count=0), of("In time", count=0, percent=Decimal(0), of="Completed"))
    assert nothing == ["“In time” is 0 % of “Completed”, which is 0. Of nothing there is no data."]
    assert faults(of("All"), of("In time", percent=Decimal(101), of="All")) == [
        "“In time” is 101 %: nothing is more than all of it."
    ]
    assert faults(of("Completed", count=0), of("In time", count=0, of="Completed")) == []


@pytest.mark.parametrize(("percent", "clean"), [("89.4", True), ("89", True), ("89.3", False), ("89.5", False)])
def test_a_percentage_is_held_against_as_many_decimals_as_were_printed(percent: str, clean: bool) -> None:
    lines = (of("Completed", count=47), of("In time", count=42, percent=Decimal(percent), of="Completed"))
    assert (faults(*lines) == []) == clean


@pytest.mark.parametrize("percent", [12, 13])
def test_a_half_is_rounded_either_way(percent: int) -> None:
    lines = (of("Completed", count=8), of("In time", count=1, percent=Decimal(percent), of="Completed"))
    assert faults(*lines) == []


def test_parts_without_all_counts_or_with_shares_of_something_else_are_not_added_up() -> None:
    known = of("Girls", count=3, percent=Decimal(60), of="All", part_of="All", split="sex")
    assert faults(of("All", count=5), known, of("Boys", part_of="All", of="All", split="sex")) == []
    shares = [of(f"Part {n}", percent=Decimal(10), of="Others", part_of="All", split="kind") for n in range(2)]
    assert faults(of("All"), of("Others"), *shares) == []


def test_months_without_figures_are_as_silent_as_a_table_without_any() -> None:
    lines = [of(figure, column=month, count=0) for figure in ("Episodes", "Children") for month in ("May", "June")]
    assert faults(*lines) == []
    assert len(faults(*lines, of("Episodes", column="July", count=1), of("Children", column="July", count=1))) == 1


def test_a_whole_that_stands_for_all_columns_is_found_from_each() -> None:
    lines = [of("Referrals", count=4), of("Completed", column="May", count=5, of="Referrals")]
    assert len(faults(*lines)) == 1


def test_thirds_in_whole_numbers_are_clean_and_a_lost_tenth_is_not() -> None:
    thirds = [of(f"Part {n}", percent=Decimal(33), of="All", part_of="All") for n in range(3)]
    assert faults(of("All"), *thirds) == []
    tenths = [of(f"Part {n}", percent=Decimal("33.0"), of="All", part_of="All") for n in range(3)]
    assert faults(of("All"), *tenths) == [
        "The percentages of “All” total 99.0 %, not 100 %. Rounding alone does not make that difference."
    ]


def test_children_are_no_share_of_episodes_and_a_figure_is_not_another_one_with_another_count() -> None:
    lines = (
        of("Episodes", count=10, unit="episodes"),
        of("Children", count=5, percent=Decimal(50), of="Episodes", unit="children"),
        of("Offered", count=4, same_as="Children"),
    )
    assert faults(*lines) == [
        "“Children” counts children, “Episodes” episodes: one cannot be a percentage of the other.",
        "“Offered”, 4, is given as the same as “Children”, 5.",
    ]


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        (("1-2", "3-5", "6+"), ""),
        (("under 3", "3-5", "more than 5"), ""),
        (("under 3", "3-5"), ""),
        (("1-2", "4-5", "6+"), "leave a gap: 3 is in neither"),
        (("1-2", "6-8"), "leave a gap: 3 to 5 is in neither"),
        (("1-3", "3-5", "7+"), "overlap: 3 is in both"),
        (("3+", "5-9"), "overlap: 5 is in both"),
        (("0-8", "8-16"), "begins where the one before ends"),
    ],
)
def test_bands_leave_no_gap_and_do_not_overlap(bands: tuple[str, ...], said: str) -> None:
    lines = [of(f"Band {band}", band=read_band(band), part_of="All", split="times") for band in bands]
    words = " ".join(faults(of("All"), *lines))
    assert said in words
    assert bool(words) == bool(said)


def test_a_term_is_held_against_the_counts_of_its_bands() -> None:
    bands = [
        of(band, count=count, band=read_band(band), part_of="All", split="times")
        for band, count in (("1-2", 20), ("3-5", 7), ("6+", 3))
    ]
    three = of("Three or more", count=9, band=read_band("3 or more"), split="times")
    assert faults(of("All", count=30), *bands, three) == [
        "“Three or more” is given as 9; its bands make it 7 + 3 = 10."
    ]


def test_a_term_in_whole_per_cent_is_held_against_finer_bands() -> None:
    bands = [
        of(band, percent=Decimal(share), band=read_band(band), of="All", part_of="All", split="times")
        for band, share in (("1-2", "85.2"), ("3-5", "12.4"), ("6+", "2.4"))
    ]
    often = of("Three or more", percent=Decimal(15), band=read_band("3+"), split="times")
    assert faults(of("All"), *bands, often) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no figures"),
        ("title", "not TOML"),
        ("line = 3", "[[line]]"),
        ('[[line]]\nfigure = "A"\nof = "B"', "“A” names “B”"),
        ('[[line]]\nfigure = "A"\n[[line]]\nfigure = "A"', "there twice"),
        ("[[line]]\ncount = 3", "Line 1 has no name"),
        ('[[line]]\nfigure = "A"\ncount = -3', "“-3” is no count"),
        ('[[line]]\nfigure = "A"\npercent = "many"', "“many” is no percentage"),
        ('[[line]]\nfigure = "A"\npercent = nan', "“nan” is no percentage"),
        ('[[line]]\nfigure = "A"\nband = "5-3"', "“5-3” is no band"),
        ('[[line]]\nfigure = "A"\nshare = 3', "Line 1 has “share”. The fields are: figure,"),
    ],
)
def test_what_is_no_table_is_said_where_it_stands(text: str, said: str) -> None:
    with pytest.raises(PublicationUnclear) as refused:
        read_toml(text)
    assert said in str(refused.value)


def test_rows_and_toml_are_the_same_table() -> None:
    text = '[[line]]\nfigure = "A"\ncount = 1308\n[[line]]\nfigure = "B"\ncount = "n/a"\npercent = 50.0\npart_of = "A"'
    rows = [("Figure", "Count", "Percent", "Part of"), ("A", "1,308"), (None, None), ("B", "n/a", "50.0 %", "A")]
    read = read_rows("Table", enumerate(rows, start=1))
    assert read == read_toml(text)
    assert read.lines[1].percent == Decimal("50.0")
    with pytest.raises(PublicationUnclear, match="Row 2 has more cells"):
        read_rows("Table", [(1, ("Figure",)), (2, ("A", "3"))])


@pytest.mark.parametrize("hidden", ["*", "<5", "fewer than 5", "under 5", "c", "held back"])
def test_a_small_number_that_is_held_back_is_not_given_away_by_the_others(hidden: str) -> None:
    head = ("figure", "count", "part of", "split")
    rows = [
        head,
        ("All", "47"),
        ("Boys", "24", "All", "sex"),
        ("Girls", "20", "All", "sex"),
        ("Other", hidden, "All", "sex"),
    ]
    (one,) = check(read_rows("Table", enumerate(rows)))
    assert one.words == (
        "“Other” is held back, but the other parts of “All” by sex give it away: 47 less 44. Hold back another part "
        "too."
    )
    rows[3] = ("Girls", hidden, "All", "sex")
    assert check(read_rows("Table", enumerate(rows))) == ()
    rows[3] = ("Girls", "n/a", "All", "sex")
    assert check(read_rows("Table", enumerate(rows))) == ()


def test_nor_by_its_own_percentage() -> None:
    rows = [("figure", "count", "percent", "of"), ("All", "47"), ("Declined", "<5", "6.4 %", "All")]
    assert [one.words for one in check(read_rows("Table", enumerate(rows)))] == [
        "“Declined” is held back, but 6.4 % of “All”, 47, gives it away. Hold the percentage back too."
    ]
    rows[2] = ("Declined", "<5", "*", "All")
    assert check(read_rows("Table", enumerate(rows))) == ()


def test_a_period_is_of_every_line_without_one_and_decimals_stay_as_printed() -> None:
    text = 'period = "May"\n[[line]]\nfigure = "A"\npercent = 89.40\n[[line]]\nfigure = "B"\nperiod = "June"'
    read = read_toml(text)
    assert [line.period for line in read.lines] == ["May", "June"]
    assert str(read.lines[0].percent) == "89.40"


def test_the_wrong_comes_first() -> None:
    grades = [one.grade for one in check(read_toml((PUBLISHED / "streetwise-bands.toml").read_text()))]
    assert grades == sorted(grades, key=lambda grade: grade is Grade.DOUBTFUL)
