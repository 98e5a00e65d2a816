"""Say which system libraries Qt misses on this machine, and the command that installs them.

`--display` asks for a window on a screen as well; without it the offscreen platform is enough.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libGLX.so.0": "libglx0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtUiTools", "QtPrintSupport", "QtDBus")


def missing_libraries(qt: Path, *, display: bool) -> list[str]:
    """Return the sonames that Qt's modules and platform plug-in need and the loader cannot find."""
    plugins = ["libqoffscreen.so", "libqxcb.so"] if display else ["libqoffscreen.so"]
    files = [qt / f"{module}.abi3.so" for module in MODULES]
    files += [qt / "Qt" / "plugins" / "platforms" / plugin for plugin in plugins]
    missing = set()
    for file in (file for file in files if file.exists()):
        listing = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=False).stdout  # noqa: S603, S607
        missing |= {line.split("=>")[0].strip() for line in listing.splitlines() if "not found" in line}
    return sorted(missing)


def main() -> int:
    spec = importlib.util.find_spec("PySide6")
    if sys.platform != "linux" or spec is None or not spec.submodule_search_locations:
        return 0
    missing = missing_libraries(Path(spec.submodule_search_locations[0]), display="--display" in sys.argv)
    if not missing:
        return 0
    packages = sorted({DEBIAN_PACKAGES.get(name, name) for name in missing})
    print(f"Qt needs system libraries that are not on this machine: {', '.join(missing)}.", file=sys.stderr)
    print("Install them with:", file=sys.stderr)
    print(f"  sudo apt-get update && sudo apt-get install -y {' '.join(packages)}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
