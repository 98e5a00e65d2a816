"""Places: as an independent count over the raw episodes says; the register, and lists of coordinates."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rhi_desktop.bootstrap_oversight import kinds_of_place
from rhi_desktop.domain.figures.figures import Period
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.place import Place
from rhi_desktop.services.intake.sheets import IntakeError
from rhi_desktop.services.pattern.coordinates import BadRow, CoordinatesPlan, read_coordinates
from rhi_desktop.services.pattern.places import Places, PlaceUnclear, in_words, table
from rhi_desktop.spreadsheets.files import SpreadsheetFiles
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, Clock, a_change, a_child, an_episode
from tests.store.engines import with_tables

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
NAMES = ["", "The arcade", "the  ARCADE", "Bus station", "Penny Falls"]
GONE = st.tuples(
    st.integers(0, 2), st.sampled_from(["2026-10-31", "2026-11-01", "2026-11-30"]),
    st.sampled_from(NAMES), st.sampled_from(NAMES),
)  # fmt: skip
PLAIN = {"The arcade": "arcade", "the  ARCADE": "arcade", "Penny Falls": "arcade", "Bus station": "bus"}
"""“Penny Falls” is what the register of the test knows the arcade by as well."""


def arcade() -> Place:
    return Place(name="The arcade", other_names=("Penny Falls",), postcode="ZZ1 1AA", easting=450_000, northing=390_000)


def over(folder: Path) -> tuple[SqlStore, Places]:
    clock = Clock(NOON + timedelta(days=10))
    store = SqlStore.found(with_tables(folder / "store.db"), "Sam Invented", clock)
    return store, Places(store, kinds_of_place(), clock)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(GONE, max_size=12))
def test_each_count_is_that_of_the_raw_episodes(every: list[tuple[int, str, str, str]]) -> None:
    with TemporaryDirectory() as folder:
        store, places = over(Path(folder))
        children = [a_change(a_child(name=f"Child {number} Example")) for number in range(3)]
        store.commit(children)
        store.commit([
            a_change(an_episode(children[who].record, missing_since=f"{day}T12:00Z", missing_from=start, found_at=end))
            for who, day, start, end in every
        ])  # fmt: skip
        places.save(arcade())
        inside = [one for one in every if one[1].startswith("2026-11")]
        left = Counter(PLAIN[began] for _, _, began, _ in inside if began)
        found = Counter(PLAIN[ended] for *_, ended in inside if ended)
        spots = places.hotspots(NOVEMBER)
        store.close()
    assert {PLAIN[one.name]: (one.left, one.found) for one in spots} == {
        name: (left[name], found[name]) for name in left | found
    }
    for one in spots:
        who = {who for who, _, *named in inside for name in named if name and PLAIN[name] == PLAIN[one.name]}
        assert len(one.children) == len(who)
        assert (one.easting is not None) == (PLAIN[one.name] == "arcade")
    assert [one.vague for one in spots] == sorted(PLAIN[one.name] == "bus" for one in spots), (
        "a kind of place comes last"
    )
    particular = [one.count for one in spots if not one.vague]
    assert particular == sorted(particular, reverse=True)


def test_where_a_child_lives_whose_address_is_kept_back_is_left_out(tmp_path: Path) -> None:
    store, places = over(tmp_path)
    kept = a_change(a_child(address="1 Madeup Road", postcode="ZZ9 9ZZ", alerts=("Do not disclose address",)))
    free = a_change(a_child(name="Kit Example", address="2 Madeup Road"))
    store.commit([kept, free])
    when = {"missing_since": "2026-11-05T12:00Z"}
    store.commit([
        a_change(an_episode(kept.record, missing_from="1 Madeup Road", found_at="The arcade", **when)),
        a_change(an_episode(kept.record, missing_from_postcode="ZZ9 9ZZ", **when)),
        a_change(an_episode(free.record, missing_from="2 Madeup Road", **when)),
    ])  # fmt: skip
    assert {one.name for one in places.hotspots(NOVEMBER)} == {"The arcade", "2 Madeup Road"}
    store.close()


def test_places_of_one_name_in_several_districts_are_several_places(tmp_path: Path) -> None:
    """“Home” is another place for each child; a home without a postcode is no particular one."""
    store, places = over(tmp_path)
    children = [a_change(a_child(name=f"Child {number} Example")) for number in range(4)]
    store.commit(children)
    homes = ["ZZ1 1AA", "ZZ1 2BB", "", ""]
    stations = ["ZZ1 1AA", "ZZ2", "ZZ2 3CC", ""]
    store.commit([
        a_change(an_episode(child.record, missing_from="Home", missing_from_postcode=home,
                            found_at="The bridge", found_postcode=station))
        for child, home, station in zip(children, homes, stations, strict=True)
    ])  # fmt: skip
    spots = places.hotspots(NOVEMBER)
    assert [(one.name, one.district, one.left, one.found, one.vague) for one in spots] == [
        ("The bridge", "ZZ2", 0, 2, False),
        ("Home", "ZZ1", 1, 0, False),
        ("Home", "ZZ1", 1, 0, False),
        ("The bridge", "", 0, 1, False),
        ("The bridge", "ZZ1", 0, 1, False),
        ("Home", "", 2, 0, True),
    ]
    assert len({one.key for one in spots}) == len(spots)
    assert "no particular place" not in in_words(spots)
    assert table(spots, NOVEMBER).rows[-1][0] == "Home (no particular place)"
    store.close()


def test_a_place_that_nobody_put_on_the_register_stands_where_its_district_does(tmp_path: Path) -> None:
    store, places = over(tmp_path)
    places.save(Place(name="ZZ3", postcode="ZZ3", easting=451_000, northing=391_000))
    child = a_change(a_child())
    gone = an_episode(child.record, missing_from="A park", missing_from_postcode="ZZ3 4AB")
    store.commit([child, a_change(gone)])
    (spot,) = places.hotspots(NOVEMBER)
    assert (spot.name, spot.district, spot.easting, spot.record) == ("A park", "ZZ3", 451_000, "")
    assert in_words((spot,)).endswith("1 place, 1 of them on the map.")
    store.close()


@pytest.mark.parametrize(
    "wrong", [Place(name=" "), Place(name="A", easting=5), Place(name="A", easting=9_000_000, northing=5)]
)
def test_a_place_that_cannot_be_kept_says_why(tmp_path: Path, wrong: Place) -> None:
    store, places = over(tmp_path)
    with pytest.raises(PlaceUnclear):
        places.save(wrong)
    assert places.register() == ()
    store.close()


def read(tmp_path: Path, text: str, *register: Filed[Place]) -> CoordinatesPlan:
    file = tmp_path / "list.csv"
    file.write_text(text, encoding="utf-8")
    return read_coordinates(file, SpreadsheetFiles(), register)


def test_a_list_says_for_each_row_what_becomes_of_it(tmp_path: Path) -> None:
    known = Filed("r1", "h1", NOON, "Sam Invented", 1, arcade())
    same = Filed("r2", "h2", NOON, "Sam Invented", 1, Place(name="Bus station", easting=1, northing=2))
    plan = read(
        tmp_path,
        "Place,Postcode,Eastings,Northings\n"
        'penny falls,,450100,390100\nBus station,,1,2\nA park,ZZ3 4AB,"451,000",391000\n'
        "No number,,abc,5\nOff the grid,,9999999,5\n,NOT A POSTCODE,5,5\n,,5,5\n,ZZ4,452000,392000\n"
        "a PARK,,453000,393000\n",
        known, same,
    )  # fmt: skip
    assert (plan.new, plan.changed, plan.same) == (2, 1, 1)
    assert plan.bad == (
        BadRow(5, "easting", "There is no number here."),
        BadRow(6, "easting", "This point is not on the British National Grid."),
        BadRow(7, "postcode", "“NOT A POSTCODE” is no postcode and no district."),
        BadRow(8, "place", "There is neither a place nor a postcode district."),
    )
    assert plan.places[0] == (replace(arcade(), easting=450_100, northing=390_100), "r1", "h1")
    assert plan.places[2][0].name == "ZZ4"


def test_latitude_and_longitude_the_wrong_way_round_are_not_taken(tmp_path: Path) -> None:
    plan = read(tmp_path, "name,lat,long\nRight,52.658,1.716\nWrong,1.716,52.658\n")
    assert plan.new == 1
    assert plan.places[0][0].easting == pytest.approx(651_410, abs=10)
    assert plan.bad[0].number == 3
    assert "right way round" in plan.bad[0].reason


@pytest.mark.parametrize("text", ["", "place,colour\nThe arcade,blue\n", "easting,northing\n1,2\n"])
def test_a_list_without_its_columns_says_what_is_needed(tmp_path: Path, text: str) -> None:
    with pytest.raises(IntakeError):
        read(tmp_path, text)


def test_one_spelling_stands_for_one_place(tmp_path: Path) -> None:
    store, places = over(tmp_path)
    kept = places.save(Place(name="The arcade", other_names=("Penny Falls",)))
    with pytest.raises(PlaceUnclear, match="stands for another place"):
        places.save(Place(name="penny  falls"))
    again = places.save(Place(name="The Arcade", other_names=("Penny Falls", "")), kept.id, kept.head)
    assert [one.id for one in places.register()] == [again.id]
    store.close()
