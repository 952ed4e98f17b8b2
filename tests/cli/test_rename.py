"""`pdsync rename`: a key changes wherever it is written, and in the account only a mark does."""

from functools import reduce
from pathlib import Path

import pytest
from organisation import ANA

from pdsync.source import load

EXAMPLE = Path(__file__).parents[2] / "policies"
ENTRIES = [(one.kind, one.key) for one in load(EXAMPLE).entries]
TEXT = f"""\
# Ours.
schedules:
  web:  # first line
    name: Web
    time_zone: Etc/UTC
    layers: [{{rotate: weekly, handoff: Mon 09:00, members: [{ANA}]}}]
escalation_policies:
  web:
    escalation_rules:
      - {{escalation_delay_in_minutes: 10m, targets: [web]}}
      - {{escalation_delay_in_minutes: 10m, targets: [{{schedule: web}}]}}
      - {{escalation_delay_in_minutes: 10m, targets: [{{schedule: {{key: web}}}}]}}
      - {{escalation_delay_in_minutes: 10m, targets: [{{key: web, type: schedule}}]}}
services:
  web: {{name: Site, escalation_policy: web, integrations: {{dog: {{vendor: Datadog}}}}}}
"""


def text_of(directory):
    return {one.name: one.read_text(encoding="utf-8") for one in sorted(directory.glob("*.yaml"))}


def test_a_reference_changes_in_every_form(run, write, tmp_path):
    write(TEXT)
    ended = run("rename", "schedule:web", "site")
    assert (ended.code, ended.err) == (0, "")
    forms = [
        ("  web:  # first line\n", "  site:  # first line\n    was: web\n"),
        ("targets: [web]", "targets: [site]"),
        ("{schedule: web}", "{schedule: site}"),
        ("{schedule: {key: web}}", "{schedule: {key: site}}"),
        ("{key: web, type: schedule}", "{key: site, type: schedule}"),
    ]
    expected = reduce(lambda text, form: text.replace(*form), forms, TEXT)
    assert text_of(tmp_path / "policies")["checkout.yaml"] == expected
    assert " ".join(ended.out.split()[-19:]) == (
        "schedule `web` is `site`, in policies/checkout.yaml. `pdsync plan` finds it by `was:`, "
        "which can go after the next apply."
    )


def test_braces_stay_braces(run, write, tmp_path):
    write(TEXT)
    assert run("rename", "service:web", "site").code == 0
    last = text_of(tmp_path / "policies")["checkout.yaml"].splitlines()[-1]
    assert last == (
        "  site: {was: web, name: Site, escalation_policy: web, "
        "integrations: {dog: {vendor: Datadog}}}"
    )


def test_a_dry_run_writes_nothing(run, write, tmp_path):
    write(TEXT)
    ended = run("rename", "schedule:web", "site", "--dry-run")
    assert "-  web:  # first line\n+  site:  # first line\n+    was: web\n" in ended.out
    assert text_of(tmp_path / "policies")["checkout.yaml"] == TEXT


def test_quiet_it_says_nothing(run, write):
    write(TEXT)
    ended = run("rename", "schedule:web", "site", "--quiet")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_renamed_twice_before_an_apply_it_was_what_the_account_has(run, write, tmp_path):
    write(TEXT)
    run("rename", "schedule:web", "one")
    run("rename", "schedule:one", "two")
    assert "  two:  # first line\n    was: web\n" in text_of(tmp_path / "policies")["checkout.yaml"]
    run("rename", "schedule:two", "web")
    assert text_of(tmp_path / "policies")["checkout.yaml"] == TEXT


def test_renamed_twice_it_is_said_what_to_write_if_an_apply_came_between(run, write):
    write(TEXT)
    run("rename", "schedule:web", "one")
    again = " ".join(run("rename", "schedule:one", "two", "--dry-run").out.split())
    assert again.endswith(
        "`pdsync plan` finds it by `was: web`, as before. If an apply has made it `one` already, "
        "write `was: one` instead."
    )
    back = " ".join(run("rename", "schedule:one", "web", "--dry-run").out.split())
    assert back.endswith("If an apply has made it `one` already, write `was: one` on it.")


def test_where_a_key_is_made_of_the_name_it_is_said_what_to_write(run, write, tmp_path):
    text = "service:\n  name: My Shop\n  integrations: {dog: {vendor: Datadog}}\n"
    write(text)
    ended = run("rename", "service:my-shop", "shop")
    assert (ended.code, " ".join(ended.err.split())) == (
        1,
        "error: service `my-shop` keeps its key: below `service:` at policies/checkout.yaml:1:1 a "
        "key is made of the name = help: write it below `services:` as `my-shop:`, and run it "
        "again",
    )
    assert text_of(tmp_path / "policies")["checkout.yaml"] == text
    assert run("rename", "integration:my-shop/dog", "cat").code == 0


def test_a_name_that_was_the_key_stays_in_the_account(run, write, tmp_path):
    write("teams:\n  web:  # ours\n  '1e3': {}\n")
    assert run("apply", "--sandbox", "--yes").code == 0
    assert run("rename", "team:web", "site").code == 0
    assert run("rename", "team:1e3", "two").code == 0
    assert text_of(tmp_path / "policies")["checkout.yaml"] == (
        "teams:\n  site:  # ours\n    was: web\n    name: web\n"
        '  \'two\': {was: "1e3", name: "1e3"}\n'
    )
    planned = run("plan", "--sandbox").out
    assert ("key   web → site" in planned, "name" in planned) == (True, False)


@pytest.mark.parametrize(
    "form", ["[WEB]", "\n      # whose\n      - WEB  # ours", "[{key: WEB}]", "\n    - team: WEB"]
)
def test_a_list_of_one_stays_a_list(run, write, tmp_path, form):
    text = f"teams:\n  web: {{name: Web}}\n{TEXT}    teams: {form}\n".replace(
        TEXT[TEXT.index("services:") :], ""
    )
    write(text.replace("WEB", "web"))
    ended = run("rename", "team:web", "site")
    assert (ended.code, ended.err) == (0, "")
    assert text_of(tmp_path / "policies")["checkout.yaml"] == (
        text.replace("WEB", "site").replace("web: {name: Web}", "site: {was: web, name: Web}")
    )


def test_the_next_apply_changes_marks_alone(run, example):
    assert run("apply", "--sandbox", "--yes").code == 0
    for kind, key in ENTRIES:
        own = key.rpartition("/")[2]
        if kind not in {"service", "integration"}:
            ended = run("rename", f"{kind}:{key}", f"{own}-2")
            assert (kind, key, ended.code, ended.err) == (kind, key, 0, "")
    ended = run("apply", "--sandbox", "--yes")
    assert (ended.code, "Who is on call" in ended.out) == (0, False)
    marked = [line for line in ended.out.splitlines() if line.startswith("  ~")]
    assert len(marked) == sum(kind not in {"service", "integration"} for kind, _ in ENTRIES)
    assert run("plan", "--sandbox", "--detailed-exitcode").code == 0


@pytest.mark.parametrize(("kind", "key"), ENTRIES[::7])
def test_anything_can_be_renamed_and_the_rest_means_the_same(run, example, kind, key):
    before = text_of(example)
    ended = run("rename", f"{kind}:{key}", "renamed")
    assert (ended.code, ended.err) == (0, "")
    assert run("lint").code == 0
    assert run("rename", f"{kind}:{'/'.join([*key.split('/')[:-1], 'renamed'])}",
               key.rpartition("/")[2]).code == 0  # fmt: skip
    assert text_of(example) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("service:weeb", "x"),
            "policies/ has no 'service:weeb'\n    = help: did you mean service:",
        ),
        (
            ("web", "x"),
            "'web' is the key of several\n    = help: write schedule:web, escalation",
        ),
        (("schedule:web", "a b"), "NEW: 'a b' cannot be a key\n    = help: a key is 1 to 100"),
        (("user:ana", "x"), "policies/ has no 'user:ana'\n    = help: write the kind and key"),
        (("schedule:web",), "rename needs a KIND:OLD and a NEW\n    = help: as in service:web"),
        (("schedule:web", "web"), "there is a schedule 'web' already\n    = help: write another"),
    ],
)
def test_what_cannot_be_renamed_is_said(run, write, words, message):
    write(TEXT)
    ended = run("rename", *words)
    assert (ended.code, ended.err[: len(message) + 7]) == (1, f"error: {message}")


def test_a_key_that_an_alias_brings_is_left_alone(run, write, tmp_path):
    text = f"x-web: &web [web]\n{TEXT}".replace("targets: [web]", "targets: *web")
    write(text)
    ended = run("rename", "schedule:web", "site")
    assert ended.code == 1
    assert "schedule `web` keeps its key: it is an alias, `*web` at policies/checkout" in ended.err
    assert text_of(tmp_path / "policies")["checkout.yaml"] == text
