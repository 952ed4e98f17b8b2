"""Page of a report: one HTML file that needs nothing else."""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.render.page.calendar import crews
    from pdsync.render.page.impact import Impact, impact
    from pdsync.render.page.page import Report, report_html
    from pdsync.render.page.people import Faces, Person, faces

__all__ = [
    "Faces",
    "Impact",
    "Person",
    "Report",
    "crews",
    "faces",
    "impact",
    "report_html",
]
