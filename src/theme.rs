//! Colours and characters. Meaning never hangs on colour alone; both can be taken away at the end.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

/// How the screen may look on this terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Colours are wanted (`NO_COLOR` is not set).
    pub color: bool,
    /// Only ASCII may be drawn (`--ascii`); letters of names stay as they are.
    pub ascii: bool,
}

impl Theme {
    /// From the environment and the command line.
    pub fn detect(ascii: bool) -> Theme {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        Theme {
            color: !no_color,
            ascii,
        }
    }

    /// Takes out of a drawn frame what this terminal must not get.
    pub fn restrain(self, buffer: &mut Buffer) {
        if self.color && !self.ascii {
            return;
        }
        for cell in &mut buffer.content {
            if !self.color {
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
}

/// Bold, for what is loud.
pub fn loud() -> Style {
    Style::new().add_modifier(Modifier::BOLD)
}

/// For what is quiet.
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
