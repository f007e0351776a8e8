//! The fixed lists of words in the format, as types (rule-format §2.4).

/// A type whose values are words of the format.
pub(crate) trait Word: Copy + 'static {
    /// All values.
    const ALL: &'static [Self];

    /// As the format writes it.
    fn word(self) -> &'static str;

    /// The value of a word, if it is one.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == text)
    }

    /// All words.
    fn words() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|value| value.word())
    }
}

/// Makes an enumeration whose variants have a word each.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// All values, in the order of the format's documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word as a rule file writes it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl Word for $name {
            const ALL: &'static [Self] = Self::ALL;

            fn word(self) -> &'static str {
                self.name()
            }
        }
    };
}

words! {
    /// How far a rule has come.
    Maturity {
        /// Being written.
        Development = "development",
        /// Being tried.
        Experimental = "experimental",
        /// Nearly done.
        Beta = "beta",
        /// Shipped.
        Production = "production",
        /// No longer shipped; Elastic's loader does not check such a rule.
        Deprecated = "deprecated",
    }
}

words! {
    /// An operating system.
    OsType {
        /// Windows.
        Windows = "windows",
        /// Linux.
        Linux = "linux",
        /// macOS.
        Macos = "macos",
    }
}

words! {
    /// How bad an alert of the rule is.
    Severity {
        /// Low.
        Low = "low",
        /// Medium.
        Medium = "medium",
        /// High.
        High = "high",
        /// Critical.
        Critical = "critical",
    }
}

words! {
    /// What kind of rule it is.
    RuleType {
        /// A KQL or Lucene query.
        Query = "query",
        /// A query saved in Kibana; no rule file can be of this type.
        SavedQuery = "saved_query",
        /// A machine learning job.
        MachineLearning = "machine_learning",
        /// An EQL query.
        Eql = "eql",
        /// An ES|QL query.
        Esql = "esql",
        /// A count of documents.
        Threshold = "threshold",
        /// A match with threat indicators.
        ThreatMatch = "threat_match",
        /// Values not seen before.
        NewTerms = "new_terms",
    }
}

words! {
    /// The language of a query.
    Language {
        /// EQL.
        Eql = "eql",
        /// ES|QL.
        Esql = "esql",
        /// KQL.
        Kuery = "kuery",
        /// Lucene.
        Lucene = "lucene",
    }
}

words! {
    /// A catalogue of adversary behaviour.
    Framework {
        /// MITRE ATT&CK.
        Attack = "MITRE ATT&CK",
        /// MITRE ATLAS.
        Atlas = "MITRE ATLAS",
    }
}

words! {
    /// The unit of a suppression duration.
    DurationUnit {
        /// Seconds.
        Seconds = "s",
        /// Minutes.
        Minutes = "m",
        /// Hours.
        Hours = "h",
    }
}

words! {
    /// What suppression does with events that lack a field to group by.
    MissingFieldsStrategy {
        /// One alert for all of them.
        Suppress = "suppress",
        /// One alert each.
        DoNotSuppress = "doNotSuppress",
    }
}
