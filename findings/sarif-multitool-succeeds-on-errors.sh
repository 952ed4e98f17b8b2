#!/usr/bin/env bash
# @microsoft/sarif-multitool 5.7.0, the validator of SARIF files, on Node 20.
#
# validate ends with exit code 0 and "Analysis completed successfully" for a file in which it found
# errors, so a step of CI that relies on the exit code checks nothing. Seen: a region at line 0 is
# told as error JSON1008, exit code 0.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund @microsoft/sarif-multitool@5.7.0

cat > findings.sarif << 'SARIF'
{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [{
    "tool": {"driver": {"name": "example"}},
    "results": [{
      "ruleId": "A1",
      "message": {"text": "A level notifies nobody."},
      "locations": [{"physicalLocation": {
        "artifactLocation": {"uri": "policies/a.yaml"}, "region": {"startLine": 0}}}]
    }]
  }]
}
SARIF

code=0
text=$(node_modules/.bin/sarif-multitool validate findings.sarif) || code=$?
seen="$(echo "$text" | grep -o 'error JSON1008' | head -n 1), exit code $code"
expected="error JSON1008, exit code 0"

echo "$seen"
[ "$seen" = "$expected" ] || { echo "this changed: expected $expected"; exit 1; }
