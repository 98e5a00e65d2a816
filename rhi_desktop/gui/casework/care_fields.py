"""How the child was cared for at the time of an episode."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit

from rhi_desktop.domain.code_lists import CodeLists
from rhi_desktop.domain.episode import CareStatus
from rhi_desktop.gui.casework.code_box import CodeBox
from rhi_desktop.gui.fields import Fields

_PLANS = (("", ""), ("yes", "Yes"), ("no", "No"))


class CareFields:
    """Puts the fields of a care status into a part of a form, and reads them."""

    def __init__(self, lists: CodeLists, on: date, fields: Fields) -> None:
        self.case_status = CodeBox(lists["case_status"], on)
        self.legal_status = CodeBox(lists["legal_status"], on)
        self.placement = CodeBox(lists["placement"], on)
        self.plan = QComboBox()
        for code, words in _PLANS:
            self.plan.addItem(words, code)
        self.responsible, self.host, self.worker = QLineEdit(), QLineEdit(), QLineEdit()
        fields.add("case_status", "Case status", self.case_status)
        fields.add("legal_status", "Legal status", self.legal_status, beside=True)
        fields.add("placement", "Placement", self.placement)
        fields.add("protection_plan", "Child protection plan", self.plan, beside=True)
        fields.add("responsible_authority", "Responsible authority", self.responsible)
        fields.add("host_authority", "Authority they lived in", self.host, beside=True)
        fields.add("social_worker", "Social worker", self.worker)

    def show_status(self, status: CareStatus) -> None:
        """Fill the fields."""
        self.case_status.choose(status.case_status)
        self.legal_status.choose(status.legal_status)
        self.placement.choose(status.placement)
        self.plan.setCurrentIndex(max(0, self.plan.findData(status.protection_plan)))
        self.responsible.setText(status.responsible_authority)
        self.host.setText(status.host_authority)
        self.worker.setText(status.social_worker)

    def status(self) -> CareStatus:
        """Return what the fields hold."""
        return CareStatus(
            case_status=self.case_status.code(),
            legal_status=self.legal_status.code(),
            placement=self.placement.code(),
            protection_plan=str(self.plan.currentData()),
            responsible_authority=self.responsible.text().strip(),
            host_authority=self.host.text().strip(),
            social_worker=self.worker.text().strip(),
        )
