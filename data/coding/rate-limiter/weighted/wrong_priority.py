import threading
from collections import deque


class FairQueue:
    """Serves the heaviest first: the others wait until it has nothing left."""

    def __init__(self, rate, weights, clock):
        if rate <= 0 or any(weight <= 0 for weight in weights.values()):
            raise ValueError("rate and weights must be positive")
        self._rate, self._weights, self._clock = rate, weights, clock
        self._credit, self._then = rate, clock()
        order = sorted(weights, key=weights.get, reverse=True)
        self._queues = {tenant: deque() for tenant in order}
        self._lock = threading.Lock()

    def submit(self, tenant, call, cost=1):
        if tenant not in self._weights or not 1 <= cost <= self._rate:
            raise ValueError("tenant or cost")
        with self._lock:
            self._queues[tenant].append((call, cost))

    def release(self):
        with self._lock:
            now = self._clock()
            self._credit = min(self._rate, self._credit + (now - self._then) * self._rate)
            self._then = now
            released = []
            for queue in self._queues.values():
                while queue and queue[0][1] <= self._credit:
                    call, cost = queue.popleft()
                    self._credit -= cost
                    released.append(call)
            return released
