import threading


class Reconciler:
    def __init__(self):
        self._desired, self._reported, self._versions = {}, {}, {}
        self._pending = set()
        self._lock = threading.Lock()

    def desire(self, device, config):
        if not device:
            raise ValueError("a device has a name")
        with self._lock:
            self._desired[device] = dict(config)
            self._compare(device)

    def report(self, device, version, config):
        if not device or version < 0:
            raise ValueError("a named device and a version of 0 or more")
        with self._lock:
            if version <= self._versions.get(device, float("-inf")):
                return False
            self._versions[device] = version
            self._reported[device] = dict(config)
            self._compare(device)
            return True

    def plan(self, device):
        with self._lock:
            if device not in self._desired:
                return []
            wanted, found = self._desired[device], self._reported.get(device, {})
            plan = []
            for key in sorted(wanted.keys() | found.keys()):
                if key not in wanted:
                    plan.append(("unset", key, None))
                elif key not in found or found[key] != wanted[key]:
                    plan.append(("set", key, wanted[key]))
            return plan

    def pending(self):
        with self._lock:
            return sorted(self._pending)

    def _compare(self, device):
        agrees = self._desired.get(device) == self._reported.get(device, {})
        if agrees or device not in self._desired:
            self._pending.discard(device)
        else:
            self._pending.add(device)
