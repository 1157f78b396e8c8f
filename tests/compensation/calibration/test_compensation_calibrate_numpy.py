"""Weighted quantiles, weights and intervals against numpy and against exact reckoning."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from workbook.compensation.calibration.quantiles import (
    effective_size,
    median_interval,
    weighted_quantile,
)
from workbook.compensation.calibration.weights import CAP, FADED, SOURCES, cap_shares

SHARES = [0.1, 0.25, 0.5, 0.75, 0.9]

figures = arrays.arrays(float, st.integers(1, 60), elements=st.floats(1_000, 1e8))


@settings(deadline=None)
@given(figures)
def test_equal_weights_give_numpys_quantiles(values):
    equal = np.full(len(values), 1 / len(values))
    ours = weighted_quantile(values, equal, SHARES)
    theirs = np.quantile(values, SHARES, method="averaged_inverted_cdf")
    assert ours == pytest.approx(theirs, rel=1e-9)
    assert weighted_quantile(values, equal, 0.5) == pytest.approx(np.median(values), rel=1e-9)


@settings(deadline=None)
@given(figures, st.randoms(use_true_random=False))
def test_any_weights_give_numpys_inverted_distribution(values, random):
    weights = np.array([random.uniform(0.1, 1) for _ in values])
    theirs = np.quantile(values, SHARES, weights=weights, method="inverted_cdf")
    within = np.cumsum(weights[np.argsort(values)]) / weights.sum()
    # At an exact tie numpy takes the lower figure; ours lies between both, as a median should.
    if np.abs(within[:, None] - SHARES).min() > 1e-8:
        assert weighted_quantile(values, weights, SHARES) == pytest.approx(theirs, rel=1e-9)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 500), st.integers(1, 6)), min_size=1, max_size=20))
def test_a_weight_of_three_is_a_figure_said_three_times(pairs):
    values, times = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    repeated = np.repeat(values, times.astype(int))
    theirs = np.quantile(repeated, SHARES, method="averaged_inverted_cdf")
    assert weighted_quantile(values, times, SHARES) == pytest.approx(theirs, rel=1e-9)


def test_what_statsmodels_finds():
    """The figures are those of ``DescrStatsW(values, weights).quantile``, statsmodels 0.15.0."""
    values = np.array([475.0, 510, 512, 548, 575, 640])
    weights = np.array([1.0, 2, 1, 4, 3, 1])
    found = weighted_quantile(values, weights, [0.25, 0.3, 0.5, 2 / 3, 0.9])
    assert found == pytest.approx([511.0, 512.0, 548.0, 561.5, 575.0], rel=1e-9)


def test_the_effective_size_is_kishs():
    assert effective_size(np.ones(7)) == pytest.approx(7)
    assert effective_size(np.array([3.0, 1.0])) == pytest.approx(16 / 10)


def test_numpy_finds_the_same_interval_by_the_published_formula():
    """Hettmansperger and Sheather (1986) with exact binomial tails, for equal weights."""
    values = np.sort(np.random.default_rng(3).lognormal(13, 0.2, 25))
    many = len(values)
    tails = np.cumsum([math.comb(many, k) for k in range(many)]) / 2**many
    depth = int(np.searchsorted(tails, 0.1))  # P(Bin <= depth - 1) < 0.1 <= P(Bin <= depth)
    outer, inner = 1 - 2 * tails[depth - 1], 1 - 2 * tails[depth]
    part = (outer - 0.8) / (outer - inner)
    way = (many - depth) * part / (depth + (many - 2 * depth) * part)
    logs = np.log(values)
    low = (1 - way) * logs[depth - 1] + way * logs[depth]
    high = (1 - way) * logs[-depth] + way * logs[-depth - 1]
    found = median_interval(values, np.full(many, 1 / many), np.median(values), many, 0.8)
    # The normal tail instead of the binomial one is worth a fraction of a point's distance.
    assert np.log(found) == pytest.approx([low, high], abs=0.05 * (high - low))


@settings(deadline=None)
@given(arrays.arrays(float, (4, len(SOURCES)), elements=st.floats(FADED, 10)))
def test_no_share_is_above_a_quarter_and_rank_is_kept(shares):
    capped = cap_shares(shares)
    assert capped.sum(axis=-1) == pytest.approx(1)
    assert capped.max() <= CAP + 1e-12
    for before, after in zip(shares, capped, strict=True):
        order = np.argsort(before)
        assert np.all(np.diff(after[order]) >= -1e-12)
        loose = after < CAP - 1e-9
        # What is not held keeps its proportions.
        assert after[loose] * before[loose].sum() == pytest.approx(
            before[loose] * after[loose].sum()
        )


@settings(deadline=None)
@given(arrays.arrays(float, len(SOURCES), elements=st.floats(FADED, 10) | st.just(0.0)))
def test_capping_twice_is_capping_once(shares):
    if shares.sum() > 0:
        once = cap_shares(shares)
        assert cap_shares(once) == pytest.approx(once)


@pytest.mark.parametrize("kinds", [1, 2, 3])
def test_fewer_than_four_kinds_keep_their_shares(kinds):
    shares = np.zeros(len(SOURCES))
    shares[:kinds] = [6, 3, 1][:kinds]
    assert cap_shares(shares) == pytest.approx(shares / shares.sum())


def test_four_kinds_hold_a_quarter_each_since_nothing_else_is_possible():
    assert cap_shares(np.array([0.0, 9, 3, 1, 0.5, 0, 0]))[1:5] == pytest.approx([0.25] * 4)
