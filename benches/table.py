#!/usr/bin/env python3
"""The table of benches/README.md: gloact beside the tools that people know, measured on one machine in one run.

    python3 benches/table.py [--large]        # --large adds 1,000,000 events (about 430 MB)

Builds the release, makes its data with the seeded generator, and prints Markdown. A tool that is missing is asked of
the package manager, and left out, with a word, where that has none."""

import os, pathlib, pty, re, select, shutil, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
GLOACT = ROOT / "target/release/gloact"
TIMES = 7


def have(tool, package):
    if shutil.which(tool):
        return True
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-q", package], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not shutil.which(tool):
        print(f"<!-- {tool} is not here and not to be had: its rows are left out -->")
    return bool(shutil.which(tool))


def run(command):
    """The best wall time of several runs in seconds, and the largest memory in KiB."""
    best, memory = float("inf"), 0
    for _ in range(TIMES):
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env())
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
        assert os.waitstatus_to_exitcode(status) in (0, 3), command
        best, memory = min(best, time.monotonic() - start), max(memory, usage.ru_maxrss)
    return best, memory


def env():
    return {"PATH": os.environ["PATH"], "HOME": str(HOME), "TERM": "xterm-256color", "LANG": "C.UTF-8"}


class Screen:
    """A program in a terminal of 80×24."""

    def __init__(self, command):
        self.start = time.monotonic()
        self.pid, self.line = pty.fork()
        if self.pid == 0:
            import fcntl, struct, termios

            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            os.execvpe(command[0], command, env())

    def settle(self, quiet=0.4):
        """Seconds until the last byte before it was quiet, and the bytes."""
        last, got = self.start, b""
        while select.select([self.line], [], [], quiet)[0]:
            piece = os.read(self.line, 1 << 16)
            last, got = time.monotonic(), got + piece
        return last - self.start, got

    def status(self, name):
        text = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(rf"^{name}:\s+(\d+)", text, re.M).group(1))

    def ticks(self):
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return int(fields[11]) + int(fields[12])

    def switches(self):
        tasks = pathlib.Path(f"/proc/{self.pid}/task").glob("*/status")
        return sum(int(n) for task in tasks for n in re.findall(r"ctxt_switches:\s+(\d+)", task.read_text()))

    def end(self):
        os.close(self.line)
        os.waitpid(self.pid, 0)


def row(what, ours, theirs, wanted):
    print(f"| {what} | {ours} | {theirs} | {wanted} |")


def first_screen(command):
    best = float("inf")
    for _ in range(TIMES):
        screen = Screen(command)
        best = min(best, screen.settle()[0])
        screen.end()
    return best


def main():
    subprocess.run(["cargo", "build", "--release", "--quiet", "--bins", "--examples"], cwd=ROOT, check=True)
    sizes = [100_000] + ([1_000_000] if "--large" in sys.argv else [])
    print("| what | gloact | beside it | wanted |\n| --- | --- | --- | --- |")
    if have("less", "less"):
        text = HOME / "data.json"
        text.write_bytes(subprocess.run([GLOACT, "data"], capture_output=True, env=env(), check=True).stdout)
        ours, theirs = first_screen([str(GLOACT)]), first_screen(["less", str(text)])
        row("first settled screen, bundled data", f"{ours * 1000:.1f} ms", f"less {theirs * 1000:.1f} ms: {ours / theirs:.2f} ×", "≤ 1.5 ×")
    screen = Screen([str(GLOACT)])
    screen.settle()
    row("memory then", f"{screen.status('VmRSS') / 1024:.1f} MiB", "", "≤ 8 MiB")
    before = screen.ticks(), screen.switches()
    time.sleep(60)
    sent = len(screen.settle(0.1)[1])
    after = screen.ticks(), screen.switches()
    row("idle for 60 s", f"{sent} bytes, {after[0] - before[0]} ticks of CPU, {after[1] - before[1]} context switches", "", "0, 0, ≤ 60")
    screen.end()
    for events in sizes:
        data = HOME / f"{events}.json"
        with data.open("wb") as file:
            subprocess.run([ROOT / "target/release/examples/generate", str(events)], stdout=file, check=True)
        size, most = data.stat().st_size, ["--max-bytes", str(1 << 30)]
        open_time, open_memory = run([GLOACT, "countries", "--data", data, *most])
        table = f"{events:,} events ({size / 1e6:.0f} MB)"
        if have("jq", "jq"):
            jq_time, jq_memory = run(["jq", ".events | length", data])
            row(f"open {table}", f"{open_time:.2f} s", f"jq length {jq_time:.2f} s: {open_time / jq_time:.2f} ×", "≤ 0.3 ×")
            row("memory at most", f"{open_memory / 1024:.0f} MiB", f"jq {jq_memory / 1024:.0f} MiB: {open_memory / jq_memory:.2f} ×", "≤ 0.85 ×")
            csv, _ = run([GLOACT, "list", "events", "--format", "csv", "--data", data, *most])
            script = ".events | to_entries[] | [.key, .value.phase, .value.date, .value.title, .value.place, .value.kind] | @csv"
            jq_csv, _ = run(["jq", "-r", script, data])
            row(f"{table} as CSV", f"{csv:.2f} s", f"jq @csv {jq_csv:.2f} s: {csv / jq_csv:.2f} ×", "≤ 0.5 ×")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        # folders that are watched are nobody else's
        HOME = pathlib.Path(folder) / "machine/home"
        (HOME / ".config/gloact").mkdir(parents=True)
        main()
