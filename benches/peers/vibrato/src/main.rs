//! Divides texts into words with vibrato and IPADIC: nanoseconds and tokens.
//!
//! `vibrato-driver compile FOLDER DICTIONARY` makes a dictionary of MeCab's source files; `vibrato-driver DICTIONARY TEXTS`
//! reads the texts that `indexing.rs` writes.

use std::{
    error::Error,
    fs::{self, File},
    io::{BufReader, BufWriter, Write},
    path::Path,
    time::Instant,
};

use vibrato::{Dictionary, SystemDictionaryBuilder, Tokenizer};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["compile", folder, dictionary] => compile(Path::new(folder), dictionary),
        [dictionary, texts] => divide(dictionary, texts),
        _ => Err("usage: vibrato-driver compile FOLDER DICTIONARY | DICTIONARY TEXTS".into()),
    }
}

fn compile(folder: &Path, dictionary: &str) -> Result<(), Box<dyn Error>> {
    let mut words = Vec::new();
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "csv")) {
        words.extend(fs::read(path)?);
    }
    let file = |name: &str| File::open(folder.join(name));
    let compiled = SystemDictionaryBuilder::from_readers(
        words.as_slice(),
        file("matrix.def")?,
        file("char.def")?,
        file("unk.def")?,
    )?;
    let mut to = BufWriter::new(File::create(dictionary)?);
    compiled.write(&mut to)?;
    to.flush()?;
    Ok(())
}

fn divide(dictionary: &str, texts: &str) -> Result<(), Box<dyn Error>> {
    let tokenizer = Tokenizer::new(Dictionary::read(BufReader::new(File::open(dictionary)?))?);
    let content = fs::read(texts)?;
    let texts = read(&content)?;
    let mut worker = tokenizer.new_worker();
    let mut tokens = 0;
    let started = Instant::now();
    for text in &texts {
        worker.reset_sentence(text);
        worker.tokenize();
        tokens += worker.num_tokens();
    }
    println!("{}\t{tokens}", started.elapsed().as_nanos());
    Ok(())
}

/// The texts without the names of their documents and parts.
fn read(content: &[u8]) -> Result<Vec<&str>, Box<dyn Error>> {
    let mut rest = content;
    let mut texts = Vec::new();
    for _ in 0..number(&mut rest)? {
        text(&mut rest)?;
        for _ in 0..number(&mut rest)? {
            text(&mut rest)?;
            texts.push(text(&mut rest)?);
        }
    }
    Ok(texts)
}

fn number(rest: &mut &[u8]) -> Result<usize, Box<dyn Error>> {
    let (number, after) = rest.split_first_chunk::<4>().ok_or("the file of texts ends early")?;
    *rest = after;
    Ok(u32::from_be_bytes(*number) as usize)
}

fn text<'t>(rest: &mut &'t [u8]) -> Result<&'t str, Box<dyn Error>> {
    let length = number(rest)?;
    let (text, after) = rest.split_at_checked(length).ok_or("the file of texts ends early")?;
    *rest = after;
    Ok(std::str::from_utf8(text)?)
}
