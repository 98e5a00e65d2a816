"""Which domain value the body of each kind of record is read into."""

from collections.abc import Mapping
from typing import Final

import msgspec

from rhi_desktop.domain.action import Action
from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.bodies import from_body
from rhi_desktop.domain.child import Child
from rhi_desktop.domain.draw import Draw
from rhi_desktop.domain.duplicate import Duplicate
from rhi_desktop.domain.episode import Episode
from rhi_desktop.domain.interview import Interview
from rhi_desktop.domain.people import Member, QuestionSet, Setting
from rhi_desktop.domain.place import Place
from rhi_desktop.domain.records import Body, Kind
from rhi_desktop.domain.referral import Referral
from rhi_desktop.domain.review import Review
from rhi_desktop.domain.scorecard import ClosedMonth
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.domain.stated_times import times_can_be_read
from rhi_desktop.domain.supervision import Supervision
from rhi_desktop.domain.survey import Survey

SHAPES: Final[Mapping[Kind, type]] = {
    Kind.CHILD: Child,
    Kind.EPISODE: Episode,
    Kind.REFERRAL: Referral,
    Kind.INTERVIEW: Interview,
    Kind.ACTION: Action,
    Kind.ATTEMPT: Attempt,
    Kind.SHARING: Sharing,
    Kind.MEMBER: Member,
    Kind.QUESTION_SET: QuestionSet,
    Kind.SETTING: Setting,
    Kind.REVIEW: Review,
    Kind.SECOND_REVIEW: Review,
    Kind.SUPERVISION: Supervision,
    Kind.PLACE: Place,
    Kind.SCORECARD: ClosedMonth,
    Kind.SURVEY: Survey,
    Kind.DRAW: Draw,
    Kind.DUPLICATE: Duplicate,
}


def is_readable(kind: Kind, body: Body) -> bool:
    """Whether a body from elsewhere can be read as what it says to be, and each time in it is one."""
    try:
        from_body(body, SHAPES[kind])
    except (msgspec.ValidationError, TypeError, ValueError):
        return False
    return times_can_be_read(kind, body)
