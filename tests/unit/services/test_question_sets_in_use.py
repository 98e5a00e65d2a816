"""Which questions a new interview is written on: one's own or the organisation's, not what came with a colleague's."""

from pathlib import Path

from rhi_desktop.domain.records import Kind
from rhi_desktop.services.question_sets import QuestionSets
from tests.gui.real_desks import shipped_form
from tests.syncing.laptops import ADDRESS, FOUNDING, Laptop, exchange_all, let_in
from tests.syncing.memory_hub import MemoryHub


def test_a_set_that_came_with_a_colleagues_interview_is_not_taken_up(tmp_path: Path) -> None:
    hub = MemoryHub()
    ann, kim = (Laptop(name, tmp_path / f"{name}.db", hub.as_asked_by) for name in ("ann", "kim"))
    ann.link.found(ADDRESS, FOUNDING)
    let_in(ann, kim)
    own = QuestionSets(ann.store, ann.member)
    mine = own.install(shipped_form())
    kim.clock.now = ann.clock.now.replace(hour=13)
    theirs = kim.commit(Kind.QUESTION_SET, {**ann.store.get(Kind.QUESTION_SET, mine).body, "digest": "newer"})
    kim.send_by_force(kim.revision_of(theirs.id))
    exchange_all(kim, ann)
    assert [one.id for one in own.every()] == [theirs.id, mine]
    assert own.newest()[1] == mine
