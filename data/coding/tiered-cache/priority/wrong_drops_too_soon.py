import threading
from collections import OrderedDict


class TieredCache:
    """Drops before it knows that there will be room: what it dropped is gone for nothing."""

    def __init__(self, capacity, state=()):
        if capacity < 1:
            raise ValueError("room for one or more")
        self._free = capacity
        self._tiers = {}  # tier -> key -> (value, size), least recently used first
        self._sizes = {}  # tier -> size of all in it
        self._tier_of = {}
        self._lock = threading.Lock()
        for key, value, tier, size in state:
            self._add(key, value, tier, size)

    def put(self, key, value, tier, size=1):
        if size < 1 or tier < 0:
            raise ValueError("a size of 1 or more and a tier of 0 or more")
        with self._lock:
            if key in self._tier_of:
                self._remove(key)
            low = sorted(one for one in self._tiers if one <= tier)
            for one in low:
                while self._free < size and self._tiers.get(one):
                    self._remove(next(iter(self._tiers[one])))
            if self._free < size:
                return False
            self._add(key, value, tier, size)
            return True

    def get(self, key):
        with self._lock:
            if key not in self._tier_of:
                return None
            entries = self._tiers[self._tier_of[key]]
            entries.move_to_end(key)
            return entries[key][0]

    def save(self):
        with self._lock:
            return [
                [key, value, tier, size]
                for tier, entries in self._tiers.items()
                for key, (value, size) in entries.items()
            ]

    def _add(self, key, value, tier, size):
        self._tiers.setdefault(tier, OrderedDict())[key] = (value, size)
        self._sizes[tier] = self._sizes.get(tier, 0) + size
        self._tier_of[key] = tier
        self._free -= size

    def _remove(self, key):
        tier = self._tier_of.pop(key)
        value, size = self._tiers[tier].pop(key)
        self._sizes[tier] -= size
        self._free += size
        if not self._tiers[tier]:
            del self._tiers[tier], self._sizes[tier]
        return value, tier, size
