"""How often intervals of 80% and 50% hold the truth: the table in calibrate's docstring.

Run it as ``python -m tests.benchmarks.bench_coverage`` (five minutes).
"""

from tests.compensation.markets import BEYOND, MARKETS, covered

READERS = 2_000
POINTS = (3, 5, 8, 12, 20, 30)

if __name__ == "__main__":
    print(f"{'market':28}" + "".join(f"{many:>7}" for many in POINTS))
    for name, shape in (MARKETS | BEYOND).items():
        held = [covered(many, READERS, 1, **shape) for many in POINTS]
        print(f"{name:28}" + "".join(f"{100 * each:7.0f}" for each in held), flush=True)
