"""An interview that is being written, with all that stands beside it."""

from dataclasses import dataclass, field

from rhi_desktop.domain.child import Child
from rhi_desktop.domain.interview import Draft, Override
from rhi_desktop.domain.jotting import Jotting
from rhi_desktop.questions.session import Session
from rhi_desktop.services.amending import Amendment
from rhi_desktop.services.checking.checks import Background
from rhi_desktop.services.left_over import LeftOver
from rhi_desktop.services.translations import Translation


@dataclass(frozen=True, slots=True)
class Writing:
    """An interview that is being written; `recovered` where the draft was open when the program last ended.

    `background` is what is on record besides: the child's episodes and last report. `reasons` are those that were
    given at the check already. `translations` are the other languages that the questions are in;
    `left_over` are answers that these questions have no place for;
    `newer` is the version in use where this one is not; `amendment` what it answers, where it was submitted before.
    """

    draft: Draft
    child: Child
    session: Session
    recovered: bool = False
    background: Background = field(default_factory=Background)
    jottings: tuple[Jotting, ...] = ()
    reasons: tuple[Override, ...] = ()
    translations: tuple[Translation, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    newer: str = ""
    amendment: Amendment | None = None
