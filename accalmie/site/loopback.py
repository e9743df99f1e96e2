"""The second loopback: hands what arrives on ::1 to the server on 127.0.0.1, in a small process beside it.

Granian listens on one address; `localhost` is two. A second server would double the memory and split the sessions kept
in it (docs/adr/0004). Ends when the process that started it does.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress

_CHUNK = 65_536
_LOOK_EVERY = 1.0  # seconds


async def relay(port: int) -> None:
    """Accept on ::1 for as long as the process that started this one lives."""
    parent = os.getppid()
    async with await asyncio.start_server(_hand_over, "::1", port):
        while os.getppid() == parent:
            await asyncio.sleep(_LOOK_EVERY)


async def _hand_over(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    port = writer.get_extra_info("sockname")[1]
    try:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:  # the server is not up yet, or gone: the browser says so better than we could
        writer.close()
        return
    await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    """Everything that one side says, until it hangs up."""
    with suppress(OSError):
        while chunk := await source.read(_CHUNK):
            target.write(chunk)
            await target.drain()
    target.close()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(relay(int(sys.argv[1])))
