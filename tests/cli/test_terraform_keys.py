"""Keys made from Terraform's names, and the addresses that they are made of."""

import json
from pathlib import Path

import pytest
from terraform_states import stored, tracked

NAMED = [
    ([("worker", 0, None), ("worker", 1, None)], ["worker-0", "worker-1"]),
    ([("eu_west", None, None)], ["eu_west"]),
    ([("api", None, "module.a"), ("api", None, "module.b.module.c[2]")], ["a-api", "b-c-2-api"]),
    ([("api", "Zürich / 1", None), ("x", "日本", None)], ["api-Zurich-1", "x"]),
    ([("this", None, "module.shop"), ("main", None, None)], ["main", "shop"]),
    ([("this", None, "module.a"), ("main", None, "module.a")], ["a-main", "a-this"]),
    ([("a", "b", None), ("a-b", None, None)], ["a-b", "a-b-2"]),
    ([("a" * 100 + "b", None, None), ("a" * 101, None, None)], ["a" * 98 + "-2", "a" * 100]),
    ([("a", 'quo"te]', 'module.m["x.y"]')], ["a-quo-te"]),
]


@pytest.mark.parametrize(("resources", "keys"), NAMED)
def test_keys_are_terraforms_names_made_unique_with_the_index_and_the_module(
    resources, keys, ids, move
):
    both = [ids["P000008"], ids["P000009"]]
    resources = [
        tracked("pagerduty_service", name, ident, index=index, module=module)
        for (name, index, module), ident in zip(resources, both, strict=False)
    ]

    forwards = move(stored(*resources))
    backwards = move(stored(*reversed(resources)), out="again")

    assert sorted(one["key"] for one in forwards["taken"]) == keys
    assert forwards == backwards


def test_a_key_that_pdsync_has_given_already_stays(ids, move, run):
    text = stored(tracked("pagerduty_service", "cart", ids["P000008"]))
    move(text, out="before")
    Path("before/shared.yaml").write_text(
        Path("before/shared.yaml")
        .read_text(encoding="utf-8")
        .replace("  cart:", "  trolley:\n    name: cart"),
        encoding="utf-8",
    )
    assert run("apply", "--sandbox", "--config", "before", "--yes").code == 0

    assert [one["key"] for one in move(text, "--stack", "acme")["taken"]] == ["trolley"]


HOSTILE = ['q"uote', "${dollar}", "%{per}", "new\nline", "back\\slash", "\x01", "br]ack", "\u2028"]


@pytest.mark.parametrize("key", HOSTILE, ids=ascii)
def test_addresses_with_hostile_keys_are_told_as_terraform_writes_them(key, ids, move):
    escaped = json.dumps(key, ensure_ascii="\u2028" in key)
    written = escaped.replace("${", "$${").replace("%{", "%%{")
    found = move(
        stored(
            tracked("pagerduty_service", "this", ids["P000008"], module=f"module.m[{written}]"),
            tracked("pagerduty_service", "cart", ids["P000009"], index=key),
        )
    )
    assert [one["address"] for one in found["taken"]] == [
        f"module.m[{written}].pagerduty_service.this",
        f"pagerduty_service.cart[{written}]",
    ]
