"""What was changed of one thing in the account, taken over into the file where it stands."""

from pathlib import Path

from command_line import the_account

from pdsync.api import Client

SHOP = """\
schedules:
  primary:
    name: Web Primary
    time_zone: Europe/London
    layers:
      - name: Weekly
        rotate: weekly
        handoff: Mon 09:00
        members: [ana.silva@acme.example, ben.okafor@acme.example]
        anchor: {who: ana.silva@acme.example, at: 2026-03-02}
escalation_policies:
  web:
    name: Web
    escalation_rules:
      - escalation_delay_in_minutes: 10m
        targets: [primary]
services:
  cart:
    name: Cart
    escalation_policy: web
    acknowledgement_timeout: 30m  # as in the contract
"""
LOW = {"type": "constant", "urgency": "low"}


def test_what_was_changed_in_the_account_is_taken_over_into_its_file(run, write):
    write(f"# Ours.\n{SHOP}  # the end\n")
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        path = f"/services/{world.named('service', 'services', 'Cart')['id']}"
        world.send("PUT", path, {"service": {"type": "service", "acknowledgement_timeout": 3600}})

    ended = run("dump", "--sandbox", "--into", "policies", "--only", "service:cart")

    assert ended.out.endswith("\nService `cart` has acknowledgement_timeout of the account now.\n")
    after = Path("policies/checkout.yaml").read_text(encoding="utf-8")
    expected = SHOP.replace("acknowledgement_timeout: 30m", "acknowledgement_timeout: 1h")
    assert after == f"# Ours.\n{expected}  # the end\n"
    assert run("plan", "--sandbox", "--detailed-exitcode").code == 0


def test_members_changed_in_the_account_are_taken_over_with_their_anchor(run, write):
    write(SHOP)
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        ident = world.named("schedule", "schedules", "Web Primary")["id"]
        live = world.get(f"/schedules/{ident}", time_zone="Europe/London")["schedule"]
        live["schedule_layers"][0]["users"].reverse()
        body = {name: live[name] for name in ("type", "name", "time_zone", "schedule_layers")}
        world.send("PUT", f"/schedules/{ident}", {"schedule": body})

    ended = run("dump", "--sandbox", "--into", "policies", "--only", "schedule:primary")

    assert ended.code == 0
    assert run("plan", "--sandbox", "--detailed-exitcode").code == 0


def test_with_another_time_zone_the_hand_offs_are_taken_over_too(run, write):
    write(SHOP)
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        ident = world.named("schedule", "schedules", "Web Primary")["id"]
        body = {"type": "schedule", "time_zone": "Asia/Tokyo"}
        world.send("PUT", f"/schedules/{ident}", {"schedule": body})

    ended = run("dump", "--sandbox", "--into", "policies", "--only", "schedule:primary")

    assert ended.out.endswith("\nSchedule `primary` has time_zone and layers of the account now.\n")
    after = Path("policies/checkout.yaml").read_text(encoding="utf-8")
    assert "handoff: Mon 18:00" in after
    assert run("plan", "--sandbox", "--detailed-exitcode").code == 0


def test_nothing_is_asked_twice_however_many_edits_are_tried(run, write, monkeypatch):
    write(SHOP)
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        path = f"/services/{world.named('service', 'services', 'Cart')['id']}"
        world.send("PUT", path, {"service": {"type": "service", "acknowledgement_timeout": 3600}})
    asked, get, whole = [], Client.get, Client.list

    def listed(client, path, plural, **more):
        asked.append((path, more.get("params"), more.get("sort_by")))
        return whole(client, path, plural, **more)

    monkeypatch.setattr(Client, "get", lambda *one: asked.append(one[1:]) or get(*one))
    monkeypatch.setattr(Client, "list", listed)

    assert run("dump", "--sandbox", "--into", "policies", "--only", "service:cart").code == 0

    assert asked
    assert len(asked) == len(set(asked))


def test_into_takes_one_thing(run, write):
    write(SHOP)
    ended = run("dump", "--sandbox", "--into", "policies", "--only", "service")
    assert (ended.code, ended.err) == (
        1,
        "error: --into takes one --only KIND:KEY\n"
        "    = help: as in --into policies --only schedule:primary\n",
    )


def test_nothing_is_said_to_be_as_the_account_has_it_where_no_plan_can_be_made(run, write):
    write(SHOP)
    assert run("apply", "--sandbox", "--yes").code == 0
    write(SHOP.replace("[primary]", "[who.else@acme.example]").replace("10m", "20m"))

    ended = run("dump", "--sandbox", "--into", "policies", "--only", "escalation_policy:web")

    assert (ended.code, ended.out) == (1, "")
    assert "error[unknown-reference]: the account has no user 'who.else@acme.example'" in ended.err


def test_one_of_two_that_carry_its_mark_is_not_taken_for_none(run, write):
    write(SHOP)
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        cart = world.named("service", "services", "Cart")
        twin = {"name": "Cart 2", "description": cart["description"], "type": "service"}
        twin["escalation_policy"] = cart["escalation_policy"]
        world.send("POST", "/services", {"service": twin})

    ended = run("dump", "--sandbox", "--into", "policies", "--only", "service:cart")

    assert (ended.code, ended.out) == (1, "")
    assert "error[ambiguous-mark]: 2 live services carry the mark of `cart`" in ended.err


def test_a_key_is_told_as_it_is_written(run, write):
    write(SHOP.replace("  cart:", "  Cart:"))
    assert run("apply", "--sandbox", "--yes").code == 0
    asked = ("dump", "--sandbox", "--into", "policies", "--only", "service:Cart")
    assert (run(*asked).out, run(*asked, "--quiet").out) == (
        "Service `Cart` is as the account has it.\n",
        "",
    )


def test_fields_that_nobody_wrote_are_named_as_the_accounts(run, write):
    write(SHOP)
    assert run("apply", "--sandbox", "--yes").code == 0
    with the_account() as world:
        path = f"/services/{world.named('service', 'services', 'Cart')['id']}"
        other = {"auto_resolve_timeout": 14400, "incident_urgency_rule": LOW}
        world.send("PUT", path, {"service": {"type": "service", **other}})
    left = (
        "Not written of service `cart`, and left to the account: `auto_resolve_timeout` "
        "(4h) and `incident_urgency_rule` (low).\n"
    )
    before = Path("policies/checkout.yaml").read_text(encoding="utf-8")

    ended = run("dump", "--sandbox", "--into", "policies", "--only", "service:cart")

    assert (ended.code, ended.out) == (0, f"Service `cart` is as the account has it.\n{left}")
    assert Path("policies/checkout.yaml").read_text(encoding="utf-8") == before


def test_into_a_directory_without_a_configuration_says_which_to_name(run):
    Path("empty").mkdir()
    for name in ("empty", "gone"):
        ended = run("dump", "--sandbox", "--into", name, "--only", "schedule:a")
        assert (ended.code, ended.err.splitlines()[0]) == (
            1,
            f"error: --into {name}: there is no YAML",
        )
