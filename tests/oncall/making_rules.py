"""Rules of RFC 5545 at random, those of months and years included."""

from hypothesis import strategies as st

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")


def numbers(least, most, signed=False):
    one = st.integers(least, most)
    return st.lists(one | one.map(lambda n: -n) if signed else one, min_size=1, max_size=3).map(
        lambda found: ",".join(str(one) for one in dict.fromkeys(found))
    )


@st.composite
def _days(draw, freq, parts):
    days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=5, unique=True))
    counted = freq in {"MONTHLY", "YEARLY"} and "BYWEEKNO" not in parts and draw(st.booleans())
    if not counted:
        return ",".join(days)
    which = st.sampled_from([1, 2, 4, 5, -1, -2, -5])
    return ",".join(f"{draw(which)}{day}" for day in days)


@st.composite
def calendar_rules(draw, ends=True):
    """The text of a rule; few of its parts, so that most have occurrences."""
    freq = draw(st.sampled_from(FREQUENCIES))
    parts = {"FREQ": freq}
    choices = {
        "INTERVAL": st.integers(1, 7),
        "BYMONTH": numbers(1, 12),
        "BYMONTHDAY": numbers(1, 31, signed=True),
        "BYYEARDAY": numbers(1, 366, signed=True),
        "BYWEEKNO": numbers(1, 51, signed=True),
        "WKST": st.sampled_from(DAYS),
        "BYHOUR": st.integers(0, 23),
        "BYMINUTE": st.integers(0, 59),
    }
    if freq != "YEARLY":
        choices.pop("BYWEEKNO")
    if freq not in {"YEARLY", "HOURLY"}:
        choices.pop("BYYEARDAY")
    if freq == "WEEKLY":
        choices.pop("BYMONTHDAY")
    for name in draw(st.lists(st.sampled_from([*choices]), max_size=3, unique=True)):
        parts[name] = draw(choices[name])
    if draw(st.booleans()):
        parts["BYDAY"] = draw(_days(freq, parts))
    if [name for name in parts if name.startswith("BY")] and draw(st.booleans()):
        parts["BYSETPOS"] = draw(numbers(1, 4, signed=True))
    if ends and draw(st.booleans()):
        parts["COUNT"] = draw(st.integers(1, 40))
    return ";".join(f"{name}={value}" for name, value in parts.items())
