"""Who wants to hear of a save."""

from __future__ import annotations

from collections.abc import Callable


class Subscribers:
    """Callbacks, called in the order in which they were added."""

    def __init__(self) -> None:
        self._entries: list[list[Callable[[frozenset[str]], None]]] = []

    def add(self, callback: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        """Add a callback and return the function that takes it away again."""
        entry = [callback]  # a list of its own: the same callback may be added twice
        self._entries.append(entry)

        def leave() -> None:
            self._entries[:] = [each for each in self._entries if each is not entry]

        return leave

    def tell(self, kinds: frozenset[str]) -> None:
        """Call every callback with the kinds saved, if any, then raise the first error."""
        errors = []
        if not kinds:
            return
        for (callback,) in tuple(self._entries):
            try:
                callback(kinds)
            except Exception as error:
                error.add_note("The save itself was done; this went wrong after it.")
                errors.append(error)
        if errors:
            raise errors[0]
