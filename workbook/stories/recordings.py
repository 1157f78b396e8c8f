"""The recordings: sound files beside the journal that only their owner can read.

A recording that is being made arrives in pieces, each a file of its own, so that a closed tab or a
killed kernel costs its last seconds and not the telling.
"""

from pathlib import Path

from workbook.journal import Journal, new_id
from workbook.journal.files import private_folder, write_private
from workbook.journal.places import data_folder

_UNFINISHED = "unfinished"


class Recordings:
    """The folder of recordings of one journal; one in memory has none, and keeps nothing."""

    def __init__(self, journal: Journal) -> None:
        place = journal.engine.place
        beside = place.file.parent if place.file else data_folder()
        self.folder: Path | None = None if place.in_memory else beside / "recordings"

    def begin(self) -> None:
        """Forget the unfinished recording, if there is one."""
        for piece in self._pieces():
            piece.unlink(missing_ok=True)

    def add(self, number: int, piece: bytes) -> None:
        """Keep a piece of the recording that is being made; `number` counts them from 0."""
        if self.folder is not None:
            private_folder(self.folder)
            write_private(self.folder / f"{_UNFINISHED}-{number:05d}.part", piece)

    def unfinished(self) -> bytes:
        """Return what there is of the recording that was begun and not kept; empty for none."""
        return b"".join(piece.read_bytes() for piece in self._pieces())

    def finish(self, ending: str) -> str:
        """Make one file of the pieces and return its name; empty where there are none."""
        content = self.unfinished()
        if not content or self.folder is None:
            return ""
        name = f"{new_id()}.{ending}"
        write_private(self.folder / name, content)
        self.begin()
        return name

    def read(self, name: str) -> bytes | None:
        """Return a recording; None where it is not on this machine or was deleted."""
        return next((file.read_bytes() for file in self._files() if file.name == name), None)

    def size(self, name: str = "") -> int:
        """Return the bytes of one recording, or of all."""
        return sum(file.stat().st_size for file in self._files() if name in ("", file.name))

    def delete(self, name: str = "") -> None:
        """Delete one recording, or all of them, for good."""
        for file in self._files():
            if name in ("", file.name):
                file.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        # By looking for a name among these, one out of an import never leads out of the folder.
        folder = self.folder
        return [] if folder is None or not folder.is_dir() else sorted(folder.iterdir())

    def _pieces(self) -> list[Path]:
        folder = self.folder
        return [] if folder is None else sorted(folder.glob(f"{_UNFINISHED}-*.part"))
