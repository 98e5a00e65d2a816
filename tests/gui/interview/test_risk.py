"""What is urgent: in sight without disturbing, shared before submission, and decided before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.records import Kind
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.gui.interview.section_list import CHECK
from rhi_desktop.gui.interview.urgent_view import UrgentView
from rhi_desktop.services.filing import filed
from rhi_desktop.services.findings import NotComplete
from rhi_desktop.services.immediate import Immediate, Raised
from rhi_desktop.services.ports import AuditAct
from rhi_desktop.services.sharings import Sharings
from rhi_desktop.services.urgent_sharing import UrgentSharing
from tests.gui.executors import ManualJobs
from tests.gui.interview.benches import KEY, TalkBench
from tests.gui.interview.held import hold
from tests.gui.pictures import DOUBLED, LAPTOP
from tests.gui.real_desks import reports
from tests.gui.walkers import cut_off, unnamed

URGENT = Path(__file__).with_name("urgent.md")
HURT, WORDS, WHO = (f"/data/harm/away/{name}" for name in ("hurt", "hurt_words", "hurt_who"))
DECISION, BY, AT = (f"/data/next/immediate/{name}" for name in ("decision", "by", "at"))
NOON = "2026-11-25T12:00:00.000+00:00"


@pytest.fixture
def bench(qtbot: QtBot, jobs: ManualJobs, tmp_path: Path) -> Iterator[TalkBench]:
    bench = TalkBench(qtbot, jobs, hold(tmp_path, URGENT), tmp_path)
    yield bench
    bench.settle()
    bench.held.store.close()


@pytest.fixture
def urgent(qtbot: QtBot, bench: TalkBench) -> UrgentView:
    """The page to share, for an interview in which a child tells of harm."""
    answer(bench, (HURT, "yes"), (WORDS, "He hit me."), (WHO, "Dee"), ("/data/harm/away/school", "School is fine."))
    held = bench.held
    sharings = Sharings(held.store, held.clock)
    service = UrgentSharing(held.store, sharings, reports(), held.clock, worker="Sam Invented", practice=False)
    view = UrgentView(service, code_lists()["recipient"], bench.jobs)
    qtbot.addWidget(view)
    view.resize(LAPTOP)
    view.show()
    assert bench.view.answering is not None
    view.show_writing(bench.view.answering.writing)
    bench.settle()
    return view


def answer(bench: TalkBench, *answers: tuple[str, str]) -> None:
    answering = bench.view.answering
    assert answering is not None
    for path, value in answers:
        answering.answer(path, value)
    bench.qtbot.waitUntil(lambda: not bench.view._tell.isActive())
    bench.settle()


def shared(bench: TalkBench) -> list[Sharing]:
    records = bench.held.store.linked(Kind.SHARING, bench.writing.draft.child)
    return [filed(record, Sharing).value for record in records]


def test_nothing_is_said_until_an_answer_is_urgent(bench: TalkBench) -> None:
    answer(bench, (HURT, "no"))
    assert bench.view.frame.risk.words == ""


def test_the_strip_says_why_and_whom_to_tell_and_takes_no_keyboard(bench: TalkBench) -> None:
    bench.view.go_to_question(HURT)
    before = bench.focus()
    answer(bench, (HURT, "yes"))
    words = bench.view.frame.risk.words
    assert "Hurt by someone" in words
    assert "Police, 999" in words
    assert "Children’s social care today" in words
    assert bench.focus() is before


def test_many_reasons_are_counted_rather_than_listed(bench: TalkBench) -> None:
    found = tuple(Raised(f"/data/q{number}", f"Reason {number}", "Yes", "harm.missing.hurt") for number in range(5))
    panel = bench.view.frame.risk
    panel.show_risk(Immediate(found, (), ("urgent.decision",), "/data/decision"))
    assert panel.words.startswith("To decide: Reason 0, Reason 1, Reason 2 and 2 more.")


def test_it_stays_until_decision_name_and_time_are_written_down(bench: TalkBench) -> None:
    answer(bench, (HURT, "yes"), (DECISION, "shared"), (BY, "Sam Invented"))
    assert bench.view.frame.risk.words.endswith("Still to write down: when.")
    answer(bench, (AT, NOON))
    assert bench.view.frame.risk.words == ""
    answer(bench, (BY, ""))
    assert bench.view.frame.risk.words != ""


def test_the_decision_is_one_press_away(bench: TalkBench) -> None:
    answer(bench, (HURT, "yes"))
    bench.view.frame.risk.decide.click()
    bench.settle()
    current = bench.view.frame.page.current
    assert current is not None
    assert current.path == DECISION


def test_in_front_of_the_child_there_is_one_neutral_line(bench: TalkBench) -> None:
    answer(bench, (HURT, "yes"))
    bench.press(KEY.Key_F5)
    later = bench.view.frame.conversation.frame.later
    assert later.text() == "1 thing to decide afterwards"
    assert later.property("role") == "muted"
    assert not bench.view.frame.risk.isVisible()
    assert bench.focus() is bench.view.frame.conversation.frame.line


def test_submission_is_refused_until_it_is_decided(bench: TalkBench) -> None:
    answer(bench, (HURT, "yes"), (WORDS, "He hit me."))
    writing = bench.held.begin()
    with pytest.raises(NotComplete) as refused:
        bench.held.interviewing.submit(writing, ())
    paths = {one.path for one in refused.value.findings if not one.overridable}
    assert paths == {DECISION, BY, AT}
    bench.view.go_to_section(CHECK)
    bench.settle()
    assert not bench.view.frame.check._submit.isEnabled()


def test_the_page_holds_what_was_said_with_its_source_and_nothing_else(bench: TalkBench, urgent: UrgentView) -> None:
    choose(urgent, "police")
    urgent.asked.setPlainText("Please see Robin tonight.")
    extract = urgent._urgent.extract(bench.held.begin(), urgent.request())
    assert [(line.label, line.text) for line, _ in extract.said] == [("Hurt by someone", "Yes")]
    assert [(line.label, line.text) for line in extract.said[0][1]] == [
        ("What the child said", "He hit me."),
        ("Who", "Dee"),
    ]
    words = text_of(urgent._urgent.pdf(bench.held.begin(), urgent.request()))
    for part in ("Robin Example", "“He hit me.”", "Dee", "Police", "Please see Robin tonight.", "Sam Invented"):
        assert part in words
    assert "School is fine" not in words


def test_nothing_can_be_shared_before_it_is_said_with_whom(urgent: UrgentView) -> None:
    assert [button.isEnabled() for button in (urgent.told, urgent.save, urgent.print)] == [False] * 3
    choose(urgent, "police")
    assert [button.isEnabled() for button in (urgent.told, urgent.save, urgent.print)] == [True] * 3


def test_telling_is_noted_before_anything_is_submitted(bench: TalkBench, urgent: UrgentView) -> None:
    choose(urgent, "duty")
    urgent.who.setText("Kay Invented, duty worker")
    urgent.told.click()
    bench.settle()
    noted = shared(bench)
    assert [(one.what, one.recipient, one.who, one.by, one.interview) for one in noted] == [
        ("urgent", "duty", "Kay Invented, duty worker", "Sam Invented", "")
    ]
    assert noted[0].referral == bench.held.referral


def test_a_saved_page_is_private_noted_and_in_the_audit(bench: TalkBench, urgent: UrgentView) -> None:
    choose(urgent, "police")
    file = bench.folder / "urgent.pdf"
    urgent.save_to(file)
    bench.settle()
    assert "He hit me." in text_of(file.read_bytes())
    assert file.stat().st_mode & 0o077 == 0
    assert len(shared(bench)) == 1
    acts = [(entry.act, entry.subject) for entry in bench.held.store.entries()]
    assert (AuditAct.EXPORTED, bench.writing.draft.interview) in acts


def test_a_page_that_cannot_be_saved_is_not_noted_as_shared(bench: TalkBench, urgent: UrgentView) -> None:
    choose(urgent, "police")
    urgent.save_to(bench.folder / "no such folder" / "urgent.pdf")
    bench.settle()
    assert "could not be written" in urgent.said.text()
    assert shared(bench) == []


def test_the_page_leaves_the_screen_with_the_child(urgent: UrgentView, bench: TalkBench) -> None:
    urgent.who.setText("Kay Invented")
    assert urgent.pages.pages
    urgent.clear()
    bench.settle()
    assert urgent.who.text() == ""
    assert urgent.pages.pages == ()


@pytest.mark.parametrize("size", [LAPTOP, DOUBLED], ids=["laptop", "doubled"])
def test_nothing_is_cut_off_and_everything_has_a_name(bench: TalkBench, urgent: UrgentView, size: QSize) -> None:
    for window in (bench.view, urgent):
        window.resize(size)
        window.show()
        bench.settle()
        assert (cut_off(window), unnamed(window)) == ([], [])
    bench.view.frame.risk._who.click()
    bench.settle()
    assert (cut_off(bench.view), unnamed(bench.view)) == ([], [])


def choose(view: UrgentView, code: str) -> None:
    at = view.recipient.findData(code)
    assert at > 0
    view.recipient.setCurrentIndex(at)


def text_of(pdf: bytes) -> str:
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        assert len(document) == 1
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()
