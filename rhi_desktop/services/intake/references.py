"""References, as a spreadsheet may have damaged them."""

import re

_SHORTENED = re.compile(r"\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
_DIGITS = re.compile(r"[\s-]+")


def reference_fault(text: str) -> str:
    """Say what is wrong with a reference, empty where nothing is."""
    if _SHORTENED.fullmatch(text):
        return (
            "A spreadsheet program has shortened this reference, so its digits are lost. It was left out. "
            "Format the column as text, and type it again."
        )
    return ""


def nhs_number(text: str) -> str:
    """Return the ten digits of an NHS number whose check digit is right (modulus 11), else empty."""
    digits = _DIGITS.sub("", text)
    if not re.fullmatch(r"\d{10}", digits):
        return ""
    total = sum((10 - place) * int(digit) for place, digit in enumerate(digits[:9]))
    check = (11 - total % 11) % 11
    return digits if check == int(digits[9]) else ""
