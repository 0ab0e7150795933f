//! The columns of counts, as people head them. Knows no rows.

use crate::exchange::table::Spec;
use crate::meeting::achieved::Measure;

/// How many columns of counts there are.
pub(super) const COUNT: usize = Measure::ALL.len();

/// The columns of counts in the order of [`Measure::ALL`].
pub(super) const SPECS: [Spec; COUNT] = [
    spec(
        "pelibatan",
        &[
            "pelibatanmasyarakat",
            "jumlahpelibatan",
            "jmlpelibatan",
            "totalpelibatan",
            "jumlahpelibatanmasyarakat",
        ],
    ),
    spec(
        "pelibatan_kegiatan",
        &[
            "kegiatan",
            "jumlahkegiatan",
            "jmlkegiatan",
            "kegiatanpelibatan",
            "jumlahkegiatanpelibatan",
            "jmlkegiatanpelibatan",
            "kegiatanpelibatanmasyarakat",
            "jumlahkegiatanpelibatanmasyarakat",
        ],
    ),
    spec(
        "pelibatan_peserta_l",
        &[
            "pesertal",
            "pesertalk",
            "pesertalakilaki",
            "jumlahpesertal",
            "jmlpesertal",
            "jumlahpesertalakilaki",
            "pelibatanpesertalakilaki",
        ],
    ),
    spec(
        "pelibatan_peserta_p",
        &[
            "pesertap",
            "pesertapr",
            "pesertaperempuan",
            "jumlahpesertap",
            "jmlpesertap",
            "jumlahpesertaperempuan",
            "pelibatanpesertaperempuan",
        ],
    ),
    spec(
        "publikasi",
        &["jumlahpublikasi", "jmlpublikasi", "totalpublikasi"],
    ),
    spec(
        "publikasi_cetak",
        &["cetak", "mediacetak", "publikasimediacetak"],
    ),
    spec(
        "publikasi_daring",
        &[
            "daring",
            "online",
            "mediadaring",
            "mediaonline",
            "publikasionline",
            "publikasimediadaring",
        ],
    ),
    spec(
        "publikasi_medsos",
        &[
            "medsos",
            "sosmed",
            "mediasosial",
            "publikasisosmed",
            "publikasimediasosial",
        ],
    ),
    spec(
        "advokasi",
        &["jumlahadvokasi", "jmladvokasi", "totaladvokasi"],
    ),
    spec("advokasi_dana", &["dana", "advokasianggaran"]),
    spec("advokasi_barang", &["barang"]),
    spec("advokasi_kebijakan", &["kebijakan"]),
    spec("advokasi_sdm", &["sdm"]),
    spec(
        "advokasi_kemitraan",
        &["kemitraan", "kerjasama", "advokasikerjasama"],
    ),
    spec(
        "nilai_dukungan_rp",
        &["nilaidukungan", "nilaidukunganrupiah", "dukunganrp"],
    ),
    spec(
        "pengunjung",
        &[
            "jumlahpengunjung",
            "jmlpengunjung",
            "totalpengunjung",
            "kunjungan",
            "jumlahkunjungan",
        ],
    ),
    spec(
        "pengunjung_l",
        &[
            "pengunjunglk",
            "pengunjunglakilaki",
            "jumlahpengunjungl",
            "jmlpengunjungl",
        ],
    ),
    spec(
        "pengunjung_p",
        &[
            "pengunjungpr",
            "pengunjungperempuan",
            "jumlahpengunjungp",
            "jmlpengunjungp",
        ],
    ),
    spec(
        "pengguna_tik",
        &[
            "tik",
            "penggunakomputer",
            "penggunakomputerinternet",
            "penggunakomputerdaninternet",
            "jumlahpenggunatik",
        ],
    ),
    spec(
        "buku",
        &[
            "jumlahbuku",
            "jmlbuku",
            "totalbuku",
            "koleksi",
            "koleksibuku",
            "jumlahkoleksi",
        ],
    ),
    spec(
        "buku_bertambah",
        &["bukubaru", "tambahanbuku", "penambahanbuku", "bukutambahan"],
    ),
    spec("peningkatan_layanan", &["peningkatanlayananinformasi"]),
    spec("cerita_dampak", &["kisahsukses", "successstory"]),
];

/// The parts of a typed total, where the layout has any.
pub(super) const PARTS: [(Measure, &[Measure]); 4] = [
    (Measure::Involvement, &[Measure::Activities]),
    (
        Measure::Publication,
        &[
            Measure::PublicationPrint,
            Measure::PublicationOnline,
            Measure::PublicationSocial,
        ],
    ),
    (
        Measure::Advocacy,
        &[
            Measure::AdvocacyFunds,
            Measure::AdvocacyGoods,
            Measure::AdvocacyPolicy,
            Measure::AdvocacyPeople,
            Measure::AdvocacyPartners,
        ],
    ),
    (
        Measure::Visitors,
        &[Measure::VisitorsMale, Measure::VisitorsFemale],
    ),
];

pub(super) const fn spec(name: &'static str, aliases: &'static [&'static str]) -> Spec {
    Spec { name, aliases }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_stand_in_the_order_of_the_measures() {
        for (measure, spec) in Measure::ALL.into_iter().zip(SPECS) {
            assert_eq!(measure.column(), spec.name);
        }
    }
}
