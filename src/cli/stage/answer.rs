//! What `gelar stage` prints: the hall's frame as JSON, or as the hall sees it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::{Value, json};

use super::{Hall, scenes};
use crate::cli::{Failure, print};
use crate::clock::Clock;
use crate::meeting::Meeting;
use crate::scene::{self, Moment};
use crate::stage::{Display, Frame, Now, Scene, StoreError};
use crate::text::Text;

/// The usual projector.
const SCREEN: Rect = Rect::new(0, 0, 80, 25);

/// Nothing moves any more.
const AT_REST: Moment = Moment {
    scene_ms: 0,
    frame_ms: 60 * 60 * 1_000,
    clock: None,
};

/// Tells what the hall sees now.
pub(super) fn tell(
    text: &Text,
    hall: &mut Hall,
    meeting: &Meeting,
    clock: &Clock,
    as_json: bool,
) -> Result<(), Failure> {
    let failed = |e: StoreError| Failure::Storage((text.projector.store_error)(&e));
    let Some(store) = &mut hall.store else {
        return Ok(());
    };
    let frame = store.current().map_err(failed)?;
    let cover = store.cover().map_err(failed)?;
    let displays = store.displays(&Now::of(clock)).map_err(failed)?;
    let pending = hall.show.is_pending(meeting);
    let revision = frame.as_ref().map_or(0, |(revision, _)| *revision);
    let over = cover.as_ref().map(|(_, frame)| word(&frame.scene));
    let seen = cover.or(frame).map(|(_, frame)| frame);
    if as_json {
        let mut all = seen.as_ref().map_or(json!({}), as_value);
        let more = json!({
            "cover": over,
            "revision": revision,
            "pending": pending,
            "held": meeting.hall().held,
            "wanted": scenes::word_of(&meeting.hall().scene),
            "displays": displays.iter().map(display_value).collect::<Vec<_>>(),
        });
        if let (Some(all), Value::Object(more)) = (all.as_object_mut(), more) {
            all.extend(more);
        }
        return print::line(&all.to_string());
    }
    if let Some(frame) = &seen {
        print_frame(frame)?;
    }
    let t = &text.stage;
    let seq = seen.as_ref().map_or(0, |frame| frame.seq);
    let mut states = vec![(t.position)(revision, seq)];
    states.extend(over.map(|word| cover_words(text, word).to_owned()));
    states.extend(meeting.hall().held.then(|| t.state_held.to_owned()));
    states.extend(pending.then(|| t.state_pending.to_owned()));
    print::line(&states.join(" · "))?;
    for display in &displays {
        print::line(&display_words(text, display, revision))?;
    }
    Ok(())
}

/// A frame without a store.
pub(super) fn frame(
    text: &Text,
    meeting: &Meeting,
    frame: &Frame,
    as_json: bool,
) -> Result<(), Failure> {
    if !as_json {
        print_frame(frame)?;
        return print::line(text.stage.read_only);
    }
    let mut all = as_value(frame);
    if let Some(all) = all.as_object_mut() {
        all.insert("cover".to_owned(), Value::Null);
        all.insert("revision".to_owned(), json!(0));
        all.insert("pending".to_owned(), json!(false));
        all.insert("held".to_owned(), json!(meeting.hall().held));
        all.insert("displays".to_owned(), json!([]));
    }
    print::line(&all.to_string())
}

fn as_value(frame: &Frame) -> Value {
    serde_json::to_value(frame).unwrap_or_else(|_| json!({}))
}

/// As the hall sees it, at 80×25.
fn print_frame(frame: &Frame) -> Result<(), Failure> {
    let mut drawn = Buffer::empty(SCREEN);
    scene::draw(frame, AT_REST, SCREEN, &mut drawn);
    let rows = drawn.content.chunks(usize::from(SCREEN.width));
    let lines = rows.map(|row| {
        row.iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect::<String>()
    });
    let lines: Vec<String> = lines.map(|l| l.trim_end().to_owned()).collect();
    let last = lines.iter().rposition(|l| !l.is_empty()).unwrap_or(0);
    let first = lines.iter().position(|l| !l.is_empty()).unwrap_or(0);
    for line in lines.get(first..=last).unwrap_or_default() {
        print::line(&print::harmless(line))?;
    }
    Ok(())
}

fn word(scene: &Scene) -> &'static str {
    match scene {
        Scene::Blank => "blank",
        Scene::Message { .. } => "message",
        Scene::Logo(_) | Scene::Welcome(_) | Scene::Board(_) | Scene::Library(_) | Scene::Test => {
            "logo"
        }
    }
}

fn cover_words(text: &Text, word: &str) -> &'static str {
    match word {
        "blank" => text.stage.state_blank,
        "message" => text.stage.state_message,
        _ => text.stage.state_logo,
    }
}

fn display_value(display: &Display) -> Value {
    json!({
        "number": display.number,
        "columns": display.size.0,
        "rows": display.size.1,
        "too_small": display.too_small,
        "revision": display.revision,
        "own_cover": display.own,
        "age_ms": display.age_ms,
        "stale": display.stale,
    })
}

fn display_words(text: &Text, display: &Display, newest: u64) -> String {
    let t = &text.stage;
    let state = if display.stale {
        (t.stale)(display.age_ms)
    } else if display.too_small {
        t.small.to_owned()
    } else if let Some(own) = display.own {
        (t.own)(own).to_owned()
    } else if display.revision >= newest {
        t.newest.to_owned()
    } else {
        t.older.to_owned()
    };
    format!("{}  {state}", (t.display)(display.number, display.size))
}
