"""Reading the binds of an XForm."""

from xml.etree.ElementTree import Element

from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.questions.compiler import Expression, compile_expression
from rhi_desktop.questions.definition import Bind
from rhi_desktop.questions.functions import FUNCTIONS
from rhi_desktop.questions.syntax import Call, ExpressionError, Tree, walk
from rhi_desktop.questions.xform_texts import Translations, read_reference

JAVAROSA = "{http://openrosa.org/javarosa}"
RHI = "{https://rhi-desktop.org/xforms}"


class NodeError(QuestionSetError):
    """A fault of one node; `node` is its name, by which the row of the workbook is found."""

    def __init__(self, node: str, reason: str) -> None:
        super().__init__(f"“{node}”: {reason}")
        self.node = node


def read_bind(element: Element, path: str, translations: Translations) -> Bind:
    """Return a bind. Raises NodeError where an expression cannot be read."""
    name = path.rpartition("/")[2]

    def read(attribute: str) -> Expression | None:
        return read_expression(element.get(attribute), name, attribute)

    return Bind(
        type=(element.get("type") or "string").rpartition(":")[2],
        relevant=read("relevant"),
        required=read("required"),
        readonly=read("readonly"),
        constraint=read("constraint"),
        calculate=read("calculate"),
        constraint_message=read_reference(element.get(f"{JAVAROSA}constraintMsg", ""), translations),
        required_message=read_reference(element.get(f"{JAVAROSA}requiredMsg", ""), translations),
        preload=(element.get(f"{JAVAROSA}preload", ""), element.get(f"{JAVAROSA}preloadParams", "")),
        concept=element.get(f"{RHI}concept") or None,
        print_label=element.get(f"{RHI}print") or None,
        urgent=frozenset((element.get(f"{RHI}urgent") or "").split()),
    )


def read_expression(text: str | None, node: str, what: str) -> Expression | None:
    """Return an expression, None for no or an empty text. Raises NodeError in words."""
    if text is None or not text.strip():
        return None
    try:
        expression = compile_expression(text.strip())
    except ExpressionError as error:
        raise NodeError(node, f"{what} cannot be read: {error}.") from error
    refusal = _refusal(expression.tree)
    if refusal:
        raise NodeError(node, f"{what}: {refusal}.")
    return expression


def _refusal(tree: Tree) -> str:
    """Return why a function in the tree is not supported, empty where all are."""
    calls = (part for part in walk(tree) if isinstance(part, Call))
    return next((refusal for call in calls if (refusal := FUNCTIONS[call.name].refusal)), "")
