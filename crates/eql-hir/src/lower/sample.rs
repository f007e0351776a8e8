//! `sample` (spec 17, 18.1).

use eql_syntax::ast::{self, Expr, ExprKind};

use super::Lowering;
use crate::Sample;
use crate::diagnostics as found;

/// How many parts a sample may have.
const PARTS: std::ops::RangeInclusive<usize> = 2..=5;

impl Lowering<'_> {
    /// The sample; parts that cannot be lowered match nothing and have been reported.
    pub(super) fn sample(&mut self, sample: &ast::Sample) -> Sample {
        let by = self.keys(&sample.by);
        let parts: Vec<_> = sample.stages.iter().map(|stage| self.stage(&by, stage)).collect();
        for stage in sample.stages.iter().filter(|stage| stage.missing) {
            self.report(&found::MissingEventInSample { span: stage.span });
        }
        if !PARTS.contains(&parts.len()) && !parts.is_empty() {
            self.report(&found::SampleSize { found: parts.len(), span: sample.span });
        }
        self.check_sample_keys(sample);
        self.check_keys(&parts, None);
        Sample { parts }
    }

    /// There is a key, and none stands twice.
    fn check_sample_keys(&mut self, sample: &ast::Sample) {
        if sample.by.is_empty() && sample.stages.iter().all(|stage| stage.by.is_empty()) {
            self.report(&found::SampleWithoutKey { span: sample.span });
        }
        let mut shared = Vec::new();
        self.check_duplicates(&sample.by, &mut shared);
        for stage in &sample.stages {
            self.check_duplicates(&stage.by, &mut shared.clone());
        }
    }

    fn check_duplicates(&mut self, keys: &[Expr], seen: &mut Vec<String>) {
        for key in keys {
            let ExprKind::Field(name) = &key.kind else { continue };
            let path = name.path();
            if seen.contains(&path) {
                self.report(&found::DuplicateKey { key: path, span: key.span });
            } else {
                seen.push(path);
            }
        }
    }
}
