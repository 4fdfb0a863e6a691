"""A client for a language server: what an editor asks it, over standard input and output.

Follows the Language Server Protocol 3.17; lines and columns count from 0, as there.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Condition, Thread
from typing import IO, Any, NamedTuple, Self, TypeVar

Message = dict[str, Any]
Key = TypeVar("Key", int, str)
_CAPABILITIES = {"workspace": {"configuration": True}, "textDocument": {"hover": {"contentFormat": ["markdown"]}}}


class ServerError(Exception):
    """The server refuses a request, is silent for too long, or has gone."""


class Diagnostic(NamedTuple):
    """What the editor underlines: where it begins, and why."""

    line: int
    column: int
    message: str


class Completion(NamedTuple):
    """What the editor offers to write."""

    label: str
    documentation: str
    inserts: str


class LanguageServer:
    """A running server. A document is opened once; its uri need not be a file's."""

    def __init__(self, command: Sequence[str | Path], folder: Path, settings: Mapping[str, Any], timeout: float = 20) -> None:
        self._command = command
        self._folder = folder
        self._settings = settings
        self._timeout = timeout
        self._answers: dict[int, Message] = {}
        self._published: dict[str, Message] = {}
        self._heard = Condition()
        self._running = True
        self._asked = 0

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        Thread(target=self._listen, daemon=True).start()
        self._ask("initialize", {"processId": None, "rootUri": self._folder.as_uri(), "capabilities": _CAPABILITIES})
        self._send({"method": "initialized", "params": {}})
        return self

    def __exit__(self, *error: object) -> None:
        self._process.kill()
        self._process.communicate()

    def open(self, uri: str, text: str) -> None:
        """Show the server a YAML document."""
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def diagnostics(self, uri: str) -> list[Diagnostic]:
        """What is wrong with a document, by place; waits until the server has judged it."""
        found = self._await(self._published, uri, "diagnostics")["diagnostics"]
        return sorted(Diagnostic(*_start(entry), entry["message"]) for entry in found)

    def complete(self, uri: str, line: int, column: int) -> list[Completion]:
        """What may be written at a place."""
        found = self._ask("textDocument/completion", _at(uri, line, column))
        return [_completion(entry) for entry in found["items"]]

    def hover(self, uri: str, line: int, column: int) -> str:
        """What is said about a place, as Markdown; nothing when there is nothing to say."""
        found = self._ask("textDocument/hover", _at(uri, line, column))
        return _plain(found["contents"]) if found else ""

    def _ask(self, method: str, params: Message) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        answer = self._await(self._answers, self._asked, method)
        if "error" in answer:
            raise ServerError(f"{method}: {answer['error']['message']}")
        return answer["result"]

    def _await(self, heard: dict[Key, Message], key: Key, what: str) -> Message:
        with self._heard:
            self._heard.wait_for(lambda: key in heard or not self._running, self._timeout)
            if key not in heard:
                raise ServerError(f"{what}: no answer" if self._running else f"{what}: the server has gone")
            return heard[key]

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout
        while message := _read(self._process.stdout):
            with self._heard:
                self._hear(message)
                self._heard.notify_all()
        with self._heard:
            self._running = False
            self._heard.notify_all()

    def _hear(self, message: Message) -> None:
        match message:
            case {"method": "workspace/configuration", "id": id, "params": {"items": wanted}}:
                self._send({"id": id, "result": [self._settings.get(entry["section"]) for entry in wanted]})
            case {"method": _, "id": id}:
                self._send({"id": id, "result": None})
            case {"method": "textDocument/publishDiagnostics", "params": found}:
                self._published[found["uri"]] = found
            case {"id": id}:
                self._answers[id] = message


def _read(stream: IO[bytes]) -> Message | None:
    """The next message, or nothing at the end of the stream."""
    length = 0
    while header := stream.readline().strip():
        name, _, value = header.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    body = stream.read(length)
    message: Message | None = json.loads(body) if body else None
    return message


def _at(uri: str, line: int, column: int) -> Message:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}


def _start(diagnostic: Message) -> tuple[int, int]:
    start = diagnostic["range"]["start"]
    return start["line"], start["character"]


def _completion(entry: Message) -> Completion:
    edit = entry.get("textEdit", {})
    inserts = edit.get("newText", entry.get("insertText", entry["label"]))
    return Completion(entry["label"], _plain(entry.get("documentation", "")), inserts)


def _plain(text: str | Message) -> str:
    """Text which the protocol gives by itself or with its format."""
    plain: str = text if isinstance(text, str) else text["value"]
    return plain
