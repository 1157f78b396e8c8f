"""Solutions that mean no good, or fail in ways that could take others with them."""

from workbook.coding.problem import coding_folder

SUITE = coding_folder() / "rate-limiter" / "independent" / "suite.py"
SKELETON = """
class RateLimiter:
    def __init__(self, rate, burst, clock):
        self.rate, self.burst, self.clock = rate, burst, clock

    def allow(self, tenant):
        {}
        return True
"""


def in_a_call(*lines: str) -> str:
    """Return a solution that does this in each call, and grants everything."""
    return SKELETON.format("\n        ".join(lines))


def at_import(*lines: str) -> str:
    """Return a solution that does this as it is loaded, and grants everything."""
    return "\n".join(lines) + SKELETON.format("pass")


# What it does, the solution, and what the reader is told.
CONTAINED = {
    "a fork bomb": (in_a_call("import os", "while True: os.fork()"), "start processes"),
    "a bomb of commands": (
        in_a_call("import subprocess", "while True: subprocess.Popen(['sleep', '9'])"),
        "start processes",
    ),
    "a bomb of workers": (
        in_a_call("import multiprocessing as m", "m.Process(target=print).start()"),
        "start processes",
    ),
    "a list of ten gigabytes": (in_a_call("[0] * (10 << 30)"), "MemoryError"),
    "a billion prints": (
        in_a_call("for n in range(1_000_000_000): print('again and again', n)"),
        "printed more than",
    ),
    "listing the home folder": (
        in_a_call("import os", "os.listdir(os.path.expanduser('~'))"),
        "look at files",
    ),
    "reading the home folder": (
        in_a_call("import pathlib", "pathlib.Path('/root/.bashrc').read_text()"),
        "open files",
    ),
    "a socket": (
        in_a_call("import socket", "socket.create_connection(('127.0.0.1', 80))"),
        "use the network",
    ),
    "a look-up": (
        in_a_call("import urllib.request", "urllib.request.urlopen('http://example.org')"),
        "use the network",
    ),
    "deleting files": (in_a_call("import shutil", "shutil.rmtree('/tmp')"), "change files"),
    "writing a file": (in_a_call("open('notes.txt', 'w')"), "open files"),
    "killing its parent": (in_a_call("import os", "os.kill(os.getppid(), 9)"), "signal processes"),
    "native code": (in_a_call("import ctypes"), "load native code"),
    "leaving in mid-suite": (in_a_call("import os", "os._exit(0)"), "ended its own process"),
    "SystemExit": (in_a_call("import sys", "sys.exit(0)"), "SystemExit"),
    "a crash": (
        in_a_call("import sys", "sys.setrecursionlimit(10**9)", "f = lambda: f()", "f()"),
        "got none: it",
    ),
    "closing every pipe": (in_a_call("import os", "os.closerange(0, 64)"), "got none: it"),
    "nonsense on every pipe": (
        in_a_call(
            "import os",
            "for n in range(3, 64):",
            "    os.write(n, b'[]\\n')",
        ),
        "use the judge's pipes",
    ),
    "looking for what is expected": (
        in_a_call("import gc", "print([x for x in gc.get_objects() if isinstance(x, list)])"),
        "look into the judge",
    ),
    "reading the suite": (
        in_a_call(f"print(open({str(SUITE)!r}).read())"),
        "open files",
    ),
    "reaching for the judge's frames": (
        in_a_call("import sys", "print(sys._ｇetframe().ｆ_back.f＿locals)"),
        "leads from the solution into the judge around it",
    ),
    "changing the kernel's limits": (
        in_a_call("import os, resource as r", "r.prlimit(os.getppid(), r.RLIMIT_CPU, (1, 1))"),
        "change the judge's limits",
    ),
    "a library that opens files by itself": (in_a_call("import sqlite3"), "load native code"),
    "looking for the suite": (
        in_a_call("import sys", "sys.path.append('/')", "from workbook.coding import suite"),
        "No module named 'workbook'",
    ),
    "an object equal to everything": (
        in_a_call("return type('Any', (), {'__eq__': lambda *_: True})()"),
        "Any object",
    ),
    "an object without a text": (
        in_a_call("return type('Any', (), {'__repr__': lambda _: 1 / 0})()"),
        "<Any>",
    ),
    "a number without end": (in_a_call("return 10 ** 10_000"), "too large to report"),
    "an error without a text": (
        in_a_call("raise type('Odd', (Exception,), {'__str__': lambda _: 1 / 0})"),
        "got Odd",
    ),
    "reading what it is asked": (in_a_call("input()"), "EOFError"),
    "a missing name": (in_a_call("return bucket_of(tenant)"), "name 'bucket_of' is not defined"),
    "a missing module": (in_a_call("import numpy"), "No module named 'numpy'"),
}

# These take as long as they are given, so they are tried once.
ENDLESS = {
    "an endless loop": (in_a_call("while True: pass"), "did not end within"),
    "a deadlock": (
        in_a_call("import threading", "lock = threading.Lock()", "lock.acquire(); lock.acquire()"),
        "without an end",
    ),
    "a loop that swallows everything": (
        in_a_call("while True:", "    try: raise SystemExit", "    except BaseException: pass"),
        "did not end within",
    ),
}

# Each tries to have the judge believe it: no case that it fails may become one that it passes.
FORGED = {
    "replies written in advance": in_a_call(
        "import os",
        "for n in range(3, 64):",
        "    try: os.write(n, b'{\"value\": true}\\n' * 500)",
        "    except OSError: pass",
    ),
    "a reply that names itself expected": in_a_call(
        "import os",
        "for n in range(3, 64):",
        '    try: os.write(n, b\'{"value": {"expected": 1}, "refused": 7, "raised": 3}\\n\')',
        "    except OSError: pass",
    ),
    "modules patched": at_import(
        "import json, os, threading, time, builtins",
        "json.dumps = lambda *_, **__: '{\"value\": true}'",
        "time.sleep = lambda *_: None",
        "builtins.isinstance = lambda *_: True",
    ),
    "the harness patched": in_a_call(
        "import sys",
        "frame = sys._getframe()",
        "while frame:",
        "    server = frame.f_locals.get('self')",
        "    if hasattr(server, 'objects'):",
        "        server.end = server.lines = lambda: 0",
        "        server.threads = server.many = lambda *_, **__: True",
        "    frame = frame.f_back",
    ),
    "a suite of its own": at_import(
        "import sys, types",
        "sys.modules['workbook'] = sys.modules['workbook.coding'] = types.ModuleType('workbook')",
        "def same(*_): return True",
        "def judge(*_): return 'passed'",
    ),
    "threads that never end": in_a_call(
        "import threading, time",
        "threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()",
    ),
    "leaving as it is loaded": at_import("import os", "os._exit(0)"),
    "SystemExit as it is loaded": at_import("raise SystemExit(0)"),
}

# What a solution without a lock does as it is loaded, and in each call, to keep its race from
# showing: every way that was found to have threads run one after another.
_IN_TURN = """
def in_turn(self, rows):
    return [[{"value": self.call(h, m, a, {})} for h, m, a in row] for row in rows]
"""
SERIAL = {
    "nothing": ("", "pass"),
    "threads that run as they are started": (
        "import threading\n"
        "threading.Thread.start = threading.Thread.run\n"
        "threading.Thread.join = threading.Barrier.wait = lambda *_: None\n",
        "pass",
    ),
    "the judge's class by the main module": (
        f"{_IN_TURN}\nimport __main__\n__main__.Server.threads = in_turn\n",
        "pass",
    ),
    "the judge's class by a function of the clock, in parts": (
        _IN_TURN,
        "getattr(type(self._clock).__call__, '__glo' + 'bals__')['Server'].threads = in_turn",
    ),
    "the judge's class among all classes": (
        _IN_TURN,
        "[setattr(c, 'threads', in_turn) for c in object.__subclasses__()"
        " if c.__name__ == 'Server']",
    ),
    "no tracing in its own frame": ("import sys\n", "sys._getframe().f_trace = None"),
    "no tracing in its thread": ("import sys, contextlib\n", "try_it()"),
    "switching seldom": ("import sys\nsys.setswitchinterval(9)\n", "pass"),
    "requests read in the judge's place": (
        "import json\n"
        "def decode(_, text, *rest):\n"
        "    return {'do': 'end'} if 'threads' in text else {}\n"
        "json.JSONDecoder.decode = json.JSONDecoder.raw_decode = decode\n"
        "json.loads = json.decoder.scanstring = decode\n",
        "pass",
    ),
}
