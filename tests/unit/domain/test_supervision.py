"""When the next talk is due."""

from datetime import date

from rhi_desktop.domain.supervision import Supervision


def test_a_talk_is_due_when_it_was_agreed_and_else_after_four_weeks() -> None:
    said = {"worker": "w", "by": "c", "on": "2026-11-02", "talked": "Words."}
    assert Supervision(**said).due == date(2026, 11, 30)
    assert Supervision(**said, next="2026-11-16").due == date(2026, 11, 16)
