//! A set of people as one bit per rank; the index's only set.

/// A set of ranks below a fixed size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// Nobody of `size`.
    pub fn none(size: usize) -> Self {
        Bits(vec![0; size.div_ceil(64)])
    }

    /// Everybody of `size`.
    pub fn all(size: usize) -> Self {
        let mut bits = Bits(vec![u64::MAX; size.div_ceil(64)]);
        if let (Some(last), used @ 1..) = (bits.0.last_mut(), size % 64) {
            *last = (1 << used) - 1;
        }
        bits
    }

    /// Adds one.
    pub fn set(&mut self, rank: u32) {
        self.0[rank as usize / 64] |= 1 << (rank % 64);
    }

    /// Takes one out.
    pub fn clear(&mut self, rank: u32) {
        self.0[rank as usize / 64] &= !(1 << (rank % 64));
    }

    /// Keeps those who are in both.
    pub fn and(&mut self, other: &Bits) {
        self.zip(other, |a, b| a & b);
    }

    /// Adds those of the other.
    pub fn or(&mut self, other: &Bits) {
        self.zip(other, |a, b| a | b);
    }

    /// Takes those of the other out.
    pub fn and_not(&mut self, other: &Bits) {
        self.zip(other, |a, b| a & !b);
    }

    /// How many are in.
    pub fn count(&self) -> usize {
        self.0.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// Whether nobody is in.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|w| *w == 0)
    }

    /// The ranks in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        (0u32..).step_by(64).zip(&self.0).flat_map(|(base, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(base + bit)
            })
        })
    }

    fn zip(&mut self, other: &Bits, f: impl Fn(u64, u64) -> u64) {
        debug_assert_eq!(self.0.len(), other.0.len());
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a = f(*a, *b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_at_the_edges_of_a_word() {
        for size in [0, 1, 63, 64, 65, 130] {
            let all = Bits::all(size);
            assert_eq!(all.count(), size);
            assert_eq!(all.iter().count(), size);
            assert_eq!(all.is_empty(), size == 0);
        }
        let mut some = Bits::none(130);
        for rank in [0, 63, 64, 129] {
            some.set(rank);
        }
        some.clear(63);
        assert_eq!(some.iter().collect::<Vec<_>>(), [0, 64, 129]);
    }
}
