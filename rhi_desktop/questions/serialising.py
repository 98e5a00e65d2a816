"""The instance as XML, irrelevant nodes left out."""

from xml.sax.saxutils import escape, quoteattr

from rhi_desktop.questions.cells import Cell
from rhi_desktop.questions.model import ModelNode


def serialise(root: Cell, model: ModelNode) -> str:
    """Return the serialised instance with the form's id and version."""
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in model.attributes)
    return _element(root, attributes)


def _element(cell: Cell, attributes: str = "") -> str:
    inner = (
        "".join(_element(child) for child in cell.children if child.relevant) if cell.children else escape(cell.shown)
    )
    return f"<{cell.name}{attributes}>{inner}</{cell.name}>" if inner else f"<{cell.name}{attributes}/>"
