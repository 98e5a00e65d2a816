"""What the desk says: since when, how much somebody has to do, what became of giving."""

from datetime import timedelta

import pytest

from rhi_desktop.domain.records import instant_text
from rhi_desktop.services.desk_rows import Group, Load
from rhi_desktop.services.desk_words import EMPTY, GROUPS, given_words, load_words, since_words
from tests.builders import NOON

CHANGED = "changed by somebody else meanwhile, and left as"


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(), "today 12:00"),
        (timedelta(hours=-1), "today 13:00"),
        (timedelta(hours=12), "today 00:00"),
        (timedelta(hours=12, seconds=1), "yesterday 23:59"),
        (timedelta(days=2), "Monday"),
        (timedelta(days=6), "Thursday"),
        (timedelta(days=7), "18 Nov"),
        (timedelta(days=330), "30 Dec 2025"),
    ],
)
def test_since_when_something_waits_is_said_as_people_say_it(ago: timedelta, words: str) -> None:
    assert since_words(instant_text(NOON - ago), NOON) == words


def test_a_day_is_one_in_london_also_in_summer() -> None:
    june = NOON.replace(month=6, hour=23, minute=30)
    assert since_words(instant_text(june - timedelta(hours=2)), june) == "yesterday 22:30"


def test_a_load_says_what_there_is_and_nothing_that_there_is_not() -> None:
    assert load_words(Load()) == "Nothing open"
    assert load_words(Load(open=1)) == "1 open"
    whole = Load(open=1_204, to_hold=9, overdue=2, soon=1, returned=3)
    assert load_words(whole) == "1,204 open, 2 overdue, 1 due within 24 hours, 3 returned"


@pytest.mark.parametrize(
    ("count", "changed", "words"),
    [
        (2, 0, "2 referrals given to Ash."),
        (3, 2, f"3 referrals given to Ash. 2 referrals were {CHANGED} they are now. Look again."),
        (0, 0, "Nothing was given: it is with Ash already."),
        (
            0,
            1,
            f"1 referral was {CHANGED} it is now. Look again.",
        ),
    ],
)
def test_what_became_of_giving_is_said(count: int, changed: int, words: str) -> None:
    assert given_words(count, "Ash", changed) == words


def test_every_group_has_a_name_and_a_kind_word_where_it_is_empty() -> None:
    assert set(GROUPS) == set(EMPTY) == set(Group)
    assert len(set(GROUPS.values())) == len(Group)
