"""The simplest possible relay: forwards a terminal from the engine's socket to WebSocket clients.

    relay.py ENGINE-SOCKET     prints the port it listens on

The first client of ws://127.0.0.1:PORT/CONTAINER/PROGRAM starts `bench-agent PROGRAM` in that container; later clients
share it. Each chunk is sent to every client before the next is read.
"""

import asyncio
import base64
import hashlib
import json
import sys

ENGINE = sys.argv[1]
CHUNK = 64 * 1024
ACCEPT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
BINARY, CLOSE, PING, PONG = 2, 8, 9, 10

terminals = {}


async def ask_engine(path, body, headers=""):
    reader, writer = await asyncio.open_unix_connection(ENGINE, limit=CHUNK)
    data = json.dumps(body).encode()
    writer.write(f"POST {path} HTTP/1.1\r\nHost: engine\r\nContent-Type: application/json\r\n{headers}"
                 f"Content-Length: {len(data)}\r\n\r\n".encode() + data)
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


class Terminal:
    """The terminal of one program and its viewers."""

    def __init__(self, container, program):
        self.container, self.program = container, program
        self.viewers = set()
        self.engine = None

    async def start(self):
        reader, writer = await ask_engine(f"/containers/{self.container}/exec", {
            "AttachStdin": True, "AttachStdout": True, "AttachStderr": True, "Tty": True,
            "Cmd": ["bench-agent", self.program]}, "Connection: close\r\n")
        exec_id = json.loads(await reader.read())["Id"]
        writer.close()
        self.reader, self.engine = await ask_engine(f"/exec/{exec_id}/start", {"Detach": False, "Tty": True},
                                                    "Connection: Upgrade\r\nUpgrade: tcp\r\n")
        while b"ready" not in await self.reader.read(CHUNK):
            pass
        self.pump = asyncio.create_task(self.show())

    async def show(self):
        while chunk := await self.reader.read(CHUNK):
            framed = frame(BINARY, chunk)
            for viewer in list(self.viewers):
                viewer.write(framed)
            for viewer in list(self.viewers):
                try:
                    await viewer.drain()
                except ConnectionError:
                    self.viewers.discard(viewer)


def frame(opcode, payload):
    length = len(payload)
    if length < 126:
        head = bytes([0x80 | opcode, length])
    elif length < 65536:
        head = bytes([0x80 | opcode, 126]) + length.to_bytes(2, "big")
    else:
        head = bytes([0x80 | opcode, 127]) + length.to_bytes(8, "big")
    return head + payload


async def receive(reader):
    first, second = await reader.readexactly(2)
    length = second & 0x7F
    if length > 125:
        length = int.from_bytes(await reader.readexactly(2 if length == 126 else 8), "big")
    mask = await reader.readexactly(4)
    payload = await reader.readexactly(length)
    return first & 0x0F, bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


async def serve(reader, writer):
    request = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
    _, container, program = request[0].split()[1].decode().split("/")
    key = next(line.split(b":")[1].strip() for line in request if line.lower().startswith(b"sec-websocket-key:"))
    terminal = terminals.get((container, program))
    if terminal is None:
        terminal = terminals[container, program] = Terminal(container, program)
        await terminal.start()
    accept = base64.b64encode(hashlib.sha1(key + ACCEPT).digest())
    writer.write(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n")
    terminal.viewers.add(writer)
    try:
        while (message := await receive(reader))[0] != CLOSE:
            if message[0] == PING:
                writer.write(frame(PONG, message[1]))
            else:
                terminal.engine.write(message[1])
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client disconnected without a close frame
    finally:
        terminal.viewers.discard(writer)
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, limit=CHUNK)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
