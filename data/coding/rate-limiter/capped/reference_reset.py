import threading


class ShareCap:
    def __init__(self, capacity, share, busy, clock):
        if capacity < 1 or not 0 < share <= 1 or not 0 <= busy <= 1:
            raise ValueError("a capacity of 1 or more, a share and a busy part up to 1")
        self._capacity, self._busy, self._clock = capacity, busy * capacity, clock
        self._most = max(1, int(share * capacity))
        self._second = self._total = self._taken = None  # set with each new second
        self._lock = threading.Lock()

    def allow(self, tenant):
        if not tenant:
            raise ValueError("a tenant has a name")
        with self._lock:
            second = int(self._clock())
            if second != self._second:
                self._second, self._total, self._taken = second, 0, {}
            taken = self._taken.get(tenant, 0)
            if self._total >= self._capacity:
                return False
            if self._total >= self._busy and taken >= self._most:
                return False
            self._total += 1
            self._taken[tenant] = taken + 1
            return True
