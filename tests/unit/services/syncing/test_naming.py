"""What records are called in the team's news."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhi_desktop.domain.records import Kind
from rhi_desktop.services.syncing.naming import NOUNS, Naming
from tests.gui.records import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = open_office(tmp_path)
    yield made
    made.store.close()


def test_records_of_a_child_are_called_by_the_child(office: Office) -> None:
    taken = office.refer("Robin Example", preferred_name="Rob")
    naming = Naming(office.store)
    assert naming.name(Kind.REFERRAL, taken.id) == "Referral of Rob"
    assert naming.name(Kind.EPISODE, taken.value.episodes[0]) == "Episode of Rob"
    assert naming.name(Kind.CHILD, taken.value.child) == "Rob"


def test_what_is_not_here_is_said_in_general_words(office: Office) -> None:
    naming = Naming(office.store)
    assert naming.name(Kind.INTERVIEW, "gone") == "Interview with a child who is no longer on this laptop"
    assert naming.child("gone") == "a child who is no longer on this laptop"


def test_every_kind_has_a_name_and_a_noun(office: Office) -> None:
    naming = Naming(office.store)
    assert len({naming.name(kind, "x") for kind in Kind}) == len(Kind)
    assert set(NOUNS) == set(Kind)
