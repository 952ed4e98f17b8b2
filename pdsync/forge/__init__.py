"""Pull requests and issues of a forge: one text per stack, kept up to date in place.

It knows GitHub's and GitLab's APIs, and nothing of PagerDuty or of what the text says.
"""

from pdsync.forge._client import Access, ForgeClient
from pdsync.forge._job import Job, WrongJob
from pdsync.forge._job_of_github import github_job
from pdsync.forge._job_of_gitlab import gitlab_job
from pdsync.forge._keep import Kept, keep
from pdsync.forge._notice import Notice
from pdsync.forge._places import access_of, place_of
from pdsync.forge._post import Place

__all__ = [
    "Access",
    "ForgeClient",
    "Job",
    "Kept",
    "Notice",
    "Place",
    "WrongJob",
    "access_of",
    "github_job",
    "gitlab_job",
    "keep",
    "place_of",
]
