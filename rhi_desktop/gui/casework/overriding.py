"""A duration, or a night away, that somebody knows better than the times tell; each with its reason."""

from datetime import timedelta

from PySide6.QtWidgets import QComboBox, QLineEdit

from rhi_desktop.domain.checks import Problem
from rhi_desktop.domain.durations import read_minutes, time_words
from rhi_desktop.domain.episode import Episode
from rhi_desktop.gui.fields import Fields

_NIGHTS = (("", "As the times say"), ("yes", "Overnight"), ("no", "Not overnight"))
_NOT_A_SPAN = "Please give it like 26:30 or 26 hours 30 minutes, or leave it empty."


class OverrideFields:
    """Puts the four fields into a part of a form, and reads them."""

    def __init__(self, fields: Fields) -> None:
        self.night = QComboBox()
        for code, words in _NIGHTS:
            self.night.addItem(words, code)
        self.night_reason, self.span_reason = QLineEdit(), QLineEdit()
        self.span = QLineEdit(placeholderText="As the times say; else such as 26:30")
        self._kept: Episode = Episode(child="")
        fields.add("minutes", "Duration, if the times mislead", self.span)
        fields.add("minutes_reason", "Why the duration differs", self.span_reason, beside=True)
        fields.add("overnight", "Overnight, if the times mislead", self.night)
        fields.add("overnight_reason", "Why the night differs", self.night_reason, beside=True)

    def show_episode(self, episode: Episode) -> None:
        """Fill the fields."""
        self._kept = episode
        self.span.setText(self._shown(episode))
        self.span_reason.setText(episode.minutes_reason)
        self.night.setCurrentIndex(max(0, self.night.findData(episode.overnight)))
        self.night_reason.setText(episode.overnight_reason)

    def minutes(self) -> int | None:
        """Return the duration that was given; what was shown and not touched comes back to the minute."""
        untouched = self.span.text() == self._shown(self._kept)
        return self._kept.minutes if untouched else read_minutes(self.span.text())

    def overnight(self) -> str:
        """Return “yes”, “no”, or empty where the times decide."""
        return str(self.night.currentData())

    def reasons(self) -> tuple[str, str]:
        """Return the reasons for duration and night."""
        return self.span_reason.text().strip(), self.night_reason.text().strip()

    def unread(self) -> tuple[Problem, ...]:
        """Return what cannot be read."""
        return (Problem("minutes", _NOT_A_SPAN),) if self.span.text().strip() and self.minutes() is None else ()

    @staticmethod
    def _shown(episode: Episode) -> str:
        return "" if episode.minutes is None else time_words(timedelta(minutes=episode.minutes))
