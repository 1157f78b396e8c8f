"""Which cells of a spreadsheet are formulas, and which of them have no value saved with them.

The reader of cells, calamine, hands out values alone: a formula that some program wrote without
running it looks like an empty cell, and so does an error. So the part of the file that holds the
sheet is looked through for formulas here, a piece at a time; none is run.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from workbook.compensation.tables.steps import Step

_PIECE = 2**20


@dataclass
class Formulas:
    """How many cells of a sheet are formulas, and the rows where one has no value."""

    count: int = 0
    unsaved: set[int] = field(default_factory=set)


def find_formulas(content: bytes, sheet: str, step: Step) -> Formulas | None:
    """Look through a sheet of an XLSX or ODS file; None where the file does not tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            if "content.xml" in names:
                return _look(parts, "content.xml", _OpenDocument(sheet), step)
            return _look(parts, _part_of(parts, sheet), _Excel(sheet), step)
    except (zipfile.BadZipFile, KeyError, ValueError, ElementTree.ParseError, expat.ExpatError):
        return None


def _part_of(parts: zipfile.ZipFile, sheet: str) -> str:
    """Return the name of the part that holds a sheet; KeyError where there is none."""
    workbook = ElementTree.fromstring(parts.read("xl/workbook.xml"))
    sheets = [each.attrib for each in workbook.iter() if each.tag.endswith("}sheet")]
    relations = {each["name"]: each[at] for each in sheets for at in each if at.endswith("}id")}
    links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    target = {link.attrib["Id"]: link.attrib["Target"] for link in links}[relations[sheet]]
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


class _Excel:
    """Counts the formulas of a worksheet as its elements go by."""

    def __init__(self, sheet: str) -> None:
        self.found = Formulas()
        self._row = 0
        self._kind: str | None = None  # None outside a cell: other elements have an "f" too
        self._is_formula = self._is_saved = self._in_value = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
            case "c":
                self._kind = attributes.get("t", "n")
                self._is_formula = self._is_saved = False
            case "f" if self._kind is not None:
                self._is_formula = True
            case "v":
                self._in_value = True
                self._is_saved = self._kind == "str"  # a text may well be empty

    def text(self, _text: str) -> None:
        self._is_saved = self._is_saved or self._in_value

    def end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v":
                self._in_value = False
            case "c":
                self.found.count += self._is_formula
                if self._kind == "e" or (self._is_formula and not self._is_saved):
                    self.found.unsaved.add(self._row)
                self._kind = None


class _OpenDocument:
    """Counts the formulas of one table of an OpenDocument as its elements go by."""

    def __init__(self, sheet: str) -> None:
        self.found = Formulas()
        self._sheet = sheet
        self._row = self._times = 0  # the first row of those alike, and how many follow it
        self._is_inside = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table:table":
            self._is_inside = attributes.get("table:name") == self._sheet
        elif self._is_inside and name == "table:table-row":
            self._row += self._times + 1
            self._times = int(attributes.get("table:number-rows-repeated", 1)) - 1
        elif self._is_inside and "table:formula" in attributes:
            self.found.count += int(attributes.get("table:number-columns-repeated", 1))
            kind = attributes.get("calcext:value-type", attributes.get("office:value-type"))
            if kind in (None, "error"):
                self.found.unsaved.update(range(self._row, self._row + self._times + 1))

    def text(self, _text: str) -> None:
        """Take no notice: what a cell is stands in its attributes."""

    def end(self, name: str) -> None:
        self._is_inside = self._is_inside and name != "table:table"


def _look(
    parts: zipfile.ZipFile, name: str, elements: _Excel | _OpenDocument, step: Step
) -> Formulas:
    parser = expat.ParserCreate()
    parser.StartElementHandler = elements.start
    parser.EndElementHandler = elements.end
    parser.CharacterDataHandler = elements.text
    with parts.open(name) as part:
        if not _holds_formulas(part):
            return elements.found
        part.seek(0)
        while piece := part.read(_PIECE):
            parser.Parse(piece)
            step(0.02, "looking for formulas")
        parser.Parse(b"", True)
    return elements.found


def _holds_formulas(part: IO[bytes]) -> bool:
    """Whether a formula or an error is there: most sheets have none, and this is far quicker."""
    last = b""
    while piece := part.read(_PIECE):
        around = last + piece
        if any(sign in around for sign in (b"<f", b":f", b't="e"')):
            return True
        last = piece[-4:]
    return False
