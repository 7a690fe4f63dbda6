#!/usr/bin/env python3
"""Prints the first two tables of benches/README.md: gloact compared with other tools, on one machine in one run.

    python3 benches/table.py [--large] [--gloact PROGRAM] [PART…]

Without a part, all but the build are measured; `--help` lists the parts. --large adds 1,000,000 events (about 430 MB). The script
builds the release if no program is given, generates its data with a fixed seed, and prints Markdown. A missing tool is installed
with its package manager, or left out with a remark."""

import argparse, json, os, pathlib, re, resource, shutil, statistics, subprocess, tempfile, time
from typing import NamedTuple

from compare_tools import dismiss_first_run, tools
from pty_harness import Screen, env, have

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMES = 7
MOST = ["--max-bytes", "1GiB"]


class Setup(NamedTuple):
    """The programs, folder and sizes that all parts use."""

    gloact: pathlib.Path
    generate: pathlib.Path
    home: pathlib.Path
    sizes: list

    def data(self, events):
        """Returns the options that add some events; generates the file once."""
        if not events:
            return []
        data = self.home / f"{events}.json"
        if not data.exists():
            with data.open("wb") as file:
                subprocess.run([self.generate, str(events)], stdout=file, check=True)
        return ["--data", data, *MOST]

    def csv(self, events):
        """Returns a CSV file with the same rows."""
        table = self.home / f"{events}.csv"
        if not table.exists():
            with table.open("wb") as file:
                list_ = [self.gloact, "list", "events", "--format", "csv", *self.data(events)]
                subprocess.run(list_, stdout=file, env=env(self.home), check=True)
        return table

    def events(self, events):
        """Opens the dashboard at the list of the generated events."""
        return Screen([self.gloact, "--do", "go timeline", *self.data(events)], self.home)

    def others(self, events, *names):
        return [tool for tool in tools(self.gloact, self.csv(events).name, self.csv(events).name) if tool.name in names]


def run(setup, command):
    """Returns the best wall time of several runs in seconds, and the largest memory in KiB."""
    best, memory = float("inf"), 0
    for _ in range(TIMES):
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env(setup.home))
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = status
        assert os.waitstatus_to_exitcode(status) in (0, 3), command
        best, memory = min(best, time.monotonic() - start), max(memory, usage.ru_maxrss)
    return best, memory


def first_screen(open, times):
    """Returns the best time until the first screen is complete."""
    best = float("inf")
    for _ in range(times):
        screen = open()
        best = min(best, screen.settle()[0])
        screen.end()
    return best


def alternate(*opens, times=61):
    """Returns the median time of each first screen. The programs alternate, so that other load affects all alike."""
    took = [[] for _ in opens]
    for _ in range(times):
        for open, seconds in zip(opens, took):
            screen = open()
            seconds.append(screen.settle(quiet=0.1)[0])
            screen.end()
    return [statistics.median(seconds) for seconds in took]


def ms(seconds):
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.2f} s"


def first(setup):
    """the first screen, and its memory"""
    if less := have("less"):
        text = setup.home / "data.json"
        text.write_bytes(subprocess.run([setup.gloact, "data"], capture_output=True, env=env(setup.home), check=True).stdout)
        ours, theirs = alternate(lambda: Screen([setup.gloact], setup.home), lambda: Screen([less, text], setup.home))
        yield "first screen, bundled data", ms(ours), f"less {ms(theirs)}: {ours / theirs:.2f} ×", "≤ 2 ×"
    screen = Screen([setup.gloact], setup.home)
    screen.settle()
    yield "memory at that time", f"{screen.status('VmRSS') / 1024:.1f} MiB", "", "≤ 10 MiB"
    screen.end()


def idle(setup):
    """activity during 60 s without a key"""
    screen = Screen([setup.gloact], setup.home)
    screen.settle()
    before = screen.sent, screen.cpu(), screen.switches()
    screen.settle(quiet=60)
    sent, cpu, switches = (now - then for now, then in zip((screen.sent, screen.cpu(), screen.switches()), before))
    yield "idle for 60 s", f"{sent} bytes, {cpu * 1000:g} ms of CPU, {switches} context switches", "", "0, 0, ≤ 60"
    screen.end()


def load(setup):
    """loading many events, and printing them as CSV"""
    for events in setup.sizes:
        data = setup.data(events)
        what = f"{events:,} events ({data[1].stat().st_size / 1e6:.0f} MB)"
        ours, memory = run(setup, [setup.gloact, "countries", *data])
        csv, _ = run(setup, [setup.gloact, "list", "events", "--format", "csv", *data])
        if jq := have("jq"):
            theirs, jq_memory = run(setup, [jq, ".events | length", data[1]])
            yield f"open {what}", ms(ours), f"jq length {ms(theirs)}: {ours / theirs:.2f} ×", "≤ 0.5 ×"
            yield "peak memory", f"{memory / 1024:.0f} MiB", f"jq {jq_memory / 1024:.0f} MiB: {memory / jq_memory:.2f} ×", "≤ 0.85 ×"
            script = ".events | to_entries[] | [.key, .value.phase, .value.date, .value.title, .value.place, .value.kind] | @csv"
            theirs, _ = run(setup, [jq, "-r", script, data[1]])
            yield f"{what} as CSV", ms(csv), f"jq @csv {ms(theirs)}: {csv / theirs:.2f} ×", "≤ 0.5 ×"


def tables(setup):
    """a list of many events, compared with viewers of CSV"""
    events = setup.sizes[0]
    # all rows are loaded then; csvlens and VisiData show rows earlier, but cannot search all of them yet
    ours = first_screen(lambda: setup.events(events), 3)
    others = setup.others(events, "csvlens", "VisiData", "fzf")
    theirs = [f"{tool.name} {ms(first_screen(lambda: tool.open(setup.home), 3))}" for tool in others]
    yield f"{events:,} events in a list, until the screen is complete", ms(ours), ", ".join(theirs), ""


def letters(screen, opens, clear="\x15", times=100):
    """Returns the median and the 99th percentile of the time from a letter to a complete screen."""
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


def search_after_enter(tool, screen):
    """Returns the seconds from Enter until a word is found, for tools without incremental search."""
    screen.settle()
    for key in (tool.search, *"police"):
        screen.type(key)
    took, _ = screen.type("\r")
    screen.end()
    return took


def filter(setup):
    """a letter in the filter, with many events"""
    for events in setup.sizes:
        ours = letters(setup.events(events), "/")
        theirs = []
        for tool in setup.others(events, "fzf", "csvlens", "VisiData"):
            screen = tool.open(setup.home)
            took = letters(screen, tool.search) if tool.incremental else f"{ms(search_after_enter(tool, screen))} from Enter"
            theirs.append(f"{tool.name} {took}")
        yield f"a letter in the filter, {events:,} events", ours, "; ".join(theirs), "≤ 16 ms" if events <= 100_000 else ""


def search(setup):
    """a letter in the search, with many events"""
    for events in setup.sizes:
        # C-k, from a pane that does not list events
        screen = Screen([setup.gloact, "--do", "go countries", *setup.data(events)], setup.home)
        yield f"a letter in the search, {events:,} events", letters(screen, "\x0b"), "", "≤ 50 ms" if events <= 100_000 else ""


def cursor(setup):
    """a cursor key, with few and with many rows"""
    for events in [0, 100, *setup.sizes]:
        screen = setup.events(events)
        screen.settle()
        screen.type("G")
        before, keys = screen.cpu(), ("k" * 50 + "j" * 50) * 2
        sent = [len(screen.type(key, quiet=0.2)[1]) for key in keys]
        cpu = (screen.cpu() - before) / len(keys)
        what = f"{events:,} events" if events else "bundled data only"
        yield f"a cursor key, {what}", f"{statistics.median(sent):.0f} bytes, {ms(cpu)} of CPU", "", ""
        screen.end()


def kiosk(setup, sessions=500):
    """500 guests at the same time"""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    screens, took = [], []
    for _ in range(sessions):
        screens.append(Screen([setup.gloact, "--kiosk"], setup.home))
        took.append(screens[-1].settle(quiet=0.1)[0])
    # PSS divides shared memory among the processes that share it
    memory = [dict(re.findall(r"^(\w+): +(\d+) kB", screen.memory(), re.M)) for screen in screens]
    mean = lambda name: statistics.mean(int(one[name]) for one in memory) / 1024
    yield f"{sessions} kiosk sessions: memory per session (PSS)", f"{mean('Pss'):.2f} MiB, {mean('Pss_Anon'):.2f} of which data", "", "≤ 3 MiB"
    activity = lambda: (sum(screen.cpu() for screen in screens), sum(screen.switches() for screen in screens))
    before = activity()
    time.sleep(10)
    cpu, switches = (now - then for now, then in zip(activity(), before))
    yield "all sessions idle for 10 s", f"{cpu * 1000:g} ms of CPU, {switches} context switches", "", "0"
    # medians of the first nine and of the last nine
    early, late = statistics.median(took[:9]), statistics.median(took[-9:])
    yield f"first screen of the {sessions}th session, compared with the 5th", ms(late), f"{ms(early)}: {late / early:.2f} ×", ""
    for screen in screens:
        screen.end()


def build(setup):
    """a clean release build on two cores, with the time of each package; only if requested"""
    target, cores = setup.home / "target", sorted(os.sched_getaffinity(0))[:2]
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


PARTS = {part.__name__: part for part in (first, idle, load, tables, filter, search, cursor, kiosk, build)}


def main(home):
    named = "\n".join(f"  {name:8} {part.__doc__}" for name, part in PARTS.items())
    parser = argparse.ArgumentParser(epilog=f"parts:\n{named}", formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="*", metavar="PART")
    parser.add_argument("--large", action="store_true", help="1,000,000 events as well")
    parser.add_argument("--gloact", type=pathlib.Path, help="a built program, with examples/generate in the same folder")
    options = parser.parse_args()
    if unknown := set(options.part) - set(PARTS):
        parser.error(f"unknown part: {', '.join(unknown)}")
    if not options.gloact and options.part != ["build"]:
        subprocess.run(["cargo", "build", "--release", "--quiet", "--bins", "--examples"], cwd=ROOT, check=True)
    built = (options.gloact or ROOT / "target/release/gloact").resolve()
    # measure a copy, as an installation makes it: the file that the linker wrote is fragmented in the page cache and starts later
    gloact = pathlib.Path(shutil.copy(built, home))
    setup = Setup(gloact, built.parent / "examples/generate", home, [100_000] + [1_000_000] * options.large)
    dismiss_first_run(gloact, home)
    print("| measurement | gloact | other tool | limit |\n| --- | --- | --- | --- |")
    for name in options.part or [name for name in PARTS if name != "build"]:
        for what, ours, theirs, wanted in PARTS[name](setup):
            print(f"| {what} | {ours} | {theirs} | {wanted} |", flush=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        # no other program writes to the watched folders
        home = pathlib.Path(folder) / "machine/home"
        (home / ".config/gloact").mkdir(parents=True)
        main(home)
