"""The store as the exchange sees it (`syncing.ports.SyncStore`): each call is one transaction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, select, update

from rhi_desktop.domain.audience import CASE
from rhi_desktop.domain.people import Permission, Role
from rhi_desktop.domain.records import Change, Kind, instant_text
from rhi_desktop.services.syncing.ports import (
    QUARANTINED,
    Alarm,
    Bundle,
    Heard,
    KeptAside,
    Membership,
    Outcome,
    OwnKeys,
    Parcel,
    ParcelKind,
    Place,
    Posted,
    RawStatement,
)
from rhi_desktop.services.syncing.team import Departure, Fate, Refusal, SyncStatus, TeamProblem
from rhi_desktop.store import (
    bundling,
    commit,
    departing,
    identity,
    membership,
    outgoing,
    posting,
    receiving,
    tables,
    team_status,
    team_tables,
)
from rhi_desktop.store.duplicates import are_shown
from rhi_desktop.store.identity import Identity
from rhi_desktop.store.standing import body_of
from rhi_desktop.store.transactions import reading, writing, writing_much


class SqlTeam:
    """See `SyncStore`. `renew` replaces the backups: called after a case has been taken off, which they still hold."""

    def __init__(
        self,
        engine: Engine,
        owner: Identity,
        clock: Callable[[], datetime],
        renew: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._owner = owner
        self._renew = renew

    def membership(self) -> Membership | None:
        """Return the team."""
        with reading(self._engine) as connection:
            return membership.read(connection)

    def own_keys(self) -> OwnKeys:
        """Return the keys of this laptop."""
        owner = self._owner
        return OwnKeys(owner.member, owner.device, owner.signing, owner.sealing)

    def enter(self, entered: Membership, statements: Sequence[RawStatement], keys: Mapping[int, bytes]) -> None:
        """Belong to a team; all that is here is to be sent."""
        with writing_much(self._engine) as connection:
            self._take_role(connection, entered.role)
            membership.keep(connection, entered)
            membership.add_statements(connection, statements)
            membership.add_keys(connection, keys)
            member = identity.read(connection).member
            outgoing.queue_all(connection, member, rules=entered.role.may(Permission.KEEP_RULES))

    def keep_membership(self, changed: Membership) -> None:
        """Keep what has changed about the team."""
        with writing(self._engine) as connection:
            membership.keep(connection, changed)

    def statements(self) -> tuple[RawStatement, ...]:
        """Return the directory's statements."""
        with reading(self._engine) as connection:
            return membership.read_statements(connection)

    def team_keys(self) -> Mapping[int, bytes]:
        """Return the team's private keys."""
        with reading(self._engine) as connection:
            return membership.read_keys(connection)

    def say(
        self, statements: Sequence[RawStatement], keys: Mapping[int, bytes], parcels: Sequence[tuple[str, Parcel]]
    ) -> None:
        """Keep statements and keys, and put what is to be told into the outbox."""
        with writing(self._engine) as connection:
            membership.add_statements(connection, statements)
            membership.add_keys(connection, keys)
            outgoing.add_parcels(connection, parcels)

    def grant(self, member: str, device: str) -> None:
        """Send a device the cases of its member."""
        with writing(self._engine) as connection:
            now = self._clock()
            children = [one for one in _children(connection) if member in outgoing.members_of(connection, one, now)]
            outgoing.add(connection, [(outgoing.CASE_OF, child, device) for child in children])
            shared = select(tables.record.c.id, tables.revision.c.id.label("revision"))
            shared = shared.join(tables.revision, tables.revision.c.record == tables.record.c.id)
            for_all = shared.where(tables.record.c.kind.in_((Kind.MEMBER, Kind.SETTING)))
            outgoing.add(connection, [("revision", row.revision, device) for row in connection.execute(for_all)])

    def grant_everything(self, device: str) -> None:
        """Send a device all there is."""
        with writing(self._engine) as connection:
            outgoing.add_parcels(connection, [(device, Parcel(ParcelKind.GRANTED, b""))])
            outgoing.add(connection, [(outgoing.ALL, "", device)])

    def bundles(self) -> tuple[Bundle, ...]:
        """Return what is to be sealed next."""
        with writing(self._engine) as connection:
            return bundling.bundles(connection, self._clock(), self._owner.member)

    def drop(self, numbers: Sequence[int]) -> None:
        """Take rows out of the outbox."""
        with writing(self._engine) as connection:
            outgoing.drop(connection, numbers)

    def places(self, readers: Sequence[str]) -> tuple[Place, Mapping[str, Place]]:
        """Return the newest envelope, and the newest for each reader."""
        with reading(self._engine) as connection:
            return posting.places(connection, readers)

    def post(self, posted: Sequence[Posted]) -> None:
        """Keep sealed envelopes."""
        with writing(self._engine) as connection:
            posting.post(connection, posted)

    def unsent(self, most: int, size: int) -> tuple[bytes, ...]:
        """Return envelopes that the hub is not known to have."""
        with reading(self._engine) as connection:
            return posting.unsent(connection, most, size)

    def answered(self, outcomes: Sequence[Outcome], at: datetime) -> None:
        """Note what the hub said."""
        with writing(self._engine) as connection:
            team = self._team(connection)
            coordinator = team.role.coordinates
            posting.answered(connection, outcomes, instant_text(at), coordinator=coordinator)
            if any(one.taken for one in outcomes):
                membership.change(connection, last_sent=instant_text(at))

    def refuse(self, numbers: Sequence[int], why: str, at: datetime) -> None:
        """Note that rows of the outbox cannot be sent."""
        with writing(self._engine) as connection:
            posting.refuse_rows(connection, numbers, why, instant_text(at))

    def hub_holds(self, counter: int, tip: str) -> bool:
        """Whether this is an envelope of ours."""
        with writing(self._engine) as connection:
            return posting.hub_holds(connection, counter, tip)

    def take_in(self, heard: Heard, at: datetime) -> None:
        """Keep what a page brought."""
        with writing(self._engine) as connection:
            taking = receiving.Receiving(connection, self.own_keys(), self._team(connection), instant_text(at))
            taking.take(heard)

    def kept_aside(self, why: str, limit: int) -> tuple[KeptAside, ...]:
        """Return envelopes that were kept aside."""
        with reading(self._engine) as connection:
            return team_status.kept_aside(connection, why, limit)

    def alarmed(self, alarm: Alarm, at: datetime) -> None:
        """Keep an alarm once."""
        with writing(self._engine) as connection:
            receiving.alarmed(connection, alarm, instant_text(at))

    def let_go(self, at: datetime, days: int) -> int:
        """Take off the cases that are needed here no more."""
        with writing(self._engine) as connection:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
            team = membership.read(connection)
            if team is None or team.role.reads_all:
                return 0
            gone = departing.let_go(connection, self.own_keys(), at, days)
        if gone:
            self._renew()
        return len(gone)

    def invite(self, code: str, name: str, role: Role, member: str, until: str) -> None:
        """Remember whom an invitation is for."""
        with writing(self._engine) as connection:
            membership.invite(connection, code, name, role, member, until)

    def invited(self, code: str) -> tuple[str, Role, str] | None:
        """Return whom an invitation is for."""
        with reading(self._engine) as connection:
            return membership.invited(connection, code)

    def require_no_work(self) -> None:
        """Raise TeamProblem where there is work here."""
        with reading(self._engine) as connection:
            _require_no_work(connection)

    def adopt_member(self, member: str) -> None:
        """Make this laptop a further device of a member."""
        with writing(self._engine) as connection:
            _require_no_work(connection)
            connection.execute(update(tables.identity).values(member=member))

    def last_of(self, device: str) -> int:
        """Return the counter of the newest envelope of a device."""
        with reading(self._engine) as connection:
            return receiving.last_of(connection, device)

    def open_cases(self) -> Mapping[str, int]:
        """Return how many open referrals each member has."""
        with reading(self._engine) as connection:
            return team_status.open_cases(connection)

    def status(self) -> SyncStatus:
        """Return what is to be told about the exchange."""
        with reading(self._engine) as connection:
            return team_status.status(connection)

    def fate(self, record: str) -> Fate:
        """Return what became of a record's newest revision."""
        with reading(self._engine) as connection:
            return posting.fate(connection, record)

    def taken_at(self, record: str) -> str:
        """Return when the hub took a record's newest revision."""
        with reading(self._engine) as connection:
            return posting.taken_at(connection, record)

    def refusals(self) -> tuple[Refusal, ...]:
        """Return what was refused."""
        with reading(self._engine) as connection:
            return team_status.refusals(connection)

    def retry(self, number: int) -> None:
        """Send something refused again."""
        with writing(self._engine) as connection:
            posting.retry(connection, number)

    def withdraw(self, number: int) -> None:
        """Send something refused no more."""
        with writing(self._engine) as connection:
            posting.withdraw(connection, number)

    def quarantine(self) -> tuple[KeptAside, ...]:
        """Return the envelopes of the quarantine."""
        return self.kept_aside(QUARANTINED, 1000)

    def leave_out(self, envelope: str) -> None:
        """Forget an envelope of the quarantine; that it came stays noted."""
        with writing(self._engine) as connection:
            columns = team_tables.arrived.c
            left = update(team_tables.arrived).where(columns.id == envelope, columns.state == QUARANTINED)
            connection.execute(left.values(state=receiving.APPLIED, content=b""))

    def departures(self) -> tuple[Departure, ...]:
        """Return the cases that were taken off laptops."""
        with reading(self._engine) as connection:
            return team_status.departures(connection)

    def dismiss(self, alarm: str) -> None:
        """Put an alarm away."""
        with writing(self._engine) as connection:
            team_status.dismiss(connection, alarm)

    def _take_role(self, connection: Connection, role: Role) -> None:
        """Put on the member's own record what the coordinators certified them for."""
        record = tables.record.c
        joined = tables.record.join(tables.revision, tables.revision.c.id == record.head)
        kept = select(record.token, record.merged, tables.revision.c.content).select_from(joined)
        owner = self._owner
        if identity.read(connection).member != owner.member:  # a further device was founded under another name
            return
        row = connection.execute(kept.where(record.id == owner.member)).one_or_none()
        body = body_of(row.content, row.merged) if row is not None else {}
        if row is not None and body.get("role") != role.text:
            change = Change(owner.member, Kind.MEMBER, {**body, "role": role.text}, (row.token,))
            commit.write(connection, [change], owner, self._clock())

    def _team(self, connection: Connection) -> Membership:
        team = membership.read(connection)
        if team is None:
            raise TeamProblem("This laptop belongs to no team.")
        return team


def _require_no_work(connection: Connection) -> None:
    revision = tables.revision.c
    own = select(tables.identity.c.device).scalar_subquery()
    written = select(revision.id).where(revision.device == own, revision.kind.in_(sorted(CASE))).limit(1)
    if connection.execute(written).first() is not None:
        raise TeamProblem(
            "There is work on this laptop already, under another name. Create a new workspace, and join with that."
        )


def _children(connection: Connection) -> list[str]:
    """Return the children here, each once."""
    child = tables.child_row.c.child
    return list(connection.scalars(select(child).where(are_shown(child))))
