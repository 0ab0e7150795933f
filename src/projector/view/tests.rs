use ratatui::buffer::Buffer;

use super::*;
use crate::projector::model::{Model, News};
use crate::text::Lang;

fn picture(model: &Model, lang: Lang, (columns, rows): (u16, u16), now: u64) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
    let clock = |_: &Frame| jiff::civil::time(9, 12, 0, 0);
    draw(model, lang.text(), now, clock, &mut buf);
    let row = |y| {
        let cells = (0..columns).map(|x| buf[(x, y)].symbol().to_owned());
        cells.collect::<String>().trim_end().to_owned()
    };
    (0..rows).map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn it_waits_in_both_languages() {
    let model = Model::new(1, "pertemuan".into(), (64, 20));
    let id = picture(&model, Lang::Id, (64, 20), 0);
    assert!(
        id.contains("LAYAR AULA") && id.contains("menunggu konsol"),
        "{id}"
    );
    let en = picture(&model, Lang::En, (64, 20), 0);
    assert!(en.contains("waiting for the console"), "{en}");
}

#[test]
fn the_help_fits_the_smallest_window_with_all_its_words() {
    for lang in [Lang::Id, Lang::En] {
        for lost in [false, true] {
            let mut model = Model::new(1, "pertemuan".into(), (64, 20));
            model.news(News::Number(16), 0);
            if lost {
                model.news(News::Lost(StoreError::Newer), 0);
            }
            model.hint(0);
            let screen = picture(&model, lang, (64, 20), 0);
            let t = &lang.text().projector;
            let state = if lost { t.out_of_reach } else { t.connected };
            let lines: Vec<_> = screen.lines().rev().take(2).collect();
            assert_eq!(lines[0].trim(), t.keys);
            assert!(
                lines[1].ends_with(state) || lines[1].trim().ends_with(state),
                "{screen}"
            );
        }
    }
}

#[test]
fn why_it_cannot_read_the_store_is_said_whole() {
    let mut model = Model::new(1, "pertemuan".into(), (64, 20));
    let path = "/media/stik merah/acara besar/pertemuan.layar";
    model.news(News::Lost(StoreError::NotOurs(path.into())), 0);
    let screen = picture(&model, Lang::Id, (64, 20), 0);
    let words: Vec<&str> = screen.split_whitespace().collect();
    let joined = words.join(" ");
    assert!(
        joined.contains(path) && joined.contains("Pindahkan berkas itu"),
        "{screen}"
    );
}

#[test]
fn no_size_is_too_small_to_wait_in() {
    let mut model = Model::new(1, "pertemuan".into(), (64, 20));
    model.news(News::Lost(StoreError::Newer), 0);
    model.hint(0);
    for columns in 1..40 {
        for rows in 1..12 {
            model.resize((columns, rows));
            picture(&model, Lang::Id, (columns, rows), 0);
        }
    }
}

#[test]
fn the_file_that_is_waited_for_is_named_whole() {
    let mut model = Model::new(1, "pertemuan".into(), (64, 20));
    let path = "/media/rina/STIK-MERAH-PANITIA-2026/hari-h/pertemuan-koordinasi-desember.layar";
    model.news(News::Lost(StoreError::Missing(path.into())), 0);
    let screen = picture(&model, Lang::Id, (64, 20), 0);
    let joined: String = screen.split_whitespace().collect();
    assert!(joined.contains(path), "{screen}");
    assert!(screen.contains("menunggu konsol"), "{screen}");
}
