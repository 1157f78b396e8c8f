"""The command ``workbook``: open the workbook, look after what it keeps."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from workbook import __version__

Command = Callable[[argparse.Namespace], int | None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit code: 0, 1 for what went wrong, 2 for a wrong call."""
    parser = _parser()
    chosen, passed_on = parser.parse_known_args(arguments)
    if passed_on and chosen.run is not _lab:
        parser.error(f"unrecognized arguments: {' '.join(passed_on)}")
    chosen.passed_on = passed_on
    try:
        return chosen.run(chosen) or 0
    except OSError as error:
        return _refuse(f"{error.filename or 'The disk'}: {error.strerror or error}.")
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from workbook.journal.errors import JournalError

        if isinstance(error, JournalError):
            return _refuse(str(error))
        raise


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="workbook", description="The interview workbook.")
    parser.add_argument("--version", action="version", version=f"workbook {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, run: Command, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text, allow_abbrev=False)
        command.set_defaults(run=run)
        return command

    add("lab", _lab, "Open the workbook in JupyterLab; further arguments are passed on to it.")
    look = add("doctor", _doctor, "Say what is installed, where the journal is, and what to mend.")
    look.add_argument("--problems", nargs="?", const="", help="judge a coding problem, or all")
    export = add("export", _export, "Write everything you entered to a JSON file.")
    export.add_argument("file", type=Path, metavar="FILE.json")
    export.add_argument("--force", action="store_true", help="write over a file that is there")
    incoming = add("import", _import, "Add what an export or a backup holds to your journal.")
    incoming.add_argument("file", type=Path, metavar="FILE.json")
    add("backup", _backup, "Make a backup of the journal now.")
    restore = add("restore", _restore, "Go back to a backup; what is there now is kept aside.")
    restore.add_argument("file", type=Path, nargs="?", help="the newest good backup when left out")
    brief = add("brief", _brief, "Write the page for the morning of your loop, to print.")
    brief.add_argument("folder", type=Path, nargs="?", help="your folder of notebooks if left out")
    return parser


# Each command imports what it needs itself: `workbook --version` should not wait for JupyterLab.


def _lab(chosen: argparse.Namespace) -> None:
    from workbook import lab

    lab.start(chosen.passed_on, date.today())


def _doctor(chosen: argparse.Namespace) -> int:
    from workbook import doctor

    wrong = 0
    all_of_it = chosen.problems is None
    for finding in doctor.examine() if all_of_it else doctor.examine_problems(chosen.problems):
        print(f"{'no' if finding.remedy else 'ok'}  {finding.text}", flush=True)
        if finding.remedy:
            wrong += 1
            print(f"    What to do: {finding.remedy}")
    print(f"{wrong} to mend." if wrong else "All is well.")
    return 1 if wrong else 0


def _export(chosen: argparse.Namespace) -> None:
    from workbook import journal

    print(f"Wrote {journal.export_file(chosen.file, force=chosen.force)}.")


def _import(chosen: argparse.Namespace) -> None:
    import workbook
    from workbook import journal

    workbook.load_records()  # only of known kinds can be said whether they are newer
    counts = journal.import_file(chosen.file)
    print(f"Added {counts.added} revisions; {counts.present} were there already.")
    if counts.kept:
        print(f"Records that changed later here than in the file, and stay so: {counts.kept}.")


def _backup(_: argparse.Namespace) -> None:
    from workbook import journal

    print(f"Backed up to {journal.backup()}.")


def _restore(chosen: argparse.Namespace) -> None:
    from workbook import journal

    print(journal.restore(chosen.file))


def _brief(chosen: argparse.Namespace) -> None:
    from workbook.brief import page
    from workbook.journal import open_journal, places

    folder = chosen.folder or places.find_place().desk
    for path in page.save(open_journal(), folder, date.today()):
        print(f"Wrote {path}.")


if __name__ == "__main__":
    sys.exit(main())
