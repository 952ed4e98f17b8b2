"""Plans and their results for people: text and Markdown."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.render._undone import revert_text
    from pdsync.render.plan.as_json import (
        apply_json,
        as_printed,
        error_json,
        head_json,
        not_applied,
        plan_dumps,
        plan_json,
    )
    from pdsync.render.plan.github import (
        apply_annotations,
        apply_outputs,
        plan_annotations,
        plan_outputs,
    )
    from pdsync.render.plan.markdown import (
        SUMMARY_LIMIT,
        apply_markdown,
        no_plan_markdown,
        plan_markdown,
    )
    from pdsync.render.plan.markdown.pages import with_pages
    from pdsync.render.plan.result import (
        FAILED,
        apply_text,
        outcome_line,
        progress_line,
        question,
    )
    from pdsync.render.plan.text import plan_summary, plan_text
    from pdsync.render.plan_oncall.as_json import oncall_json
    from pdsync.render.plan_oncall.same_people import SAME_PERSON
    from pdsync.render.plan_oncall.text import oncall_lines
    from pdsync.render.plan_oncall.zone import with_time_zone

__all__ = [
    "FAILED",
    "SAME_PERSON",
    "SUMMARY_LIMIT",
    "apply_annotations",
    "apply_json",
    "apply_markdown",
    "apply_outputs",
    "apply_text",
    "as_printed",
    "error_json",
    "head_json",
    "no_plan_markdown",
    "not_applied",
    "oncall_json",
    "oncall_lines",
    "outcome_line",
    "plan_annotations",
    "plan_dumps",
    "plan_json",
    "plan_markdown",
    "plan_outputs",
    "plan_summary",
    "plan_text",
    "progress_line",
    "question",
    "revert_text",
    "with_pages",
    "with_time_zone",
]
