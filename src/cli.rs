//! The command line: verbs, flags, exit codes. The only room that reads the clock.

mod check;
mod edit;
mod own;
mod pane;
mod present;
mod shot;

use crate::app::App;
use crate::app::settings::{self, Looks};
use crate::error::{Error, Reason, Result};
use crate::export::{self, Format};
use crate::model::Place;
use crate::model::text::clean;
use crate::query::why::Why;
use crate::query::{Head, Scope, Table, Value, diff, events};
use crate::store::Row;
use crate::store::folders::{Asked, Looked};
use crate::store::layer::LARGEST;
use crate::store::own::Views;
use crate::store::schema::schema;
use crate::store::{Dataset, Level, folders, pretty};
use crate::tab;
use crate::term::{self, End, Fresh, Hands};
use crate::ui::detail::lay;
use crate::ui::terminal::Terminal;
use crate::ui::theme::{ASCII, Glyphs, Theme, UNICODE};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use jiff::civil::Date;
use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// The GLO.ACT programme in a terminal: who does what, where and when, and where that statement comes from.
#[derive(Parser)]
#[command(name = "gloact", version, disable_help_subcommand = true, after_help = AFTER)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    verb: Option<Verb>,
}

const AFTER: &str = "\
Examples:
  gloact                                            the dashboard
  gloact countries region:africa agency:iom         the dashboard on a filtered list; in a pipe, the list as text
  gloact --do 'go countries/NP'                     the dashboard on one record
  gloact data > mine.json                           everything, in the shape of an override
  gloact shot 'go sources' --size 120x36 > a.svg    a picture of a screen

Exit codes: 0 ok, 1 no match, 2 usage, 3 errors in the data, 4 the machine.";

/// Cells of a line in which a story is told as text.
const EXPLAINED: u16 = 120;

/// Flags that stand before or after a verb.
#[derive(Args)]
struct Global {
    /// A script to begin with: 'go countries; filter region:africa'
    #[arg(long = "do", id = "do", value_name = "SCRIPT", global = true, allow_hyphen_values = true)]
    script: Option<String>,
    /// A file of overrides, on top of all others; may be given several times
    #[arg(long, value_name = "FILE", global = true)]
    data: Vec<PathBuf>,
    /// The largest file of overrides that is read
    #[arg(long, value_name = "BYTES", global = true, default_value_t = LARGEST)]
    max_bytes: u64,
    /// The day that counts as today
    #[arg(long, value_name = "YYYY-MM-DD", global = true)]
    today: Option<String>,
    /// Colours: auto, dark, light, both, high-contrast, projector, mono; -dark or -light behind the last but one names the ground
    #[arg(long, value_name = "NAME", global = true)]
    theme: Option<String>,
    /// Draw with ASCII characters only
    #[arg(long, global = true)]
    ascii: bool,
}

/// What is done without the dashboard.
#[derive(Subcommand)]
enum Verb {
    /// Tell what is wrong or odd in the data; ends with 3 when there are errors
    Check {
        /// text, lines or json
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: String,
    },
    /// Print what overrides change against the bundled data, place by place
    Diff {
        /// text, json, csv or md
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: String,
    },
    /// Change a value in your override, in $VISUAL or $EDITOR
    Edit {
        /// countries/NP/note
        place: String,
        /// Take your override of the place back
        #[arg(long)]
        back: bool,
    },
    /// Print the JSON Schema of the data, for editors
    Schema {
        /// Of an override: every field may be missing, or null
        #[arg(long = "override")]
        of_override: bool,
        /// Of settings.json
        #[arg(long, conflicts_with = "of_override")]
        settings: bool,
    },
    /// Print every place where overrides are looked for, and what was found
    Paths {
        /// text, json, csv or md
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: String,
    },
    /// Tell where a value comes from: every layer and source that speaks of it
    Explain {
        /// countries/NP, phases/glo-act/budget
        place: String,
        /// text or json
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: String,
    },
    /// Print all keys and steps, your own among them
    Keys {
        /// text, json, csv or md
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: String,
    },
    /// Print the whole merged data set, in the shape of an override
    Data,
    /// Print the events under way and the next one by its earliest day
    Next {
        /// text, json, csv or md
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: String,
    },
    /// Show slides: of the programme, of a record, of a deck; or write them to hand out
    Present(present::Present),
    /// Draw a screen without a terminal
    Shot(shot::Shot),
}

/// Runs the program; what it gives back is the exit code.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let settings = own::settings();
    let mut panes = tab::all();
    panes.retain(|pane| settings.shows(pane.name()));
    let mut command = Cli::command();
    for pane in &panes {
        command = command.subcommand(pane::command(&**pane));
    }
    let matches = match command.try_get_matches_from(pane::shield(args)) {
        Ok(matches) => matches,
        Err(e) => {
            if !e.use_stderr() {
                let _ = e.print();
                return ExitCode::SUCCESS;
            }
            // clap repeats what it was given
            let _ = io::stderr().write_all(e.to_string().split('\n').map(clean).collect::<Vec<_>>().join("\n").as_bytes());
            return ExitCode::from(Reason::Usage as u8);
        }
    };
    let usage = |e: clap::Error| Error::usage(e.to_string());
    let done = checked(&matches).and_then(|()| match matches.subcommand() {
        Some((name, own)) if panes.iter().any(|pane| pane.name() == name) => {
            Global::from_arg_matches(own).map_err(usage).and_then(|global| pane::run(&global, name, own))
        }
        _ => Cli::from_arg_matches(&matches).map_err(usage).and_then(|cli| match cli.verb {
            None => show(&cli.global, "", None),
            Some(Verb::Check { format }) => check::run(&cli.global, &format),
            Some(Verb::Diff { format }) => {
                let data = dataset(&cli.global);
                tell(&data);
                let changes = diff::changes(&data);
                match pane::format(&format)? {
                    Format::Text => print(&diff::text(&changes)),
                    format => print(&export::print(&data, "changes", &diff::table(&changes), format)),
                }
            }
            Some(Verb::Edit { place, back: true }) => edit::take_back(&cli.global, &place),
            Some(Verb::Edit { place, back: false }) => edit::run(&cli.global, &place),
            Some(Verb::Schema { settings: true, .. }) => print(&pretty(&settings::schema(), 2)),
            Some(Verb::Schema { of_override, .. }) => print(&pretty(&schema(of_override), 3)),
            Some(Verb::Paths { format }) => paths(&cli.global, pane::format(&format)?),
            Some(Verb::Explain { place, format }) => explain(&cli.global, &place, pane::format(&format)?),
            Some(Verb::Keys { format }) => {
                let app = own::bring(app(&cli.global, (80, 24))?, cli.global.looks());
                match pane::format(&format)? {
                    Format::Markdown => print(&app.keys_markdown()),
                    format => print(&export::print(app.data(), "keys", &app.keys_table(), format)),
                }
            }
            Some(Verb::Data) => {
                let data = dataset(&cli.global);
                tell(&data);
                print(&pretty(&data.merged(), 3))
            }
            Some(Verb::Next { format }) => next(&cli.global, pane::format(&format)?),
            Some(Verb::Present(present)) => present.run(&cli.global),
            Some(Verb::Shot(shot)) => shot.run(&cli.global),
        }),
    });
    match done {
        Ok(code) => ExitCode::from(code),
        Err(e) => {
            let hint = e.hint.as_ref().map(|hint| format!("\n  {}", clean(hint))).unwrap_or_default();
            let _ = writeln!(io::stderr(), "gloact: {}{hint}", clean(&e.sentence));
            ExitCode::from(e.reason as u8)
        }
    }
}

/// Flags that the verb has no use for are told all the same: a slip is not passed over.
fn checked(matches: &clap::ArgMatches) -> Result<()> {
    let (verb, own) = matches.subcommand().unwrap_or(("", matches));
    let global = Global::from_arg_matches(own).map_err(|e| Error::usage(e.to_string()))?;
    global.theme()?;
    today(&global)?;
    match (verb, &global.script) {
        ("check" | "data" | "diff" | "edit" | "explain" | "paths" | "keys" | "next" | "schema" | "shot", Some(_)) => {
            Err(Error::usage(format!("{verb} takes no --do")).hint("a pane does: gloact countries --do 'sort events down'"))
        }
        _ => Ok(()),
    }
}

fn dataset(global: &Global) -> Dataset {
    read(&global.asked())
}

/// Reads all layers, and looks through the person's own files besides.
fn read(asked: &Asked) -> Dataset {
    let mut data = Dataset::load(folders::layers(asked));
    own::look_through(&mut data);
    data
}

fn today(global: &Global) -> Result<Date> {
    match &global.today {
        None => Ok(jiff::Zoned::now().date()),
        Some(text) => text.parse().map_err(|_| Error::usage(format!("--today {text} is no day")).hint("for example --today 2018-10-12")),
    }
}

fn app(global: &Global, size: (u16, u16)) -> Result<App> {
    Ok(App::new(dataset(global), today(global)?, global.theme()?, global.glyphs(), size))
}

/// The dashboard; where stdout is no terminal, or a format is asked for, the pane's rows.
fn show(global: &Global, start: &str, format: Option<Format>) -> Result<u8> {
    let mut app = own::bring(app(global, (80, 24))?, global.looks());
    let first = app.start_pane().filter(|_| start.is_empty() && global.script.is_none()).map(|pane| format!("go {pane}"));
    let scripts = [first.as_deref(), Some(start), global.script.as_deref()];
    for script in scripts.into_iter().flatten() {
        let effect = app.run(script)?;
        effect.into_iter().for_each(|effect| app.wish_for(effect));
    }
    if format.is_some() || !io::stdout().is_terminal() {
        if app.wished().is_some() {
            return Err(Error::usage("a step of the script needs the dashboard").hint("without --format, in a terminal"));
        }
        let (tab, scene) = app.here();
        tell(scene.scope.data);
        let table = tab.table(scene);
        print(&export::print(scene.scope.data, tab.name(), &table, format.unwrap_or_default()))?;
        return Ok(if table.len == 0 { Reason::NoMatch as u8 } else { 0 });
    }
    attend(app, global, None)
}

/// Shows the dashboard, or the slides that it shows; these turn at a pace perhaps.
fn attend(mut app: App, global: &Global, pace: Option<Duration>) -> Result<u8> {
    global.place_on_screen()?;
    app.begin();
    let (looked, loaded) = (global.asked(), global.asked());
    let fresh = Fresh {
        look: Box::new(move || folders::looked_at(&looked).into_iter().map(|looked| looked.path).collect()),
        load: Box::new(move || read(&loaded)),
    };
    term::run(app, fresh, pace, global).map(code)
}

/// The exit code of a session.
fn code(end: End) -> u8 {
    match end {
        End::Quit => 0,
        End::Signal(number) => 128 + number as u8,
        End::Gone => 129,
    }
}

impl Global {
    fn glyphs(&self) -> Glyphs {
        if self.ascii { ASCII } else { UNICODE }
    }

    /// Says of a terminal that cannot place text what does without it.
    fn place_on_screen(&self) -> Result<()> {
        let sentence = "the terminal says that it is dumb (TERM): nothing can be placed on it";
        let refused = Error::new(Reason::Machine, sentence).hint("gloact PANE --format text prints a pane as text");
        if self.looks().terminal.dumb { Err(refused) } else { Ok(()) }
    }

    /// The theme that was asked for, with its colours by value, as pictures show it.
    fn theme(&self) -> Result<Theme> {
        Theme::named(self.theme.as_deref().unwrap_or("dark"))
    }

    /// What decides how the dashboard looks besides settings.
    fn looks(&self) -> Looks {
        Looks { terminal: Terminal::of(|name| std::env::var(name).ok()), theme: self.theme.clone(), ascii: self.ascii }
    }

    /// The same for pictures, which look alike wherever they are made.
    fn pictured(&self) -> Looks {
        let terminal = Terminal { truecolor: true, braille: true, ..Terminal::default() };
        Looks { terminal, theme: Some(self.theme.clone().unwrap_or_else(|| "dark".into())), ascii: self.ascii }
    }

    fn asked(&self) -> Asked {
        Asked { files: self.data.clone(), largest: self.max_bytes }
    }
}

impl Hands for Global {
    fn load(&self) -> Dataset {
        dataset(self)
    }

    fn edit(&self, data: &Dataset, place: &Place) -> Result<String> {
        edit::changed(data, place)
    }

    fn take_back(&self, place: &Place) -> Result<String> {
        edit::taken_back(place)
    }

    fn clipboard(&self, text: &str, size: &str) -> Result<(String, String)> {
        own::clipboard(text, size)
    }

    fn save(&self, name: &str, end: &str, text: &str) -> Result<String> {
        own::save(name, end, text)
    }

    fn views(&self) -> Result<Views> {
        own::views()
    }

    fn keep_view(&self, name: &str, script: Option<&str>) -> Result<Views> {
        own::keep_view(name, script)
    }

    fn keep_setting(&self, key: &str, value: Option<&serde_json::Value>) -> Result<String> {
        own::keep_setting(key, value)
    }

    fn remember(&self, app: &App) {
        own::remember(app.memory());
    }
}

/// The story of a value, as the screen tells it.
fn explain(global: &Global, place: &str, format: Format) -> Result<u8> {
    let data = dataset(global);
    let why = Why::ask(Scope { data: &data, today: today(global)? }, &Place::new(place))?;
    match format {
        Format::Json => print(&pretty(&why.json(), 1)),
        Format::Text => print(&lay(&why.detail(), EXPLAINED).text_lines().map(|line| format!("{}\n", line.trim_end())).collect::<String>()),
        _ => Err(Error::usage("a story is told as text or json").hint("--format text or --format json")),
    }
}

/// Where overrides are looked for.
fn paths(global: &Global, format: Format) -> Result<u8> {
    let looked = folders::looked_at(&global.asked());
    let heads = [("layer", "Layer"), ("path", "Path"), ("found", "Found")];
    let heads = heads.map(|(key, title)| Head { key: key.into(), title: title.into(), shown: true }).into();
    let cell = |row: usize, column: usize| {
        let Looked { layer, path, found } = &looked[row];
        let path = path.display().to_string();
        Value::Text(Cow::Owned([*layer, &*clean(&path), if *found { "yes" } else { "no" }][column].to_string()))
    };
    print(&export::print(&dataset(global), "paths", &Table { heads, len: looked.len(), cell: Box::new(cell) }, format))
}

/// What is under way, and what comes next; 1 when no source names anything.
fn next(global: &Global, format: Format) -> Result<u8> {
    let data = dataset(global);
    let scope = Scope { data: &data, today: today(global)? };
    let around = events::around(&scope);
    let rows: Vec<Row> = around.now.into_iter().chain(around.next).collect();
    if rows.is_empty() {
        return Err(Error::new(Reason::NoMatch, format!("no source names an event on or after {}", scope.today)));
    }
    print(&export::print(&data, "events", &events::LIST.rows_of(scope, &rows).table(), format))
}

/// Where there is no foot to tell it in, errors in the data are told beside the output.
fn tell(data: &Dataset) {
    for finding in data.findings.iter().filter(|finding| finding.level == Level::Error) {
        warn(&finding.line(&data.layers));
    }
}

/// Says something beside the output.
fn warn(line: &str) {
    let _ = writeln!(io::stderr(), "gloact: {line}");
}

/// Prints to stdout. A reader that has had enough is no error.
fn print(text: &str) -> Result<u8> {
    match io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Error::new(Reason::Machine, format!("the output cannot be written: {e}"))),
        _ => Ok(0),
    }
}
