"""Everything that is measured, one after the other. `make bench`."""

import subprocess
import sys

PARTS = ("engine", "startup", "store", "lookups", "desk", "hundred_thousand", "intake", "pages", "hub", "sync", "idle")


def main() -> int:
    """Run every part in a process of its own; return 1 where a target is missed."""
    status = 0
    for part in PARTS:
        sys.stdout.write(f"\n== {part}\n")
        sys.stdout.flush()
        status |= subprocess.run([sys.executable, "-m", f"tests.bench.{part}"], check=False).returncode
    return int(bool(status))


if __name__ == "__main__":
    sys.exit(main())
