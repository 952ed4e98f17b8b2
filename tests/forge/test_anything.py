"""Whatever a forge answers, and whatever an event says: words, and never a traceback."""

import json
from contextlib import suppress

import httpx
import pytest
import respx
from examples import at_most
from hypothesis import given
from hypothesis import strategies as st

from pdsync.errors import PdsyncError
from pdsync.forge import (
    ForgeClient,
    Notice,
    access_of,
    github_job,
    gitlab_job,
    keep,
    place_of,
)
from pdsync.marker import Marker
from pdsync.network import Waiting

pytestmark = pytest.mark.slow  # a client for each example

TOKEN = "ghs_of-the-job"
MARKER = Marker("plan", "acme")
NOTICE = Notice(MARKER, f"{MARKER.line}\n## pdsync: 1 to create\n", False, "Commit")
NAMES = st.sampled_from(
    [
        *("data", "viewer", "login", "databaseId", "errors", "message", "id", "body", "user"),
        *("minimized", "reason", "number", "iid", "description", "author", "username", "state"),
        *("pull_request", "head", "repo", "full_name", "issue", "system", "labels", "code"),
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(MARKER.line),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=10,
)
STATUSES = st.sampled_from([200, 201, 204, 301, 400, 403, 404, 410, 422, 429, 500])
ENVIRONMENT = {
    "GITHUB_REPOSITORY": "acme/oncall",
    "GITHUB_TOKEN": TOKEN,
    "CI_API_V4_URL": "https://gitlab.acme.example/api/v4",
    "CI_PROJECT_ID": "42",
    "GITLAB_TOKEN": TOKEN,
}


AT_ONCE = Waiting(lambda _: None, lambda: 0.0, lambda: 0.0)


def in_turn(answers):
    """Give each answer once, and the last of them for ever."""
    return lambda _: answers.pop(0) if len(answers) > 1 else answers[0]


def jobs(event, *, of_issue):
    number = None if of_issue else 5
    yield github_job(ENVIRONMENT, event, number=number, of_issue=of_issue)
    yield gitlab_job(ENVIRONMENT, number=number, of_issue=of_issue)


@given(st.lists(st.tuples(STATUSES, JSON), min_size=1, max_size=6), st.booleans())
@at_most(60)
def test_any_answer_ends_in_words_without_the_token(answers, of_issue):
    for job in jobs(None, of_issue=of_issue):
        left = [httpx.Response(status, text=json.dumps(body)) for status, body in answers]
        told = []
        with respx.mock(assert_all_called=False) as router:
            router.route().mock(side_effect=in_turn(left))
            with ForgeClient(
                access_of(job), waiting=AT_ONCE, now=lambda: 0.0, notice=told.append
            ) as client:
                try:
                    keep(place_of(job, client), NOTICE, told.append, always=True)
                except PdsyncError as problem:
                    told += [problem.message, problem.hint or ""]
        assert TOKEN not in "".join(told)


@given(JSON)
@at_most(100)
def test_any_event_is_one_or_is_refused(event):
    with suppress(PdsyncError):
        github_job(ENVIRONMENT, event, number=None, of_issue=False)
