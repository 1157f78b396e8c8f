"""How JupyterLab's server passes a kernel's messages on to the page."""

from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptChannels(ZMQChannelsWebsocketConnection):
    """Jupyter's own way, but each message leaves at once.

    A slider's answer is several small messages. The system would hold the second back until the
    page has acknowledged the first, which a page may take 40 ms to do: four fifths of all that a
    hand then waits for.
    """

    def connect(self) -> Any:
        """Connect the page with its kernel."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()
