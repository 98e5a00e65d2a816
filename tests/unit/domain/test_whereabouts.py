from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.whereabouts import LEAST_GAP, Away, Span, Stay, Whereabouts, lay_out, marks, nights

MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


def at(hour: float) -> Moment:
    return Moment.at(MONDAY + timedelta(hours=hour))


def stay(number: int, start: Moment | None = None, end: Moment | None = None) -> Stay:
    return Stay(f"place{{{number}}}", number, f"Place {number}", start, end)


def hours(span: Span) -> tuple[float, float]:
    return (span.start - MONDAY) / timedelta(hours=1), (span.end - MONDAY) / timedelta(hours=1)


def gaps(found: Whereabouts) -> list[tuple[float, float]]:
    return [hours(gap) for line in found.lines for gap in line.gaps]


def test_what_no_place_covers_is_a_gap() -> None:
    found = lay_out([Away(at(21), at(42.5))], [stay(1, at(22), at(27)), stay(2, at(30), at(40))])
    assert gaps(found) == [(21, 22), (27, 30), (40, 42.5)]


def test_the_way_from_one_place_to_the_next_is_no_gap() -> None:
    found = lay_out([Away(at(0), at(10))], [stay(1, at(0.2), at(5)), stay(2, at(5.2), at(10))])
    assert gaps(found) == []


def test_a_place_whose_end_is_not_known_leaves_the_time_after_it_open() -> None:
    found = lay_out([Away(at(0), at(10))], [stay(1, at(2))])
    assert gaps(found) == [(0, 2), (2, 10)]
    assert [hours(bar.span) for bar in found.lines[0].bars] == [(2, 2)]


def test_a_day_alone_closes_no_gap_and_contradicts_nothing() -> None:
    day = Moment(MONDAY.date())
    found = lay_out([Away(at(0), at(48))], [stay(1, day, day), stay(2, at(3), at(5))])
    assert gaps(found) == [(0, 3), (5, 48)]
    assert found.lines[0].overlaps == ()
    assert [(bar.stay.number, bar.lane, bar.vague) for bar in found.lines[0].bars] == [(1, 1, True), (2, 0, False)]


def test_days_with_a_night_between_close_the_time_from_the_first_to_the_last() -> None:
    monday, tuesday = Moment(MONDAY.date()), Moment(MONDAY.date() + timedelta(days=2))
    found = lay_out([Away(at(0), at(96))], [stay(1, monday, tuesday)])
    assert gaps(found) == [(72, 96)]


def test_two_places_at_once_are_said_with_the_time_they_share() -> None:
    found = lay_out([Away(at(0), at(10))], [stay(1, at(0), at(8)), stay(2, at(2), at(3)), stay(3, at(7), at(10))])
    shared = [(o.first.number, o.second.number, hours(o.span)) for o in found.lines[0].overlaps]
    assert shared == [(1, 2, (2, 3)), (1, 3, (7, 8))]
    assert [bar.lane for bar in found.lines[0].bars] == [0, 1, 1]


def test_each_time_away_is_a_line_of_its_own_with_the_places_in_it() -> None:
    aways = [Away(at(72), at(80)), Away(at(0), at(10))]
    found = lay_out(aways, [stay(1, at(74), at(80)), stay(2, at(1), at(10)), stay(3, at(40), at(41))])
    assert [[bar.stay.number for bar in line.bars] for line in found.lines] == [[2], [1]]
    assert [one.number for one in found.outside] == [3]


def test_without_an_episode_the_places_make_the_line() -> None:
    found = lay_out([], [stay(1, at(5), at(6)), stay(2, at(1), at(2))])
    assert [hours(line.span) for line in found.lines] == [(1, 6)]
    assert found.lines[0].away == Away(None, None)


def test_a_return_that_is_not_recorded_reaches_to_the_last_place() -> None:
    found = lay_out([Away(at(0), None)], [stay(1, at(5), at(6))])
    assert hours(found.lines[0].span) == (0, 6)


def test_a_place_before_the_child_was_missed_is_on_the_line_and_makes_it_longer() -> None:
    found = lay_out([Away(at(5), at(10))], [stay(1, at(3), at(10))])
    assert hours(found.lines[0].shown) == (3, 10)
    assert hours(found.lines[0].span) == (5, 10)


def test_places_that_stand_on_no_line_are_told_apart() -> None:
    found = lay_out([Away(at(0), at(5))], [stay(1), stay(2, at(4), at(3))])
    assert ([s.number for s in found.undated], [s.number for s in found.muddled]) == ([1], [2])
    assert found.lines[0].bars == ()


@pytest.mark.parametrize(
    ("dusk", "length"),
    [
        (datetime(2026, 10, 24, 21, tzinfo=UTC), 9),  # the clocks go back at two
        (datetime(2026, 3, 28, 22, tzinfo=UTC), 7),  # and forward
        (datetime(2026, 11, 23, 22, tzinfo=UTC), 8),
    ],
)
def test_a_night_on_which_the_clocks_change_is_as_long_as_it_is(dusk: datetime, length: int) -> None:
    found = nights(Span(dusk - timedelta(hours=3), dusk + timedelta(hours=15)))
    assert found == (Span(dusk, dusk + timedelta(hours=length)),)


def test_marks_stand_on_the_hours_of_a_london_clock_also_when_it_changes() -> None:
    begin = datetime(2026, 10, 24, 17, 30, tzinfo=UTC)  # 18:30 in London
    found = marks(Span(begin, begin + timedelta(hours=19)), timedelta(hours=6))
    assert [mark.hour for mark in found] == [23, 6, 12]


def test_marks_may_be_days_apart() -> None:
    found = marks(Span(MONDAY, MONDAY + timedelta(days=9)), timedelta(days=2))
    assert [(mark - MONDAY).days for mark in found] == [0, 2, 4, 6, 8]


hour = st.integers(0, 200).map(lambda n: at(n / 2))
moments = st.one_of(st.none(), hour, hour.map(lambda m: Moment(m.day)))


@given(
    aways=st.lists(st.tuples(moments, moments).map(lambda pair: Away(*pair)), max_size=3),
    times=st.lists(st.tuples(moments, moments), max_size=20),
)
def test_every_place_stands_somewhere_once_and_gaps_and_bars_share_no_time(
    aways: list[Away], times: list[tuple[Moment | None, Moment | None]]
) -> None:
    stays = [stay(number, *pair) for number, pair in enumerate(times, 1)]
    found = lay_out(aways, stays)
    placed = [bar.stay for line in found.lines for bar in line.bars]
    assert sorted(s.number for s in (*placed, *found.undated, *found.muddled, *found.outside)) == [
        s.number for s in stays
    ]
    for line in found.lines:
        firm = [bar for bar in line.bars if not bar.vague]
        points = [bar for bar in line.bars if not bar.span.length]
        for gap in line.gaps:
            assert gap.length >= LEAST_GAP
            assert line.span.start <= gap.start < gap.end <= line.span.end
            assert not [b for b in (*firm, *points) if b.span.start < gap.end and gap.start < b.span.end]
        open_time = sum((gap.length for gap in line.gaps), timedelta())
        covered = sum((bar.span.length for bar in firm), timedelta())
        assert open_time + covered + (len(line.bars) + 1) * LEAST_GAP >= line.span.length
        for one in line.bars:
            assert line.shown.start <= one.span.start <= one.span.end <= line.shown.end
            same = [b for b in line.bars if b.lane == one.lane and b is not one]
            assert not [b for b in same if b.span.start < one.span.end and one.span.start < b.span.end]


def test_a_return_that_is_not_recorded_does_not_reach_into_the_next_time_away() -> None:
    found = lay_out([Away(at(0), None), Away(at(48), at(60))], [stay(1, at(2), at(4)), stay(2, at(50), at(55))])
    assert [hours(line.span) for line in found.lines] == [(0, 4), (48, 60)]
    assert [[bar.stay.number for bar in line.bars] for line in found.lines] == [[1], [2]]


def test_two_short_stays_close_together_lie_in_different_lanes_so_that_both_can_be_read() -> None:
    found = lay_out([Away(at(0), at(100))], [stay(1, at(10), at(10.5)), stay(2, at(11), at(11.5)), stay(3, at(60))])
    assert [bar.lane for bar in found.lines[0].bars] == [0, 1, 0]
