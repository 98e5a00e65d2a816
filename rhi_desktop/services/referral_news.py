"""What was recorded about a referral since an instant: what an interview that is being written does not know yet."""

from datetime import datetime

from rhi_desktop.domain.attempt import Attempt
from rhi_desktop.domain.filed import Filed
from rhi_desktop.domain.interview import Interview
from rhi_desktop.domain.moments import Moment
from rhi_desktop.domain.records import Kind, parse_instant
from rhi_desktop.domain.referral import Referral
from rhi_desktop.services.filing import filed
from rhi_desktop.services.ports import Records
from rhi_desktop.services.prefilling import Known


def known_of(records: Records, referral: str, *, since: str = "", outcome: str = "") -> Known:
    """Return what is new since `since` (`instant_text`); without it, since the last interview that was submitted."""
    request = filed(records.get(Kind.REFERRAL, referral), Referral)
    after = parse_instant(since) if since else _last_submitted(records, referral)
    attempts = [filed(record, Attempt) for record in records.linked(Kind.ATTEMPT, referral)]
    new = [one.value for one in attempts if after is None or _made(records, one) > after]
    new.sort(key=lambda one: (Moment.parse(one.at).day, one.at))
    changed = after is None or request.at > after or not since
    return Known(tuple(new), request.value.arrangement if changed else None, outcome)


def _last_submitted(records: Records, referral: str) -> datetime | None:
    submitted = (filed(record, Interview).value.submitted for record in records.linked(Kind.INTERVIEW, referral))
    return max((parse_instant(one) for one in submitted), default=None)


def _made(records: Records, attempt: Filed[Attempt]) -> datetime:
    """Return when an attempt was first recorded: amending it later does not make it new."""
    return attempt.at if attempt.revisions == 1 else records.history(attempt.id)[0].at
