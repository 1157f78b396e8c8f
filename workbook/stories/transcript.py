"""What was said, written down on this machine by a speech model that the reader has installed.

An optional extra: the package ``faster-whisper``, and a model that is on this machine already.
Nothing is fetched, whatever that package would do by itself.
"""

import io
import os
from importlib import import_module
from importlib.util import find_spec

#: Names the folder of the model, or one that the package finds in its own cache.
VARIABLE = "WORKBOOK_SPEECH_MODEL"


def available() -> bool:
    """Whether a speech model is installed and named."""
    return bool(os.environ.get(VARIABLE)) and find_spec("faster_whisper") is not None


def transcribe(sound: bytes) -> str:
    """Return the words of a recording.

    Raises
    ------
    ValueError
        With a sentence for the reader, where the model cannot be loaded or the sound not be read.
    """
    try:
        package = import_module("faster_whisper")
        model = package.WhisperModel(
            os.environ[VARIABLE], device="cpu", compute_type="int8", local_files_only=True
        )
        segments, _ = model.transcribe(io.BytesIO(sound))
        return " ".join(segment.text.strip() for segment in segments)
    except Exception as error:  # the package raises what its own libraries raise
        raise ValueError(f"The speech model could not write it down ({error}).") from error
