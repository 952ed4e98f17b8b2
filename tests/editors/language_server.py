"""A client of yaml-language-server, which checks YAML in editors by a schema: over its own wire."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Remark:
    """What an editor underlines: from which line and column, counted from 1, and the words."""

    line: int
    column: int
    message: str


class LanguageServer:
    """A server with one schema for all documents; each call answers when the server has.

    `ask` sends a request and waits for its answer. What the server asks meanwhile is answered.
    """

    def __init__(self, script: Path, schema: Path):
        self._settings = {"schemas": {schema.as_uri(): "*.yaml"}, "validate": True, "hover": True}
        self._settings |= {"completion": True, "schemaStore": {"enable": False}}
        self._process = subprocess.Popen(
            ["node", str(script), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._asked = 0
        self._opened = 0
        self._remarks = {}
        words = {"contentFormat": ["markdown"]}
        can = {
            "hover": words,
            "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        }
        self.ask(
            "initialize",
            processId=None,
            rootUri=None,
            capabilities={"workspace": {"configuration": True}, "textDocument": can},
        )
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings={"yaml": self._settings})

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def remarks(self, text):
        """What the server remarks of a document."""
        uri = self._open(text)
        while uri not in self._remarks:
            self._take(self._read())
        return self._remarks.pop(uri)

    def hover(self, text, line, column):
        """What is shown where the mouse rests, as Markdown; lines and columns from 1."""
        found = self.ask("textDocument/hover", **self._at(text, line, column))
        return found["contents"]["value"] if found else ""

    def completions(self, text, line, column):
        """What may be written there: labels, with what is shown of each."""
        found = self.ask("textDocument/completion", **self._at(text, line, column))
        items = found if isinstance(found, list) else found["items"]
        return {one["label"]: one.get("documentation") for one in items}

    def _at(self, text, line, column):
        uri = self._open(text)
        return {
            "textDocument": {"uri": uri},
            "position": {"line": line - 1, "character": column - 1},
        }

    def _open(self, text):
        self._opened += 1
        uri = f"file:///policies/document-{self._opened}.yaml"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        return uri

    def ask(self, method, **params):
        self._asked += 1
        self._send(id=self._asked, method=method, params=params)
        while True:
            message = self._read()
            if message.get("id") == self._asked and "method" not in message:
                return message["result"]
            self._take(message)

    def _take(self, message):
        """Answer what the server asks, and keep what it remarks."""
        method = message.get("method")
        if method == "workspace/configuration":
            wanted = [one.get("section") for one in message["params"]["items"]]
            known = {"yaml": self._settings}
            self._send(id=message["id"], result=[known.get(section, {}) for section in wanted])
        elif method == "textDocument/publishDiagnostics":
            found = message["params"]
            self._remarks[found["uri"]] = [
                Remark(at["line"] + 1, at["character"] + 1, one["message"])
                for one in found["diagnostics"]
                for at in [one["range"]["start"]]
            ]
        elif "id" in message and method:
            self._send(id=message["id"], result=None)

    def _tell(self, method, **params):
        self._send(method=method, params=params)

    def _send(self, **message):
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._process.stdin.flush()

    def _read(self):
        length = 0
        while (line := self._process.stdout.readline().strip()) or not length:
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        return json.loads(self._process.stdout.read(length))
