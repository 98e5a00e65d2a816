"""Merging: the same on every device, nothing made up, nothing lost without a word."""

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhi_desktop.domain.merging import DECISIONS, TOGETHER, Clash, Merged, Path, Version, common_ancestor, merge
from rhi_desktop.domain.records import Body, Json, canonical_json

NAMES = ("notes", "school", "carer", "address", "postcode", "alerts", "arrangement", "answers", "triage")
UNIT_OF = {name: unit for unit in TOGETHER for name in unit}
scalars = st.sampled_from(["", "a", "b", "c", True, 1, None])
items = st.lists(st.sampled_from("klmn"), unique=True, max_size=3).flatmap(
    lambda keys: st.tuples(*(st.fixed_dictionaries({"key": st.just(key), "value": scalars}) for key in keys)).map(list)
)
values = st.one_of(
    scalars,
    st.lists(scalars, max_size=2),
    items,
    st.dictionaries(st.sampled_from(["at", "place", "notes"]), scalars, max_size=3),
)
bodies = st.dictionaries(st.sampled_from(NAMES), values, max_size=6)


@st.composite
def edited(draw: st.DrawFn, base: Body) -> Body:
    """Return a body as somebody makes it of another: some fields set, some taken out."""
    body = {**base, **draw(st.dictionaries(st.sampled_from(NAMES), values, max_size=3))}
    for name in draw(st.sets(st.sampled_from(NAMES), max_size=1)):
        body.pop(name, None)
    return body


@st.composite
def forked(draw: st.DrawFn) -> tuple[Body | None, list[Version]]:
    """Return a body, or that it is not known, and versions made of it, some of them at the same instant."""
    base = draw(bodies)
    made = [draw(edited(base)) for _ in range(draw(st.integers(1, 3)))]
    at = [draw(st.sampled_from(["2026-11-26T10", "2026-11-26T11"])) for _ in made]
    versions = [Version(f"r{n}", at[n], f"m{n}", f"d{n}", body) for n, body in enumerate(made)]
    return (base if draw(st.booleans()) else None), versions


def version(revision: str, at: str = "10:00", /, **body: Any) -> Version:
    return Version(revision, at, f"member of {revision}", f"device of {revision}", body)


def clashing(merged: Merged) -> dict[Path, tuple[tuple[Json, tuple[str, ...]], ...]]:
    return {clash.path: clash.values for clash in merged.clashes}


def same(one: Json, other: Json) -> bool:
    return canonical_json(one) == canonical_json(other)


@given(forked())
def test_the_order_in_which_versions_come_does_not_matter(case: tuple[Body | None, list[Version]]) -> None:
    base, versions = case
    merged = merge(base, versions)
    assert all(merge(base, list(other)) == merged for other in permutations(versions))
    assert all(list(merge(base, list(other)).body) == list(merged.body) for other in permutations(versions))


@given(bodies, bodies)
def test_one_version_is_what_it_says(base: Body, body: Body) -> None:
    for known in (base, None):
        assert merge(known, [version("r1", **body)]) == Merged(body, ())


@given(forked())
def test_what_is_said_alike_is_no_clash(case: tuple[Body | None, list[Version]]) -> None:
    base, versions = case
    body = versions[0].body
    alike = [version("r1", "10:00", **body), version("r2", "09:00", **body), version("r3", "11:00", **body)]
    assert merge(base, alike) == Merged(body, ())


@given(forked())
def test_a_version_that_changed_nothing_adds_nothing(case: tuple[Body | None, list[Version]]) -> None:
    base, versions = case
    if base is not None:
        merged = merge(base, versions)
        unchanged = version("r9", "23:00", **base)
        assert same(dict(merge(base, [*versions, unchanged]).body), dict(merged.body))
        assert clashing(merge(base, [*versions, unchanged])) == clashing(merged)


@given(forked())
def test_merging_what_was_merged_changes_nothing(case: tuple[Body | None, list[Version]]) -> None:
    base, versions = case
    merged = merge(base, versions)
    if base is not None and not merged.clashes:
        again = merge(base, [*versions, version("r9", "23:00", **merged.body)])
        assert same(dict(again.body), dict(merged.body))


@given(forked())
def test_nothing_is_said_that_nobody_wrote(case: tuple[Body | None, list[Version]]) -> None:
    base, versions = case
    written = [leaf for one in versions for leaf in leaves(dict(one.body))]
    assert all(leaf in written for leaf in leaves(dict(merge(base, versions).body)))


@given(forked())
def test_whatever_somebody_changed_is_in_the_merge_or_in_a_clash(case: tuple[Body | None, list[Version]]) -> None:
    base, versions = case
    merged = merge(base, versions)
    clashes = clashing(merged)
    for one in versions:
        for path, value in changes({} if base is None else base, one.body):
            above = [clashes[path[:length]] for length in range(1, len(path) + 1) if path[:length] in clashes]
            unit = (UNIT_OF.get(path[0], path)[0],)
            above += [clashes[unit]] if unit in clashes else []
            said = any(one.revision in revisions for found in above for _, revisions in found)
            assert said or found_at(merged.body, path) == value, path


@given(forked())
def test_a_clash_shows_the_latest_first_and_each_value_once(case: tuple[Body | None, list[Version]]) -> None:
    base, versions = case
    when = {one.revision: (one.at, one.revision) for one in versions}
    for clash in merge(base, versions).clashes:
        newest = [max(when[revision] for revision in revisions) for _, revisions in clash.values]
        assert len(newest) > 1
        assert newest == sorted(newest, reverse=True)
        assert len({canonical_json([value]) for value, _ in clash.values}) >= len(newest) - 1


@given(forked(), st.data())
def test_choosing_settles_each_clash_with_the_value_that_was_chosen(
    case: tuple[Body | None, list[Version]], data: st.DataObject
) -> None:
    base, versions = case
    chosen = {
        clash.path: data.draw(st.sampled_from([one for _, revisions in clash.values for one in revisions]))
        for clash in merge(base, versions).clashes
    }
    settled = merge(base, versions, chosen)
    assert settled.clashes == ()
    of = {one.revision: one.body for one in versions}
    for path, revision in chosen.items():
        for name in UNIT_OF.get(path[-1], (path[-1],)):
            where = (*path[:-1], name)
            assert found_at(settled.body, where) == found_at(of[revision], where)


@given(st.data(), bodies)
def test_changes_to_different_fields_merge_by_themselves(data: st.DataObject, base: Body) -> None:
    halves = [tuple(name for name in NAMES if name not in ("address", "postcode"))[half::2] for half in (0, 1)]
    made = [{**base, **data.draw(st.dictionaries(st.sampled_from(half), values))} for half in halves]
    both = {**base, **{name: made[half][name] for half in (0, 1) for name in halves[half] if name in made[half]}}
    assert same(dict(merge(base, [version("r1", **made[0]), version("r2", **made[1])]).body), both)
    assert merge(base, [version("r1", **made[0]), version("r2", **made[1])]).clashes == ()


def test_nothing_cannot_be_merged() -> None:
    with pytest.raises(ValueError, match="nothing to merge"):
        merge({}, [])


def test_the_same_field_changed_differently_shows_the_later_one_and_keeps_both() -> None:
    base: Body = {"notes": "", "arrangement": {"place": "", "at": ""}}
    early = version("r2", "10:00", notes="Call first", arrangement={"place": "School", "at": ""})
    late = version("r1", "11:00", notes="", arrangement={"place": "Library", "at": "2026-11-27T10:00Z"})
    merged = merge(base, [early, late])
    assert merged.body == {"notes": "Call first", "arrangement": {"place": "Library", "at": "2026-11-27T10:00Z"}}
    assert merged.clashes == (Clash(("arrangement", "place"), (("Library", ("r1",)), ("School", ("r2",)))),)


def test_at_the_same_instant_the_greater_revision_is_shown() -> None:
    assert merge({"notes": ""}, [version("r1", notes="a"), version("r2", notes="b")]).body == {"notes": "b"}


def test_what_one_took_out_is_gone_and_what_another_changed_meanwhile_is_asked() -> None:
    base = {"notes": "a", "school": "x"}
    assert merge(base, [version("r1", school="x"), version("r2", **base)]).body == {"school": "x"}
    merged = merge(base, [version("r1", "11:00", school="x"), version("r2", notes="b", school="x")])
    assert merged.body == {"school": "x"}
    assert merged.clashes == (Clash(("notes",), ((None, ("r1",)), ("b", ("r2",)))),)
    assert merge(base, [version("r1", school="x"), version("r2", "11:00", notes="b")], {("notes",): "r2"}).body == {
        "notes": "b"
    }


def test_three_devices_of_which_two_agree() -> None:
    said = [version("r1", notes="a"), version("r2", "11:00", notes="b"), version("r3", notes="a")]
    assert merge({"notes": ""}, said).clashes == (Clash(("notes",), (("b", ("r2",)), ("a", ("r3", "r1")))),)


def test_without_a_common_beginning_every_difference_is_asked() -> None:
    merged = merge(None, [version("r1", notes="a", school="x"), version("r2", "11:00", notes="a", carer="Jo")])
    assert merged.body == {"notes": "a", "carer": "Jo"}
    assert clashing(merged) == {
        ("carer",): (("Jo", ("r2",)), (None, ("r1",))),
        ("school",): ((None, ("r2",)), ("x", ("r1",))),
    }


def answer(key: str, value: str, state: str = "answered") -> dict[str, Json]:
    return {"key": key, "value": value, "state": state}


def test_answers_are_told_apart_by_their_keys() -> None:
    base: Body = {"answers": [answer("/a", "1"), answer("/b", "2")]}
    one = version("r1", answers=[answer("/a", "1"), answer("/b", "2"), answer("/c", "3")])
    other = version("r2", "11:00", answers=[answer("/new", ""), answer("/b", "changed")])
    merged = merge(base, [one, other])
    assert merged.body == {"answers": [answer("/new", ""), answer("/b", "changed"), answer("/c", "3")]}
    assert merged.clashes == ()


def test_an_answer_and_its_state_are_one() -> None:
    base: Body = {"answers": [answer("/a", "1")]}
    worded, declined = answer("/a", "Because."), answer("/a", "", "declined")
    merged = merge(base, [version("r1", answers=[worded]), version("r2", "11:00", answers=[declined])])
    assert merged.clashes == (Clash(("answers", "/a"), ((declined, ("r2",)), (worded, ("r1",)))),)
    assert merge(
        base, [version("r1", answers=[worded]), version("r2", answers=[declined])], {("answers", "/a"): "r1"}
    ).body == {"answers": [worded]}


def items_of(ids: str) -> list[Json]:
    return [{"id": one, "text": one} for one in ids]


def test_a_new_order_of_a_list_is_kept_whoever_came_later() -> None:
    a, b, c = items_of("abc")
    moved, added = version("r1", kept=[b, a]), version("r2", "11:00", kept=[a, b, c])
    assert merge({"kept": [a, b]}, [moved, added]).body == {"kept": [b, a, c]}


@pytest.mark.parametrize(
    "items_", [["b"], [{"id": "a"}, {"id": "a"}], [{"id": 1}], [{"id": "a"}, "b"], [{"name": "a"}]]
)
def test_a_list_whose_items_cannot_be_told_apart_is_one_value(items_: list[Json]) -> None:
    merged = merge({"kept": []}, [version("r1", kept=items_), version("r2", "11:00", kept=[{"id": "z"}])])
    assert merged.body == {"kept": [{"id": "z"}]}
    assert [clash.path for clash in merged.clashes] == [("kept",)]


def test_no_street_is_shown_with_the_postcode_of_another() -> None:
    base = {"address": "1 Old Road", "postcode": "AB1 2CD", "school": ""}
    moved = version("r1", address="2 New Street", postcode="AB1 2CD", school="Hill")
    mended = version("r2", "11:00", address="1 Old Road", postcode="AB1 2CE", school="")
    merged = merge(base, [moved, mended])
    assert merged.body == {"address": "1 Old Road", "postcode": "AB1 2CE", "school": "Hill"}
    assert clashing(merged) == {
        ("address",): (
            ({"address": "1 Old Road", "postcode": "AB1 2CE"}, ("r2",)),
            ({"address": "2 New Street", "postcode": "AB1 2CD"}, ("r1",)),
        )
    }
    assert merge(base, [moved, mended], {("address",): "r1"}).body["postcode"] == "AB1 2CD"


@pytest.mark.parametrize("name", sorted(DECISIONS))
def test_a_decision_stays_with_who_made_it(name: str) -> None:
    red: Json = {"level": "red", "by": "Sam", "reason": "same"}
    green: Json = {"level": "green", "by": "Jo", "reason": "same"}
    one, other = ({name: decision} for decision in (red, green))
    merged = merge({}, [Version("r1", "10:00", "m", "d", one), Version("r2", "11:00", "m", "d", other)])
    assert clashing(merged) == {(name,): ((green, ("r2",)), (red, ("r1",)))}


def test_true_is_not_one() -> None:
    assert merge({"interpreter": 1}, [version("r1", interpreter=True)]).body["interpreter"] is True


@pytest.mark.parametrize(
    ("heads", "nearest"),
    [
        (["a"], "a"),
        (["b", "c"], "a"),
        (["d", "e"], "b"),
        (["d", "c"], "a"),
        (["e", "f"], "b"),
        (["d", "stranger"], None),
        (["g", "h"], None),
        (["g", "d"], "b"),
        ([], None),
    ],
)
def test_the_nearest_common_revision(heads: list[str], nearest: str | None) -> None:
    """Both g and h settle what b and c disagree on: neither b nor c can pass for what they started from."""
    parents = {
        "b": ("a",), "c": ("a",), "d": ("b",), "e": ("b", "c"), "f": ("b",), "g": ("b", "c"), "h": ("b", "c"),
    }  # fmt: skip
    for order in permutations(heads):
        assert common_ancestor(order, parents) == nearest


def test_two_people_who_settle_a_clash_differently_are_asked_again() -> None:
    """With one of the revisions that clashed taken for the beginning, the other's choice would win unseen."""
    bodies_ = {"b": {"notes": "b"}, "c": {"notes": "c"}}
    nearest = common_ancestor(["g", "h"], {"b": ("a",), "c": ("a",), "g": ("b", "c"), "h": ("b", "c")})
    base = bodies_[nearest] if nearest else None
    assert merge(base, [version("g", notes="b"), version("h", notes="c")]).clashes != ()


def leaves(value: Json) -> Iterator[tuple[type, Json]]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield type(value), value


def keyed(items_: Json) -> dict[str, Json]:
    return {str(one["key"]): one for one in items_ if isinstance(one, dict)} if isinstance(items_, list) else {}


def is_keyed(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def changes(base: Body, body: Body) -> Iterator[tuple[Path, Json]]:
    """Yield what a body sets otherwise than its base, down to where one of them has no object."""
    for name in sorted({*base, *body}):
        before, after = base.get(name, "absent"), body.get(name, "absent")
        if isinstance(before, dict) and isinstance(after, dict) and name not in DECISIONS:
            yield from (((name, *path), value) for path, value in changes(before, after))
        elif is_keyed(after) and (is_keyed(before) or not isinstance(before, list)):
            old, new = keyed(before), keyed(after)
            yield from (
                ((name, key), new.get(key, "absent"))
                for key in {**old, **new}
                if not same(old.get(key, "absent"), new.get(key, "absent"))
            )
        elif isinstance(after, dict) and name not in DECISIONS and not isinstance(before, dict):
            yield from (((name, inner), value) for inner, value in after.items())
        elif not same(before, after):
            yield (name,), after


def found_at(whole: Body, path: Path) -> Json:
    """Return what stands at a path, “absent” where nothing does."""
    body: Json = dict(whole)
    for name in path:
        if isinstance(body, list):
            body = next((one for one in body if isinstance(one, dict) and one.get("key") == name), "absent")
        else:
            body = body.get(name, "absent") if isinstance(body, dict) else "absent"
    return body
