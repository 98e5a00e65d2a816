"""The choices of an interview, by concept."""

from rhi_desktop.domain.interview import Coded
from rhi_desktop.questions.session import Session
from rhi_desktop.questions.xform import read_form
from rhi_desktop.services.coding import RAISED, coded
from tests.builders import NOON
from tests.gui.real_desks import shipped_form


def test_each_choice_is_kept_once_under_its_concept_and_text_is_not() -> None:
    session = Session.start(read_form(shipped_form()), clock=lambda: NOON)
    session.set("/data/offer/offer_outcome/outcome", "declined_child")
    session.set("/data/offer/declined/declined_reason", "no_trust afraid")
    session.set("/data/offer/declined/declined_words", "Not today.")
    found = coded(session)
    assert Coded("offer.outcome", "declined_child") in found
    reasons = [one.value for one in found if one.concept == "decline.reason"]
    assert len(reasons) == 2
    assert len(set(found)) == len(found)
    assert not any("Not today" in one.value for one in found)


def test_that_an_answer_raises_a_risk_is_kept_for_whoever_has_no_form() -> None:
    session = Session.start(read_form(shipped_form()), clock=lambda: NOON)
    danger = next(one.path for one in session.form.walk() if getattr(one, "concept", "") == "urgent.other")
    session.set(danger, "no")
    assert not [one for one in coded(session) if one.concept == RAISED]
    session.set(danger, "yes")
    assert [one for one in coded(session) if one.concept == RAISED] == [Coded(RAISED, "yes")]
