//! The one table of commands: it drives the dispatch, the footer, the `?` help, the palette and the
//! README's key table. A binding exists once.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::text::Text;

/// What an operator can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Help for this screen.
    Help,
    /// To the desk.
    Desk,
    /// To the board.
    Board,
    /// Why the chosen library stands where it stands.
    Why,
    /// Order the board by something else.
    SortBoard,
    /// Only the next sub-district.
    Subdistrict,
    /// Only the next zone.
    Zone,
    /// Only newcomers.
    Newcomers,
    /// Find a library on the board.
    FindLibrary,
    /// The board as the hall sees it.
    AsPublic,
    /// Show the chosen library in the hall.
    ShowLibrary,
    /// Compare the board with a spreadsheet.
    CompareBoard,
    /// To data and import.
    Data,
    /// Leave the program.
    Quit,
    /// The command palette.
    Palette,
    /// Undo this station's last action.
    Undo,
    /// Record the chosen person's arrival.
    CheckIn,
    /// Add a walk-in.
    AddPerson,
    /// Add an invited person who is not there yet.
    AddInvited,
    /// Somebody comes in the chosen person's place.
    Substitute,
    /// Choose on which list this desk records.
    ChooseList,
    /// Correct the chosen person.
    EditPerson,
    /// Take the chosen person's arrival back.
    Withdraw,
    /// Cancel or restore the chosen person's invitation.
    Cancel,
    /// Issue a new code to the chosen person.
    Reissue,
    /// Empty the line, close what is open.
    Back,
    /// Import people.
    ImportPeople,
    /// Import libraries.
    ImportLibraries,
    /// Replace the list of villages.
    ImportVillages,
    /// Type one library's numbers of one month.
    TypeFigures,
    /// Import numbers by library and month.
    ImportAchievements,
    /// Import totals by library.
    ImportTotals,
    /// Write an empty form.
    EmptyForm,
    /// Write all codes to a file.
    ExportCodes,
    /// Back the meeting up now.
    Backup,
    /// Choose the directory of the automatic backup.
    BackupDirectory,
    /// Change title, date, place, zone, organiser.
    Describe,
    /// Change station and operator.
    Operator,
    /// Check the chain.
    Verify,
    /// Who is not there yet.
    Missing,
    /// The same with phone numbers.
    MissingPhones,
    /// Write a paper.
    Print,
    /// Close this desk's list.
    CloseList,
    /// Enter the signatures of a page.
    Signatures,
    /// Hold paper against record.
    Reconcile,
    /// Add a list.
    AddList,
    /// Take numbers for this station.
    Numbers,
    /// Check the scanner.
    ScannerCheck,
    /// To the guests of honour.
    Protocol,
    /// Answer the chosen call, or check the chosen guest of honour in.
    Answer,
    /// Check the chosen guest of honour in.
    Greet,
    /// Call the protocol to this desk.
    CallProtocol,
    /// To the hall's screen.
    Hall,
    /// Show the next scene.
    HallNext,
    /// Show the scene before.
    HallBack,
    /// Show the chosen scene.
    HallShow,
    /// Make the hall black, or uncover it.
    HallBlank,
    /// Cover the hall with the logo, or uncover it.
    HallLogo,
    /// Put a message over the scene, or take it away.
    HallMessage,
    /// Let the hall keep its picture, or go on.
    HallHold,
    /// Show the test card.
    HallTest,
    /// Open the projector.
    OpenProjector,
    /// Drop displays that have fallen silent.
    ForgetDisplays,
    /// How the hall speaks and looks.
    HallSettings,
    /// Set, change or remove the supervisor's PIN.
    SetPin,
    /// To the rules of the board.
    Rules,
    /// What is kept from the hall.
    Seal,
    /// Give the supervisor's mode up.
    EndSupervisor,
    /// Undo the last undo of this station.
    Redo,
    /// Lock the screen.
    Lock,
}

/// Where a binding holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// On every screen.
    Everywhere,
    /// At the desk.
    Desk,
    /// In data and import.
    Data,
    /// At the guests of honour.
    Protocol,
    /// At the board.
    Board,
    /// At the hall.
    Hall,
}

/// One line of the table.
#[derive(Clone, Copy)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// Where it holds.
    pub scope: Scope,
    /// Its key; none: palette and menu only.
    pub key: Option<Key>,
    /// Its short name.
    pub name: fn(&Text) -> &'static str,
    /// What it does, in one sentence.
    pub help: fn(&Text) -> &'static str,
    /// Shown in the footer.
    pub footer: bool,
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub KeyModifiers, pub KeyCode);

impl Key {
    const fn plain(code: KeyCode) -> Key {
        Key(KeyModifiers::NONE, code)
    }

    const fn ctrl(c: char) -> Key {
        Key(KeyModifiers::CONTROL, KeyCode::Char(c))
    }

    /// Is this the key that was pressed?
    pub fn is(&self, event: &KeyEvent) -> bool {
        let code = match event.code {
            KeyCode::Char(c) => KeyCode::Char(c.to_ascii_lowercase()),
            code => code,
        };
        let ctrl = |m: KeyModifiers| m.contains(KeyModifiers::CONTROL);
        code == self.1
            && event.modifiers.contains(self.0)
            // A letter with Ctrl is another key than the letter.
            && (ctrl(event.modifiers) == ctrl(self.0) || !matches!(code, KeyCode::Char(_)))
            && !event.modifiers.contains(KeyModifiers::ALT)
    }

    /// The key as people read it: `F8`, `Ctrl+Z`, `Enter`.
    pub fn label(&self) -> String {
        let code = match self.1 {
            KeyCode::Char(c) => c.to_ascii_uppercase().to_string(),
            KeyCode::F(n) => format!("F{n}"),
            KeyCode::Enter => "Enter".to_owned(),
            KeyCode::Esc => "Esc".to_owned(),
            KeyCode::Delete => "Del".to_owned(),
            other => other.to_string(),
        };
        if self.0.contains(KeyModifiers::CONTROL) {
            format!("Ctrl+{code}")
        } else {
            code
        }
    }
}

/// Every command. Function keys switch jobs everywhere; F4 and F5 belong to jobs that come later.
#[rustfmt::skip]
pub const TABLE: &[Binding] = &[
    line(Action::CheckIn,  Scope::Desk, Some(Key::plain(KeyCode::Enter)), |t| t.a_check_in, |t| t.h_check_in, true),
    line(Action::AddPerson, Scope::Desk, Some(Key::plain(KeyCode::F(8))), |t| t.a_add, |t| t.h_add, true),
    line(Action::Substitute, Scope::Desk, Some(Key::ctrl('t')), |t| t.desk.a_substitute, |t| t.desk.h_substitute, false),
    line(Action::ChooseList, Scope::Desk, Some(Key::ctrl('o')), |t| t.desk.a_list, |t| t.desk.h_list, false),
    line(Action::Missing, Scope::Desk, Some(Key::ctrl('k')), |t| t.desk.a_missing, |t| t.desk.h_missing, false),
    line(Action::EditPerson, Scope::Desk, Some(Key::plain(KeyCode::F(9))), |t| t.a_edit, |t| t.h_edit, true),
    line(Action::Answer, Scope::Protocol, Some(Key::plain(KeyCode::Enter)), |t| t.protocol.a_answer, |t| t.protocol.h_answer, true),
    line(Action::Greet, Scope::Protocol, Some(Key::plain(KeyCode::Char('h'))), |t| t.protocol.a_greet, |t| t.protocol.h_greet, true),
    line(Action::Why, Scope::Board, Some(Key::plain(KeyCode::Enter)), |t| t.board.a_why, |t| t.board.h_why, true),
    line(Action::SortBoard, Scope::Board, Some(Key::plain(KeyCode::Char('s'))), |t| t.board.a_sort, |t| t.board.h_sort, true),
    line(Action::FindLibrary, Scope::Board, Some(Key::plain(KeyCode::Char('/'))), |t| t.board.a_find, |t| t.board.h_find, false),
    line(Action::Subdistrict, Scope::Board, Some(Key::plain(KeyCode::Char('k'))), |t| t.board.a_subdistrict, |t| t.board.h_subdistrict, true),
    line(Action::Zone, Scope::Board, Some(Key::plain(KeyCode::Char('z'))), |t| t.board.a_zone, |t| t.board.h_zone, true),
    line(Action::Newcomers, Scope::Board, Some(Key::plain(KeyCode::Char('n'))), |t| t.board.a_newcomers, |t| t.board.h_newcomers, false),
    line(Action::AsPublic, Scope::Board, Some(Key::plain(KeyCode::Char('p'))), |t| t.board.a_public, |t| t.board.h_public, true),
    line(Action::ShowLibrary, Scope::Board, Some(Key::plain(KeyCode::Char('t'))), |t| t.board.a_show, |t| t.board.h_show, true),
    line(Action::CompareBoard, Scope::Board, Some(Key::plain(KeyCode::Char('b'))), |t| t.board.a_compare, |t| t.board.h_compare, false),
    line(Action::Seal, Scope::Board, Some(Key::plain(KeyCode::Char('g'))), |t| t.seal.a_seal, |t| t.seal.h_seal, false),
    line(Action::Rules, Scope::Board, Some(Key::plain(KeyCode::Char('a'))), |t| t.rules.a_rules, |t| t.rules.h_rules, false),
    line(Action::HallNext, Scope::Hall, Some(Key::plain(KeyCode::Char('n'))), |t| t.stage.a_next, |t| t.stage.h_next, true),
    line(Action::HallBack, Scope::Hall, Some(Key::plain(KeyCode::Char('p'))), |t| t.stage.a_back, |t| t.stage.h_back, false),
    line(Action::HallShow, Scope::Hall, Some(Key::plain(KeyCode::Enter)), |t| t.stage.a_show, |t| t.stage.h_show, true),
    line(Action::HallBlank, Scope::Hall, Some(Key::plain(KeyCode::Char('b'))), |t| t.stage.a_blank, |t| t.stage.h_blank, true),
    line(Action::HallLogo, Scope::Hall, Some(Key::plain(KeyCode::Char('l'))), |t| t.stage.a_logo, |t| t.stage.h_logo, true),
    line(Action::HallMessage, Scope::Hall, Some(Key::plain(KeyCode::Char('m'))), |t| t.stage.a_message, |t| t.stage.h_message, true),
    line(Action::HallHold, Scope::Hall, Some(Key::plain(KeyCode::Char('h'))), |t| t.stage.a_hold, |t| t.stage.h_hold, true),
    line(Action::HallTest, Scope::Hall, Some(Key::plain(KeyCode::Char('u'))), |t| t.stage.a_test, |t| t.stage.h_test, false),
    line(Action::OpenProjector, Scope::Hall, Some(Key::plain(KeyCode::Char('o'))), |t| t.stage.a_open, |t| t.stage.h_open, true),
    line(Action::HallSettings, Scope::Hall, Some(Key::plain(KeyCode::Char('s'))), |t| t.stage.a_settings, |t| t.stage.h_settings, false),
    line(Action::ForgetDisplays, Scope::Hall, Some(Key::plain(KeyCode::Delete)), |t| t.stage.a_forget, |t| t.stage.h_forget, false),
    line(Action::Undo, Scope::Everywhere, Some(Key::ctrl('z')), |t| t.a_undo, |t| t.h_undo, true),
    line(Action::Redo, Scope::Everywhere, Some(Key::ctrl('y')), |t| t.undo.a_redo, |t| t.undo.h_redo, false),
    line(Action::Withdraw, Scope::Desk, Some(Key::ctrl('d')), |t| t.a_withdraw, |t| t.h_withdraw, false),
    line(Action::Cancel, Scope::Desk, Some(Key::ctrl('x')), |t| t.a_cancel, |t| t.h_cancel, false),
    line(Action::Reissue, Scope::Desk, Some(Key::ctrl('r')), |t| t.a_reissue, |t| t.h_reissue, false),
    line(Action::MissingPhones, Scope::Desk, None, |t| t.desk.a_missing_phones, |t| t.desk.h_missing_phones, false),
    line(Action::CallProtocol, Scope::Desk, None, |t| t.protocol.a_call, |t| t.protocol.h_call, false),
    line(Action::Back, Scope::Everywhere, Some(Key::plain(KeyCode::Esc)), |t| t.a_back, |t| t.h_back, false),
    line(Action::ImportPeople, Scope::Data, None, |t| t.a_import_people, |t| t.h_import_people, false),
    line(Action::ImportLibraries, Scope::Data, None, |t| t.a_import_libraries, |t| t.h_import_libraries, false),
    line(Action::ImportVillages, Scope::Data, None, |t| t.a_import_villages, |t| t.h_import_villages, false),
    line(Action::ImportAchievements, Scope::Data, None, |t| t.figures.a_import_achievements, |t| t.figures.h_import_achievements, false),
    line(Action::ImportTotals, Scope::Data, None, |t| t.figures.a_import_totals, |t| t.figures.h_import_totals, false),
    line(Action::TypeFigures, Scope::Data, None, |t| t.typing.a_type, |t| t.typing.h_type, false),
    line(Action::ExportCodes, Scope::Data, None, |t| t.a_export_codes, |t| t.h_export_codes, false),
    line(Action::Backup, Scope::Data, None, |t| t.a_backup, |t| t.h_backup, false),
    line(Action::BackupDirectory, Scope::Data, None, |t| t.a_backup_directory, |t| t.h_backup_directory, false),
    line(Action::Describe, Scope::Data, None, |t| t.a_describe, |t| t.h_describe, false),
    line(Action::Operator, Scope::Data, None, |t| t.a_operator, |t| t.h_operator, false),
    line(Action::Verify, Scope::Data, None, |t| t.a_verify, |t| t.h_verify, false),
    line(Action::AddInvited, Scope::Data, None, |t| t.desk.a_invited, |t| t.desk.h_invited, false),
    line(Action::ScannerCheck, Scope::Data, None, |t| t.scanner.a_check, |t| t.scanner.h_check, false),
    line(Action::Print, Scope::Data, None, |t| t.print.a_print, |t| t.print.h_print, false),
    line(Action::CloseList, Scope::Data, None, |t| t.closing.a_close, |t| t.closing.h_close, false),
    line(Action::Signatures, Scope::Data, None, |t| t.closing.a_signatures, |t| t.closing.h_signatures, false),
    line(Action::Reconcile, Scope::Data, None, |t| t.closing.a_reconcile, |t| t.closing.h_reconcile, false),
    line(Action::AddList, Scope::Data, None, |t| t.closing.a_list, |t| t.closing.h_list, false),
    line(Action::Numbers, Scope::Data, None, |t| t.closing.a_numbers, |t| t.closing.h_numbers, false),
    line(Action::SetPin, Scope::Data, None, |t| t.supervisor.a_pin, |t| t.supervisor.h_pin, false),
    line(Action::EmptyForm, Scope::Data, None, |t| t.form.a_form, |t| t.form.h_form, false),
    line(Action::Desk, Scope::Everywhere, Some(Key::plain(KeyCode::F(2))), |t| t.a_desk, |t| t.h_desk, false),
    line(Action::Board, Scope::Everywhere, Some(Key::plain(KeyCode::F(3))), |t| t.board.a_screen, |t| t.board.h_screen, false),
    line(Action::Hall, Scope::Everywhere, Some(Key::plain(KeyCode::F(6))), |t| t.stage.a_screen, |t| t.stage.h_screen, false),
    line(Action::Data, Scope::Everywhere, Some(Key::plain(KeyCode::F(7))), |t| t.a_data, |t| t.h_data, false),
    line(Action::Protocol, Scope::Everywhere, Some(Key::ctrl('g')), |t| t.protocol.a_screen, |t| t.protocol.h_screen, false),
    line(Action::Lock, Scope::Everywhere, Some(Key::plain(KeyCode::F(12))), |t| t.supervisor.a_lock, |t| t.supervisor.h_lock, false),
    line(Action::EndSupervisor, Scope::Everywhere, None, |t| t.supervisor.a_end, |t| t.supervisor.h_end, false),
    line(Action::Palette, Scope::Everywhere, Some(Key::ctrl('p')), |t| t.a_palette, |t| t.h_palette, false),
    line(Action::Help, Scope::Everywhere, Some(Key::plain(KeyCode::F(1))), |t| t.a_help, |t| t.h_help, true),
    line(Action::Quit, Scope::Everywhere, Some(Key::plain(KeyCode::F(10))), |t| t.a_quit, |t| t.h_quit, true),
];

const fn line(
    action: Action,
    scope: Scope,
    key: Option<Key>,
    name: fn(&Text) -> &'static str,
    help: fn(&Text) -> &'static str,
    footer: bool,
) -> Binding {
    Binding {
        action,
        scope,
        key,
        name,
        help,
        footer,
    }
}

/// The action of a key in a scope.
pub fn action(scope: Scope, event: &KeyEvent) -> Option<Action> {
    TABLE
        .iter()
        .filter(|b| b.scope == Scope::Everywhere || b.scope == scope)
        .find(|b| b.key.is_some_and(|k| k.is(event)))
        .map(|b| b.action)
}

/// The keys as rows of a Markdown table, for the README: key, name, what it does. Commands without a
/// key of their own are lines of the data screen's menu and stand with their key there, or are found
/// by their name in the palette.
pub fn key_table(text: &Text) -> String {
    let mut line = 0;
    let row = |binding: &Binding| {
        let key = match (binding.key, binding.scope) {
            (None, Scope::Data) => {
                line += 1;
                let key = menu_key(line - 1);
                format!("{} {key}", Key::plain(KeyCode::F(7)).label())
            }
            (
                None,
                Scope::Everywhere | Scope::Desk | Scope::Protocol | Scope::Board | Scope::Hall,
            ) => {
                format!("{} {}", Key::ctrl('p').label(), (binding.name)(text))
            }
            (Some(key), Scope::Board) => {
                format!("{} {}", Key::plain(KeyCode::F(3)).label(), key.label())
            }
            (Some(key), Scope::Protocol) => format!("{} {}", Key::ctrl('g').label(), key.label()),
            (Some(key), Scope::Hall) => {
                format!("{} {}", Key::plain(KeyCode::F(6)).label(), key.label())
            }
            (Some(key), Scope::Everywhere | Scope::Desk | Scope::Data) => key.label(),
        };
        // A bar would end the cell.
        let cell = |words: &str| words.replace('|', "\\|");
        let (name, help) = ((binding.name)(text), (binding.help)(text));
        format!("| `{key}` | {} | {} |\n", cell(name), cell(help))
    };
    TABLE.iter().map(row).collect()
}

/// The key of a line of the data screen's menu, counted from 0: `1` to `9`, then letters.
pub fn menu_key(line: usize) -> char {
    let keys = ('1'..='9').chain('a'..='z');
    keys.into_iter().nth(line).unwrap_or(' ')
}

/// The bindings that hold in a scope.
pub fn in_scope(scope: Scope) -> impl Iterator<Item = &'static Binding> {
    TABLE
        .iter()
        .filter(move |b| b.scope == Scope::Everywhere || b.scope == scope)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn one_key_has_one_meaning_on_a_screen() {
        for scope in [
            Scope::Desk,
            Scope::Data,
            Scope::Protocol,
            Scope::Board,
            Scope::Hall,
        ] {
            let keys: Vec<Key> = in_scope(scope).filter_map(|b| b.key).collect();
            for (i, key) in keys.iter().enumerate() {
                assert!(!keys[..i].contains(key), "{} twice", key.label());
            }
        }
    }

    #[test]
    fn the_key_table_has_one_row_of_three_cells_for_every_command() {
        for lang in [Lang::Id, Lang::En] {
            let table = key_table(lang.text());
            assert_eq!(table.lines().count(), TABLE.len());
            let mut keys = Vec::new();
            for (row, binding) in table.lines().zip(TABLE) {
                let cells: Vec<&str> = row.split(" | ").collect();
                let [key, name, help] = cells[..] else {
                    panic!("{row}");
                };
                assert!(key.starts_with("| `") && key.ends_with('`'), "{row}");
                assert_eq!(name, (binding.name)(lang.text()));
                assert_eq!(help.strip_suffix(" |"), Some((binding.help)(lang.text())));
                assert!(!keys.contains(&key), "{key} twice");
                keys.push(key);
            }
            assert!(table.contains("| `F8` | "));
            assert!(
                table.contains("| `F7 1` | "),
                "the first line of the data screen"
            );
        }
    }

    #[test]
    fn every_action_stands_once() {
        for (i, binding) in TABLE.iter().enumerate() {
            assert!(TABLE[..i].iter().all(|b| b.action != binding.action));
        }
    }

    #[test]
    fn keys_are_written_as_people_read_them() {
        let labels: Vec<String> = TABLE
            .iter()
            .filter_map(|b| b.key)
            .map(|k| k.label())
            .collect();
        for expected in ["Enter", "F8", "Ctrl+Z", "Esc", "F10"] {
            assert!(labels.iter().any(|l| l == expected), "{expected}");
        }
    }
}
