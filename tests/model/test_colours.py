"""How far apart colours look: against published figures."""

from __future__ import annotations

import pytest

from mapsvc.model.colours import VISIONS, Lab, ciede2000, laid_over, rgb_of, seen_with, unlikeness

#: Pairs of G. Sharma, W. Wu, E. N. Dalal (2005), table 1, with what CIEDE2000 makes of them.
PUBLISHED = (
    ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
    ((50, -1.3802, -84.2814), (50, 0, -82.7485), 1.0),
    ((50, 0, 0), (50, -1, 2), 2.3669),
    ((50, 2.49, -0.001), (50, -2.49, 0.0009), 7.1792),
    ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
    ((50, -0.001, 2.49), (50, 0.0011, -2.49), 4.7461),
    ((50, 2.5, 0), (73, 25, -18), 27.1492),
    ((50, 2.5, 0), (61, -5, 29), 22.8977),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
    ((90.9257, -0.5406, -0.9208), (88.6381, -0.8985, -0.7239), 1.5381),
    ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
)


@pytest.mark.parametrize(("one", "other", "apart"), PUBLISHED)
def test_difference_is_the_published_one(
    one: tuple[float, ...], other: tuple[float, ...], apart: float
) -> None:
    assert ciede2000(Lab(*one), Lab(*other)) == pytest.approx(apart, abs=5e-5)
    assert ciede2000(Lab(*other), Lab(*one)) == pytest.approx(apart, abs=5e-5)


def test_colours_of_srgb_have_their_place_in_cielab() -> None:
    # B. Lindbloom's table for sRGB under D65.
    assert seen_with(rgb_of("#ff0000"), "usual") == pytest.approx((53.24, 80.09, 67.20), abs=0.02)
    assert seen_with(rgb_of("#ffffff"), "usual") == pytest.approx((100, 0, 0), abs=0.02)


@pytest.mark.parametrize("vision", VISIONS)
def test_grey_is_grey_to_everybody(vision: str) -> None:
    assert seen_with(rgb_of("#808080"), vision) == pytest.approx((53.59, 0, 0), abs=0.05)


@pytest.mark.parametrize(
    ("one", "other", "vision"),
    [
        # Pairs of Ishihara's kind: equal but for what the lacking cone would tell.
        ("#8a6a00", "#5b7a00", "protan"),
        ("#b06030", "#808030", "deutan"),
        ("#4a88a8", "#3f8d7c", "tritan"),
        ("#c02020", "#206fb0", "achromat"),
    ],
)
def test_who_lacks_a_cone_sees_less(one: str, other: str, vision: str) -> None:
    pair = rgb_of(one), rgb_of(other)
    apart = {each: ciede2000(*(seen_with(colour, each) for colour in pair)) for each in VISIONS}
    assert apart[vision] < 0.6 * apart["usual"]


def test_least_told_pair_says_to_whom() -> None:
    red, blue = rgb_of("#c02020"), rgb_of("#206fb0")
    apart, whom = unlikeness(red, blue)
    assert whom == "achromat"
    assert apart < 5 < ciede2000(seen_with(red, "usual"), seen_with(blue, "usual"))


def test_tint_lies_between_its_ink_and_the_ground() -> None:
    assert laid_over((0, 0.5, 1), (1, 1, 1), 0.3) == pytest.approx((0.7, 0.85, 1))
