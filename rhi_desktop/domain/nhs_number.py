"""The NHS number: ten digits of which the last one checks the others (NHS Data Dictionary, modulus 11)."""

_LENGTH = 10
_ELEVEN = 11


def nhs_digits(text: str) -> str:
    """Return the digits of what was typed, without the spaces and dashes that it is read in."""
    return "".join(letter for letter in text if not letter.isspace() and letter != "-")


def is_nhs_number(text: str) -> bool:
    """Whether it can be an NHS number: ten digits, and the check digit is right."""
    digits = nhs_digits(text)
    if len(digits) != _LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    weighed = sum(weight * int(digit) for weight, digit in zip(range(_LENGTH, 1, -1), digits, strict=False))
    return -weighed % _ELEVEN == int(digits[-1])


def nhs_words(text: str) -> str:
    """Return an NHS number as it is read aloud, three, three and four; anything else as it is."""
    digits = nhs_digits(text)
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if is_nhs_number(digits) else text
