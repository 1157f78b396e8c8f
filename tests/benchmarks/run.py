"""Runs every `bench_*.py` beside it and prints one table; run by `make bench`.

A bench module has `run()`, which returns rows of (name, measured, limit). Measured is a ratio of
two things timed in turns in this run, or a number whose name says its unit. A limit of None is only
printed. Words given on the command line choose the modules: `make bench ARGS="journal import"`.
"""

import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

Row = tuple[str, float, float | None]
WIDTH = 76


def chosen(words: Sequence[str]) -> list[str]:
    """Return the names of the modules to run: all, or those that hold one of the words."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    return [name for name in names if not words or any(word in name for word in words)]


def is_over(row: Row) -> bool:
    """Whether a row is past its limit."""
    _, measured, limit = row
    return limit is not None and not measured <= limit  # NaN is over, too.


def line(row: Row) -> str:
    """Return a row of the table."""
    name, measured, limit = row
    at_most = f"{limit:10.4g}" if limit is not None else f"{'-':>10}"
    return f"{name:<{WIDTH}} {measured:9.3g} {at_most}{'  OVER' if is_over(row) else ''}"


def main(words: Sequence[str] = ()) -> int:
    """Run the chosen benches; return 1 when one is over its limit, 2 when none was chosen."""
    modules = chosen(words)
    if not modules:
        print(f"No bench is called {' or '.join(words)}: there are {', '.join(chosen(()))}.")
        return 2
    print(f"{'what':<{WIDTH}} {'measured':>9} {'at most':>10}", flush=True)
    rows: list[Row] = []
    start = time.monotonic()
    for name in modules:
        for row in import_module(f"tests.benchmarks.{name}").run():
            rows.append(row)
            print(line(row), flush=True)
    over = sum(map(is_over, rows))
    print(f"{len(rows)} measured in {time.monotonic() - start:.0f} s, {over} over its limit")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
