"""What the pages say of the rules of lint, and of what own rules may ask, as the code has it."""  # noqa: INP001 - a script, not a package

from collections.abc import Mapping, Sequence

from pdsync.lint import RuleSubject, all_rules, explained
from pdsync.lint._rule import BESIDE, HERE, PROMISED
from pdsync.lint.own.facts import FACTS


def rules_by_subject() -> str:
    """A table of the rules of each subject: severity, when they speak, and what they find."""
    rows = dict.fromkeys(RuleSubject, "")
    for rule in all_rules().values():
        when = f"{'strict' if rule.habit else 'always'}{', `--live`' * rule.live}"
        about = rule.about.replace("|", "\\|")
        rows[rule.subject] += f"| {_link(rule.name)} | {rule.severity} | {when} | {about} |\n"
    head = "| rule | severity | speaks | finds |\n|---|---|---|---|\n"
    return "".join(
        f"\n**{subject.value.capitalize()}**\n\n{head}{found}"
        for subject, found in rows.items()
        if found
    )


def rules() -> str:
    """A heading and the explanation of each rule of lint."""
    texts = (
        f"\n## {rule.name}\n\nSeverity: {rule.severity}{', in the profile `strict`' * rule.habit}"
        f"{', with `--live`' * rule.live}.{' Can be fixed.' * rule.can_be_fixed}"
        f"{_yields(rule.yields_to)}\n\n{rule.explanation}\n{_options(rule.options)}"
        for rule in all_rules().values()
    )
    return "".join([*texts, "\n"])


def _yields(names: Sequence[str]) -> str:
    """Say where a rule is silent, since others say the same and more."""
    promised = [f"`{one.removeprefix(PROMISED)}`" for one in names if one.startswith(PROMISED)]
    here = [_link(one.removeprefix(HERE)) for one in names if one.startswith(HERE)]
    beside = [_link(one.removeprefix(BESIDE)) for one in names if one.startswith(BESIDE)]
    others = [_link(one) for one in names if not one.startswith((BESIDE, HERE, PROMISED))]
    said = [
        *([f"{' or '.join(others)} speaks of the same thing"] if others else []),
        *([f"{' or '.join(here)} speaks of the same value"] if here else []),
        *([f"{' or '.join(beside)} speaks of all that is named beside it"] if beside else []),
        *([f"the promise {' or '.join(promised)} decides"] if promised else []),
    ]
    return f" Silent where {', or '.join(said)}." if said else ""


def _link(rule: str) -> str:
    return f"[`{rule}`](#{rule})"


def _options(options: Mapping[str, str]) -> str:
    rows = "".join(f"| `{name}` | {means} |\n" for name, means in options.items())
    return f"\n| option | means |\n|---|---|\n{rows}" if rows else ""


def facts() -> str:
    """A row for each name that own rules may use beside the fields: of what, and what it means."""
    rows = "".join(
        f"| {'person' if kind == 'user' else kind.replace('_', ' ')} | `{name}` | {fact.about} |\n"
        for kind, found in FACTS.items()
        for name, fact in found.items()
    )
    return f"| of a | name | means |\n|---|---|---|\n{rows}"


def other_names() -> str:
    """A heading and the explanation of each name that is no rule of lint."""
    return "".join([*(f"\n### {one}\n\n{text}\n" for one, text in explained().items()), "\n"])
