"""Keys and tokens in the configuration."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lint.rules import NOW, examples, found
from source.saying import expected

from pdsync.cli import main
from pdsync.credentials import credentials, may_have_credentials
from pdsync.lint import lint
from pdsync.source import load_texts

HEX = "0123456789abcdef" * 2
MIXED = "y_NbAkKc66ryYTWUXYEu"
TOKEN = "u+" + "AbCdEf0123456789_-"
SERVICE = "services:\n  web:\n    escalation_policy: {name: P}\n"


def test_it_says_where_and_what_to_do():
    assert found("written-secret", examples("written-secret")[0]) == expected("""
        a.yaml:4:35 written-secret: this looks like a routing key of PagerDuty: whoever reads this \
file can wake your people with it, or resolve what should
          take it out, keep it in a store of secrets, and have PagerDuty make a new one: this one \
stays in the history of the repository
        """)


PLACES = {
    "a comment": (f"{SERVICE}# {HEX}\n", "4:3"),
    "extra": (f"{SERVICE}    extra: {{note: {TOKEN}}}\n", "4:19"),
    "a block of text": (f"{SERVICE}    description: |\n      Key:\n      {HEX}.\n", "6:7"),
    "after windows' line breaks": (f"{SERVICE}    # {HEX}\n".replace("\n", "\r\n"), "4:7"),
    "a header": (f"{SERVICE}    description: Token token=y_NbAkKc66ryYTWUXYEu\n", "4:30"),
    "a variable": (f"{SERVICE}    # PAGERDUTY_TOKEN={MIXED}\n", "4:23"),
    "a sentence": (f"{SERVICE}    description: the API key is {MIXED}\n", "4:33"),
    "a field of its own": (f"{SERVICE}    extra: {{api_token: {MIXED}}}\n", "4:24"),
    "the token of an app": (f"{SERVICE}    description: pdus+_0XBPWQQ_{HEX}\n", "4:18"),
    "an orchestration's key": (f"{SERVICE}    description: R0{'2A' * 15}\n", "4:18"),
    "an address for events": (
        f"{SERVICE}    runbook: https://events.pagerduty.com/integration/{HEX}/enqueue\n",
        "4:55",
    ),
    "an address with a key": (f"{SERVICE}    runbook: https://x.example/?key={HEX}\n", "4:37"),
}


@pytest.mark.parametrize(("text", "place"), PLACES.values(), ids=PLACES)
def test_a_secret_is_found_wherever_it_is_written(text, place):
    assert found("written-secret", text).partition(" written-secret")[0] == f"a.yaml:{place}"


HARMLESS = {
    "the number of a page": f"https://notes.example/Runbook-{HEX}",
    "a page below a number": f"https://notes.example/{HEX}/web",
    "a digest of SHA-256": HEX * 2,
    "an e-mail": f"{HEX}@acme.example",
    "a digest of MD5": f"the image has md5sum {HEX}",
    "a trace": f"seen first in traceId={HEX}",
    "a digest beside its name": f"md5:{HEX}",
    "digits alone": "1" * 32,
    "words": "u+me for tea",
    "a word after one for keys": "the API key is in-the-vault-of-teams, below PD-2026",
    "characters of which nothing is said": MIXED,
}


@pytest.mark.parametrize("value", HARMLESS.values(), ids=HARMLESS)
def test_what_is_no_secret_is_not_called_one(value):
    assert found("written-secret", f"{SERVICE}    description: '{value}'\n") == ""


BEFORE = st.sampled_from(["", "token=", "u+", "pdus+", "API key: ", "bearer ", "R0", "x", "@", "/"])
LONG = st.text("0123456789abcdefABCZ_-+", min_size=16, max_size=34)


@given(st.lists(st.tuples(BEFORE, LONG, st.sampled_from(["", " ", "\n", "@", "-"])), max_size=3))
def test_what_is_looked_at_at_all_has_all_that_is_found(parts):
    text = "".join(map("".join, parts))
    found = [*credentials(text)]
    assert may_have_credentials(text) or not found


def test_a_secret_in_the_settings_is_found():
    texts = {"pdsync.yaml": f"stack: acme\n# token={MIXED}\n", "a.yaml": SERVICE}
    found = lint(load_texts(texts), NOW)
    assert [(str(one.place), one.rule) for one in found] == [("pdsync.yaml:2:9", "written-secret")]


@pytest.mark.parametrize("format_", ["text", "json"])
def test_no_output_shows_a_secret(tmp_path, capsys, format_):
    text = f"{SERVICE}    integration_key: {HEX}\n    escalation_policies: {TOKEN}\n"
    (tmp_path / "a.yaml").write_text(text + f"teams: {{'{TOKEN}': 1}}\n")
    code = main(["lint", "--config", str(tmp_path), "--format", format_])
    out, err = capsys.readouterr()
    assert (code, HEX in out + err, TOKEN in out + err, "written-secret" in out) == (
        1,
        False,
        False,
        True,
    )


def test_the_marker_stands_below_the_dots(tmp_path, capsys):
    (tmp_path / "a.yaml").write_text(f"{SERVICE}    description: {HEX}\n")
    main(["lint", "--config", str(tmp_path)])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[1:3] == [f"description: {'•' * 32}", "^" * 32]
