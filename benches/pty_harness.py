"""Runs a program in a pseudo-terminal, over a connection of limited speed, and finds tools to compare with."""

import fcntl, os, pathlib, pty, re, select, shutil, signal, struct, subprocess, sys, tempfile, termios, time
from typing import NamedTuple

# tools installed with cargo and pip stay there from run to run
TOOLS = pathlib.Path(tempfile.gettempdir()) / "gloact-tools"
INSTALL = {
    "apt": lambda package: [["apt-get", "install", "-y", "-q", package]],
    "cargo": lambda package: [["cargo", "install", "--quiet", "--locked", "--root", TOOLS, package]],
    "pip": lambda package: [[sys.executable, "-m", "venv", TOOLS], [TOOLS / "bin/python", "-m", "pip", "install", "-q", package]],
}


def have(tool, manager="apt", package=None):
    """Returns the path of a tool, installing it if needed; prints a remark and returns None if that fails."""
    path = f"{os.environ['PATH']}:{TOOLS}/bin"
    if not shutil.which(tool, path=path):
        for command in INSTALL[manager](package or tool):
            if shutil.which(command[0]):
                subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = shutil.which(tool, path=path)
    if not found:
        print(f"<!-- {tool} is not available: left out -->")
    return found


def env(home):
    """Returns the environment of a program."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}


# replies of a dark xterm, for programs that query the terminal
ANSWERS = {b"\x1b]10;?": b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\", b"\x1b]11;?": b"\x1b]11;rgb:0000/0000/0000\x1b\\", b"\x1b[c": b"\x1b[?62;22c"}


class LineConfig(NamedTuple):
    """The connection between a program and its terminal: bytes per second, and seconds of a round trip."""

    speed: float = float("inf")
    delay: float = 0.0


# as in tests/it/slow.rs: 64 kbit/s, round trip of 300 ms
SLOW = LineConfig(8_000, 0.3)


class Screen:
    """A program in a terminal. The connection accepts all output at once, as SSH does, and delivers it at its own speed.
    The program cannot notice that, so the time of arrival is computed instead of waited for."""

    def __init__(self, command, home, size=(80, 24), line_config=LineConfig(), repeated_output=b""):
        # a pattern of output that repeats while nothing changes, and the number of bytes sent so far
        self.repeated_output, self.sent = repeated_output, 0
        self.line_config, self.free = line_config, 0.0
        self.start = self.arrived = time.monotonic()
        self.pid, self.line = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            # some tools show the name of the file, so it is given without its folder
            os.chdir(home)
            os.execvpe(command[0], [str(word) for word in command], env(home))

    def press(self, keys):
        self.start = time.monotonic()
        os.write(self.line, keys.encode())

    def hold(self, key, times, rate):
        """Presses a key repeatedly and reads the output meanwhile."""
        for _ in range(times):
            self.press(key)
            while (left := self.start + 1 / rate - time.monotonic()) > 0:
                self.read_output(left)

    def read_output(self, seconds):
        """Returns the next output within some seconds, and remembers when it arrives at the terminal."""
        end = time.monotonic() + seconds
        while select.select([self.line], [], [], max(0.0, end - time.monotonic()))[0]:
            piece = os.read(self.line, 1 << 16)
            self.sent += len(piece)
            self.free = max(self.free, time.monotonic()) + len(piece) / self.line_config.speed
            for question, answer in ANSWERS.items():
                if question in piece:
                    os.write(self.line, answer)
            if not re.fullmatch(self.repeated_output, piece):
                self.arrived = self.free + self.line_config.delay
                return piece
        return b""

    def settle(self, quiet=0.4, timeout=120):
        """Reads until the program is idle for `quiet` seconds. Returns the seconds from the last key, or the start, to the
        last byte, and all bytes."""
        got, end = b"", time.monotonic() + timeout
        while time.monotonic() < end:
            before, piece = self.cpu(), self.read_output(quiet)
            got += piece
            # a program that polls for keys counts as idle
            if not piece and self.cpu() - before < quiet / 5:
                break
        return max(0.0, self.arrived - self.start), got

    def type(self, keys, **options):
        """Presses keys after all earlier output has arrived, and reads until the program is idle."""
        time.sleep(max(0.0, self.arrived - time.monotonic()))
        self.press(keys)
        return self.settle(**options)

    def cpu(self):
        """Returns the seconds of CPU of all threads, including ended ones."""
        return time.clock_gettime(~self.pid << 3 | 2)

    def status(self, name):
        text = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(rf"^{name}:\s+(\d+)", text, re.M).group(1))

    def memory(self):
        return pathlib.Path(f"/proc/{self.pid}/smaps_rollup").read_text()

    def switches(self):
        tasks = pathlib.Path(f"/proc/{self.pid}/task").glob("*/status")
        return sum(int(n) for task in tasks for n in re.findall(r"ctxt_switches:\s+(\d+)", task.read_text()))

    def end(self):
        """Hangs up, and kills a program that keeps running."""
        os.close(self.line)
        timeout = time.monotonic() + 1
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            time.sleep(0.01)
            if time.monotonic() > timeout:
                os.kill(self.pid, signal.SIGKILL)
