"""SQLite's FTS5 over the terms that terms.rs writes, driven through a pipe; it takes its own times.

Each text field is a table of its own. A term is written as the hexadecimal digits of its bytes, so that FTS5 keeps it
whole and beginnings stay beginnings; a position without a term holds a word that nothing asks for. Of several terms at
one position only the last is indexed, since FTS5 has no such thing without a tokenizer in C; markers of ends come first.
"""

import os
import sqlite3
import struct
import sys
import threading
import time

GAP = "gap"
SIZE = 10


class Reader:
    """The numbers, bytes and terms of the file."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.content = file.read()
        self.at = 0

    def number(self):
        self.at += 4
        return struct.unpack_from(">I", self.content, self.at - 4)[0]

    def bytes(self):
        length = self.number()
        self.at += length
        return self.content[self.at - length : self.at]

    def terms(self):
        """Pairs of a term's number and its position, by position."""
        n = self.number()
        self.at += 8 * n
        numbers = struct.unpack_from(f">{2 * n}I", self.content, self.at - 8 * n)
        return zip(numbers[::2], numbers[1::2])

    def documents(self, names):
        """Id, year, type, languages, head, sections and the fields of every document."""
        for _ in range(self.number()):
            dictionary = [self.bytes().hex() for _ in range(self.number())]
            for _ in range(self.number()):
                head = [self.bytes().decode(), self.number(), self.bytes().decode()]
                languages = " ".join(self.bytes().decode() for _ in range(self.number()))
                stored = [self.bytes(), self.bytes()]
                fields = [(names[self.number()], text(dictionary, self.terms())) for _ in range(self.number())]
                yield head + [languages] + stored, fields


def text(dictionary, terms):
    """The words of a field, a gap where a position has none."""
    words = []
    for term, position in terms:
        words.extend([GAP] * (position + 1 - len(words)))
        words[position] = dictionary[term]
    return " ".join(words)


def index(folder, path):
    """Makes the database; gives nanoseconds, bytes and the one part that it has."""
    reader = Reader(path)
    names = [table(reader.bytes().decode()) for _ in range(reader.number())]
    file = os.path.join(folder, "index.db")
    started = time.perf_counter_ns()
    database = sqlite3.connect(file)
    database.execute("pragma journal_mode = off")
    database.execute("create table document (id, year integer, type, language, head, sections)")
    for name in names:
        database.execute(f"create virtual table {name} using fts5 (text, content='')")
    insert = "insert into document values (?, ?, ?, ?, ?, ?)"
    for document, fields in reader.documents(names):
        row = database.execute(insert, document).lastrowid
        for name, words in fields:
            database.execute(f"insert into {name} (rowid, text) values (?, ?)", (row, words))
    for name in names:
        database.execute(f"insert into {name} ({name}) values ('optimize')")
    database.commit()
    database.close()
    return [time.perf_counter_ns() - started, os.path.getsize(file), 1]


def table(field):
    """The table of a field."""
    return "text_" + field.replace(".", "_")


def quoted(term):
    """A term as FTS5 reads it."""
    return term.encode().hex()


class Query:
    """A tree of tree.rs as a table, an expression of FTS5 and the years that narrow it."""

    def __init__(self, words):
        self.words = iter(words)
        self.field = None
        self.years = None
        self.expression = self.tree()

    def next(self):
        return next(self.words)

    def many(self, read):
        return [read() for _ in range(int(self.next()))]

    def of(self, field):
        if self.field not in (None, field):
            raise ValueError(f"two fields: {self.field} and {field}")
        self.field = field

    def tree(self):
        kind = self.next()
        if kind in ("any", "best"):
            return " OR ".join(f"({operand})" for operand in self.many(self.tree))
        if kind == "all":
            return " AND ".join(f"({operand})" for operand in self.many(self.tree))
        if kind == "filtered":
            expression = self.tree()
            self.tree()
            return expression
        if kind == "years":
            self.years = [int(self.next()), int(self.next())]
            return None
        field = self.next()
        self.of(field)
        if kind == "prefix":
            return quoted(self.next()) + "*"
        if kind == "term":
            self.next()
            return quoted(self.next())
        if kind == "phrase":
            self.next()
            words = []
            for offset, term in self.many(lambda: (int(self.next()), self.next())):
                words.extend([GAP] * (offset - len(words)))
                words.append(quoted(term))
            return '"' + " ".join(words) + '"'
        if kind == "near":
            # Of terms between, where the others count the distance of the two.
            between = int(self.next()) - 1
            self.next()
            runs = self.many(self.next), self.many(self.next)
            runs = ['"' + " ".join(quoted(term) for term in run) + '"' for run in runs]
            return f"NEAR({runs[0]} {runs[1]}, {between})"
        raise ValueError(f"SQLite cannot be asked: {kind}")

    def statement(self, chosen, rest=""):
        """A statement over all matches, with what it is asked by."""
        name = table(self.field)
        source, where, by = name, f"{name} match ?", [self.expression]
        if self.years or "document." in chosen:
            source = f"{name} join document on document.rowid = {name}.rowid"
        if self.years:
            where += " and document.year between ? and ?"
            by += self.years
        return f"select {chosen} from {source} where {where} {rest}", by

    def run(self, database, mode):
        """The total, where it is asked for, and ids with scores."""
        name = table(self.field)
        best = self.statement(f"{name}.rowid, {name}.rank", f"order by {name}.rank limit {SIZE}")
        hits = []
        for row, rank in database.execute(*best).fetchall():
            of_row = "select id, head from document where rowid = ?"
            document, _ = database.execute(of_row, [row]).fetchone()
            hits += [document, -rank]
        total = 0
        if mode != "top":
            total = database.execute(*self.statement("count(*)")).fetchone()[0]
        if mode == "facets":
            for column in ("type", "language", "year"):
                of_column = f"group by document.{column} order by 2 desc limit {SIZE}"
                database.execute(*self.statement(f"document.{column}, count(*)", of_column)).fetchall()
        return [total, *hits]


def opened(file):
    """Pages of the file stay mapped, as those of the others do."""
    database = sqlite3.connect(file)
    database.execute(f"pragma mmap_size = {8 << 30}")
    return database


def batch(file, threads, mode, queries):
    """Nanoseconds that so many threads take for all."""
    waiting = iter(queries)
    lock = threading.Lock()

    def work(database):
        while True:
            with lock:
                query = next(waiting, None)
            if query is None:
                return
            Query(query).run(database, mode)

    def begin(ready):
        database = opened(file)
        ready.wait()
        work(database)

    ready = threading.Barrier(threads + 1)
    workers = [threading.Thread(target=begin, args=[ready]) for _ in range(threads)]
    for worker in workers:
        worker.start()
    ready.wait()
    started = time.perf_counter_ns()
    for worker in workers:
        worker.join()
    return time.perf_counter_ns() - started


def main():
    file = database = None
    for line in sys.stdin:
        request, *words = line.rstrip("\n").split("\t")
        if request == "version":
            answer = [sqlite3.sqlite_version]
        elif request == "index":
            answer = index(*words)
        elif request == "open":
            file = os.path.join(words[0], "index.db")
            database = opened(file)
            answer = ["open"]
        elif request == "run":
            started = time.perf_counter_ns()
            found = Query(words[1:]).run(database, words[0])
            answer = [time.perf_counter_ns() - started, *found]
        elif request == "batch":
            queries = [next(iter(sys.stdin)).rstrip("\n").split("\t") for _ in range(int(words[2]))]
            answer = [batch(file, int(words[0]), words[1], queries)]
        else:
            answer = ["error", f"no request is called {request}"]
        print(*answer, sep="\t", flush=True)


main()
