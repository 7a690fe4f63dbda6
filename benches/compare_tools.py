#!/usr/bin/env python3
"""The table "Side by side" of benches/README.md: what a list costs on the line, in gloact and in programs that people know.

    python3 benches/compare_tools.py [PROGRAM]       # gloact, if not the release that it builds

The same list everywhere: the events that gloact prints, as CSV for what reads tables, as a table for what reads text. All
have their own colours, in a terminal with exact ones. A tool that is missing is asked of its package manager, or left out."""

import pathlib, statistics, subprocess, sys, tempfile
from typing import NamedTuple

from pty_harness import SLOW, Screen, LineConfig, env, have

ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZES = [(80, 24), (120, 36)]
# a day that is told, so that the first screen is the same on any other
TODAY = "2026-11-22"
PAGE_DOWN = "\x1b[6~"


class Tool(NamedTuple):
    """A program with the list, and the keys that do there what gloact's do."""

    name: str
    command: list
    down: str = "j"
    # what opens the line in which a search or a filter is typed; nothing where it is open from the start; None for none
    search: str | None = "/"
    # whether it finds while letters are typed, or at Enter
    live: bool = True
    # whether there is a cursor in the list: without one, what goes down scrolls
    cursor: bool = True
    rests: bool = True
    # a pattern of what it sends again and again while nothing changes
    beat: bytes = b""

    def open(self, home, size=(80, 24), line_config=LineConfig()):
        return Screen(self.command, home, size, line_config, self.beat)


def tools(gloact, text, table):
    """All that are to be had, with the list as text and as a table, both in the home that they are opened in."""
    # the events are the list of the timeline
    yield Tool("gloact", [gloact, "--today", TODAY, "--do", "go timeline"])
    if path := have("less"):
        # rows cut, not wrapped, as in all others; it finds while letters are typed only where it is told to
        yield Tool("less", [path, "-S", "--incsearch", text], cursor=False)
    if path := have("vim"):
        # as Debian sets it up: it finds while letters are typed; no swap file, no memory of other runs
        yield Tool("vim", [path, "-R", "-n", "-i", "NONE", "-c", "set nowrap", text])
    if path := have("csvlens", "cargo"):
        # & filters the rows, at Enter; it draws four times a second, also where nothing changes
        yield Tool("csvlens", [path, "-d", ",", table], search="&", live=False, beat=rb"(\x1b\[(39|49|59|0)m)*(\x1b\[\?25[lh])?(\x1b\[\d+;\d+H)?")
    if path := have("vd", "pip", "visidata"):
        # g| selects the rows that have it in any column, at Enter; g/ would stop at the first
        yield Tool("VisiData", [path, table], search="g|", live=False)
    if path := have("fzf"):
        # letters filter from the start, so that C-n goes down; the list below the line, as in the others
        yield Tool("fzf", ["sh", "-c", 'exec "$0" --layout=reverse < "$1"', path, text], down="\x0e", search="")
    if path := have("htop"):
        # another list: processes, which never rest; looked at every 10 s, not 1.5 s, so that keys are measured, not clocks
        yield Tool("htop", [path, "-d", "100"], down="\x1bOB", search=None, rests=False)


def bytes_of(screen, keys):
    return len(screen.type(keys)[1])


def measure(tool, size, home):
    """Rows of the table: what, and how it is written. Each begins at the first row of the list."""
    screen = tool.open(home, size)
    yield "the first screen", number(len(screen.settle()[1]))
    # the first five keys move in the middle of any screen; sixty more rows than are seen are in the list
    walk = [bytes_of(screen, tool.down) for _ in range(60)]
    yield "a key down in the middle", number(statistics.median(walk[:5])) if tool.cursor else ""
    yield "one that scrolls", number(max(walk))
    yield "a key down, mean of sixty", number(statistics.mean(walk))
    screen.end()

    screen = tool.open(home, size)
    screen.settle()
    # the first one only moves the cursor to the last row that is seen, in some
    screen.type(PAGE_DOWN)
    yield "a page down", number(bytes_of(screen, PAGE_DOWN))
    if tool.search:
        screen.type(tool.search)
    letters = [bytes_of(screen, letter) for letter in "train"] if tool.search is not None else []
    yield "a letter to find by", number(statistics.median(letters)) if letters else ""
    yield "Enter, where only that finds", "" if tool.live else number(bytes_of(screen, "\r"))
    screen.end()

    screen = tool.open(home, size)
    screen.settle()
    before = screen.sent
    screen.settle(quiet=10)
    yield "at rest for 10 s", number(screen.sent - before) if tool.rests else ""
    screen.end()

    screen = tool.open(home, size, SLOW)
    yield "first screen, slow line", seconds(screen.settle()[0])
    yield "a key down, slow line", seconds(statistics.median(screen.type(tool.down)[0] for _ in range(5)))
    screen.hold(tool.down, 90, 30)
    yield "after a key held down for 3 s, slow line", seconds(screen.settle()[0])
    screen.end()


def welcome(gloact, home):
    """A first start, with a key pressed: what is told then is no part of what is measured."""
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
    welcome(gloact, home)
    # a list of processes that is long enough
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
