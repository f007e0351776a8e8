//! Kusto's `scan`, as its reference describes it, finds the sequences of EQL: what `--to kql` relies on.

use testkit::Rng;

/// An event: its time, and the stages that take it.
#[derive(Clone, Debug)]
struct Row {
    time: u64,
    stages: Vec<bool>,
}

/// A pending sequence: a number for each start, and the rows of its steps.
#[derive(Clone, Debug)]
struct State {
    id: usize,
    rows: Vec<usize>,
}

/// The steps of `scan` asked from the last to the first. A step first takes over the state of the step before it, else goes
/// on with its own; the first step begins anew each time.
fn scan(rows: &[Row], stages: usize, maxspan: u64) -> Vec<(usize, usize, usize)> {
    let mut states: Vec<Option<State>> = vec![None; stages];
    let (mut output, mut starts) = (Vec::new(), 0);
    for (place, row) in rows.iter().enumerate() {
        for step in (0..stages).rev() {
            let holds =
                |state: &State| row.stages[step] && row.time - rows[state.rows[0]].time <= maxspan;
            if step == 0 {
                if row.stages[0] {
                    states[0] = Some(State { id: starts, rows: vec![place] });
                    output.push((starts, 0, place));
                    starts += 1;
                }
            } else if let Some(mut state) = states[step - 1].take_if(|state| holds(state)) {
                state.rows.push(place);
                output.push((state.id, step, place));
                states[step] = Some(state);
            } else if let Some(state) = states[step].as_mut().filter(|state| holds(state)) {
                state.rows[step] = place;
                output.push((state.id, step, place));
            }
        }
    }
    output
}

/// The rest of the query: of each start the first row of each step, where there is one for every step.
fn matches_of_scan(rows: &[Row], stages: usize, maxspan: u64) -> Vec<Vec<usize>> {
    let output = scan(rows, stages, maxspan);
    let starts = output.iter().map(|row| row.0 + 1).max().unwrap_or(0);
    let first = |id, step| output.iter().find(|row| row.0 == id && row.1 == step).map(|row| row.2);
    let mut matches: Vec<Vec<usize>> =
        (0..starts).filter_map(|id| (0..stages).map(|step| first(id, step)).collect()).collect();
    matches.sort();
    matches
}

/// EQL: a pending sequence a stage; an advance consumes it, also where `maxspan` then refuses it (spec 15.1).
fn matches_of_eql(rows: &[Row], stages: usize, maxspan: u64) -> Vec<Vec<usize>> {
    let mut slots: Vec<Option<Vec<usize>>> = vec![None; stages];
    let mut matches = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        for stage in (0..stages).rev().filter(|stage| row.stages[*stage]) {
            if stage == 0 {
                slots[0] = Some(vec![place]);
                continue;
            }
            let Some(mut pending) = slots[stage - 1].take() else { continue };
            if row.time - rows[pending[0]].time > maxspan {
                continue;
            }
            pending.push(place);
            if stage == stages - 1 {
                matches.push(pending);
            } else {
                slots[stage] = Some(pending);
            }
        }
    }
    matches.sort();
    matches
}

#[test]
fn scan_takes_the_rows_that_eql_takes() {
    let mut random = Rng::new(7);
    let mut found = 0;
    for _ in 0..40_000 {
        let stages = 2 + random.below(3);
        let maxspan = if random.one_in(4) { u64::MAX } else { random.below(12) as u64 };
        let mut time = 0;
        let rows: Vec<Row> = (0..random.below(14))
            .map(|_| {
                time += random.below(4) as u64;
                Row { time, stages: (0..stages).map(|_| random.one_in(3)).collect() }
            })
            .collect();
        let expected = matches_of_eql(&rows, stages, maxspan);
        assert_eq!(matches_of_scan(&rows, stages, maxspan), expected, "{maxspan} {rows:?}");
        found += expected.len();
    }
    assert!(found > 10_000, "{found}");
}
