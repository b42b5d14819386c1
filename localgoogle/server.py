"""The server on the network: an ASGI application, and uvicorn around it.

Calls are answered one after another on one event loop, so a call never sees another one half done.
"""

from __future__ import annotations

import asyncio
import gc
import socket
import sys
import threading
from contextlib import contextmanager
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from localgoogle.call import Call, Reply, Slow
from localgoogle.control.model import Control
from localgoogle.dispatch import Answered, Dispatch, page_of_another_host
from localgoogle.errors import GoogleError
from localgoogle.hosts import Hosts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp, Receive, Scope, Send

    from localgoogle.state import State

LARGEST_BODY = 10 * 1024 * 1024
KEEP_ALIVE_SECONDS = 75
OBJECTS_BETWEEN_SWEEPS = 50_000
"""Python looks for circles of garbage after 700 new objects; a big call makes 100,000 that are in none."""
OWN_COMPUTER = Hosts()


def create_app(state: State, admin_token: str = "", hosts: Hosts = OWN_COMPUTER) -> ASGIApp:
    """The whole server as an ASGI application over ``state``, known to browsers by the names of ``hosts``."""
    control = Control(admin_token)
    dispatch = Dispatch(state, control)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            call = await read_call(Request(scope, receive), hosts)
        except GoogleError as problem:
            await deliver(Reply(problem.to_body(), problem.code), state)(scope, receive, send)
            return
        except ClientDisconnect:
            return
        local = call.path.startswith("/_local/")
        fault = "" if local else control.fault(call.method, call.path)
        answered = await answer(dispatch, call, fault) if call.origin else Answered(page_of_another_host())
        assert isinstance(answered.reply, Reply)  # noqa: S101 - answer() has finished what was slow
        cut = fault.startswith("cut-")
        if not local:
            status = 0 if cut else answered.reply.status
            control.record(call.method, call.path, status, answered.bucket, answered.user)
        if fault.startswith("hang:"):
            await asyncio.sleep(float(fault.removeprefix("hang:")))
        pretty = call.first("prettyPrint", "true").lower() != "false"
        response = deliver(answered.reply, state, pretty=pretty)
        if fault == "cut-middle":
            await send_half(response, send)
        if cut:
            await hang_up(scope, receive)
        else:
            await response(scope, receive, send)

    return app


async def answer(dispatch: Dispatch, call: Call, fault: str) -> Answered:
    """The reply to a call; other calls are answered while slow work is done."""
    answered = dispatch.answer(call, fault)
    while isinstance(slow := answered.reply, Slow):
        work = asyncio.ensure_future(asyncio.to_thread(slow.work))
        await asyncio.wait([work])
        answered = dispatch.resume(answered, slow, work.result)
    return answered


async def read_call(request: Request, hosts: Hosts = OWN_COMPUTER) -> Call:
    """The request as a Call, with no origin when it calls us by a name that is not ours.

    Raises GoogleError 413 for a body over 10 MB.
    """
    body = await read_body(request)
    headers = {name.lower(): value for name, value in request.headers.items()}
    method, query = request.method, request.url.query
    origin = hosts.origin(headers.get("host", ""), port_of(request))
    # A GET whose address passes 2048 characters is sent so by google-api-python-client.
    override = headers.get("x-http-method-override", "").upper() if method == "POST" else ""
    if override in ("DELETE", "PATCH", "PUT"):
        method = override
    if override == "GET":
        method, query, body = "GET", "&".join(filter(None, [query, body.decode("utf-8", "replace")])), b""
    return Call(
        method=method,
        path=request.scope["raw_path"].decode("ascii", "replace").partition("?")[0],
        query=parse_qs(query, keep_blank_values=True),
        body=body,
        headers=headers,
        base_url=hosts.address(origin),
        origin=origin,
    )


def port_of(request: Request) -> int:
    """The port that the connection came to."""
    _, port = request.scope["server"]
    return int(port)


async def read_body(request: Request) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            raise GoogleError(413, f"Request payload size exceeds the limit: {LARGEST_BODY} bytes.")
    return bytes(body)


def deliver(reply: Reply, state: State, *, pretty: bool = True) -> Response:
    """The reply as Starlette sends it, dated by the server's clock: clients take their time from there."""
    headers = {"Date": format_datetime(state.now(), usegmt=True), **reply.headers}
    return Response(reply.to_bytes(pretty=pretty), reply.status, headers, reply.media_type)


async def send_half(response: Response, send: Send) -> None:
    """The head, which promises the whole body, and half of it."""
    half = response.body[: len(response.body) // 2]
    await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
    await send({"type": "http.response.body", "body": half, "more_body": True})


class Connection(H11Protocol):
    """uvicorn's connection, which lets the application see its transport: a fault may cut it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


async def hang_up(scope: Scope, receive: Receive) -> None:
    """Close the connection with nothing more sent."""
    scope["state"]["transport"].close()
    while (await receive())["type"] != "http.disconnect":
        pass


class Server(uvicorn.Server):
    """uvicorn's server that tells another thread when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def new_server(app: ASGIApp) -> Server:
    """A quiet server: what people ask for is in addresses, so addresses are never logged."""
    config = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        date_header=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=2,
    )
    return Server(config)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket (port 0: a free one); raises OSError when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's delay off only where the protocol is named: without it each reply waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # On Windows SO_REUSEADDR would let a second server take a port in use.
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def serve(state: State, listener: socket.socket, admin_token: str = "", hosts: Hosts = OWN_COMPUTER) -> None:
    """Answer calls until Ctrl+C or SIGTERM."""
    # All three: a command that starts the server may have put off the sweeps of old objects, and this runs for months.
    gc.set_threshold(OBJECTS_BETWEEN_SWEEPS, 10, 10)
    new_server(create_app(state, admin_token, hosts)).run(sockets=[listener])


@contextmanager
def running(
    state: State,
    port: int = 0,
    admin_token: str = "",
    wrap: Callable[[ASGIApp], ASGIApp] = lambda app: app,
    hosts: Hosts = OWN_COMPUTER,
) -> Iterator[str]:
    """A server in a thread of this process; gives its address, ``http://127.0.0.1:PORT``."""
    listener = listen("127.0.0.1", port)
    server = new_server(wrap(create_app(state, admin_token, hosts)))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    server.ready.wait(timeout=30)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
