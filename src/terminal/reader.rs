//! Reads the terminal on a thread of its own, so that every key is stamped when it was read.

use tokio::sync::mpsc::UnboundedSender;

use super::Input;
use crate::clock::Stopwatch;

/// What comes from the terminal means; none: nothing.
fn input(event: crossterm::event::Event, at: u64) -> Option<Input> {
    use crossterm::event::{Event, KeyEventKind};
    match event {
        // Windows and some terminals report releases too: only presses count.
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Input::Key(key, at)),
        Event::Paste(text) => Some(Input::Paste(text, at)),
        Event::Resize(..) => Some(Input::Resize),
        Event::Mouse(_) => Some(Input::Mouse),
        Event::Key(_) | Event::FocusGained | Event::FocusLost => None,
    }
}

/// Reads until the terminal or the program goes away. A terminal that goes away without a signal (its
/// other side was closed, and another program is the session's leader) is read as empty for ever.
#[cfg(unix)]
pub(super) fn read(tty: &std::fs::File, stamp: &Stopwatch, out: &UnboundedSender<Input>) {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;
    /// Behind Esc a key's other bytes come at once, over a slow line a little later.
    const ESC_WAITS: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: 25_000_000,
    };
    let mut keys = super::keys::Keys::default();
    let (mut buffer, mut at) = ([0; 16 << 10], 0);
    loop {
        let mut ready = [PollFd::new(tty, PollFlags::IN)];
        let waits = keys.is_waiting().then_some(&ESC_WAITS);
        let events = match poll(&mut ready, waits) {
            Ok(0) => keys.nothing_came(),
            Err(Errno::INTR) => continue,
            // A system that cannot wait for a terminal waits in the read.
            Ok(_) | Err(_) => match rustix::io::read(tty, &mut buffer) {
                Err(Errno::INTR | Errno::AGAIN) => continue,
                Ok(0) | Err(_) => {
                    let _ = out.send(Input::Closed);
                    return;
                }
                Ok(n) => {
                    at = stamp.ms();
                    keys.read(&buffer[..n])
                }
            },
        };
        for event in events {
            if let Some(input) = input(event, at)
                && out.send(input).is_err()
            {
                return;
            }
        }
    }
}

#[cfg(windows)]
pub(super) fn read(_tty: &(), stamp: &Stopwatch, out: &UnboundedSender<Input>) {
    loop {
        let read = crossterm::event::read();
        let gone = read.is_err();
        let input = read.map_or(Some(Input::Closed), |event| input(event, stamp.ms()));
        if input.is_some_and(|input| out.send(input).is_err()) || gone {
            return;
        }
    }
}
