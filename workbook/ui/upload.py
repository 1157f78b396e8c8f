"""A file from the reader's machine, sent to the kernel in pieces.

ipywidgets' FileUpload sends a file as one message; JupyterLab's server drops the connection at a
message over its limit, and the panel dies without a word. In pieces a file of any size arrives,
progress shows, and Stop works.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workbook.ui.lock import TURN


class Upload(anywidget.AnyWidget):
    """A file picker.

    Parameters
    ----------
    label
        What the button says.
    received
        Called with the file's name and content once all of it has arrived.
    most
        Size in bytes above which the page refuses the file in a sentence, before sending any of it.
    accept
        File name endings the picker offers, e.g. ``".csv,.tsv"``.
    """

    _esm = Path(__file__).with_name("upload.js")

    label = traitlets.Unicode("Choose a file").tag(sync=True)
    accept = traitlets.Unicode("").tag(sync=True)
    most = traitlets.Int(200_000_000).tag(sync=True)

    def __init__(self, received: Callable[[str, bytes], None], **traits: object) -> None:
        super().__init__(**traits)
        self.add_class("wb-file")
        self._received = received
        self._content = bytearray()
        self.on_msg(self._take)

    def _take(self, _widget: object, message: dict[str, Any], buffers: list[memoryview]) -> None:
        if message["step"] == "start":
            self._content.clear()
        elif message["step"] == "piece":
            for piece in buffers:
                self._content += piece
            # The page sends the next piece when this one has arrived, so that Stop has an effect.
            self.send({"received": len(self._content)})
        elif message["step"] == "stop":
            self._content.clear()
        elif message["step"] == "end":
            content, self._content = bytes(self._content), bytearray()
            try:
                with TURN:
                    self._received(message["name"], content)
            finally:
                self.send({"done": True})
