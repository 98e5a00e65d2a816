"""Where children go missing from and are found: a table, a map, and the register of places."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QSplitter, QWidget

from rhi_desktop.domain.counted import counted
from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.place import Place
from rhi_desktop.gui.cards import button
from rhi_desktop.gui.exporting import ExportButton
from rhi_desktop.gui.forms import say
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.pattern.map_widget import MapWidget
from rhi_desktop.gui.pattern.parts import Rows
from rhi_desktop.gui.pattern.place_form import PlaceForm
from rhi_desktop.gui.period_bar import YEAR, PeriodBar
from rhi_desktop.gui.scrolled import scrolling
from rhi_desktop.services.exporting import Exporting
from rhi_desktop.services.figures.figures import Figures
from rhi_desktop.services.intake.sheets import Spreadsheets
from rhi_desktop.services.pattern.coordinates import CoordinatesPlan, read_coordinates
from rhi_desktop.services.pattern.places import COLUMNS, Hotspot, Places, in_words, row, table
from rhi_desktop.services.tables import Table

_NARROW = 900
_TABLE, _MAP = 640, 560
_KEPT = "The place is kept."


class PlacesPage(QWidget):
    """Shows places; the one that is chosen can be put into the register, or changed there."""

    def __init__(
        self, places: Places, spreadsheets: Spreadsheets, figures: Figures, exporting: Exporting, jobs: Jobs
    ) -> None:
        super().__init__()
        self._places, self._spreadsheets, self._jobs = places, spreadsheets, jobs
        self.spots: tuple[Hotspot, ...] = ()
        self._register: dict[str, Filed[Place]] = {}
        self.plan: CoordinatesPlan | None = None
        self.period = PeriodBar(figures.today())
        self.period.kind.setCurrentIndex(YEAR)
        self.export = ExportButton(exporting, jobs, self._table)
        self.words, self.told = label("", "body"), label("", "notice")
        self.list, self.map, self.form = Rows(COLUMNS, "Places, the most frequent first"), MapWidget(), PlaceForm()
        self.take = button("Take them over", "primary", self._take)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._side = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()
        self._join()

    def refresh(self) -> None:
        """Read anew."""
        period = self.period.period
        self._jobs.store(self._places.register, self._registered)
        self._jobs.store(partial(self._places.hotspots, period), self._show)

    def bring(self) -> None:
        """Ask for a list of places with coordinates."""
        dialog = QFileDialog(self, "Import coordinates")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["Spreadsheets (*.csv *.xlsx)", "All files (*)"])
        if dialog.exec():
            self.bring_from(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def bring_from(self, file: Path) -> None:
        """Read a list, and say what it would do."""
        register = tuple(self._register.values())
        self._jobs.background(partial(read_coordinates, file, self._spreadsheets, register), self._planned)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the map below the table where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._split.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def choose(self, key: str) -> None:
        """Show a place in the form, and mark it on the map."""
        spot = next((one for one in self.spots if one.key == key), None)
        if spot is not None:
            self.map.choose(key)
            self.form.show_place(self._register.get(spot.record), spot.name, spot.district)

    def _registered(self, result: Result[tuple[Filed[Place], ...]]) -> None:
        if isinstance(result, Err):
            raise result.error
        self._register = {one.id: one for one in result.value}

    def _show(self, result: Result[tuple[Hotspot, ...]]) -> None:
        if isinstance(result, Err):
            raise result.error
        self.spots = result.value
        words = in_words(self.spots)
        self.words.setText(words)
        self.list.show_rows((one.key, row(one)) for one in self.spots)
        self.map.show_spots(self.spots, words)
        self.export.setEnabled(bool(self.spots))

    def _planned(self, result: Result[CoordinatesPlan]) -> None:
        if isinstance(result, Err):
            say(self.told, _sentence(result.error))
            return
        self.plan = result.value
        bad = [f"Row {one.number}, {one.column}: {one.reason}" for one in self.plan.bad[:5]]
        more = [f"And {len(self.plan.bad) - 5} more."] if len(self.plan.bad) > 5 else []
        say(self.told, "\n".join([self.plan.words, *bad, *more]))
        self.take.setVisible(bool(self.plan.places))

    def _take(self) -> None:
        if self.plan is not None:
            self._jobs.store(partial(self._places.save_all, self.plan.places), self._taken)
            self.plan = None
            self.take.hide()

    def _taken(self, result: Result[int]) -> None:
        said = (
            _sentence(result.error)
            if isinstance(result, Err)
            else f"{counted(result.value, 'place')} taken over into the register."
        )
        say(self.told, said)
        self.refresh()

    def _save(self, place: Place, record: str, head: str) -> None:
        self._jobs.store(partial(self._places.save, place, record, head), self._saved)

    def _saved(self, result: Result[Filed[Place]]) -> None:
        say(self.told, _sentence(result.error) if isinstance(result, Err) else _KEPT)
        if not isinstance(result, Err):
            self.refresh()

    def _table(self) -> Table | None:
        return table(self.spots, self.period.period)

    def _join(self) -> None:
        self.period.changed.connect(self.refresh)
        self.list.on_choice(self.choose)
        self.map.chosen.connect(self.choose)
        self.form.saved.connect(self._save)
        self.export.told.connect(lambda said: say(self.told, said))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.period)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(button("Import coordinates…", "", self.bring))
        foot.addStretch(1)
        foot.addWidget(self.export)
        side = QWidget()
        side.setLayout(self._side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.addWidget(self.map, 1)
        self._side.addWidget(self.form)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.list)
        self._split.addWidget(side)
        self._split.setSizes([_TABLE, _MAP])
        column = scrolling(self)
        column.addLayout(head)
        column.addLayout(foot)
        column.addWidget(self.words)
        column.addWidget(self.told)
        column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._split, 1)
        self.told.hide()
        self.take.hide()


def _sentence(error: Exception) -> str:
    if not isinstance(error, RhiError):
        raise error
    return str(error)
