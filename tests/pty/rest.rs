//! At rest: nothing is drawn, and next to nothing is computed. `GELAR_UJI_DIAM=60` looks for a minute.

use std::time::Duration;

use crate::support::Office;
use crate::terminal::Terminal;

/// Processor time of a process so far, in ticks of the kernel (a hundredth of a second).
fn ticks(pid: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11);
    Some(times.next()?.parse::<u64>().ok()? + times.next()?.parse::<u64>().ok()?)
}

#[test]
fn at_rest_no_frame_is_drawn() {
    let seconds = std::env::var("GELAR_UJI_DIAM").ok();
    let seconds = seconds.and_then(|s| s.parse().ok()).unwrap_or(1);
    let office = Office::invited();
    let codes = office.codes();
    let mut desk = Terminal::desk(&office);
    desk.scan(&format!("{}\r", codes[0]));
    desk.see("1 / 3");
    // The title bar stays reversed for two seconds after a scan; that is the last thing to change.
    desk.until("the end of the flash", |s| {
        s.cell(0, 1).is_some_and(|c| !c.inverse())
    });
    desk.quiet_for(Duration::from_millis(50));
    let before = ticks(desk.pid());
    let drawn = desk.quiet_for(Duration::from_secs(seconds));
    if let (Some(before), Some(after)) = (before, ticks(desk.pid())) {
        println!("at rest: {} ticks of 10 ms in {seconds} s", after - before);
    }
    assert_eq!(drawn, 0, "bytes were sent to the terminal");
    desk.quit();
}

#[test]
fn a_workbook_is_not_poured_over_a_terminal() {
    let office = Office::invited();
    for (format, code) in [("xlsx", 2), ("csv", 0)] {
        let args = ["export", "codes", "-o", "-", "--format", format];
        let terminal = crate::terminal::Start::gelar(&office, &args).open();
        assert_eq!(terminal.ends(), code, "{format}");
    }
}
