import threading


class RateLimiter:
    """Counts calls in each whole second: twice the burst passes around a boundary."""

    def __init__(self, rate, burst, clock):
        if rate <= 0 or burst < 1:
            raise ValueError("rate and burst must be positive")
        self._burst, self._clock = burst, clock
        self._counts = {}
        self._lock = threading.Lock()

    def allow(self, tenant):
        if not tenant:
            raise ValueError("tenant")
        with self._lock:
            key = (tenant, int(self._clock()))
            if self._counts.get(key, 0) >= self._burst:
                return False
            self._counts[key] = self._counts.get(key, 0) + 1
            return True
