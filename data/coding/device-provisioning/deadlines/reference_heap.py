import heapq
import threading
from itertools import count

STEPS = ("claim", "configure", "activate")


class Provisioner:
    def __init__(self, limit, tries, clock):
        if limit <= 0 or tries < 1:
            raise ValueError("a limit above 0 and one try or more")
        self._limit, self._tries, self._clock = limit, tries, clock
        self._last = self._now = clock()  # as read last, and a time that never goes back
        self._states = {}
        self._tokens = {}  # device -> (number of its deadline, tries made)
        self._deadlines = []  # heap of (time, number, device); numbers that are not current are old
        self._numbers = count()
        self._ready = []
        self._lock = threading.Lock()

    def start(self, device):
        with self._lock:
            self._run_out()
            if self._states.get(device, "failed") != "failed":
                raise ValueError("this device is on its way or active")
            self._await(device, STEPS[0])

    def due(self):
        with self._lock:
            now = self._run_out()
            found, ready = [], self._ready
            self._ready = []
            for device, number in ready:
                current, tries = self._tokens.get(device, (None, None))
                if current != number:
                    continue
                number = next(self._numbers)
                self._tokens[device] = (number, tries + 1)
                heapq.heappush(self._deadlines, (now + self._limit, number, device))
                found.append((device, self._states[device]))
            return found

    def done(self, device, step):
        with self._lock:
            self._run_out()
            state = self._states.get(device)
            if state is None or step not in STEPS:
                raise ValueError(f"{step} is not what this device is at")
            if step == state:
                self._await(device, (*STEPS, "active")[STEPS.index(step) + 1])
            elif state in STEPS and STEPS.index(step) > STEPS.index(state):
                raise ValueError(f"{step} is not what this device is at")
            return self._states[device]

    def state(self, device):
        with self._lock:
            self._run_out()
            return self._states.get(device)

    def _await(self, device, state):
        self._states[device] = state
        self._tokens.pop(device, None)
        if state in STEPS:
            number = next(self._numbers)
            self._tokens[device] = (number, 0)
            self._ready.append((device, number))

    def _run_out(self):
        read = self._clock()
        self._now += max(0, read - self._last)
        self._last, now = read, self._now
        while self._deadlines and self._deadlines[0][0] <= now:
            _, number, device = heapq.heappop(self._deadlines)
            current, tries = self._tokens.get(device, (None, None))
            if number != current:
                continue
            if tries == self._tries:
                self._await(device, "failed")
            else:
                self._ready.append((device, number))
        return now
