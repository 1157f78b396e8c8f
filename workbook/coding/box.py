"""The child process that a solution runs in: started, asked, watched and killed from here.

Where the system has namespaces (Linux, `unshare`), the interpreter sees a file system that holds
the system's programs and Python, read-only; no network; no other process; and nobody's rights.
Everywhere there are limits on memory, processor time, processes, files and output, and a guard in
the interpreter itself that refuses files, network and processes with a sentence (``inside.py``).
"""

from __future__ import annotations

import json
import os
import select
import shlex
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import psutil

MEMORY = 2 << 30  # bytes of address space, threads' stacks included
RESIDENT = 1 << 30  # bytes in use, watched from outside where the system cannot limit them
PROCESSES = 128  # threads count as well on Linux
SECONDS = 120  # of processor time in one process's life, and of its life when left alone
BUSY = 2.0  # seconds of processor time for one request
WAITING = 4.0  # seconds of the wall clock without a step of the processor: a deadlock
LONGEST = 30.0  # seconds of the wall clock for one request, on however busy a machine
OUTPUT = 1 << 20  # characters printed in one process's life
REPLY = 16 << 20  # bytes of one reply
KEPT = 2_000  # characters of output that are kept for one case
TICK = 0.05
ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "LC_ALL": "C.UTF-8",
    "MALLOC_ARENA_MAX": "2",
}


class EndedError(Exception):
    """The child process is gone, or had to be killed; the text is a sentence that says why."""

    def __init__(self, why: str, slow: bool = False) -> None:
        super().__init__(why)
        self.slow = slow


def interpreter() -> str:
    """Return the path of the bare interpreter, outside any virtual environment."""
    return str(Path(getattr(sys, "_base_executable", None) or sys.executable).resolve())


@cache
def describe() -> tuple[bool, str]:
    """Return whether solutions run in namespaces here, and a sentence that says what holds them."""
    always, why = "limits on memory, processor time, processes and output", "the system has none"
    if sys.platform.startswith("linux") and shutil.which("unshare"):
        try:
            Box(namespaces=True).close()
            return True, f"namespaces (no network, no files but the system's own) and {always}"
        except (EndedError, OSError) as error:
            why = str(error).rstrip(".")
    return False, f"{always}, without namespaces ({why}); so judge only code of your own"


class Box:
    """One child process with nothing loaded yet; EndedError when it does not start.

    Parameters
    ----------
    namespaces
        Whether to use them.
    cover
        Whether to count the lines that run (package ``coverage``).

    Attributes
    ----------
    refused
        What the guard refused: "use the network".
    spent, slow
        Whether it can run no further case, and whether that was for taking too long or too much.
    """

    def __init__(self, namespaces: bool, cover: bool = False) -> None:
        self.folder = tempfile.mkdtemp(prefix="workbook-judge-")
        child_in, self._to = os.pipe()
        self._from, child_out = os.pipe()
        self._printed, printing = os.pipe()
        package = None
        if cover:
            import coverage

            package = Path(coverage.__file__).parent
        setup = {
            "requests": child_in,
            "replies": child_out,
            "memory": MEMORY,
            "processes": PROCESSES if namespaces else PROCESSES + _processes_now(),
            "seconds": SECONDS,
            "cover": str(package.parent) if package else "",
        }
        inside = Path(__file__).with_name("inside.py").read_text(encoding="utf-8")
        command = [interpreter(), "-I", "-S", "-B", "-c", inside, json.dumps(setup)]
        if namespaces:
            command = _in_namespaces(command, self.folder, [str(package)] if package else [])
        self._buffer, self._output, self._total = b"", "", 0
        self._reading = [self._from, self._printed]
        self.refused: list[str] = []
        self.spent = self.slow = False
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=printing,
                stderr=printing,
                cwd=self.folder,
                env=ENVIRONMENT,
                pass_fds=(child_in, child_out),
                start_new_session=True,
            )
        finally:
            for descriptor in (child_in, child_out, printing):
                os.close(descriptor)
        os.set_blocking(self._to, False)
        os.set_blocking(self._printed, False)
        try:
            self._receive(b"")
        except EndedError as error:
            said = self.printed().strip().splitlines()
            self.close()
            raise EndedError(said[0] if said else str(error)) from error

    def ask(self, do: str, **request: object) -> dict[str, Any]:
        """Send one request and return the reply; an object of the other process goes as its handle.

        Raises
        ------
        EndedError
            When the process ended, or was killed for taking too much; it is gone then.
        """
        line = json.dumps({"do": do, **request}, default=_handle).encode() + b"\n"
        try:
            reply = self._receive(line)
            self.refused += map(str, reply.get("refused", ()))
            return reply
        except EndedError as error:
            self.spent, self.slow = True, error.slow
            self._drain()
            self._kill()
            raise

    def _receive(self, line: bytes) -> dict[str, Any]:
        start = time.monotonic()
        began, last, moved = None, 0.0, start
        while b"\n" not in self._buffer:
            line = self._exchange(line)
            if self._total > OUTPUT:
                raise EndedError("it printed more than a million characters and was stopped", True)
            if len(self._buffer) > REPLY:
                raise EndedError("it returned more than 16 MB and was stopped", True)
            now = time.monotonic()
            if now - start > TICK:
                used, resident = self._used()
                began = used if began is None else began
                last, moved = (used, now) if used > last else (last, moved)
                if resident > RESIDENT:
                    raise EndedError("it used more than 1 GB of memory and was stopped", True)
                if used - began > BUSY or now - start > LONGEST:
                    raise EndedError(f"it did not end within {BUSY:.0f} s and was stopped", True)
                if now - moved > WAITING:
                    why = f"it waited for {WAITING:.0f} s without an end and was stopped"
                    raise EndedError(why, True)
        first, _, self._buffer = self._buffer.partition(b"\n")
        self._drain()
        with suppress(ValueError, RecursionError):
            reply = json.loads(first)
            if isinstance(reply, dict) and isinstance(reply.get("refused", []), list):
                return reply
        raise EndedError("it wrote over the judge's own pipe and was stopped")

    def _exchange(self, line: bytes) -> bytes:
        """Write and read what can be, for a tick at most; return what is still to be written."""
        ready, free, _ = select.select(self._reading, [self._to] if line else [], [], TICK)
        if free:
            try:
                line = line[os.write(self._to, line) :]
            except BlockingIOError:
                pass
            except BrokenPipeError:
                line = b""
        if self._printed in ready:
            self._drain()
        if self._from in ready:
            part = os.read(self._from, 1 << 16)
            if not part:
                raise EndedError(self._how_it_ended())
            self._buffer += part
        return line

    def _drain(self) -> None:
        """Take in what was printed so far."""
        with suppress(BlockingIOError):
            while self._total <= OUTPUT:
                part = os.read(self._printed, 1 << 16)
                if not part:  # closed: only the reply can tell what follows
                    self._reading = [self._from]
                    break
                self._total += len(part)
                if len(self._output) <= KEPT:
                    self._output += part.decode("utf-8", "replace")

    def printed(self) -> str:
        """Return what was printed since the last call, cut to a length that can be read."""
        text, self._output = self._output, ""
        return text if len(text) <= KEPT else text[:KEPT] + " ... (and more)"

    def resident(self) -> float:
        """Return the memory in use now, in MB (millions of bytes)."""
        return self._used()[1] / 1e6

    def _used(self) -> tuple[float, int]:
        """Return seconds of processor time so far and bytes in use, of all its processes."""
        seconds, resident = 0.0, 0
        try:
            top = psutil.Process(self._process.pid)
            for one in (top, *top.children(recursive=True)):
                times = one.cpu_times()
                seconds += times.user + times.system
                resident += one.memory_info().rss
        except psutil.Error:
            pass  # it has just ended: the pipe says so next
        return seconds, resident

    def _how_it_ended(self) -> str:
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            return "it closed the judge's own pipe"
        # A namespace's first process hands a signal on as 128 and its number.
        number = -code if code < 0 else code - 128
        if 0 < number < signal.NSIG:
            return f"the system stopped its process ({signal.strsignal(number)})"
        return f"it ended its own process (exit status {code})"

    def _kill(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Kill what still runs and remove the folder; may be called twice."""
        self._kill()
        for descriptor in (self._to, self._from, self._printed):
            with suppress(OSError):
                os.close(descriptor)
        self._to = self._from = self._printed = -1
        shutil.rmtree(self.folder, ignore_errors=True)


def _handle(remote: Any) -> dict[str, int]:
    return {"$": remote._handle}


def _processes_now() -> int:
    """Return how many processes and threads run here: outside a namespace the limit counts all."""
    try:
        return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])
    except OSError:
        return len(psutil.pids())


def _in_namespaces(command: list[str], folder: str, also: list[str]) -> list[str]:
    """Return the command that runs ``command`` in namespaces of its own.

    A new root is put together from Python's folders, read-only. The second ``unshare`` gives up
    the rights that were needed for it: it maps no user, and who is nobody can unmount nothing.
    """
    root = f"{folder}/root"
    prefixes = {str(Path(one).resolve()) for one in (sys.base_prefix, sys.base_exec_prefix)}
    system = ["/usr", "/lib", "/lib64", "/bin"]
    shown = [one for one in system if Path(one).is_dir()]
    shown += sorted(one for one in prefixes if not one.startswith("/usr/") and one != "/usr")
    mounts = [f"{one} {root}{one} none bind,ro,nosuid,nodev 0 0" for one in shown + also]
    # Packages are no part of what a solution may use, and the workbook's own data may be there.
    if not also:
        library = Path(sysconfig.get_path("stdlib")).resolve()
        hidden = library.glob("*-packages")
        mounts += [f"none {root}{one} tmpfs size=4k,ro 0 0" for one in hidden]
    table = f"{folder}/mounts"
    Path(table).write_text("".join(f"{line}\n" for line in mounts))
    Path(root).mkdir()
    made = " ".join(shlex.quote(f"{root}{one}") for one in [*shown, *also, "/solution"])
    script = (
        f"set -e; mount -t tmpfs -o size=1m none {root}; mkdir -p {made}; mount -a -T {table}; "
        f'exec unshare --user --root={root} --wd=/solution "$@"'
    )
    flags = ["--user", "--map-root-user", "--mount", "--net", "--pid", "--ipc", "--uts"]
    return ["unshare", *flags, "--fork", "--kill-child", "sh", "-c", script, "sh", *command]
