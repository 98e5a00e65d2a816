"""What a column of a notification or tracker can be about."""

from enum import StrEnum


class Field(StrEnum):
    """A field that a column feeds. Dates may stand with their time in one column, or beside it in a second one.

    `EVENT` and `EVENT_TIME` are when a notification's own event was, `NOTICE` which event (missing, found, returned).
    """

    NAME = "name"
    FORENAME = "forename"
    SURNAME = "surname"
    PREFERRED_NAME = "preferred_name"
    OTHER_NAMES = "other_names"
    BORN = "born"
    AGE = "age"
    REFERENCE = "reference"
    POLICE_PERSON = "police_person"
    NHS_NUMBER = "nhs_number"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    FIRST_LANGUAGE = "first_language"
    ADDRESS = "address"
    POSTCODE = "postcode"
    CARER = "carer"
    SCHOOL = "school"
    ALERTS = "alerts"
    NOTICE = "notice"
    EVENT = "event"
    EVENT_TIME = "event_time"
    MISSING_SINCE = "missing_since"
    MISSING_TIME = "missing_time"
    FOUND = "found"
    FOUND_TIME = "found_time"
    RETURNED = "returned"
    RETURNED_TIME = "returned_time"
    RETURNED_HOW = "returned_how"
    EPISODE_KIND = "episode_kind"
    POLICE_REFERENCE = "police_reference"
    POLICE_CATEGORY = "police_category"
    POLICE_RISK = "police_risk"
    POLICE_CHECK = "police_check"
    POLICE_CHECK_ON = "police_check_on"
    LAST_SEEN_BY = "last_seen_by"
    REPORTED_BY = "reported_by"
    MISSING_FROM = "missing_from"
    MISSING_FROM_KIND = "missing_from_kind"
    MISSING_FROM_POSTCODE = "missing_from_postcode"
    FOUND_AT = "found_at"
    FOUND_KIND = "found_kind"
    FOUND_POSTCODE = "found_postcode"
    CIRCUMSTANCES = "circumstances"
    CASE_STATUS = "case_status"
    LEGAL_STATUS = "legal_status"
    PLACEMENT = "placement"
    PROTECTION_PLAN = "protection_plan"
    RESPONSIBLE_AUTHORITY = "responsible_authority"
    HOST_AUTHORITY = "host_authority"
    SOCIAL_WORKER = "social_worker"
    RECEIVED = "received"
    RECEIVED_TIME = "received_time"
    SOURCE = "source"
    NOTES = "notes"
    IGNORED = "ignored"
    """A column that is known and means nothing here, such as “What to mend”."""

    @property
    def label(self) -> str:
        """The field in words."""
        return _LABELS.get(self, self.value.replace("_", " ").capitalize())


TIME_OF = {
    Field.EVENT: Field.EVENT_TIME,
    Field.MISSING_SINCE: Field.MISSING_TIME,
    Field.FOUND: Field.FOUND_TIME,
    Field.RETURNED: Field.RETURNED_TIME,
    Field.RECEIVED: Field.RECEIVED_TIME,
}
"""The field that holds the time of day where a date stands in a column of its own."""

_LABELS = {
    Field.NAME: "Name, whole",
    Field.BORN: "Date of birth",
    Field.REFERENCE: "Council’s reference for the child",
    Field.POLICE_PERSON: "Police reference for the child",
    Field.NHS_NUMBER: "NHS number",
    Field.CARER: "Parent or carer",
    Field.NOTICE: "Kind of notification",
    Field.EVENT: "Date of the notification’s event",
    Field.EVENT_TIME: "Time of the notification’s event",
    Field.MISSING_SINCE: "Missing since",
    Field.MISSING_TIME: "Missing since, time",
    Field.FOUND_TIME: "Found, time",
    Field.RETURNED_TIME: "Returned, time",
    Field.RETURNED_HOW: "How they returned",
    Field.EPISODE_KIND: "Missing or away",
    Field.POLICE_REFERENCE: "Police reference for the episode",
    Field.POLICE_CHECK: "Police check",
    Field.POLICE_CHECK_ON: "Date of the police check",
    Field.MISSING_FROM: "Missing from",
    Field.MISSING_FROM_KIND: "Missing from, kind of place",
    Field.MISSING_FROM_POSTCODE: "Missing from, postcode",
    Field.FOUND_KIND: "Found at, kind of place",
    Field.FOUND_POSTCODE: "Found at, postcode",
    Field.PROTECTION_PLAN: "Child protection plan",
    Field.RECEIVED: "Referral received",
    Field.RECEIVED_TIME: "Referral received, time",
    Field.SOURCE: "Who referred",
    Field.IGNORED: "Not used",
}
