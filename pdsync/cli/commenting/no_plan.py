"""What is told in place of a plan or drift that could not be made, wherever it was to be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from pdsync.cli.arguments.words import UsageProblem
from pdsync.cli.terminal.actions import WorkflowStep
from pdsync.cli.terminal.out_file import Out
from pdsync.cli.terminal.output import Output
from pdsync.diagnostics import Diagnostic
from pdsync.errors import PdsyncError
from pdsync.frozen import frozen
from pdsync.source import load, stack_of


@frozen
class NoPlan:
    """Where to tell, beside standard error, why there is no plan of a directory.

    Attributes:
        what: the command, `plan` or `drift`.
        directory: that of the configuration.
        page: the file of `--markdown`, if any.
        format_: what was to be printed.
        output: where it is printed.
    """

    what: str
    directory: str
    page: Out | None
    format_: str
    output: Output

    @contextmanager
    def told(self) -> Iterator[None]:
        """Tell of every error that ends what is inside, and let it go on from there."""
        try:
            yield
        except UsageProblem:
            raise
        except PdsyncError as problem:
            from pdsync.cli.terminal.problems import diagnostics_of

            with suppress(PdsyncError):  # of the two, the first is what matters
                self.tell(diagnostics_of(problem))
            raise

    def tell(self, reasons: Sequence[Diagnostic]) -> None:
        """Put the reasons where the plan was to go; nothing where it was to be printed alone."""
        from pdsync.render.plan import no_plan_markdown

        if self.page is None and self.format_ not in {"markdown", "github"}:
            return
        text = no_plan_markdown(self.what, self.directory, self._stack(), reasons)
        if self.page:
            self.page.write(text)
        if self.format_ == "github":
            WorkflowStep.of_environment().summarize(text)
        elif self.format_ == "markdown":
            self.output.out(text.rstrip())

    def _stack(self) -> str | None:
        """Return the name of the stack, as far as the settings can be read."""
        try:
            return stack_of(load(Path(self.directory)))
        except PdsyncError:
            return None
