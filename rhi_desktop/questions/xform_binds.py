"""Reading the binds of an XForm."""

from xml.etree.ElementTree import Element

from rhi_desktop.domain.errors import QuestionSetError
from rhi_desktop.questions.compiler import Expression, compile_expression
from rhi_desktop.questions.definition import Bind
from rhi_desktop.questions.functions import FUNCTIONS
from rhi_desktop.questions.syntax import Binary, Call, ExpressionError, Negation, Path, Tree, chain
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
    if isinstance(tree, Call):
        own = FUNCTIONS[tree.name].refusal
        return own or next((found for found in map(_refusal, tree.arguments) if found), "")
    if isinstance(tree, Binary):
        first, others = chain(tree)
        return next((found for found in map(_refusal, [first, *(right for _, right in others)]) if found), "")
    if isinstance(tree, Negation):
        return _refusal(tree.operand)
    if isinstance(tree, Path):
        inner = [*tree.predicates, *(predicate for step in tree.steps for predicate in step.predicates)]
        if tree.start is not None and not isinstance(tree.start, str):
            inner.append(tree.start)
        return next((found for found in map(_refusal, inner) if found), "")
    return ""
