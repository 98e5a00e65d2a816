"""The code lists that fields of a case take their codes from."""

from datetime import date

import pytest

from rhi_desktop.bootstrap import code_lists

LISTS = code_lists()
TODAY = date(2026, 11, 26)
PROMISED = (
    *("action", "advocate", "alert", "asked_by", "attempt_result", "case_status", "contact_method", "contact_person"),
    *("decline_reason", "disability", "episode_kind", "ethnicity", "legal_status", "meeting_place", "need"),
    *("place", "placement", "police_category"),
    *("police_risk", "provider", "recipient", "referral_source", "returned_how", "sex"),
)


def test_every_list_that_fields_rely_on_is_shipped() -> None:
    assert LISTS.names() == PROMISED


@pytest.mark.parametrize("name", PROMISED)
def test_no_word_means_two_codes_of_one_list(name: str) -> None:
    codes = LISTS[name].codes
    assert len(codes) > 1
    for code in codes:
        for word in (code.code, code.label, *code.aliases):
            assert LISTS[name].find(word) == code.code, word


@pytest.mark.parametrize("name", PROMISED)
def test_every_code_of_a_list_can_be_told_from_the_others(name: str) -> None:
    labels = [code.label for code in LISTS[name].codes]
    assert all(labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("dropped", ["H5", "P2", "Z1"])
def test_a_dropped_placement_is_read_and_no_longer_offered(dropped: str) -> None:
    placement = LISTS["placement"]
    assert placement.label(dropped) != dropped
    assert placement.find(dropped) == dropped
    assert dropped in {code.code for code in placement.offered(date(2024, 6, 1))}
    assert dropped not in {code.code for code in placement.offered(TODAY)}


@pytest.mark.parametrize(
    ("name", "word", "code"),
    [
        ("ethnicity", "CNHE", "CHNE"),
        ("sex", "b) Female", "F"),
        ("sex", "1", "M"),
        ("case_status", "a) Looked after child", "looked_after_here"),
        ("case_status", "LAC", "looked_after_here"),
        ("placement", "Resi home", "K2"),
        ("place", "resi  HOME", "childrens_home"),
        ("episode_kind", "A", "away"),
        ("police_risk", "Medium", "medium"),
        ("returned_how", "Police", "police"),
        ("alert", "Do not disclose address", "no_address"),
    ],
)
def test_what_spreadsheets_and_earlier_stores_wrote_is_understood(name: str, word: str, code: str) -> None:
    assert LISTS[name].find(word) == code


def test_the_statistical_lists_hold_the_codes_of_the_return() -> None:
    def codes(name: str) -> str:
        return " ".join(sorted(code.code for code in LISTS[name].codes))

    assert codes("legal_status") == "C1 C2 D1 E1 J1 J2 J3 L1 L2 L3 V2 V3 V4"
    assert codes("need") == "N1 N2 N3 N4 N5 N6 N7 N8"
    assert codes("provider") == "PR0 PR1 PR2 PR3 PR4 PR5"
    assert codes("disability") == "AUT BEH COMM CON DDA HAND HEAR INC LD MOB NONE PC VIS"
    assert len(LISTS["ethnicity"].codes) == 20
    assert len(LISTS["placement"].codes) == 32
