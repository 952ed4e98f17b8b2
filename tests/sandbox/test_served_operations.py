"""What happens on services: maintenance windows and incidents."""

ANA = {"From": "ana.silva@acme.example"}


def window(api, service, start, end):
    body = {
        "type": "maintenance_window",
        "start_time": start,
        "end_time": end,
        "description": "Move",
        "services": [{"id": service["id"], "type": "service_reference"}],
    }
    return api.post("/maintenance_windows", maintenance_window=body)


def test_a_maintenance_window_begins_now_at_the_earliest(api, service):
    made = window(api, service, "2020-01-01T00:00:00Z", "2026-03-02T14:00:00Z")
    assert made["start_time"] == "2026-03-02T12:00:00Z"
    assert api.get(f"/services/{service['id']}")["service"]["status"] == "maintenance"


def test_a_maintenance_window_ends_in_the_future(api, service):
    body = {
        "start_time": "2026-03-01T00:00:00Z",
        "end_time": "2026-03-02T00:00:00Z",
        "services": [{"id": service["id"]}],
    }
    refused = api.refused("POST", "/maintenance_windows", maintenance_window=body)
    assert refused[:2] == (400, 2001)


def test_deleting_a_maintenance_window_removes_ends_or_refuses(api, service, clock):
    future = window(api, service, "2026-03-05T00:00:00Z", "2026-03-06T00:00:00Z")
    ongoing = window(api, service, "2026-03-02T12:00:00Z", "2026-03-02T18:00:00Z")
    clock.forward(hours=1)
    for made in (future, ongoing):
        assert api.delete(f"/maintenance_windows/{made['id']}") == 204
    (past,) = api.get("/maintenance_windows", filter="past")["maintenance_windows"]
    assert past["end_time"] == "2026-03-02T13:00:00Z"
    assert api.refused("DELETE", f"/maintenance_windows/{ongoing['id']}")[:2] == (405, 5003)
    changed = {"description": "Late"}
    path = f"/maintenance_windows/{ongoing['id']}"
    assert api.refused("PUT", path, maintenance_window=changed) == (
        400,
        2001,
        [
            "Start time cannot be modified for maintenance windows that have already started",
            "End time already passed and can not be modified",
        ],
    )


def incident(api, service, headers=ANA):
    body = {"incident": {"type": "incident", "title": "Down", "service": {"id": service["id"]}}}
    return api.client.post("/incidents", json=body, headers=headers)


def test_an_incident_is_made_in_somebodys_name(api, service):
    answer = incident(api, service, headers={})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 2016)
    made = incident(api, service).json()["incident"]
    assert [one["assignee"]["summary"] for one in made["assignments"]] == ["Ana Silva"]
    assert made["last_status_change_by"]["summary"] == "Ana Silva"


def test_open_incidents_are_listed_by_service_and_status(api, service, clock):
    made = incident(api, service).json()["incident"]
    ways = {"service_ids[]": service["id"], "statuses[]": ["triggered", "acknowledged"]}
    assert [one["id"] for one in api.get("/incidents", **ways)["incidents"]] == [made["id"]]
    assert api.get("/incidents", **{"service_ids[]": "PNOTONE"})["incidents"] == []
    several = {"incidents": [{"id": made["id"], "type": "incident", "status": "resolved"}]}
    assert api.client.put("/incidents", json=several, headers=ANA).status_code == 200
    assert api.get("/incidents", **ways)["incidents"] == []


def test_a_services_status_follows_its_incidents(api, service):
    path = f"/services/{service['id']}"
    made = incident(api, service).json()["incident"]
    read = api.get(path)["service"]
    assert (read["status"], read["last_incident_timestamp"]) == ("critical", "2026-03-02T12:00:00Z")
    change = {"incident": {"type": "incident", "status": "acknowledged"}}
    api.client.put(f"/incidents/{made['id']}", json=change, headers=ANA)
    assert api.get(path)["service"]["status"] == "warning"


def test_somebody_with_an_incident_cannot_be_deleted(api, service):
    body = {"type": "incident", "title": "Down", "service": {"id": service["id"]}}
    body |= {"assignments": [{"assignee": api.person("Ben")}]}
    assert api.client.post("/incidents", json={"incident": body}, headers=ANA).status_code == 201
    assert api.refused("DELETE", f"/users/{api.user('Ben')}")[:2] == (400, 2001)
