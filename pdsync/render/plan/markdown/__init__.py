"""Plans as Markdown for pull requests: what is dangerous first, coloured as differences are."""

from pdsync.render.plan.markdown.document import plan_markdown

__all__ = ["plan_markdown"]
