//! Home, End, gg and G move the selection in every pane.

use crate::fixture_app;
use crate::support::dashboard::press;
use gloact::pane;

#[test]
fn the_selection_goes_to_both_ends_and_back() {
    for name in pane::all().iter().map(|pane| pane.name()) {
        let size = (80, 24);
        let mut app = fixture_app(size, false, &format!("go {name}"));
        let focus = |app: &gloact::app::App| {
            let (pane, context) = app.current_pane();
            pane.focused_path(context)
        };
        press(&mut app, "home");
        let first = focus(&app);
        for keys in ["end", "G"] {
            press(&mut app, keys);
            assert_ne!(focus(&app), first, "{name} {keys}");
            press(&mut app, "g g");
            assert_eq!(focus(&app), first, "{name} {keys}");
        }
    }
}
