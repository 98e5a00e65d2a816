"""Repeats whose number of instances the form decides."""

from rhi_desktop.questions.session import Session
from tests.unit.questions.forms import form_of, start

COUNTED = """
| survey |
| | type | name | label | repeat_count | calculation |
| | integer | many | How many? | | |
| | begin repeat | child | Child | ${many} | |
| | text | name | Name | | |
| | begin repeat | visit | Visit | | |
| | text | where | Where | | |
| | end repeat | | | | |
| | end repeat | | | | |
"""


def _begun(many: str) -> Session:
    session = start(form_of(COUNTED))
    session.set("/data/many", many)
    return session


def test_the_first_counted_instance_is_the_one_that_the_form_gives_the_others_are_its_pattern() -> None:
    session = _begun("2")
    assert session.repeats("/data/child") == 2
    assert session.repeats("/data/child[1]/visit") == 1
    assert session.repeats("/data/child[2]/visit") == 0


def test_an_answer_that_counts_beyond_all_reason_makes_no_more_than_a_thousand() -> None:
    assert _begun("2147483647").repeats("/data/child") == 1000


def test_clearing_the_count_takes_no_answers_away() -> None:
    session = _begun("1")
    session.set("/data/child[1]/name", "Robin Example")
    session.set("/data/many", "")
    assert session.values()["/data/child[1]/name"] == "Robin Example"


def test_counting_down_to_none_and_up_again_begins_anew_with_what_the_form_gives() -> None:
    session = _begun("1")
    session.set("/data/child[1]/name", "Robin Example")
    session.set("/data/many", "0")
    session.set("/data/many", "1")
    assert session.values()["/data/child[1]/name"] == ""
    assert session.repeats("/data/child[1]/visit") == 1


def test_what_stands_before_a_counted_repeat_knows_its_instances_from_the_start() -> None:
    session = start(
        form_of("""
| survey |
| | type | name | label | relevant | default | repeat_count |
| | text | alone | Why only one? | count(${child}) = 1 | | |
| | text | first | First | | concat('a', 'b') | |
| | begin repeat | child | Child | | | 1 |
| | text | name | Name | | | |
| | end repeat | | | | | |
""")
    )
    assert session.relevant()["/data/alone"]
