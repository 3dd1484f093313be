//! Names: of states from the word lists, of persons, places and affairs made up from syllables.
//! Made-up names follow no list of the program, so that nothing but the records explains them.

use std::collections::HashMap;

use aide_memoire::incident::Party;

use super::random::Random;

/// How many surnames there are; a register of a million records has about as many distinct ones as a newspaper archive.
pub(crate) const SURNAMES: usize = 120_000;
/// How many places there are.
pub(crate) const PLACES: usize = 60_000;

const HEADS: &[&str] = &[
    "Var", "Bel", "Dro", "Kest", "Mor", "Tal", "Ush", "Zor", "Pel", "Gan", "Lem", "Rik", "Sov", "Tor", "Vin", "Yar", "Bos", "Cal", "Dun",
    "Eld", "Fen", "Gor", "Hal", "Ist", "Jar", "Kol", "Lur", "Mab", "Nor", "Oss", "Pra", "Quel", "Ras", "Sel", "Tev", "Ulm", "Ves", "Wen",
    "Xan", "Yel", "Zam", "Bri", "Cro", "Dal", "Erm", "Fal", "Gri", "Hov", "Ild", "Jes", "Kri", "Lod", "Mel", "Nav", "Orl", "Pos", "Rud",
    "Sten", "Tuv", "Vol",
];
const MIDDLES: &[&str] = &[
    "na", "do", "ri", "ke", "lu", "mi", "so", "ta", "ve", "zi", "ba", "go", "hu", "ji", "le", "mo", "ni", "pa", "ro", "se", "ti", "va",
    "xo", "yu", "za", "bre", "cla", "dri", "fro", "gra", "kle", "plo", "ska", "tra", "vla", "sto", "nde", "rga", "lmo", "nko",
];
const SURNAME_ENDS: &[&str] = &[
    "vic", "mann", "sen", "ov", "escu", "dze", "ian", "ez", "ski", "enko", "ola", "ano", "ard", "eth", "ins", "oro", "udi", "wan", "kar",
    "rath", "mov", "lund", "quist", "beck", "sson", "adze", "ulin", "oyan", "etti", "ondo", "aru", "ima", "oto", "aya", "eda", "uri",
    "ash", "oun", "avi", "aldi", "ert", "holt", "stead", "more", "dal", "heim", "rup", "tov", "lev", "gard",
];
const PLACE_ENDS: &[&str] = &[
    "burg", "holm", "stan", "grad", "ville", "port", "mouth", "dorf", "haven", "abad", "pur", "sk", "polis", "ford", "field", "wick",
    "nes", "vik", "gate", "dam", "bridge", "minster", "oba", "ora", "una",
];
const FIRST_NAMES: &[&str] = &[
    "Adil", "Bruna", "Cyrek", "Dalia", "Emrik", "Fadia", "Goran", "Hilda", "Ivar", "Jelka", "Kaveh", "Lorin", "Mirko", "Nadja", "Oskar",
    "Petra", "Quim", "Rasim", "Sanja", "Tomas", "Ulrik", "Vesna", "Wanda", "Yusra", "Zoran", "Aylin", "Borut", "Corin", "Dunja", "Esra",
];

/// The surname with this number; low numbers do not look alike.
pub(crate) fn surname(number: usize) -> String {
    made_up(number.wrapping_mul(48_271) % SURNAMES, SURNAME_ENDS)
}

/// The place with this number.
pub(crate) fn place(number: usize) -> String {
    made_up(number.wrapping_mul(30_011) % PLACES, PLACE_ENDS)
}

fn made_up(number: usize, ends: &[&str]) -> String {
    let (head, rest) = (number % HEADS.len(), number / HEADS.len());
    format!("{}{}{}", HEADS[head], MIDDLES[rest % MIDDLES.len()], ends[rest / MIDDLES.len() % ends.len()])
}

/// A surname's number: a few persons are in the news again and again, most once.
pub(crate) fn any_surname(random: &mut Random) -> usize {
    skewed(random, SURNAMES)
}

/// A place's number, skewed like surnames.
pub(crate) fn any_place(random: &mut Random) -> usize {
    skewed(random, PLACES)
}

fn skewed(random: &mut Random, most: usize) -> usize {
    let unit = random.unit();
    (unit * unit * most as f64) as usize
}

/// A first name.
pub(crate) fn first_name(random: &mut Random) -> &'static str {
    random.pick(FIRST_NAMES)
}

/// A state and the words for it.
pub(crate) struct State {
    /// Its code.
    pub(crate) party: Party,
    /// "Albania", "the United States".
    pub(crate) name: &'static str,
    /// "Albanian".
    pub(crate) adjective: &'static str,
    /// "Albanians".
    pub(crate) people: Option<&'static str>,
    /// "Tirana".
    pub(crate) capital: Option<&'static str>,
}

/// Every state of ISO 3166-1 that has a name and an adjective of its own: words that mean two states are left out.
pub(crate) fn states() -> Vec<State> {
    let lines = || include_str!("../../config/vocabulary/parties.tsv").lines().filter(|line| !line.starts_with('#'));
    let fields = |line: &'static str| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?, fields.next()?))
    };
    let mut meanings: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut words: HashMap<(&str, &str), &'static str> = HashMap::new();
    for (code, form, text) in lines().filter_map(fields) {
        let codes = meanings.entry(text).or_default();
        if !codes.contains(&code) {
            codes.push(code);
        }
        words.entry((code, form)).or_insert(text);
    }
    let word = |party: Party, form: &'static str| {
        words.get(&(party.code(), form)).copied().filter(|text| meanings.get(text).is_some_and(|codes| codes.len() == 1))
    };
    Party::all()
        .filter(|party| party.code().len() == 2 && !party.is_organisation() && !party.is_former())
        .filter_map(|party| {
            Some(State {
                party,
                name: word(party, "name")?,
                adjective: word(party, "adjective")?,
                people: word(party, "people"),
                capital: word(party, "capital"),
            })
        })
        .collect()
}
