//! Who sits at the desk: the PIN dialog, the supervisor's three minutes, the locked screen. It keeps
//! no PIN longer than it is typed, and shows, says and logs none; the slow hash runs on another thread.

mod secret;

use crossterm::event::{KeyCode, KeyEvent};

pub use secret::{Hidden, PinCheck, PinHash, Typed};

use super::app::{Effect, Level, Model, Wish};
use super::command::{Action, TABLE};
use super::field::Field;
use super::overlay::Overlay;
use crate::clock::Clock;
use crate::meeting::command::{Command, Role};
use crate::meeting::decide::is_supervised;
use crate::meeting::event::Pin;
use crate::meeting::id::{ListId, PersonId};
use crate::pin::Strength;
use crate::text::{self, Text};

/// The supervisor's mode lasts so long after the last thing that needed it.
const MODE_MS: u64 = 180_000;

/// So long after a wrong PIN the next try is taken.
const PAUSE_MS: u64 = 1_000;

/// The same once it was wrong [`PATIENCE`] times.
const LONG_PAUSE_MS: u64 = 30_000;

/// So long after a scan an Enter is the scanner's: it opens no lock.
const LATE_ENTER_MS: u64 = 1_500;

/// So many wrong ones, and the pause is the long one.
const PATIENCE: u32 = 5;

/// The dialog that asks for the PIN, or for a new one.
#[derive(Clone, Debug)]
pub struct PinDialog {
    /// What is typed.
    pub field: Hidden,
    /// What is wrong with the last try, or worth knowing.
    pub trouble: Option<&'static str>,
    /// For what the PIN is asked; empty for a new one.
    pub what: String,
    step: Step,
}

#[derive(Clone, Debug)]
enum Step {
    /// Show the PIN, and this happens.
    Ask(Then),
    /// A new PIN, where there may be one to replace.
    New,
    /// The same again.
    Again(Typed),
}

#[derive(Clone, Debug)]
enum Then {
    Submit(Box<Command>, Box<Wish>),
    /// The action on whom it was meant for: a scan may change the card meanwhile.
    Act(Action, Option<PersonId>),
}

/// The supervisor's side of a window: mode, wrong tries, lock.
#[derive(Debug, Default)]
pub struct Guard {
    /// Until when this window is the supervisor's.
    until: Option<u64>,
    wrong: u32,
    wait_until: Option<u64>,
    checking: Option<Check>,
    asked: u64,
    lock: Option<Lock>,
}

/// The locked screen.
#[derive(Debug, Default)]
pub struct Lock {
    /// The PIN being typed.
    pub field: Hidden,
    /// What is wrong, or why a key does nothing.
    pub note: Option<String>,
    /// Something was scanned since.
    pub scanned: bool,
    /// When, the last time: a scanner's Enter that comes late unlocks nothing.
    scanned_at: Option<u64>,
}

#[derive(Clone, Copy, Debug)]
struct Check {
    ask: u64,
    purpose: Purpose,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Dialog,
    Unlock,
    /// Given up meanwhile: a wrong one still counts.
    Nothing,
}

impl PinDialog {
    fn new(step: Step) -> Box<PinDialog> {
        Box::new(PinDialog {
            field: Hidden::default(),
            trouble: None,
            what: String::new(),
            step,
        })
    }

    /// The title of the dialog.
    pub fn title(&self, t: &Text) -> &'static str {
        match self.step {
            Step::Ask(_) => t.supervisor.ask_title,
            Step::New | Step::Again(_) => t.supervisor.new_title,
        }
    }

    /// What to do, in words.
    pub fn words(&self, t: &Text, has_pin: bool) -> &'static str {
        match self.step {
            Step::Ask(_) => t.supervisor.ask,
            Step::New if has_pin => t.supervisor.ask_change,
            Step::New => t.supervisor.ask_new,
            Step::Again(_) => t.supervisor.ask_again,
        }
    }

    /// What Enter does, in a word.
    pub fn enter(&self, t: &Text) -> &'static str {
        match self.step {
            Step::Ask(_) => t.supervisor.k_check,
            Step::New => t.supervisor.k_next,
            Step::Again(_) => t.supervisor.k_save,
        }
    }

    /// Does it hold a PIN against the meeting's?
    pub fn asks(&self) -> bool {
        matches!(self.step, Step::Ask(_))
    }
}

impl Guard {
    /// The locked screen, while it is locked.
    pub fn lock(&self) -> Option<&Lock> {
        self.lock.as_ref()
    }

    /// Is a PIN being compared?
    pub fn is_checking(&self) -> bool {
        self.checking.is_some_and(|c| c.purpose != Purpose::Nothing)
    }

    /// When [`Model::guard_tick`] has something to do.
    pub(super) fn deadline(&self) -> Option<u64> {
        [self.until, self.wait_until].into_iter().flatten().min()
    }
}

impl Model {
    /// Who sits here.
    pub fn role(&self) -> Role {
        match self.guard.until {
            Some(until) if until > self.now_ms => Role::Supervisor,
            Some(_) | None => Role::Officer,
        }
    }

    /// Is the screen locked?
    pub fn is_locked(&self) -> bool {
        self.guard.lock.is_some()
    }

    /// The pause after a wrong PIN, in seconds; 0 when the next try is taken.
    pub fn pause(&self) -> u64 {
        let left = |until: u64| until.saturating_sub(self.now_ms).div_ceil(1_000);
        self.guard.wait_until.map_or(0, left)
    }

    /// What to know about an action that wants the PIN first.
    pub fn pin_note(&self, action: Action) -> Option<&'static str> {
        let guarded = matches!(
            action,
            Action::Cancel
                | Action::Reissue
                | Action::CloseList
                | Action::SetPin
                | Action::MissingPhones
        );
        let asks = self.session.meeting().pin().is_some() && self.role() == Role::Officer;
        (guarded && asks).then_some(self.text.supervisor.needs_pin)
    }

    /// Asks for the PIN before an action that would open a form; true where it does.
    pub(super) fn asks_pin(&mut self, action: Action) -> bool {
        let asks = self.pin_note(action).is_some();
        if asks {
            self.ask_pin(Then::Act(action, self.desk.chosen()));
        }
        asks
    }

    /// A command was refused for want of the supervisor: it waits behind the PIN.
    pub(super) fn wait_for_pin(&mut self, command: Command, wish: Wish) {
        self.ask_pin(Then::Submit(Box::new(command), Box::new(wish)));
    }

    fn ask_pin(&mut self, then: Then) {
        let what = self.purpose(&then);
        let mut dialog = PinDialog::new(Step::Ask(then));
        dialog.what = what;
        self.open_dialog(dialog);
    }

    /// For what the PIN is asked, in words: *batalkan undangan: Baso Tola #48*.
    fn purpose(&self, then: &Then) -> String {
        let of = |action, subject: &str| {
            let mut lines = TABLE.iter().filter(|b| b.action == action);
            let name = lines.next().map_or("", |b| (b.name)(self.text));
            if subject.is_empty() {
                name.to_owned()
            } else {
                format!("{name}: {subject}")
            }
        };
        let list = |list: &ListId| text::list_name(self.text, self.session.meeting(), list);
        match then {
            Then::Act(action @ (Action::Cancel | Action::Reissue), Some(person)) => {
                of(*action, &self.name_of(*person))
            }
            Then::Act(action, _) => of(*action, ""),
            Then::Submit(command, wish) => match (&**command, &**wish) {
                (_, Wish::Undo(what)) => of(Action::Undo, what),
                (_, Wish::Redo(what)) => of(Action::Redo, what),
                (Command::Addendum { change, .. }, wish) => {
                    let change = Then::Submit(change.clone(), Box::new(wish.clone()));
                    let change = self.purpose(&change);
                    let addendum = self.text.closing.addendum;
                    [addendum, &change].join(" ").trim().to_owned()
                }
                (Command::Withdraw { person, .. }, _) => {
                    of(Action::Withdraw, &self.name_of(*person))
                }
                (Command::Substitute { person, .. }, _) => {
                    of(Action::Substitute, &self.name_of(*person))
                }
                (Command::CheckIn { person, .. }, _) => of(Action::CheckIn, &self.name_of(*person)),
                (Command::Cancel { person, .. } | Command::Restore(person), _) => {
                    of(Action::Cancel, &self.name_of(*person))
                }
                (Command::Reissue { person, .. }, _) => of(Action::Reissue, &self.name_of(*person)),
                (Command::Correct { person, .. }, _) => {
                    of(Action::EditPerson, &self.name_of(*person))
                }
                (Command::Close(closed), _) => of(Action::CloseList, &list(closed)),
                (Command::SetPin(_), _) => of(Action::SetPin, ""),
                (Command::SetRules(_) | Command::LockRules | Command::UnlockRules { .. }, _) => {
                    of(Action::Rules, "")
                }
                (Command::SetSeal(_), _) => of(Action::Seal, ""),
                (Command::WalkIn { record, .. }, _) => of(Action::AddPerson, &record.personal.name),
                // The rest is nobody's but everybody's.
                _ => String::new(),
            },
        }
    }

    fn open_dialog(&mut self, dialog: Box<PinDialog>) {
        self.overlays.push(Overlay::Pin(dialog));
        // It may open while somebody types: nothing of that is taken back out of the PIN.
        self.scanner.forget();
    }

    /// Sets, changes or removes the PIN; an old one was shown before.
    pub(super) fn open_set_pin(&mut self) {
        self.open_dialog(PinDialog::new(Step::New));
    }

    /// Something that needs the supervisor is done: the mode lasts on.
    pub(super) fn stay_supervisor(&mut self, command: &Command, at: jiff::Timestamp) {
        if self.role() == Role::Supervisor && is_supervised(self.session.meeting(), command, at) {
            self.guard.until = Some(self.now_ms + MODE_MS);
        }
    }

    pub(super) fn end_supervisor(&mut self) {
        self.leave_mode();
        self.say(Level::Note, self.text.supervisor.ended.to_owned());
    }

    /// What only the supervisor may read goes with the mode: somebody else sits here now.
    fn leave_mode(&mut self) {
        self.guard.until = None;
        let guarded = |o: &Overlay| matches!(o, Overlay::Page { guarded: true, .. });
        self.overlays.retain(|o| !guarded(o));
    }

    pub(super) fn guard_tick(&mut self) {
        let due = |t: Option<u64>| t.is_some_and(|t| t <= self.now_ms);
        if due(self.guard.wait_until) {
            self.guard.wait_until = None;
        }
        if due(self.guard.until) {
            self.leave_mode();
            if self.message.as_ref().is_none_or(|m| m.level != Level::Bad) {
                self.say(Level::Note, self.text.supervisor.over.to_owned());
            }
        }
    }

    pub(super) fn pin_key(&mut self, key: KeyEvent, mut dialog: Box<PinDialog>) {
        match key.code {
            KeyCode::Esc => return self.give_up_pin(&dialog),
            KeyCode::Enter => return self.pin_entered(dialog),
            _ => dialog.field.key(key),
        }
        self.overlays.push(Overlay::Pin(dialog));
    }

    fn give_up_pin(&mut self, dialog: &PinDialog) {
        if dialog.asks() {
            self.forget_check();
        }
        self.say(Level::Note, self.text.supervisor.nothing_done.to_owned());
    }

    /// The answer of a check that is under way opens nothing any more.
    fn forget_check(&mut self) {
        if let Some(check) = &mut self.guard.checking {
            check.purpose = Purpose::Nothing;
        }
    }

    fn pin_entered(&mut self, mut dialog: Box<PinDialog>) {
        let t = self.text;
        let stored = self.session.meeting().pin().cloned();
        match (dialog.step.clone(), stored) {
            // Another window has removed the PIN meanwhile.
            (Step::Ask(then), None) => return self.go_on(then),
            (Step::Ask(_), Some(stored)) => {
                if self.may_check() && !dialog.field.is_empty() {
                    dialog.trouble = None;
                    let typed = dialog.field.take();
                    self.check(typed, stored, Purpose::Dialog);
                }
            }
            (Step::New, stored) => match dialog.field.take() {
                typed if typed.is_empty() => return self.remove_pin(stored.is_some()),
                typed => match typed.shape(t) {
                    Ok(strength) => {
                        dialog.trouble = (strength == Strength::Weak).then_some(t.supervisor.weak);
                        dialog.step = Step::Again(typed);
                    }
                    Err(why) => dialog.trouble = Some(why),
                },
            },
            (Step::Again(first), _) => {
                let typed = dialog.field.take();
                if typed == first {
                    return self.hash(typed);
                }
                dialog.trouble = Some(t.supervisor.differ);
                dialog.step = Step::New;
            }
        }
        if dialog.trouble.is_some() {
            self.effects.push(Effect::Bell);
        }
        self.overlays.push(Overlay::Pin(dialog));
    }

    fn remove_pin(&mut self, had: bool) {
        if had {
            let done = Wish::Done(self.text.supervisor.pin_removed);
            self.submit(Command::SetPin(None), done);
        } else {
            self.say(Level::Note, self.text.supervisor.no_pin.to_owned());
        }
    }

    /// Not while one is being compared, nor right after a wrong one.
    fn may_check(&self) -> bool {
        self.guard.checking.is_none() && self.pause() == 0
    }

    fn check(&mut self, typed: Typed, against: Pin, purpose: Purpose) {
        self.guard.asked += 1;
        let ask = self.guard.asked;
        self.guard.checking = Some(Check { ask, purpose });
        self.effects.push(Effect::CheckPin(PinCheck {
            ask,
            typed,
            against,
        }));
    }

    fn hash(&mut self, typed: Typed) {
        self.guard.asked += 1;
        self.effects.push(Effect::HashPin(PinHash {
            ask: self.guard.asked,
            typed,
            salt: Clock::salt(),
        }));
        self.say(Level::Note, self.text.supervisor.checking.to_owned());
    }

    pub(super) fn pin_hashed(&mut self, pin: Option<Pin>) {
        match pin {
            Some(pin) => {
                let done = Wish::Done(self.text.supervisor.pin_set);
                self.submit(Command::SetPin(Some(pin)), done);
            }
            None => self.say(Level::Bad, self.text.supervisor.not_hashed.to_owned()),
        }
    }

    pub(super) fn pin_checked(&mut self, ask: u64, right: bool) {
        let Some(check) = self.guard.checking.filter(|c| c.ask == ask) else {
            return;
        };
        self.guard.checking = None;
        // Comparing took its time: pauses count from now.
        self.now_ms = self.now_ms.max(self.clock.mono_ms());
        if !right {
            return self.wrong_pin(check.purpose);
        }
        (self.guard.wrong, self.guard.wait_until) = (0, None);
        match check.purpose {
            Purpose::Dialog => self.begin_supervisor(),
            Purpose::Unlock => self.unlock(),
            Purpose::Nothing => {}
        }
    }

    fn wrong_pin(&mut self, purpose: Purpose) {
        let guard = &mut self.guard;
        guard.wrong += 1;
        let pause = if guard.wrong >= PATIENCE {
            LONG_PAUSE_MS
        } else {
            PAUSE_MS
        };
        guard.wait_until = Some(self.now_ms + pause);
        let words = self.text.supervisor.wrong;
        match purpose {
            Purpose::Dialog => {
                for overlay in &mut self.overlays {
                    if let Overlay::Pin(dialog) = overlay
                        && dialog.asks()
                    {
                        dialog.trouble = Some(words);
                    }
                }
            }
            Purpose::Unlock => {
                if let Some(lock) = &mut guard.lock {
                    lock.note = Some(words.to_owned());
                }
            }
            Purpose::Nothing => {}
        }
        self.effects.push(Effect::Bell);
    }

    /// The PIN was right: everything that waits for it is done, each once.
    fn begin_supervisor(&mut self) {
        self.guard.until = Some(self.now_ms + MODE_MS);
        self.say(Level::Good, self.text.supervisor.begun.to_owned());
        let mut waiting = Vec::new();
        for overlay in std::mem::take(&mut self.overlays) {
            match overlay {
                Overlay::Pin(dialog) => match dialog.step {
                    Step::Ask(then) => waiting.push(then),
                    Step::New | Step::Again(_) => self.overlays.push(Overlay::Pin(dialog)),
                },
                other => self.overlays.push(other),
            }
        }
        self.scanner.forget();
        for then in waiting {
            self.go_on(then);
        }
    }

    fn go_on(&mut self, then: Then) {
        match then {
            Then::Submit(command, wish) => self.submit(*command, *wish),
            Then::Act(Action::Cancel, Some(id)) => self.open_cancel(id),
            Then::Act(Action::Reissue, Some(id)) => self.open_reissue(id),
            Then::Act(action, _) => self.act(action),
        }
    }

    /// Nobody sits here: only scans do anything. What is open below stays as it is.
    pub(super) fn lock(&mut self) {
        self.leave_mode();
        self.forget_check();
        self.guard.lock = Some(Lock::default());
        self.again = None;
    }

    fn unlock(&mut self) {
        self.guard.lock = None;
        self.scanner.forget();
        self.say(Level::Good, self.text.supervisor.unlocked.to_owned());
    }

    /// A key on the locked screen.
    pub(super) fn locked_key(&mut self, key: KeyEvent) {
        let stored = self.session.meeting().pin().cloned();
        let ready = self.may_check();
        let now = self.now_ms;
        let Some(lock) = &mut self.guard.lock else {
            return;
        };
        let late_enter = lock.scanned_at.is_some_and(|at| now < at + LATE_ENTER_MS);
        match (key.code, stored) {
            (KeyCode::F(10), _) => {
                lock.note = Some(self.text.supervisor.locked_quit.to_owned());
            }
            (KeyCode::Enter, None) if late_enter => {}
            (KeyCode::Enter, None) => self.unlock(),
            (KeyCode::Enter, Some(stored)) => {
                if ready && !lock.field.is_empty() {
                    lock.note = None;
                    let typed = lock.field.take();
                    self.check(typed, stored, Purpose::Unlock);
                }
            }
            (KeyCode::Esc, _) => lock.field.field().clear(),
            (_, Some(_)) => lock.field.key(key),
            (_, None) => {}
        }
    }

    /// The PIN field of the locked screen, where there is one.
    pub(super) fn lock_field(&mut self) -> Option<&mut Field> {
        let has_pin = self.session.meeting().pin().is_some();
        let lock = self.guard.lock.as_mut().filter(|_| has_pin);
        lock.map(|l| l.field.field())
    }

    /// A letter or an order of the command card wants somebody at the desk.
    pub(super) fn note_order(&mut self) {
        if let Some(lock) = &mut self.guard.lock {
            lock.note = Some(self.text.supervisor.locked_order.to_owned());
            self.effects.push(Effect::Bell);
        }
    }

    /// Something was scanned while the screen is locked: it shows what came of it.
    pub(super) fn note_scan(&mut self) {
        if let Some(lock) = &mut self.guard.lock {
            (lock.scanned, lock.note) = (true, None);
            lock.scanned_at = Some(self.now_ms);
        }
    }
}
