"""Runbooks without a section, or with an empty one."""

import pytest
from lint.rules import NOW

from pdsync.lint import LintContext, all_rules
from pdsync.lint.rules.runbook_sections import OPTIONS
from pdsync.package_text import package_text
from pdsync.source.pages.reading import RepositoryPages

RULE = "runbook-sections"
LATER = "TO" + "DO"
NAMES = ("Symptoms", "Diagnosis", "Mitigation", "Root Cause", "Prevention")
HELP = "  write under each of these headings what people need at night, and no more\n"


def page(**sections):
    """A page in which all sections say something, but those that are given."""
    texts = {name: sections.get(name.split()[0].lower(), "It says so.") for name in NAMES}
    return "# Checkout\n\n" + "".join(f"## {name}\n\n{text}\n\n" for name, text in texts.items())


def test_all_that_is_wrong_with_a_page_is_one_finding_at_its_title(found_in):
    text = page(mitigation="").replace("## Prevention", "## Afterwards")
    assert found_in(RULE, text) == (
        "policies/runbooks/checkout.md:1:1 runbook-sections: the section 'Prevention' is missing "
        f"and the section 'Mitigation' is empty\n{HELP}"
    )


def test_the_service_that_names_the_page_is_beside_it(repository):
    service = "{escalation_policy: {name: Web}, runbook: runbooks/x.md}"
    files = {"policies/a.yaml": f"services:\n  a: {service}\n  b: {service}\n"}
    config = repository({**files, "policies/runbooks/x.md": "# X\n"})
    (found,) = all_rules()[RULE].findings(config, LintContext(NOW))
    assert [(one.message, str(one.place)) for one in found.related] == [
        ("service `a` and 1 more name it", "policies/a.yaml:2:48")
    ]


def test_where_all_are_there_it_is_at_the_first_that_is_empty(found_in):
    assert found_in(RULE, page(diagnosis="", root="<!-- what it was -->")) == (
        "policies/runbooks/checkout.md:7:1 runbook-sections: the sections 'Diagnosis' and 'Root "
        f"Cause' are empty\n{HELP}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "<!-- What people see, from the outside in. -->",
        LATER,
        f"- TBA\n- {LATER}: ask Ana",
        "To be written.",
        "To do",
        "*WIP*",
        "Coming soon.",
        "- later …",
        "### Details",
        "---",
        "_…_",
        "…",
        "1. What changed in the last hour? _Link to deployments and switches._",
    ],
)
def test_nothing_to_read_is_empty(text, found_in):
    assert "the section 'Diagnosis' is empty" in found_in(RULE, page(diagnosis=text))


def test_all_that_init_writes_into_sections_is_empty(found_in):
    written = package_text("pdsync", "scaffold/templates/runbook.md")
    kept = "".join(line for line in written.splitlines(keepends=True) if "<!--" not in line)
    text = kept.replace("$service", "Checkout").replace("$about\n", "").replace("$key", "checkout")

    empty = "', '".join(NAMES[:-1])
    assert f"the sections '{empty}' and '{NAMES[-1]}' are empty" in found_in(RULE, text)


@pytest.mark.parametrize(
    "text",
    [
        "None.",
        "There is nothing to do.",
        "Later releases do it by themselves.",
        "N/A",
        "```bash\nkubectl get pods\n```",
        "![how it looks](panel.png)",
        "| a |\n|---|\n| b |",
        "> quoted",
        "### Details\n\nLook there.",
        "<details>\n<summary>All of it</summary>\n</details>",
        "1. What changed in the last hour? Pipelines, checkout.",
        f"Roll back. {LATER}: find out how long that takes, and who may do it without asking.",
    ],
)
def test_anything_else_is_not(text, found_in):
    assert found_in(RULE, page(diagnosis=text)) == ""


@pytest.mark.parametrize(
    ("was", "is_"),
    [
        ("## Symptoms", "## SYMPTOMS"),
        ("## Symptoms", "### 1. Symptoms:"),
        ("## Root Cause", "## Root Cause Analysis"),
        ("## Mitigation", "## Mitigation of what fails\n\nFirst:\n\n## Mitigation"),
        ("## Symptoms", "Symptoms\n--------"),
        ("## Symptoms", "## \U0001f525 **Symptoms**"),
        ("# Checkout", "---\ntitle: Checkout\n---\n\n# Checkout"),
        ("\n", "\r\n"),
    ],
)
def test_a_heading_may_be_written_in_several_ways(was, is_, found_in):
    assert found_in(RULE, page().replace(was, is_)) == ""


@pytest.mark.parametrize("text", ["", "Call Ana.\n", "<!-- later -->\n", "```\n"])
def test_a_page_without_headings_lacks_them_all(text, found_in):
    said = found_in(RULE, text)
    assert said.startswith("policies/runbooks/checkout.md:1:1 runbook-sections: the sections 'Symp")


def test_a_service_may_name_a_part_of_a_page_that_has_its_own_sections(found_in):
    both = page() + page(mitigation="").replace("# Checkout", "# Search", 1)
    assert [
        found_in(RULE, both, runbook=f"runbooks/checkout.md#{one}")
        for one in ("checkout", "search", "mitigation", "gone")
    ] == [
        "",
        "policies/runbooks/checkout.md:33:1 runbook-sections: the section 'Mitigation' is empty\n"
        + HELP,
        "",
        "",
    ]


def test_the_sections_can_be_set(repository, found_in):
    found_in(RULE, "# A\n\n## Do\n\nThis.\n\n## Call\n")
    options = OPTIONS.model_validate({"sections": ["Do", "Call", "Tell"]})
    config = repository({})
    (found,) = all_rules()[RULE].findings(config, LintContext(NOW, settings=options))
    assert found.message == "the section 'Tell' is missing and the section 'Call' is empty"


def test_nothing_is_said_of_what_is_not_markdown_or_not_here(found_in):
    files = {"policies/runbooks/checkout.txt": "call Ana\n"}
    for runbook in ("runbooks/checkout.txt", "https://wiki.acme.example/checkout.md"):
        assert found_in(RULE, "", files, runbook) == ""


def test_a_page_is_read_once_however_many_services_name_it(repository, monkeypatch):
    opened = []
    monkeypatch.setattr(RepositoryPages, "text", lambda _, name: opened.append(name) or page())
    service = "{escalation_policy: {name: Web}, runbook: runbooks/x.md}"
    files = {
        "policies/a.yaml": f"services: {{a: {service}, b: {service}}}\n",
        "policies/runbooks/x.md": page(),
    }
    context = LintContext(NOW)
    config = repository(files)
    for rule in all_rules().values():
        if rule.pages:
            assert list(rule.findings(config, context)) == []
    assert opened == ["policies/runbooks/x.md"]


def test_a_heading_of_more_words_is_not_looked_at_where_one_says_it_plainly(found_in):
    text = page(mitigation="").replace("## Symptoms", "## Mitigation so far\n\nx\n\n## Symptoms")
    assert "the section 'Mitigation' is empty" in found_in(RULE, text)


def test_a_longer_word_is_another_one(found_in):
    text = page().replace("## Symptoms", "## Symptomstory")
    assert "the section 'Symptoms' is missing" in found_in(RULE, text)
