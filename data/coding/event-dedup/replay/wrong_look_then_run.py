import threading
from collections import OrderedDict


class Once:
    """Looks up and runs without holding the key: two threads both run."""

    def __init__(self, handle, keep, clock, state=()):
        if keep <= 0:
            raise ValueError("results are kept for more than 0 s")
        self._handle, self._keep, self._clock = handle, keep, clock
        self._results = OrderedDict((one[0], tuple(one[1:])) for one in state)
        self._lock = threading.Lock()

    def submit(self, key, payload):
        if not key:
            raise ValueError("an event has a key")
        return self._once(key, payload)

    def save(self):
        with self._lock:
            self._forget()
            return [[key, *kept] for key, kept in self._results.items()]

    def _once(self, key, payload):
        with self._lock:
            self._forget()
            if key in self._results:
                known, result, _ = self._results[key]
                if known != payload:
                    raise ValueError("this key came with another payload")
                return result
        result = self._handle(payload)
        with self._lock:
            self._results[key] = (payload, result, self._clock())
        return result

    def _forget(self):
        now = self._clock()
        while self._results:
            oldest = next(iter(self._results))
            if now - self._results[oldest][2] < self._keep:
                break
            del self._results[oldest]
