//! What the operating system tells the program: leave, stop, the window has another size.

use super::Input;

/// The ways an operating system speaks.
pub(crate) struct Signals {
    #[cfg(unix)]
    streams: Vec<(tokio::signal::unix::Signal, Told)>,
    #[cfg(windows)]
    close: Option<tokio::signal::windows::CtrlClose>,
}

#[cfg(unix)]
type Told = fn() -> Input;

impl Signals {
    #[cfg(unix)]
    pub(crate) fn new() -> Signals {
        use tokio::signal::unix::{SignalKind, signal};
        let stop = SignalKind::from_raw(rustix::process::Signal::TSTP.as_raw());
        let kinds: [(SignalKind, Told); 6] = [
            (SignalKind::hangup(), || Input::Closed),
            (SignalKind::terminate(), || Input::Closed),
            (SignalKind::interrupt(), || Input::Closed),
            (SignalKind::quit(), || Input::Closed),
            (stop, || Input::Stop),
            (SignalKind::window_change(), || Input::Resize),
        ];
        let heard = |(kind, told)| Some((signal(kind).ok()?, told));
        Signals {
            streams: kinds.into_iter().filter_map(heard).collect(),
        }
    }

    #[cfg(windows)]
    pub(crate) fn new() -> Signals {
        Signals {
            close: tokio::signal::windows::ctrl_close().ok(),
        }
    }

    #[cfg(unix)]
    pub(crate) async fn wait(&mut self) -> Input {
        use std::task::Poll;
        std::future::poll_fn(|context| {
            let mut streams = self.streams.iter_mut();
            let told = streams.find_map(|(signal, told)| {
                let ready = signal.poll_recv(context).is_ready();
                ready.then(*told)
            });
            told.map_or(Poll::Pending, Poll::Ready)
        })
        .await
    }

    #[cfg(windows)]
    pub(crate) async fn wait(&mut self) -> Input {
        match &mut self.close {
            Some(close) => drop(close.recv().await),
            None => std::future::pending().await,
        }
        Input::Closed
    }
}
