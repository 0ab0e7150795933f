//! What the hall may see: one small value at a time. Never holds what the hall does not see now.

pub mod beat;
pub mod compose;
pub mod frame;
pub mod publish;
pub mod show;
pub mod store;

pub use beat::{Display, Heartbeat, Now, OwnCover};
pub use compose::{compose, compose_cover, compose_wanted};
pub use frame::{
    BarRow, BoardRow, BoardScene, BoardView, BoxState, Frame, LibraryScene, Logo, Scene, Sealed,
    Welcome,
};
pub use publish::Publisher;
pub use show::Show;
pub use store::{Published, Store, StoreError};
