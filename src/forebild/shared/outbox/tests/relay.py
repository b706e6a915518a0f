"""A mail server that answers as it is told: takes, refuses, or hangs up at any stage."""

import socket
import threading
from collections.abc import Callable

STAGES = ("connect", "EHLO", "MAIL", "RCPT", "DATA", "letter")
_YES = {"connect": "220 ready", "DATA": "354 go on"}
HANG_UP = "hang up"


class Relay:
    """Listens on a free port of the loopback; `answers` maps a stage to a reply or HANG_UP.

    `taken` holds the letters that were answered yes, `read` those whose end was seen, answered or not.
    `at` maps a stage to a function called before the answer.
    """

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.at: dict[str, Callable[[], None]] = {}
        self.taken: list[bytes] = []
        self.read: list[bytes] = []
        self.said: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening and wait for the listener to end."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _listen(self) -> None:
        while True:
            try:
                line, _address = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        with line, line.makefile("rb") as heard:
            if not self._answer(line, "connect"):
                return
            for raw in heard:
                command = raw.decode().strip()
                self.said.append(command)
                stage = command[:4].upper()
                if stage == "QUIT" or not self._answer(line, stage):
                    return
                if stage == "DATA" and "DATA" not in self.answers:
                    letter = self._letter(heard)
                    self.read.append(letter)
                    if self.answers.get("letter", "250")[0] == "2":
                        self.taken.append(letter)  # before the yes, after which the test goes on
                    if not self._answer(line, "letter"):
                        return

    def _letter(self, heard) -> bytes:
        if self.answers.get("letter") == "hang up early":
            heard.readline()
            return b""
        lines = []
        for raw in heard:
            if raw == b".\r\n":
                break
            lines.append(raw.removeprefix(b".") if raw.startswith(b"..") else raw)
        return b"".join(lines)

    def _answer(self, line: socket.socket, stage: str) -> bool:
        self.at.get(stage, lambda: None)()
        reply = self.answers.get(stage, _YES.get(stage, "250 fine"))
        if reply.startswith(HANG_UP):
            line.shutdown(socket.SHUT_RDWR)
            return False
        line.sendall(f"{reply}\r\n".encode())
        return True
