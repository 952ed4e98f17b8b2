#!/usr/bin/env bash
# hobofan_regorus 0.2.5 (Python binding of regorus, a Rego interpreter in Rust), on Python 3.11.
#
# In sprintf a space that stands right behind a verb is lost: "%s has" gives "anahas". Behind %d it
# comes out before the number instead. Rego's sprintf is Go's, where a space after a verb is text;
# messages of policies ("… has one level") lose their words that way, while the decisions are right.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check hobofan_regorus==0.2.5

seen=$("$dir/venv/bin/python" - << 'PYTHON'
from hobofan_regorus import Engine

for query in (
    'sprintf("%s has", ["ana"])',
    'sprintf("%s, has", ["ana"])',
    'sprintf("%d of %d", [1, 2])',
):
    answer = Engine().eval_query(query)["result"][0]["expressions"][0]["value"]
    print(query, "|", f"[{answer}]")
PYTHON
)

expected='sprintf("%s has", ["ana"]) | [anahas]
sprintf("%s, has", ["ana"]) | [ana, has]
sprintf("%d of %d", [1, 2]) | [ 1of 2]'

echo "$seen"
[ "$seen" = "$expected" ] || { echo "this changed: expected"; echo "$expected"; exit 1; }
