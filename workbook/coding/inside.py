"""What runs in the judge's child process: it calls the solution and reports what came back.

The text of this file is handed to a bare interpreter; it imports the standard library alone and is
never imported by the workbook. It holds no expected result: those stay with the parent, which
compares. So a solution that takes this process over can make it report what it likes, and is no
nearer to a right answer than one that returns what it likes. How threads are interleaved is decided
here, though, so whatever decides it is bound before the solution runs, and to functions in C where
there are any: what a solution replaces in a module is not what is used.

One JSON request a line comes in on one pipe, one JSON reply a line goes out on another.
"""

from __future__ import annotations

import _posixsubprocess
import faulthandler
import json
import os
import posix
import resource
import signal
import sys
import threading
from _random import Random
from _socket import AF_UNIX
from _thread import _count as running
from _thread import allocate_lock, start_new_thread
from contextlib import suppress
from functools import partial
from json.encoder import c_make_encoder, encode_basestring_ascii  # type: ignore[attr-defined]
from sys import setswitchinterval, settrace
from time import sleep

TYPE_CHECKING = False
if TYPE_CHECKING:  # the module typing takes longer to import than all the rest
    from typing import Any

SOLUTION = "solution.py"
LEVELS = 8  # of nesting in a value that is reported
SWITCHES = 60  # of a thread in one case: enough to find a race, few enough for a busy machine
CHARACTERS = 300  # of an error's or an object's text


def limit(memory: int, processes: int, seconds: int) -> None:
    """Set the hard limits that no code in this process can lift again."""
    for name, value in {
        "RLIMIT_AS": memory,
        "RLIMIT_CORE": 0,
        "RLIMIT_CPU": seconds,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NOFILE": 64,
        "RLIMIT_NPROC": processes,
    }.items():
        try:
            hardest = resource.getrlimit(getattr(resource, name))[1]
            value = value if hardest < 0 else min(value, hardest)
            resource.setrlimit(getattr(resource, name), (value, value))
        except (AttributeError, OSError, ValueError):
            pass  # macOS knows some of them by name only; the parent watches memory there.


#: What a solution has no business with, and the events of the interpreter that tell of it: one by
#: its name, or all of a module's.
REFUSED = {
    "open files": "open sqlite3.connect",
    "look at files": "os.listdir os.scandir os.walk glob.glob os.listxattr os.getxattr",
    "change files": "os.remove os.rename os.rmdir os.mkdir os.link os.symlink os.truncate os.chmod"
    " os.chown os.utime os.chdir os.setxattr shutil tempfile",
    "start processes": "os.fork os.forkpty os.exec os.posix_spawn os.spawn os.system pty.spawn"
    " subprocess.Popen",
    "signal processes": "os.kill os.killpg signal.pthread_kill",
    "use the network": "socket",
    "use the judge's pipes": "fcntl",
    "change the judge's limits": "resource",
    "load native code": "import ctypes",
    "look into the judge": "gc.get_objects gc.get_referrers gc.get_referents sys._current_frames"
    " sys.settrace sys.setprofile",
}
#: Modules that open files or run code without an event.
NATIVE = {"ctypes", "_ctypes", "_dbm", "_gdbm", "_interpreters", "_posixsubprocess", "_signal"}
NATIVE |= {"_sqlite3", "_tkinter", "_xxsubinterpreters", "posix", "readline", "resource"}
#: Functions that reach any pipe by its number, without an event.
PIPES = "read readv pread preadv write writev pwrite pwritev dup dup2 sendfile splice"


def guard(readable: tuple[str, ...], refused: list[str]) -> list[bool]:  # noqa: C901
    """Refuse, with a sentence, what a solution has no business with; return the tracing switch.

    One closure, since a solution could replace what a class or this module names. This is where
    an honest mistake gets its sentence, on every system; namespaces stand behind it, where the
    system has them, for what gets past.
    """
    tracing = [False]
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    why = {event: what for what, events in REFUSED.items() for event in events.split()}.get
    # Bound here, since a solution can replace what it finds in a module.
    isinstance_, int_, len_, decoded, normal = isinstance, int, len, os.fsdecode, os.path.abspath
    native, local, error = NATIVE, AF_UNIX, PermissionError

    def refuse(what: str) -> None:
        if len_(refused) < 3 and what not in refused:
            refused.append(what)
        raise error(f"the judge does not let a solution {what}")

    def may_read(path: Any) -> bool:
        if isinstance_(path, int_):
            return path < 3
        try:
            name = normal(decoded(path))
        except TypeError:
            return False
        return "-packages" not in name and name.startswith(readable)

    def allowed(event: str, what: str, args: tuple) -> bool:
        if event == "open":
            return may_read(args[0]) and not (isinstance_(args[2], int_) and args[2] & writing)
        if event == "sqlite3.connect":  # the package coverage keeps what it counted there
            return args[0].endswith("mode=memory&cache=shared")
        if event == "import":
            return args[0] not in native
        if what == "look at files":
            return may_read(args[0] if args else ".")
        if event == "socket.__new__":  # asyncio wakes its loop through a local pair of sockets
            return args[1] == local
        return tracing[0] and event == "sys.settrace"

    def hook(event: str, args: tuple) -> None:
        what = why(event) or why(event.partition(".")[0])
        if what and not allowed(event, what, args):
            refuse(f"{what} ({args[0]!r})"[:200] if event == "open" else what)

    def pipes(*_: object, **__: object) -> None:
        refuse("use the judge's pipes")

    vars(_posixsubprocess)["fork_exec"] = None  # has no event, and asyncio imports what imports it
    for module in (signal, sys.modules["_signal"]):
        for name in ("pidfd_send_signal", "pthread_kill"):
            vars(module).pop(name, None)
    for name in PIPES.split():
        if hasattr(os, name):
            setattr(os, name, pipes)
            setattr(posix, name, pipes)
    sys.addaudithook(hook)
    return tracing


def plain(value: object, level: int = 0) -> object:
    """Return a value as JSON can carry it: exact for plain data, its text for everything else."""
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if level < LEVELS:
        if isinstance(value, (list, tuple)):
            return [plain(one, level + 1) for one in value]
        if isinstance(value, dict):
            pairs = [[plain(k, level + 1), plain(v, level + 1)] for k, v in value.items()]
            return {"pairs": pairs}
    return {"text": text_of(repr, value)}


def text_of(said: Any, value: object) -> str:
    """Return what an object says of itself, short, whatever its own methods do."""
    try:
        return str(said(value))[:CHARACTERS]
    except BaseException:
        return f"<{type(value).__name__}>"


def raised(error: BaseException) -> dict[str, object]:
    """Return what is reported of an exception, with the line of the solution it came from."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == SOLUTION:
            line = trace.tb_lineno
        trace = trace.tb_next
    text = text_of(str, error)
    if isinstance(error, SyntaxError) and error.filename == SOLUTION:
        line, text = error.lineno, str(error.msg)
    kinds = [kind.__name__ for kind in type(error).__mro__]
    return {"raised": {"kinds": kinds, "text": text, "line": line}}


class Stub:
    """A collaborator that the suite hands in: it answers as told and keeps what it was asked."""

    def __init__(self, answers: list, default: object) -> None:
        self.answers, self.default = answers, default
        self.arguments: list[list] = []

    def __call__(self, *arguments: object) -> object:
        """Keep what it is asked, and answer as told."""
        self.arguments.append([plain(one) for one in arguments])
        told = (answer for wanted, answer in self.answers if wanted == self.arguments[-1])
        answer = next(told, self.default)
        if isinstance(answer, dict) and "raise" in answer:
            raise RuntimeError(answer["raise"])
        return answer

    def asked(self) -> list[list]:
        """Return the arguments of each call, in order."""
        return self.arguments


class Server:
    """One case's objects, and the requests on them."""

    def __init__(self, tracing: list[bool], cover: Any) -> None:
        self.tracing, self.cover = tracing, cover
        self.objects: dict[int, Any] = {}
        self.module: dict[str, Any] = {}
        self.counting = threading.gettrace()  # the package coverage, where it counts lines

    def load(self, source: str) -> None:
        """Run the solution's text anew: what one case leaves in its module no other finds."""
        code = compile(source, SOLUTION, "exec", dont_inherit=True)
        module = type(sys)("solution")  # dataclasses look their module up by name
        self.module = module.__dict__
        self.module["__file__"] = SOLUTION
        sys.modules["solution"] = sys.modules["__main__"] = module
        # The injected clock leads to no function of this file.
        self.now = [0.0]
        self.objects = {0: partial(self.now.__getitem__, 0)}
        exec(code, self.module)

    def given(self, value: dict) -> Any:
        """Return a JSON object of a request, or the object here that it stands for."""
        return self.objects[value["$"]] if "$" in value else value

    def make(self, handle: int, name: str, args: list, named: dict) -> None:
        """Make an object of the solution's class."""
        if name not in self.module:
            raise LookupError(f"the solution has no {name}")
        self.objects[handle] = self.module[name](*args, **named)

    def clock(self, seconds: float) -> None:
        """Set the injected clock."""
        self.now[0] = seconds

    def stub(self, handle: int, answers: list, default: object) -> None:
        """Make a collaborator."""
        self.objects[handle] = Stub(answers, default)

    def method(self, handle: int, name: str) -> Any:
        """Return a method of an object; LookupError where the solution has none."""
        target = self.objects[handle]
        if not hasattr(target, name):
            raise LookupError(f"{type(target).__name__} has no method {name}")
        return getattr(target, name)

    def call(self, handle: int, method: str, rows: list) -> list:
        """Call a method once a row."""
        function = self.method(handle, method)
        return [plain(function(*row)) for row in rows]

    def switching(self, seed: int) -> Any:
        """Return a trace function that lets other threads go on between two steps of a line."""
        chance, rest = Random(seed), [SWITCHES]

        def step(frame: Any, event: str, _: object) -> Any:
            # Lines as well: some releases of Python 3.12 report no steps within them.
            often = {"opcode": 0.2, "line": 0.5}.get(event, 0)
            if rest[0] and chance.random() < often:
                rest[0] -= 1
                sleep(1e-6)
            return step

        def enter(frame: Any, event: str, _: object) -> Any:
            if frame.f_code.co_filename != SOLUTION:
                return None
            frame.f_trace_opcodes = True
            return step

        return enter

    def threads(self, rows: list) -> list:
        """Run each list of calls in a thread of its own, switching often in mid-statement."""
        found: list[list] = [[] for _ in rows]
        installed, ended = allocate_lock(), allocate_lock()
        left = list(range(len(rows)))
        awake: list[int] = []

        def run(number: int) -> None:
            settrace(self.counting or self.switching(number))
            calls(number)

        def calls(number: int) -> None:
            installed.release()
            awake.append(number)
            while awake.__len__() <= rows.__len__():  # a busy machine would run them in turn
                sleep(1e-5)
            for handle, method, args in rows[number]:
                try:
                    found[number].append({"value": plain(self.method(handle, method)(*args))})
                except BaseException as error:
                    found[number].append(raised(error))
            if left.pop() == 0:  # one thread takes the last of them
                ended.release()

        installed.acquire()
        ended.acquire()
        setswitchinterval(1e-5)
        closed, self.tracing[0] = self.tracing[0], True
        for number in range(len(rows)):
            start_new_thread(run, (number,))
            # Python refuses to install two trace functions at a time, coverage's own included.
            installed.acquire()
        # No call begins before every thread has its trace function, and none may set one after.
        self.tracing[0] = closed
        awake.append(-1)
        ended.acquire()
        setswitchinterval(0.005)
        return found

    def end(self) -> int:
        """Return the number of threads that the case left running."""
        for _ in range(20):
            if running():  # it may be on its last line
                sleep(0.005)
        return running()

    def lines(self) -> list[int]:
        """Return the lines of the solution that ran, where they were counted."""
        self.cover.stop()
        data = self.cover.get_data()
        return sorted({n for name in data.measured_files() for n in data.lines(name) or ()})


def serve(setup: dict) -> None:
    """Obey one request a line until the parent closes the pipe."""
    requests = os.fdopen(setup["requests"], "rb")
    replies = setup["replies"]
    faulthandler.dump_traceback_later(setup["seconds"], exit=True)  # where the parent is gone
    write = os.write
    streams, refused = (sys.stdout, sys.stderr), list[str]()
    cover = None
    if setup["cover"]:
        sys.path.insert(0, setup["cover"])
        import coverage

        cover = coverage.Coverage(data_file=None, config_file=False, include=[f"*{SOLUTION}"])
        cover.start()
        sys.path.remove(setup["cover"])
    limit(setup["memory"], setup["processes"], setup["seconds"])
    readable = [one for one in (*sys.path, setup["cover"]) if one]  # bare: the standard library
    tracing = guard(tuple(readable), refused)
    tracing[0] = cover is not None  # the package coverage traces each thread as well
    server = Server(tracing, cover)
    scan = json.JSONDecoder(object_hook=server.given).scan_once  # type: ignore[attr-defined]
    verbs = {name: getattr(server, name) for name in dir(server) if not name.startswith("_")}
    encode = c_make_encoder(None, None, encode_basestring_ascii, None, ":", ",", False, False, True)

    def reply(body: dict) -> None:
        for stream in streams:
            with suppress(BaseException):  # closed: then nothing is printed beside the case
                stream.flush()
        if refused:
            body["refused"] = list(refused)
            refused.clear()
        try:
            line = "".join(encode(body, 0)).encode() + b"\n"
        except (TypeError, ValueError, RecursionError, MemoryError):
            line = b'{"value": {"text": "<a value too large to report>"}}\n'
        while line:
            line = line[write(replies, line) :]

    reply({"value": None})
    for line in requests:
        request = scan(line.decode(), 0)[0]
        try:
            value = verbs[request.pop("do")](**request)
        except BaseException as error:
            reply(raised(error))
        else:
            reply({"value": value})
    os._exit(0)


if __name__ == "__main__":
    serve(json.loads(sys.argv[1]))
