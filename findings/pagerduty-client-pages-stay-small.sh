#!/usr/bin/env bash
# pagerduty 7.2.0, PagerDuty's own client for Python, on Python 3.11.
#
# iter_all() takes the length of a page as the limit of all pages after it: when an account answers
# once with a shorter page than it was asked for, it is read in pages of that length from then on.
# Seen: after one page of 2 instead of 100 the limit stays 2: 5 requests for 10 services.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check pagerduty==7.2.0 httpx2==2.16.2

seen=$("$dir/venv/bin/python" - << 'PYTHON'
import json

import httpx2
import pagerduty

services = [{"id": f"P{number}"} for number in range(10)]
limits = []


def account(request):
    offset, limit = (int(request.url.params[name]) for name in ("offset", "limit"))
    limits.append(limit)
    page = services[offset:][: 2 if offset == 0 else limit]
    more = offset + len(page) < len(services)
    body = {"services": page, "limit": limit, "offset": offset, "more": more}
    return httpx2.Response(200, stream=httpx2.ByteStream(json.dumps(body).encode()))


client = pagerduty.RestApiV2Client("key", transport=httpx2.MockTransport(account))
print(len(list(client.iter_all("services"))), "services, limits:", *limits)
PYTHON
)

expected="10 services, limits: 100 2 2 2 2"

echo "$seen"
[ "$seen" = "$expected" ] || { echo "this changed: expected $expected"; exit 1; }
