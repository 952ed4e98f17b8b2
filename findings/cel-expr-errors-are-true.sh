#!/usr/bin/env bash
# cel-expr-python 0.1.3 (CEL by Google's C++ library), on Python 3.11.
#
# What fails while it is evaluated raises nothing: the result is a value of type ERROR, and what
# value() gives is its text, which Python takes for true. A rule that only asks for the truth of
# its result passes whenever it breaks. Seen: division by zero, an index out of range and a missing
# field are all true.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check cel-expr-python==0.1.3

seen=$("$dir/venv/bin/python" - << 'PYTHON'
from cel_expr_python import cel

env = cel.NewEnv(variables={"levels": cel.Type.DYN, "count": cel.Type.INT})
for text in ("10 / count > 1", "levels[3] == 'a'", "levels[0].delay > 5"):
    result = env.compile(text).eval(data={"levels": [{"name": "a"}], "count": 0})
    print(text, "|", result.type(), "|", bool(result.value()))
PYTHON
)

expected="10 / count > 1 | ERROR | True
levels[3] == 'a' | ERROR | True
levels[0].delay > 5 | ERROR | True"

echo "$seen"
[ "$seen" = "$expected" ] || { echo "this changed: expected"; echo "$expected"; exit 1; }
