"""What several children's interviews share: as an independent count over the raw interviews says, and readable."""

import os
import sys
from datetime import date
from itertools import combinations
from math import hypot
from pathlib import Path
from random import Random
from statistics import median
from subprocess import run
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rhi_desktop.domain.figures.figures import Period
from rhi_desktop.domain.interview import Mention, MentionKind
from rhi_desktop.domain.network import Evidence, Network, Shared, Sort, Strength, network, ranked
from rhi_desktop.services.duplicates import Duplicates
from rhi_desktop.services.pattern.layout import Place, layout
from rhi_desktop.services.pattern.networks import Networks, in_words, table
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import Clock, a_change, a_child, a_referral, an_interview, new_id
from tests.store.engines import with_tables

ROOT = Path(__file__).parents[4]
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
KINDS = [MentionKind.NICKNAME, MentionKind.PLACE, MentionKind.PHONE]
WORDS = {
    MentionKind.NICKNAME: ["Dazza", "dazza", "Big Mo"],
    MentionKind.PLACE: ["The arcade", "Bus station"],
    MentionKind.PHONE: ["07700 900123", "07700900123", "07700 900456"],
}
SAME = {"dazza": "Dazza", "07700900123": "07700 900123"}
NAMED = st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), st.sampled_from(WORDS[kind])))
TALK = st.tuples(
    st.integers(0, 3), st.sampled_from(["2026-11-02", "2026-11-30", "2026-12-01"]), st.lists(NAMED, max_size=4)
)


def kept(store: SqlStore, talks: list[tuple[int, str, list[tuple[MentionKind, str]]]]) -> list[str]:
    children = [a_change(a_child(name=f"Child {number} Example")) for number in range(4)]
    changes = [*children]
    for number, day, named in talks:
        child = children[number].record
        referral = a_change(a_referral(child))
        mentions = tuple(Mention(kind, words) for kind, words in named)
        talk = an_interview(referral.record, child, mentions=mentions, submitted=f"{day}T12:00:00.000000Z")
        changes += [referral, a_change(talk)]
    store.commit_all(changes)
    return [one.record for one in children]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TALK, max_size=10))
def test_what_is_shared_is_what_the_raw_interviews_share(
    talks: list[tuple[int, str, list[tuple[MentionKind, str]]]],
) -> None:
    with TemporaryDirectory() as folder:
        store = SqlStore.found(with_tables(Path(folder) / "store.db"), "Sam Invented", Clock())
        children = kept(store, talks)
        found = Networks(store).read(NOVEMBER)
        store.close()
    raw: dict[tuple[MentionKind, str], set[int]] = {}
    for number, day, named in talks:
        if day.startswith("2026-11"):
            for kind, words in named:
                raw.setdefault((kind, SAME.get(words, words)), set()).add(number)
    expected = {what: some for what, some in raw.items() if len(some) > 1}
    assert {
        (one.kind, SAME.get(one.words, one.words)): {children.index(child) for child in one.children} for one in found
    } == expected
    counts = [len(one.children) for one in found]
    assert counts == sorted(counts, reverse=True)


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    return SqlStore.found(with_tables(tmp_path / "store.db"), "Sam Invented", Clock())


def test_where_a_child_lives_of_whom_that_is_kept_back_is_in_no_network(store: SqlStore) -> None:
    hidden = a_child(name="Ash Specimen", address="4 Invented Road", alerts=("Do not disclose address",))
    children = [a_change(hidden), a_change(a_child()), a_change(a_child(name="Kit Sample"))]
    changes = [*children]
    for child in children:
        referral = a_change(a_referral(child.record))
        place = Mention(MentionKind.PLACE, "4 Invented Road")
        changes += [referral, a_change(an_interview(referral.record, child.record, mentions=(place,)))]
    store.commit_all(changes)
    (found,) = Networks(store).read(NOVEMBER)
    assert children[0].record not in found.children
    assert len(found.children) == 2


def shared(number: int, children: list[int], kind: MentionKind = MentionKind.NICKNAME) -> Shared:
    seen = [
        Evidence(f"c{child}", f"Child {child} Invented", f"i{child}", "2026-11-02", f"Name {number}")
        for child in children
    ]
    return Shared(kind, f"k{number}", tuple(seen))


def large() -> Network:
    return network(ranked(shared(number, [number, number // 2, number // 3 + 50]) for number in range(1, 120)), 200)


def test_at_most_so_many_nodes_are_drawn_and_the_rest_is_counted() -> None:
    made = large()
    assert 150 < len(made.nodes) <= 200
    drawn = {line.shared for line in made.lines}
    assert made.left_out == 119 - len(drawn)
    ids = {node.id for node in made.nodes}
    assert all(line.child in ids and line.shared in ids and line.evidence for line in made.lines)
    assert "and not drawn" in in_words(made, ranked([shared(1, [1, 2])])) or not made.left_out


@pytest.mark.parametrize("many", ["parts", "tangled"])
def test_no_two_labels_overlap_at_two_hundred_nodes_and_it_is_always_the_same(many: str) -> None:
    made = large() if many == "parts" else tangled()
    places = layout(made)
    assert set(places) == {node.id for node in made.nodes}
    boxes = list(places.values())
    for at, one in enumerate(boxes):
        for other in boxes[:at]:
            apart_x = abs(one.x - other.x) >= (one.width + other.width) / 2 - 1e-6
            apart_y = abs(one.y - other.y) >= (one.height + other.height) / 2 - 1e-6
            assert apart_x or apart_y
    assert layout(made) == places


def parts() -> Network:
    """Eight groups of children who have nothing with each other."""
    groups = [(number, number % 8 * 10) for number in range(1, 90)]
    return network(ranked(shared(number, [of, of + number % 3 + 1, of + number % 5 + 4]) for number, of in groups), 200)


def tangled() -> Network:
    """Ninety-five things, each named by two to four of a hundred and ten children: nearly all of it is one part."""
    chance = Random(4)  # noqa: S311 - the same network on every run
    return network(ranked(shared(n, chance.sample(range(110), chance.choice([2, 2, 3, 4]))) for n in range(95)), 200)


def test_a_network_looks_the_same_in_another_run_of_the_program() -> None:
    asked = "from tests.unit.services.pattern.test_networks import layout, parts; print(layout(parts()))"
    runs = [
        run(
            [sys.executable, "-c", asked],
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != b""


def test_what_is_joined_is_near_however_much_hangs_together() -> None:
    made = tangled()
    places = layout(made)
    assert len(places) > 190
    joined = [distance(places[line.child], places[line.shared]) for line in made.lines]
    everything = [distance(one, other) for one, other in combinations(places.values(), 2)]
    assert median(joined) < 0.4 * median(everything)
    used = sum(one.width * one.height for one in places.values())
    wide, high = (max(one.x for one in places.values()), max(one.y for one in places.values()))
    assert wide * high < 10 * used


def distance(one: Place, other: Place) -> float:
    return hypot(one.x - other.x, one.y - other.y)


def test_a_child_who_was_recorded_twice_appears_once_and_what_either_record_keeps_back_is_kept_back(
    store: SqlStore,
) -> None:
    clock = Clock()
    hidden = a_child(name="Robyn Exampel", address="9 Made Up Lane", alerts=("Do not disclose address",))
    ids = sorted(new_id(clock()) for _ in range(3))  # the record that was made first is the one that stays
    children = (a_child(address="3 Sample Street"), hidden, a_child(name="Kit Sample"))
    one, other, kit = (a_change(child, record=record) for record, child in zip(ids, children, strict=True))
    store.commit([one, other, kit])
    duplicates = Duplicates(store, lambda: True, clock)
    duplicates.join(duplicates.preview(one.record, other.record), frozenset(), "One child, two spellings")
    named = (Mention(MentionKind.PHONE, "07700 900123"), Mention(MentionKind.PLACE, "9 Made Up Lane"))
    for late in (one, other):  # what came in late for the record put aside stays with it until somebody takes it over
        referral = a_change(a_referral(late.record))
        store.commit([referral, a_change(an_interview(referral.record, late.record, mentions=named))])
    assert Networks(store).read(NOVEMBER) == ()
    referral = a_change(a_referral(kit.record))
    store.commit([referral, a_change(an_interview(referral.record, kit.record, mentions=named))])
    (found,) = Networks(store).read(NOVEMBER)
    assert (found.kind, set(found.children)) == (MentionKind.PHONE, {one.record, kit.record})
    assert {seen.called for seen in found.evidence} == {"Robin Example", "Kit Sample"}


def test_a_number_says_more_than_a_name_and_more_children_more_than_either() -> None:
    name, phone = shared(1, [1, 2], MentionKind.NAME), shared(2, [1, 2], MentionKind.PHONE)
    many = shared(3, [1, 2, 3], MentionKind.NAME)
    assert ranked([name, phone, many]) == (many, phone, name)
    assert (name.strength, phone.strength) == (Strength.WEAK, Strength.STRONG)


def test_nothing_shared_is_said_in_words_and_drawn_as_nothing() -> None:
    drawn = Networks.draw(NOVEMBER, ())
    assert drawn.words.startswith("In this period nobody")
    assert drawn.places == {}


def test_the_table_has_what_the_drawing_has_not() -> None:
    one = shared(1, [1, 2], MentionKind.PLACE)
    drawn = Networks.draw(NOVEMBER, (one,))
    made = table(drawn, date(2026, 11, 26))
    assert made.rows == (("Name 1", "Place", 2, 2, "2 Nov 2026", "2 Nov 2026", "Fair"),)
    assert {node.sort for node in drawn.network.nodes} == {Sort.CHILD, Sort.PLACE}
