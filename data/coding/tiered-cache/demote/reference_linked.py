import threading


class Entry:
    def __init__(self, key, value):
        self.key, self.value, self.hot = key, value, True
        self.older = self.newer = self


class TieredCache:
    """One list by last use; a mark divides the hot entries from the cold ones."""

    def __init__(self, hot, cold):
        self._entries = {}
        self._ends = Entry(None, None)  # its newer is the oldest, its older the newest
        self._oldest_hot = self._ends
        self._hot_count = 0
        self._lock = threading.Lock()
        self.resize(hot, cold)

    def resize(self, hot, cold):
        if hot < 1 or cold < 0:
            raise ValueError("one hot entry or more, and no fewer than no cold ones")
        with self._lock:
            self._hot, self._cold = hot, cold
            self._settle()

    def put(self, key, value):
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                entry = self._entries[key] = Entry(key, value)
                self._hot_count += 1
            entry.value = value
            self._renew(entry)

    def get(self, key):
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            self._renew(entry)
            return entry.value

    def tier(self, key):
        with self._lock:
            entry = self._entries.get(key)
            return entry and ("hot" if entry.hot else "cold")

    def _renew(self, entry):
        if not entry.hot:
            entry.hot = True
            self._hot_count += 1
        if entry is self._oldest_hot and entry.newer is not self._ends:
            self._oldest_hot = entry.newer
        entry.older.newer, entry.newer.older = entry.newer, entry.older
        newest = self._ends.older
        entry.older, entry.newer = newest, self._ends
        newest.newer = self._ends.older = entry
        if self._oldest_hot is self._ends:
            self._oldest_hot = entry
        self._settle()

    def _settle(self):
        while self._hot_count > self._hot:
            self._oldest_hot.hot = False
            self._oldest_hot = self._oldest_hot.newer
            self._hot_count -= 1
        while len(self._entries) - self._hot_count > self._cold:
            oldest = self._ends.newer
            oldest.newer.older, self._ends.newer = self._ends, oldest.newer
            del self._entries[oldest.key]
