"""One at a time: what a reader's hand does, what a timer does, what the page asks for.

JupyterLab may hand a widget's messages to a thread of their own (a subshell), so that sliders
answer while a cell runs. A panel that is being rendered by a timer of the main thread would take a
click of that moment for a change of its own, and lose it: seen happening, one click in three.
"""

from threading import RLock

#: Held while anything reads or changes panels and drafts; the same thread may take it again.
TURN = RLock()
