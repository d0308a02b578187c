"""A TCP proxy before a PostgreSQL server that passes on, refuses or swallows, as it is set."""

import contextlib
import socket
import threading
from typing import Any


class Proxy:
    """`state` is "open", "silent" (takes everything, answers nothing) or "closed" (hangs up)."""

    def __init__(self, target: dict[str, Any]) -> None:
        self.target = target
        self.state = "open"
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.pairs: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self.hang_up()
        self.listener.close()

    def hang_up(self) -> None:
        """Cuts every connection there is."""
        for end in self.pairs:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.pairs.clear()

    def _server(self) -> socket.socket:
        host, port = self.target["HOST"], int(self.target["PORT"] or 5432)
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{host}/.s.PGSQL.{port}")
        return server

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.state == "closed":
                client.close()
                continue
            server = self._server()
            self.pairs += [client, server]
            for a, b in ((client, server), (server, client)):
                threading.Thread(target=self._pass_on, args=(a, b), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if self.state == "open":
                    sink.sendall(data)
