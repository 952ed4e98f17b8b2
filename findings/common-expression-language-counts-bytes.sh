#!/usr/bin/env bash
# common-expression-language 0.10.0 (CEL by a Rust library), on Python 3.11.
#
# size() of a text counts the bytes of its UTF-8, where CEL defines a string as a sequence of code
# points. A rule that limits the length of names treats "Zürich" and "Zurich" differently. Seen: 7
# and 6.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check common-expression-language==0.10.0

seen=$("$dir/venv/bin/python" - << 'PYTHON'
import cel

for text in ('size("Zürich")', 'size("Zurich")'):
    print(text, "|", cel.evaluate(text, {}))
PYTHON
)

expected='size("Zürich") | 7
size("Zurich") | 6'

echo "$seen"
[ "$seen" = "$expected" ] || { echo "this changed: expected"; echo "$expected"; exit 1; }
