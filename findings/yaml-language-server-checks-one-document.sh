#!/usr/bin/env bash
# yaml-language-server 1.25.0 (what editors ask about YAML), on Node 20.
#
# The comment "# yaml-language-server: $schema=…" on the first line of a file is for its first
# document alone: what stands below "---" is not checked at all, and nothing says so. Seen: of the
# same mistake in both documents of a file, one is reported, in line 2.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund yaml-language-server@1.25.0

cat > schema.json << 'JSON'
{"type": "object", "properties": {"name": {"type": "string"}}, "additionalProperties": false}
JSON
cat > two.yaml << 'YAML'
# yaml-language-server: $schema=./schema.json
nmae: first
---
nmae: second
YAML

seen=$(python3 - << 'PYTHON'
import json
import pathlib
import subprocess

server = subprocess.Popen(
    ["node_modules/.bin/yaml-language-server", "--stdio"],
    stdin=subprocess.PIPE,
    stdout=subprocess.PIPE,
    stderr=subprocess.DEVNULL,
)


def send(**message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    server.stdin.flush()


def receive():
    length = 0
    while line := server.stdout.readline().strip():
        name, _, value = line.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    return json.loads(server.stdout.read(length))


here = pathlib.Path.cwd()
file = here / "two.yaml"
send(
    id=1,
    method="initialize",
    params={"processId": None, "rootUri": here.as_uri(), "capabilities": {}},
)
while receive().get("id") != 1:
    pass
send(method="initialized", params={})
send(
    method="textDocument/didOpen",
    params={
        "textDocument": {
            "uri": file.as_uri(),
            "languageId": "yaml",
            "version": 1,
            "text": file.read_text(),
        }
    },
)
while True:
    message = receive()
    if message.get("method") == "textDocument/publishDiagnostics":
        break
    if "id" in message and "method" in message:  # it asks for settings: there are none
        send(id=message["id"], result=[{} for _ in message["params"].get("items", [])])
for found in message["params"]["diagnostics"]:
    print(f"line {found['range']['start']['line'] + 1}: {found['message']}")
server.kill()
PYTHON
)

expected="line 2: Property nmae is not allowed."

echo "$seen"
[ "$seen" = "$expected" ] || { echo "this changed: expected $expected"; exit 1; }
