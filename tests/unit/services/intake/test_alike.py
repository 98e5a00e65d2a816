"""Whether two descriptions are of one child."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.intake.alike import Certainty, Identity, Likeness, NameVariants, one_slip, swapped
from rhi_desktop.services.intake.register import Person, Register

VARIANTS = NameVariants((find_assets().resources / "name_variants.toml").read_text(encoding="utf-8"))
LIKENESS = Likeness(VARIANTS)
ROBIN = Identity(("Robin Example",), "2012-05-04", nhs_number="9434765919")
BORN = ["", "2012-05-04", "2012-04-05", "2011-05-04", "2013-11-30"]
NAMES = [
    "Robin Example",
    "Robyn Example",
    "Example Robin",
    "Rob Example",
    "Robin",
    "Sasha Invented",
    "R Example",
    "Anne-Marie Pretend",
]
identities = st.builds(
    Identity,
    names=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
    born=st.sampled_from(BORN),
    reference=st.sampled_from(["", "EX-1", "ex 1", "EX-2"]),
    police_person=st.sampled_from(["", "P1", "P2"]),
)


def certainty(one: Identity, other: Identity) -> Certainty:
    return LIKENESS.compare(one, other).certainty


@pytest.mark.parametrize(
    "other",
    [
        Identity(("robin EXAMPLE",), "2012-05-04"),
        Identity(("Róbin-Éxample",), "2012-05-04"),
        Identity(("Robin Exampel", "Robin Example"), "2012-05-04"),
        Identity((), "", nhs_number="943 476 5919"),
        Identity(("Rob Example",), "", nhs_number="9434765919"),
        Identity(("Robin J Example",), "2012-05-04", nhs_number="9434765919"),
    ],
)
def test_the_same_reference_or_name_and_birthday_without_contradiction_is_certain(other: Identity) -> None:
    assert certainty(ROBIN, other) is Certainty.CERTAIN


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (Identity(("Robyn Example",), "2012-05-04"), "differs by one letter"),
        (Identity(("Robni Example",), "2012-05-04"), "differs by one letter"),
        (Identity(("Example Robin",), "2012-05-04"), "another order"),
        (Identity(("Robbie Example",), "2012-05-04"), "short form"),
        (Identity(("R Example",), "2012-05-04"), "short form"),
        (Identity(("Robin James Example",), "2012-05-04"), "further name"),
        (Identity(("Robin",), "2012-05-04"), "further name"),
        (Identity(("Robin Example",)), "date of birth is missing"),
        (Identity(("Robin Example",), "2012-04-05"), "exchanged"),
        (Identity(("Robin Example",), "2011-05-04"), "but for the year"),
        (Identity(("Robin Example",), "2012-05-05"), "but for the day"),
        (Identity(("Robin Example",), "2012-05-04", nhs_number="9434765870"), "NHS reference differs"),
        (Identity(("Robin Example",), "2011-06-01", nhs_number="9434765919"), "dates of birth differ"),
        (Identity(("Sasha Invented",), "2012-05-04", nhs_number="9434765919"), "name is another"),
    ],
)
def test_what_may_be_the_same_child_is_a_doubt_with_its_reason(other: Identity, said: str) -> None:
    verdict = LIKENESS.compare(ROBIN, other)
    assert verdict.certainty is Certainty.DOUBTFUL
    assert said in verdict.because


@pytest.mark.parametrize(
    "other",
    [
        Identity(("Robin Example",), "2013-11-30"),
        Identity(("Sasha Invented",), "2012-05-04"),
        Identity(("Robin Invented",), "2012-05-04"),
        Identity(("Robyn Example",), ""),
        Identity((), "2012-05-04"),
    ],
)
def test_others_are_others(other: Identity) -> None:
    assert certainty(ROBIN, other) is Certainty.DIFFERENT


def test_one_name_alone_with_a_birthday_is_never_certain() -> None:
    one = Identity(("Mohammed",), "2010-01-01")
    assert certainty(one, one) is Certainty.DOUBTFUL
    assert not one.tells_apart


@given(identities, identities)
def test_comparing_does_not_hang_on_the_order(one: Identity, other: Identity) -> None:
    assert LIKENESS.compare(one, other) == LIKENESS.compare(other, one)


@given(identities)
def test_what_tells_apart_is_certain_of_itself(one: Identity) -> None:
    assert one.tells_apart == (certainty(one, one) is Certainty.CERTAIN)


@given(st.text("abcd", max_size=6), st.text("abcd", max_size=6))
def test_a_slip_is_one_letter_changed_added_missing_or_exchanged(one: str, other: str) -> None:
    changed = {one[:at] + letter + one[at + 1 :] for at in range(len(one)) for letter in "abcd"}
    shorter = {one[:at] + one[at + 1 :] for at in range(len(one))}
    longer = {one[:at] + letter + one[at:] for at in range(len(one) + 1) for letter in "abcd"}
    exchanged = {one[:at] + one[at + 1] + one[at] + one[at + 2 :] for at in range(len(one) - 1)}
    assert one_slip(one, other) == (other in {one} | changed | shorter | longer | exchanged)


@given(st.lists(identities, max_size=8), identities)
def test_the_index_finds_everybody_whom_comparing_all_would_find(known: list[Identity], asked: Identity) -> None:
    register = Register(VARIANTS, (Person(str(at), "", one) for at, one in enumerate(known)))
    verdicts = {str(at): certainty(one, asked) for at, one in enumerate(known)}
    wanted = Certainty.CERTAIN if Certainty.CERTAIN in verdicts.values() else Certainty.DOUBTFUL
    assert {person.who for person, _ in register.like(asked)} == {who for who, one in verdicts.items() if one is wanted}


def test_day_and_month_are_exchanged_only_where_that_is_a_date() -> None:
    assert swapped("2012-05-04") == "2012-04-05"
    assert swapped("2012-05-14") == ""
    assert swapped("2012-05-05") == ""
    assert swapped("") == ""
    assert replace(ROBIN, born="2012-05-14").known
