import threading


class FairShare:
    def __init__(self, rate, clock):
        if rate < 1:
            raise ValueError("the capacity is one call a second or more")
        self._rate, self._clock = rate, clock
        self._credit, self._then = float(rate), clock()
        self._waiting = {}  # tenant -> calls, the one whose turn is next first
        self._lock = threading.Lock()

    def ask(self, tenant, calls=1):
        if not tenant or calls < 1:
            raise ValueError("a named tenant asks for one call or more")
        with self._lock:
            self._waiting[tenant] = self._waiting.get(tenant, 0) + calls

    def grant(self):
        with self._lock:
            now = self._clock()
            self._credit = min(self._rate, self._credit + (now - self._then) * self._rate)
            self._then = now
            level, odd = self._level(int(self._credit))
            granted = {}
            for tenant, calls in list(self._waiting.items()):
                part = min(calls, level)
                if calls > level and odd:
                    part, odd = part + 1, odd - 1
                    del self._waiting[tenant]  # to the back of the line
                if part:
                    granted[tenant] = part
                    self._waiting[tenant] = calls - part
                    if part == calls:
                        del self._waiting[tenant]
            self._credit -= sum(granted.values())
            return granted

    def _level(self, capacity):
        """Return the part that all can have, and the calls left over by it."""
        demands = sorted(self._waiting.values())
        for done, calls in enumerate(demands):
            part = capacity // (len(demands) - done)
            if calls > part:
                return part, capacity - part * (len(demands) - done)
            capacity -= calls
        return sum(demands), None
