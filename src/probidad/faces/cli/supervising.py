"""Several programs as one: each in a child process, all stopped together, a dead one started again."""

import ctypes
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

STOP_WITHIN = 8.0  # seconds before a child that does not stop is killed
LONGEST_WAIT = 30.0
STEADY_AFTER = 60.0  # seconds after which a child counts as healthy again
GIVE_UP_AFTER = 6  # deaths in a row
_STOPS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
_PARENT_DEATH = 1  # PR_SET_PDEATHSIG
_log = logging.getLogger("probidad.servir")


@dataclass(slots=True)
class Program:
    """``run`` is called in a child process and returns when it gets SIGTERM."""

    name: str
    run: Callable[[], None]
    pid: int = 0
    began: float = 0.0
    deaths: int = 0
    due: float = field(default=0.0)  # when to start it again

    def wait(self) -> float:
        """Seconds before the next start: 1, 2, 4 … 30."""
        return min(LONGEST_WAIT, 2.0 ** max(self.deaths - 1, 0))


def supervise(programs: list[Program], clock: Callable[[], float] = time.monotonic) -> int:
    """Run the programs until a signal asks to stop (exit code 0) or one of them dies again and again (1)."""
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS | {signal.SIGCHLD})
    try:
        while True:
            for program in programs:
                if not program.pid and clock() >= program.due:
                    _start(program, clock)
            received = signal.sigtimedwait(_STOPS | {signal.SIGCHLD}, 1.0)
            _bury(programs, clock)
            if received is not None and received.si_signo in _STOPS:
                return 0
            if any(program.deaths >= GIVE_UP_AFTER for program in programs):
                return 1
    finally:
        _stop(programs, clock)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS | {signal.SIGCHLD})


def _start(program: Program, clock: Callable[[], float]) -> None:
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        _become(program, parent)
    program.pid, program.began = pid, clock()


def _become(program: Program, parent: int) -> None:
    """The child: a group of its own, so that Ctrl+C reaches the parent alone, and an end when the parent dies."""
    code = 1
    try:
        os.setpgid(0, 0)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS | {signal.SIGCHLD})
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGTERM)
        if os.getppid() == parent:
            program.run()
            code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        _log.exception("%s failed", program.name)
        raise
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _bury(programs: list[Program], clock: Callable[[], float]) -> None:
    for program in programs:
        if not program.pid:
            continue
        pid, status = os.waitpid(program.pid, os.WNOHANG)
        if not pid:
            continue
        lived = clock() - program.began
        program.pid, program.deaths = 0, 1 if lived >= STEADY_AFTER else program.deaths + 1
        program.due = clock() + program.wait()
        code = os.waitstatus_to_exitcode(status)
        _log.error(
            "%s ended with %s after %.0f s; it starts again in %.0f s", program.name, code, lived, program.wait()
        )


def _stop(programs: list[Program], clock: Callable[[], float]) -> None:
    alive = [program for program in programs if program.pid]
    for program in alive:
        os.kill(program.pid, signal.SIGTERM)
    end = clock() + STOP_WITHIN
    while alive and clock() < end:
        alive = [program for program in alive if os.waitpid(program.pid, os.WNOHANG)[0] == 0]
        if alive and signal.sigtimedwait(_STOPS, 0.05) is not None:  # asked twice
            break
    for program in alive:
        _log.warning("%s did not stop in time and was killed", program.name)
        os.killpg(program.pid, signal.SIGKILL)
        os.waitpid(program.pid, 0)
