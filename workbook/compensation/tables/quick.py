"""A part of a text into columns by pandas' parser, where nothing about it is in doubt."""

from collections.abc import Iterator, Sequence

import pandas as pd

from workbook.compensation.tables.grow import OWN
from workbook.compensation.tables.rows import Layout


class _Stream:
    """A row of our own and a part of a text, handed out in pieces, without a copy of the part."""

    def __init__(self, own: bytes, content: bytes, start: int, end: int) -> None:
        self._own, self._content, self._at, self._end = own, content, start, end

    def read(self, size: int) -> bytes:
        """Return the next piece, empty at the end."""
        piece, self._own = self._own, b""
        if not piece:
            piece = self._content[self._at : min(self._at + size, self._end)]
            self._at += len(piece)
        return piece

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.read(2**18), b"")


def read_quickly(content: bytes, start: int, end: int, layout: Layout) -> pd.DataFrame | None:
    """Return the rows of a part of a text, blank ones too; None where anything is in doubt."""
    if content.find(b"\0", start, end) >= 0:
        return None
    kinds = list(layout.kinds)
    try:
        frame = _parse(content, start, end, layout, kinds)
    except ValueError:  # that, or a row is too long
        texts = ["object" if kind == "int64" else kind for kind in kinds]
        try:
            frame = _parse(content, start, end, layout, texts)
        except ValueError:
            return None
    lines = content.count(b"\n", start, end) + (not content.endswith(b"\n", start, end))
    # A row over several lines may be a cell with line ends in it or a forgotten quotation mark.
    return frame if len(frame) == lines else None


def _parse(
    content: bytes, start: int, end: int, layout: Layout, kinds: Sequence[str]
) -> pd.DataFrame:
    # A row of our own goes before. The parser would let the first row be too long, and would take
    # categories that are all numbers for numbers, "007" and "7" for one.
    own = layout.delimiter.join("0" if kind == "int64" else OWN for kind in kinds)
    frame = pd.read_csv(
        _Stream(f"{own}\n".encode(), content, start, end),  # type: ignore[call-overload]
        sep=layout.delimiter,
        header=None,
        names=range(layout.width),
        # Numbers are found, not asked for: asked for, "450.000" and "1e5" would be made whole.
        dtype={at: kind for at, kind in enumerate(kinds) if kind != "int64"},
        index_col=False,
        na_filter=False,
        skip_blank_lines=False,
        low_memory=False,
        engine="c",
        encoding_errors="replace",
    )
    if any(kind == "int64" != frame[at].dtype for at, kind in enumerate(kinds)):
        raise ValueError("a cell of a column of whole numbers is none")
    return frame.iloc[1:]
