//! The keys that matter where somebody is: of the screen, of the delegation's card, of what lies over it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::app::{Model, Screen};
use super::super::command::{Action, Binding, in_scope};
use super::super::forms::Purpose;
use super::super::overlay::{Overlay, Yes};
use super::{put, width};
use crate::exchange::preview::{Line, Preview};
use crate::text::{Text, preview as words};
use crate::theme;

/// The keys that matter here; the same table that dispatches them.
pub(super) fn footer(model: &Model, buf: &mut Buffer, area: Rect) {
    let y = area.bottom() - 1;
    let mut keys: Vec<(String, String)> = match model.overlays.last() {
        None if model.desk.line.is_empty() && members_open(model) => member_keys(model),
        None if model.screen == Screen::Data => {
            let t = model.text;
            let mut keys = vec![
                (t.k_arrows.to_owned(), t.k_choose.to_owned()),
                ("Enter".to_owned(), t.k_do.to_owned()),
            ];
            let rest = in_scope(model.scope()).filter(|b| b.footer);
            keys.extend(rest.filter_map(|b| Some((b.key?.label(), (b.name)(t).to_owned()))));
            keys
        }
        None => in_scope(model.scope())
            .filter(|b| b.footer)
            .filter_map(|b| Some((b.key?.label(), name_of(model, b).to_owned())))
            .collect(),
        Some(overlay) => overlay_keys(model, overlay),
    };
    // Where not all fit, the way out (help at the desk, Esc elsewhere) stays.
    let room = |keys: &[(String, String)]| -> u16 {
        keys.iter().map(|(k, n)| width(k) + width(n) + 3).sum()
    };
    while keys.len() > 2 && room(&keys) > area.width + 1 {
        let (quit, edit) = (Action::Quit, Action::EditPerson);
        let labels = [quit, edit].map(|a| label_of(model, a));
        let spare = labels
            .iter()
            .find_map(|l| keys.iter().position(|(k, _)| k == l));
        let desk = model.overlays.is_empty();
        let at = spare.filter(|_| desk).unwrap_or(keys.len() - 2);
        keys.remove(at);
    }
    let mut x = area.x + 1;
    for (key, name) in keys {
        x = put(buf, x, y, area.width, &key, theme::key()) + 1;
        x = put(buf, x, y, area.width, &name, Style::new()) + 2;
    }
}

pub(super) fn members_open(model: &Model) -> bool {
    model.screen == Screen::Desk && model.desk.members.is_some()
}

/// The keys of the delegation's card.
pub(super) fn member_keys(model: &Model) -> Vec<(String, String)> {
    let t = model.text;
    [
        ("Enter", check_in(model)),
        ("A", t.desk.k_all),
        ("G", t.desk.k_substitute),
        ("Ctrl+Z", t.a_undo),
        ("Esc", t.k_close),
    ]
    .map(|(key, name)| (key.to_owned(), name.to_owned()))
    .into()
}

/// What Enter does on this desk's list.
fn check_in(model: &Model) -> &'static str {
    if model.hands_out() {
        model.text.desk.a_hand_out
    } else {
        model.text.a_check_in
    }
}

fn name_of(model: &Model, binding: &Binding) -> &'static str {
    match binding.action {
        Action::CheckIn => check_in(model),
        _ => (binding.name)(model.text),
    }
}

fn label_of(model: &Model, action: Action) -> String {
    in_scope(model.scope())
        .find(|b| b.action == action)
        .and_then(|b| b.key)
        .map(|k| k.label())
        .unwrap_or_default()
}

/// The keys of an import's preview.
fn preview_keys<'t>(t: &'t Text, preview: &Preview) -> Vec<(&'t str, &'t str)> {
    let line = preview.line(preview.selected);
    let keys = [
        ("T", t.k_apply, preview.changes()),
        ("Enter", t.k_answer, matches!(line, Some(Line::Ask(..)))),
        (
            "Enter",
            words::k_answer_again(t.lang),
            matches!(line, Some(Line::Answered(..))),
        ),
        (
            words::k_space(t.lang),
            words::k_sheet(t.lang),
            matches!(line, Some(Line::Sheet(_, sheet)) if sheet.is_taken().is_some()),
        ),
        (
            "K",
            words::k_columns(t.lang),
            preview.is_pointable() || preview.unread.is_none(),
        ),
        ("E", t.k_export, !preview.to_mend().is_empty()),
        ("↑↓", t.k_choose, preview.lines() > 1),
        ("Esc", t.k_cancel, true),
    ];
    let keys = keys.into_iter().filter(|(_, _, works)| *works);
    keys.map(|(key, word, _)| (key, word)).collect()
}

/// The keys of an overlay; those that would do nothing now are left out.
pub(super) fn overlay_keys(model: &Model, overlay: &Overlay) -> Vec<(String, String)> {
    let t = model.text;
    let keys: Vec<(&str, &str)> = match overlay {
        Overlay::Help { .. } | Overlay::Page { .. } => {
            vec![("↑↓", t.k_scroll), ("Esc", t.k_close)]
        }
        Overlay::Palette { .. } => {
            vec![("Enter", t.k_do), ("↑↓", t.k_choose), ("Esc", t.k_close)]
        }
        Overlay::Form(open) if open.form.rows.len() == 1 => {
            vec![("Enter", t.k_save), ("Esc", t.k_cancel)]
        }
        Overlay::Form(open) => {
            let mut keys = vec![
                ("Tab", t.k_next),
                ("Ctrl+S", t.k_save),
                ("→", t.k_accept),
                ("Esc", t.k_cancel),
            ];
            // Only villages, groups and offices are proposed.
            let proposes = matches!(
                open.purpose,
                Purpose::NewPerson | Purpose::Person(_) | Purpose::WalkIn
            );
            keys.retain(|(key, _)| proposes || *key != "→");
            keys
        }
        Overlay::Files { .. } => {
            vec![("Enter", t.k_read), ("↑↓", t.k_choose), ("Esc", t.k_cancel)]
        }
        Overlay::Reading { .. } => vec![("Esc", t.k_cancel)],
        Overlay::Preview(preview) => preview_keys(t, preview),
        Overlay::Confirm { verb, yes, .. } => match **yes {
            Yes::Submit(..) => vec![("Y", verb), ("Esc", t.k_leave)],
            Yes::Open(_) | Yes::Badge(_) => vec![("Enter", verb), ("Esc", t.k_leave)],
        },
        Overlay::Why(why) => {
            let page = if why.by_month {
                t.board.k_card
            } else {
                t.board.k_months
            };
            let mut keys = vec![("Enter", page), ("T", t.board.a_show)];
            if model.can_test_firmness(why) {
                keys.push(("H", t.board.k_firm));
            }
            keys.extend([("↑↓", t.k_scroll), ("Esc", t.k_close)]);
            keys
        }
        Overlay::Signatures(_) => vec![
            ("Enter", t.k_save),
            ("↑↓", t.k_choose),
            (t.closing.k_space, t.closing.k_toggle),
            ("Esc", t.k_cancel),
        ],
        Overlay::ScannerCheck(open) if open.check.report().is_some() => {
            vec![("Enter", t.scanner.k_again), ("Esc", t.k_close)]
        }
        Overlay::ScannerCheck(_) => vec![("Esc", t.k_close)],
        Overlay::Pin(dialog) => vec![("Enter", dialog.enter(t)), ("Esc", t.k_cancel)],
        Overlay::Rules { .. } => vec![
            ("Enter", t.rules.k_edit),
            ("K", t.rules.k_lock),
            ("I", t.rules.k_import),
            ("X", t.rules.k_export),
            ("P", t.rules.k_print),
            ("Esc", t.k_close),
        ],
        Overlay::RulesChange(_) => vec![("T", t.rules.k_apply), ("Esc", t.k_back)],
        Overlay::Lists { .. } => {
            vec![("Enter", t.k_take), ("1-9", t.k_take), ("Esc", t.k_cancel)]
        }
        Overlay::Columns(open) if open.field.is_some() => {
            vec![("Enter", t.k_take), ("↑↓", t.k_choose), ("Esc", t.k_back)]
        }
        Overlay::Columns(_) => {
            let sides = (words::k_sides(t.lang), words::k_other_sheet(t.lang));
            let several = model.preview().is_some_and(|p| p.sheets.len() > 1);
            let mut keys = vec![("Enter", words::k_meaning(t.lang)), ("↑↓", t.k_choose)];
            keys.extend(several.then_some(sides));
            keys.push(("Esc", t.k_back));
            keys
        }
        Overlay::Choose { .. } => vec![("1-9", t.k_take), ("Enter", t.k_take), ("Esc", t.k_back)],
    };
    keys.iter()
        // Arrows as words: the old Windows console has no arrow characters in every font.
        .map(|(k, name)| {
            (
                k.replace("↑↓", t.k_arrows).replace('→', t.k_right),
                (*name).to_owned(),
            )
        })
        .collect()
}
