"""Whether a file is in a folder that several machines share."""

from __future__ import annotations

import os
from pathlib import Path

_SHARED = (
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "fuse.", "gfs", "gpfs", "lustre", "ncpfs",
    "nfs", "ocfs2", "orangefs", "osxfuse", "macfuse", "smb", "sshfs", "vboxsf", "virtiofs",
    "webdav",
)  # fmt: skip


def network_file_system(path: Path) -> str | None:
    """Return the type of the network file system a path is on, or None when it is a local one.

    File systems in user space (``fuse``) count as network ones: most are, and none promises the
    shared memory that a write-ahead log needs.
    """
    # Imported here: most of what imports the journal's records never opens a file.
    import psutil

    place = Path(os.path.realpath(path))
    holding = [
        (len(Path(part.mountpoint).parts), order, part.fstype.lower())
        for order, part in enumerate(psutil.disk_partitions(all=True))
        if place.is_relative_to(part.mountpoint)
    ]
    if not holding:
        return None
    kind = max(holding)[2]  # the innermost folder, and of two mounted there the later
    return kind if kind.startswith(_SHARED) else None
