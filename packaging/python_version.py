"""Stop with a sentence where Python is too old to run the program."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- this is the check itself
    sys.exit(
        f"RHI Desktop needs Python 3.11 or later; {sys.executable} is {sys.version.split()[0]}.\n"
        "Name a newer one: make setup PYTHON=python3.12"
    )
