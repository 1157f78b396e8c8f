import threading


class Sequenced:
    def __init__(self, reach=1):
        if reach < 1:
            raise ValueError("a reach of 1 or more")
        self._reach = reach
        self._highest = {}
        self._recent = {}  # producer -> accepted numbers within reach of the highest
        self._lock = threading.Lock()

    def accept(self, producer, number):
        if not producer or number < 0:
            raise ValueError("a named producer and a number of 0 or more")
        with self._lock:
            top = max(number, self._highest.get(producer, number))
            recent = self._recent.setdefault(producer, set())
            if number <= top - self._reach or number in recent:
                return False
            self._highest[producer] = top
            recent.add(number)
            if len(recent) > 2 * self._reach:
                self._recent[producer] = {one for one in recent if one > top - self._reach}
            return True

    def highest(self, producer):
        with self._lock:
            return self._highest.get(producer)
