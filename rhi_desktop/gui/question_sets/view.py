"""The questions: their versions and translations, bringing in changed ones, and moving interviews to them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.people import QuestionSet
from rhi_desktop.gui.jobs import Jobs, Ok, Result
from rhi_desktop.gui.question_sets.overview_page import OverviewPage
from rhi_desktop.gui.question_sets.preview_page import PreviewPage
from rhi_desktop.gui.question_sets.words import QUESTIONS, SetWords, move_page, preview_page
from rhi_desktop.services.set_changes import DraftMove, Overview, SetChanges, SetPreview

T = TypeVar("T")
Read = Callable[[Path], QuestionSet]
Write = Callable[[Path, bytes], None]
_READING = "Reading the workbook. This takes a few seconds."
_MOVED = "The interview is on the questions in use now. Nothing in it is lost."
_ABOUT_SET = "Instead of version {before}. Nothing happens until you confirm it."
_ABOUT_MOVE = "From version {version} to the questions in use. Nothing happens until you confirm it."


class QuestionSetsView(QWidget):
    """Leads from the overview to a preview and back. `read` reads a file without the store, `write` writes one."""

    def __init__(self, changes: SetChanges, jobs: Jobs, read: Read, write: Write, words: SetWords = QUESTIONS) -> None:
        super().__init__()
        self._words = words
        self._changes, self._jobs, self._read, self._write = changes, jobs, read, write
        self._step: Callable[[], None] | None = None
        self.overview, self.preview = OverviewPage(words), PreviewPage()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.overview)
        self._stack.addWidget(self.preview)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._stack)
        self._join()

    @property
    def previewing(self) -> bool:
        """Whether a step is shown that has not been taken."""
        return self._stack.currentWidget() is self.preview

    def refresh(self) -> None:
        """Read the overview anew, unless a preview is being read."""
        if not self.previewing:
            self._jobs.store(self._changes.overview, self._show_overview)

    def bring(self) -> None:
        """Ask for a workbook."""
        dialog = QFileDialog(self, f"Bring in changed {self._words.title.lower()}")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["Question sets (*.xlsx *.xls *.csv *.md)", "All files (*)"])
        if dialog.exec():
            self.bring_from(Path(dialog.selectedFiles()[0]))
        dialog.deleteLater()

    def bring_from(self, file: Path) -> None:
        """Read a workbook, and show what it would change."""
        self._busy(_READING)
        self._jobs.background(partial(self._read, file), self._preview_read)

    def see_shipped(self) -> None:
        """Show what the program's own questions would change."""
        self._busy(_READING)
        self._jobs.background(self._changes.read_shipped, self._preview_read)

    def see_again(self, version: str) -> None:
        """Show what going back to an earlier version would change."""
        self._jobs.store(lambda: self._changes.preview(self._changes.kept(version)), self._show_preview)

    def see_move(self, interview: str) -> None:
        """Show what becomes of one interview when it is moved."""
        self._jobs.store(partial(self._changes.preview_move, interview), self._show_move)

    def save(self, version: str) -> None:
        """Ask where a workbook goes."""
        self._jobs.store(partial(self._changes.workbook, version), self._choose_place)

    def save_to(self, path: Path, content: bytes) -> None:
        """Write a workbook there, and say so."""
        said = f"Saved as {path.name}. Change it there, give it a version of its own, and bring it in."
        self._jobs.background(partial(self._write, path, content), self._told(said))

    def leave(self) -> None:
        """Go back to the overview; nothing has happened."""
        self._step = None
        self.preview.clear()
        self._stack.setCurrentWidget(self.overview)
        self.refresh()

    def _join(self) -> None:
        self.overview.brought.connect(self.bring)
        self.overview.shipped.connect(self.see_shipped)
        self.overview.saved.connect(self.save)
        self.overview.again.connect(self.see_again)
        self.overview.moved.connect(self.see_move)
        self.overview.checked.connect(self._check)
        self.preview.confirmed.connect(self._take)
        self.preview.left.connect(self.leave)

    def _busy(self, words: str) -> None:
        self.overview.tell(words)
        self.overview.set_busy(busy=True)

    def _show_overview(self, result: Result[Overview]) -> None:
        if isinstance(result, Ok):
            self.overview.show_overview(result.value)
        else:
            self._failed(result.error)

    def _preview_read(self, result: Result[QuestionSet]) -> None:
        if isinstance(result, Ok):
            self._jobs.store(partial(self._changes.preview, result.value), self._show_preview)
        else:
            self._failed(result.error)

    def _show_preview(self, result: Result[SetPreview]) -> None:
        self.overview.set_busy(busy=False)
        if not isinstance(result, Ok):
            self._failed(result.error)
            return
        preview = result.value
        chosen = preview.chosen
        self._turn(partial(self._adopt, chosen))
        self.preview.show_words(
            f"{chosen.title}, version {chosen.version}",
            _ABOUT_SET.format(before=preview.before),
            preview_page(preview),
            "Use these for new interviews",
        )

    def _show_move(self, result: Result[DraftMove]) -> None:
        if not isinstance(result, Ok):
            self._failed(result.error)
            return
        moved = result.value
        self._turn(partial(self._move, moved.interview))
        self.preview.show_words(
            f"Interview with {moved.called}",
            _ABOUT_MOVE.format(version=moved.version),
            move_page(moved),
            "Move this interview",
        )

    def _turn(self, step: Callable[[], None]) -> None:
        self._step = step
        self.overview.tell("")
        self.preview.confirm.setEnabled(True)
        self._stack.setCurrentWidget(self.preview)

    def _take(self) -> None:
        if self._step is not None:
            self.preview.confirm.setEnabled(False)
            self._step()

    def _adopt(self, chosen: QuestionSet) -> None:
        said = self._words.taken_up.format(version=chosen.version)
        self._jobs.store(partial(self._changes.adopt, chosen), self._taken(said))

    def _move(self, interview: str) -> None:
        self._jobs.store(partial(self._changes.move, interview), self._taken(_MOVED))

    def _taken(self, said: str) -> Callable[[Result[T]], None]:
        def done(result: Result[T]) -> None:
            if isinstance(result, Ok):
                self.leave()
                self.overview.tell(said)
                return
            self.preview.confirm.setEnabled(True)
            self.preview.tell(_sentence(result.error))

        return done

    def _check(self, language: str, found_good: bool) -> None:
        check = partial(self._changes.check_translation, language, found_good=found_good)
        self._jobs.store(check, self._told(""))
        self.refresh()

    def _told(self, said: str) -> Callable[[Result[T]], None]:
        def done(result: Result[T]) -> None:
            if isinstance(result, Ok):
                self.overview.tell(said)
            else:
                self._failed(result.error)

        return done

    def _choose_place(self, result: Result[bytes]) -> None:
        if not isinstance(result, Ok):
            self._failed(result.error)
            return
        dialog = QFileDialog(self, "Save as a workbook")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Excel workbook (*.xlsx)")
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile("questions.xlsx")
        if dialog.exec():
            self.save_to(Path(dialog.selectedFiles()[0]), result.value)
        dialog.deleteLater()

    def _failed(self, error: Exception) -> None:
        self.overview.set_busy(busy=False)
        self.overview.tell(_sentence(error))


def _sentence(error: Exception) -> str:
    if not isinstance(error, RhiError):
        raise error
    return str(error)
