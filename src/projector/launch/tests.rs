use super::*;

fn wish() -> Wish {
    Wish {
        program: "/opt/gelar/gelar".into(),
        meeting: "/home/rina/Hari H/pertemuan.gelar".into(),
        lang: Lang::Id,
        ascii: false,
    }
}

fn lines(parts: &[Parts]) -> Vec<String> {
    let line = |p: &Parts| {
        let words = std::iter::once(&p.program).chain(&p.args);
        let words: Vec<_> = words.map(|w| w.to_string_lossy().into_owned()).collect();
        words.join("|")
    };
    parts.iter().map(line).collect()
}

#[test]
fn a_desktop_s_terminals_are_tried_its_user_s_own_first() {
    let rest = "/opt/gelar/gelar|projector|-m|/home/rina/Hari H/pertemuan.gelar|--lang|id";
    let own = Desktop::Windowed(Some("/usr/bin/mate-terminal".into()));
    assert_eq!(
        lines(&candidates(&own, &wish())),
        [
            format!("/usr/bin/mate-terminal|-x|{rest}"),
            format!("x-terminal-emulator|-e|{rest}"),
            format!("gnome-terminal|--|{rest}"),
            format!("konsole|-e|{rest}"),
            format!("xfce4-terminal|-x|{rest}"),
            format!("xterm|-e|{rest}"),
        ]
    );
    assert_eq!(candidates(&Desktop::Windowed(None), &wish()).len(), 5);
}

#[test]
fn windows_starts_a_console_of_its_own() {
    let wish = Wish {
        ascii: true,
        lang: Lang::En,
        ..wish()
    };
    let rest = "/opt/gelar/gelar|projector|-m|/home/rina/Hari H/pertemuan.gelar|--lang|en|--ascii";
    assert_eq!(
        lines(&candidates(&Desktop::Windows, &wish)),
        [format!("cmd|/C|start|gelar layar|{rest}")]
    );
}

#[test]
fn without_a_desktop_the_line_to_type_is_told() {
    assert_eq!(candidates(&Desktop::None, &wish()), []);
    let error = launch(&Desktop::None, &wish()).unwrap_err();
    assert_eq!(error, NoWindow::NoDesktop);
    for lang in [Lang::Id, Lang::En] {
        for error in [NoWindow::NoDesktop, NoWindow::NoTerminal] {
            let words = error.words(lang.text(), &wish());
            let line = "gelar projector -m \"/home/rina/Hari H/pertemuan.gelar\"";
            assert!(words.contains(line), "{words}");
        }
    }
}

#[cfg(unix)]
mod started {
    use super::*;

    /// A terminal that writes down what it was asked for and ends so.
    fn terminal(folder: &Path, ends: &str) -> Desktop {
        let script = folder.join("terminal");
        let told = folder.join("kata");
        let lines = format!(
            "#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\n{ends}\n",
            told.display()
        );
        // Written by another process: a file that this one has open for writing while another test
        // forks could not be started.
        let made = Command::new("sh")
            .args(["-c", "printf '%s' \"$1\" > \"$0\" && chmod +x \"$0\""])
            .args([script.as_os_str(), OsStr::new(&lines)])
            .status();
        assert!(made.unwrap().success());
        Desktop::Windowed(Some(script.into()))
    }

    #[test]
    fn it_is_started_with_its_words_whole_and_its_fate_is_told() {
        for (ends, fate) in [("exit 0", Fate::HandedOver), ("exit 3", Fate::Failed)] {
            let folder = tempfile::tempdir().unwrap();
            let desktop = terminal(folder.path(), ends);
            let mut window = launch(&desktop, &wish()).unwrap();
            window.child.wait().unwrap();
            assert_eq!(window.fate(), fate);
            let words = std::fs::read_to_string(folder.path().join("kata")).unwrap();
            let words: Vec<_> = words.lines().collect();
            assert_eq!(words[..4], ["-e", "/opt/gelar/gelar", "projector", "-m"]);
            assert_eq!(words[4], "/home/rina/Hari H/pertemuan.gelar");
        }
    }

    #[test]
    fn one_that_stays_runs_until_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        // It waits for somebody to write into a pipe: for ever, here.
        let pipe = folder.path().join("pipa");
        assert!(
            Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .unwrap()
                .success()
        );
        let desktop = terminal(folder.path(), &format!("exec cat '{}'", pipe.display()));
        let mut window = launch(&desktop, &wish()).unwrap();
        assert_eq!(window.fate(), Fate::Runs);
        window.child.kill().unwrap();
        window.child.wait().unwrap();
        assert_eq!(window.fate(), Fate::Failed);
    }
}
