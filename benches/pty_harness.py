"""A program in a terminal, the line between the two, and the tools that others have made."""

import fcntl, os, pathlib, pty, re, select, shutil, signal, struct, subprocess, sys, tempfile, termios, time
from typing import NamedTuple

# what is asked of cargo and pip is kept there from run to run
TOOLS = pathlib.Path(tempfile.gettempdir()) / "gloact-tools"
ASK = {
    "apt": lambda package: [["apt-get", "install", "-y", "-q", package]],
    "cargo": lambda package: [["cargo", "install", "--quiet", "--locked", "--root", TOOLS, package]],
    "pip": lambda package: [[sys.executable, "-m", "venv", TOOLS], [TOOLS / "bin/python", "-m", "pip", "install", "-q", package]],
}


def have(tool, manager="apt", package=None):
    """Where a tool is. A missing one is asked of its package manager; nothing, with a word, where that has none."""
    path = f"{os.environ['PATH']}:{TOOLS}/bin"
    if not shutil.which(tool, path=path):
        for command in ASK[manager](package or tool):
            if shutil.which(command[0]):
                subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = shutil.which(tool, path=path)
    if not found:
        print(f"<!-- {tool} is not here and not to be had: left out -->")
    return found


def env(home):
    """All that a program is told."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}


# what a dark xterm says of itself to those that ask and wait
ANSWERS = {b"\x1b]10;?": b"\x1b]10;rgb:ffff/ffff/ffff\x1b\\", b"\x1b]11;?": b"\x1b]11;rgb:0000/0000/0000\x1b\\", b"\x1b[c": b"\x1b[?62;22c"}


class LineConfig(NamedTuple):
    """What lies between a program and its terminal: bytes in a second, and seconds there and back."""

    speed: float = float("inf")
    delay: float = 0.0


# as in tests/it/slow.rs: 64 kbit in a second, 300 ms
SLOW = LineConfig(8_000, 0.3)


class Screen:
    """A program in a terminal. The line takes all that comes at once, as SSH does, and hands it on as fast as it can: as
    the program never hears of that, when a byte arrives is counted, and not waited for."""

    def __init__(self, command, home, size=(80, 24), line_config=LineConfig(), beat=b""):
        # a pattern of what it sends again and again where nothing changes, which is no news; how much it sent at all
        self.beat, self.sent = beat, 0
        self.line_config, self.free = line_config, 0.0
        self.start = self.arrived = time.monotonic()
        self.pid, self.line = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            # files are named without their folders, which some show
            os.chdir(home)
            os.execvpe(command[0], [str(word) for word in command], env(home))

    def press(self, keys):
        self.start = time.monotonic()
        os.write(self.line, keys.encode())

    def hold(self, key, times, rate):
        """Presses a key again and again; what comes meanwhile is taken."""
        for _ in range(times):
            self.press(key)
            while (left := self.start + 1 / rate - time.monotonic()) > 0:
                self.take(left)

    def take(self, seconds):
        """The next bytes, if any come so soon; the moment when the last of them arrives at the terminal is kept."""
        end = time.monotonic() + seconds
        while select.select([self.line], [], [], max(0.0, end - time.monotonic()))[0]:
            piece = os.read(self.line, 1 << 16)
            self.sent += len(piece)
            self.free = max(self.free, time.monotonic()) + len(piece) / self.line_config.speed
            for question, answer in ANSWERS.items():
                if question in piece:
                    os.write(self.line, answer)
            if not re.fullmatch(self.beat, piece):
                self.arrived = self.free + self.line_config.delay
                return piece
        return b""

    def settle(self, quiet=0.4, patience=120):
        """Reads until nothing came for so long, and the program did nothing either. Seconds from the last key, or the start,
        until the last byte arrived, and the bytes."""
        got, end = b"", time.monotonic() + patience
        while time.monotonic() < end:
            before, piece = self.cpu(), self.take(quiet)
            got += piece
            # programs that look for keys now and then are at rest as well
            if not piece and self.cpu() - before < quiet / 5:
                break
        return max(0.0, self.arrived - self.start), got

    def type(self, keys, **how):
        """Presses keys, once what came before is seen, and lets them settle."""
        time.sleep(max(0.0, self.arrived - time.monotonic()))
        self.press(keys)
        return self.settle(**how)

    def cpu(self):
        """Seconds of CPU, of all threads, also of those that ended."""
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
        """Hangs up; some live on without a terminal."""
        os.close(self.line)
        patience = time.monotonic() + 1
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            time.sleep(0.01)
            if time.monotonic() > patience:
                os.kill(self.pid, signal.SIGKILL)
