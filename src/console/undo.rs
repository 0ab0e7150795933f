//! Ctrl+Z and Ctrl+Y: what a line was before somebody typed, else the last act of this station, and the
//! way forward again. What touches lists, several people or the past asks first.

use super::app::{Model, Wish};
use super::field::Field;
use super::overlay::{Overlay, Yes};
use crate::meeting::act::{Act, TakenBack};
use crate::meeting::command::Command;
use crate::meeting::decide::OLD_MINUTES;

impl Model {
    /// The act that Ctrl+Z would undo.
    pub(super) fn last_act(&self) -> Option<&Act> {
        self.session.meeting().last_act(&self.station)
    }

    /// The act that Ctrl+Y would bring back.
    pub(super) fn last_undone(&self) -> Option<&TakenBack> {
        self.session.meeting().last_undone(&self.station)
    }

    pub(super) fn undo(&mut self) {
        let Some(act) = self.last_act() else { return };
        let (id, what) = (act.id, self.deed_words(act));
        let minutes = self.minutes_since(act.at);
        // The closing itself has no way back: what was before it is not undone without a word.
        let meeting = self.session.meeting();
        let closed = meeting.lists().iter().any(|list| {
            let closing = meeting.closing(list);
            closing.is_some_and(|c| c.at >= act.at && *c.station == *self.station)
        });
        let t = self.text;
        let question = if act.brings_people() {
            Some((t.ask_undo_import)(&what))
        } else if act.is_import() {
            Some((t.undo.ask_import)(&what))
        } else if closed {
            Some((t.closing.ask_undo)(&what))
        } else if minutes >= OLD_MINUTES {
            Some((t.ask_undo_old)(&what, minutes.unsigned_abs()))
        } else {
            (act.size() > 1).then(|| (t.undo.ask)(&what))
        };
        let (command, wish) = (Command::Undo(id), Wish::Undo(what));
        self.ask_or_do(t.confirm_title, question, t.k_undo, command, wish);
    }

    pub(super) fn redo(&mut self) {
        let Some(taken) = self.last_undone() else {
            return;
        };
        let (id, what) = (taken.act.id, self.deed_words(&taken.act));
        let minutes = self.minutes_since(taken.at);
        let words = &self.text.undo;
        let question = if minutes >= OLD_MINUTES {
            Some((words.ask_redo_old)(&what, minutes.unsigned_abs()))
        } else {
            let asks = taken.act.is_import() || taken.act.size() > 1;
            asks.then(|| (words.ask_redo)(&what))
        };
        let (command, wish) = (Command::Redo(id), Wish::Redo(what));
        self.ask_or_do(words.title_redo, question, words.k_redo, command, wish);
    }

    fn ask_or_do(
        &mut self,
        title: &'static str,
        question: Option<String>,
        verb: &'static str,
        command: Command,
        wish: Wish,
    ) {
        let Some(question) = question else {
            return self.submit(command, wish);
        };
        self.overlays.push(Overlay::Confirm {
            title,
            question,
            verb,
            yes: Box::new(Yes::Submit(command, wish)),
        });
    }

    fn minutes_since(&self, at: jiff::Timestamp) -> i64 {
        self.clock.now().duration_since(at).as_secs() / 60
    }

    /// Takes back what was typed into the line that has the focus, if anything was.
    pub(super) fn undo_typing(&mut self) -> bool {
        self.typing(Field::undo)
    }

    /// Types it again.
    pub(super) fn redo_typing(&mut self) -> bool {
        self.typing(Field::redo)
    }

    fn typing(&mut self, change: fn(&mut Field) -> bool) -> bool {
        // A PIN is kept no longer than it is typed.
        if let Some(Overlay::Pin(dialog)) = self.overlays.last_mut() {
            let typed = !dialog.field.is_empty();
            dialog.field.field().clear();
            return typed;
        }
        let changed = self.focused_field().is_some_and(change);
        if changed {
            self.after_typing();
        }
        changed
    }

    /// What an act did, in words: *HADIR Rahmatia #47*.
    pub fn deed_words(&self, act: &Act) -> String {
        crate::text::deed(self.text, self.session.meeting(), act)
    }
}
