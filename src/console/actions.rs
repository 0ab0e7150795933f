//! The actions of the command table: when each can be done, and what it does.

use crossterm::event::{KeyCode, KeyEvent};

use super::app::{Effect, Leaving, Level, Model, Screen};
use super::command::{self, Action, Scope};
use super::overlay::Overlay;
use crate::exchange::preview::ImportKind;
use crate::meeting::command::Role;
use crate::meeting::hall::Cover;
use crate::meeting::id::ListId;

impl Model {
    /// The scope of the keys.
    pub fn scope(&self) -> Scope {
        match self.screen {
            Screen::Desk => Scope::Desk,
            Screen::Data => Scope::Data,
            Screen::Protocol => Scope::Protocol,
            Screen::Board => Scope::Board,
            Screen::Hall => Scope::Hall,
        }
    }

    /// Why an action cannot be done now; `None` where it can.
    pub fn unavailable(&self, action: Action) -> Option<&'static str> {
        let t = self.text;
        let chosen = self.desk.chosen();
        let meeting = self.session.meeting();
        let person = chosen.and_then(|id| meeting.person(id));
        match action {
            // What the hall has seen is not unseen, and a number typed before is not meant here.
            Action::Undo | Action::Redo if self.screen == Screen::Hall => Some(t.stage.no_undo),
            Action::Undo if self.last_act().is_none() => Some(t.nothing_to_undo),
            Action::Redo if self.last_undone().is_none() => Some(t.undo.nothing_to_redo),
            // A number that may have been meant for a card's row is marked first.
            Action::CheckIn if self.desk.ambiguous_choice() && !self.marks_number() => {
                Some(t.choose_first)
            }
            Action::EditPerson
            | Action::Withdraw
            | Action::Cancel
            | Action::Reissue
            | Action::Substitute
                if person.is_none() =>
            {
                Some(t.choose_first)
            }
            Action::Withdraw if person.is_some_and(|p| p.arrival(&self.list).is_none()) => {
                Some(if self.hands_out() {
                    t.desk.not_received
                } else {
                    t.not_present
                })
            }
            Action::Cancel if person.is_some_and(|p| p.arrival(&ListId::main()).is_some()) => {
                Some(t.present_already)
            }
            Action::EndSupervisor if self.role() == Role::Officer => {
                Some(t.supervisor.not_supervisor)
            }
            Action::CloseList if meeting.closing(&self.list).is_some() => {
                Some(t.closing.closed_already)
            }
            Action::Print | Action::ExportCodes if meeting.people().is_empty() => {
                Some(t.nobody_yet)
            }
            Action::Why | Action::ShowLibrary
                if self.board.board().is_some() && self.board.is_empty() =>
            {
                Some(t.board.choose)
            }
            Action::ShowLibrary if self.board.board().is_none() => Some(t.board.choose),
            Action::ForgetDisplays if !self.hall.displays.iter().any(|d| d.stale) => {
                Some(t.stage.none_silent)
            }
            Action::Backup if meeting.backup_directory().is_none() => Some(t.no_backup_directory),
            action => (self.read_only.is_some() && writes(action)).then_some(t.read_only_short),
        }
    }

    /// Does an action, or says why not.
    pub(super) fn act(&mut self, action: Action) {
        if let Some(why) = self.unavailable(action) {
            let words = match action {
                Action::CheckIn if self.desk.ambiguous_choice() => self.why_waits(),
                _ => super::view::capital(why),
            };
            return self.say(Level::Note, words);
        }
        if self.is_locked() || self.asks_pin(action) {
            return;
        }
        let chosen = self.desk.chosen();
        match action {
            Action::Help => self.overlays.push(Overlay::Help { scroll: 0 }),
            Action::Desk => self.screen = Screen::Desk,
            Action::Board => self.open_board(),
            Action::Why => self.open_why(),
            Action::SortBoard => self.sort_board(),
            Action::Subdistrict => self.next_subdistrict(),
            Action::Zone => self.next_zone(),
            Action::Newcomers => self.toggle_newcomers(),
            Action::FindLibrary => self.find_library(),
            Action::AsPublic => self.toggle_public(),
            Action::ShowLibrary => self.show_library(),
            Action::CompareBoard => self.open_compare(),
            Action::Data => self.screen = Screen::Data,
            Action::Palette => self.overlays.push(Overlay::palette()),
            Action::Quit => self.quit(),
            Action::Back => self.back(),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::CheckIn => self.check_in_chosen(),
            Action::AddPerson => self.open_walk_in(),
            Action::AddInvited => self.open_new_person(),
            Action::Substitute => {
                if let Some(person) = chosen {
                    self.open_substitute(person);
                }
            }
            Action::ChooseList => self.open_lists(),
            Action::EditPerson => self.open_chosen_person(),
            Action::Withdraw => self.withdraw_chosen(),
            Action::Cancel => chosen.into_iter().for_each(|id| self.open_cancel(id)),
            Action::Reissue => chosen.into_iter().for_each(|id| self.open_reissue(id)),
            Action::ImportPeople => self.open_import(ImportKind::People),
            Action::ImportLibraries => self.open_import(ImportKind::Libraries),
            Action::ImportVillages => self.open_import(ImportKind::Villages),
            Action::TypeFigures => self.open_figures(None),
            Action::ImportAchievements => self.open_import(ImportKind::Achievements),
            Action::ImportTotals => self.open_import(ImportKind::Totals),
            Action::ExportCodes => self.export_codes(),
            Action::EmptyForm => self.open_empty_form(),
            Action::Backup => self.back_up_now(),
            Action::BackupDirectory => self.open_backup_directory(),
            Action::Describe => self.open_about(),
            Action::Operator => self.open_operator(),
            Action::Verify => self.effects.push(Effect::Verify),
            Action::Print => self.open_print(),
            Action::Missing => self.open_missing(false),
            Action::MissingPhones => self.open_missing(true),
            Action::CloseList => self.open_close(),
            Action::Signatures => self.open_page_number(),
            Action::Reconcile => self.open_reconciliation(),
            Action::AddList => self.open_new_list(),
            Action::Numbers => self.open_numbers(),
            Action::ScannerCheck => self.open_scanner_check(),
            Action::Rules => self.open_rules(),
            Action::Seal => self.open_seal(),
            Action::Protocol => self.screen = Screen::Protocol,
            Action::Answer => self.answer_chosen(),
            Action::Greet => self.greet_chosen(),
            Action::CallProtocol => self.call_protocol(),
            Action::Hall => self.screen = Screen::Hall,
            Action::HallNext => self.next_scene(),
            Action::HallBack => self.last_scene(),
            Action::HallShow => self.show_chosen(),
            Action::HallBlank => self.toggle_cover(Cover::Blank),
            Action::HallLogo => self.toggle_cover(Cover::Logo),
            Action::HallMessage => self.message_key(),
            Action::HallHold => self.toggle_hold(),
            Action::HallTest => self.show_test(),
            Action::OpenProjector => self.open_projector(),
            Action::ForgetDisplays => self.forget_silent(),
            Action::HallSettings => self.open_hall_settings(),
            Action::SetPin => self.open_set_pin(),
            Action::EndSupervisor => self.end_supervisor(),
            Action::Lock => self.lock(),
        }
    }

    fn back(&mut self) {
        match self.screen {
            Screen::Desk => {
                self.desk.clear();
                self.scanner.forget();
            }
            Screen::Board => {
                if !self.leave_filter() {
                    self.screen = Screen::Desk;
                }
            }
            Screen::Data | Screen::Protocol | Screen::Hall => self.screen = Screen::Desk,
        }
    }

    /// Leaves, after a last backup if one is wanted; asked twice, without waiting for it.
    fn quit(&mut self) {
        if self.waiting() > 0 && self.again != Some(KeyCode::F(10)) {
            self.again = Some(KeyCode::F(10));
            self.say(Level::Bad, (self.text.still_saving)(self.waiting()));
            return;
        }
        if self.waiting() > 0 {
            self.effects.push(Effect::Quit);
            return;
        }
        let directory = self.session.meeting().backup_directory();
        let behind = self.backup.seq < self.session.head().seq;
        let left = self.backup.leaving != Leaving::No;
        if directory.is_none() || !behind || left || self.read_only.is_some() {
            self.effects.push(Effect::Quit);
            return;
        }
        self.backup.leaving = Leaving::AfterBackup;
        self.back_up();
        self.say(Level::Note, self.text.last_backup.to_owned());
    }

    /// Does a key do something on the screens below (function keys, undo)?
    pub(super) fn global_key(&mut self, key: &KeyEvent) -> bool {
        match command::action(self.scope(), key) {
            Some(Action::Undo) if self.undo_typing() => true,
            Some(Action::Redo) if self.redo_typing() => true,
            Some(action) => {
                self.act(action);
                true
            }
            None => false,
        }
    }
}

/// Does an action write into the journal, or change what the hall sees?
fn writes(action: Action) -> bool {
    match action {
        Action::CheckIn
        | Action::AddPerson
        | Action::AddInvited
        | Action::Substitute
        | Action::EditPerson
        | Action::Undo
        | Action::Redo
        | Action::Withdraw
        | Action::Cancel
        | Action::Reissue
        | Action::ImportPeople
        | Action::ImportLibraries
        | Action::ImportVillages
        | Action::TypeFigures
        | Action::ImportAchievements
        | Action::ImportTotals
        | Action::BackupDirectory
        | Action::CloseList
        | Action::Signatures
        | Action::AddList
        | Action::Numbers
        | Action::Describe
        | Action::Answer
        | Action::Greet
        | Action::CallProtocol
        | Action::ShowLibrary
        | Action::HallNext
        | Action::HallBack
        | Action::HallShow
        | Action::HallBlank
        | Action::HallLogo
        | Action::HallMessage
        | Action::HallHold
        | Action::HallTest
        | Action::HallSettings
        | Action::Seal
        | Action::SetPin => true,
        Action::Help
        | Action::Board
        | Action::Why
        | Action::SortBoard
        | Action::Subdistrict
        | Action::Zone
        | Action::Newcomers
        | Action::FindLibrary
        | Action::AsPublic
        | Action::CompareBoard
        | Action::Desk
        | Action::Data
        | Action::Quit
        | Action::Palette
        | Action::ChooseList
        | Action::Back
        | Action::ExportCodes
        | Action::EmptyForm
        | Action::Backup
        | Action::Operator
        | Action::Verify
        | Action::Protocol
        | Action::Hall
        | Action::OpenProjector
        | Action::ForgetDisplays
        | Action::EndSupervisor
        | Action::Lock
        | Action::Print
        | Action::Missing
        | Action::MissingPhones
        | Action::Reconcile
        | Action::Rules
        | Action::ScannerCheck => false,
    }
}
