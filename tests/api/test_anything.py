from contextlib import suppress

import httpx
import pytest
from api.wire import TOKEN, Script, client, failure, json_answer
from hypothesis import given
from hypothesis import strategies as st

from pdsync.api import Listing
from pdsync.errors import ApiError, NoAnswer, PdsyncError

pytestmark = pytest.mark.slow  # furnishes an account for each example

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from([TOKEN, f"bad key {TOKEN}!", "message", "errors", "error"]),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.text() | st.just(TOKEN), inner)
        | st.fixed_dictionaries({"error": inner})
        | st.fixed_dictionaries(
            {},
            optional={
                "message": inner,
                "code": inner,
                "errors": inner,
                "required_scopes": inner,
                "token_scopes": inner,
            },
        )
    ),
    max_leaves=12,
)


@given(JSON, st.sampled_from([400, 401, 402, 403, 404, 409, 422, 429, 500, 503]))
def test_any_json_as_an_error_is_an_error_without_the_token(body, status):
    told = failure(json_answer(status, body), method="PUT")
    words = f"{told.message} {told.hint} {told.reasons}"
    assert isinstance(told, ApiError)
    assert TOKEN not in words
    assert (told.message + (told.hint or "")).isprintable()


@given(JSON)
def test_any_json_as_a_list_is_a_list_or_no_answer(body):
    with client(Script(json_answer(200, body))) as api, suppress(NoAnswer):
        assert isinstance(api.list("/services", "errors"), Listing)


@given(st.binary(), st.sampled_from([200, 201, 302, 400, 502]))
def test_any_bytes_are_an_answer_or_an_error(content, status):
    with client(Script(httpx.Response(status, content=content))) as api, suppress(PdsyncError):
        api.get("/services")
