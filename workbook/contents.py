"""How JupyterLab reads the chapters on the reader's desk."""

from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

WIDGET = "application/vnd.jupyter.widget-view+json"


class LivingPanels(AsyncLargeFileManager):
    """Jupyter's own files, but a chapter whose kernel is gone opens with its panels in words.

    A saved panel is only the name of something in the kernel that drew it. Opened the next day it
    would be an error in place of every panel; the words that were saved beside it say what is
    there, and how to bring it back.
    """

    async def get(self, path: str, *arguments: Any, **options: Any) -> dict[str, Any]:
        """Return a file as Jupyter does; the file itself is not changed."""
        model: dict[str, Any] = await super().get(path, *arguments, **options)
        if model["type"] == "notebook" and model["content"] and not await self._is_running(path):
            for cell in model["content"]["cells"]:
                if cell["cell_type"] == "code":
                    for output in cell["outputs"]:
                        output.get("data", {}).pop(WIDGET, None)
                    cell["outputs"] = [
                        output for output in cell["outputs"] if output.get("data", True)
                    ]
        return model

    async def _is_running(self, path: str) -> bool:
        server = self.parent
        assert server is not None, "JupyterLab makes its contents manager a part of the server"
        sessions = await server.session_manager.list_sessions()
        return path.strip("/") in {session["path"] for session in sessions}
