"""The British National Grid, from latitude and longitude.

Ordnance Survey, A guide to coordinate systems in Great Britain (2020), annexes B and C: the Helmert transformation from
WGS84 to OSGB36 (good to about 5 metres, which is enough for a dot on a map), and the transverse Mercator projection.
"""

from math import atan2, cos, radians, sin, sqrt, tan
from typing import Final

_AIRY: Final = (6_377_563.396, 6_356_256.909)
_WGS84: Final = (6_378_137.0, 6_356_752.314245)
_SCALE, _LAT0, _LON0 = 0.9996012717, radians(49), radians(-2)
_EAST0, _NORTH0 = 400_000.0, -100_000.0
_SHIFT = (-446.448, 125.157, -542.060)
_TURN = tuple(radians(seconds / 3600) for seconds in (-0.1502, -0.2470, -0.8421))
_SIZE = 20.4894e-6
EAST, NORTH = range(700_001), range(1_300_001)
"""The metres that the grid has."""


def on_grid(easting: float, northing: float) -> bool:
    """Whether a point is on the grid."""
    return 0 <= easting <= EAST[-1] and 0 <= northing <= NORTH[-1]


def grid_of(latitude: float, longitude: float) -> tuple[int, int]:
    """Return easting and northing in whole metres of a point in degrees WGS84, as a telephone or a web map gives it."""
    east, north = projected(*_moved(radians(latitude), radians(longitude)))
    return round(east), round(north)


def projected(latitude: float, longitude: float) -> tuple[float, float]:
    """Return easting and northing of a point in radians on the Airy 1830 ellipsoid (annex C.1)."""
    a, b = _AIRY
    e2, n = 1 - (b / a) ** 2, (a - b) / (a + b)
    s, c, t2 = sin(latitude), cos(latitude), tan(latitude) ** 2
    nu = a * _SCALE / sqrt(1 - e2 * s * s)
    rho = a * _SCALE * (1 - e2) / (1 - e2 * s * s) ** 1.5
    eta2 = nu / rho - 1
    i = _meridian(b, n, latitude) + _NORTH0
    ii = nu / 2 * s * c
    iii = nu / 24 * s * c**3 * (5 - t2 + 9 * eta2)
    iiia = nu / 720 * s * c**5 * (61 - 58 * t2 + t2 * t2)
    iv = nu * c
    v = nu / 6 * c**3 * (nu / rho - t2)
    vi = nu / 120 * c**5 * (5 - 18 * t2 + t2 * t2 + 14 * eta2 - 58 * t2 * eta2)
    away = longitude - _LON0
    north = i + ii * away**2 + iii * away**4 + iiia * away**6
    return _EAST0 + iv * away + v * away**3 + vi * away**5, north


def _meridian(b: float, n: float, latitude: float) -> float:
    less, more = latitude - _LAT0, latitude + _LAT0
    return b * _SCALE * (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
        + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more)
        - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
    )  # fmt: skip


def _moved(latitude: float, longitude: float) -> tuple[float, float]:
    """Move a point from WGS84 to OSGB36 (annex B.1 to B.3, with the parameters of section 6.6)."""
    a, b = _WGS84
    e2 = 1 - (b / a) ** 2
    nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
    x, y = nu * cos(latitude) * cos(longitude), nu * cos(latitude) * sin(longitude)
    z = nu * (1 - e2) * sin(latitude)
    (tx, ty, tz), (rx, ry, rz), s = _SHIFT, _TURN, 1 + _SIZE
    x, y, z = tx + s * x - rz * y + ry * z, ty + rz * x + s * y - rx * z, tz - ry * x + rx * y + s * z
    return _back(x, y, z)


def _back(x: float, y: float, z: float) -> tuple[float, float]:
    a, b = _AIRY
    e2, p = 1 - (b / a) ** 2, sqrt(x * x + y * y)
    latitude = atan2(z, p * (1 - e2))
    for _ in range(8):
        nu = a / sqrt(1 - e2 * sin(latitude) ** 2)
        latitude = atan2(z + e2 * nu * sin(latitude), p)
    return latitude, atan2(y, x)
