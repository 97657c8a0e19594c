"""Divides texts into words with MeCab and IPADIC: nanoseconds and tokens."""

import struct
import sys
import time

import ipadic
import MeCab


def texts(path):
    """Texts of the file that indexing.rs writes."""
    with open(path, "rb") as file:
        content = file.read()
    at = 0

    def number():
        nonlocal at
        at += 4
        return struct.unpack_from(">I", content, at - 4)[0]

    def text():
        nonlocal at
        length = number()
        at += length
        return content[at - length : at].decode()

    for _ in range(number()):
        text()
        for _ in range(number()):
            text()
            yield text()


def main():
    tagger = MeCab.Tagger(f"{ipadic.MECAB_ARGS} -Owakati")
    all_texts = list(texts(sys.argv[1]))
    started = time.perf_counter_ns()
    divided = [tagger.parse(text) for text in all_texts]
    took = time.perf_counter_ns() - started
    print(took, sum(line.count(" ") for line in divided), sep="\t")


main()
