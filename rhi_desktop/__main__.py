"""`rhi-desktop` and `python -m rhi_desktop`: arguments, then the window or a command.

The window is opened without the command line's library: a worker waits for the prompt, not for it.
"""

import gc
import sys
from pathlib import Path


def main() -> int:
    """Run the program and return its exit status: 0, 1 for an error in words, 2 for wrong usage."""
    arguments = sys.argv[1:]
    if not arguments or (len(arguments) == 2 and arguments[0] == "--workspace"):
        gc.disable()  # until the prompt is painted; nothing is garbage before
        from rhi_desktop.bootstrap import open_window

        return open_window(Path(arguments[1]) if arguments else None)
    from rhi_desktop.cli.app import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
