"""Starts JupyterLab the way the workbook needs it.

What the reader gives on the command line wins over the settings here, and these win over the
reader's own Jupyter configuration files, which were written for other work. Nothing wins over the
token and the checks of a request's origin: a page of some other site could start a kernel, and read
what the journal holds.
"""

import os
import secrets
import signal
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import zmq
from jupyter_client.manager import KernelManager
from jupyter_server.auth.identity import IdentityProvider
from jupyter_server.serverapp import ServerApp
from jupyterlab.labapp import LabApp
from traitlets.config import Config

from workbook import chapters
from workbook.journal import places

FIRST_CHAPTER = "00-start-here.ipynb"
# Holds JupyterLab's own settings files; Jupyter looks in every folder named by this variable. They
# switch off the news, the debugger (it logs an error at each kernel restart) and what needs the
# network. They keep a panel's messages in the order the hand sent them: in a thread of their own,
# later ones were seen to overtake the first. And they draw every cell at once: skipping those off
# the screen made a long chapter change height, and so jump, while it was scrolled, and opened it no
# sooner.
SETTINGS = Path(__file__).parent / "_lab"
SETTINGS_VARIABLE = "JUPYTER_CONFIG_PATH"
# A file dropped on a panel arrives as one message; the server would drop one past 10 MiB unread.
LARGEST_MESSAGE = 256 * 1024 * 1024  # bytes
# The default of 1 MB/s is meant for runaway loops; a chart that follows a slider is none.
DATA_RATE = 64 * 1024 * 1024  # bytes per second
# A panel is a thousand small messages. Of more than 3,000 in three seconds Jupyter would drop the
# rest, and a quick machine that runs a whole chapter sends more: its panels stayed half drawn.
MESSAGE_RATE = 100_000  # messages per second


class Token(IdentityProvider):
    """Lets in who shows the token of this start; no configuration has a say in it."""

    def __init__(self, **options: Any) -> None:
        # Without a parent there is nothing to take a configuration from.
        super().__init__(log=options["log"], token=secrets.token_hex(24))
        self.token_generated = True  # The address that is printed then ends in it.


class GuardedServer(ServerApp):
    """Jupyter's server, whose token and origin checks cannot be switched off."""

    def init_configurables(self) -> None:
        """Make the server's parts, after what files, environment and command line have set."""
        self.identity_provider_class = Token
        self.login_handler_class = ServerApp.login_handler_class.default_value
        self._token_set = False  # An empty ServerApp.token would replace the one above.
        self.allow_origin = self.allow_origin_pat = ""
        self.allow_credentials = self.disable_check_xsrf = False
        # Its further keys reach the web application as they are, the same switches among them.
        self.tornado_settings = _page_and_limits()
        super().init_configurables()


def start(arguments: Sequence[str], today: date) -> None:
    """Lay out the chapters and run JupyterLab until it is stopped.

    Parameters
    ----------
    arguments
        Passed on to JupyterLab, such as ``--no-browser`` or ``--port 9000``.
    today
        Date for the name of a chapter copy that makes way for a new edition.

    Raises
    ------
    OSError
        The reader's folder cannot be written.
    JournalError
        The journal's address cannot be understood.
    """
    os.umask(0o077)  # Notebooks, checkpoints and uploads hold what the reader entered.
    place = places.find_place()
    folder = place.desk
    kept = chapters.lay_out(chapters.shipped_folder(), folder / "notebooks", today)
    for line in _greeting(folder, kept):
        print(line, flush=True)
    _prepare_environment(place)
    LabApp.serverapp_class = GuardedServer
    server = LabApp.initialize_server(argv=list(arguments), config=settings(folder))
    # One Ctrl-C stops it, because every save is already on disk. Jupyter would ask first, and on a
    # yes stop the server from another thread, after which its process was seen to hang.
    signal.signal(signal.SIGINT, lambda *_: server.stop(from_signal=True))
    server.start()


def settings(folder: Path) -> Config:
    """Return the settings of a JupyterLab that opens the reader's folder."""
    first = f"notebooks/{FIRST_CHAPTER}"
    return Config(
        {
            "Application": {"log_level": "WARN"},
            "ServerApp": {
                "ip": "127.0.0.1",
                "root_dir": str(folder),
                "contents_manager_class": "workbook.contents.LivingPanels",
                "kernel_websocket_connection_class": "workbook.channels.PromptChannels",
                "allow_root": _is_root(),
                # jupytext would write the text form of a chapter whenever its notebook is saved.
                "jpserver_extensions": {"jupyterlab": True, "jupyterlab_jupytext": False},
            },
            "KernelManager": _encryption(),
            "ZMQChannelsWebsocketConnection": {
                "iopub_data_rate_limit": DATA_RATE,
                "iopub_msg_rate_limit": MESSAGE_RATE,
            },
            "LabApp": {
                "default_url": f"/lab/tree/{first}" if (folder / first).is_file() else "/lab",
                "workspaces_dir": str(folder.parent / "workspaces"),
                "news_url": None,
                "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
                "extension_manager": "readonly",
                "extra_labextensions_path": [str(SETTINGS / "labextensions")],
            },
        }
    )


def _page_and_limits() -> dict[str, Any]:
    """Return what the server's web application holds beside Jupyter's own settings.

    The page is told which cells are a chapter's own: chapter.js runs those and no others.
    """
    own = chapters.own_cells(chapters.shipped_folder())
    told = {f"notebooks/{name}": cells for name, cells in own.items()}
    return {
        "websocket_max_message_size": LARGEST_MESSAGE,
        "page_config_data": {"workbookChapters": told},
    }


def _prepare_environment(place: places.Place) -> None:
    """Set what JupyterLab and the kernels read from the environment."""
    others = os.environ.get(SETTINGS_VARIABLE)
    os.environ[SETTINGS_VARIABLE] = os.pathsep.join(filter(None, [str(SETTINGS), others]))
    # Without this an older kernel or widget extension in the home folder hides the one beside us.
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")
    if place.path:
        # Kernels start in another folder: a relative path would mean another file there.
        os.environ[places.VARIABLE] = str(place.path)


def _greeting(folder: Path, kept: list[chapters.Kept]) -> list[str]:
    lines = [f"Your notebooks and files are in {folder}; Ctrl-C here stops JupyterLab."]
    lines += [
        f"notebooks/{record.chapter} has a new edition; your edited copy is kept as "
        f"notebooks/{record.kept_as}."
        for record in kept
    ]
    if _is_root():
        lines.append("JupyterLab runs as root here, because you do.")
    return lines


def _encryption() -> dict[str, str]:
    """Encrypt what kernel and server say to each other, where this Jupyter can.

    One that can but was not told to warns the reader of eavesdroppers for every chapter opened.
    """
    can = "transport_encryption" in KernelManager.class_traits() and zmq.has("curve")
    return {"transport_encryption": "auto"} if can else {}


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0
