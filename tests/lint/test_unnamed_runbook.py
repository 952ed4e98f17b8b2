"""Runbooks that no service names."""

import pytest

RULE = "unnamed-runbook"
PAGE = "# A page\n"


def test_a_page_of_the_folder_that_nothing_leads_to(found_in):
    assert found_in(RULE, PAGE, {"policies/runbooks/search.md": "\n# Search\n"}) == (
        "policies/runbooks/search.md:2:1 unnamed-runbook: no service names this runbook\n"
        "  write `runbook:` with its path on the service that it is for, or delete it\n"
    )


def test_a_service_of_that_name_is_the_one_that_it_is_for(found_in):
    assert "on service `checkout`, or" in found_in(
        RULE, PAGE, {"policies/runbooks/chekout.md": PAGE}
    )


def test_a_page_beside_a_runbook_in_a_folder_elsewhere(found_in):
    files = {"docs/runbooks/a.md": PAGE, "docs/runbooks/deep/b.md": PAGE, "docs/c.md": PAGE}
    said = found_in(
        RULE, "", {**files, "policies/runbooks/checkout.md": PAGE}, "docs/runbooks/a.md"
    )
    assert [one.partition(":")[0] for one in said.splitlines() if not one.startswith(" ")] == [
        "policies/runbooks/checkout.md",
        "docs/runbooks/deep/b.md",
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"policies/runbooks/gateway.md": "[on](more.md)\n", "policies/runbooks/more.md": PAGE},
        {"policies/runbooks/gateway.md": PAGE, "policies/runbooks/README.md": PAGE},
        {"policies/runbooks/gateway.md": PAGE, "policies/runbooks/.draft.md": PAGE},
        {"policies/runbooks/gateway.md": PAGE, "policies/notes/a.md": PAGE, "docs/b.md": PAGE},
        {"policies/runbooks/gateway.md": PAGE, "policies/runbooks/panel.png": ""},
    ],
)
def test_nothing_is_said_of_pages_that_are_linked_or_no_runbooks(files, found_in):
    assert found_in(RULE, "# A\n\n[the gateway](gateway.md#x)\n", files) == ""


def test_a_folder_in_capitals_is_one_of_runbooks(found_in):
    said = found_in(RULE, PAGE, {"policies/Runbooks/gateway.md": PAGE})
    assert said.startswith("policies/Runbooks/gateway.md:1:1 unnamed-runbook: ")


FORGE = "https://forge.example/acme/web/blob/main/policies/runbooks/my%20gateway.md#now"


@pytest.mark.parametrize(("name", "told"), [("my gateway.md", False), ("gateway.md", True)])
def test_a_service_may_name_a_page_by_its_address_at_a_forge(name, told, found_in):
    services = (
        "services:\n  web: {escalation_policy: {name: X}, runbook: runbooks/checkout.md}\n"
        f"  gateway: {{escalation_policy: {{name: X}}, runbook: '{FORGE}'}}\n"
    )
    files = {"policies/a.yaml": services, f"policies/runbooks/{name}": PAGE}
    assert (RULE in found_in(RULE, PAGE, files)) is told
