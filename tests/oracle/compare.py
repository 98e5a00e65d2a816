"""Our session's state in the peer's terms, and what differs between the two."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from xml.etree import ElementTree as ET

from rhi_desktop.questions.definition import Form
from rhi_desktop.questions.session import Session
from tests.oracle.deviations import excused
from tests.oracle.peer import NOW, Broken, State, Step, Trace


def ours(form: Form, steps: Sequence[Step]) -> list[State]:
    """Take the steps in a session of ours, and return the state at the start and after each."""
    session = Session.start(form, clock=lambda: NOW, zone=UTC)
    states = [_state(session)]
    for step in steps:
        _take(session, step)
        states.append(_state(session))
    return states


def _take(session: Session, step: Step) -> None:
    if "set" in step:
        session.set(step["set"], step["value"])
    elif "add" in step:
        session.add(step["add"])
    else:
        session.remove(step["remove"])


def _state(session: Session) -> State:
    violations = [Broken(path=found.path, kind=str(found.kind)) for found in session.violations()]
    return State(
        values=session.values(),
        relevant=dict(session.relevant()),
        violations=violations,
        instance=session.instance(),
    )


def differences(form: Form, trace: Trace) -> list[str]:
    """Return what differs after the first step at which anything does; empty where the two agree throughout."""
    mine = ours(form, trace["steps"])
    assert len(mine) == len(trace["states"])
    for number, (here, there) in enumerate(zip(mine, trace["states"], strict=True)):
        found = list(_differing(here, there))
        if found:
            return [f"after {number} of the steps {trace['steps'][:number]}:", *found]
    return []


def _differing(here: State, there: State) -> Iterator[str]:
    yield from _relevance(here["relevant"], there["relevant"])
    for path in sorted(there["values"].keys() | here["values"].keys()):
        value, peers = here["values"].get(path), there["values"].get(path)
        if value != peers and there["relevant"].get(path, True) and not excused(path, value, peers):
            yield f"value of {path}: ours {value!r}, peer {peers!r}"
    mine, theirs = (tuple((one["path"], one["kind"]) for one in side["violations"]) for side in (here, there))
    if mine != theirs:
        yield f"violations: ours {mine}, peer {theirs}"
    mine_xml, peers_xml = list(written(here["instance"])), list(written(there["instance"]))
    same = [path for path, _ in mine_xml] == [path for path, _ in peers_xml]
    if not same or any(a != b and not excused(p, a, b) for (p, a), (_, b) in zip(mine_xml, peers_xml, strict=True)):
        yield f"instance: ours {here['instance']}\n          peer {there['instance']}"


def _relevance(here: dict[str, bool], there: dict[str, bool]) -> Iterator[str]:
    mine = {path: relevant for path, relevant in here.items() if path.count("/") > 1}  # the peer has no root
    for path in sorted(there.keys() | mine.keys()):
        if mine.get(path) != there.get(path):
            yield f"relevance of {path}: ours {mine.get(path)}, peer {there.get(path)}"


def written(instance: str) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each element in order; attributes and namespaces are left out."""
    return _written(ET.fromstring(instance), "")  # noqa: S314 - made by the two engines


def _written(element: ET.Element, above: str) -> Iterator[tuple[str, str]]:
    path = f"{above}/{element.tag.rpartition('}')[2]}"
    yield path, (element.text or "") if len(element) == 0 else ""
    for child in element:
        yield from _written(child, path)
