//! The settings of this laptop that people write by hand, in `setelan.toml` in the settings folder.

use crate::console::recent;
use crate::theme::Ground;

/// What stands there; nothing where it cannot be read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    /// `theme = "gelap"` or `"terang"`, also without the quotation marks.
    pub theme: Option<Ground>,
}

/// Reads them. What is wrong there is told in the log.
pub(super) fn load() -> Settings {
    let file = recent::folder().map(|folder| folder.join("setelan.toml"));
    let text = file.and_then(|file| std::fs::read_to_string(file).ok());
    text.map(|text| read(&text)).unwrap_or_default()
}

fn read(text: &str) -> Settings {
    let mut settings = Settings::default();
    let lines = text.trim_start_matches('\u{feff}').lines();
    for line in lines.map(|line| line.split('#').next().unwrap_or_default().trim()) {
        match line.split_once('=').map(|(key, value)| (key.trim(), value)) {
            Some(("theme" | "tema", value)) => {
                settings.theme = Ground::parse(value.trim().trim_matches(['"', '\'']));
                if settings.theme.is_none() {
                    tracing::warn!("setelan.toml: theme = gelap, terang");
                }
            }
            _ if line.is_empty() => {}
            _ => tracing::warn!("setelan.toml: a line that means nothing"),
        }
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_theme_stands_there_as_people_write_it() {
        for (text, theme) in [
            ("theme = \"terang\"\n", Some(Ground::Light)),
            (
                "\u{feff}# laptop panitia\r\n theme=gelap # aula\r\n",
                Some(Ground::Dark),
            ),
            ("lain = 1\ntema = 'light'", Some(Ground::Light)),
            ("theme = putih", None),
            ("# theme = gelap", None),
            ("", None),
        ] {
            assert_eq!(read(text).theme, theme, "{text}");
        }
    }
}
