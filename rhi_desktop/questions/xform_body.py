"""Reading the body of an XForm: what is asked of each node, and how."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from rhi_desktop.questions.compiler import Expression
from rhi_desktop.questions.definition import Action, Itemset, Option, QuestionType, Texts
from rhi_desktop.questions.xform_binds import JAVAROSA, NodeError, read_expression
from rhi_desktop.questions.xform_texts import Translations, child, children, read_label, tag

_CONTROLS = {
    "select1": QuestionType.SELECT_ONE,
    "select": QuestionType.SELECT_MULTIPLE,
    "rank": QuestionType.RANK,
    "range": QuestionType.RANGE,
    "trigger": QuestionType.ACKNOWLEDGE,
}
_PASSED = frozenset({"label", "hint", "help", "value", "item", "itemset", "setvalue"})
_REFUSED = {"upload": "pictures, sound and files", "setgeopoint": "places from satellites", "secret": "secret answers"}


@dataclass(frozen=True, slots=True)
class Words:
    """How a control looks and what it says, in every language."""

    appearance: str = ""
    label: Texts = field(default_factory=dict)
    hint: Texts = field(default_factory=dict)
    guidance: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Control:
    """What the body says of a node. `type` is None for an `input`, whose bind decides."""

    kind: str
    words: Words = field(default_factory=Words)
    type: QuestionType | None = None
    options: tuple[Option, ...] = ()
    itemset: Itemset | None = None
    bounds: tuple[str, str, str] = ("", "", "")
    count: Expression | None = None
    fixed: bool = False


class BodyReader:
    """Collects the controls by path, and the actions that stand inside them."""

    def __init__(self, translations: Translations) -> None:
        self._translations = translations
        self.controls: dict[str, Control] = {}
        self.actions: list[Action] = []

    def read(self, element: Element) -> None:
        """Read everything below `element`. Raises NodeError for what is not supported."""
        for inner in element:
            name = tag(inner)
            if name == "group":
                self._group(inner)
            elif name == "repeat":
                self._repeat(inner, element)
            elif name in _REFUSED:
                raise NodeError(_name(inner), f"{_REFUSED[name]} are not supported.")
            elif name == "input" or name in _CONTROLS:
                self._control(inner, name)
            elif name == "setvalue" and tag(element) in {"group", "repeat"}:
                self.actions.append(read_action(inner))
            elif name not in _PASSED:
                raise NodeError(_name(inner), f"“{name}” is not supported.")

    def _group(self, element: Element) -> None:
        path = element.get("ref")
        if path:
            self.controls[path] = Control("group", self._words(element))
        self.read(element)

    def _repeat(self, element: Element, around: Element) -> None:
        path = element.get("nodeset", "")
        words = self._words(around)
        own = element.get("appearance")
        if own:
            words = replace(words, appearance=own)
        count = element.get(f"{JAVAROSA}count")
        self.controls[path] = Control(
            "repeat",
            words,
            count=read_expression(count, path.rpartition("/")[2], "repeat count"),
            fixed=element.get(f"{JAVAROSA}noAddRemove") == "true()" or bool(count),
        )
        self.read(element)

    def _words(self, element: Element) -> Words:
        hint = child(element, "hint")
        return Words(
            element.get("appearance", ""),
            read_label(child(element, "label"), self._translations),
            read_label(hint, self._translations),
            read_label(hint, self._translations, "guidance"),
        )

    def _control(self, element: Element, kind: str) -> None:
        path = element.get("ref", "")
        bounds = tuple(element.get(name, "") for name in ("start", "end", "step"))
        self.controls[path] = Control(
            kind,
            self._words(element),
            type=_CONTROLS.get(kind),
            options=tuple(self._options(element)),
            itemset=self._itemset(element),
            bounds=(bounds[0], bounds[1], bounds[2]),
        )
        for action in children(element, "setvalue"):
            self.actions.append(read_action(action, source=path))

    def _options(self, element: Element) -> Iterator[Option]:
        for item in children(element, "item"):
            value = child(item, "value")
            yield Option(
                (value.text or "") if value is not None else "", read_label(child(item, "label"), self._translations)
            )

    def _itemset(self, element: Element) -> Itemset | None:
        itemset = child(element, "itemset")
        if itemset is None:
            return None
        nodes = read_expression(itemset.get("nodeset"), _name(element), "choices")
        value, label = child(itemset, "value"), child(itemset, "label")
        label_ref = label.get("ref", "") if label is not None else ""
        itext = label_ref.startswith("jr:itext(")
        if nodes is None or value is None:
            raise NodeError(_name(element), "its choices cannot be found.")
        shown = label_ref.removeprefix("jr:itext(").removesuffix(")") if itext else label_ref
        return Itemset(nodes, value.get("ref", ""), shown.strip(), itext)


def read_action(element: Element, source: str = "") -> Action:
    """Return a `setvalue`. Raises NodeError for events that do not exist here."""
    target = element.get("ref", "")
    events = (element.get("event") or element.get("{http://www.w3.org/2001/xml-events}event") or "").split()
    unknown = set(events) - {"odk-instance-first-load", "odk-new-repeat", "xforms-value-changed"}
    if unknown:
        raise NodeError(target.rpartition("/")[2], f"the event “{unknown.pop()}” is not supported.")
    value = element.get("value") or (f"'{element.text}'" if element.text else None)
    return Action(
        target,
        read_expression(value, target.rpartition("/")[2], "value"),
        first_load="odk-instance-first-load" in events,
        new_repeat="odk-new-repeat" in events,
        source=source if "xforms-value-changed" in events else "",
    )


def _name(element: Element) -> str:
    return (element.get("ref") or element.get("nodeset") or tag(element)).rpartition("/")[2]
