"""How much code a solution is, beside the reference solutions for the same reading."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import astuple, dataclass

from workbook.coding.problem import Problem, Reading

NAMES = ("statements", "branches", "public names")


@dataclass(frozen=True)
class Size:
    """Counts over the syntax tree of a solution.

    Attributes
    ----------
    statements
        Statements of any kind, a `def` or a `class` being one; docstrings and `pass` are none.
    branches
        Places where the way through parts: `if` and `elif`, conditional expressions, loops,
        `except`, the `for` and each `if` of a comprehension, each further operand of `and` and
        `or`, and the cases of a `match`.
    names
        Different public names: classes, functions, methods, names assigned in a module or class,
        attributes assigned on `self`. Public is what does not begin with an underscore.
    """

    statements: int
    branches: int
    names: int


@dataclass(frozen=True)
class Beside:
    """One count of a solution, beside the smallest and the largest reference.

    Attributes
    ----------
    ratio
        The count over the largest reference's: above 1 there is more than any reference needed.
    """

    name: str
    yours: int
    least: int
    most: int

    @property
    def ratio(self) -> float:
        """The count over the largest reference's."""
        return self.yours / self.most if self.most else float(self.yours + 1)

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


def measure(source: str) -> Size:
    """Count a solution; SyntaxError where it is no Python."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    statements = sum(isinstance(one, ast.stmt) for one in nodes)
    statements -= sum(map(_says_nothing, nodes))
    return Size(statements, sum(map(_branches, nodes)), len(set(_public(tree))))


def compare(problem: Problem, reading: Reading, source: str) -> list[Beside]:
    """Return the counts of a solution beside those of the reading's references."""
    yours = astuple(measure(source))
    others = [astuple(measure(problem.text(one.file))) for one in reading.references]
    columns = zip(NAMES, yours, zip(*others, strict=True), strict=True)
    return [Beside(name, count, min(among), max(among)) for name, count, among in columns]


def smallest(problem: Problem, reading: Reading) -> str:
    """Return the text of the reference with the fewest statements."""
    return min(
        (problem.text(one.file) for one in reading.references),
        key=lambda text: measure(text).statements,
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


def _public(tree: ast.Module) -> Iterator[str]:
    return (name for name in _named(tree) if not name.startswith("_"))


def _named(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name
        if isinstance(node, (ast.Module, ast.ClassDef)):
            yield from (name.id for one in node.body for name in _targets(one))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            of = node.value.id if isinstance(node.value, ast.Name) else ""
            yield node.attr if of == "self" else "_"


def _targets(statement: ast.stmt) -> Iterator[ast.Name]:
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    for target in targets:
        yield from (one for one in ast.walk(target) if isinstance(one, ast.Name))
