"""The command ``workbook``: open the workbook, look after what it keeps."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from workbook import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code: 0, 1 for what went wrong, 2 for a wrong call."""
    parser = _parser()
    chosen, extra = parser.parse_known_args(arguments)
    if extra and chosen.run is not _lab:
        parser.error(f"unrecognized arguments: {' '.join(extra)}")
    from workbook.journal.errors import JournalError

    try:
        return int(chosen.run(chosen, extra) or 0)
    except JournalError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename or 'The disk'}: {error.strerror or error}.")
    except KeyboardInterrupt:
        return 130


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="workbook", description="The interview workbook.")
    parser.add_argument("--version", action="version", version=f"workbook {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, run, text in (
        ("lab", _lab, "Open the workbook in JupyterLab; further arguments are passed on to it."),
        ("doctor", _doctor, "Say what is installed, where the journal is, and what to mend."),
    ):
        command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        command.set_defaults(run=run)
    return parser


# Each command imports what it needs itself: `workbook --version` should not wait for JupyterLab.


def _lab(_: argparse.Namespace, extra: list[str]) -> None:
    from workbook import lab

    lab.start(extra, date.today())


def _doctor(_: argparse.Namespace, __: list[str]) -> int:
    raise NotImplementedError


if __name__ == "__main__":
    sys.exit(main())
