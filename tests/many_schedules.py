"""An organisation of sixty schedules and 120 services, the same each time, to look at as a page."""

NAMES = "ana ben carla dan eva felix grace hugo iris jonas kavya liam mia noah olga pablo quinn"
LAST = "silva okafor moreno weiss lindqvist brandt kim martin petrova chen rao montgomery"
ZONES = (
    *("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Sydney"),
    *("America/Argentina/Buenos_Aires", "Etc/UTC"),
)
TEAMS, SCHEDULES, POLICIES, SERVICES = 12, 60, 40, 120
SHIFTS = ("00:00-08:00", "08:00-16:00", "16:00-24:00")


def many_schedules(*, restless=False):
    """Weekly and daily turns, office hours with nobody at night, and three shifts a day.

    Or `restless`, with somebody else every eight hours.
    """
    parts = [
        "teams:",
        *(f"  team-{one:02}: {{name: Team {one:02}}}" for one in range(TEAMS)),
        "schedules:",
        *(schedule(one, restless=restless) for one in range(SCHEDULES)),
        "escalation_policies:",
        *(policy(one) for one in range(POLICIES)),
        "services:",
        *(
            f"  service-{number:03}: {{escalation_policy: policy-{number // 3:02}}}"
            for number in range(SERVICES)
        ),
    ]
    return "\n".join(parts) + "\n"


def person(number):
    names, others = NAMES.split(), LAST.split()
    first, last = (
        names[number % len(names)],
        others[(number // len(names) * 5 + number) % len(others)],
    )
    return f"{first}.{last}@acme.example"


def schedule(number, *, restless):
    crew = [person(number // 5 * 9 + one) for one in range(5)]
    made = [layer("Thirds", "8h", "08:00", crew)] if restless else layers_of(number, crew)
    layers = "".join(f"      - {one}\n" for one in made)
    return (
        f"  schedule-{number:02}:\n    name: Schedule {number:02}\n"
        f"    time_zone: {ZONES[number // 7 % len(ZONES)]}\n"
        f"    teams: [team-{number // 5:02}]\n    layers:\n{layers}"
    )


def layers_of(number, crew):
    kind = number % 5
    if kind < 2:
        return [layer("Weekly", "weekly", "Mon 09:00", crew)]
    if kind == 2:
        return [layer("Daily", "daily", "08:00", crew[:4])]
    if kind == 3:
        return [layer("Office", "weekly", "Mon 09:00", crew[1:], "Mon-Fri 09:00-17:00")]
    often, handoff = ("daily", "08:00") if number % 2 else ("weekly", "Mon 08:00")
    return [
        layer(f"Shift {part}", often, handoff, crew[part : part + 3 - number % 2], hours)
        for part, hours in enumerate(SHIFTS)
    ]


def layer(name, rotate, handoff, members, only=None):
    window = f", only: '{only}'" if only else ""
    return (
        f"{{name: {name}, rotate: {rotate}, handoff: '{handoff}'{window}, "
        f"members: [{', '.join(members)}], anchor: {{who: {members[0]}, at: 2026-01-05}}}}"
    )


def policy(number):
    first, second, third = (f"schedule-{(3 * number + one) % SCHEDULES:02}" for one in range(3))
    team = number * TEAMS // POLICIES
    rules = [(10, [first]), (15, [second, third]), (30, [person(9 * team)])]
    told = "".join(
        f"      - {{escalation_delay_in_minutes: {delay}m, targets: [{', '.join(targets)}]}}\n"
        for delay, targets in rules
    )
    return (
        f"  policy-{number:02}:\n    name: Policy {number:02}\n    team: team-{team:02}\n"
        f"    escalation_rules:\n{told}"
    )
