"""All functions of expressions by name (XPath 1.0, section 4; OpenRosa XForms, "XPath functions")."""

from rhi_desktop.questions.function import Function, refused
from rhi_desktop.questions.functions_date import DATE_FUNCTIONS
from rhi_desktop.questions.functions_node import NODE_FUNCTIONS
from rhi_desktop.questions.functions_number import NUMBER_FUNCTIONS
from rhi_desktop.questions.functions_text import TEXT_FUNCTIONS

_REFUSED = {
    "pulldata": "it needs a file beside the form",
    "last-saved": "it needs an earlier submission on the same device",
    "area": "maps are not supported",
    "distance": "maps are not supported",
    "geofence": "maps are not supported",
    "intersects": "maps are not supported",
}

FUNCTIONS: dict[str, Function] = {
    **TEXT_FUNCTIONS,
    **NUMBER_FUNCTIONS,
    **DATE_FUNCTIONS,
    **NODE_FUNCTIONS,
    **{name: refused(name, reason) for name, reason in _REFUSED.items()},
}
