from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rhi_desktop.domain.records import Kind
from rhi_desktop.reports.pdf_reports import PdfReports
from rhi_desktop.runtime.assets import find_assets
from rhi_desktop.services.ports import AuditAct
from rhi_desktop.services.preparing import Preparing
from rhi_desktop.services.question_sets import QuestionSets
from tests.builders import a_child, an_episode
from tests.pdfs import text_of
from tests.scripted import Scripted, scripted

FONTS = find_assets().resources / "fonts"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Scripted]:
    made = scripted(tmp_path)
    made.submit("interview")
    yield made
    made.store.close()


@pytest.fixture
def child(held: Scripted) -> str:
    return str(held.store.get(Kind.REFERRAL, held.referral).body["child"])


@pytest.fixture
def preparing(held: Scripted) -> Preparing:
    sets = QuestionSets(held.store, held.store.member)
    return Preparing(held.store, sets, PdfReports(FONTS), held.clock, practice=True)


def test_what_was_said_before_is_gathered_by_its_meaning(preparing: Preparing, child: str) -> None:
    page = preparing.prepare(child)
    assert page.interviews[0].outcome == "Interview held"
    assert page.people
    assert page.places
    assert {one.label for one in page.wishes} >= {"Wished for"}
    assert {one.label for one in page.helped} >= {"Would have helped"}
    assert page.open_actions


def test_a_place_named_and_found_again_is_a_hotspot(preparing: Preparing, held: Scripted, child: str) -> None:
    named = preparing.prepare(child).places[0].name
    assert preparing.prepare(child).hotspots == ()
    held.casework.add_episode(
        an_episode(child, found_at=f"  {named.upper()} ", missing_since="2026-10-01", returned="2026-10-02")
    )
    (spot,) = preparing.prepare(child).hotspots
    assert (spot.name, spot.times) == (named, 2)


def test_an_address_that_is_kept_back_is_neither_on_the_page_nor_on_paper(
    preparing: Preparing, held: Scripted, child: str
) -> None:
    record = held.casework.open_child(child).child
    alert = "Do not disclose address"
    kept = replace(record.value, address="7 Hidden Lane", postcode="ZZ7 7ZZ", alerts=(alert,))
    held.casework.amend_child(child, record.head, kept)
    held.casework.add_episode(an_episode(child, missing_from="7, Hidden Lane", found_at="Hidden Lane 7 / zz77zz"))
    page = preparing.prepare(child)
    assert "Hidden Lane" not in str((page.episodes, page.places))
    paper = text_of(preparing.pdf(child))
    assert alert in paper
    assert "Hidden" not in paper


def test_episodes_stand_in_the_order_of_time(preparing: Preparing, held: Scripted, child: str) -> None:
    held.casework.add_episode(an_episode(child, missing_since="2026-10-01", returned="2026-10-02"))
    since = [one.value.missing_since for one in preparing.prepare(child).episodes]
    assert since == ["2026-10-01", "2026-11-23T21:00Z"]


def test_reading_and_copying_the_page_is_noted(
    preparing: Preparing, held: Scripted, child: str, tmp_path: Path
) -> None:
    preparing.prepare(child)
    preparing.export(child, tmp_path / "page.pdf")
    preparing.printed(child)
    acts = [entry.act for entry in held.store.entries(child)]
    assert acts == [AuditAct.PRINTED, AuditAct.EXPORTED, AuditAct.CHILD_OPENED]


def test_the_paper_holds_alerts_and_wishes_and_never_an_address(
    preparing: Preparing, held: Scripted, child: str
) -> None:
    case = held.casework.open_child(child)
    known = replace(
        case.child.value, alerts=("Do not disclose address",), address="9 Secret Street", postcode="EX1 1AA"
    )
    held.casework.amend_child(child, case.child.head, known)
    printed = text_of(preparing.pdf(child))
    assert "Do not disclose address" in printed
    assert "Wished for" in printed
    assert "Zed’s car" not in printed
    assert "Secret Street" not in printed
    assert "EX1 1AA" not in printed
    assert "PRACTICE" in printed


def test_a_child_of_whom_nothing_is_known_makes_a_page_too(preparing: Preparing, held: Scripted) -> None:
    new = held.casework.register(a_child(name="Alex Pretend", born=""))
    page = preparing.prepare(new.id)
    assert (page.episodes, page.people, page.interviews) == ((), (), ())
    assert "No episode is recorded." in text_of(preparing.pdf(new.id))
