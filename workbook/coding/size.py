"""How much code a solution is, beside the reference solutions for the same reading."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbook.coding.problem import Problem, Reading


@dataclass(frozen=True)
class Beside:
    """One count of a solution, beside the smallest and the largest reference."""

    name: str
    yours: int
    least: int
    most: int

    @property
    def sentence(self) -> str:
        """The comparison in words."""
        among = f"{self.least} to {self.most}" if self.least < self.most else f"{self.most}"
        place = (
            "fewer than in any of them"
            if self.yours < self.least
            else "within their range"
            if self.yours <= self.most
            else f"{self.yours - self.most} more than in any of them"
        )
        return f"{self.yours} {self.name}; the references have {among}: {place}."


def measure(source: str) -> dict[str, int]:
    """Count a solution over its syntax tree; SyntaxError where it is no Python.

    Statements are of any kind, a `def` or a `class` being one; docstrings and `pass` are none.
    Branches are the places where the way through parts: `if` and `elif`, conditional expressions,
    loops, `except`, the `for` and each `if` of a comprehension, each further operand of `and` and
    `or`, and the cases of a `match`. Public names are the different classes, functions, methods,
    names assigned in a module or class, and attributes assigned on `self`, that do not begin with
    an underscore.
    """
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    statements = sum(isinstance(one, ast.stmt) for one in nodes) - sum(map(_says_nothing, nodes))
    public = {name for name in _named(nodes) if not name.startswith("_")}
    branches = sum(map(_branches, nodes))
    return {"statements": statements, "branches": branches, "public names": len(public)}


def compare(problem: Problem, reading: Reading, source: str) -> list[Beside]:
    """Return the counts of a solution beside those of the reading's references."""
    others = [measure(problem.text(one.file)) for one in reading.references]
    return [
        Beside(name, count, min(one[name] for one in others), max(one[name] for one in others))
        for name, count in measure(source).items()
    ]


def smallest(problem: Problem, reading: Reading) -> str:
    """Return the text of the reference with the fewest statements."""
    return min(
        (problem.text(one.file) for one in reading.references),
        key=lambda text: measure(text)["statements"],
    )


def _says_nothing(node: ast.AST) -> bool:
    text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return text or isinstance(node, ast.Pass)


def _branches(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    ways = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case)
    return int(isinstance(node, ways))


def _named(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name
        if isinstance(node, (ast.Module, ast.ClassDef)):
            assigned = [x for x in node.body if isinstance(x, (ast.Assign, ast.AnnAssign))]
            for one in assigned:
                targets = one.targets if isinstance(one, ast.Assign) else [one.target]
                names = (name for target in targets for name in ast.walk(target))
                yield from (name.id for name in names if isinstance(name, ast.Name))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr if ast.unparse(node.value) == "self" else "_"
