import threading


class Once:
    """Starts every result's time anew at a restart: some are kept for ever."""

    def __init__(self, handle, keep, clock, state=()):
        if keep <= 0:
            raise ValueError("results are kept for more than 0 s")
        self._handle, self._keep, self._clock = handle, keep, clock
        self._results = {key: (payload, result, clock()) for key, payload, result, _ in state}
        self._busy = set()  # keys that are in work
        self._lock = threading.Condition()

    def submit(self, key, payload):
        if not key:
            raise ValueError("an event has a key")
        with self._lock:
            while key in self._busy:
                self._lock.wait()
            self._busy.add(key)
        try:
            return self._once(key, payload)
        finally:
            with self._lock:
                self._busy.discard(key)
                self._lock.notify_all()

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
