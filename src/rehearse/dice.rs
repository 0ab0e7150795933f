//! Random numbers of a rehearsal: the same seed gives the same morning on every machine.

/// `SplitMix64` (Steele, Lea, Flood 2014): small, fast, and good enough to play a queue.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that always fall alike for one seed.
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to and without `n`; 0 for `n` = 0.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.bits() % n).unwrap_or_default()
    }

    /// From 0 up to and without 1.
    #[allow(clippy::cast_precision_loss)] // 53 bits fit exactly
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True in `percent` of a hundred throws.
    pub fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent as usize
    }

    /// From `low` to `high`, most often about `mode`: the triangular distribution.
    pub fn triangle(&mut self, low: f64, mode: f64, high: f64) -> f64 {
        let (u, all) = (self.unit(), high - low);
        let left = (mode - low) / all;
        if u < left {
            low + (u * all * (mode - low)).sqrt()
        } else {
            high - ((1.0 - u) * all * (high - mode)).sqrt()
        }
    }

    /// Puts things in any order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_numbers_of_splitmix64() {
        // From the reference implementation, seed 1234567.
        let mut dice = Dice::new(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| dice.bits()).collect();
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ];
        assert_eq!(first, published);
    }

    #[test]
    fn a_triangle_stays_inside_and_leans_to_its_mode() {
        let mut dice = Dice::new(7);
        let throws: Vec<f64> = (0..20_000).map(|_| dice.triangle(4.0, 6.0, 14.0)).collect();
        assert!(throws.iter().all(|t| (4.0..=14.0).contains(t)));
        let mean = throws.iter().sum::<f64>() / 20_000.0;
        assert!((mean - 8.0).abs() < 0.1, "(4 + 6 + 14) / 3, but {mean}");
    }
}
