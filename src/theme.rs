//! Colours and characters. Meaning never hangs on colour alone; both can be taken away at the end.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier, Style};

/// How the screen may look on this terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Colours are wanted (`NO_COLOR` is not set).
    pub color: bool,
    /// Only ASCII may be drawn (`--ascii`); letters of names stay as they are.
    pub ascii: bool,
    /// What the terminal's own colours are.
    pub ground: Ground,
}

/// What a terminal draws on where nobody names a colour. No terminal says it, so people do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ground {
    /// Nobody said. On white, yellow and cyan cannot be read; on Solarized, bright black is the ground.
    #[default]
    Unknown,
    /// *Gelap*.
    Dark,
    /// *Terang*.
    Light,
}

impl Ground {
    /// The word of a setting.
    pub fn parse(word: &str) -> Option<Ground> {
        match word.trim().to_lowercase().as_str() {
            "gelap" | "dark" => Some(Ground::Dark),
            "terang" | "light" => Some(Ground::Light),
            _ => None,
        }
    }

    /// The colour in which something can be read on this ground, of the colour that it has; on one that
    /// nobody named the terminal's own, but for green, which an outcome has. The 16 colours are what
    /// their owner made of them, the others are the same everywhere.
    fn legible(self, colour: Color) -> Color {
        match (self, colour) {
            (Ground::Unknown, Color::Green | Color::LightGreen) => Color::Green,
            (Ground::Unknown, _) => Color::Reset,
            (Ground::Dark, Color::DarkGray) => Color::Indexed(247),
            (Ground::Dark, other) => other,
            (Ground::Light, Color::DarkGray) => Color::Indexed(241),
            (Ground::Light, Color::Yellow | Color::LightYellow) => Color::Indexed(94),
            (Ground::Light, Color::Green | Color::LightGreen) => Color::Indexed(28),
            (Ground::Light, _) => Color::Indexed(24),
        }
    }
}

impl Theme {
    /// From the environment and the command line.
    pub fn detect(ascii: bool, ground: Ground) -> Theme {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        Theme {
            color: !no_color,
            ascii,
            ground,
        }
    }

    /// Takes out of a drawn frame what this terminal must not get.
    pub fn restrain(self, buffer: &mut Buffer) {
        for cell in &mut buffer.content {
            if self.color {
                self.make_legible(cell);
            } else {
                cell.fg = Color::Reset;
                cell.bg = Color::Reset;
            }
            if self.ascii
                && let Some(plain) = ascii(cell.symbol())
            {
                cell.set_symbol(plain);
            }
        }
    }

    /// On a ground of our own every colour was chosen with it; on the terminal's own not all can be read.
    fn make_legible(self, cell: &mut Cell) {
        use Color::{
            Black, Cyan, DarkGray, Green, LightCyan, LightGreen, LightYellow, Reset, Yellow,
        };
        let colours = [Yellow, LightYellow, Cyan, LightCyan, Green, LightGreen];
        if cell.bg != Reset {
            return;
        }
        if cell.modifier.contains(Modifier::REVERSED) && colours.contains(&cell.fg) {
            // The colour becomes the ground, and what stands on it would have that of the terminal's own.
            cell.bg = Black;
        } else if cell.fg == DarkGray || colours.contains(&cell.fg) {
            cell.fg = self.ground.legible(cell.fg);
        }
    }
}

/// Bold, for what is loud.
pub fn loud() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

/// For what is quiet, where the ground is known; see [`Theme::restrain`].
pub fn quiet() -> Style {
    Style::new().fg(Color::DarkGray)
}

/// Something went well.
pub fn good() -> Style {
    Style::new().fg(Color::Green).add_modifier(Modifier::BOLD)
}

/// Something to look at.
pub fn note() -> Style {
    Style::new().fg(Color::Yellow).add_modifier(Modifier::BOLD)
}

/// Something was refused or failed.
pub fn bad() -> Style {
    Style::new().fg(Color::Red).add_modifier(Modifier::BOLD)
}

/// The chosen line.
pub fn chosen() -> Style {
    Style::new().add_modifier(Modifier::REVERSED)
}

/// A key in the footer.
pub fn key() -> Style {
    Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD)
}

/// What ASCII puts in the place of a drawing character.
fn ascii(symbol: &str) -> Option<&'static str> {
    Some(match symbol {
        "─" | "·" | "–" => "-",
        "═" => "=",
        "│" | "║" => "|",
        "┌" | "┐" | "└" | "┘" | "├" | "┤" | "┬" | "┴" | "┼" | "▒" => "+",
        "█" | "▓" | "■" | "▌" | "▐" | "▋" | "▊" | "▉" => "#",
        // Half blocks are points of big type: upper and lower must differ.
        "▀" => "\"",
        "▄" => "_",
        "▏" | "▎" | "▍" => " ",
        "░" => ".",
        "►" | "→" => ">",
        "▲" => "^",
        "▼" => "v",
        "×" => "x",
        "…" => "~",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    /// What a style is on a terminal of this ground.
    fn drawn(ground: Ground, style: Style) -> Style {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        buffer.set_string(0, 0, "x", style);
        let theme = Theme {
            color: true,
            ascii: false,
            ground,
        };
        theme.restrain(&mut buffer);
        buffer.content[0].style()
    }

    #[test]
    fn on_an_unknown_ground_nothing_is_bright_black_yellow_or_cyan() {
        for style in [
            quiet(),
            note(),
            key(),
            quiet().add_modifier(Modifier::REVERSED),
        ] {
            assert_eq!(
                drawn(Ground::Unknown, style).fg,
                Some(Color::Reset),
                "{style:?}"
            );
        }
        // Green and red carry an outcome and can be read everywhere.
        assert_eq!(drawn(Ground::Unknown, good()).fg, Some(Color::Green));
        assert_eq!(drawn(Ground::Unknown, bad()).fg, Some(Color::Red));
        // A bar in a colour has letters in another that is ours, too.
        let bar = drawn(Ground::Unknown, note().add_modifier(Modifier::REVERSED));
        assert_eq!((bar.fg, bar.bg), (Some(Color::Yellow), Some(Color::Black)));
        assert!(bar.add_modifier.contains(Modifier::REVERSED));
        // What has a ground of its own keeps its colours.
        let own = Style::new().fg(Color::DarkGray).bg(Color::Black);
        assert_eq!(drawn(Ground::Unknown, own).fg, Some(Color::DarkGray));
    }

    #[test]
    fn on_a_known_ground_the_colours_are_there_and_none_is_bright_black() {
        for ground in [Ground::Dark, Ground::Light] {
            for style in [quiet(), note(), key()] {
                let fg = drawn(ground, style).fg;
                assert!(
                    !matches!(fg, Some(Color::Reset | Color::DarkGray)),
                    "{style:?}"
                );
            }
        }
        assert_eq!(drawn(Ground::Dark, note()).fg, Some(Color::Yellow));
        assert_ne!(drawn(Ground::Light, note()).fg, Some(Color::Yellow));
        assert_ne!(drawn(Ground::Light, key()).fg, Some(Color::Cyan));
        assert_ne!(drawn(Ground::Light, good()).fg, Some(Color::Green));
    }

    #[test]
    fn a_ground_is_named_in_both_languages() {
        for (word, ground) in [
            ("gelap", Some(Ground::Dark)),
            (" Dark ", Some(Ground::Dark)),
            ("terang", Some(Ground::Light)),
            ("light", Some(Ground::Light)),
            ("putih", None),
            ("", None),
        ] {
            assert_eq!(Ground::parse(word), ground, "{word}");
        }
    }
}
