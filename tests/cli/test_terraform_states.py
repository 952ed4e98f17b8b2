"""Files that are no state of Terraform, or none that can be read: what is said, and what to do."""

import json
from pathlib import Path

import pytest
from terraform_states import SECRET, stored, tracked

PULL = (
    "write it with `terraform state pull > state.json`, or `terraform show -json > state.json` "
    "(OpenTofu: `tofu show -json`)"
)
SHOW = "write it with `terraform show -json > state.json` (OpenTofu: `tofu show -json`)"
WHOLE = stored(tracked("pagerduty_service", "cart", "PCART"))
ELSEWHERE = "name the state of the directory and the workspace that look after PagerDuty"


def shown(**more):
    return json.dumps({"format_version": "1.0", "terraform_version": "1.11.4", **more})


def of(*resources):
    return stored(*resources).encode()


WRONG = {
    "nothing": (b"", "state is empty", PULL),
    "white space": (b"\n \n", "state is empty", PULL),
    "a plan in a zip": (
        b"PK\x03\x04\x14\x00",
        "state is a saved plan of Terraform, which holds more than the state",
        SHOW,
    ),
    "bytes": (b"\xff\xd8\xff\xe0", "state is not text, so no state of Terraform", PULL),
    "Terraform's language": (b'resource "a" "b" {}', "state:1:1: this is not JSON", SHOW),
    "half a state": (
        WHOLE[: WHOLE.index(SECRET) + 5].encode(),
        "state:18:37: the file ends in the middle of the state",
        PULL,
    ),
    "a mistake": (
        WHOLE.replace('"cart",', '"cart"').encode(),
        "state:12:7: this is not JSON from here on",
        PULL,
    ),
    "two states": (f"{WHOLE}{WHOLE}".encode(), "state:24:2: something follows the end", SHOW),
    "a list": (b"[]", "state is JSON, but not a state of Terraform", PULL),
    "another object": (b'{"teams": {}}', "state is JSON, but not a state of Terraform", PULL),
    "an encrypted state": (
        b'{"serial":1,"lineage":"x","meta":{"key_provider.pbkdf2.a":"e30="},'
        b'"encrypted_data":"AAAA","encryption_version":"v0"}',
        "state is a state that OpenTofu has encrypted",
        "write it where the key is: `tofu show -json > state.json`; it has every secret in clear: "
        "delete it afterwards",
    ),
    "a plan": (
        shown(planned_values={}, resource_changes=[]).encode(),
        "state is a plan of Terraform, and not its state",
        SHOW,
    ),
    "a note of the backend": (
        b'{"version":3,"serial":1,"backend":{"type":"s3","config":{}},"modules":[]}',
        "state only says where Terraform keeps its state",
        PULL,
    ),
    "version 3": (
        stored(version=3).encode(),
        "state has version 3 of the state, of Terraform before 0.12",
        f"{SHOW}, or have Terraform 0.12 or later write the state anew",
    ),
    "version 5": (
        stored(version=5).encode(),
        "state has version 5 of the state, and pdsync knows 4",
        SHOW,
    ),
    "no version": (b'{"version": "4", "resources": []}', "state is JSON, but not a state", PULL),
    "format 2": (
        shown(values={}).replace("1.0", "2.0").encode(),
        "state has a format that pdsync does not know: 2.0",
        "a newer pdsync may; or write `terraform state pull > state.json` and name that",
    ),
    "a part": (b'{"version": 4}', "state is a part of a state: it has no `resources`", PULL),
    "an empty state": (stored().encode(), "state is a state with nothing in it", ELSEWHERE),
    "an empty state that is shown": (
        shown().encode(),
        "state is a state with nothing in it",
        ELSEWHERE,
    ),
    "another provider's": (
        of(tracked("aws_instance", "a", "i-1")),
        "state is a state with nothing of PagerDuty's in it",
        ELSEWHERE,
    ),
    "no instances": (
        b'{"version":4,"resources":[{"mode":"managed","type":"a","name":"b"}]}',
        "state: resources[0] is not as Terraform writes it",
        PULL,
    ),
    "a strange module": (
        of(tracked("pagerduty_service", "a", "P1", module="module.a[b]")),
        "state: resources[0] is not as Terraform writes it",
        PULL,
    ),
    "a strange key": (
        of(tracked("pagerduty_service", "a", "P1", index=[1])),
        "state: resources[0].instances[0] is not as Terraform writes it",
        PULL,
    ),
    "a strange part of what is shown": (
        shown(values={"root_module": {"child_modules": [{"resources": [7]}]}}).encode(),
        "state: values.root_module.child_modules[0].resources[0] is not as Terraform writes it",
        PULL,
    ),
    "depth": (b'{"a":' * 100_000, "state is not a state of Terraform", PULL),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_file_that_is_no_readable_state_is_told_apart(what, run):
    raw, message, hint = WRONG[what]
    Path("state").write_bytes(raw)

    ended = run("dump", "--sandbox", "--terraform-state", "state")

    said, _, told = " ".join(ended.err.split()).partition(" = help: ")
    assert (ended.code, said.startswith(f"error: {message}"), told) == (1, True, hint), ended.err
    assert not Path("policies").exists()
    assert SECRET[:5] not in ended.err


@pytest.mark.parametrize(
    ("file", "why"),
    [("none", "there is no such file"), (".", "it is a directory"), ("a\0b", None)],
)
def test_a_file_that_cannot_be_read_is_said_so(file, why, run):
    ended = run("dump", "--sandbox", "--terraform-state", file)
    first = f"cannot read the state {file}: {why}" if why else "--terraform-state is no name"
    assert (ended.code, ended.err.startswith(f"error: {first}")) == (1, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_state_is_read_as_windows_writes_it(encoding, run):
    Path("state").write_text(WHOLE, encoding=encoding)
    ended = run("dump", "--sandbox", "--terraform-state", "state")
    assert (ended.code, ended.err) == (1, ANOTHERS)


ANOTHERS = """\
error: the account acme has nothing of what state tracks
    = help: use a token of the account that Terraform looks after, or a state of this one
"""


def test_a_state_of_another_account_is_refused_and_nothing_is_written(run):
    Path("state").write_text(WHOLE, encoding="utf-8")
    ended = run("dump", "--sandbox", "--terraform-state", "state")
    assert (ended.code, ended.err, Path("policies").exists()) == (1, ANOTHERS, False)


@pytest.mark.parametrize(
    "name", ["a }\nresource", "a.b", "a[0", "${a}", "", "\ud800"], ids=range(6)
)
def test_a_name_that_terraform_would_read_as_more_is_refused(name, run):
    """What stands in removed.tf comes from the state."""
    texts = [
        stored(tracked("pagerduty_service", name, "PCART")),
        stored(tracked("pagerduty_service", "cart", "PCART", module=f"module.{name}")),
        stored(tracked(f"pagerduty_{name}", "cart", "PCART")) if name else "",
    ]
    for text in filter(None, texts):
        Path("state").write_text(text, encoding="utf-8")
        ended = run("dump", "--sandbox", "--terraform-state", "state")
        assert ended.err.startswith("error: state: resources[0] is not as Terraform writes it")
