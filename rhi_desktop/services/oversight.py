"""What those who answer for quality and for the figures get, besides what every worker has."""

from dataclasses import dataclass

from rhi_desktop.domain.people import Role
from rhi_desktop.services.desk_lists import DeskLists
from rhi_desktop.services.duplicates import Duplicates
from rhi_desktop.services.exporting import Exporting
from rhi_desktop.services.figures.figures import Figures
from rhi_desktop.services.figures.panel import Panel
from rhi_desktop.services.intake.sheets import Spreadsheets
from rhi_desktop.services.pattern.networks import Networks
from rhi_desktop.services.pattern.places import Places
from rhi_desktop.services.pattern.reasons import ReasonsOverTime
from rhi_desktop.services.reviewing.drawing import Drawing
from rhi_desktop.services.reviewing.reviewing import Reviewing
from rhi_desktop.services.set_changes import SetChanges
from rhi_desktop.services.supervising import Supervising
from rhi_desktop.services.syncing.allocating import Allocating
from rhi_desktop.services.theming.surveys import Surveys


@dataclass(frozen=True, slots=True)
class Oversight:
    """The services of the coordinator's desk over one open store. `role` is what its member is, None without a team."""

    role: Role | None
    reviewing: Reviewing
    drawing: Drawing
    rubric: SetChanges
    figures: Figures
    duplicates: Duplicates
    panel: Panel
    exporting: Exporting
    networks: Networks
    places: Places
    reasons: ReasonsOverTime
    spreadsheets: Spreadsheets
    lists: DeskLists
    allocating: Allocating
    surveys: Surveys
    supervising: Supervising
