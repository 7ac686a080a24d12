"""How far apart colours look: on paper, in grey, and to those who do not see all colours."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

Rgb = tuple[float, float, float]

#: How strong the tint is of who holds ground, that of its owner where another occupies it, and his hatching.
HELD, HELD_BELOW, HELD_OVER = 0.3, 0.22, 0.8

#: Rows of the matrices, in linear light, of whoever lacks a kind of cone altogether: G. M. Machado,
#: M. M. Oliveira, L. A. F. Fernandes, “A physiologically-based model for simulation of color vision
#: deficiency”, IEEE Transactions on Visualization and Computer Graphics 15 (2009), 1291–1298, severity 1.0.
_MACHADO: Mapping[str, tuple[Rgb, Rgb, Rgb]] = {
    "protan": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
#: The light of sRGB's red, green and blue (IEC 61966-2-1), also what a print in grey keeps.
_LUMINANCE = (0.2126, 0.7152, 0.0722)
#: The eyes that a map is drawn for; `achromat` is a print in grey too.
VISIONS = ("usual", *_MACHADO, "achromat")

_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
#: A perfect white in daylight (D65, 2°).
_WHITE = (0.95047, 1.0, 1.08883)


class Lab(NamedTuple):
    """A colour in CIELAB: lightness, then from green to red and from blue to yellow."""

    light: float
    a: float
    b: float


def rgb_of(colour: str) -> Rgb:
    """Return red, green and blue, from 0 to 1, of `#rrggbb`."""
    red, green, blue = (part / 255 for part in bytes.fromhex(colour.removeprefix("#")))
    return red, green, blue


def laid_over(colour: Rgb, ground: Rgb, opacity: float) -> Rgb:
    """Return what is seen where a colour lies over a ground, mixed as browsers and pictures mix it."""
    red, green, blue = (
        opacity * over + (1 - opacity) * under for over, under in zip(colour, ground, strict=True)
    )
    return red, green, blue


def seen_with(colour: Rgb, vision: str) -> Lab:
    """Return what a colour looks like to one of `VISIONS`."""
    light = _linear(colour)
    if vision == "achromat":
        grey = _dot(_LUMINANCE, light)
        light = grey, grey, grey
    elif vision in _MACHADO:
        light = _times(_MACHADO[vision], light)
    return _lab((min(max(light[0], 0), 1), min(max(light[1], 0), 1), min(max(light[2], 0), 1)))


def unlikeness(one: Rgb, other: Rgb) -> tuple[float, str]:
    """Return how far apart two colours look, in CIEDE2000, to whom they look most alike, and who that is."""
    return min((ciede2000(seen_with(one, vision), seen_with(other, vision)), vision) for vision in VISIONS)


def _linear(colour: Rgb) -> Rgb:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return red, green, blue


def _dot(one: Rgb, other: Rgb) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _times(rows: tuple[Rgb, Rgb, Rgb], colour: Rgb) -> Rgb:
    return _dot(rows[0], colour), _dot(rows[1], colour), _dot(rows[2], colour)


def _lab(light: Rgb) -> Lab:
    x, y, z = (
        part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
        for part in (value / white for value, white in zip(_times(_XYZ, light), _WHITE, strict=True))
    )
    return Lab(116 * y - 16, 500 * (x - y), 200 * (y - z))


def ciede2000(one: Lab, other: Lab) -> float:
    """
    Return the difference of two colours; 1 is just seen side by side.

    After G. Sharma, W. Wu, E. N. Dalal, “The CIEDE2000 color-difference formula: implementation notes,
    supplementary test data, and mathematical observations”, Color Research & Application 30 (2005), 21–30.
    """
    mean = (math.hypot(one.a, one.b) + math.hypot(other.a, other.b)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    chroma, hue = zip(*(_polar(colour.a * stretch, colour.b) for colour in (one, other)), strict=True)
    turn = _turn(hue, chroma)
    deeper, lighter = chroma[1] - chroma[0], other.light - one.light
    around = 2 * math.sqrt(chroma[0] * chroma[1]) * math.sin(math.radians(turn) / 2)
    middle, light, rich = _middle(hue, chroma), (one.light + other.light) / 2, sum(chroma) / 2
    by_hue = (
        1 - 0.17 * _cos(middle - 30) + 0.24 * _cos(2 * middle) + 0.32 * _cos(3 * middle + 6)
        - 0.20 * _cos(4 * middle - 63)
    )  # fmt: skip
    off = (light - 50) ** 2
    of_light = lighter / (1 + 0.015 * off / math.sqrt(20 + off))
    of_chroma = deeper / (1 + 0.045 * rich)
    of_hue = around / (1 + 0.015 * rich * by_hue)
    blue = 60 * math.exp(-(((middle - 275) / 25) ** 2))
    turned = -2 * math.sqrt(rich**7 / (rich**7 + 25**7)) * math.sin(math.radians(blue))
    return math.sqrt(of_light**2 + of_chroma**2 + of_hue**2 + turned * of_chroma * of_hue)


def _polar(a: float, b: float) -> tuple[float, float]:
    return math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _turn(hue: tuple[float, ...], chroma: tuple[float, ...]) -> float:
    """Return by how much one hue is turned from another, the short way round."""
    if 0 in chroma:
        return 0.0
    turn = hue[1] - hue[0]
    return turn if abs(turn) <= 180 else turn - math.copysign(360, turn)


def _middle(hue: tuple[float, ...], chroma: tuple[float, ...]) -> float:
    """Return the hue between two, the short way round; grey has none."""
    if 0 in chroma or abs(hue[0] - hue[1]) <= 180:
        return sum(hue) if 0 in chroma else sum(hue) / 2
    return (sum(hue) + (360 if sum(hue) < 360 else -360)) / 2


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))
