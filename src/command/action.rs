//! Actions: requests to the app from keys, script steps and the command line.

/// An action requested by a key, a script step or the command line.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Close the topmost layer, or quit.
    Quit,
    /// Close the topmost layer.
    Close,
    QuitNow,
    /// Stop the program until the shell continues it.
    Suspend,
    /// Reload all files and draw the whole screen.
    Redraw,
    /// Open a picker with a query typed already.
    OpenPicker(PickerKind, String),
    Undo,
    Redo,
    /// Show the columns of these keys; without keys, the default columns.
    Columns(String),
    /// Mark the selected row, or unmark it.
    ToggleMark,
    /// Mark the rows of these paths, and no others.
    SetMarks(String),
    /// Copy something: `rows md`, `row`, `link`, `value screen`.
    Copy(String),
    /// Save the current view under a name.
    SaveBookmark(String),
    DeleteBookmark(String),
    /// Change a setting and save it: its key and value.
    Set(String),
    /// Show the programme of a name.
    ShowProgramme(String),
    /// Show letters on all visible links.
    ShowLinkHints,
    ToggleMouse,
    ShowProblems,
    ShowOverrideDiff,
    /// Show where the value of a path comes from; without a path, the focused value.
    Explain(String),
    /// Change the value of a path in the user's override, with the editor; without a path, the
    /// focused value.
    Edit(String),
    /// Show what a spreadsheet becomes: a file, and answers as on the command line.
    Import(String),
    /// Remove the user's override of a path; without a path, of the focused value.
    Revert(String),
    /// Go to a pane, a filtered list or a record.
    Go(String),
    /// Go to the pane of a number, from 1, as it was left.
    SelectPane(usize),
    /// Go to the view before.
    Back,
    /// Go to the view that `Back` left.
    Forward,
    /// Move the selection, or scroll.
    Move(Motion),
    /// Open the selected row, or follow the focused link.
    Enter,
    /// Focus the next link of a detail, or go to the next pane.
    Next,
    /// Focus the previous link of a detail, or go to the previous pane.
    Previous,
    /// Open the filter prompt.
    EditFilter,
    /// Show the rows that match.
    Filter(String),
    /// Remove the last condition of the filter.
    DropLastFilter,
    /// Show the rows that are hidden by default, or hide them.
    ToggleAll,
    /// Sort by a column: `events`, `events down`; without one, in the list's own order.
    Sort(String),
    /// Select the row of a path.
    Select(String),
    /// Show the row of a path at the top.
    ShowAtTop(String),
    /// Open the detail, with its link of this number focused.
    OpenDetail(String),
    /// Show the line of this number at the top of the detail.
    ScrollDetail(String),
    /// Scroll an open text to the next line with these words; without words, those of the last
    /// search.
    SearchText(String),
    /// The same, to the previous line.
    SearchTextBack(String),
    GoToToday,
    /// Present a deck: of the programme, a path, the view, or the user's; without a name, choose
    /// one.
    Present(String),
    /// A command of one pane.
    Pane(PaneAction),
    /// A command of a slide.
    Slide(SlideAction),
}

/// The commands of single panes. Texts are arguments as they are typed.
#[derive(Clone, Debug, PartialEq)]
pub enum PaneAction {
    /// Compare two phases in the matrix.
    Compare(String),
    /// Set the rows and columns of the matrix.
    Axes(String),
    /// Show a phase in the matrix, the next one, or all.
    Phase(String),
    PreviousPhase,
    /// Show percentages in the matrix.
    Share(String),
    /// Show events or money in the matrix.
    Measure(String),
    /// Show or hide gaps and overlaps in the matrix.
    ToggleGaps,
    /// Move the cursor of the matrix to a row and column.
    Cell(String),
    ZoomIn,
    ZoomOut,
    PanEarlier,
    PanLater,
    /// Set what a lane of the timeline stands for.
    Lanes(String),
    /// Show a number of days from a day on the timeline.
    ShowDays(String),
    /// Move to the axis of the timeline, or to one of its lanes.
    FocusAxis(String),
    /// Show a region on the map, or the next one.
    Region(String),
}

#[derive(Clone, Debug, PartialEq)]
pub enum SlideAction {
    NextStep,
    PreviousStep,
    /// Go to the slide of a number, at a step.
    GoTo(String),
    /// Blank the screen until the next key.
    Blank,
    ToggleContacts,
    /// Enter the view that the slide shows.
    EnterView,
}

/// A list to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickerKind {
    Find,
    Commands,
    Help,
    History,
    Facets,
    Sort,
    Columns,
    Bookmarks,
    Decks,
    Slides,
    Settings,
    Copy,
    Programmes,
    /// The file of an import.
    ImportFile,
    /// The kind of the records of the open import.
    ImportKind,
    /// The field of a column of the open import.
    ImportField,
    /// The answer to a question of the open import.
    ImportAnswer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    /// Half a page up.
    HalfUp,
    /// Half a page down.
    HalfDown,
    First,
    Last,
}
