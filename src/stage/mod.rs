//! What the hall may see: one small value at a time. Never holds what the hall does not see now.

pub mod frame;

pub use frame::{
    BarRow, BoardRow, BoardScene, BoardView, BoxState, Frame, LibraryScene, Logo, Scene, Sealed,
    Welcome,
};
