"""Asks the store whether somebody was heard of before, behind what the worker is doing."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from rhi_desktop.domain.errors import RhiError
from rhi_desktop.domain.interview import Mention
from rhi_desktop.gui.jobs import Err, Jobs, Result
from rhi_desktop.services.recognising import Heard, Recognising


class Recogniser(QObject):
    """Suggests for one interview. `reading_asked` carries the earlier interview that the worker wants to look at."""

    reading_asked = Signal(str)

    def __init__(self, recognising: Recognising, jobs: Jobs, interview: str, parent: QObject) -> None:
        super().__init__(parent)
        self._recognising = recognising
        self._jobs = jobs
        self._interview = interview

    def ask(self, mentions: tuple[Mention, ...], done: Callable[[tuple[Heard, ...]], None]) -> None:
        """Look somebody up; `done` gets who it may be. A store that cannot be read suggests nobody."""

        def tell(result: Result[tuple[Heard, ...]]) -> None:
            if isinstance(result, Err):
                if not isinstance(result.error, RhiError):
                    raise result.error
                return
            done(result.value)

        self._jobs.store(lambda: self._recognising.heard(mentions, besides=self._interview), tell)
