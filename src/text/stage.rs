//! Words of the stage screen (F6) and of `gelar stage`: what the hall sees, what lies over it, who
//! shows it.

use crate::meeting::hall::Wanted;
use crate::meeting::rules::Rules;
use crate::stage::OwnCover;

use super::Lang;

/// What the right-hand picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Title {
    /// The next scene of the usual order.
    Next,
    /// The scene chosen in the list.
    Chosen,
    /// The step that the hall has not seen.
    Pending,
    /// What is shown when the hall goes on.
    AfterHold,
}

/// The phrases; `a_` names of commands, `h_` what they do, `f_` lines of forms, `e_` what is wrong.
#[allow(missing_docs)] // the names and the words say it
pub struct Stage {
    pub a_screen: &'static str,
    pub h_screen: &'static str,
    pub a_next: &'static str,
    pub h_next: &'static str,
    pub a_back: &'static str,
    pub h_back: &'static str,
    pub a_show: &'static str,
    pub h_show: &'static str,
    pub a_blank: &'static str,
    pub h_blank: &'static str,
    pub a_logo: &'static str,
    pub h_logo: &'static str,
    pub a_message: &'static str,
    pub h_message: &'static str,
    pub a_hold: &'static str,
    pub h_hold: &'static str,
    pub a_test: &'static str,
    pub h_test: &'static str,
    pub a_open: &'static str,
    pub h_open: &'static str,
    pub a_forget: &'static str,
    pub h_forget: &'static str,
    pub a_settings: &'static str,
    pub h_settings: &'static str,
    pub now: &'static str,
    /// The display whose size is told: number, columns, rows.
    pub now_on: fn(u8, u16, u16) -> String,
    pub title: fn(Title) -> &'static str,
    pub last_scene: &'static str,
    pub not_open: &'static str,
    pub read_only: &'static str,
    pub scenes: &'static str,
    pub displays: &'static str,
    pub state_blank: &'static str,
    pub state_logo: &'static str,
    pub state_message: &'static str,
    pub state_held: &'static str,
    pub state_pending: &'static str,
    pub state_sealed: &'static str,
    pub state_shown: &'static str,
    pub scene_logo: &'static str,
    pub scene_welcome: &'static str,
    pub scene_board: &'static str,
    pub scene_test: &'static str,
    pub scene_family: fn(&str) -> String,
    pub scene_subdistrict: fn(&str) -> String,
    pub scene_library: fn(&str) -> String,
    /// The line to type in another terminal.
    pub no_display: fn(&str) -> String,
    pub awaited: &'static str,
    pub display: fn(u8, (u16, u16)) -> String,
    /// A display where there is no room for its size.
    pub numbered: fn(u8) -> String,
    pub alive: &'static str,
    pub newest: &'static str,
    pub older: &'static str,
    /// Since how many milliseconds.
    pub stale: fn(u64) -> String,
    pub small: &'static str,
    /// Over the picture of a display that is too small.
    pub small_picture: &'static str,
    pub own: fn(OwnCover) -> &'static str,
    pub warn_stale: fn(u8, u64) -> String,
    pub warn_small: fn(u8, (u16, u16)) -> String,
    pub trouble: &'static str,
    /// The stage file is gone.
    pub gone: &'static str,
    pub blanked: &'static str,
    pub logo_shown: &'static str,
    pub message_shown: &'static str,
    pub uncovered: &'static str,
    pub held_now: &'static str,
    pub released: &'static str,
    pub pending_shown: &'static str,
    pub double_press: &'static str,
    pub no_undo: &'static str,
    pub dark_next: &'static str,
    pub step_waits: &'static str,
    pub restarted: &'static str,
    pub restart_given_up: &'static str,
    /// The line to type in another terminal.
    pub no_beat: fn(&str) -> String,
    pub none_silent: &'static str,
    pub form_message: &'static str,
    pub f_message: &'static str,
    pub f_message_hint: &'static str,
    pub e_message: &'static str,
    pub e_long: fn(usize, usize) -> String,
    pub form_settings: &'static str,
    pub f_lang: &'static str,
    pub f_look: &'static str,
    pub f_choice_hint: &'static str,
    pub f_top: &'static str,
    pub f_top_hint: &'static str,
    pub e_top: &'static str,
    pub languages: [&'static str; 2],
    pub looks: [&'static str; 3],
    /// A word that names no scene, and those that there are.
    pub no_such_scene: fn(&str, &str) -> String,
    /// Several libraries of one name.
    pub ambiguous: fn(&str, &str) -> String,
    pub nothing_to_set: &'static str,
    /// The hall is covered or uncovered, the journal could not be written: why.
    pub not_in_journal: fn(&str) -> String,
    pub position: fn(u64, u64) -> String,
}

impl Stage {
    /// A scene in words.
    pub fn scene(&self, lang: Lang, rules: &Rules, library: &str, wanted: &Wanted) -> String {
        match wanted {
            Wanted::Logo => self.scene_logo.to_owned(),
            Wanted::Welcome => self.scene_welcome.to_owned(),
            Wanted::Board => self.scene_board.to_owned(),
            Wanted::Test => self.scene_test.to_owned(),
            Wanted::Family { key } => {
                let family = rules.family(key);
                let name = family.map_or(key, |f| match lang {
                    Lang::Id => &f.name_id,
                    Lang::En => &f.name_en,
                });
                (self.scene_family)(name)
            }
            Wanted::Subdistrict { name } => (self.scene_subdistrict)(name),
            Wanted::Library { code } => {
                let name = Some(library).filter(|n| !n.is_empty());
                (self.scene_library)(name.unwrap_or(code.as_str()))
            }
        }
    }
}

fn age(ms: u64, second: &str, minute: &str) -> String {
    match ms / 1_000 {
        s @ 0..60 => format!("{s} {second}"),
        s => format!("{} {minute}", s / 60),
    }
}

pub(super) const ID: Stage = Stage {
    a_screen: "Layar",
    h_screen: "Ke layar aula: apa yang tampil sekarang, apa berikutnya, dan semua layar yang terhubung.",
    a_next: "berikutnya",
    h_next: "Menampilkan adegan berikutnya (juga panah kanan, PageDown); langkah yang belum tampil didahulukan.",
    a_back: "sebelumnya",
    h_back: "Menampilkan adegan sebelumnya (juga panah kiri, PageUp).",
    a_show: "tampilkan",
    h_show: "Menampilkan adegan yang terpilih dengan panah; tanpa pilihan: yang berikutnya.",
    a_blank: "gelap",
    h_blank: "Menggelapkan aula seketika; sekali lagi membukanya. Jalan juga saat disk penuh.",
    a_logo: "logo",
    h_logo: "Menutup adegan dengan judul acara; sekali lagi membukanya.",
    a_message: "pesan",
    h_message: "Menampilkan pesan di atas adegan; sekali lagi membukanya.",
    a_hold: "tahan",
    h_hold: "Aula menahan gambarnya selagi petugas melihat ke depan; sekali lagi melepasnya.",
    a_test: "kartu uji",
    h_test: "Kartu uji: baris mana yang terbaca dari kursi belakang?",
    a_open: "buka layar",
    h_open: "Membuka layar aula di jendela sendiri, untuk digeser ke proyektor.",
    a_forget: "hapus layar mati",
    h_forget: "Menghapus layar yang tidak lagi melapor dari daftar; yang hidup kembali sendiri.",
    a_settings: "atur",
    h_settings: "Bahasa dan warna aula, dan sampai peringkat berapa yang ditampilkan.",
    now: "SEKARANG",
    now_on: |n, w, h| format!("SEKARANG (layar {n}: {w}×{h})"),
    title: |title| match title {
        Title::Next => "BERIKUTNYA",
        Title::Chosen => "PILIHAN (Enter tampilkan)",
        Title::Pending => "BELUM TAMPIL (N tampilkan)",
        Title::AfterHold => "SESUDAH DILEPAS (H lepas)",
    },
    last_scene: "Ini adegan terakhir. Pilih adegan lain dengan panah.",
    not_open: "Berkas layar belum terbuka.",
    read_only: "Pertemuan ini hanya dapat dibaca; aula tidak diubah dari sini.",
    scenes: "ADEGAN",
    displays: "LAYAR",
    state_blank: "LAYAR GELAP",
    state_logo: "LOGO",
    state_message: "PESAN",
    state_held: "DITAHAN",
    state_pending: "LANGKAH BELUM TAMPIL",
    state_sealed: "SEGEL AKTIF",
    state_shown: "TAMPIL",
    scene_logo: "Judul acara",
    scene_welcome: "Selamat datang",
    scene_board: "Papan capaian",
    scene_test: "Kartu uji",
    scene_family: |name| format!("Papan · {name}"),
    scene_subdistrict: |name| format!("Kec. {name}"),
    scene_library: |name| format!("Kartu · {name}"),
    no_display: |line| format!("Belum ada layar terhubung. Tekan O, atau di terminal lain: {line}"),
    awaited: "Menunggu layar yang baru dibuka …",
    display: |n, (w, h)| format!("Layar {n} {w}×{h}"),
    numbered: |n| format!("Layar {n}"),
    alive: "hidup",
    newest: "gambar terbaru",
    older: "gambar lama",
    stale: |ms| format!("KEDALUWARSA {}", age(ms, "dtk", "mnt")),
    small: "TERLALU KECIL",
    small_picture: "LAYAR INI TERLALU KECIL",
    own: |cover| match cover {
        OwnCover::Blank => "digelapkan di layar itu",
        OwnCover::Logo => "logo dari layar itu",
        OwnCover::Test => "kartu uji dari layar itu",
    },
    warn_stale: |n, ms| {
        format!(
            "LAYAR {n} KEDALUWARSA: tidak melapor {}. Periksa di F6.",
            age(ms, "detik", "menit")
        )
    },
    warn_small: |n, (w, h)| {
        format!("LAYAR {n} TERLALU KECIL ({w}×{h}): perkecil hurufnya sampai 64×20.")
    },
    trouble: "AULA TIDAK TERJANGKAU",
    gone: "Berkas layar hilang (stik dicabut?). Data pertemuan tidak terganggu; berkasnya dibuat lagi sendiri begitu foldernya ada.",
    blanked: "Aula gelap. B membukanya lagi.",
    logo_shown: "Aula menampilkan logo. L membukanya lagi.",
    message_shown: "Pesan tampil di aula. M membukanya lagi.",
    uncovered: "Penutup dibuka; adegan tampil lagi.",
    held_now: "Aula menahan gambarnya. H melepasnya.",
    released: "Aula mengikuti lagi.",
    pending_shown: "Langkah yang tertunda sekarang tampil; tidak ada catatan baru.",
    double_press: "Tekanan ganda diabaikan; aula tetap.",
    no_undo: "di layar ini tidak ada yang diurungkan; P kembali ke adegan sebelumnya",
    dark_next: "Aula gelap. Tekan sekali lagi untuk menampilkan adegan berikutnya; B hanya membuka.",
    step_waits: "Langkah sebelumnya masih disimpan; tekanan ini diabaikan.",
    restarted: "Layar yang dibuka dari sini mati; dibuka lagi.",
    restart_given_up: "Layar mati lagi sesudah tiga kali dibuka dalam satu menit. Periksa proyektornya, lalu tekan O di F6.",
    no_beat: |line| {
        format!(
            "Layar yang dibuka belum melapor. Periksa jendelanya, atau ketik di terminal lain: {line}"
        )
    },
    none_silent: "Tidak ada layar yang mati.",
    form_message: "Pesan di aula",
    f_message: "Pesan",
    f_message_hint: "Singkat; Enter menampilkannya di aula.",
    e_message: "Tulis pesannya dahulu.",
    e_long: |n, most| format!("{n} huruf; paling banyak {most}."),
    form_settings: "Pengaturan aula",
    f_lang: "Bahasa",
    f_look: "Warna",
    f_choice_hint: "Panah kiri dan kanan memilih.",
    f_top: "Peringkat sampai",
    f_top_hint: "Di bawahnya kelompok warna menurut abjad; 0 = semua peringkat tampil.",
    e_top: "Isi angka, 0 sampai 65535.",
    languages: ["Indonesia", "Inggris"],
    looks: ["gelap", "terang", "satu warna"],
    no_such_scene: |word, all| format!("Tidak ada adegan \"{word}\". Yang ada: {all}."),
    ambiguous: |word, all| format!("\"{word}\" dapat berarti: {all}. Sebut kodenya."),
    nothing_to_set: "Sebut yang diatur: --lang, --look, atau --top.",
    not_in_journal: |why| format!("Aula sudah mengikuti, tetapi jurnal tidak dapat ditulis: {why}"),
    position: |revision, seq| format!("gambar {revision}, jurnal {seq}"),
};

pub(super) const EN: Stage = Stage {
    a_screen: "Hall",
    h_screen: "To the hall's screen: what is shown now, what comes next, and every display connected.",
    a_next: "next",
    h_next: "Shows the next scene (right arrow and PageDown too); a step not yet shown comes first.",
    a_back: "back",
    h_back: "Shows the scene before (left arrow and PageUp too).",
    a_show: "show",
    h_show: "Shows the scene chosen with the arrows; without a choice: the next one.",
    a_blank: "black",
    h_blank: "Makes the hall black at once; again uncovers it. Works with a full disk.",
    a_logo: "logo",
    h_logo: "Covers the scene with the meeting's title; again uncovers it.",
    a_message: "message",
    h_message: "Puts a message over the scene; again uncovers it.",
    a_hold: "hold",
    h_hold: "The hall keeps its picture while the operator looks ahead; again lets it go on.",
    a_test: "test card",
    h_test: "Test card: which line can be read from the back row?",
    a_open: "open screen",
    h_open: "Opens the hall's screen in a window of its own, to be moved to the projector.",
    a_forget: "drop dead displays",
    h_forget: "Drops displays that have fallen silent from the list; one that lives comes back.",
    a_settings: "settings",
    h_settings: "Language and colours of the hall, and down to which rank it shows.",
    now: "NOW",
    now_on: |n, w, h| format!("NOW (display {n}: {w}×{h})"),
    title: |title| match title {
        Title::Next => "NEXT",
        Title::Chosen => "CHOSEN (Enter shows)",
        Title::Pending => "NOT YET SHOWN (N shows)",
        Title::AfterHold => "AFTER THE HOLD (H goes on)",
    },
    last_scene: "This is the last scene. Choose another one with the arrows.",
    not_open: "The stage file is not open yet.",
    read_only: "This meeting can only be read; the hall is not changed from here.",
    scenes: "SCENES",
    displays: "DISPLAYS",
    state_blank: "BLACK SCREEN",
    state_logo: "LOGO",
    state_message: "MESSAGE",
    state_held: "HELD",
    state_pending: "STEP NOT YET SHOWN",
    state_sealed: "SEAL ACTIVE",
    state_shown: "SHOWN",
    scene_logo: "Title",
    scene_welcome: "Welcome",
    scene_board: "Leaderboard",
    scene_test: "Test card",
    scene_family: |name| format!("Board · {name}"),
    scene_subdistrict: |name| format!("Subdistrict {name}"),
    scene_library: |name| format!("Card · {name}"),
    no_display: |line| format!("No display is connected. Press O, or in another terminal: {line}"),
    awaited: "Waiting for the screen just opened …",
    display: |n, (w, h)| format!("Display {n} {w}×{h}"),
    numbered: |n| format!("Display {n}"),
    alive: "alive",
    newest: "newest picture",
    older: "older picture",
    stale: |ms| format!("STALE {}", age(ms, "s", "min")),
    small: "TOO SMALL",
    small_picture: "THIS DISPLAY IS TOO SMALL",
    own: |cover| match cover {
        OwnCover::Blank => "blackened at the display",
        OwnCover::Logo => "logo from the display",
        OwnCover::Test => "test card from the display",
    },
    warn_stale: |n, ms| {
        format!(
            "DISPLAY {n} IS STALE: silent for {}. Look at F6.",
            age(ms, "seconds", "minutes")
        )
    },
    warn_small: |n, (w, h)| {
        format!("DISPLAY {n} IS TOO SMALL ({w}×{h}): make its letters smaller, to 64×20.")
    },
    trouble: "THE HALL IS OUT OF REACH",
    gone: "The stage file is gone (stick pulled out?). The meeting's data are untouched; the file is made again by itself as soon as its folder is there.",
    blanked: "The hall is black. B uncovers it.",
    logo_shown: "The hall shows the logo. L uncovers it.",
    message_shown: "The message is in the hall. M uncovers it.",
    uncovered: "Uncovered; the scene is seen again.",
    held_now: "The hall keeps its picture. H lets it go on.",
    released: "The hall follows again.",
    pending_shown: "The step that waited is shown now; no new entry.",
    double_press: "Double press ignored; the hall stays.",
    no_undo: "nothing is undone on this screen; P goes back to the scene before",
    dark_next: "The hall is dark. Press again to show the next scene; B only uncovers.",
    step_waits: "The last step is still being saved; this press is ignored.",
    restarted: "The screen opened from here died; opened again.",
    restart_given_up: "The screen died again after three starts within a minute. Check the projector, then press O on F6.",
    no_beat: |line| {
        format!(
            "The screen that was opened has not reported. Check its window, or type in another terminal: {line}"
        )
    },
    none_silent: "No display is dead.",
    form_message: "Message in the hall",
    f_message: "Message",
    f_message_hint: "Short; Enter shows it in the hall.",
    e_message: "Write the message first.",
    e_long: |n, most| format!("{n} letters; at most {most}."),
    form_settings: "Settings of the hall",
    f_lang: "Language",
    f_look: "Colours",
    f_choice_hint: "Left and right choose.",
    f_top: "Ranks down to",
    f_top_hint: "Below, colour groups in alphabetical order; 0 = all ranks are shown.",
    e_top: "A number from 0 to 65535.",
    languages: ["Indonesian", "English"],
    looks: ["dark", "light", "one colour"],
    no_such_scene: |word, all| format!("There is no scene \"{word}\". There are: {all}."),
    ambiguous: |word, all| format!("\"{word}\" can mean: {all}. Name the code."),
    nothing_to_set: "Name what to set: --lang, --look or --top.",
    not_in_journal: |why| {
        format!("The hall has followed, but the journal could not be written: {why}")
    },
    position: |revision, seq| format!("picture {revision}, journal {seq}"),
};
