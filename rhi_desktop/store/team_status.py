"""What the store can tell about the team: counts, refusals, alarms, departures."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, func, select, update

from rhi_desktop.domain.people import Permission
from rhi_desktop.domain.records import GENESIS, Kind
from rhi_desktop.services.desk_rows import Step
from rhi_desktop.services.syncing.ports import QUARANTINED, KeptAside
from rhi_desktop.services.syncing.team import Departure, Refusal, SyncStatus
from rhi_desktop.store import membership, posting, receiving, tables, team_tables

WORDS: Final[Mapping[str, str]] = {
    receiving.REWRITTEN: "A device has changed its own history ({about}). "
    "Speak to whoever has it, and to your IT desk.",
    receiving.REPEATED: "Something came that does not follow what came before it from a device ({about}). "
    "The hub or that device does not behave as it should: tell your IT desk.",
    "missing": "{about} messages that were sent have not come through the hub. If this stays, tell your IT desk.",
    "log_changed": "The hub's record of what was sent has changed. Tell your IT desk: somebody may be interfering.",
    "log_shorter": "The hub has lost what it once had. Nothing on this laptop is lost; tell your IT desk.",
    "other_hub": "This is not the hub that your team was set up with. Nothing was sent; tell your IT desk.",
    "split_log": "Two laptops of your team are shown different records by the hub. Tell your IT desk.",
    "forged": "Something came that nobody in your team has signed. It was not taken in; tell your IT desk.",
    "unfounded_order": "The hub says that this laptop was taken out of the team, but shows no order of a coordinator. "
    "Ring your coordinator.",
}


def status(connection: Connection) -> SyncStatus:
    """Return what is to be told about the exchange."""
    team = membership.read(connection)
    if team is None:
        return SyncStatus()
    interviews, others, at_hub = posting.waiting(connection)
    aside = _kept_aside(connection)
    return SyncStatus(
        standing=team.standing,
        role=team.role,
        interviews=interviews,
        others=others,
        at_hub=at_hub,
        refused=len(refusals(connection)),
        conflicts=_conflicts(connection, coordinator=team.role.may(Permission.KEEP_RULES)),
        held=sum(count for state, count in aside.items() if state != QUARANTINED),
        quarantined=aside.get(QUARANTINED, 0),
        last_sent=team.last_sent,
        last_heard=team.last_heard,
        trouble=team.trouble,
        alarms=alarms(connection),
    )


def _conflicts(connection: Connection, *, coordinator: bool) -> int:
    """Return in how many records somebody has to choose; what holds for the whole team is not for workers to."""
    clashing = select(func.count()).where(tables.record.c.clashes > 0)
    if not coordinator:
        clashing = clashing.where(tables.record.c.kind.not_in((Kind.QUESTION_SET, Kind.SETTING)))
    return int(connection.scalar(clashing) or 0)


def alarms(connection: Connection) -> tuple[str, ...]:
    """Return the alarms that nobody has dealt with, as sentences."""
    alarm = team_tables.alarm
    kept = connection.execute(select(alarm).where(alarm.c.dismissed == 0).order_by(alarm.c.number))
    told = [WORDS[row.code].format(about=row.about[:8]) for row in kept]
    missing = int(connection.scalar(select(func.count()).select_from(team_tables.missing)) or 0)
    return (*told, *([WORDS["missing"].format(about=missing)] if missing else []))


def dismiss(connection: Connection, sentence: str) -> None:
    """Put an alarm away by its sentence. Where the hub's log had changed, the one it shows now is begun with anew."""
    alarm = team_tables.alarm
    for row in connection.execute(select(alarm).where(alarm.c.dismissed == 0)).all():
        if WORDS[row.code].format(about=row.about[:8]) == sentence:
            connection.execute(update(alarm).where(alarm.c.number == row.number).values(dismissed=1))
            if row.code == "log_changed":
                membership.change(connection, cursor=0, log_size=0, log_root=GENESIS)


def refusals(connection: Connection) -> tuple[Refusal, ...]:
    """Return what was refused and nobody has decided on."""
    out, revision = team_tables.outgoing.c, tables.revision.c
    kept = (
        select(out.number, revision.record, revision.kind, out.refused, out.by, out.at)
        .join(tables.revision, revision.id == out.subject)
        .where(out.refused != "", out.by != posting.WITHDRAWN)
        .order_by(out.number)
    )
    return tuple(
        Refusal(row.number, row.record, Kind(row.kind), row.refused, row.by, row.at) for row in connection.execute(kept)
    )


def kept_aside(connection: Connection, why: str, limit: int) -> tuple[KeptAside, ...]:
    """Return envelopes that were kept aside, oldest first; all but the quarantine for an empty `why`."""
    columns = team_tables.arrived.c
    states = columns.state == why if why else columns.state != QUARANTINED
    kept = select(columns.id, columns.position, columns.state, columns.at, columns.content)
    kept = kept.where(columns.state != receiving.APPLIED, states).order_by(columns.position).limit(limit)
    return tuple(KeptAside(*row) for row in connection.execute(kept))


def departures(connection: Connection) -> tuple[Departure, ...]:
    """Return the cases that were taken off laptops, newest first. `member` is the device's id here."""
    kept = select(team_tables.departure).order_by(team_tables.departure.c.at.desc())
    return tuple(Departure(row.child, row.device, row.at, row.why, row.revisions) for row in connection.execute(kept))


def open_cases(connection: Connection) -> Mapping[str, int]:
    """Return how many referrals each member has that are not signed off."""
    row = tables.referral_row.c
    counted = select(row.worker, func.count()).where(row.worker != "", row.step < Step.DONE).group_by(row.worker)
    return {str(worker): int(count) for worker, count in connection.execute(counted)}


def _kept_aside(connection: Connection) -> dict[str, int]:
    columns = team_tables.arrived.c
    kept = select(columns.state, func.count()).where(columns.state != receiving.APPLIED).group_by(columns.state)
    return {str(state): int(count) for state, count in connection.execute(kept)}
