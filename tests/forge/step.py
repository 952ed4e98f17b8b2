"""The files of a step of GitHub Actions, which the runner reads when the step is over."""

import re

HELD_BEFORE = "before\n"


class Step:
    """A step whose files hold already what one before it wrote."""

    def __init__(self, directory, monkeypatch):
        self._summary = directory / "GITHUB_STEP_SUMMARY"
        self._outputs = directory / "GITHUB_OUTPUT"
        for file in (self._summary, self._outputs):
            file.write_text(HELD_BEFORE, encoding="utf-8")
            monkeypatch.setenv(file.name, str(file))
        monkeypatch.setenv("GITHUB_ACTIONS", "true")

    @property
    def summary(self):
        """Return what was added to the page of the job."""
        return _added(self._summary)

    @property
    def outputs(self):
        """Return the outputs, which must be in the form with an end that cannot be guessed."""
        text = _added(self._outputs)
        found = re.findall(r"([\w-]+)<<(end-[0-9a-f]{32})\n(.*?)\n\2\n", text, re.DOTALL)
        assert "".join(f"{name}<<{end}\n{value}\n{end}\n" for name, end, value in found) == text
        return {name: value for name, _, value in found}


def commands(ended):
    """Return the lines that the runner obeys."""
    return [line for line in ended.out.splitlines() if line.startswith("::")]


def _added(file):
    text = file.read_text(encoding="utf-8")
    assert text.startswith(HELD_BEFORE)
    return text.removeprefix(HELD_BEFORE)
