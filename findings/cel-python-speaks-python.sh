#!/usr/bin/env bash
# cel-python 0.5.0 (CEL in Python), on Python 3.11.
#
# Some results are Python's and not CEL's, so that a rule checked with this library means something
# else in another. Seen: string(true) is "True" (CEL: "true"), "x" && true is the text "x" (CEL: no
# such overload), and 1 == 1.0 is an error (CEL compares numbers of different types).
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check cel-python==0.5.0

seen=$("$dir/venv/bin/python" - << 'PYTHON'
import celpy


def result(text):
    env = celpy.Environment()
    try:
        return repr(env.program(env.compile(text)).evaluate({}))
    except celpy.CELEvalError:
        return "error"


for text in ("string(true)", '"x" && true', "1 == 1.0"):
    print(text, "|", result(text))
PYTHON
)

expected="string(true) | StringType('True')
\"x\" && true | StringType('x')
1 == 1.0 | error"

echo "$seen"
[ "$seen" = "$expected" ] || { echo "this changed: expected"; echo "$expected"; exit 1; }
