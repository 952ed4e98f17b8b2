"""What `lint --fix` deletes from `extra`."""

import pytest


@pytest.mark.parametrize(
    ("extra", "left"),
    [
        ("{self: a}", ""),
        ("{self: a, html_url: b}", ""),
        ("{self: a, brand_new: b}", "    extra: {brand_new: b}\n"),
        ("\n      self: a\n      html_url: b", ""),
    ],
)
def test_no_empty_extra_is_left_by_its_fix(run, write, tmp_path, extra, left):
    whole = "teams:\n  t:\n    description: Us.\n"
    write(f"{whole}    extra: {extra}\n")
    assert run("lint", "--fix").code == 0
    assert (tmp_path / "policies" / "checkout.yaml").read_text() == whole + left
