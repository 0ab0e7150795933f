//! The supervisor's PIN from the command line. It is never printed, logged or repeated in an error.

use super::PinJob;
use crate::cli::run::Desk;
use crate::cli::{Failure, print};
use crate::meeting::command::{Command, Refusal};
use crate::meeting::event::Pin;
use crate::pin::{self, PinError, Strength};

/// Sets, removes or checks the PIN. A PIN that was given was held against the meeting's already when
/// the file was opened: here it is right, or the meeting has none.
pub(super) fn run(
    (mut desk, json): (Desk, bool),
    what: &PinJob,
    given: Option<&str>,
) -> Result<(), Failure> {
    let text = desk.text;
    let has = desk.session.meeting().pin().is_some();
    match what {
        PinJob::Set { new } => {
            let wanted = match (new, given) {
                (Some(new), _) => new,
                (None, Some(given)) if !has => given,
                (None, Some(_)) => return Err(usage("--new", text.script.pin_new_missing)),
                (None, None) => return Err(usage("--pin", text.script.pin_missing)),
            };
            let strength = pin::check_shape(wanted).map_err(|e| {
                let words = match e {
                    PinError::TooShort => text.script.pin_short,
                    PinError::TooLong => text.script.pin_long,
                    PinError::Symbol => text.script.pin_symbol,
                };
                usage("PIN", words)
            })?;
            let salt = desk.salt();
            let hash = pin::hash(wanted, salt);
            // No PIN would ever match it, and the meeting would be locked for good.
            if hash == [0; 32] {
                return Err(Failure::Refused(text.supervisor.not_hashed.to_owned()));
            }
            desk.must(Command::SetPin(Some(Pin { salt, hash })))?;
            if strength == Strength::Weak {
                print::aside(&format!("gelar: {}", text.script.pin_weak));
            }
            print::desk::pin(text.script.pin_set, true, None, json)
        }
        PinJob::Remove => {
            desk.must(Command::SetPin(None))?;
            print::desk::pin(text.script.pin_removed, false, None, json)
        }
        PinJob::Check if !has => print::desk::pin(text.script.pin_none, false, None, json),
        PinJob::Check if given.is_none() => {
            print::desk::pin(text.script.pin_there, true, None, json)?;
            Err(desk.refused(&Refusal::SupervisorOnly))
        }
        PinJob::Check => print::desk::pin(text.script.pin_right, true, Some(true), json),
    }
}

fn usage(argument: &str, words: &str) -> Failure {
    Failure::Usage(format!("{argument}: {words}"))
}
