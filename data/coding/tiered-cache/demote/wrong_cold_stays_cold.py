import threading
from collections import OrderedDict


class TieredCache:
    """Reads cold entries where they lie: nothing that cooled is ever hot again."""

    def __init__(self, hot, cold):
        self._hot, self._cold = OrderedDict(), OrderedDict()  # least recently used first
        self._lock = threading.Lock()
        self.resize(hot, cold)

    def resize(self, hot, cold):
        if hot < 1 or cold < 0:
            raise ValueError("one hot entry or more, and no fewer than no cold ones")
        with self._lock:
            self._most_hot, self._most_cold = hot, cold
            self._settle()

    def put(self, key, value):
        with self._lock:
            self._place(key, value)

    def get(self, key):
        with self._lock:
            for tier in (self._hot, self._cold):
                if key in tier:
                    value = tier[key]
                    tier.move_to_end(key)
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
