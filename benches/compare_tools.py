#!/usr/bin/env python3
"""Prints the table "The same list in other tools" of benches/README.md: the bytes and times of a list in several programs.

    python3 benches/compare_tools.py [PROGRAM]       # a gloact binary; by default the release build

Every program shows the same list: the events that gloact prints, as CSV or as a text table. All use their own colours, in a
terminal with exact colours. A missing tool is installed with its package manager, or left out."""

import pathlib, statistics, subprocess, sys, tempfile
from typing import NamedTuple

from pty_harness import SLOW, LineConfig, Screen, env, have

ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZES = [(80, 24), (120, 36)]
# a fixed day makes the first screen the same on every day
TODAY = "2026-11-22"
PAGE_DOWN = "\x1b[6~"


class Tool(NamedTuple):
    """A program with the list, and its keys for the same actions."""

    name: str
    command: list
    down: str = "j"
    # opens the search or filter prompt; empty if it is always open, None if there is none
    search: str | None = "/"
    # whether it searches with each letter, or only after Enter
    incremental: bool = True
    # whether the list has a cursor; without one, each key scrolls
    cursor: bool = True
    idles: bool = True
    # a pattern of output that repeats while nothing changes
    repeated_output: bytes = b""

    def open(self, home, size=(80, 24), line_config=LineConfig()):
        return Screen(self.command, home, size, line_config, self.repeated_output)


def tools(gloact, text, table):
    """Yields all available tools, with the list as text or as a table."""
    # the timeline lists the events
    yield Tool("gloact", [gloact, "--today", TODAY, "--do", "go timeline"])
    if path := have("less"):
        # -S: truncate rows as the others do; --incsearch: search with each letter
        yield Tool("less", [path, "-S", "--incsearch", text], cursor=False)
    if path := have("vim"):
        # as set up by Debian, with incremental search; no swap file, no viminfo
        yield Tool("vim", [path, "-R", "-n", "-i", "NONE", "-c", "set nowrap", text])
    if path := have("csvlens", "cargo"):
        # & filters after Enter; it draws four times a second even if nothing changes
        yield Tool("csvlens", [path, "-d", ",", table], search="&", incremental=False, repeated_output=rb"(\x1b\[(39|49|59|0)m)*(\x1b\[\?25[lh])?(\x1b\[\d+;\d+H)?")
    if path := have("vd", "pip", "visidata"):
        # g| selects all matching rows after Enter; g/ would stop at the first match
        yield Tool("VisiData", [path, table], search="g|", incremental=False)
    if path := have("fzf"):
        # letters filter at once, so C-n moves down; the list stands below the prompt, as in the others
        yield Tool("fzf", ["sh", "-c", 'exec "$0" --layout=reverse < "$1"', path, text], down="\x0e", search="")
    if path := have("htop"):
        # another list: processes; refreshed every 10 s instead of 1.5 s, so that keys are measured, not refreshes
        yield Tool("htop", [path, "-d", "100"], down="\x1bOB", search=None, idles=False)


def byte_count(screen, keys):
    return len(screen.type(keys)[1])


def measure(tool, size, home):
    """Yields the rows of the table as name and value. Each measurement starts at the first row of the list."""
    screen = tool.open(home, size)
    yield "the first screen", number(len(screen.settle()[1]))
    # the first five keys move inside the screen; the list is longer than sixty rows
    walk = [byte_count(screen, tool.down) for _ in range(60)]
    yield "a key down in the middle", number(statistics.median(walk[:5])) if tool.cursor else ""
    yield "a key that scrolls", number(max(walk))
    yield "a key down, mean of sixty", number(statistics.mean(walk))
    screen.end()

    screen = tool.open(home, size)
    screen.settle()
    # in some tools the first one only moves the cursor to the last visible row
    screen.type(PAGE_DOWN)
    yield "a page down", number(byte_count(screen, PAGE_DOWN))
    if tool.search:
        screen.type(tool.search)
    letters = [byte_count(screen, letter) for letter in "train"] if tool.search is not None else []
    yield "a letter of a search", number(statistics.median(letters)) if letters else ""
    yield "Enter, if only that searches", "" if tool.incremental else number(byte_count(screen, "\r"))
    screen.end()

    screen = tool.open(home, size)
    screen.settle()
    before = screen.sent
    screen.settle(quiet=10)
    yield "idle for 10 s", number(screen.sent - before) if tool.idles else ""
    screen.end()

    screen = tool.open(home, size, SLOW)
    yield "first screen, slow connection", seconds(screen.settle()[0])
    yield "a key down, slow connection", seconds(statistics.median(screen.type(tool.down)[0] for _ in range(5)))
    screen.hold(tool.down, 90, 30)
    yield "after a key held for 3 s, slow connection", seconds(screen.settle()[0])
    screen.end()


def dismiss_first_run(gloact, home):
    """Starts the program once and presses a key, so that the first-run hints are not measured."""
    once = Screen([gloact], home)
    once.settle()
    once.type("j")
    once.end()


def number(bytes):
    return f"{bytes:,.0f}"


def seconds(time):
    return f"{time:.2f} s"


def main(home):
    gloact = pathlib.Path(sys.argv[1]).resolve() if sys.argv[1:] else ROOT / "target/release/gloact"
    if not sys.argv[1:]:
        subprocess.run(["cargo", "build", "--release", "--quiet", "--bins"], cwd=ROOT, check=True)
    text, table = home / "events.txt", home / "events.csv"
    for file, form in (text, "table"), (table, "csv"):
        file.write_bytes(subprocess.run([gloact, "list", "events", "--format", form], capture_output=True, env=env(home), check=True).stdout)
    dismiss_first_run(gloact, home)
    # make the list of processes long enough
    sleeping = [subprocess.Popen(["sleep", "infinity"]) for _ in range(100)]
    every = list(tools(gloact, text.name, table.name))
    for width, height in SIZES:
        columns = [dict(measure(tool, (width, height), home)) for tool in every]
        print(f"| {width}×{height} |", " | ".join(tool.name for tool in every), "|")
        print("| --- |", " | ".join("---" for _ in every), "|")
        for what in columns[0]:
            print(f"| {what} |", " | ".join(column.get(what, "") for column in columns), "|")
        print()
    for process in sleeping:
        process.kill()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(pathlib.Path(folder))
