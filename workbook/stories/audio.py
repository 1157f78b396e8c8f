"""What a recording says without its words: length, speech and pauses, how even the voice is."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

#: Seconds of silence between two words from which it is a pause; shorter ones belong to speech.
PAUSE = 0.5

_FRAME = 0.02  # seconds
_BRIDGED = 0.25  # a shorter gap is within speech: the closure of a "t", a breath
_CLICK = 0.06  # a shorter sound is no speech
_SILENT = -55.0  # dB below full scale; a quiet room is about here, a whisper above it
_QUIET = 25.0  # dB below the loud parts, where nothing but the room is left
_ABOVE_ROOM = 10.0


@dataclass(frozen=True)
class Reading:
    """What was measured in a recording.

    Attributes
    ----------
    seconds
        Its whole length.
    speaking
        Share of that in which somebody speaks, 0 to 1; 0 for silence.
    pauses
        How many silences of `PAUSE` seconds or more there are between the first word and the last.
    longest
        The longest of them, in seconds.
    spread
        How far the voice moves, in dB: from the 10th to the 90th percentile of the loudness of
        half seconds with speech. None where there are fewer than four of these.
    """

    seconds: float
    speaking: float
    pauses: int
    longest: float
    spread: float | None


def analyse(pcm: npt.NDArray[np.int16], rate: int) -> Reading:
    """Measure a recording of one channel.

    Parameters
    ----------
    pcm
        Samples, 16 bits each, shape (n,).
    rate
        Samples a second, positive.

    Notes
    -----
    A frame of 20 ms is speech where it is less than 25 dB below the loud frames and 10 dB above
    the room's own noise. The room is what the quietest twentieth of the recording sounds like, so
    a recording without one silent moment may count its quietest syllables as room.
    """
    seconds = len(pcm) / rate
    size = max(round(rate * _FRAME), 1)
    levels = _levels(pcm, size)
    if not len(levels) or (loud := float(np.percentile(levels, 95))) < _SILENT:
        return Reading(seconds, 0.0, 0, 0.0, None)
    room = float(np.percentile(levels, 5))
    least = max(loud - _QUIET, min(room + _ABOVE_ROOM, loud - _ABOVE_ROOM), _SILENT)
    speech = _bridged(levels >= least)
    if not speech.any():
        return Reading(seconds, 0.0, 0, 0.0, None)
    frame = size / rate
    last = len(speech)
    silences = [(end - start) * frame for start, end in _runs(~speech) if start > 0 and end < last]
    pauses = [length for length in silences if length >= PAUSE - frame / 2]
    share = min(float(speech.sum()) * size / len(pcm), 1.0)
    return Reading(seconds, share, len(pauses), max(pauses, default=0.0), _spread(levels, speech))


def _levels(pcm: npt.NDArray[np.int16], size: int) -> npt.NDArray[np.float64]:
    """Return the loudness of each frame, in dB below full scale; a part of a frame is left out."""
    frames = pcm[: len(pcm) // size * size].reshape(-1, size)
    # einsum squares without a copy of half an hour as floats.
    power = np.einsum("ij,ij->i", frames, frames, dtype=np.float64) / size / 32768.0**2
    return np.asarray(10 * np.log10(np.maximum(power, 1e-12)))


def _runs(flags: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return (start, end) of each stretch in which `flags` hold."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _bridged(speech: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return `speech` without clicks, and with gaps too short for a pause filled."""
    speech = speech.copy()
    for start, end in _runs(speech):
        if (end - start) * _FRAME < _CLICK:
            speech[start:end] = False
    for start, end in _runs(~speech):
        if start and end < len(speech) and (end - start) * _FRAME < _BRIDGED:
            speech[start:end] = True
    return speech


def _spread(levels: npt.NDArray[np.float64], speech: npt.NDArray[np.bool_]) -> float | None:
    across = round(0.5 / _FRAME)
    whole = len(levels) // across * across
    power = (10 ** (levels[:whole] / 10)).reshape(-1, across)
    spoken = speech[:whole].reshape(-1, across)
    full = spoken.mean(axis=1) >= 0.5
    if full.sum() < 4:
        return None
    sums = (power * spoken).sum(axis=1)[full] / spoken.sum(axis=1)[full]
    low, high = np.percentile(10 * np.log10(sums), [10, 90])
    return float(high - low)
