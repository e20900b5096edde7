"""A PostgreSQL of a test's own: made in a temporary folder, on a port of its own, stopped and started at will."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installed import free_port

ACCOUNT = "postgres"  # the server refuses to run as root


class Server:
    """A cluster that trusts whoever reaches its port on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"postgres://probidad@127.0.0.1:{self.port}/postgres"
        self._do(
            "initdb",
            "-U",
            "probidad",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
            "-D",
            str(folder / "data"),
        )

    def start(self) -> None:
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder} -c max_connections=60"
        self._do(
            "pg_ctl", "-w", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-o", options, "start"
        )

    def stop(self, how: str = "immediate") -> None:
        """``immediate`` is what a crash of the server looks like."""
        self._do("pg_ctl", "-w", "-D", str(self.folder / "data"), "-m", how, "stop")

    def running(self) -> bool:
        return (self.folder / "data" / "postmaster.pid").exists()

    def _do(self, program: str, *arguments: str) -> None:
        root = os.geteuid() == 0
        before = ["setpriv", "--reuid", ACCOUNT, "--regid", ACCOUNT, "--clear-groups"] if root else []
        done = subprocess.run(
            [*before, program, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=(self.folder / "said").open("a"), timeout=60, check=False, cwd=self.folder,
        )  # fmt: skip
        assert done.returncode == 0, (self.folder / "said").read_text()


def lacking() -> str:
    """Why there can be no server of our own here; empty when there can."""
    missing = [name for name in ("initdb", "pg_ctl", "postgres") if shutil.which(name) is None]
    return f"not on the path: {', '.join(missing)}" if missing else ""


@contextmanager
def server() -> Iterator[Server]:
    """A running one; it and its folder are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="probidad-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, ACCOUNT)
        made = Server(folder)
        made.start()
        try:
            yield made
        finally:
            if made.running():
                made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
