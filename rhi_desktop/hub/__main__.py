"""`rhi-hub` and `python -m rhi_desktop.hub`: the hub's commands for whoever runs it."""

import sys


def main() -> int:
    """Run a command and return its exit status: 0, 1 for an error in words, 2 for wrong usage."""
    from rhi_desktop.hub.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
