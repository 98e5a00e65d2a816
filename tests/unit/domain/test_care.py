"""How a child is cared for: what stands out, what a new episode begins with, and what is kept back."""

from typing import Any

import pytest

from rhi_desktop.domain.care import care_facts, gives_away, status_to_begin_with
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import CareStatus, Episode


def child(**fields: Any) -> Child:
    return Child(name="Robin Example", **fields)


def test_a_new_episode_begins_with_the_newest_status_and_changes_none_before() -> None:
    older = Episode(child="c", missing_since="2026-10-01", status=CareStatus(legal_status="C1"))
    newer = Episode(child="c", found="2026-11-01T09:00Z", status=CareStatus(legal_status="C2"))
    without = Episode(child="c", missing_since="2026-11-20")
    assert status_to_begin_with(child(), (older, newer, without)) == newer.status
    assert older.status.legal_status == "C1"


def test_without_a_status_on_record_it_begins_with_what_the_childs_record_says() -> None:
    known = child(responsible_authority="Exampleton", host_authority="Madeup", social_worker="Pat Invented")
    begun = status_to_begin_with(known, (Episode(child="c"),))
    assert (begun.responsible_authority, begun.host_authority) == ("Exampleton", "Madeup")
    assert (begun.social_worker, begun.case_status) == ("Pat Invented", "")


APART = {"responsible_authority": "Exampleton", "host_authority": "Madeup"}


@pytest.mark.parametrize(
    ("fields", "status", "facts"),
    [
        ({}, {}, ()),
        ({"unaccompanied": True}, {}, ("Came here unaccompanied",)),
        (APART, {}, ("Exampleton is responsible, lives in Madeup",)),
        (APART, {"case_status": "looked_after_here"}, ("Placed out of area, in Madeup",)),
        (APART, {"case_status": "looked_after_other"}, ("Placed here by Exampleton",)),
        ({}, {"case_status": "looked_after_other"}, ("Placed here by another authority",)),
        ({"responsible_authority": "Exampleton", "host_authority": "EXAMPLETON"}, {}, ()),
        (APART, {"host_authority": "Exampleton"}, ()),
    ],
)
def test_what_stands_out_follows_from_the_fields_as_they_were_then(
    fields: dict[str, Any], status: dict[str, str], facts: tuple[str, ...]
) -> None:
    assert care_facts(child(**fields), CareStatus(**status)) == facts


@pytest.mark.parametrize("alert", ["Do not disclose address", "ADDRESS not to be given to the family"])
def test_an_alert_about_the_address_keeps_it_back(alert: str) -> None:
    assert child(alerts=("Has a find-me plan", alert)).address_withheld
    assert not child(alerts=("Has a find-me plan",)).address_withheld


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("9 Secret Street", True),
        ("Foster home, 9, Secret-street, Exampleton", True),
        ("Secret Street", True),
        ("zz1 1zz", True),
        ("Park", False),
        ("9", False),
        ("", False),
    ],
)
def test_a_place_that_is_the_address_is_recognised_in_any_spelling(place: str, told: bool) -> None:
    known = {"address": "9 Secret Street", "postcode": "ZZ1 1ZZ"}
    assert gives_away(child(**known, alerts=("Do not disclose address",)), place) is told
    assert not gives_away(child(**known), place)
    assert not gives_away(child(alerts=("Do not disclose address",)), place)
