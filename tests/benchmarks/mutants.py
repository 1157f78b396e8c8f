"""Mutants of a solution, by the operators of the package cosmic-ray."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

# Each operator is replaced by one other and not by all: the rest are the same mistake again.
BINARY = {"Add": "Sub", "Sub": "Add", "Mul": "Div", "Div": "Mul", "FloorDiv": "Mul"}
BINARY |= {"Mod": "Mul", "LShift": "RShift", "RShift": "LShift", "BitOr": "BitAnd"}
BINARY |= {"BitAnd": "BitOr", "Pow": "Mul"}
COMPARED = {"Lt": ("LtE", "GtE"), "LtE": ("Lt", "Gt"), "Gt": ("GtE", "LtE"), "GtE": ("Gt", "Lt")}
COMPARED |= {"Eq": ("NotEq",), "NotEq": ("Eq",), "Is": ("IsNot",), "IsNot": ("Is",)}
WHOLE = (
    "AddNot",
    "NumberReplacer",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "ReplaceBreakWithContinue",
    "ReplaceContinueWithBreak",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceUnaryOperator_Delete_Not",
    "ReplaceUnaryOperator_Delete_USub",
    "ZeroIterationForLoop",
)


@dataclass(frozen=True)
class Mutant:
    """One change to a solution: the operator, the line, and the line as it reads now."""

    operator: str
    line: int
    reads: str
    source: str


def operators() -> list[str]:
    """Return the operators used, by cosmic-ray's names."""
    names = [f"ReplaceBinaryOperator_{one}_{other}" for one, other in BINARY.items()]
    names += [
        f"ReplaceComparisonOperator_{one}_{o}" for one, all_ in COMPARED.items() for o in all_
    ]
    known = set(operator_names())
    return [f"core/{name}" for name in (*names, *WHOLE) if f"core/{name}" in known]


def mutants(source: str) -> Iterator[Mutant]:
    """Return every mutant of a solution that still parses, each once."""
    seen = {ast.unparse(ast.parse(source))}
    for name in operators():
        operator = get_operator(name)()
        for occurrence in range(1_000):
            found = mutate_code(source, operator, occurrence)
            if found is None:
                break
            try:
                text = ast.unparse(ast.parse(found))
            except SyntaxError:
                continue
            if text in seen:
                continue
            seen.add(text)
            yield Mutant(name.removeprefix("core/"), *_changed(source, found), found)


def _changed(source: str, found: str) -> tuple[int, str]:
    pairs = zip(source.splitlines(), found.splitlines(), strict=False)
    for number, (one, other) in enumerate(pairs, start=1):
        if one != other:
            return number, other.strip()
    return 0, ""
