//! The only place that asks what time it is, and the only one that draws random numbers.
//!
//! Three clocks: the wall, the time since boot (which counts sleep), and the monotonic clock of the
//! process. `GELAR_CLOCK=WALL[;BOOT_MS[;MONO_MS]]` pins them for scripts and tests.
#![allow(clippy::disallowed_methods)]

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;

use crate::meeting::command::{Context, Role};
use crate::meeting::event::{Boot, Stamp};
use crate::meeting::id::EntryId;
use crate::meeting::record::Zone;

/// The variable that pins the clock.
pub const VARIABLE: &str = "GELAR_CLOCK";

/// Entries one command may have before ids of two commands could meet: 65,536 × 1,000 rows.
const IDS_PER_COMMAND: u64 = 1 << 16;

/// `GELAR_CLOCK` does not read as `RFC 3339[;BOOT_MS[;MONO_MS]]`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("GELAR_CLOCK={0}")]
pub struct BadClock(pub String);

/// A source of time and identity for one run of the program.
#[derive(Debug)]
pub struct Clock {
    pinned: Option<Pinned>,
    started: Instant,
    boot: Arc<str>,
    next_id: u64,
}

/// The process's monotonic clock.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch {
    started: Instant,
    pinned: Option<u64>,
}

/// Waits. Only for what plays time back to people: a rehearsal at a speed somebody can follow.
pub fn pause(ms: u64) {
    std::thread::sleep(std::time::Duration::from_millis(ms));
}

impl Stopwatch {
    /// Microseconds since the program started, for measuring.
    pub fn us(&self) -> u64 {
        self.pinned.map_or_else(
            || u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX),
            |ms| ms.saturating_mul(1_000),
        )
    }

    /// Milliseconds since the program started.
    pub fn ms(&self) -> u64 {
        self.pinned.unwrap_or_else(|| {
            u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
        })
    }
}

#[derive(Clone, Copy, Debug)]
struct Pinned {
    wall: Timestamp,
    boot_ms: Option<u64>,
    mono_ms: Option<u64>,
    /// People have to be told: what is written now carries another time than the wall's.
    told: bool,
}

impl Clock {
    /// The clock of this machine, or the one pinned by `GELAR_CLOCK`.
    pub fn from_env() -> Result<Self, BadClock> {
        let pinned = match std::env::var(VARIABLE) {
            Ok(text) if !text.trim().is_empty() => {
                let pinned = pin(&text).ok_or(BadClock(text))?;
                // Keys and timers of the screen go on: a held key would wait for ever.
                Some(Pinned {
                    mono_ms: None,
                    ..pinned
                })
            }
            Err(std::env::VarError::NotUnicode(text)) => {
                return Err(BadClock(text.to_string_lossy().into_owned()));
            }
            Ok(_) | Err(std::env::VarError::NotPresent) => None,
        };
        Ok(Clock {
            pinned,
            started: Instant::now(),
            boot: boot_id(),
            next_id: u64::from_le_bytes(random()),
        })
    }

    /// A clock for tests: pinned wall, boot and monotonic readings, ids counted from `first_id`.
    pub fn fixed(
        wall: Timestamp,
        boot_ms: Option<u64>,
        mono_ms: Option<u64>,
        first_id: u64,
    ) -> Self {
        Clock {
            pinned: Some(Pinned {
                wall,
                boot_ms,
                mono_ms,
                told: false,
            }),
            started: Instant::now(),
            boot: "test".into(),
            next_id: first_id,
        }
    }

    /// The same clock with ids of its own: time goes on in step, no id is given twice.
    #[must_use]
    pub fn again(&self) -> Clock {
        Clock {
            pinned: self.pinned,
            started: self.started,
            boot: self.boot.clone(),
            next_id: u64::from_le_bytes(random()),
        }
    }

    /// Is the wall clock pinned by `GELAR_CLOCK`? The screen says so.
    pub fn is_pinned(&self) -> bool {
        self.pinned.is_some_and(|p| p.told)
    }

    /// The wall clock, UTC.
    pub fn now(&self) -> Timestamp {
        self.pinned.map_or_else(Timestamp::now, |p| p.wall)
    }

    /// Milliseconds of the process's monotonic clock, for keys and timers.
    pub fn mono_ms(&self) -> u64 {
        self.pinned.and_then(|p| p.mono_ms).unwrap_or_else(|| {
            u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
        })
    }

    /// A stopwatch for another thread, in step with [`Clock::mono_ms`].
    pub fn stopwatch(&self) -> Stopwatch {
        Stopwatch {
            started: self.started,
            pinned: self.pinned.and_then(|p| p.mono_ms),
        }
    }

    /// The reading since boot; none for a pinned wall clock without one.
    pub fn boot(&self) -> Option<Boot> {
        let ms = match self.pinned {
            Some(p) => p.boot_ms?,
            None => boot_ms(self.started),
        };
        Some(Boot {
            id: self.boot.clone(),
            ms,
        })
    }

    /// 16 random bytes, for the hash of a PIN.
    pub fn salt() -> [u8; 16] {
        random()
    }

    /// A random number, for instance to tell two runs of a program apart.
    pub fn number() -> u64 {
        u64::from_le_bytes(random())
    }

    /// The context of one command: drawn once, kept through every re-decision.
    pub fn context(&mut self, station: &str, operator: &str, zone: Zone) -> Context {
        let id = EntryId(self.next_id);
        self.next_id = self.next_id.wrapping_add(IDS_PER_COMMAND);
        Context {
            stamp: Stamp {
                id,
                group: None,
                at: self.now(),
                offset: i16::try_from(zone.offset().seconds() / 60).unwrap_or_default(),
                boot: self.boot(),
                station: station.into(),
                operator: operator.into(),
            },
            random: random(),
            role: Role::default(),
        }
    }
}

/// Random bytes of the operating system; where it has none, of the clock and the address space, so
/// that ids still differ between runs.
fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        let seed = format!(
            "{:?} {:p} {}",
            Instant::now(),
            &raw const bytes,
            Timestamp::now()
        );
        blake3::Hasher::new()
            .update(seed.as_bytes())
            .finalize_xof()
            .fill(&mut bytes);
    }
    bytes
}

fn pin(text: &str) -> Option<Pinned> {
    let mut parts = text.trim().split(';');
    let wall = parts.next()?.parse().ok()?;
    let mut number = || -> Option<Option<u64>> {
        match parts.next() {
            None | Some("") => Some(None),
            Some(ms) => ms.trim().parse().ok().map(Some),
        }
    };
    let (boot_ms, mono_ms) = (number()?, number()?);
    Some(Pinned {
        wall,
        boot_ms,
        mono_ms,
        told: true,
    })
}

/// Which boot this is. Where the system does not say, each run is its own boot.
fn boot_id() -> Arc<str> {
    let known = std::fs::read_to_string("/proc/sys/kernel/random/boot_id")
        .ok()
        .map(|id| id.trim().replace('-', ""))
        .filter(|id| id.len() == 32);
    match known {
        Some(id) => id[..16].into(),
        None => format!("run-{:012x}", u64::from_le_bytes(random()) >> 16).into(),
    }
}

#[cfg(target_os = "linux")]
fn boot_ms(_started: Instant) -> u64 {
    let t = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    let (s, ns) = (t.tv_sec.unsigned_abs(), t.tv_nsec.unsigned_abs());
    s * 1_000 + ns / 1_000_000
}

/// Elsewhere the run is its own boot and counts from its start.
#[cfg(not(target_os = "linux"))]
fn boot_ms(started: Instant) -> u64 {
    u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pinned_clock_reads_its_three_parts() {
        let p = pin("2024-12-10T09:12:00+08:00").unwrap();
        assert_eq!(p.wall.to_string(), "2024-12-10T01:12:00Z");
        assert_eq!((p.boot_ms, p.mono_ms), (None, None));
        let p = pin("2024-12-10T01:12:00Z;5000;7").unwrap();
        assert_eq!((p.boot_ms, p.mono_ms), (Some(5000), Some(7)));
        assert!(pin("tomorrow").is_none());
        assert!(pin("2024-12-10T01:12:00Z;soon").is_none());
    }
}
