"""`workbook lab`: a real server, asked through its own REST interface."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from traitlets.utils.importstring import import_item

from tests.browser.server import ROOT, Lab, running_lab
from workbook import chapters, lab
from workbook.cli import main
from workbook.journal import places

pytestmark = pytest.mark.slow

FIRST = "notebooks/00-start-here.ipynb"
SECOND = "notebooks/07-behavioural-rounds.ipynb"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with running_lab(tmp_path_factory.mktemp("lab")) as started:
        yield started


def ask(server: Lab, path: str, method: str = "GET", body: object = None):
    """Return the decoded JSON answer, None for an empty one."""
    request = urllib.request.Request(
        f"{server.url}{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"token {server.token}"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or "null")


def save(server: Lab, path: str, notebook: dict) -> dict:
    body = {"type": "notebook", "format": "json", "content": notebook}
    return ask(server, f"/api/contents/{path}", "PUT", body)


def with_output(notebook: dict, text: str) -> dict:
    """Return the notebook as JupyterLab saves it after its code cells ran."""
    output = {"output_type": "stream", "name": "stdout", "text": text}
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            cell |= {"execution_count": number, "outputs": [output]}
    return notebook


def clone_state() -> tuple[str, dict[Path, bytes]]:
    """Return what git says of the clone's notebooks, ignored files included, and their bytes."""
    command = ["git", "-C", str(ROOT), "status", "--porcelain", "--ignored", "notebooks"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    files = [path for path in (ROOT / "notebooks").rglob("*") if path.is_file()]
    return said, {path: path.read_bytes() for path in files}


def test_it_opens_chapter_00_on_loopback_with_a_token(running):
    assert running.address.startswith("http://127.0.0.1:")
    assert f"/lab/tree/{FIRST}?token=" in running.address
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{running.url}/api/contents", timeout=30)
    assert refused.value.code == 403


def test_every_chapter_is_there(running):
    listed = {entry["path"] for entry in ask(running, "/api/contents/notebooks")["content"]}
    assert listed == {f"notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}


def test_saving_a_run_leaves_the_clone_as_it_is(running):
    before = clone_state()
    notebook = ask(running, f"/api/contents/{FIRST}")["content"]
    saved = save(running, FIRST, with_output(notebook, "mine"))
    ask(running, f"/api/contents/{FIRST}/checkpoints", "POST")

    again = ask(running, f"/api/contents/{FIRST}?hash=1")
    assert "mine" in json.dumps(again["content"])
    assert again["last_modified"] == saved["last_modified"]
    assert len(ask(running, f"/api/contents/{FIRST}/checkpoints")) == 1
    assert "mine" in json.dumps(ask(running, f"/files/{FIRST}"))
    assert clone_state() == before


def test_renaming_deleting_and_new_notebooks_stay_out_of_the_clone(running):
    before = clone_state()
    new = ask(running, "/api/contents/notebooks", "POST", {"type": "notebook"})["path"]
    ask(running, f"/api/contents/{new}", "PATCH", {"path": "notebooks/my own.ipynb"})
    copy = ask(running, "/api/contents/notebooks", "POST", {"copy_from": FIRST})["path"]
    ask(running, f"/api/contents/{copy}", "DELETE")
    listed = {entry["name"] for entry in ask(running, "/api/contents/notebooks")["content"]}
    assert "my own.ipynb" in listed
    assert Path(copy).name not in listed
    assert clone_state() == before


def test_what_a_reader_keeps_is_private(running):
    notebook = ask(running, f"/api/contents/{FIRST}")["content"]
    save(running, FIRST, notebook)
    save(running, "notebooks/private.ipynb", notebook)
    kept = [*running.journal.parent.joinpath("lab").rglob("*")]
    assert {"private.ipynb", ".ipynb_checkpoints"} <= {path.name for path in kept}
    for path in kept:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_no_text_form_of_a_chapter_is_written_on_save(running):
    save(running, FIRST, ask(running, f"/api/contents/{FIRST}")["content"])
    assert not list(running.journal.parent.joinpath("lab").rglob("*.md"))


def test_a_saved_panel_is_shown_while_its_kernel_runs_and_is_words_without(running):
    path = "notebooks/panel.ipynb"
    notebook = ask(running, f"/api/contents/{FIRST}")["content"]
    save(running, path, with_output(notebook, "mine"))
    view = "application/vnd.jupyter.widget-view+json"
    file = running.notebooks / "panel.ipynb"
    saved = json.loads(file.read_text())
    for cell in saved["cells"]:
        for output in cell.get("outputs", ()):
            output |= {"output_type": "display_data", "metadata": {}}
            output["data"] = {view: {}, "text/plain": "Seven stories."}
            del output["name"], output["text"]
    file.write_text(json.dumps(saved))

    opened = json.dumps(ask(running, f"/api/contents/{path}")["content"])
    assert view not in opened
    assert "Seven stories." in opened
    session = {"path": path, "name": "", "type": "notebook", "kernel": {"name": "python3"}}
    begun = ask(running, "/api/sessions", "POST", session)
    assert view in json.dumps(ask(running, f"/api/contents/{path}")["content"])
    ask(running, f"/api/sessions/{begun['id']}", "DELETE")
    assert view in file.read_text()


def page_config(server: Lab) -> dict:
    """Return what the page knows of JupyterLab's settings."""
    with urllib.request.urlopen(server.address, timeout=30) as answer:
        page = answer.read().decode()
    return json.loads(page.split('id="jupyter-config-data"')[1].split(">", 1)[1].split("</")[0])


def test_the_page_is_told_to_leave_news_and_updates_alone(running):
    config = page_config(running)
    assert config["news"] == {"disabled": True}
    assert "jupyterlab-jupytext" in config["disabledExtensions"]

    settings = ask(running, "/lab/api/settings/@jupyterlab/apputils-extension:notification")
    defaults = settings["schema"]["properties"]
    assert defaults["fetchNews"]["default"] == "false"
    assert defaults["checkForUpdates"]["default"] is False


def test_saved_work_is_there_at_the_next_start_and_an_upgrade_sets_it_aside(tmp_path):
    with running_lab(tmp_path) as server:
        for path in (FIRST, SECOND):
            notebook = ask(server, f"/api/contents/{path}")["content"]
            notebook["cells"][0]["source"] += "\nMy own line."
            save(server, path, notebook)

    # As if the copy of the first had been made from an older edition.
    ledger = server.notebooks / chapters.LEDGER
    editions = json.loads(ledger.read_text())
    editions[Path(FIRST).name] = {"file": "older", "cells": "older"}
    ledger.write_text(json.dumps(editions))

    with running_lab(tmp_path) as server:
        listed = [entry["path"] for entry in ask(server, "/api/contents/notebooks")["content"]]
        (kept,) = [path for path in listed if "(yours" in path]
        for path, mine in ((FIRST, False), (kept, True), (SECOND, True)):
            text = json.dumps(ask(server, f"/api/contents/{quote(path)}")["content"])
            assert ("My own line." in text) is mine, path


def test_the_page_is_told_which_cells_are_a_chapter_s_own(running):
    own = page_config(running)["workbookChapters"]
    assert own.keys() == {f"notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}
    for path, chapter in own.items():
        shipped = json.loads((ROOT / path).read_bytes())["cells"]
        assert chapter["order"] == [cell["id"] for cell in shipped]
        code = ["".join(cell["source"]) for cell in shipped if cell["cell_type"] == "code"]
        assert [cell["source"] for cell in chapter["cells"]] == code
    extensions = {entry["name"] for entry in page_config(running)["federated_extensions"]}
    assert "netflix-interview-workbook" in extensions


def switches(section: str) -> list[str]:
    """Return the settings that would let every page in, as lines for a file or a command."""
    return [
        f"{section}.token=''",
        "ServerApp.password=''",
        "ServerApp.allow_origin='*'",
        "ServerApp.allow_credentials=True",
        "ServerApp.disable_check_xsrf=True",
        "ServerApp.tornado_settings={'disable_check_xsrf': True, 'allow_origin': '*'}",
    ]


def assert_guarded(server: Lab) -> None:
    """Fail where a request without the token, or from a foreign page, gets an answer."""
    foreign = {"Origin": "http://example.com"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server.url}/api/contents", timeout=30)
    assert refused.value.code == 403
    with urllib.request.urlopen(server.address, timeout=30) as answer:
        let_in = answer.headers.get_all("Set-Cookie")
    cookie = {"Cookie": "; ".join(each.partition(";")[0] for each in let_in)}
    kernels = f"{server.url}/api/kernels"
    for headers in ({**cookie, **foreign}, cookie):
        start = urllib.request.Request(kernels, b"{}", headers, method="POST")
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(start, timeout=30)
        assert refused.value.code in (403, 404)
        assert refused.value.headers["Access-Control-Allow-Origin"] is None
    assert ask(server, "/api/kernels") == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_the_command_line_wins_and_other_jupyter_settings_lose_and_one_interrupt_ends_it(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = tmp_path / "config" / "jupyter_server_config.py"
    settings.parent.mkdir()
    lines = ["ServerApp.ip='0.0.0.0'", "ServerApp.root_dir='/'", *switches("ServerApp")]
    settings.write_text("".join(f"c.{line}\n" for line in lines))

    with running_lab(tmp_path, "--port", str(port)) as server:
        assert server.url == f"http://127.0.0.1:{port}"
        assert [entry["path"] for entry in ask(server, "/api/contents")["content"]] == ["notebooks"]
        assert_guarded(server)
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(30) == 0


def test_neither_command_line_nor_environment_switches_the_protections_off(tmp_path, monkeypatch):
    (tmp_path / "empty").touch()
    monkeypatch.setenv("JUPYTER_TOKEN", "")
    monkeypatch.setenv("JUPYTER_TOKEN_FILE", str(tmp_path / "empty"))
    given = [f"--{line}".replace("''", "") for line in switches("IdentityProvider")]
    with running_lab(tmp_path, *given) as server:
        assert_guarded(server)


@pytest.fixture
def starting(monkeypatch):
    """Let `lab.start` run up to the server, and leave this process's own umask alone."""
    monkeypatch.setattr(lab.os, "umask", lambda _: 0)
    monkeypatch.setattr(lab.signal, "signal", lambda *_: None)
    monkeypatch.setattr(lab.LabApp, "initialize_server", lambda **_: _Stopped())
    monkeypatch.setenv(lab.SETTINGS_VARIABLE, "/others")
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")


def test_a_relative_journal_means_the_same_file_in_every_kernel(tmp_path, monkeypatch, starting):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKBOOK_JOURNAL", "mine.db")
    lab.start([], date(2026, 11, 21))
    assert os.environ["WORKBOOK_JOURNAL"] == str(tmp_path / "mine.db")
    assert os.environ[lab.SETTINGS_VARIABLE] == f"{lab.SETTINGS}{os.pathsep}/others"


class _Stopped:
    def start(self):
        pass


def test_a_journal_on_a_server_keeps_the_desk_in_the_data_folder(monkeypatch):
    place = places.find_place("postgresql://host/database")
    assert place.desk == places.data_folder() / "lab"


def test_a_desk_that_cannot_be_written_is_one_sentence(tmp_path, monkeypatch, capsys, starting):
    (tmp_path / "lab").write_text("in the way")
    monkeypatch.setenv("WORKBOOK_JOURNAL", str(tmp_path / "journal.db"))
    assert main(["lab", "--no-browser"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert str(tmp_path / "lab") in printed.err


def test_a_kernel_s_message_leaves_for_the_page_at_once(monkeypatch):
    told = []
    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", lambda _: told.append("open"))
    handler = KernelWebsocketHandler.__new__(KernelWebsocketHandler)
    handler.set_nodelay = told.append
    server = lab.settings(Path("/")).ServerApp
    import_item(server.kernel_websocket_connection_class)(websocket_handler=handler).connect()
    assert told == [True, "open"]


def test_the_messages_of_many_panels_at_once_are_all_passed_on():
    messages_of_a_panel = 1_000
    limits = lab.settings(Path("/")).ZMQChannelsWebsocketConnection
    assert limits.iopub_msg_rate_limit >= 20 * messages_of_a_panel
