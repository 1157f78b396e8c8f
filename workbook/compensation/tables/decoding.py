"""The bytes of a file as UTF-8 with plain line ends, whatever it was written in.

The parser of large files wants UTF-8, which nearly every file is in: such a file is checked and
left as it is, never turned into one long text and back.
"""

import re

#: What stands for a letter that could not be decoded.
_LOST = "\ufffd"

#: A word in Cyrillic letters as Windows writes them. Read as Western text it would be as many
#: accented letters in a row, which no language has.
_CYRILLIC = re.compile(rb"[\xa5\xa8\xaa\xaf\xb2-\xb4\xb8\xba\xbf-\xff]{3,}")

#: Encodings that are never guessed: the last four take Windows' Cyrillic for their own.
_NEVER = ["utf_16", "utf_32", "utf_7", "mac_cyrillic", "mac_greek", "mac_latin2", "mac_turkish"]

#: How spreadsheets begin, new ones and old ones.
SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")

_SIGNATURES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed file",
}

_CONTROLS = bytes(set(range(32)) - set(b"\t\r\n\f"))


class ReadError(ValueError):
    """A file that cannot be read as a table; the message is one sentence for the reader."""


def to_utf8(content: bytes | str) -> tuple[bytes, str]:
    """Return a text as UTF-8 with plain line ends, and the encoding it was in.

    Raises
    ------
    ReadError
        Where it is no text.
    """
    if isinstance(content, str):
        return _plain_ends(content.encode("utf-8", "replace")), "text"
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            raise ReadError(
                f"This is {what}, not a text; save or export it as CSV and choose that."
            )
    encoding = _encoding(content)
    if encoding == "utf-8-sig":
        found = content.removeprefix(b"\xef\xbb\xbf")
    else:
        # What cannot be decoded becomes the sign for that: a single bad letter loses no row.
        found = (
            content.decode(encoding, "replace").removeprefix("\ufeff").encode("utf-8", "replace")
        )
    start = found[:100_000]
    if len(start) - len(start.translate(None, _CONTROLS)) > len(start) / 100:
        raise ReadError("This is not a text file; save or export the table as CSV and choose that.")
    return _plain_ends(found), encoding


def lost(text: bytes, encoding: str) -> tuple[str, ...]:
    """Return what the reader should know of a text that `to_utf8` decoded, each a sentence."""
    number = 0 if encoding in ("text", "utf-8-sig") else text.count(_LOST.encode())
    if not number:
        return ()
    what = "character of it is" if number == 1 else "characters of it are"
    return (
        f"{number:,} {what} damaged and shown as “{_LOST}”; look for that sign in the rows, and "
        "export the file as UTF-8 if it should be another letter.",
    )


def _plain_ends(content: bytes) -> bytes:
    if b"\r" not in content:
        return content
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if _is_utf8(content):
        return "utf-8-sig"
    start = content[:4_000]
    if start[1::2].count(0) > len(start) / 4:
        return "utf-16-le"
    if start[::2].count(0) > len(start) / 4:
        return "utf-16-be"
    strange = content.translate(None, bytes(range(128)))[:30]
    # The first letter outside ASCII may stand far down in a long file.
    first = content.find(strange[:1]) if strange else 0
    sample = content[max(first - 50_000, 0) :][:200_000]
    if _is_nearly_utf8(sample):
        return "utf-8"
    if len(strange) < 30:  # too few to guess a rare encoding from
        return "cp1251" if _is_cyrillic(sample) else "cp1252"
    # Imported where it is needed: it takes 3 MB, and nearly every file is UTF-8.
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_exclusion=_NEVER).best()
    guess = best.encoding if best is not None else "cp1252"
    return "cp1252" if guess in ("ascii", "utf_8") else guess


def _is_nearly_utf8(sample: bytes) -> bool:
    """Whether a sample that is not all UTF-8 is UTF-8 with a few bad bytes.

    Hardly any text in another encoding has letters that are one in UTF-8 by chance.
    """
    text = sample.decode("utf-8", "replace")
    bad = text.count(_LOST)
    return 0 < bad <= sum(not letter.isascii() for letter in text) - bad


def _is_cyrillic(sample: bytes) -> bool:
    """Whether most letters outside ASCII stand in words of nothing else."""
    letters = sum(map(len, _CYRILLIC.findall(sample)))
    return letters > len(sample.translate(None, bytes(range(128)))) / 2


def _is_utf8(content: bytes) -> bool:
    if content.isascii():
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
