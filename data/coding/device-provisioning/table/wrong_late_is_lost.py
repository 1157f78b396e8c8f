import threading

STEPS = {
    ("new", "register"): "registered",
    ("registered", "claim"): "claimed",
    ("claimed", "configure"): "configured",
    ("configured", "activate"): "active",
    ("active", "suspend"): "suspended",
    ("suspended", "resume"): "active",
} | {
    (state, "retire"): "retired"
    for state in ("registered", "claimed", "configured", "active", "suspended")
}


class Provisioner:
    """Drops what comes before its turn: the device never gets further."""

    def __init__(self, clock):
        self._clock = clock
        self._histories = {}
        self._next = {}  # device -> number of the event whose turn it is
        self._early = {}  # (device, number) -> event
        self._lock = threading.Lock()

    def handle(self, device, event, number=None):
        with self._lock:
            if number is None:
                return self._step(device, event)
            turn = self._next.get(device, 1)
            if number == turn:
                self._early[device, number] = event
            while (device, turn) in self._early:
                self._step(device, self._early.pop((device, turn)))
                turn += 1
                self._next[device] = turn
            return self._state(device)

    def state(self, device):
        with self._lock:
            return self._state(device)

    def history(self, device):
        with self._lock:
            return list(self._histories.get(device, ()))

    def _state(self, device):
        history = self._histories.get(device)
        return history[-1][0] if history else None

    def _step(self, device, event):
        state = STEPS.get((self._state(device) or "new", event))
        if state is None:
            raise ValueError(f"{event} is not for a device that is {self._state(device)}")
        self._histories.setdefault(device, []).append((state, self._clock()))
        return state
