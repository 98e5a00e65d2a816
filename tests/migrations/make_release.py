"""Makes the archived store of a release: `python -m tests.migrations.make_release` writes `releases/VERSION.db`.

Run it once, when a release is made, with that release's program; never again for an old one.
"""

from datetime import timedelta
from pathlib import Path

import rhi_desktop
from rhi_desktop.domain.answers import AnswerState, Delta, Entry
from rhi_desktop.domain.interview import Mention, MentionKind, Override
from rhi_desktop.domain.referral import TriageLevel
from rhi_desktop.services.ports import AuditAct
from rhi_desktop.store.sql_store import SqlStore
from tests.builders import (
    NOON,
    Clock,
    a_change,
    a_child,
    a_draft,
    a_jotting,
    a_referral,
    a_triage,
    an_action,
    an_attempt,
    an_episode,
    an_interview,
    answered,
)
from tests.store.engines import encrypted, upgrade

RELEASES = Path(__file__).parent / "releases"


def make(path: Path) -> None:
    """Write a store with a little of everything."""
    engine = encrypted(path)
    upgrade(engine)
    store = SqlStore.found(engine, "Sam Invented", Clock())
    child = a_change(a_child(name="Nguyễn Thị Đào", preferred_name="Daisy", alerts=("Do not disclose address",)))
    episode = a_change(an_episode(child.record))
    about = {"episodes": (episode.record,), "triage": a_triage(TriageLevel.RED)}
    referrals = [a_change(a_referral(child.record, source=name, **about)) for name in "ABC"]
    attempt = a_change(an_attempt(child.record, referrals[2].record))
    (filed, *_) = store.commit([child, episode, *referrals, attempt])
    amended = a_child(name="Nguyễn Thị Đào", preferred_name="Daisy", reference="RHI-0002")
    store.commit([a_change(amended, filed.head, record=child.record)])
    mentions = (Mention(MentionKind.PHONE, "+44 7700 900123", "/data/people/person{1}"),)
    interview = a_change(an_interview(referrals[0].record, child.record, episodes=(episode.record,), mentions=mentions))
    store.commit([interview, a_change(an_action(child.record, interview.record))])
    draft = a_draft(referrals[1].record, child.record, page="/data/harm")
    store.begin(draft, [answered("/data/own_words", "I wanted some quiet. \U0001f642")])
    delta = Delta((answered("/data/place{3}"), Entry("/data/place{3}/name", "", AnswerState.DECLINED)), ())
    store.save(draft.interview, delta, NOON + timedelta(minutes=7))
    store.jot(draft.interview, a_jotting("Too loud.", own_words=True))
    store.give_reason(draft.interview, Override("/data/harm", "not_asked", "Robin was tired."))
    store.note(AuditAct.UNLOCKED)
    store.note(AuditAct.CHILD_OPENED, child.record)
    connection = engine.raw_connection()
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.cursor().execute("VACUUM")
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    store.close()


if __name__ == "__main__":
    make(RELEASES / f"{rhi_desktop.__version__}.db")
