"""Plans as Markdown for pull requests: what is dangerous first, coloured as differences are."""

from pdsync.render.plan.markdown.document import SUMMARY_LIMIT, plan_markdown

__all__ = ["SUMMARY_LIMIT", "plan_markdown"]
