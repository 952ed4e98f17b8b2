#!/usr/bin/env bash
# pagerduty 7.2.0, PagerDuty's own client for Python, on Python 3.11.
#
# A POST whose answer does not arrive in time is sent again by itself, and nothing looks whether the
# first one was carried out. Schedules may share a name, so a create that was only slow ends as two
# of them. Seen: two POST /schedules for one rpost(), and no error.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check pagerduty==7.2.0 httpx2==2.16.2

seen=$("$dir/venv/bin/python" - 2> /dev/null << 'PYTHON'
import json

import httpx2
import pagerduty

sent = []


def account(request):
    sent.append(f"{request.method} {request.url.path} {request.content.decode()}")
    if len(sent) == 1:  # carried out, but slower than the client waits
        raise httpx2.ReadTimeout("slow", request=request)
    body = json.dumps({"schedule": {"id": "P2", "name": "Primary"}}).encode()
    return httpx2.Response(201, stream=httpx2.ByteStream(body))


client = pagerduty.RestApiV2Client("key", transport=httpx2.MockTransport(account))
client.sleep_timer = 0
print("made:", client.rpost("/schedules", json={"name": "Primary"})["id"])
print("\n".join(sent))
PYTHON
)

expected='made: P2
POST /schedules {"schedule":{"name":"Primary"}}
POST /schedules {"schedule":{"name":"Primary"}}'

echo "$seen"
[ "$seen" = "$expected" ] || { echo "this changed: expected"; echo "$expected"; exit 1; }
