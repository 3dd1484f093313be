//! Classes of words by which questions are read: question words, auxiliaries, verbs of saying. From `grammar.tsv`.

use rustc_hash::FxHashMap;

/// A class of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordClass {
    /// Forms of "to be" and "to get": the verb behind them is passive.
    Passive,
    /// Forms of "to do": the verb behind them is active.
    Active,
    /// Forms of "to have".
    Having,
    /// "will", "would", "could".
    Modal,
    /// Question words.
    Asking,
    /// A new clause may begin behind it.
    Connective,
    /// Begins a clause of its own.
    Boundary,
    /// Begins a clause that tells which incident is meant: "… when the rebels burst in".
    Subordinate,
    /// Ends the words between "which" and the verb, like a verb.
    Preposition,
    /// Opens a question that yes or no answers.
    Opener,
    /// A question word behind it asks: "tell me when", "from where".
    BeforeAsking,
    /// Makes a lower-case "us" behind it the pronoun rather than the United States.
    BeforePronoun,
    /// Points back to what was said.
    Back,
    /// Makes a phrasal verb: "let go", "carry out".
    Particle,
    /// Small words that tell an English text.
    English,
    /// Asks for a measure behind "how".
    Measure,
    /// Compares numbers.
    More,
    /// Compares times.
    Sooner,
    /// Verbs of saying: their subject speaks, and what follows is a clause of its own.
    Saying,
    /// Forms of verbs of saying that only a subject before them has: "Moscow says".
    Asserts,
    /// Words for an answer to an act: whose it is speaks.
    Replying,
    /// Verbs whose stem their nouns share.
    Verb,
    /// Verbs for breaking with a state: "dropped Taipei".
    Leaving,
    /// Latin letters of short names that count in their own script only: "msr" is no Egypt.
    OwnScript,
    /// Verbs for expelling people: "boot", "eject".
    SendingAway,
    /// Words with which to leave a state is no break with it: diplomats leave Moscow.
    Staying,
    /// May stand before a verb of leaving as who leaves.
    Polity,
    /// Words for a person: "which minister" asks who.
    Person,
    /// What "which …" asks for where the aspect or the act tells it already: any record has one.
    General,
    /// States, where they are counted: "seven capitals", "23 allies".
    CountedState,
    /// People, where they are counted: "32 individuals".
    CountedPerson,
    /// Money: "how much cash", "7 million dollars".
    CountedMoney,
    /// Before "to" and a verb it has its subject do what others want: "had to close", "was told to leave".
    Obliging,
    /// Takes an article behind an adjective: "the Iranian foreign ministry".
    Institution,
    /// Only asks: "for what reason", "what was the number of".
    AskingNoun,
    /// Somebody whose name may be asked for: "who was the pilot?"
    Bearer,
    /// A unit of time: "ten years".
    Unit,
    /// A day of the week: written with a capital, and nobody's name.
    Weekday,
    /// What states agreed on, named by its year: "the 1961 convention".
    Treaty,
    /// Tells of who comes next in a post: "succeed", "replace".
    Succeeding,
    /// Behind a name it names an affair: "the Tiergarten murder row".
    Affair,
    /// Somebody's figure: "by Prague's count".
    Reckoning,
    /// So many of what stands behind "of": "a pair of ministers".
    Collective,
    /// A name only where it begins with a capital: "the reunion of 2019".
    CapitalName,
    /// A name only where nothing is English: "Island" is Iceland.
    ForeignName,
    /// With the name of a state it makes the name of a water: "the Gulf of Oman".
    Water,
    /// Somebody who stands for a state abroad.
    Posted,
    /// Articles of other languages than English, as are all that follow.
    ForeignArticle,
    /// Prepositions of places, origins and agents: who stands behind them is not who acts.
    ForeignPreposition,
    /// Who acts stands behind it: "expulsés par la Russie".
    ForeignBy,
    /// "Avec", "mit".
    ForeignWith,
    /// The other side stands behind it: "gegen", "contra".
    ForeignTowards,
    /// What stands behind it only tells when: "après l'affaire Skripal".
    ForeignAfter,
    /// Auxiliaries of the passive.
    ForeignPassive,
    /// Ask who acts.
    ForeignWho,
    /// Ask how many.
    ForeignCounting,
}

/// Every class with its name in the list.
const NAMES: &[(&str, WordClass)] = &[
    ("passive", WordClass::Passive),
    ("active", WordClass::Active),
    ("having", WordClass::Having),
    ("modal", WordClass::Modal),
    ("asking", WordClass::Asking),
    ("connective", WordClass::Connective),
    ("boundary", WordClass::Boundary),
    ("subordinate", WordClass::Subordinate),
    ("preposition", WordClass::Preposition),
    ("opener", WordClass::Opener),
    ("before-asking", WordClass::BeforeAsking),
    ("before-pronoun", WordClass::BeforePronoun),
    ("back", WordClass::Back),
    ("particle", WordClass::Particle),
    ("english", WordClass::English),
    ("measure", WordClass::Measure),
    ("more", WordClass::More),
    ("sooner", WordClass::Sooner),
    ("saying", WordClass::Saying),
    ("asserts", WordClass::Asserts),
    ("replying", WordClass::Replying),
    ("verb", WordClass::Verb),
    ("leaving", WordClass::Leaving),
    ("own-script", WordClass::OwnScript),
    ("sending-away", WordClass::SendingAway),
    ("staying", WordClass::Staying),
    ("polity", WordClass::Polity),
    ("person", WordClass::Person),
    ("general", WordClass::General),
    ("counted-state", WordClass::CountedState),
    ("counted-person", WordClass::CountedPerson),
    ("counted-money", WordClass::CountedMoney),
    ("obliging", WordClass::Obliging),
    ("institution", WordClass::Institution),
    ("asking-noun", WordClass::AskingNoun),
    ("bearer", WordClass::Bearer),
    ("weekday", WordClass::Weekday),
    ("unit", WordClass::Unit),
    ("treaty", WordClass::Treaty),
    ("succeeding", WordClass::Succeeding),
    ("affair", WordClass::Affair),
    ("reckoning", WordClass::Reckoning),
    ("collective", WordClass::Collective),
    ("capital-name", WordClass::CapitalName),
    ("foreign-name", WordClass::ForeignName),
    ("water", WordClass::Water),
    ("posted", WordClass::Posted),
    ("foreign-article", WordClass::ForeignArticle),
    ("foreign-preposition", WordClass::ForeignPreposition),
    ("foreign-by", WordClass::ForeignBy),
    ("foreign-with", WordClass::ForeignWith),
    ("foreign-towards", WordClass::ForeignTowards),
    ("foreign-after", WordClass::ForeignAfter),
    ("foreign-passive", WordClass::ForeignPassive),
    ("foreign-who", WordClass::ForeignWho),
    ("foreign-counting", WordClass::ForeignCounting),
];

impl WordClass {
    /// The class with this name in `grammar.tsv`.
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class)
    }
}

/// The classes that a word is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u64);

impl Classes {
    /// Whether the class is among them.
    pub const fn has(self, class: WordClass) -> bool {
        self.0 & (1 << class as u64) != 0
    }

    /// With this class as well.
    #[must_use]
    pub const fn with(self, class: WordClass) -> Self {
        Self(self.0 | 1 << class as u64)
    }

    /// The classes of either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Which words are of which classes: some as written, some in any form.
#[derive(Debug, Clone, Default)]
pub(super) struct ClassLists {
    forms: FxHashMap<Box<str>, Classes>,
    stems: FxHashMap<Box<str>, Classes>,
}

impl ClassLists {
    pub(super) fn add_form(&mut self, folded: &str, class: WordClass) {
        let classes = self.forms.entry(folded.into()).or_default();
        *classes = classes.with(class);
    }

    pub(super) fn add_stem(&mut self, stem: &str, class: WordClass) {
        let classes = self.stems.entry(stem.into()).or_default();
        *classes = classes.with(class);
    }

    pub(super) fn of(&self, folded: &str, stem: &str) -> Classes {
        self.of_form(folded).or(self.of_stem(stem))
    }

    pub(super) fn of_form(&self, folded: &str) -> Classes {
        self.forms.get(folded).copied().unwrap_or_default()
    }

    pub(super) fn of_stem(&self, stem: &str) -> Classes {
        self.stems.get(stem).copied().unwrap_or_default()
    }
}
