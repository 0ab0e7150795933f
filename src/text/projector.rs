//! Words of the hall's window and of its stage store: what waits, what is missing, how it is opened.

use crate::stage::StoreError;

/// The phrases.
#[allow(missing_docs)] // the names and the words say it
pub struct Projector {
    pub title: &'static str,
    pub waiting: &'static str,
    /// The file that is not there yet.
    pub waiting_for: fn(&str) -> String,
    pub keys: &'static str,
    pub quit_again: &'static str,
    pub connected: &'static str,
    pub out_of_reach: &'static str,
    /// The display's number, if it has one, its columns and rows.
    pub display: fn(Option<u8>, u16, u16) -> String,
    pub store_error: fn(&StoreError) -> String,
    /// A window was opened: how it comes to the second screen.
    pub opened: &'static str,
    /// No window could be opened: the line to type by hand.
    pub by_hand: fn(&str) -> String,
    pub no_screen: fn(&str) -> String,
}

pub(super) const ID: Projector = Projector {
    title: "LAYAR AULA",
    waiting: "menunggu konsol",
    waiting_for: |file| format!("berkasnya belum ada: {file}"),
    keys: "B gelap  L logo  T kartu uji  Esc kembali  F10 tutup",
    quit_again: "Tekan q sekali lagi untuk menutup layar ini.",
    connected: "berkas layar terbuka",
    out_of_reach: "tanpa konsol; gambar terakhir tetap tampil",
    display: |number, columns, rows| match number {
        Some(number) => format!("layar {number} · {columns}×{rows}"),
        None => format!("layar · {columns}×{rows}"),
    },
    store_error: |error| {
        match error {
        StoreError::Missing(path) => format!(
            "Berkas layar {} belum ada. Layar muncul sendiri begitu konsol membuka pertemuan ini.",
            path.display()
        ),
        StoreError::NotOurs(path) => format!(
            "{} bukan berkas layar gelar dan tidak disentuh. Pindahkan berkas itu, lalu buka lagi.",
            path.display()
        ),
        StoreError::Newer => "Berkas layar ini dari gelar yang lebih baru. Pakai gelar yang sama untuk konsol dan layar.".to_owned(),
        StoreError::Damaged(_) => "Berkas layar rusak. Data pertemuan tidak terganggu; konsol membuat berkas layar yang baru.".to_owned(),
        StoreError::Busy => "Berkas layar sedang dipakai program lain. Tidak ada yang hilang; dicoba lagi sebentar lagi.".to_owned(),
        StoreError::Full => "Disk penuh: gambar baru belum sampai ke aula. Data pertemuan tidak terganggu; gelap, logo, dan pesan tetap jalan. Kosongkan disk.".to_owned(),
        StoreError::ReadOnly => "Berkas layar tidak dapat ditulis: gambar baru belum sampai ke aula. Periksa izin folder atau kunci tulis stik.".to_owned(),
        StoreError::TooLarge => "Pesan terlalu panjang untuk layar. Aula tidak berubah; pendekkan pesannya.".to_owned(),
        StoreError::Io(what) => format!(
            "Berkas layar tidak dapat dibaca atau ditulis ({what}). Layar menahan gambar terakhir; periksa stik atau disk."
        ),
    }
    },
    opened: "Jendela layar dibuka. Geser ke layar kedua (Windows: Win+Shift+panah), lalu perbesar penuh (F11, atau Alt+Enter di konsol lama Windows).",
    by_hand: |line| {
        format!(
            "Tidak ada terminal yang dapat dibuka dari sini. Buka terminal sendiri di layar kedua, lalu ketik: {line}"
        )
    },
    no_screen: |line| {
        format!(
            "Komputer ini dipakai tanpa desktop, jadi jendela baru tidak dapat dibuka. Di terminal lain ketik: {line}"
        )
    },
};

pub(super) const EN: Projector = Projector {
    title: "HALL SCREEN",
    waiting: "waiting for the console",
    waiting_for: |file| format!("its file is not there yet: {file}"),
    keys: "B black  L logo  T test card  Esc back  F10 close",
    quit_again: "Press q once more to close this screen.",
    connected: "stage file open",
    out_of_reach: "no console; the last picture stays",
    display: |number, columns, rows| match number {
        Some(number) => format!("display {number} · {columns}×{rows}"),
        None => format!("display · {columns}×{rows}"),
    },
    store_error: |error| {
        match error {
        StoreError::Missing(path) => format!(
            "The stage file {} is not there yet. The picture comes by itself as soon as the console opens this meeting.",
            path.display()
        ),
        StoreError::NotOurs(path) => format!(
            "{} is not a stage file of gelar and is left alone. Move that file away, then open again.",
            path.display()
        ),
        StoreError::Newer => "This stage file is from a newer gelar. Use the same gelar for console and screen.".to_owned(),
        StoreError::Damaged(_) => "The stage file is damaged. The meeting's data are untouched; the console makes a new stage file.".to_owned(),
        StoreError::Busy => "Another program holds the stage file. Nothing is lost; it is tried again shortly.".to_owned(),
        StoreError::Full => "The disk is full: the new picture has not reached the hall. The meeting's data are untouched; black, logo and message still work. Make room on the disk.".to_owned(),
        StoreError::ReadOnly => "The stage file cannot be written: the new picture has not reached the hall. Check the folder's permissions or the stick's lock.".to_owned(),
        StoreError::TooLarge => "The message is too long for the screen. The hall has not changed; shorten it.".to_owned(),
        StoreError::Io(what) => format!(
            "The stage file cannot be read or written ({what}). The screen keeps its last picture; check the stick or the disk."
        ),
    }
    },
    opened: "The screen's window is open. Move it to the second screen (Windows: Win+Shift+arrow), then make it full (F11, or Alt+Enter in Windows' old console).",
    by_hand: |line| {
        format!(
            "No terminal can be opened from here. Open one yourself on the second screen and type: {line}"
        )
    },
    no_screen: |line| {
        format!(
            "This computer runs without a desktop, so no new window can be opened. In another terminal type: {line}"
        )
    },
};
