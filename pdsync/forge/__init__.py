"""Pull requests and issues of a forge: one text per stack, kept up to date in place.

It knows GitHub's and GitLab's APIs, and nothing of PagerDuty or of what the text says.
"""

from pdsync.on_demand import on_demand

with on_demand(__name__):
    from pdsync.forge._client import Access, ForgeClient
    from pdsync.forge._job import ForgeJob, WrongJob
    from pdsync.forge._job_of_github import github_job
    from pdsync.forge._job_of_gitlab import gitlab_job
    from pdsync.forge._keep import KeptPost, keep
    from pdsync.forge._notice import Notice
    from pdsync.forge._places import access_of, place_of
    from pdsync.forge._post import PostPlace

__all__ = [
    "Access",
    "ForgeClient",
    "ForgeJob",
    "KeptPost",
    "Notice",
    "PostPlace",
    "WrongJob",
    "access_of",
    "github_job",
    "gitlab_job",
    "keep",
    "place_of",
]
