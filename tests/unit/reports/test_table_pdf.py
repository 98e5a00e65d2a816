"""A table on paper, read back: no word broken, nothing left out, whatever its width."""

import re
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader

from rhi_desktop.reports.columns import Column, bands, widths
from rhi_desktop.reports.fonts import register
from rhi_desktop.reports.table_pdf import table_pdf
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.tables import Table

ROOM = 500.0
COLUMNS = st.lists(
    st.tuples(st.floats(8, 82), st.floats(0, 250)).map(lambda one: Column(one[0], sum(one))), min_size=1, max_size=30
)
ABOUT = "What became of the episodes that ended in this period, whenever it was done, and by whomever. " * 2


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    register(find_assets().resources / "fonts")


def pages(table: Table) -> list[PageObject]:
    return list(PdfReader(BytesIO(table_pdf(table, practice=False))).pages)


def by_groups(count: int) -> Table:
    heads = [f"Authority number {number}" for number in range(count)]
    columns = ("Figure", *(one for head in heads for one in (head, f"{head}: share")))
    shares: list[str | int] = [
        one for number in range(count) for one in (number, f"{number} of 821, 51.0 % of completed")
    ]
    few: list[str | int] = [7, ""] * count
    rows = (("Episodes of looked-after children", *shares), ("Children", *few))
    return Table(
        title="Scorecard", name="card", columns=columns, rows=rows, notes=("Provisional.",), about=ABOUT,
        fuller=frozenset(range(2, len(columns), 2)),
    )  # fmt: skip


def width(page: PageObject) -> float:
    return float(page.mediabox.width)


@pytest.mark.parametrize(
    ("count", "most", "wide"), [(1, 1, False), (4, 1, False), (5, 1, False), (6, 1, True), (7, 1, True), (19, 4, True)]
)
def test_whatever_the_number_of_groups_no_word_is_broken_and_none_left_out(count: int, most: int, wide: bool) -> None:
    found = pages(by_groups(count))
    assert len(found) <= most
    assert all((width(page) > 600) is wide for page in found)
    words = [word for page in found for word in page.extract_text().replace("\u00a0", " ").split()]
    for number in range(count):
        assert f"{number}" in words
    assert words.count("Authority") == words.count("completed") == words.count("821,") == count
    assert all("looked-after" in page.extract_text() for page in found)


def test_a_share_stands_in_place_of_its_count_and_a_count_alone_where_it_stands_alone() -> None:
    (page,) = pages(by_groups(1))
    assert page.extract_text().split().count("7") == 1
    assert "Authority number 0: share" not in page.extract_text()


def test_a_percentage_stays_with_its_sign() -> None:
    rows = tuple((f"Figure {size}", *[f"{10**size} of {10**size}, 51.0 % of completed"] * 5) for size in range(9))
    (page,) = pages(Table("Scorecard", "card", ("Figure", *"ABCDE"), rows))
    assert page.extract_text().count("51.0") == 45
    assert not re.search(r"51\.0\s*\n\s*%", page.extract_text())


def test_the_foot_is_cut_before_the_number_of_the_page() -> None:
    (page,) = pages(by_groups(2))
    (foot,) = [line for line in page.extract_text().splitlines() if line.startswith("Scorecard. What")]
    assert foot.partition("Page 1")[0].rstrip().endswith("…")


def test_a_table_of_nothing_says_so() -> None:
    (page,) = pages(Table("Panel list", "panel", ("Child", "Age", "Why"), ()))
    assert "Nothing in this period." in page.extract_text()


@given(COLUMNS)
def test_bands_have_every_column_once_and_the_first_in_each(columns: list[Column]) -> None:
    found = bands(columns, ROOM)
    assert all(some[0] == 0 for some in found)
    assert [at for some in found for at in some[1:]] == list(range(1, len(columns)))
    sizes = [len(some) for some in found]
    assert max(sizes) - min(sizes) <= 1
    for some in found:
        assert sum(columns[at].least for at in some) <= ROOM or len(some) <= 2


@given(COLUMNS)
def test_columns_fill_no_more_than_the_page_and_have_their_least_where_there_is_room(columns: list[Column]) -> None:
    for some in bands(columns, ROOM):
        chosen = [columns[at] for at in some]
        found = widths(chosen, ROOM)
        assert sum(found) <= ROOM + 1e-6
        for one, column in zip(found, chosen, strict=True):
            assert column.least - 1e-6 <= one <= column.full + 1e-6
