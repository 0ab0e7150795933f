//! A full disk: no second file can be made, and the store's own cannot grow. Blank, logo, message and
//! heartbeats go through all the same.

use std::process::Command;

use gelar::stage::{Heartbeat, Now, Published, Store};

use crate::hall::{Hall, board, frame, logo, message};

/// Names the store in the program that this test starts of itself.
const CHILD: &str = "GELAR_UJI_PENUH";

#[test]
fn a_cover_needs_no_byte_of_room() {
    if let Some(file) = std::env::var_os(CHILD) {
        return child(Store::open(file.as_ref()).unwrap());
    }
    let hall = Hall::new();
    hall.open().publish(&message(1, "sebelumnya")).unwrap();
    // Where the journal's name leads nowhere, none can be made: as on a disk without a free block.
    let journal = hall.folder().join("pertemuan.layar-journal");
    let _ = std::fs::remove_file(&journal);
    std::os::unix::fs::symlink(hall.folder().join("penuh/jurnal"), &journal).unwrap();
    let before = std::fs::metadata(hall.file()).unwrap().len();
    // And nothing may be written beyond the end that the file has: `ulimit` counts in 512 bytes, and an
    // ignored XFSZ makes of the signal an error like any other.
    let line = format!(
        "trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"",
        before / 512
    );
    let done = Command::new("sh")
        .args(["-c", &line])
        .arg(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "full::a_cover_needs_no_byte_of_room",
            "--nocapture",
        ])
        .env(CHILD, hall.file())
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let store = hall.open();
    assert_eq!(
        store.cover().unwrap().unwrap().1,
        message(2, "Mohon tunggu")
    );
    assert_eq!(store.logo().unwrap().unwrap(), logo(2, "PLM Maros"));
    assert_eq!(
        store.current().unwrap().unwrap().1,
        message(7, "sebelumnya")
    );
    assert_eq!(std::fs::metadata(hall.file()).unwrap().len(), before);
}

/// What the program does whose disk is full.
fn child(mut store: Store) {
    let own = std::path::PathBuf::from(std::env::var_os(CHILD).unwrap());
    let more = std::fs::OpenOptions::new().append(true).open(own);
    let grown = std::io::Write::write_all(&mut more.unwrap(), b"x");
    assert!(grown.is_err(), "the limit is in force");
    store
        .set_cover(Some(&frame(2, gelar::stage::Scene::Blank)))
        .unwrap();
    store.set_cover(None).unwrap();
    store.set_cover(Some(&logo(2, "PLM Maros"))).unwrap();
    store.set_cover(Some(&message(2, "Mohon tunggu"))).unwrap();
    store.set_logo(&logo(2, "PLM Maros")).unwrap();
    let now = Now {
        boot: None,
        mono_ms: 0,
    };
    let beat = Heartbeat {
        id: 1,
        size: (100, 30),
        too_small: false,
        revision: 1,
        cover: 1,
        own: None,
    };
    assert_eq!(store.beat(&beat, &now).unwrap(), Some(1));
    // The same picture from a later position is noted, too.
    assert_eq!(
        store.publish(&message(7, "sebelumnya")).unwrap(),
        Published::Same(1)
    );
    // A new picture does need room: if this went through, the test would show nothing.
    store.publish(&board(9, "Papan", 100)).unwrap_err();
    assert_eq!(
        store.current().unwrap().unwrap().1,
        message(7, "sebelumnya")
    );
}
