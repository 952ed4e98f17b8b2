"""Links of runbooks that lead nowhere."""

import pytest

RULE = "dead-link"
AT = "policies/runbooks/checkout.md"
FILES = {
    "policies/runbooks/gateway.md": "# Gateway\n\n## Take `b`\n\n## Take b\n",
    "docs/on call.md": "# On call\n",
    "docs/panel.png": "",
    "docs/code.py": "",
}
PATH = "  write the path from this page's folder, or from the top of the repository after `/`\n"
HEADING = "  write that of a heading, in small letters with -\n"


def test_links_of_every_form_that_lead_somewhere(found_in):
    text = """\
# Roll back, or not?

[a](gateway.md) [b](gateway.md#take-b-1) [c](<../../docs/on call.md>)
[d](/docs/on%20call.md#on-call)
[e](#roll-back-or-not) [f][ref] [ref] [g](../../docs) ![h](/docs/panel.png?raw=true) [i](#x)
[j](https://acme.example/gone#x) <mailto:a@acme.example> [k](//acme.example) [l](#top) [m]()
[n](/docs/code.py#L10-L12) [o](/docs/code.py#gone) [no link] a[0][1] `[p](gone.md)` <a id="x"></a>
<img src="../../docs/panel.png" width="300"> [q](gateway.md#take-b 'title')

    [r](gone.md)

[ref]: gateway.md "A title"
"""
    assert found_in(RULE, text, FILES) == ""


@pytest.mark.parametrize(
    ("line", "column", "message", "how"),
    [
        ("see [a](gone.md)", 5, "there is no file 'gone.md'", PATH),
        ("see [a](gone.md#x)", 5, "there is no file 'gone.md'", PATH),
        ("- ![a](/gone%20too.png)", 3, "there is no file '/gone too.png'", PATH),
        ("> see [a][b]", 7, "there is no file 'gone.md'", PATH),
        ("| a | [a](gone.md) |\n|---|---|", 7, "there is no file 'gone.md'", PATH),
        ('<img src="gone.png">', 6, "there is no file 'gone.png'", PATH),
        ('see <a href="gone.md">it</a>', 8, "there is no file 'gone.md'", PATH),
        (
            "see [a][nowhere]",
            5,
            "nothing says where 'nowhere' leads",
            "  write `[nowhere]: PATH` on a line of its own, or the path in ( )\n",
        ),
        (
            "[a](#titel)",
            1,
            "this page has no heading '#titel'",
            "  did you mean `#title`?\n",
        ),
        (
            "[a](gateway.md#xyz)",
            1,
            "'policies/runbooks/gateway.md' has no heading '#xyz'",
            HEADING,
        ),
        (
            "[a](../../../secret.md)",
            1,
            "'../../../secret.md' leads out of the repository",
            "  write its address on the web\n",
        ),
    ],
)
def test_links_that_lead_nowhere(line, column, message, how, found_in):
    text = f"# Title\n\n{line}\n\n[b]: gone.md\n"
    assert found_in(RULE, text, FILES) == f"{AT}:3:{column} dead-link: {message}\n{how}"


def test_each_thing_that_is_missing_is_told_once(found_in):
    text = "[a](gone.md)\n[b](gone.md)\n\n[c](lost.md) and [d](lost.md)\n"
    said = found_in(RULE, text).splitlines()
    assert [one.partition(" ")[0] for one in said if one.startswith(AT)] == [
        f"{AT}:1:1",
        f"{AT}:4:1",
    ]


def test_the_second_of_two_cells_alike_has_its_own_column(found_in):
    text = "| [x](#t) and | [x](#t) |\n|---|---|\n| a | see |\n| see | see [x](gone.md) |\n\n# T\n"
    assert found_in(RULE, text).startswith(f"{AT}:4:13 ")


def test_the_part_that_a_service_names_is_there(found_in):
    assert found_in(RULE, "# A\n", runbook="runbooks/checkout.md#b") == (
        "policies/a.yaml:1:64 dead-link: 'policies/runbooks/checkout.md' has no heading '#b'\n"
        + HEADING
    )


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Root Cause", "root-cause"),
        ("What's *new*, in `v1.2_3`?", "whats-new-in-v12_3"),
        ("\U0001f525 Fire - now", "-fire---now"),
        ("Übersicht für हिन्दी", "übersicht-für-हिन्दी"),
        ("[A link](https://x.example) here", "a-link-here"),
        ("2 + 3", "2--3"),
    ],
)
def test_headings_have_the_names_that_github_gives_them(heading, anchor, found_in):
    assert found_in(RULE, f"# {heading}\n\n[a](#{anchor})\n") == ""


def test_each_name_that_leads_nowhere_is_told(found_in):
    said = found_in("dead-link", "# A\n\n[one][1] and [two][2], and [one][1] again.\n")
    assert [line.partition(": ")[2] for line in said.splitlines()[::2]] == [
        "nothing says where '1' leads",
        "nothing says where '2' leads",
    ]
