"""The way of the Tab key over a page: as the eye goes, also after questions have come between others."""

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from rhi_desktop.gui.interview.fields.field import Field

_LINE = 8


def follow_the_eye(page: QWidget) -> None:
    """Put what takes the keyboard in the order of lines, each from the left; within a field as the field has it."""
    places: dict[QWidget, tuple[int, int]] = {}
    stops = []
    for number, widget in enumerate(page.findChildren(QWidget)):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(page):
            continue
        unit = _unit(widget, page)
        if unit not in places:
            places[unit] = _place(unit, page)
        stops.append((places[unit], number, widget))
    stops.sort(key=lambda stop: stop[:2])
    for (_, _, before), (_, _, after) in pairwise(stops):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)


def _unit(widget: QWidget, page: QWidget) -> QWidget:
    around: QWidget | None = widget
    while around is not None and around is not page:
        if isinstance(around, Field):
            return around
        around = around.parentWidget()
    return widget


def _place(widget: QWidget, page: QWidget) -> tuple[int, int]:
    at = widget.mapTo(page, QPoint(0, 0))
    return at.y() // _LINE, at.x()
