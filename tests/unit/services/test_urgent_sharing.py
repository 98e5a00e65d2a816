"""The urgent extract: each answer with what stands behind it, once, and nothing of other matters."""

from collections.abc import Callable
from datetime import datetime

import pytest

from rhi_desktop.questions.session import Session
from rhi_desktop.questions.xform import read_form
from rhi_desktop.services.sharings import Sharings
from rhi_desktop.services.urgent_sharing import Extract, Request, UrgentSharing
from rhi_desktop.services.writing import Writing
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import NOON, Clock, a_child, a_draft
from tests.gui.real_desks import reports
from tests.scripted import shipped
from tests.store.engines import with_tables

SIGNS = "/data/exploitation/ind_harm_sexual"


def clock() -> datetime:
    return NOON


@pytest.fixture
def session() -> Session:
    return Session.start(read_form(shipped()), clock=clock)


@pytest.fixture
def extract(session: Session, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Extract]:
    store = SqlStore.found(with_tables(tmp_path_factory.mktemp("store") / "store.db"), "Sam Invented", Clock())
    urgent = UrgentSharing(store, Sharings(store, clock), reports(), clock, worker="Sam Invented", practice=False)
    writing = Writing(a_draft("r", "c"), a_child(), session)
    return lambda: urgent.extract(writing, Request("police", "Police"))


def behind(extract: Extract) -> list[tuple[str, list[str]]]:
    return [(answer.label, [line.text for line in lines]) for answer, lines in extract.said]


def test_evidence_stands_behind_its_own_sign_and_not_behind_another(
    session: Session, extract: Callable[[], Extract]
) -> None:
    for name, words in (("cse_pressured", "Told me so."), ("cse_exchange", "A bed for the night.")):
        session.set(f"{SIGNS}/{name}", "known_now")
        session.set(f"{SIGNS}/{name}_evidence", words)
    assert behind(extract()) == [
        ("Sexual pressure", ["Told me so."]),
        ("Something sexual in exchange", ["A bed for the night."]),
    ]


def test_words_that_belong_to_two_answers_stand_on_the_page_once(
    session: Session, extract: Callable[[], Extract]
) -> None:
    session.set("/data/health/mind/self_harm", "yes")
    session.set("/data/health/mind/self_harm_now", "yes")
    session.set("/data/health/mind/self_harm_tell", "Be with my sister.")
    assert [lines for _, lines in behind(extract())] == [["Be with my sister."], []]


def test_an_interview_without_danger_makes_an_empty_page(extract: Callable[[], Extract]) -> None:
    assert extract().said == ()
