"""A child recorded twice, in a team: who works on either record has the whole child, and lets go once it is undone."""

from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.duplicate import Duplicate
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.merging import merge
from rhi_desktop.domain.records import Kind, Record
from rhi_desktop.services.casework import Casework
from rhi_desktop.services.duplicates import Duplicates
from tests.builders import a_draft
from tests.syncing.laptops import Laptop, exchange_all

WHY = "The same child under two spellings."


def on(laptop: Laptop) -> Duplicates:
    return Duplicates(laptop.store, lambda: True, laptop.clock)


def join(laptop: Laptop, one: str, other: str) -> Filed[Duplicate]:
    duplicates = on(laptop)
    return duplicates.join(duplicates.preview(one, other), frozenset(), WHY)


def undo(laptop: Laptop, child: str) -> None:
    duplicates = on(laptop)
    (joined,) = duplicates.of(child)
    duplicates.undo(joined.said.id, joined.said.head, "They are cousins.")


def case(coordinator: Laptop, worker: Laptop, name: str) -> str:
    """Put a child with an episode and a referral on record and give it to a worker."""
    child = coordinator.child(name).id
    coordinator.clock.now = coordinator.clock.now.replace(second=coordinator.clock.now.second + 1)
    coordinator.commit(Kind.EPISODE, to_body(Episode(child=child, missing_since="2026-11-23T21:00Z")))
    coordinator.allocate(coordinator.referral(child).id, worker.member)
    return child


def two(ann: Laptop, kim: Laptop, lee: Laptop) -> tuple[str, str]:
    """Robin is with Kim, Robyn with Lee; both have their case."""
    pair = case(ann, kim, "Robin Example"), case(ann, lee, "Robyn Exampel")
    exchange_all(ann, kim, lee, ann)
    return pair


def names(laptop: Laptop) -> list[str]:
    return [one.name for one in laptop.store.children("", limit=99)]


def episodes(laptop: Laptop, child: str) -> int:
    return len(Casework(laptop.store, laptop.clock).open_child(child).episodes)


def sound(*laptops: Laptop) -> bool:
    return all(laptop.store.verify() == () for laptop in laptops)


def test_both_workers_have_the_whole_child_and_nobody_sees_them_twice(ann: Laptop, kim: Laptop, lee: Laptop) -> None:
    one, other = two(ann, kim, lee)
    join(ann, other, one)
    exchange_all(ann, kim, lee, ann)
    for laptop in (ann, kim, lee):
        assert names(laptop) == ["Robin Example"]
        assert (episodes(laptop, one), episodes(laptop, other)) == (2, 2)
        assert [row.child for row in laptop.store.children("exampel", limit=9)] == [one]
        assert len(laptop.store.history(other)) == 1
    assert sound(ann, kim, lee)


def test_undone_each_worker_has_their_own_case_again_and_lets_go_of_the_other(
    ann: Laptop, kim: Laptop, lee: Laptop
) -> None:
    one, other = two(ann, kim, lee)
    join(ann, one, other)
    exchange_all(ann, kim, lee, ann, kim, lee)
    undo(ann, one)
    exchange_all(ann, kim, lee, ann, kim, lee, ann, kim, lee)
    assert (names(ann), names(kim), names(lee)) == (
        ["Robin Example", "Robyn Exampel"],
        ["Robin Example"],
        ["Robyn Exampel"],
    )
    assert (episodes(kim, one), episodes(lee, other)) == (1, 1)
    assert sound(ann, kim, lee)
    with lee.engine.connect() as connection:
        contents = b"".join(connection.exec_driver_sql("SELECT content FROM revision").scalars())
    assert b"Robin Example" not in contents


def test_a_signed_off_child_leaves_with_the_record_that_was_put_aside(ann: Laptop, kim: Laptop, lee: Laptop) -> None:
    one, other = two(ann, kim, lee)
    join(ann, one, other)
    exchange_all(ann, kim, lee, ann)
    for referral in ann.store.linked(Kind.REFERRAL, one):
        ann.allocate(referral.id, kim.member, "Kim knows them.")
    exchange_all(ann, kim, lee, ann, lee, ann)
    assert (names(kim), names(lee)) == (["Robin Example"], [])
    with lee.engine.connect() as connection:
        contents = b"".join(connection.exec_driver_sql("SELECT content FROM revision").scalars())
    assert b"Robyn Exampel" not in contents
    assert sound(ann, kim, lee)


def test_two_coordinators_who_join_the_same_two_from_either_side_agree(
    ann: Laptop, sam: Laptop, kim: Laptop, lee: Laptop
) -> None:
    one, other = two(ann, kim, lee)
    exchange_all(sam)
    join(ann, one, other)
    join(sam, other, one)
    exchange_all(ann, sam, ann, sam, kim, lee)
    for laptop in (ann, sam, kim, lee):
        assert names(laptop) == ["Robin Example"]
        assert episodes(laptop, other) == 2
        assert laptop.store.conflicts() == ()
    (first, second) = on(ann).of(one)
    on(ann).undo(first.said.id, first.said.head, "They are cousins.")
    exchange_all(ann, sam)
    assert names(sam) == ["Robin Example", "Robyn Exampel"]
    assert second.said.id not in [joined.said.id for joined in on(sam).of(one)]
    assert sound(ann, sam, kim, lee)


def test_two_coordinators_who_join_in_a_ring_end_with_one_child(ann: Laptop, sam: Laptop) -> None:
    three: list[Record] = []
    for name in ("Robin Example", "Robyn Exampel", "Robinn Exampl"):
        three.append(ann.child(name))
        ann.clock.now = ann.clock.now.replace(second=ann.clock.now.second + 1)
    ids = [child.id for child in three]
    exchange_all(ann, sam)
    join(ann, ids[2], ids[1])
    join(sam, ids[1], ids[0])
    exchange_all(ann, sam, ann)
    for laptop in (ann, sam):
        assert names(laptop) == ["Robin Example"]
        assert Casework(laptop.store, laptop.clock).open_child(ids[2]).child.id == ids[0]
    assert sound(ann, sam)


def test_what_a_worker_writes_meanwhile_is_not_lost(ann: Laptop, kim: Laptop, lee: Laptop) -> None:
    one, other = two(ann, kim, lee)
    lee.commit(Kind.EPISODE, to_body(Episode(child=other, missing_since="2026-11-25T21:00Z")))
    join(ann, one, other)
    exchange_all(ann, lee, ann, kim)
    (joined,) = on(ann).of(one)
    assert joined.late == 1
    assert len(kim.store.linked(Kind.EPISODE, other)) == 1
    on(ann).gather(joined.said.id, joined.said.head)
    exchange_all(ann, kim, lee)
    assert [episodes(laptop, one) for laptop in (ann, kim, lee)] == [3, 3, 3]
    assert sound(ann, kim, lee)


def test_a_case_stays_while_an_interview_on_it_is_written_under_the_record_put_aside(
    ann: Laptop, kim: Laptop, lee: Laptop
) -> None:
    one, other = two(ann, kim, lee)
    (referral,) = lee.store.linked(Kind.REFERRAL, other)
    lee.store.begin(a_draft(referral.id, other), ())
    join(ann, one, other)
    ann.allocate(referral.id, kim.member, "Lee is away.")
    exchange_all(ann, lee, ann, lee)
    assert names(lee) == ["Robin Example"]


def test_a_worker_whose_program_joins_all_the_same_is_refused(ann: Laptop, kim: Laptop) -> None:
    pair = case(ann, kim, "Robin Example"), case(ann, kim, "Robyn Exampel")
    exchange_all(ann, kim)
    said = join(kim, *pair)
    kim.send_by_force(said.head)
    exchange_all(kim, ann)
    assert sorted(names(ann)) == ["Robin Example", "Robyn Exampel"]


def test_a_further_device_of_a_worker_is_sent_the_child_once(ann: Laptop, kim: Laptop, lee: Laptop) -> None:
    pair = two(ann, kim, lee)
    join(ann, *pair)
    before = ann.waits_for("another-device")
    ann.store.team.grant(kim.member, "another-device")
    with ann.engine.connect() as connection:
        cases = connection.exec_driver_sql("SELECT subject FROM outgoing WHERE kind = 'case' AND reader = ?",
                                           ("another-device",)).scalars().all()  # fmt: skip
    assert (before, cases) == (0, [pair[0]])


def test_two_coordinators_who_take_over_what_came_late_agree(
    ann: Laptop, sam: Laptop, kim: Laptop, lee: Laptop
) -> None:
    one, other = two(ann, kim, lee)
    for _ in range(2):
        lee.commit(Kind.EPISODE, to_body(Episode(child=other, missing_since="2026-11-25T21:00Z")))
    join(ann, one, other)
    exchange_all(ann, sam, lee, ann)
    (joined,) = on(ann).of(one)
    on(ann).gather(joined.said.id, joined.said.head)
    exchange_all(sam)
    (joined,) = on(sam).of(one)
    assert joined.late == 2
    on(sam).gather(joined.said.id, joined.said.head)
    exchange_all(ann, sam, ann)
    assert [laptop.store.conflicts() for laptop in (ann, sam)] == [(), ()]
    assert [len(on(laptop).of(one)[0].said.value.moved) for laptop in (ann, sam)] == [4, 4]
    assert [episodes(laptop, one) for laptop in (ann, sam)] == [4, 4]


def test_two_coordinators_who_part_at_once_choose_between_their_reasons_alone(
    ann: Laptop, sam: Laptop, kim: Laptop, lee: Laptop
) -> None:
    one, other = two(ann, kim, lee)
    join(ann, one, other)
    exchange_all(ann, sam)
    undo(ann, one)
    (joined,) = on(sam).of(one)
    on(sam).undo(joined.said.id, joined.said.head, "Two different schools.")
    exchange_all(ann, sam, ann)
    for laptop in (ann, sam):
        assert names(laptop) == ["Robin Example", "Robyn Exampel"]
        assert [episodes(laptop, child) for child in (one, other)] == [1, 1]
        (conflict,) = laptop.store.conflicts()
        clashes = merge(conflict.base, conflict.versions).clashes
        assert [clash.path for clash in clashes] == [("undone",)]
