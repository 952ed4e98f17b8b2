#!/usr/bin/env bash
# pagerduty 7.2.0, PagerDuty's own client for Python, on Python 3.11.
#
# find() is described as an exact match, and compares without regard to case: of two schedules that
# PagerDuty takes as different, it gives the one that is listed first. Seen: asked for "Primary",
# it answers with "PRIMARY", although "Primary" is in the same list.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check pagerduty==7.2.0 httpx2==2.16.2

seen=$("$dir/venv/bin/python" - << 'PYTHON'
import json

import httpx2
import pagerduty

schedules = [{"id": "P1", "name": "PRIMARY"}, {"id": "P2", "name": "Primary"}]


def account(request):
    body = {"schedules": schedules, "limit": 100, "offset": 0, "more": False}
    return httpx2.Response(200, stream=httpx2.ByteStream(json.dumps(body).encode()))


client = pagerduty.RestApiV2Client("key", transport=httpx2.MockTransport(account))
print(client.find("schedules", "Primary"))
PYTHON
)

expected="{'id': 'P1', 'name': 'PRIMARY'}"

echo "$seen"
[ "$seen" = "$expected" ] || { echo "this changed: expected $expected"; exit 1; }
