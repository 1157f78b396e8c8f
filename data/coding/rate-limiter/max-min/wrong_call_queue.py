import threading
from collections import deque


class FairShare:
    """Keeps every call that waits: a hot tenant fills the memory."""

    def __init__(self, rate, clock):
        if rate < 1:
            raise ValueError("the capacity is one call a second or more")
        self._rate, self._clock = rate, clock
        self._credit, self._then = float(rate), clock()
        self._queues = {}
        self._lock = threading.Lock()

    def ask(self, tenant, calls=1):
        if not tenant or calls < 1:
            raise ValueError("a named tenant asks for one call or more")
        with self._lock:
            self._queues.setdefault(tenant, deque()).extend([object()] * calls)

    def grant(self):
        with self._lock:
            now = self._clock()
            self._credit = min(self._rate, self._credit + (now - self._then) * self._rate)
            self._then = now
            granted = {}
            while self._credit >= 1 and self._queues:
                tenant, queue = next(iter(self._queues.items()))
                queue.popleft()
                self._credit -= 1
                granted[tenant] = granted.get(tenant, 0) + 1
                del self._queues[tenant]
                if queue:
                    self._queues[tenant] = queue
            return granted
