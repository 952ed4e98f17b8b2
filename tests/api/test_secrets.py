import httpx
from api.wire import client, json_answer

KEY = "0123456789abcdef0123456789abcdef"


def test_keys_reach_nobody_however_deep_they_are():
    inside = {"id": "PI1", "integration_key": KEY, "config": [{"routing_key": KEY, "a": 1}]}
    answer = {"service": {"id": "PS1", "secret": KEY, "integrations": [inside]}}
    asked = client(lambda _: json_answer(200, answer)).get("/services/PS1")
    assert asked == {
        "service": {"id": "PS1", "integrations": [{"id": "PI1", "config": [{"a": 1}]}]}
    }


def test_a_name_whose_letters_are_written_as_numbers_hides_no_key():
    text = f'{{"integration\\u005fkey": "{KEY}", "id": "PI1"}}'
    assert client(lambda _: httpx.Response(200, text=text)).get("/services/PS1") == {"id": "PI1"}


def test_an_answer_to_a_write_is_without_keys():
    made = client(
        lambda _: json_answer(201, {"integration": {"id": "PI1", "integration_key": KEY}})
    )
    reply = made.send("POST", "/services/PS1/integrations", {}, repeatable=False)
    assert reply.body == {"integration": {"id": "PI1"}}


def test_what_only_speaks_of_secrets_is_whole():
    service = {"id": "PS1", "description": 'the "secret" of routing_key', "name": "secret"}
    assert client(lambda _: json_answer(200, service)).get("/services/PS1") == service
