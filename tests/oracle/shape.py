"""What can be asked and added in an XForm, read without our engine, so that random steps do not depend on it."""

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from pyxform.xls2xform import convert

FORMS = Path(__file__).parent / "forms"
OURS = Path(__file__).parents[2] / "resources" / "question_sets"
_XF = "{http://www.w3.org/2002/xforms}"
_CONTROLS = ("input", "select", "select1", "range", "trigger", "{http://www.opendatakit.org/xforms}rank")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its path without positions, control, bind type (or “count” where it counts a repeat).

    `choices` are the values of its list, without the filter; the limits belong to a range.
    """

    path: str
    control: str
    type: str
    choices: tuple[str, ...]
    start: float = 0
    end: float = 0
    step: float = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """The questions and repeats of a form: `growing` ones can be added to, `shrinking` ones can lose instances."""

    questions: tuple[Asked, ...]
    repeats: frozenset[str]
    growing: tuple[str, ...]
    shrinking: tuple[str, ...]

    def depth(self, path: str) -> int:
        """Return how many repeats stand above a question, or above and at a repeat."""
        return sum(1 for repeat in self.repeats if path == repeat or path.startswith(f"{repeat}/"))


def xform_of(markdown: str) -> str:
    """Convert a table in Markdown."""
    xform: str = convert(markdown, file_type=".md").xform
    return xform


def sources() -> list[Path]:
    """Return every form there is to compare on: those of this folder and those of the product."""
    return sorted(FORMS.glob("*.md")) + sorted(OURS.glob("*.md"))


def read(xform: str) -> Shape:
    """Read a form's shape."""
    root = ET.fromstring(xform)  # noqa: S314 - made by pyxform from our own tables
    types = {bind.get("nodeset", ""): bind.get("type", "string") for bind in root.iter(f"{_XF}bind")}
    repeats = list(root.iter(f"{_XF}repeat"))
    count = "{http://openrosa.org/javarosa}count"
    counting = {repeat.get(count, "").strip().rpartition("/")[2] for repeat in repeats}
    types |= {path: "count" for path in types if path.rpartition("/")[2] in counting}
    questions = [
        _asked(root, element, types) for element in root.iter() if element.tag in _tags() and element.get("ref")
    ]
    growing = tuple(repeat.get("nodeset", "") for repeat in repeats if repeat.get(count) is None)
    inside = any(repeat.find(f".//{_XF}setvalue[@event='xforms-value-changed']") is not None for repeat in repeats)
    return Shape(
        tuple(questions),
        frozenset(repeat.get("nodeset", "") for repeat in repeats),
        growing,
        () if inside else growing,  # the peer's triggers lose their instance when one before it is removed
    )


def _tags() -> list[str]:
    return [name if name.startswith("{") else _XF + name for name in _CONTROLS]


def _asked(root: ET.Element, element: ET.Element, types: dict[str, str]) -> Asked:
    path = element.get("ref", "")
    control = element.tag.rpartition("}")[2]
    limits = [float(element.get(name, fallback)) for name, fallback in (("start", "0"), ("end", "10"), ("step", "1"))]
    return Asked(path, control, types.get(path, "string"), _choices(root, element), *limits)


def _choices(root: ET.Element, element: ET.Element) -> tuple[str, ...]:
    written = [value.text or "" for value in element.findall(f"{_XF}item/{_XF}value")]
    itemset = element.find(f"{_XF}itemset")
    if itemset is None:
        return tuple(written)
    found = re.match(r"\s*instance\('([^']+)'\)", itemset.get("nodeset", ""))
    if not found:
        return ("a", "b", "ann")  # a list made of answers in a repeat: the names that texts are filled with
    items = root.iterfind(f".//{_XF}instance[@id='{found[1]}']/{_XF}root/{_XF}item")
    return tuple(item.findtext(f"{_XF}name") or "" for item in items)
