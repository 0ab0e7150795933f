//! The hall's window. It opens the stage store and no other file, so that it cannot know a winner
//! before the hall does; it keeps its last picture whatever happens to the console. This file is the
//! loop: terminal, store and timers in, frames out, and nothing drawn unless something changed.

pub mod launch;
mod link;
pub mod model;
pub mod view;

use std::path::Path;
use std::time::Duration;

use tokio::sync::mpsc::unbounded_channel;

use crate::clock::Clock;
use crate::stage::beat::BEAT_MS;
use crate::stage::{Frame, Heartbeat, store};
use crate::terminal::{self, Input, Signals, Terminal};
use crate::text::Text;
use link::Link;
use model::{Model, News, Pressed};

/// What can come to the window.
enum Come {
    Input(Input),
    News(News),
    Timer,
}

/// Shows what the stage store of a meeting file shows until somebody leaves or the terminal goes away.
/// Neither file need be there yet.
pub fn run(
    window: &mut Terminal,
    text: &'static Text,
    clock: &Clock,
    meeting: &Path,
) -> anyhow::Result<()> {
    let path = store::path_for(meeting);
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = crate::meeting::names::scrub(&name);
    window.take_mouse();
    let Terminal {
        screen,
        theme,
        input,
        runtime,
    } = window;
    runtime.block_on(async {
        let (out, mut news) = unbounded_channel();
        let link = Link::start(path, clock.again(), out);
        let mut signals = Signals::new();
        let size = screen.size().map(|s| (s.width, s.height))?;
        let mut model = Model::new(Clock::number(), name, size);
        let mut beats = Beats::default();
        let mut stale = true;
        loop {
            if stale {
                let now = clock.mono_ms();
                screen.draw(|frame| {
                    view::draw(
                        &model,
                        text,
                        now,
                        |f| time_of_day(f, clock),
                        frame.buffer_mut(),
                    );
                    theme.restrain(frame.buffer_mut());
                })?;
            }
            // After the picture: what is told stands on the wall.
            beats.tell(&model, &link, clock.mono_ms());
            let picture = picture_due(&model, clock);
            let wait = picture.min(beats.due).saturating_sub(clock.mono_ms());
            let mut come = tokio::select! {
                event = input.recv() => Come::Input(event.unwrap_or(Input::Closed)),
                Some(news) = news.recv() => Come::News(news),
                event = signals.wait() => Come::Input(event),
                () = tokio::time::sleep(Duration::from_millis(wait.max(1))) => Come::Timer,
            };
            let now = clock.mono_ms();
            stale = now >= picture;
            // Drain what is there, then draw once.
            loop {
                match come {
                    Come::Input(Input::Closed) => return Ok(()),
                    Come::Input(Input::Key(key, _)) => {
                        if model.key(key, now) == Pressed::Leave {
                            return Ok(());
                        }
                        stale = true;
                    }
                    Come::Input(Input::Mouse) => {
                        stale |= model.hint_now(now).is_none();
                        model.hint(now);
                    }
                    // A paste is nothing that anybody could mean here.
                    Come::Input(Input::Paste(..)) | Come::Timer => {}
                    Come::Input(Input::Stop) => {
                        while !terminal::stop(true).await {
                            tokio::time::sleep(terminal::STOP_AGAIN).await;
                        }
                        model.resize(terminal::anew(screen));
                        stale = true;
                    }
                    Come::Input(Input::Resize) => {
                        model.resize(terminal::anew(screen));
                        stale = true;
                    }
                    Come::News(news) => stale |= model.news(news, now),
                }
                come = match (input.try_recv(), news.try_recv()) {
                    (Ok(input), Err(_)) => Come::Input(input),
                    (Err(_), Ok(news)) => Come::News(news),
                    (Ok(input), Ok(news)) => {
                        stale |= model.news(news, now);
                        Come::Input(input)
                    }
                    (Err(_), Err(_)) => break,
                };
            }
        }
    })
}

/// The heartbeats of this window: every two seconds, and at once when something else stands there.
#[derive(Default)]
struct Beats {
    due: u64,
    last: Option<Heartbeat>,
}

impl Beats {
    fn tell(&mut self, model: &Model, link: &Link, now: u64) {
        let beat = model.heartbeat();
        if now < self.due && self.last.as_ref() == Some(&beat) {
            return;
        }
        self.due = now + BEAT_MS;
        self.last = Some(beat.clone());
        link.beat(beat);
    }
}

/// When something else is to be drawn: what moves, what fades, the next minute of the hall's clock.
fn picture_due(model: &Model, clock: &Clock) -> u64 {
    let now = clock.mono_ms();
    let minute = 60_000 - clock.now().as_millisecond().rem_euclid(60_000);
    let minute = now + u64::try_from(minute).unwrap_or(60_000);
    model.due(now).map_or(minute, |due| due.min(minute))
}

fn time_of_day(frame: &Frame, clock: &Clock) -> jiff::civil::Time {
    frame.zone.offset().to_datetime(clock.now()).time()
}
