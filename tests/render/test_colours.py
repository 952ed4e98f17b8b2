"""Colours of people: different where people meet, readable, and the same each time."""

import colorsys
import re
from itertools import combinations, pairwise, product

from examples import at_most
from hypothesis import given
from hypothesis import strategies as st
from source_code import ROOT

from pdsync.render.page.colours import TONES, colours

PEOPLE = [f"person{number}@acme.example" for number in range(60)]
CREWS = st.lists(st.sets(st.sampled_from(PEOPLE), max_size=12), max_size=12)
STYLES = ROOT / "pdsync" / "render" / "page" / "page.css"


@at_most(40)
@given(CREWS)
def test_people_of_a_crew_and_of_its_neighbours_have_different_colours(crews):
    found = colours(PEOPLE, crews)
    for one, other in pairwise(crews):
        both = one | other
        assert len({found[person] for person in both}) == len(both)


@at_most(20)
@given(CREWS, st.randoms())
def test_colours_do_not_hang_on_the_order_of_people(crews, random):
    shuffled = random.sample(PEOPLE, len(PEOPLE))

    assert colours(shuffled, crews) == colours(PEOPLE, crews)


def test_a_hundred_people_of_one_schedule_have_as_many_colours():
    crew = {f"person{number}" for number in range(100)}

    assert len(set(colours(crew, [crew]).values())) == 100


def test_every_letter_can_be_read_on_every_colour():
    crew = {f"person{number}" for number in range(150)}
    for scheme, (hue, tone) in product(schemes(), set(colours(crew, [crew]).values())):
        bar = shade(hue, scheme["depth"], scheme[f"b{tone}"])
        letters = shade(hue, 60, scheme[f"k{tone}"])
        assert contrast(bar, letters) >= 4.5


def schemes():
    """What the stylesheet says of depth and lightness, light and dark."""
    text = STYLES.read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", text, re.DOTALL)
    return [
        {name: float(value) for name, value in re.findall(r"--(\w+): ([\d.]+)%", part)}
        for part in (light, dark)
    ]


def test_all_tones_are_in_both_schemes():
    names = {f"{part}{tone}" for part in "bk" for tone in range(TONES)}

    assert all(names <= set(scheme) for scheme in schemes())


def shade(hue, depth, lightness):
    return colorsys.hls_to_rgb(hue / 360, lightness / 100, depth / 100)


def contrast(*shades):
    low, high = sorted(map(luminance, shades))
    return (high + 0.05) / (low + 0.05)


def luminance(shade):
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in shade]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def test_few_people_who_meet_have_colours_far_apart():
    crew = set(PEOPLE[:4])
    hues = colours(PEOPLE, [crew])

    assert all(
        abs(hues[one][0] - hues[other][0]) > 26 or hues[one][1] != hues[other][1]
        for one, other in combinations(crew, 2)
    )
