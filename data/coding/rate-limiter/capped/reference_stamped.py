import threading
from collections import OrderedDict


class ShareCap:
    def __init__(self, capacity, share, busy, clock):
        if capacity < 1 or not 0 < share <= 1 or not 0 <= busy <= 1:
            raise ValueError("a capacity of 1 or more, a share and a busy part up to 1")
        self._capacity, self._busy, self._clock = capacity, busy * capacity, clock
        self._most = max(1, int(share * capacity))
        self._grants = OrderedDict()  # tenant -> (second, calls), the one served longest ago first
        self._total = (None, 0)  # second, calls
        self._lock = threading.Lock()

    def allow(self, tenant):
        if not tenant:
            raise ValueError("a tenant has a name")
        with self._lock:
            second = int(self._clock())
            total = self._total[1] if self._total[0] == second else 0
            then, taken = self._grants.get(tenant, (second, 0))
            taken = taken if then == second else 0
            if total >= self._capacity or (total >= self._busy and taken >= self._most):
                return False
            self._total = (second, total + 1)
            self._grants[tenant] = (second, taken + 1)
            self._grants.move_to_end(tenant)
            for _ in range(2):  # forgets faster than it learns, and never all at once
                oldest = next(iter(self._grants))
                if self._grants[oldest][0] == second:
                    break
                del self._grants[oldest]
            return True
