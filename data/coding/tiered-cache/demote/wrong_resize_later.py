import threading
from collections import OrderedDict


class TieredCache:
    """Shrinks when the next entry comes: until then the memory is not given back."""

    def __init__(self, hot, cold):
        self._hot, self._cold = OrderedDict(), OrderedDict()  # least recently used first
        self._lock = threading.Lock()
        self.resize(hot, cold)

    def resize(self, hot, cold):
        if hot < 1 or cold < 0:
            raise ValueError("one hot entry or more, and no fewer than no cold ones")
        with self._lock:
            self._most_hot, self._most_cold = hot, cold

    def put(self, key, value):
        with self._lock:
            self._place(key, value)

    def get(self, key):
        with self._lock:
            for tier in (self._hot, self._cold):
                if key in tier:
                    value = tier[key]
                    self._place(key, value)
                    return value
            return None

    def tier(self, key):
        with self._lock:
            return "hot" if key in self._hot else "cold" if key in self._cold else None

    def _place(self, key, value):
        self._cold.pop(key, None)
        self._hot[key] = value
        self._hot.move_to_end(key)
        self._settle()

    def _settle(self):
        while len(self._hot) > self._most_hot:
            key, value = self._hot.popitem(last=False)
            self._cold[key] = value
        while len(self._cold) > self._most_cold:
            self._cold.popitem(last=False)
