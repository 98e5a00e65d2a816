"""The driver is right about what can be worked out by hand; otherwise agreeing with it would mean nothing."""

import pytest

from tests.oracle.peer import Peer, PeerError, Step
from tests.oracle.shape import read, xform_of

FORM = """
| survey |
| | type | name | label | relevant | required | constraint | calculation |
| | select_one yn | ok | Ok? | | | | |
| | text | why | Why | ${ok} = 'no' | yes | | |
| | begin repeat | p | Person | | | | |
| | integer | age | Age | | | . < 20 | |
| | end repeat | | | | | | |
| | calculate | total | | | | | sum(${age}) |
| | calculate | day | | | | | today() |
| choices |
| | list_name | name | label |
| | yn | yes | Yes |
| | yn | no | No |
"""


def test_the_peer_computes_what_was_worked_out_by_hand(peer: Peer) -> None:
    steps = [
        Step(set="/data/ok", value="no"),
        Step(set="/data/p[1]/age", value="7"),
        Step(add="/data/p"),
        Step(set="/data/p[2]/age", value="30"),
    ]
    start, *_, end = peer.run(xform_of(FORM), steps)["states"]
    assert start["relevant"]["/data/why"] is False
    assert "why" not in start["instance"]
    assert end["relevant"]["/data/why"] is True
    assert end["values"]["/data/total"] == "37"
    assert end["values"]["/data/day"] == "2026-11-25"
    assert end["violations"] == [
        {"path": "/data/why", "kind": "required"},
        {"path": "/data/p[2]/age", "kind": "constraint"},
    ]
    assert "<p><age>7</age></p><p><age>30</age></p><total>37</total>" in end["instance"]


def test_removing_an_instance_moves_the_later_ones_up(peer: Peer) -> None:
    steps = [
        Step(add="/data/p"),
        Step(set="/data/p[2]/age", value="8"),
        Step(remove="/data/p[1]"),
    ]
    end = peer.run(xform_of(FORM), steps)["states"][-1]
    assert {path: value for path, value in end["values"].items() if "/p[" in path} == {"/data/p[1]/age": "8"}


def test_seats_become_positions_and_impossible_steps_are_left_out(peer: Peer) -> None:
    steps = [
        Step(add="/data/p", seats=[]),
        Step(set="/data/p/age", value="5", seats=[3]),
        Step(remove="/data/p", seats=[0]),
        Step(remove="/data/p", seats=[0]),
        Step(set="/data/p/age", value="6", seats=[0]),
    ]
    trace = peer.run(xform_of(FORM), steps)
    assert trace["steps"] == [
        {"add": "/data/p"},
        {"set": "/data/p[2]/age", "value": "5"},
        {"remove": "/data/p[1]"},
        {"remove": "/data/p[1]"},
    ]
    assert len(trace["states"]) == len(trace["steps"]) + 1


def test_a_fault_of_the_form_is_an_error_and_the_next_question_is_answered(peer: Peer) -> None:
    with pytest.raises(PeerError):
        peer.run("<not-a-form/>", [])
    assert peer.evaluate(["1 + 1"], "<data/>") == [{"value": "2"}]


def test_the_second_peer_evaluates_openrosa_functions(peer: Peer) -> None:
    found = peer.evaluate(
        ["if('a' = 'a', 'x', 'y')", "round(2.567, 2)", "/data/a + 3", "nonsense()"], "<data><a>1</a></data>"
    )
    assert [one.get("value") for one in found] == ["x", "2.57", "4", None]
    assert "nonsense" in found[3]["error"]


def test_the_shape_of_a_form_is_read_without_our_engine() -> None:
    shape = read(xform_of(FORM))
    assert [question.path for question in shape.questions] == ["/data/ok", "/data/why", "/data/p/age"]
    assert shape.questions[0].choices == ("yes", "no")
    assert shape.growing == ("/data/p",)
    assert shape.depth("/data/p/age") == 1
