"""Plans as Markdown for pull requests: what is dangerous first, coloured as differences are."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.render.plan.markdown.document import SUMMARY_LIMIT, plan_markdown
    from pdsync.render.plan.markdown.no_plan import no_plan_markdown
    from pdsync.render.plan.markdown.outcome import apply_markdown

__all__ = ["SUMMARY_LIMIT", "apply_markdown", "no_plan_markdown", "plan_markdown"]
