import heapq
import threading

STEPS = ("claim", "configure", "activate")


class Provisioner:
    def __init__(self, limit, tries, clock):
        if limit <= 0 or tries < 1:
            raise ValueError("a limit above 0 and one try or more")
        self._limit, self._tries, self._clock = limit, tries, clock
        self._last, self._back = clock(), 0.0
        self._states = {}
        self._tokens = {}  # device -> (number of its deadline, tries made)
        self._deadlines = []  # heap of (time, number, device); numbers that are not current are old
        self._numbers = 0
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
                current, tries = self._tokens.get(device, (0, 0))
                if current != number:
                    continue
                self._numbers += 1
                self._tokens[device] = (self._numbers, tries + 1)
                heapq.heappush(self._deadlines, (now + self._limit, self._numbers, device))
                found.append((device, self._states[device]))
            return found

    def done(self, device, step):
        with self._lock:
            self._run_out()
            state = self._states.get(device)
            order = {"active": 3, "failed": 3}
            at = STEPS.index(state) if state in STEPS else order.get(state, -1)
            if step not in STEPS[: at + 1]:
                raise ValueError(f"{step} is not what this device is at")
            if step == state:
                self._await(device, (*STEPS, "active")[at + 1])
            return self._states[device]

    def state(self, device):
        with self._lock:
            self._run_out()
            return self._states.get(device)

    def _await(self, device, state):
        self._states[device] = state
        self._tokens.pop(device, None)
        if state in STEPS:
            self._numbers += 1
            self._tokens[device] = (self._numbers, 0)
            self._ready.append((device, self._numbers))

    def _run_out(self):
        read = self._clock()
        self._back += max(0, self._last - read)
        self._last = read
        now = read + self._back
        while self._deadlines and self._deadlines[0][0] <= now:
            _, number, device = heapq.heappop(self._deadlines)
            current, tries = self._tokens.get(device, (0, 0))
            if number != current:
                continue
            if tries == self._tries:
                self._await(device, "failed")
            else:
                self._ready.append((device, number))
        return now
