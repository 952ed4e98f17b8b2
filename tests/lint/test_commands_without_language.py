"""Blocks of commands without a language."""

RULE = "commands-without-language"
HELP = "  write it behind the fence, as in ```bash; `text` is for what is only read\n"


def test_one_block(found_in):
    assert found_in(RULE, "# A\n\n1. Do:\n\n   ```\n   ls\n   ```\n") == (
        "policies/runbooks/checkout.md:5:4 commands-without-language: this block of commands has "
        f"no language\n{HELP}"
    )


def test_many_are_one_finding(found_in):
    text = "```\nls\n```\n" * 7 + "\ntext\n\n    indented\n"
    assert found_in(RULE, text) == (
        "policies/runbooks/checkout.md:1:1 commands-without-language: 8 blocks of commands have no "
        f"language, in lines 1, 4, 7, 10, 13, …\n{HELP}"
    )


def test_a_language_is_the_first_word_behind_the_fence(found_in):
    assert found_in(RULE, "```bash\nls\n```\n~~~ text title\nls\n~~~\n") == ""
