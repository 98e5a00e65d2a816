"""Importing notifications: choose a file, say which column is which, see what each row becomes, import."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.gui.intake.columns_page import ColumnsPage
from rhi_desktop.gui.intake.parts import act
from rhi_desktop.gui.intake.plan_page import PlanPage
from rhi_desktop.gui.intake.watched import Watched
from rhi_desktop.gui.intake.wording import summary
from rhi_desktop.gui.jobs import Jobs, Ok, Result
from rhi_desktop.gui.labels import label
from rhi_desktop.gui.scrolled import Scrolled
from rhi_desktop.gui.theme import SPACE
from rhi_desktop.services.intake.intake import Intake, Opened
from rhi_desktop.services.intake.mapping import Preview
from rhi_desktop.services.intake.plan import Decision, Outcome, Plan

T = TypeVar("T")
_WELCOME = (
    "Choose a spreadsheet of police notifications, or a tracker: .csv or .xlsx. Nothing is written before you have "
    "seen what each row becomes. The same file may be imported again: what is on record already stays as it is."
)
_AFTER = (
    "The spreadsheet itself lies outside the encrypted store. Delete it, or move it where only those may read it "
    "who must, once everything in it is imported."
)


class IntakeView(QWidget):
    """Leads through an import. `left` where one goes back to the worklist."""

    left = Signal()

    def __init__(self, intake: Intake, jobs: Jobs, write: Callable[[Path, bytes], None]) -> None:
        super().__init__()
        self._intake, self._jobs, self._write = intake, jobs, write
        self._opened: Opened | None = None
        self._preview: Preview | None = None
        self._plan: Plan | None = None
        self._watched: Watched | None = None
        self._told = label("", "body")
        self._start = self._start_page()
        self.columns, self.rows = ColumnsPage(), PlanPage()
        self.pages = QStackedWidget()
        for page in (self._start, self.columns, self.rows):
            self.pages.addWidget(page)
        self.said = label("", "error")
        self.progress = QProgressBar(textVisible=False)
        self.progress.setAccessibleName("How much is done")
        self.choose, self.look = act("Choose a file…", "primary"), act("See what each row becomes", "primary")
        self.go, self.mend = act("Import", "primary"), act("Save the rows to mend…")
        self.back, self.stop = act("Back", "quiet"), act("Stop")
        self._lay_out()
        self._join()
        self._turn(self._start)

    @property
    def plan(self) -> Plan | None:
        """What is going to be imported, None where no file was looked into."""
        return self._plan

    def begin(self) -> None:
        """Begin anew, unless an import is under way."""
        if self._watched is None and self.pages.currentWidget() is self._start:
            self._told.setText(_WELCOME)
            self.choose.setFocus()

    def ask_file(self) -> None:
        """Ask which file is to be imported."""
        dialog = QFileDialog(self, "Import notifications")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["Spreadsheets (*.xlsx *.csv)", "All files (*)"])
        if dialog.exec():
            self.open(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def open(self, file: Path) -> None:
        """Look into a file."""
        self._run(lambda _watched: self._intake.open(file), self._looked_into)

    def see_plan(self) -> None:
        """Say what becomes of each row."""
        opened, preview, mapping = self._opened, self._preview, self.columns.mapping()
        if opened is None or preview is None or mapping is None:
            return

        def plan(watched: Watched) -> Plan:
            if mapping != preview.mapping:
                self._intake.keep_mapping(preview, mapping)
            return self._intake.plan(opened, mapping, progress=watched)

        self._run(plan, self._planned)

    def decide(self, row: int, decision: Decision) -> None:
        """Take a person's word on a row, and plan anew."""
        plan = self._plan
        if plan is not None:
            decisions = {**plan.decisions, row: decision}
            self._run(lambda _watched: self._intake.decide(plan, decisions), self._planned)

    def import_rows(self) -> None:
        """Write what the plan says, all of it or nothing."""
        plan = self._plan
        if plan is not None:
            self._run(lambda watched: self._intake.commit(plan, progress=watched), self._imported)

    def ask_where(self) -> None:
        """Ask where the rows to mend go."""
        dialog = QFileDialog(self, "Save the rows to mend")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Excel (*.xlsx)", "CSV (*.csv)"])
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile("rows-to-mend.xlsx")
        if dialog.exec():
            self.save_rows(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def save_rows(self, file: Path) -> None:
        """Write the rows that are not imported, with what is to be mended, readable by their owner alone."""
        plan = self._plan
        if plan is not None:
            self._run(
                lambda _watched: self._write(file, self._intake.rows_to_mend(plan, file.suffix.lower())),
                lambda _none: self._say("Saved. Mend the rows in the spreadsheet and import it again."),
            )

    def _run(self, work: Callable[[Watched], T], done: Callable[[T], None]) -> None:
        """Do work on the store's lane with a bar to watch; one piece of work at a time."""
        if self._watched is not None:
            return
        self._say("")
        watched = self._watched = Watched(self)
        watched.progressed.connect(self.progress.setValue)
        self._show_working(working=True)
        self._jobs.store(lambda: work(watched), partial(self._ran, done))

    def _ran(self, done: Callable[[T], None], result: Result[T]) -> None:
        if self._watched is not None:
            self._watched.deleteLater()
        self._watched = None
        self._show_working(working=False)
        if isinstance(result, Ok):
            done(result.value)
        elif isinstance(result.error, RhiError):
            self._say(str(result.error))
        else:
            raise result.error

    def _looked_into(self, opened: Opened) -> None:
        self._opened = opened
        self._turn_sheet(opened.best)

    def _turn_sheet(self, preview: Preview) -> None:
        opened = self._opened
        if opened is not None:
            self._preview = preview
            self.columns.show_preview(opened.previews, preview)
            self._turn(self.columns)
            self.columns.take_focus()

    def _look_elsewhere(self, sheet: str, header_row: int) -> None:
        opened = self._opened
        if opened is None:
            return
        found = next((one for one in opened.previews if one.sheet == sheet), None)
        if header_row == 0 and found is not None:
            self._turn_sheet(found)
        elif header_row:
            self._run(lambda _watched: self._intake.preview(opened, sheet, header_row), self._turn_sheet)

    def _planned(self, plan: Plan) -> None:
        self._plan = plan
        self.rows.show_plan(plan)
        self._turn(self.rows)
        self.rows.take_focus()

    def _imported(self, outcome: Outcome) -> None:
        self._told.setText(f"Imported. {summary(outcome.counts)}\n\n{_AFTER}")
        self._opened = self._preview = self._plan = None
        self.rows.clear()
        self._turn(self._start)
        self.back.setFocus()

    def _step_back(self) -> None:
        shown = self.pages.currentWidget()
        if shown is self.rows:
            self._turn(self.columns)
        elif shown is self.columns:
            self._told.setText(_WELCOME)
            self._turn(self._start)
        else:
            self.left.emit()

    def _turn(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self._show_working(working=False)

    def _show_working(self, *, working: bool) -> None:
        """Show the buttons of the page, or the bar and the way to stop while something is under way."""
        shown, plan = self.pages.currentWidget(), self._plan
        for button, page in ((self.choose, self._start), (self.look, self.columns), (self.go, self.rows)):
            button.setVisible(shown is page and not working)
        outside = plan is not None and bool(plan.not_imported)
        self.mend.setVisible(shown is self.rows and outside and not working)
        self.go.setEnabled(plan is not None and plan.counts.imported > plan.counts.unchanged)
        self.back.setVisible(not working)
        self.progress.setVisible(working)
        self.stop.setVisible(working)
        self.pages.setEnabled(not working)
        if working:
            self.progress.setValue(0)
            self.stop.setFocus()

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _start_page(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE[2])
        column.addWidget(label("Import notifications", "title"))
        self._told.setText(_WELCOME)
        column.addWidget(self._told)
        return Scrolled(content)

    def _lay_out(self) -> None:
        foot = QWidget()
        foot.setProperty("role", "foot")
        rows = QVBoxLayout(foot)
        rows.setContentsMargins(SPACE[5], SPACE[1], SPACE[5], SPACE[1])
        rows.addWidget(self.said)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE[2])
        for button in (self.choose, self.look, self.go, self.mend, self.stop, self.back):
            buttons.addWidget(button)
        buttons.addWidget(self.progress, 1)
        buttons.addStretch(1)
        rows.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addWidget(foot)
        self._say("")

    def _join(self) -> None:
        self.choose.clicked.connect(self.ask_file)
        self.look.clicked.connect(self.see_plan)
        self.go.clicked.connect(self.import_rows)
        self.mend.clicked.connect(self.ask_where)
        self.back.clicked.connect(self._step_back)
        self.stop.clicked.connect(lambda: self._watched.stop() if self._watched is not None else None)
        self.columns.turned.connect(self._look_elsewhere)
        self.rows.decided.connect(self.decide)
