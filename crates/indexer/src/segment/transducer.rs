//! The transducer of a dictionary of terms, which tells a term's number by its bytes, in the format of the engine's
//! library (`tantivy-fst`, its version 2), byte by byte as the library writes it.
//!
//! The library keeps the nodes in which it looks for equal ones beside what it has written, twenty thousand pieces of
//! memory. Here such a node is a hash and the place where it is written, so that all of them fit the second cache.

use std::sync::LazyLock;

use tantivy_fst::{MapBuilder, raw::Fst};

/// Of the format.
const VERSION: u64 = 2;

/// The address of the node at which a term ends and none goes on; it is not written.
const END: u64 = 0;

/// A node of more transitions has a table of where the transition of each byte is.
const TRANSITIONS_WITHOUT_TABLE: usize = 32;

/// Where the library looks for equal nodes, so that as many are found here.
const BUCKETS: u64 = 10_000;

/// A frequent byte has a number, from 1, by which a node of a single transition tells it.
static NUMBERS_OF_BYTES: LazyLock<[u8; 256]> = LazyLock::new(|| {
    // The library does not show its numbers, but what it writes does: of these keys, each byte leads from the root to a
    // node of a single transition, whose last byte has the number in its lower six bits.
    let mut map = MapBuilder::memory();
    for byte in 0..=u8::MAX {
        map.insert([byte, byte], u64::from(byte)).expect("the keys ascend");
    }
    let bytes = map.into_inner().expect("a vector takes what is written");
    let fst = Fst::new(bytes.as_slice()).expect("the library reads what it has written");
    std::array::from_fn(|byte| bytes[fst.root().transition(byte).addr] & 0b11_1111)
});

/// Builds the transducer of terms that are given in ascending order; their numbers are 0, 1, 2 and so on.
pub(super) struct TransducerBuilder {
    written: Vec<u8>,
    /// From the root, the nodes of the term given last, which may get transitions yet.
    path: Vec<Node>,
    /// The term given last.
    last: Vec<u8>,
    /// Those of the nodes of the path that lead out of it, node by node.
    transitions: Vec<Transition>,
    registry: Box<[[WrittenNode; 2]]>,
    count: u64,
    scratch: Vec<u8>,
}

struct Node {
    /// A term ends here. Since numbers ascend, what a path adds up to is that term's number, and the node itself adds
    /// nothing.
    is_final: bool,
    /// Where its transitions begin.
    first: usize,
    /// What the transition to the next node of the path adds to a term's number.
    adds: u64,
}

#[derive(Clone, Copy)]
struct Transition {
    byte: u8,
    /// What it adds to a term's number.
    adds: u64,
    address: u64,
}

/// A node that others may be equal to. No node is written at 0.
#[derive(Clone, Copy, Default)]
struct WrittenNode {
    start: u64,
    length: u32,
    /// By which most others are told apart without a look at it.
    hash: u32,
}

impl WrittenNode {
    /// A node is at its last byte.
    fn address(self) -> u64 {
        self.start + u64::from(self.length) - 1
    }
}

impl TransducerBuilder {
    pub(super) fn new() -> Self {
        let mut written = Vec::new();
        written.extend_from_slice(&VERSION.to_le_bytes());
        // The library's users may tell sorts of transducers apart; the engine does not.
        written.extend_from_slice(&0u64.to_le_bytes());
        Self {
            written,
            path: vec![Node { is_final: false, first: 0, adds: 0 }],
            last: Vec::new(),
            transitions: Vec::new(),
            registry: vec![Default::default(); BUCKETS as usize].into(),
            count: 0,
            scratch: Vec::new(),
        }
    }

    /// Adds a term, which is greater than those before.
    pub(super) fn insert(&mut self, term: &[u8]) {
        debug_assert!(self.count == 0 || self.last.as_slice() < term, "terms ascend");
        let shared = self.last.iter().zip(term).take_while(|(last, byte)| last == byte).count();
        let told: u64 = self.path[..shared].iter().map(|node| node.adds).sum();
        self.close(shared);
        self.last.truncate(shared);
        self.last.extend_from_slice(&term[shared..]);
        let mut adds = self.count - told;
        for _ in shared..term.len() {
            self.top().adds = std::mem::take(&mut adds);
            self.path.push(Node { is_final: false, first: self.transitions.len(), adds: 0 });
        }
        self.top().is_final = true;
        self.count += 1;
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.close(0);
        let root = self.path.remove(0);
        let root = self.write(&root);
        self.written.extend_from_slice(&self.count.to_le_bytes());
        self.written.extend_from_slice(&root.to_le_bytes());
        self.written
    }

    fn top(&mut self) -> &mut Node {
        self.path.last_mut().expect("a path has the root")
    }

    /// Writes the nodes of the path that are deeper than `depth`.
    fn close(&mut self, depth: usize) {
        while depth + 1 < self.path.len()
            && let Some(node) = self.path.pop()
        {
            let address = self.write(&node);
            self.transitions.truncate(node.first);
            let byte = self.last[self.path.len() - 1];
            let adds = self.top().adds;
            self.transitions.push(Transition { byte, adds, address });
        }
    }

    /// The address of a node, whose transitions are the last ones; it is written unless an equal one has been found.
    fn write(&mut self, node: &Node) -> u64 {
        let transitions = &self.transitions[node.first..];
        if node.is_final && transitions.is_empty() {
            return END;
        }
        let hash = hash(node.is_final, transitions);
        let bucket = &mut self.registry[(hash % BUCKETS) as usize];
        let short_hash = (hash >> 32) as u32;
        for at in 0..bucket.len() {
            let known = bucket[at];
            if known.start != 0 && known.hash == short_hash {
                self.scratch.clear();
                write_node(&mut self.scratch, known.start, node.is_final, transitions);
                let start = known.start as usize;
                if self.written[start..start + known.length as usize] == self.scratch {
                    bucket.swap(0, at);
                    return known.address();
                }
            }
        }
        let start = self.written.len();
        write_node(&mut self.written, start as u64, node.is_final, transitions);
        let length = (self.written.len() - start) as u32;
        let new = WrittenNode { start: start as u64, length, hash: short_hash };
        *bucket = [new, bucket[0]];
        new.address()
    }
}

/// The library's (FNV-1a by whole numbers), so that nodes lie in the same buckets. What is no end adds 0 at its end.
fn hash(is_final: bool, transitions: &[Transition]) -> u64 {
    const PRIME: u64 = 1_099_511_628_211;
    let beginning = [u64::from(is_final), 0];
    let numbers = transitions.iter().flat_map(|one| [u64::from(one.byte), one.adds, one.address]);
    let combine = |hash: u64, number: u64| (hash ^ number).wrapping_mul(PRIME);
    numbers.fold(beginning.into_iter().fold(14_695_981_039_346_656_037, combine), combine)
}

/// Writes a node that begins at `start`. Its last byte says how it is to be read, from its end to its beginning.
fn write_node(out: &mut Vec<u8>, start: u64, is_final: bool, transitions: &[Transition]) {
    match transitions {
        [only] if !is_final => write_single(out, start, *only),
        _ => write_any(out, start, is_final, transitions),
    }
}

fn write_single(out: &mut Vec<u8>, start: u64, only: Transition) {
    let is_next = only.adds == 0 && only.address + 1 == start;
    if !is_next {
        let size_of_number = if only.adds == 0 { 0 } else { size(only.adds) };
        let distance = distance(start, only.address);
        let size_of_distance = size(distance);
        write_sized(out, only.adds, size_of_number);
        write_sized(out, distance, size_of_distance);
        out.push((size_of_distance << 4) | size_of_number);
    }
    let number = NUMBERS_OF_BYTES[usize::from(only.byte)];
    if number == 0 {
        out.push(only.byte);
    }
    out.push(if is_next { 0b1100_0000 } else { 0b1000_0000 } | number);
}

fn write_any(out: &mut Vec<u8>, start: u64, is_final: bool, transitions: &[Transition]) {
    let size_of_numbers = match transitions.iter().map(|one| one.adds).max() {
        None | Some(0) => 0,
        Some(most) => size(most),
    };
    let distances = transitions.iter().map(|one| distance(start, one.address));
    let size_of_distances = distances.clone().map(size).max().unwrap_or(0);
    if size_of_numbers != 0 {
        if is_final {
            write_sized(out, 0, size_of_numbers);
        }
        transitions.iter().rev().for_each(|one| write_sized(out, one.adds, size_of_numbers));
    }
    distances.rev().for_each(|distance| write_sized(out, distance, size_of_distances));
    out.extend(transitions.iter().rev().map(|one| one.byte));
    if TRANSITIONS_WITHOUT_TABLE < transitions.len() {
        let mut places = [u8::MAX; 256];
        for (place, one) in (0..=u8::MAX).zip(transitions) {
            places[usize::from(one.byte)] = place;
        }
        out.extend_from_slice(&places);
    }
    out.push((size_of_distances << 4) | size_of_numbers);
    let told_at_once = 1..=0b11_1111;
    let how_many = transitions.len();
    if !told_at_once.contains(&how_many) {
        // 256 do not fit, and are written as 1, which is never written here otherwise.
        out.push(u8::try_from(how_many).unwrap_or(1));
    }
    let how_many = if told_at_once.contains(&how_many) { how_many as u8 } else { 0 };
    out.push((u8::from(is_final) << 6) | how_many);
}

/// From the beginning of a node back to another.
fn distance(start: u64, address: u64) -> u64 {
    // Beside a node that only seems to be equal, since few of its hash's bits are compared, another may lie before it.
    if address == END { END } else { start.wrapping_sub(address) }
}

/// Bytes that a number takes, at least one.
fn size(number: u64) -> u8 {
    (8 - (number | 1).leading_zeros() / 8) as u8
}

fn write_sized(out: &mut Vec<u8>, number: u64, size: u8) {
    out.extend_from_slice(&number.to_le_bytes()[..usize::from(size)]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of_library<'a>(terms: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
        let mut map = MapBuilder::memory();
        for (term, number) in terms.into_iter().zip(0..) {
            map.insert(term, number).unwrap();
        }
        map.into_inner().unwrap()
    }

    fn ours<'a>(terms: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
        let mut builder = TransducerBuilder::new();
        terms.into_iter().for_each(|term| builder.insert(term));
        builder.finish()
    }

    /// Gives the bytes of the transducer.
    fn assert_same(mut terms: Vec<Vec<u8>>) -> usize {
        terms.sort_unstable();
        terms.dedup();
        let terms = || terms.iter().map(Vec::as_slice);
        let written = ours(terms());
        assert!(written == of_library(terms()), "{} terms", terms().count());
        written.len()
    }

    #[test]
    fn transducers_are_those_of_the_library() {
        assert_same(vec![]);
        assert_same(vec![vec![]]);
        assert_same(vec![vec![], vec![0]]);
        for children in [1, 2, 31, 32, 33, 63, 64, 255, 256] {
            let of = |byte: u32| [b"x".to_vec(), vec![byte as u8], vec![b'y'; byte as usize % 3]].concat();
            assert_same((0..children).map(of).collect());
            // The node itself is the end of a term.
            assert_same((0..children).map(of).chain([b"x".to_vec()]).collect());
        }
    }

    #[test]
    fn more_nodes_than_are_remembered_are_those_of_the_library() {
        let mut state = 1u64;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let endings = ["ing", "ed", "s", "", "tion", "者", "の"];
        let mut term = |_| {
            let mut term: Vec<u8> = (0..random(7)).map(|_| b'a' + random(20) as u8).collect();
            term.extend_from_slice(endings[random(7) as usize].as_bytes());
            term
        };
        let written = assert_same((0..150_000).map(&mut term).collect());
        assert!(500_000 < written, "{written} bytes");
    }

    proptest! {
        #[test]
        fn any_terms_make_the_transducer_of_the_library(
            terms in proptest::collection::vec(proptest::collection::vec(prop_oneof![0..4u8, any::<u8>()], 0..9), 0..400),
        ) {
            assert_same(terms);
        }
    }
}
