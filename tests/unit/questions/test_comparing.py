"""Two versions of a question set, and what is said of the change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.questions.comparing import Comparison, Difference, What, compare
from rhi_desktop.questions.plain_words import choices_of, short
from rhi_desktop.questions.xform import read_form
from tests.unit.questions.forms import FAMILY, form_of, xform_of

HEAD = "| | type | name | label | bind::rhi:concept | relevant | required | constraint | choice_filter | hint |"
CHOICES = """| choices |
| | list_name | name | label |
| | place | home | Home |
| | place | park | Park |
| | mood | glad | Glad |
| settings |
| | form_id | form_title | version | namespaces |
| | f | Form | 1 | rhi="https://rhi-desktop.org/xforms" |
"""
ROWS = {
    "first": "| | begin group | first | First part | | | | | | |",
    "why": "| | text | why | Why? | reason.own_words | | | | | |",
    "where": "| | select_one place | where | Where? | place.name | | yes | | | |",
    "end_first": "| | end group | first | | | | | | | |",
    "second": "| | begin group | second | Second part | | | | | | |",
    "when": "| | date | when | When was it? | | ${why} != '' | | | | |",
    "many": "| | begin repeat | person | People | associate | | | | | |",
    "name": "| | text | called | Called? | associate.nickname | | | | | |",
    "end_many": "| | end repeat | person | | | | | | | |",
    "end_second": "| | end group | second | | | | | | | |",
}


def table(rows: dict[str, str], order: list[str] | None = None, choices: str = CHOICES) -> str:
    return "\n".join(["| survey |", HEAD, *(rows[name] for name in order or rows), choices])


def compared(rows: dict[str, str], order: list[str] | None = None, choices: str = CHOICES) -> Comparison:
    return compare(form_of(table(ROWS)), form_of(table(rows, order, choices)))


def only(comparison: Comparison) -> Difference:
    assert len(comparison.differences) == 1, comparison.differences
    return comparison.differences[0]


def test_the_same_set_has_no_differences() -> None:
    assert compared(ROWS).differences == ()
    assert compare(form_of(FAMILY), form_of(FAMILY)).differences == ()


def test_an_added_question_stands_under_its_section() -> None:
    rows = {**ROWS, "why": ROWS["why"] + "\n| | integer | age | How old? | | | | | | |"}
    found = only(compared(rows))
    assert (found.what, found.section, found.label, found.path) == (
        What.ADDED,
        "First part",
        "How old?",
        "/data/first/age",
    )


def test_a_removed_question_is_named_by_what_it_asked() -> None:
    found = only(compared({**ROWS, "where": ""}))
    assert (found.what, found.section, found.label, found.path) == (
        What.REMOVED,
        "First part",
        "Where?",
        "/data/first/where",
    )


def test_a_question_in_another_section_has_moved_and_conditions_on_it_stay_as_they_were() -> None:
    order = ["first", "where", "end_first", "second", "why", "when", "many", "name", "end_many", "end_second"]
    comparison = compared(ROWS, order)
    found = only(comparison)
    assert (found.what, found.label) == (What.MOVED, "Why?")
    assert found.details == ("It stands in “Second part” instead of “First part”.",)
    assert comparison.pairs["/data/first/why"] == "/data/second/why"


def test_a_question_among_its_neighbours_has_moved_and_they_have_not() -> None:
    rows = {**ROWS, "where": ROWS["where"] + "\n| | text | third | Third? | | | | | | |"}
    before = form_of(table(rows))
    order = list(rows)
    order[1], order[2] = order[2], order[1]
    found = only(compare(before, form_of(table(rows, order))))
    assert (found.what, found.label, found.details) == (What.MOVED, "Why?", ("It comes after “Third?” now.",))


@pytest.mark.parametrize(
    ("row", "before", "after", "sentence"),
    [
        ("why", "Why?", "What for?", "It says “What for?” instead of “Why?”."),
        ("why", "| text |", "| integer |", "The answer is a whole number instead of words."),
        ("where", "| yes |", "| |", "It may stay without an answer."),
        ("when", "${why} != ''", "${where} = 'park'", "It is asked only where ${where} = 'park'."),
        ("when", "${why} != ''", "", "It is asked always."),
        ("when", "| | | | |", "| | . < today() | | |", "An answer has to satisfy . < today()."),
        ("why", "reason.own_words", "reason.other", "concept) is reason.other instead of reason.own_words"),
    ],
)
def test_what_changes_about_a_question_is_said(row: str, before: str, after: str, sentence: str) -> None:
    changed = ROWS[row].replace(before, after)
    assert changed != ROWS[row]
    found = only(compared({**ROWS, row: changed}))
    assert found.what is What.CHANGED
    assert len(found.details) == 1
    assert sentence in found.details[0]


def test_choices_that_come_go_and_are_reworded_are_each_said() -> None:
    choices = CHOICES.replace("| place | home | Home |", "| place | home | At home |").replace(
        "park | Park", "inn | Inn"
    )
    found = only(compared(ROWS, choices=choices))
    assert found.details == ("No longer offered: “Park”.", "New choices: “Inn”.", "The choice “Home” says “At home”.")


def test_a_changed_name_with_the_same_meaning_is_a_renaming_and_answers_go_along() -> None:
    comparison = compared(
        {
            **ROWS,
            "why": ROWS["why"].replace("| why |", "| motive |"),
            "when": ROWS["when"].replace("${why}", "${motive}"),
        }
    )
    found = only(comparison)
    assert found.what is What.RENAMED
    assert "“motive” instead of “why”" in found.details[0]
    assert comparison.pairs["/data/first/why"] == "/data/first/motive"


def test_a_changed_name_with_the_same_words_alone_is_only_suggested() -> None:
    rows = {**ROWS, "when": ROWS["when"].replace("| when |", "| day |")}
    comparison = compared(rows)
    added, removed = comparison.differences
    assert (added.what, removed.what) == (What.ADDED, What.REMOVED)
    assert "It reads like “when”" in added.details[0]
    assert "called “day”" in removed.details[0]
    assert "/data/second/when" not in comparison.pairs


def test_a_renamed_section_takes_its_questions_along_without_a_word_on_each() -> None:
    rows = {**ROWS, "first": ROWS["first"].replace("| first |", "| opening |")}
    rows["end_first"] = rows["end_first"].replace("| first |", "| opening |")
    comparison = compared(rows)
    assert only(comparison).what is What.RENAMED
    assert comparison.pairs["/data/first/why"] == "/data/opening/why"


def test_a_question_that_becomes_a_page_of_the_same_name_is_another_thing() -> None:
    page = ("begin group | when | Days", "date | on | Day?", "end group | when | ")
    rows = {**ROWS, "when": "\n".join(f"| | {row} | | | | | | |" for row in page)}
    assert {found.what for found in compared(rows).differences} == {What.ADDED, What.REMOVED}


def test_expressions_are_read_as_they_were_written() -> None:
    form = form_of(FAMILY)
    assert short(form.definitions["/data/person"].bind.relevant) == "${asked} = 'yes'"
    assert choices_of(form.definitions["/data/colours"], form) == {"red": "Red", "blue": "Blue", "green": "Green"}
    assert choices_of(form.definitions["/data/eldest"], form) == {}
    assert list(choices_of(form.definitions["/data/person/town"], form)) == ["oslo", "rome"]


@given(st.permutations(["why", "where"]), st.permutations(["when", "many"]), st.booleans(), st.booleans())
def test_whatever_goes_on_goes_on_once_and_under_a_path_that_is_there(
    first: list[str], second: list[str], drop: bool, rename: bool
) -> None:
    rows = {**ROWS, "many": "\n".join([ROWS["many"], ROWS["name"], ROWS["end_many"]])}
    if rename:
        rows["where"] = rows["where"].replace("| where |", "| place_of |")
    order = ["first", *first, "end_first", "second", *second, "end_second"]
    order = [name for name in order if not (drop and name == "where")]
    old, new = form_of(table(ROWS)), read_form(xform_of(table(rows, order)))
    pairs = compare(old, new).pairs
    assert set(pairs) <= set(old.definitions)
    assert set(pairs.values()) <= set(new.definitions)
    assert len(set(pairs.values())) == len(pairs)
    back = compare(new, old).pairs
    assert back == {now: was for was, now in pairs.items()}
