"""Which process wrote a revision."""

import os
import socket
import time
from functools import cache


def author() -> str:
    """Return the name of this process: machine, process id, Unix time of its first save."""
    return _author(os.getpid())


@cache
def _author(process: int) -> str:
    return f"{socket.gethostname()[:255]}:{process}:{int(time.time())}"
