from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.episode import CareStatus, Episode
from rhi_desktop.services.record_facts import NOT_RECORDED, facts
from tests.builders import a_child, an_episode, an_interview

LISTS = code_lists()


def head(child: Child, *episodes: Episode, held: str = "2026-11-25T10:00Z") -> dict[str, str]:
    interview = an_interview("r", "c", held=held)
    return {line.label: line.text for line in facts(child, interview, episodes, "Sam Invented", LISTS)}


def test_the_head_says_how_the_child_was_cared_for_at_the_time_in_words() -> None:
    then = CareStatus(case_status="looked_after_here", legal_status="C2", host_authority="Madeup")
    said = head(a_child(sex="F", ethnicity="WBRI"), an_episode("c", status=then))
    assert said["Case status then"] == "Looked after by this authority"
    assert said["Legal status then"] == "Full care order"
    assert said["Host authority"] == "Madeup"
    assert (said["Sex"], said["Ethnicity"]) == ("Female", "White British")


def test_an_address_is_never_in_the_head() -> None:
    said = head(a_child(address="9 Secret Street", postcode="EX1 1AA"), an_episode("c"))
    assert "Secret" not in str(said)
    assert "EX1" not in str(said)


def test_an_address_that_is_kept_back_is_not_told_by_the_place_one_went_missing_from() -> None:
    episode = an_episode("c", missing_from="9 Secret St., Exampleton", found_at="Exampleton station")
    child = a_child(address="9 Secret St", postcode="ZZ1 1ZZ")
    assert "from 9 Secret St., Exampleton" in head(child, episode)["Missing"]
    kept = a_child(address="9 Secret St", alerts=("Do not disclose address",))
    assert "from where they live (kept back)" in head(kept, episode)["Missing"]
    assert "Secret" not in head(kept, episode)["Missing"]
    assert "at Exampleton station" in head(kept, episode)["Missing"]


def test_how_long_and_whether_overnight_is_on_the_record() -> None:
    episode = an_episode("c", missing_since="2026-11-23T21:00Z", found="2026-11-24T18:00Z")
    assert head(a_child(), episode)["Duration"] == "Missing for 21 hours, until found; overnight."
    assert "Duration" not in head(a_child(), an_episode("c", missing_since=""))


def test_the_72_hours_are_told_from_the_last_return_and_not_guessed_at() -> None:
    first = an_episode("c", returned="2026-11-01T10:00Z")
    assert head(a_child(), first, an_episode("c"))["Within 72 hours of return"] == "Yes"
    assert head(a_child(), first)["Within 72 hours of return"] == "No"
    assert head(a_child(), an_episode("c", returned="2026-11-22"))["Within 72 hours of return"].startswith("Cannot")
    assert "Within 72 hours of return" not in head(a_child(), first, held="")


def test_what_is_not_recorded_says_so_where_a_reader_looks_for_it_and_is_left_out_elsewhere() -> None:
    said = head(a_child(born="", reference=""), an_episode("c", returned=""))
    assert {said["Date of birth"], said["Reference"], said["Returned"]} == {NOT_RECORDED}
    assert "Ethnicity" not in said


def test_alerts_stand_at_the_end_where_they_cannot_be_missed() -> None:
    lines = list(facts(a_child(alerts=("Do not disclose address",)), an_interview("r", "c"), (), "S", LISTS))
    assert lines[-1].text == "Do not disclose address"
