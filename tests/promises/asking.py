"""What lint says of the promises of a small configuration."""

from lint.rules import found

LONDON = "time_zone: Europe/London"
PAIR = "members: [a@b.c, b@b.c]"


def anchored(who, at="2026-01-05"):
    return f"anchor: {{who: {who}, at: {at}}}"


def schedules(**each):
    """Schedules of one layer or several, and what they promise: `{key: (layers, promise)}`."""
    text = "schedules:\n"
    for key, (layers, promise) in each.items():
        rows = layers if isinstance(layers, list) else [layers]
        text += f"  {key}:\n    {LONDON}\n    layers:\n"
        text += "".join(f"      - {{name: L{number}, {row}}}\n" for number, row in enumerate(rows))
        text += f"    expect: {{{promise}}}\n" if promise else ""
    return text


def policy(promise, *levels, strategy=""):
    rows = "".join(
        f"      - {{escalation_delay_in_minutes: 10m, targets: [{level}]{strategy}}}\n"
        for level in levels
    )
    text = f"escalation_policies:\n  web:\n    escalation_rules:\n{rows}"
    return text + (f"    expect: {{{promise}}}\n" if promise else "")


def broken(text):
    """The messages of broken promises, without places and help."""
    return _messages("broken-promise", text)


def unproved(text):
    return _messages("unproved-promise", text)


def _messages(rule, text):
    lines = found(rule, text).splitlines()
    return [line.partition(f" {rule}: ")[2] for line in lines if not line.startswith(" ")]
