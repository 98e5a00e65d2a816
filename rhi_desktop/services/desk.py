"""Everything that a window gets once the store is open."""

from dataclasses import dataclass

from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.people import Member
from rhi_desktop.services.actions import Actions
from rhi_desktop.services.casework import Casework
from rhi_desktop.services.conflicts import Conflicts
from rhi_desktop.services.helplines import Helplines
from rhi_desktop.services.intake.intake import Intake
from rhi_desktop.services.interviewing import Interviewing
from rhi_desktop.services.oversight import Oversight
from rhi_desktop.services.ports import Audit
from rhi_desktop.services.preparing import Preparing
from rhi_desktop.services.recognising import Recognising
from rhi_desktop.services.referrals import Referrals
from rhi_desktop.services.reporting import Reporting
from rhi_desktop.services.rulebook import Rulebook
from rhi_desktop.services.searching import Searching
from rhi_desktop.services.set_changes import SetChanges
from rhi_desktop.services.sharings import Sharings
from rhi_desktop.services.syncing.teaming import Teaming
from rhi_desktop.services.urgent_sharing import UrgentSharing
from rhi_desktop.services.worklists import Worklists


@dataclass(frozen=True, slots=True)
class Desk:
    """The services over one open store. `banner` is shown above every screen where it is not empty.

    `tour` holds the steps, title and words, of a way through a practice workspace. `barred` says why nothing is shown
    at all, where this laptop was taken out of its team.
    """

    member: Member
    worklists: Worklists
    casework: Casework
    intake: Intake
    referrals: Referrals
    rulebook: Rulebook
    interviewing: Interviewing
    reporting: Reporting
    preparing: Preparing
    actions: Actions
    sharings: Sharings
    urgent: UrgentSharing
    helplines: Helplines
    set_changes: SetChanges
    audit: Audit
    code_lists: CodeLists
    recognising: Recognising
    conflicts: Conflicts
    searching: Searching
    oversight: Oversight
    teaming: Teaming | None = None
    banner: str = ""
    tour: tuple[tuple[str, str], ...] = ()
    barred: str = ""
