"""Reading an XForm (as pyxform writes it) into a `Form`; what is not supported is refused, never ignored."""

import hashlib
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.definition import Action, Bind, Definition, Form, Group, Question, QuestionType, Repeat
from rhi_desktop.questions.graph import build_graph
from rhi_desktop.questions.model import ModelNode
from rhi_desktop.questions.syntax import ExpressionError
from rhi_desktop.questions.xform_binds import JAVAROSA, NodeError, read_bind
from rhi_desktop.questions.xform_body import BodyReader, Control, read_action
from rhi_desktop.questions.xform_texts import Translations, child, children, read_translations, tag

LARGEST = 20_000_000
_TYPES = {
    "string": QuestionType.TEXT,
    "int": QuestionType.INTEGER,
    "integer": QuestionType.INTEGER,
    "decimal": QuestionType.DECIMAL,
    "date": QuestionType.DATE,
    "time": QuestionType.TIME,
    "dateTime": QuestionType.DATETIME,
    "boolean": QuestionType.TEXT,
}
_REFUSED_TYPES = {
    "binary": "pictures, sound and files are not supported.",
    "barcode": "barcodes are not supported.",
    "geopoint": "places from satellites are not supported.",
    "geotrace": "places from satellites are not supported.",
    "geoshape": "places from satellites are not supported.",
}


def read_form(xform: bytes) -> Form:
    """Return the form of an XForm. Raises QuestionSetError."""
    head, body = _parts(xform)
    model = child(head, "model")
    instances = list(children(model, "instance")) if model is not None else []
    if model is None or not instances or not len(instances[0]):
        raise QuestionSetError("This is not an XForm: it has no model with an instance.")
    try:
        translations = read_translations(model)
        reader = BodyReader(translations)
        reader.read(body)
    except ExpressionError as error:
        raise QuestionSetError(f"a label holds something that cannot be read: {error}.") from error
    binds = _binds(model, translations)
    root = _model_node(instances[0][0], "")
    definitions: dict[str, Definition] = {}
    top = _define(root, binds, reader.controls, definitions)
    if not isinstance(top, Group):
        raise QuestionSetError("This form asks nothing.")
    actions = [*(read_action(action) for action in children(model, "setvalue")), *reader.actions]
    _refuse_files(reader.controls)
    _check_targets(binds, reader.controls, actions, definitions)
    title = child(head, "title")
    attributes = dict(root.attributes)
    return Form(
        form_id=attributes.get("id", root.name),
        version=attributes.get("version", ""),
        title=(title.text or "") if title is not None else "",
        digest=hashlib.sha256(xform).hexdigest(),
        languages=translations.languages,
        default_language=translations.default,
        root=top,
        xform=xform,
        actions=tuple(actions),
        itexts={itext: texts for (itext, form), texts in translations.texts.items() if not form},
        model=root,
        definitions=definitions,
        graph=build_graph(definitions),
        instances=tuple(_secondary(instance) for instance in instances[1:]),
    )


def _parts(xform: bytes) -> tuple[Element, Element]:
    if len(xform) > LARGEST:
        raise QuestionSetError("The form is larger than 20 MB.")
    _refuse_doctype(xform)
    try:
        document = fromstring(xform)  # noqa: S314 -- documents with a DTD, and so with entities, were refused
    except (ParseError, ValueError) as error:
        raise QuestionSetError("This is not a form: it is not well-formed XML.") from error
    head, body = child(document, "head"), child(document, "body")
    if head is None or body is None:
        raise QuestionSetError("This is not an XForm: it has no head and body.")
    return head, body


def _refuse_doctype(xform: bytes) -> None:
    """Refuse documents with a DTD: entities could read files or fill the memory."""

    def refuse(*_arguments: object) -> None:
        raise QuestionSetError("The form has a document type declaration (DTD), which is not allowed in a form.")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xform, True)
    except expat.ExpatError as error:
        raise QuestionSetError("This is not a form: it is not well-formed XML.") from error


def _binds(model: Element, translations: Translations) -> dict[str, Bind]:
    found = {}
    for element in children(model, "bind"):
        path = element.get("nodeset") or element.get("ref") or ""
        found[path] = read_bind(element, path, translations)
    return found


def _model_node(element: Element, above: str) -> ModelNode:
    name = tag(element)
    if name == "entity":
        raise QuestionSetError("Entities are not supported: each interview stands on its own.")
    path = f"{above}/{name}"
    return ModelNode(
        name,
        path,
        (element.text or "").strip() if len(element) == 0 else "",
        tuple(_model_node(inner, path) for inner in element),
        tuple((key.rpartition("}")[2], value) for key, value in element.attrib.items() if JAVAROSA not in key),
        template=f"{JAVAROSA}template" in element.attrib,
    )


def _define(
    node: ModelNode, binds: Mapping[str, Bind], controls: Mapping[str, Control], definitions: dict[str, Definition]
) -> Definition:
    """Return the definition of a node and of all below it; a repeat's pattern and instances are one definition."""
    bind, control = binds.get(node.path, Bind()), controls.get(node.path)
    repeat = control is not None and control.kind == "repeat"
    if not node.children and not repeat and (control is None or control.kind != "group"):
        question = _question(node, bind, control)
        definitions[node.path] = question
        return question
    definitions[node.path] = Group(node.path, node.name, bind)
    inner: dict[str, Definition] = {}
    for below in node.children:
        if below.name not in inner:
            inner[below.name] = _define(below, binds, controls, definitions)
    control = control or Control("group")
    words = control.words
    said = (words.appearance, words.label, words.hint, words.guidance, tuple(inner.values()))
    group = (
        Repeat(node.path, node.name, bind, *said, control.count, control.fixed)
        if repeat
        else Group(node.path, node.name, bind, *said)
    )
    definitions[node.path] = group
    return group


def _question(node: ModelNode, bind: Bind, control: Control | None) -> Question:
    if bind.type in _REFUSED_TYPES:
        raise NodeError(node.name, _REFUSED_TYPES[bind.type])
    if control is None:
        return Question(node.path, node.name, _hidden_type(bind), bind)
    kind = control.type or _input_type(node, bind)
    start, end, step = control.bounds
    return Question(
        node.path,
        node.name,
        kind,
        bind,
        control.words.appearance,
        control.words.label,
        control.words.hint,
        control.words.guidance,
        control.options,
        control.itemset,
        start,
        end,
        step,
    )


def _input_type(node: ModelNode, bind: Bind) -> QuestionType:
    kind = _TYPES.get(bind.type)
    if kind is None:
        raise NodeError(node.name, f"the type “{bind.type}” is not supported.")
    readonly = bind.readonly is not None and bind.readonly.text == "true()"
    return QuestionType.NOTE if kind is QuestionType.TEXT and readonly and bind.calculate is None else kind


def _hidden_type(bind: Bind) -> QuestionType:
    if bind.preload[0]:
        return QuestionType.METADATA
    return QuestionType.CALCULATE if bind.calculate is not None else QuestionType.HIDDEN


def _refuse_files(controls: Mapping[str, Control]) -> None:
    for path, control in controls.items():
        if "search(" in control.words.appearance.replace(" ", ""):
            raise NodeError(path.rpartition("/")[2], "choices from a file (`search()`) are not supported.")


def _check_targets(
    binds: Mapping[str, Bind],
    controls: Mapping[str, Control],
    actions: list[Action],
    definitions: Mapping[str, Definition],
) -> None:
    for path in [*binds, *controls, *(action.target for action in actions)]:
        if path not in definitions:
            raise NodeError(path.rpartition("/")[2], "it is described but not part of the form.")


def _secondary(element: Element) -> tuple[str, Cell]:
    name = element.get("id", "")
    if element.get("src") or len(element) == 0:
        raise QuestionSetError(f"The choices “{name}” come from a file beside the form, which is not supported.")
    top = Cell("", None)
    top.append(_static(element[0], top))
    return name, top


def _static(element: Element, parent: Cell) -> Cell:
    cell = Cell(tag(element), parent, None, (element.text or "").strip() if len(element) == 0 else "")
    for inner in element:
        cell.append(_static(inner, cell))
    return cell
