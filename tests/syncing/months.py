"""Some months of a little team around a hub: whatever a team does is done once, with words that are found again."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from rhi_desktop.bootstrap import code_lists
from rhi_desktop.domain.answers import AnswerState
from rhi_desktop.domain.bodies import to_body
from rhi_desktop.domain.interview import Mention, MentionKind, SavedAnswer
from rhi_desktop.domain.people import QuestionSet, Role, Setting
from rhi_desktop.domain.records import Kind, Record
from rhi_desktop.domain.recovery_code import code_bytes
from rhi_desktop.domain.sharing import Sharing
from rhi_desktop.services.casework import Casework
from rhi_desktop.services.conflicts import Conflicts
from rhi_desktop.services.syncing.guarding import GuardedRecords
from rhi_desktop.sync.beginning import Hubs
from rhi_desktop.sync.keys import root_of
from rhi_desktop.wire.invitation import read_invitation
from tests.builders import DIGEST, a_child, a_jotting, a_referral, an_action, an_attempt, an_episode, an_interview
from tests.syncing.laptops import ADDRESS, FOUNDING, Laptop, exchange_all

WORDS: Final = {
    "a coordinator": "Annabeth Quillfeather",
    "a worker": "Kimberwick Ostrander",
    "another worker": "Leontyne Marchbanks",
    "another coordinator": "Samphire Dunnock",
    "a stand-in": "Bartholomew Standwell",
    "somebody invited": "Wilhelmina Waitwell",
    "a child": "Quillon Fenwraith",
    "what a child is called": "Quillywisp",
    "an address": "17 Gorsewhistle Lane",
    "a school": "Umberhollow Academy",
    "a place": "the boathouse at Nettlemere",
    "a telephone number": "07700 900431",
    "a child's own words": "Nobody heard me, I wanted my cat Marzipan",
    "words that are not English": "Nikt mnie nie słuchał, żółwiku",
    "a jotting": "spoke of Big Tiberius",
    "a person of concern": "Tiberius Blackthwaite",
    "a file": "Fenwraith_notes_final.docx",
    "a reference": "RHI-QF-778142",
    "a note": "Ring the carer Ottoline first",
    "the other note": "Text the carer Ottoline first",
    "why a case was given away": "Kimberwick broke an ankle",
    "what was not sent": "He is with his aunt Perpetua",
    "an action": "Ask Umberhollow about the lunch club",
    "a question": "Did anybody offer you a gingerbread vape?",
    "a question set": "Borough of Wexcombe questions",
    "a setting": "wexcombe.helplines",
    "what a setting says": "Wexcombe night line 01632 960777",
}
"""What must not be read at the hub, each under what it is. All of it is invented."""


@dataclass
class Team:
    """The laptops of the team at the end, and the private keys and the invitations' codes there are."""

    ann: Laptop
    everybody: list[Laptop]
    keys: dict[str, bytes] = field(default_factory=dict)
    codes: tuple[str, ...] = ()


def lived_through(hubs: Hubs, folder: Path) -> Team:
    """Let a team be founded, grow, work, disagree, give cases away, shrink and lose its coordinator."""
    names = ("a coordinator", "a worker", "another worker", "another coordinator", "a stand-in", "somebody invited")
    ann, kim, lee, sam, back, waits = (Laptop(WORDS[who], folder / f"{n}.db", hubs) for n, who in enumerate(names))
    sheet = ann.link.found(ADDRESS, FOUNDING)
    ann.exchange()
    codes = [
        _let_in(ann, newcomer, role)
        for newcomer, role in ((kim, Role.WORKER), (lee, Role.WORKER), (sam, Role.COORDINATOR))
    ]
    _shared(ann)
    referral = _case(ann)
    ann.allocate(referral.id, kim.member)
    exchange_all(ann, kim)
    _interview(kim, referral)
    exchange_all(kim, ann, sam, kim)
    _disagreed(ann, kim, referral.id)
    ann.allocate(referral.id, lee.member, WORDS["why a case was given away"])
    exchange_all(ann, kim, lee, kim, ann)
    _shut_out(ann, lee, referral.id)
    _shut_out(ann, sam, referral.id)
    exchange_all(ann, kim)
    ann.allocate(referral.id, kim.member, WORDS["why a case was given away"])
    exchange_all(ann, kim, ann)
    ann.allocating().sign_off(referral.id, ann.store.get(Kind.REFERRAL, referral.id).head)
    exchange_all(ann, kim)
    kim.clock.now += timedelta(days=40)
    exchange_all(kim, ann)
    back.link.recover(ADDRESS, sheet.workspace, sheet.code)
    exchange_all(back, ann, kim)
    used, unused = (ann.link.invite(WORDS["somebody invited"], Role.WORKER).text for _ in range(2))
    waits.link.join(used)
    everybody = [ann, kim, lee, sam, back, waits]
    codes += [read_invitation(used).code, read_invitation(unused).code]
    return Team(ann, everybody, _keys(everybody, sheet.code), tuple(codes))


def _let_in(ann: Laptop, newcomer: Laptop, role: Role) -> str:
    """Let a laptop in, and return the code that it came with."""
    text = ann.link.invite(newcomer.name, role).text
    newcomer.link.join(text)
    (waiting,) = ann.link.newcomers()
    ann.link.approve(waiting.device)
    exchange_all(ann, newcomer)
    return read_invitation(text).code


def _shared(ann: Laptop) -> None:
    ann.commit(Kind.SETTING, to_body(Setting(name=WORDS["a setting"], value=WORDS["what a setting says"])))
    asked = QuestionSet(form_id="wexcombe", version="1", title=WORDS["a question set"], digest=DIGEST,
                        xform=f"<h:title>{WORDS['a question']}</h:title>", local=True)  # fmt: skip
    ann.commit(Kind.QUESTION_SET, to_body(asked))
    ann.exchange()


def _case(ann: Laptop) -> Record:
    child = ann.commit(
        Kind.CHILD,
        to_body(
            a_child(
                name=WORDS["a child"], preferred_name=WORDS["what a child is called"], address=WORDS["an address"],
                school=WORDS["a school"], reference=WORDS["a reference"],
            )
        ),
    )  # fmt: skip
    episode = ann.commit(Kind.EPISODE, to_body(an_episode(child.id)))
    return ann.commit(Kind.REFERRAL, to_body(a_referral(child.id, episodes=(episode.id,))))


def _interview(kim: Laptop, referral: Record) -> None:
    child = str(referral.body["child"])
    said = ("a child's own words", "words that are not English", "a place", "a telephone number")
    answers = tuple(SavedAnswer(f"/data/q{n}", WORDS[one], AnswerState.ANSWERED) for n, one in enumerate(said))
    mentions = (Mention(MentionKind.NAME, WORDS["a person of concern"]),)
    held = an_interview(
        referral.id, child, answers=answers, mentions=mentions, jottings=(a_jotting(WORDS["a jotting"]),)
    )
    interview = kim.commit(Kind.INTERVIEW, to_body(held))
    kim.commit(Kind.ACTION, to_body(an_action(child, interview.id, what=WORDS["an action"])))
    kim.commit(Kind.ATTEMPT, to_body(an_attempt(child, referral.id)))
    told = Sharing(child=child, referral=referral.id, at="2026-11-25T12:00Z", recipient="police", what="record",
                   notes=WORDS["a file"])  # fmt: skip
    kim.commit(Kind.SHARING, to_body(told))


def _disagreed(ann: Laptop, kim: Laptop, referral: str) -> None:
    """Change one field on two laptops at once, and choose."""
    for laptop, words in ((ann, "a note"), (kim, "the other note")):
        kept = laptop.store.get(Kind.REFERRAL, referral)
        laptop.commit(Kind.REFERRAL, {**kept.body, "notes": WORDS[words]}, kept)
    exchange_all(ann, kim, ann)
    choosing = Conflicts(
        kim.store, GuardedRecords(kim.store, kim.store.team), Casework(kim.store, kim.clock), code_lists()
    )
    asked = choosing.ask(referral)
    choosing.settle(referral, asked.head, {one.path: one.said[0].revision for one in asked.fields})
    exchange_all(kim, ann, kim)


def _shut_out(ann: Laptop, gone: Laptop, referral: str) -> None:
    """Shut a laptop out that has something left to send."""
    kept = gone.store.get(Kind.REFERRAL, referral)
    gone.commit(Kind.REFERRAL, {**kept.body, "notes": WORDS["what was not sent"]}, kept)
    ann.link.revoke(gone.store.device)
    exchange_all(ann, gone, ann)
    for aside in ann.link.quarantine():
        ann.link.take_in(aside.envelope)


def _keys(laptops: list[Laptop], code: str) -> dict[str, bytes]:
    """Return every private key of the team, in parts of 32 bytes."""
    root = root_of(code_bytes(code))
    found = {"the sheet": code_bytes(code), "the root": root.signing, "the recovery": root.sealing}
    for laptop in laptops:
        own = laptop.store.team.own_keys()
        found |= {f"{laptop.path.stem} signing": own.signing, f"{laptop.path.stem} sealing": own.sealing}
        team = laptop.store.team.team_keys()
        found |= {f"{laptop.path.stem} epoch {epoch}": key for epoch, key in team.items()}
    return {
        f"{name}, from {start}": key[start : start + 32]
        for name, key in found.items()
        for start in range(0, len(key), 32)
    }
