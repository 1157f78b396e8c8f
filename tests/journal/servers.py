"""A PostgreSQL server of the tests' own, where there is one to start."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_programs() -> Path | None:
    """Return the folder of PostgreSQL's own programs, newest version first."""
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    asked = shutil.which("pg_config")
    if asked:
        answer = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=False)
        candidates.append(Path(answer.stdout.strip()))
    return next((path for path in candidates if (path / "initdb").exists()), None)


@contextmanager
def running_server(programs: Path) -> Iterator[str]:
    """Start a server on a socket in a folder of its own; give the URL of its first database."""
    # Not pytest's own folder: the user below may not enter it, and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="wb-pg-"))
    user = _unprivileged()
    if user:
        os.chown(folder, user["user"], user["group"])
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "-D", str(data), *arguments]
        log = folder / f"{program}.log"
        with log.open("w") as output:
            done = subprocess.run(
                command, stdout=output, stderr=output, cwd=folder, check=False, **user
            )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{log.read_text()}")

    try:
        run("initdb", "-A", "trust", "-U", "workbook", "-E", "UTF8", "--no-sync", "--locale=C")
        # No fsync: these tests ask what the journal does, not what PostgreSQL does in a power cut.
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=40"
        run("pg_ctl", "-w", "-l", str(folder / "server.log"), "-o", options, "start")
        try:
            yield f"postgresql+psycopg://workbook@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> dict[str, int]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": found.pw_uid, "group": found.pw_gid}
    raise RuntimeError("there is neither a user postgres nor a user nobody to run PostgreSQL as")
