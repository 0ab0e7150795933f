//! Templates of the office: taken where they are there, explained where they are broken, and never a
//! reason to lose a paper.

use gelar::exchange::document::template::BUILT_IN;
use gelar::exchange::document::{DocumentError, Fault, Paper, Trouble, write_templates};
use gelar::text::Lang;
use gelar::text::paper::document_error;

use crate::press::{Press, attendance, guest, guests, invited};

fn trouble(press: &Press) -> (Trouble, String) {
    match press.write(&attendance(invited()), "daftar.html") {
        Err(error @ DocumentError::Template(_)) => {
            let words = document_error(Lang::Id.text(), &error);
            let DocumentError::Template(trouble) = error else {
                unreachable!()
            };
            (trouble, words)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_offices_own_letterhead_is_taken() {
    let press = Press::with(guests(1));
    press.template("kop.html", "<div class=\"kop\">KANTOR KAMI</div>");
    let (_, html) = press.html(&attendance(invited()));
    assert!(html.contains("KANTOR KAMI") && html.contains("DAFTAR HADIR"));
    assert!(press.html(&Paper::Letters).1.contains("KANTOR KAMI"));
    // As a Windows editor may have saved it: with a mark, or in the old encoding.
    press.template("kop.html", "\u{feff}<div>RÉSUMÉ</div>");
    assert!(press.html(&attendance(invited())).1.contains("<div>RÉSUMÉ"));
    press.template("kop.html", b"<div>R\xc9SUM\xc9</div>");
    assert!(press.html(&attendance(invited())).1.contains("<div>RÉSUMÉ"));
}

#[test]
fn a_broken_mark_is_named_with_file_and_line() {
    let press = Press::with(guests(1));
    press.template("kop.html", "<div>\n  satu\n  {{ acara.judul }\n</div>\n");
    let (found, words) = trouble(&press);
    assert_eq!(found.line, Some(3), "{found:?}");
    assert!(matches!(found.fault, Fault::Syntax(_)), "{found:?}");
    let path = press.path("dokumen").join("kop.html");
    assert_eq!(found.file, path.display().to_string());
    for part in [&*found.file, "baris 3", "Tidak ada yang ditulis"] {
        assert!(words.contains(part), "{part}: {words}");
    }
    press.holds_only(&["dokumen"]);
}

#[test]
fn an_unknown_name_is_named_and_never_printed_as_nothing() {
    let press = Press::with(guests(1));
    press.template("ttd.html", "<div>\n\n\n{{ acara.kepala_dinas }}</div>");
    let (found, words) = trouble(&press);
    assert_eq!((found.line, &found.fault), (Some(4), &Fault::UnknownName));
    assert!(words.contains("acara.kepala_dinas"), "{words}");
    press.template("ttd.html", "{{ acara.judul | huruf_besar }}");
    assert_eq!(trouble(&press).0.fault, Fault::UnknownName);
    press.template("ttd.html", "{% if acara.tak_ada %}x{% endif %}");
    assert_eq!(trouble(&press).0.fault, Fault::UnknownName);
}

#[test]
fn a_block_that_is_not_closed_is_found_in_the_list_itself() {
    let press = Press::with(guests(1));
    let (_, list) = BUILT_IN
        .iter()
        .find(|(n, _)| *n == "daftar-hadir.html")
        .unwrap();
    press.template("daftar-hadir.html", list.replacen("{% endfor %}", "", 1));
    let (found, _) = trouble(&press);
    assert!(found.line.is_some_and(|n| n > 10), "{found:?}");
    assert!(found.file.ends_with("daftar-hadir.html"));
}

#[test]
fn another_template_must_lie_in_the_same_folder() {
    let press = Press::with(guests(1));
    std::fs::write(press.path("rahasia.html"), "RAHASIA").unwrap();
    for name in [
        "tidak-ada.html",
        "../rahasia.html",
        "/etc/hostname",
        "..\\rahasia.html",
    ] {
        let name = name.replace('\\', "\\\\");
        press.template("kop.html", format!("{{% include \"{name}\" %}}"));
        let (found, _) = trouble(&press);
        assert!(matches!(found.fault, Fault::MissingFile(_)), "{found:?}");
    }
    press.template("logo.html", "LOGO");
    press.template("kop.html", "{% include \"logo.html\" %}");
    assert!(press.html(&attendance(invited())).1.contains("LOGO"));
}

#[test]
fn a_template_that_cannot_be_read_is_named() {
    let press = Press::with(guests(1));
    std::fs::create_dir_all(press.path("dokumen").join("kop.html")).unwrap();
    let (found, words) = trouble(&press);
    assert!(matches!(found.fault, Fault::Unreadable(_)), "{found:?}");
    assert!(words.contains("kop.html"), "{words}");
}

#[test]
fn a_template_that_never_ends_or_eats_all_memory_is_stopped() {
    let press = Press::with(guests(1));
    for endless in [
        "{% for i in range(10000) %}{% for j in range(10000) %}{% for k in range(10000) %}\
         {% endfor %}{% endfor %}{% endfor %}",
        "{{ \"x\" | indent(99999999999) }}",
    ] {
        press.template("kop.html", endless);
        let (found, words) = trouble(&press);
        assert!(matches!(found.fault, Fault::Endless), "{found:?}");
        assert!(words.contains("kop.html"), "{words}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_template_is_not_waited_for() {
    let press = Press::with(guests(1));
    press.template("kop.html", "");
    let path = press.path("dokumen").join("kop.html");
    std::fs::remove_file(&path).unwrap();
    // A device reads without end like a pipe that nobody writes to.
    std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
    let (found, _) = trouble(&press);
    assert!(matches!(found.fault, Fault::Unreadable(_)), "{found:?}");
}

#[test]
fn no_template_lets_a_name_become_markup() {
    let press = Press::with(vec![guest("<script>", "Desa 1", "Bontoa")]);
    press.template(
        "daftar-hadir.html",
        "{{ halaman_semua[0].baris[0].nama | safe }}",
    );
    assert_eq!(trouble(&press).0.fault, Fault::UnknownName);
    press.template("daftar-hadir.html", "{{ halaman_semua[0].baris[0].nama }}");
    let (_, html) = press.html(&attendance(invited()));
    assert_eq!(html, "&lt;script&gt;");
}

#[test]
fn a_failed_paper_leaves_the_last_good_one() {
    let press = Press::with(guests(1));
    press.write(&attendance(invited()), "daftar.html").unwrap();
    let before = std::fs::read(press.path("daftar.html")).unwrap();
    press.template("kop.html", "{{ tidak_ada }}");
    trouble(&press);
    assert_eq!(std::fs::read(press.path("daftar.html")).unwrap(), before);
}

#[test]
fn the_built_in_templates_are_written_once_and_are_what_is_used() {
    let press = Press::with(guests(2));
    let (_, before) = press.html(&attendance(invited()));
    let folder = press.path("dokumen");
    assert_eq!(write_templates(&folder).unwrap(), BUILT_IN.len());
    assert_eq!(press.html(&attendance(invited())).1, before);
    std::fs::write(folder.join("kop.html"), "punya kami").unwrap();
    match write_templates(&folder) {
        Err(error @ DocumentError::Exists(_)) => {
            let words = document_error(Lang::Id.text(), &error);
            assert!(words.contains("tidak ditimpa"), "{words}");
        }
        other => panic!("{other:?}"),
    }
    let kept = std::fs::read_to_string(folder.join("kop.html")).unwrap();
    assert_eq!(kept, "punya kami");
    for (name, source) in BUILT_IN {
        assert!(
            source.starts_with("{#"),
            "{name} says at its top what may be changed"
        );
    }
}

#[test]
fn papers_ask_for_nothing_from_outside() {
    let press = Press::with(guests(2));
    for paper in [
        attendance(invited()),
        Paper::Badges(vec![]),
        Paper::Slips(vec![]),
        Paper::Letters,
        Paper::CommandCard,
        Paper::Rules,
    ] {
        let (_, html) = press.html(&paper);
        for foreign in [
            "http:", "https:", "<script", "src=", "url(", "@import", "<link",
        ] {
            assert!(!html.contains(foreign), "{paper:?}: {foreign}");
        }
        let size = html.contains("@page { size: 210mm 297mm; margin: 0; }");
        assert!(size, "{paper:?}");
    }
}

/// The fault of a letterhead, with its line and the words.
fn fault_of(source: impl AsRef<[u8]>) -> (Fault, Option<usize>, String) {
    let press = Press::with(vec![guest("<b>Siti</b>", "Desa 1", "Bontoa")]);
    press.template("kop.html", source);
    let (found, words) = trouble(&press);
    assert!(words.contains("kop.html"), "{words}");
    press.holds_only(&["dokumen"]);
    (found.fault, found.line, words)
}

#[test]
fn what_is_nested_without_end_is_stopped_and_never_ends_the_program() {
    let deep = |open: &str, inner: &str, close: &str, n: usize| {
        format!("{}{inner}{}", open.repeat(n), close.repeat(n))
    };
    for source in [
        format!("{{{{ {} }}}}", deep("(", "1", ")", 200_000)),
        format!("{{{{ {} }}}}", deep("[", "", "]", 200_000)),
        format!("{{{{ {}1 }}}}", "not ".repeat(200_000)),
        format!("{{{{ {}1 }}}}", "-".repeat(200_000)),
        format!("{{{{ 1{} }}}}", "+1".repeat(200_000)),
        format!("{{{{ 1{} }}}}", "**1".repeat(200_000)),
        format!("{{{{ 1{} }}}}", "|string".repeat(200_000)),
        format!("{{{{ acara{} }}}}", ".x".repeat(200_000)),
        format!("{{{{ {}1 }}}}", "1 if false else ".repeat(100_000)),
        // A quotation mark does not hide what follows it.
        format!("{{{{ \"}}}}\" ~ {}1 }}}}", "-".repeat(200_000)),
        deep("{% if true %}", "x", "{% endif %}", 20_000),
        format!(
            "{{% if false %}}{}{{% endif %}}",
            "{% elif false %}".repeat(50_000)
        ),
        "{% include \"kop.html\" %}".to_owned(),
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}".to_owned(),
        "{% for a in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}".to_owned(),
    ] {
        let (fault, line, _) = fault_of(&source);
        let start = &source[..source.len().min(40)];
        assert_eq!((fault, line), (Fault::Endless, Some(1)), "{start}");
    }
}

#[test]
fn the_deepest_that_is_let_through_is_read() {
    let press = Press::with(guests(1));
    for source in [
        format!("{{{{ {}1 }}}}", "not ".repeat(490)),
        format!("{{{{ {}1 }}}}", "-".repeat(1_990)),
        format!("{{{{ 1{} }}}}", "+1".repeat(990)),
        format!("{{{{ 1{} }}}}", "|string".repeat(280)),
        format!(
            "{{% if false %}}{}{{% endif %}}",
            "{% elif false %}".repeat(4_990)
        ),
        // A logo in the letterhead is text, however long.
        format!("<img alt=\"\" data-x=\"{}\">", "A".repeat(2 << 20)),
    ] {
        press.template("kop.html", &source);
        press.html(&attendance(invited()));
    }
}

#[test]
fn what_grows_without_end_is_stopped() {
    for source in [
        "{{ \"x\" * 4000000000 }}",
        "{% set a = [a, a] %}{{ a }}",
        "{% macro m(a) %}{{ m({\"x\": a}) }}{% endmacro %}{{ m(1) }}",
        "{% set x %}{% for i in range(90000) %}{{ \"y\" * 9000 }}{% endfor %}{% endset %}",
        "{% for i in range(90000) %}{{ \"y\" * 9000 }}{% endfor %}",
        "{{ \"x\" | replace(\"\", \"y\" * 1000000) | replace(\"y\", \"z\" * 1000000) }}",
    ] {
        let (fault, ..) = fault_of(source);
        assert_eq!(fault, Fault::Endless, "{source}");
    }
    // What could hold itself is not there, so that nothing is printed without end and no stack overflows.
    for source in [
        "{% set ns = namespace(x='') %}{% set ns.x = ns %}{{ ns }}",
        "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = ns.x %}{% endfor %}",
        "{% set a = dict(x=1) %}",
        "{{ [1] | batch(1) }}",
        "{% set a = [1] %}{% set a = a + a %}{{ a | join }}",
    ] {
        let (fault, ..) = fault_of(source);
        assert_eq!(fault, Fault::UnknownName, "{source}");
    }
    // Strings that double: the largest paper is the bound.
    let doubled = "{% set a = a ~ a %}".repeat(40);
    let (fault, ..) = fault_of(format!("{{% set a = 'x' %}}{doubled}{{{{ a }}}}"));
    assert_eq!(fault, Fault::Endless);
    // A file of five megabytes is no letterhead; nor is one without end.
    assert_eq!(fault_of(vec![b' '; 5 << 20]).0, Fault::Endless);
}

#[test]
fn no_template_switches_the_escaping_off() {
    let name = "{{ acara.judul }}";
    for source in [
        format!("\n{{% autoescape false %}}{name}{{% endautoescape %}}"),
        format!("\n{{%- autoescape \"none\" -%}}{name}{{%- endautoescape -%}}"),
        format!(
            "\n{{% autoescape false %}}{{% set x %}}{name}{{% endset %}}{{% endautoescape %}}{{{{ x }}}}"
        ),
        format!(
            "\n{{% macro m() %}}{{% autoescape none %}}{name}{{% endautoescape %}}{{% endmacro %}}{{{{ m() }}}}"
        ),
    ] {
        let (fault, line, words) = fault_of(&source);
        assert_eq!((fault, line), (Fault::Unescaped, Some(2)), "{source}");
        assert!(words.contains("baris 2: autoescape"), "{words}");
    }
    // Nor does a filter that undoes it.
    let press = Press::with(vec![guest("<b>Siti</b>", "Desa 1", "Bontoa")]);
    let who = "halaman_semua[0].baris[0].nama";
    for source in [
        format!("{{{{ {who} | escape | replace('&lt;', '<') | replace('&gt;', '>') }}}}"),
        format!("{{% filter replace('&lt;', '<') %}}{{{{ {who} }}}}{{% endfilter %}}"),
        format!("{{{{ ({who} | e) ~ {who} }}}}{{{{ {who} | e | title }}}}"),
        format!("{{% autoescape true %}}{{{{ {who} }}}}{{% endautoescape %}}"),
    ] {
        press.template("daftar-hadir.html", &source);
        let (_, html) = press.html(&attendance(invited()));
        assert!(!html.contains("<b>"), "{source}: {html}");
    }
}

#[cfg(unix)]
#[test]
fn no_template_is_read_through_a_link_that_leads_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let press = Press::with(guests(1));
    std::fs::write(press.path("rahasia.html"), "RAHASIA").unwrap();
    press.template("kop.html", "");
    let path = press.path("dokumen").join("kop.html");
    let inside = press.path("dokumen").join("kop-2024.html");
    std::fs::write(&inside, "KOP 2024").unwrap();
    for target in [
        "/etc/hostname",
        "../rahasia.html",
        "../dokumen/../rahasia.html",
    ] {
        std::fs::remove_file(&path).unwrap();
        symlink(target, &path).unwrap();
        let (found, words) = trouble(&press);
        assert_eq!(found.fault, Fault::Outside, "{target}");
        assert!(
            words.contains("kop.html") && words.contains("tautan"),
            "{words}"
        );
    }
    // By two links, and by a folder that is one.
    std::fs::remove_file(&path).unwrap();
    symlink(
        press.path("rahasia.html"),
        press.path("dokumen").join("jembatan.html"),
    )
    .unwrap();
    symlink("jembatan.html", &path).unwrap();
    assert_eq!(trouble(&press).0.fault, Fault::Outside);
    // A link to what is gone is a missing letterhead, not the built-in one.
    std::fs::remove_file(&path).unwrap();
    symlink("hilang.html", &path).unwrap();
    assert!(matches!(trouble(&press).0.fault, Fault::Unreadable(_)));
    // One that stays in the folder is what offices have.
    std::fs::remove_file(&path).unwrap();
    symlink("kop-2024.html", &path).unwrap();
    assert!(press.html(&attendance(invited())).1.contains("KOP 2024"));
    // So is a folder that is itself a link.
    std::fs::rename(press.path("dokumen"), press.path("bersama")).unwrap();
    symlink("bersama", press.path("dokumen")).unwrap();
    assert!(press.html(&attendance(invited())).1.contains("KOP 2024"));
}

/// Made by a call, not by a program: a process that is started meanwhile would hold files of other tests.
#[cfg(target_os = "linux")]
#[test]
fn a_fifo_in_the_place_of_a_template_is_not_waited_for() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};

    let press = Press::with(guests(1));
    press.template("kop.html", "");
    let path = press.path("dokumen").join("kop.html");
    std::fs::remove_file(&path).unwrap();
    mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    let (found, words) = trouble(&press);
    assert!(matches!(found.fault, Fault::Unreadable(_)), "{found:?}");
    assert!(words.contains("kop.html"), "{words}");
}
