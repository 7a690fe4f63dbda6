#!/usr/bin/env python3
"""The tables of benches/README.md: gloact beside the tools that people know, measured on one machine in one run.

    python3 benches/table.py [--large] [--gloact PROGRAM] [PART…]

Without a part all are measured but the build; `--help` names them. --large adds 1,000,000 events (about 430 MB). Builds the
release, if no program is given, makes its data with the seeded generator, and prints Markdown. A tool that is missing is
asked of its package manager, and left out, with a word, where that has none."""

import argparse, json, os, pathlib, re, resource, shutil, statistics, subprocess, tempfile, time
from typing import NamedTuple

from beside import tools, welcome
from pty_harness import Screen, env, have

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMES = 7
MOST = ["--max-bytes", "1GiB"]


class Desk(NamedTuple):
    """What the parts work with."""

    gloact: pathlib.Path
    generate: pathlib.Path
    home: pathlib.Path
    sizes: list

    def data(self, events):
        """The flags that add so many events, made once."""
        if not events:
            return []
        data = self.home / f"{events}.json"
        if not data.exists():
            with data.open("wb") as file:
                subprocess.run([self.generate, str(events)], stdout=file, check=True)
        return ["--data", data, *MOST]

    def csv(self, events):
        """The same rows for tools that read tables."""
        table = self.home / f"{events}.csv"
        if not table.exists():
            with table.open("wb") as file:
                list_ = [self.gloact, "list", "events", "--format", "csv", *self.data(events)]
                subprocess.run(list_, stdout=file, env=env(self.home), check=True)
        return table

    def events(self, events):
        """The dashboard at the list of so many events more."""
        return Screen([self.gloact, "--do", "go timeline", *self.data(events)], self.home)

    def others(self, events, *names):
        return [tool for tool in tools(self.gloact, self.csv(events).name, self.csv(events).name) if tool.name in names]


def run(desk, command):
    """The best wall time of several runs in seconds, and the largest memory in KiB."""
    best, memory = float("inf"), 0
    for _ in range(TIMES):
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env(desk.home))
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
        assert os.waitstatus_to_exitcode(status) in (0, 3), command
        best, memory = min(best, time.monotonic() - start), max(memory, usage.ru_maxrss)
    return best, memory


def first_screen(open, times):
    """The best time until a first screen settled."""
    best = float("inf")
    for _ in range(times):
        screen = open()
        best = min(best, screen.settle()[0])
        screen.end()
    return best


def in_turns(*opens, times=61):
    """The medians of first screens, each in turn: what else the machine does meanwhile is the same for all."""
    took = [[] for _ in opens]
    for _ in range(times):
        for open, seconds in zip(opens, took):
            screen = open()
            seconds.append(screen.settle(quiet=0.1)[0])
            screen.end()
    return [statistics.median(seconds) for seconds in took]


def ms(seconds):
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.2f} s"


def first(desk):
    """the first screen, and the memory then"""
    if less := have("less"):
        text = desk.home / "data.json"
        text.write_bytes(subprocess.run([desk.gloact, "data"], capture_output=True, env=env(desk.home), check=True).stdout)
        ours, theirs = in_turns(lambda: Screen([desk.gloact], desk.home), lambda: Screen([less, text], desk.home))
        yield "first settled screen, bundled data", ms(ours), f"less {ms(theirs)}: {ours / theirs:.2f} ×", "≤ 1.5 ×"
    screen = Screen([desk.gloact], desk.home)
    screen.settle()
    yield "memory then", f"{screen.status('VmRSS') / 1024:.1f} MiB", "", "≤ 8 MiB"
    screen.end()


def idle(desk):
    """what is done in 60 s without a key"""
    screen = Screen([desk.gloact], desk.home)
    screen.settle()
    before = screen.sent, screen.cpu(), screen.switches()
    screen.settle(quiet=60)
    sent, cpu, switches = (now - then for now, then in zip((screen.sent, screen.cpu(), screen.switches()), before))
    yield "idle for 60 s", f"{sent} bytes, {cpu * 1000:g} ms of CPU, {switches} context switches", "", "0, 0, ≤ 60"
    screen.end()


def load(desk):
    """many events read, and printed as CSV"""
    for events in desk.sizes:
        data = desk.data(events)
        what = f"{events:,} events ({data[1].stat().st_size / 1e6:.0f} MB)"
        ours, memory = run(desk, [desk.gloact, "countries", *data])
        csv, _ = run(desk, [desk.gloact, "list", "events", "--format", "csv", *data])
        if jq := have("jq"):
            theirs, jq_memory = run(desk, [jq, ".events | length", data[1]])
            yield f"open {what}", ms(ours), f"jq length {ms(theirs)}: {ours / theirs:.2f} ×", "≤ 0.3 ×"
            yield "memory at most", f"{memory / 1024:.0f} MiB", f"jq {jq_memory / 1024:.0f} MiB: {memory / jq_memory:.2f} ×", "≤ 0.85 ×"
            script = ".events | to_entries[] | [.key, .value.phase, .value.date, .value.title, .value.place, .value.kind] | @csv"
            theirs, _ = run(desk, [jq, "-r", script, data[1]])
            yield f"{what} as CSV", ms(csv), f"jq @csv {ms(theirs)}: {csv / theirs:.2f} ×", "≤ 0.5 ×"


def tables(desk):
    """many events opened as a list, beside what opens them as CSV"""
    events = desk.sizes[0]
    # at rest all is read: csvlens and VisiData show rows before, and cannot search all of them then
    ours = first_screen(lambda: desk.events(events), 3)
    others = desk.others(events, "csvlens", "VisiData", "fzf")
    theirs = [f"{tool.name} {ms(first_screen(lambda: tool.open(desk.home), 3))}" for tool in others]
    yield f"{events:,} events in a list, until the screen rests", ms(ours), ", ".join(theirs), ""


def letters(screen, opens, clear="\x15", times=100):
    """The median and the 99th of a hundred times from a letter until the screen settled."""
    screen.settle()
    if opens:
        screen.type(opens)
    took = []
    for at in range(times):
        if at % 6 == 0:
            screen.type(clear)
        took.append(screen.type("police"[at % 6])[0])
    screen.end()
    took.sort()
    return f"{ms(statistics.median(took))}, p99 {ms(took[times * 99 // 100 - 1])}"


def word(tool, screen):
    """Seconds from Enter until a word is found, where letters alone find nothing."""
    screen.settle()
    for key in (tool.search, *"police"):
        screen.type(key)
    took, _ = screen.type("\r")
    screen.end()
    return took


def filter(desk):
    """a letter in the filter, with many events"""
    for events in desk.sizes:
        ours = letters(desk.events(events), "/")
        theirs = []
        for tool in desk.others(events, "fzf", "csvlens", "VisiData"):
            screen = tool.open(desk.home)
            took = letters(screen, tool.search) if tool.live else f"{ms(word(tool, screen))} from Enter"
            theirs.append(f"{tool.name} {took}")
        yield f"a letter in the filter, {events:,} events", ours, "; ".join(theirs), "16 ms" if events <= 100_000 else ""


def finder(desk):
    """a letter in the finder, with many events"""
    for events in desk.sizes:
        # C-k, from a pane that does not list them
        screen = Screen([desk.gloact, "--do", "go countries", *desk.data(events)], desk.home)
        yield f"a letter in the finder, {events:,} events", letters(screen, "\x0b"), "", "50 ms" if events <= 100_000 else ""


def cursor(desk):
    """a cursor key, with few and with many rows"""
    for events in [0, 100, *desk.sizes]:
        screen = desk.events(events)
        screen.settle()
        screen.type("G")
        before, keys = screen.cpu(), ("k" * 50 + "j" * 50) * 2
        sent = [len(screen.type(key, quiet=0.2)[1]) for key in keys]
        cpu = (screen.cpu() - before) / len(keys)
        what = f"{events:,} events" if events else "the 101 of the bundled data"
        yield f"a cursor key, {what}", f"{statistics.median(sent):.0f} bytes, {ms(cpu)} of CPU", "", ""
        screen.end()


def kiosk(desk, sessions=500):
    """500 guests at once"""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    screens, took = [], []
    for _ in range(sessions):
        screens.append(Screen([desk.gloact, "--kiosk"], desk.home))
        took.append(screens[-1].settle(quiet=0.1)[0])
    # what is shared is divided among those that share it
    memory = [dict(re.findall(r"^(\w+): +(\d+) kB", screen.memory(), re.M)) for screen in screens]
    mean = lambda name: statistics.mean(int(one[name]) for one in memory) / 1024
    yield f"{sessions} kiosk sessions: memory of each (PSS)", f"{mean('Pss'):.2f} MiB, {mean('Pss_Anon'):.2f} of it data", "", "≤ 3 MiB"
    look = lambda: (sum(screen.cpu() for screen in screens), sum(screen.switches() for screen in screens))
    before = look()
    time.sleep(10)
    cpu, switches = (now - then for now, then in zip(look(), before))
    yield "all of them idle for 10 s", f"{cpu * 1000:g} ms of CPU, {switches} context switches", "", "0"
    # medians of nine, about the fifth and of the last
    early, late = statistics.median(took[:9]), statistics.median(took[-9:])
    yield f"first screen of the {sessions}th, beside the 5th", ms(late), f"{ms(early)}: {late / early:.2f} ×", ""
    for screen in screens:
        screen.end()


def build(desk):
    """a clean release build on two cores, and what each package costs: only where it is named"""
    target, cores = desk.home / "target", sorted(os.sched_getaffinity(0))[:2]
    subprocess.run(["cargo", "fetch", "--locked", "--quiet"], cwd=ROOT, check=True)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(
        ["cargo", "build", "--release", "--locked", "--quiet", "--timings"],
        cwd=ROOT,
        env={**os.environ, "CARGO_TARGET_DIR": str(target)},
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
        check=True,
    )
    took, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    yield f"a clean release build on {len(cores)} cores", f"{took:.0f} s, {cpu:.0f} s of CPU", "", ""
    page = (target / "cargo-timings/cargo-timing.html").read_text()
    cost = {}
    for unit in json.loads(re.search(r"UNIT_DATA = (\[.*?\]);", page, re.S).group(1)):
        cost[unit["name"]] = cost.get(unit["name"], 0) + unit["duration"]
    for name, seconds in sorted(cost.items(), key=lambda one: -one[1])[:10]:
        yield f"{name}, with its build script", f"{seconds:.1f} s", f"{seconds / sum(cost.values()):.0%} of all", ""


PARTS = {part.__name__: part for part in (first, idle, load, tables, filter, finder, cursor, kiosk, build)}


def main(home):
    named = "\n".join(f"  {name:8} {part.__doc__}" for name, part in PARTS.items())
    asked = argparse.ArgumentParser(epilog=f"parts:\n{named}", formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("part", nargs="*", metavar="PART")
    asked.add_argument("--large", action="store_true", help="1,000,000 events as well")
    asked.add_argument("--gloact", type=pathlib.Path, help="a program that is built, with the generator in examples/ beside it")
    given = asked.parse_args()
    if unknown := set(given.part) - set(PARTS):
        asked.error(f"there is no part {', '.join(unknown)}")
    if not given.gloact and given.part != ["build"]:
        subprocess.run(["cargo", "build", "--release", "--quiet", "--bins", "--examples"], cwd=ROOT, check=True)
    built = (given.gloact or ROOT / "target/release/gloact").resolve()
    # a copy, as whoever installs it has: what a linker wrote lies in smaller pieces in memory, and begins later
    gloact = pathlib.Path(shutil.copy(built, home))
    desk = Desk(gloact, built.parent / "examples/generate", home, [100_000] + [1_000_000] * given.large)
    welcome(gloact, home)
    print("| what | gloact | beside it | wanted |\n| --- | --- | --- | --- |")
    for name in given.part or [name for name in PARTS if name != "build"]:
        for what, ours, theirs, wanted in PARTS[name](desk):
            print(f"| {what} | {ours} | {theirs} | {wanted} |", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        # folders that are watched are nobody else's
        home = pathlib.Path(folder) / "machine/home"
        (home / ".config/gloact").mkdir(parents=True)
        main(home)
