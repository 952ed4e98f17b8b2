"""The account behind the API: its file, its seed, and who may ask."""

import ast
import gc
import json
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sandbox.contract import KNOWN_DIFFERENCES

from pdsync.sandbox import DEFAULT_SEED, Account, Request, Sandbox, SandboxError, load_seed
from pdsync.sandbox.state.unusable_files import unusable

PACKAGE = Path(__file__).resolve().parents[2] / "pdsync" / "sandbox"


def names(account, path="/teams", **headers):
    headers = {"authorization": "Token token=x", **headers}
    answer = Sandbox(account).respond(Request("GET", path, headers=headers))
    return [item["name"] for item in json.loads(answer.body)[path[1:]]]


def seeded(path, seed):
    account = Account.open(path, seed=seed)
    try:
        return names(account)
    finally:
        account.close()


def test_an_account_is_there_again_when_its_file_is_opened_again(tmp_path):
    path = tmp_path / "acme.db"
    assert seeded(path, {"teams": [{"name": "Core"}]}) == ["Core"]
    assert seeded(path, None) == ["Core"]


def test_a_seed_for_an_account_that_exists_is_refused(tmp_path):
    path = tmp_path / "acme.db"
    Account.open(path).close()
    with pytest.raises(SandboxError, match="exists already: a seed is for a new database"):
        Account.open(path, seed={})


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("hello\n" * 100, "utf-8")
    with pytest.raises(SandboxError, match=r"notes.txt is not a sandbox database"):
        Account.open(path)
    assert path.read_text("utf-8") == "hello\n" * 100


def test_somebody_elses_database_is_refused(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE precious (thing TEXT)")
    other.close()
    with pytest.raises(SandboxError, match=r"other.db is a database, but not a sandbox"):
        Account.open(path)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SandboxError, match=r"cannot open .*nowhere"):
        Account.open(tmp_path / "nowhere" / "acme.db")


def test_an_account_that_nobody_holds_any_more_is_closed():
    connection = Account.open(":memory:").store.db
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_ids_are_the_same_on_every_run():
    ids = []
    for _ in range(2):
        account = Account.open(":memory:")
        ids.append([user.id for user in account.store.children("user", "")])
        account.close()
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 15


def test_a_seed_gives_ids_and_whole_objects():
    people = [
        {"id": "P123ABC", "name": "Ann", "email": "ann@acme.example"},
        {"id": "P456DEF", "name": "Bob", "email": "bob@acme.example", "role": "admin"},
    ]
    layer = {
        "start": "2020-01-01T00:00:00Z",
        "rotation_virtual_start": "2020-01-01T00:00:00Z",
        "rotation_turn_length_seconds": 86_400,
        "users": [{"user": {"id": "P123ABC", "type": "user_reference"}}],
    }
    rule = {"escalation_delay_in_minutes": 5, "targets": [{"id": "PSCHED1", "type": "schedule"}]}
    seed = {
        "users": people,
        "teams": [{"id": "PTEAM01", "name": "Core", "members": [{"user": {"id": "P456DEF"}}]}],
        "schedules": [
            {"id": "PSCHED1", "name": "S", "time_zone": "UTC", "schedule_layers": [layer]}
        ],
        "escalation_policies": [{"id": "PPOLICY", "name": "E", "escalation_rules": [rule]}],
        "services": [
            {
                "id": "PSERVIC",
                "name": "Checkout",
                "escalation_policy": {"id": "PPOLICY"},
                "integrations": [{"type": "events_api_v2_inbound_integration", "name": "API"}],
            }
        ],
        "incidents": [{"title": "Down", "service": {"id": "PSERVIC"}}],
    }
    account = Account.open(":memory:", seed=seed)
    assert names(account, "/users") == ["Ann", "Bob"]
    assert names(account, "/services") == ["Checkout"]
    assert account.store.children("schedule", "")[0].fields["schedule_layers"][0]["start"] == (
        "2020-01-01T00:00:00Z"
    )
    assert len(account.store.children("integration", "PSERVIC")) == 1
    assert account.store.users_of("PSCHED1", "incident", "snapshot")
    account.close()


def test_a_seed_that_pagerduty_would_refuse_says_where(tmp_path):
    seed = {"teams": [{"name": "a"}, {"name": "b/c"}]}
    with pytest.raises(SandboxError, match=r"teams\[1\] is refused: Name contains invalid"):
        Account.open(tmp_path / "new.db", seed=seed)


def test_a_failed_seed_leaves_nothing_behind(tmp_path):
    path = tmp_path / "new.db"
    with pytest.raises(SandboxError):
        Account.open(path, seed={"teams": [{"name": "b/c"}]})
    assert seeded(path, {"teams": [{"name": "fine"}]}) == ["fine"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "is not JSON"),
        ("[]", "must hold an object with sections such as `users`"),
        ('{"people": []}', "has an unknown section people; known are subdomain"),
        ('{"users": {}}', "`users` must be a list"),
        ('{"subdomain": 1}', "`subdomain` must be a string"),
    ],
)
def test_a_seed_file_that_cannot_be_used_says_why(tmp_path, text, problem):
    path = tmp_path / "seed.json"
    path.write_text(text, "utf-8")
    with pytest.raises(SandboxError, match=problem):
        load_seed(path)


def test_a_seed_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SandboxError, match=r"cannot read .*gone.json"):
        load_seed(tmp_path / "gone.json")


def test_the_default_seed_is_a_seed_file():
    assert load_seed(PACKAGE / "seed.json") == DEFAULT_SEED


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Token x"}, {"Authorization": "Basic x"}]
)
def test_without_a_token_the_answer_is_401_and_no_json(api, headers):
    api.client.headers.pop("Authorization")
    answer = api.client.get("/users", headers=headers)
    assert (answer.status_code, answer.text) == (401, "HTTP Token: Access denied.\n")


def test_a_wrong_token_is_401(connect):
    answer = connect(token="wrong-one").get("/users")
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, 2006)


def test_a_bearer_token_is_as_good(api):
    answer = api.client.get("/users", headers={"Authorization": "Bearer secret"})
    assert answer.status_code == 200


def test_a_read_only_token_reads_and_does_not_write(connect):
    client = connect(token="readonly-key")
    assert client.get("/teams").status_code == 200
    answer = client.post("/teams", json={"team": {"name": "Core"}})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, 2010)
    assert client.get("/teams").json()["teams"] == []


def test_an_unknown_path_is_not_found(api):
    answer = api.client.get("/incidents/count/of/nothing")
    assert (answer.status_code, answer.json()) == (
        404,
        {"error": {"message": "Not Found", "code": 2100}},
    )


def test_a_body_that_is_not_json_is_refused(api):
    assert api.client.post("/teams", content=b"{").status_code == 400


def test_a_body_without_its_envelope_is_refused(api):
    assert api.refused("POST", "/teams", tea={"name": "x"}) == (400, 2003, ["team is missing"])


def test_a_refused_write_changes_nothing(api):
    layers = [api.layer("Ana"), api.layer("Ben", rotation_turn_length_seconds=1)]
    body = {"name": "x", "time_zone": "UTC", "schedule_layers": layers}
    assert api.refused("POST", "/schedules", schedule=body)[0] == 400
    assert api.get("/schedules")["schedules"] == []


def test_the_log_holds_what_was_received(api):
    api.team("Core")
    api.sandbox.requests.clear()
    api.get("/teams", limit=5)
    api.client.post("/teams", json={"team": {"name": "Two"}}, headers={"From": "ana@x.example"})
    read, write = api.sandbox.requests
    assert (read.method, read.path, read.query, read.body) == (
        "GET",
        "/teams",
        [("limit", "5")],
        None,
    )
    assert (write.body, write.headers["from"]) == ({"team": {"name": "Two"}}, "ana@x.example")


def test_the_sandbox_imports_nothing_else_of_pdsync():
    imported = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                imported.add(node.module)
            elif isinstance(node, ast.Import):
                imported |= {name.name for name in node.names}
    tops = {name.split(".")[0] for name in imported if not name.startswith("pdsync.sandbox")}
    assert tops - sys.stdlib_module_names == {"httpx", "trustme"}


def test_every_known_difference_has_its_reason():
    assert all(len(reason) > 20 for _, _, _, reason in KNOWN_DIFFERENCES)


def test_the_contract_finds_an_answer_that_pagerduty_does_not_give(contract):
    with pytest.raises(AssertionError, match="differs from PagerDuty's description"):
        contract.judge(
            "GET", "/teams/PX", "200", b'{"team": {"id": 5, "type": "team", "name": "x"}}'
        )
    with pytest.raises(AssertionError, match="differs from PagerDuty's description"):
        contract.judge("GET", "/teams", "200", b'{"groups": []}')


def test_several_that_open_one_new_file_at_once_share_what_it_holds(tmp_path):
    with ThreadPoolExecutor(max_workers=8) as pool:
        opened = list(pool.map(Account.open, [tmp_path / "new.db"] * 8))

    people = [names(account, "/users") for account in opened]
    for account in opened:
        account.close()
    assert people == [sorted(one["name"] for one in DEFAULT_SEED["users"])] * 8


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_NOTADB, "is not a sandbox database"),
        (sqlite3.SQLITE_CORRUPT_INDEX, "is a damaged database: delete it to start afresh"),
        (sqlite3.SQLITE_BUSY_RECOVERY, "is in use by another program: wait until that has ended"),
        (sqlite3.SQLITE_MISMATCH, "cannot use acme.db as a sandbox"),
    ],
)
def test_what_sqlite_refuses_is_told_in_our_words(code, words):
    problem = sqlite3.OperationalError("the library's words")
    problem.sqlite_errorcode = code

    told = str(unusable("acme.db", problem))

    assert words in told
    assert "library" not in told
