package codecs

import (
	"errors"
	"strings"
	"testing"
)

func TestChoose(t *testing.T) {
	for _, c := range []struct{ name, head, want, got string }{
		{"a.csv", "", "", "csv"}, {"dir.x/a.CSV.GZ", "", "", "csv"}, {"a.tsv.zst", "", "", "tsv"}, {"a.jsonl", "", "", "jsonl"}, {"a.json.gz", "", "", "jsonl"},
		{"a.parquet", "", "", "parquet"}, {"a.log", "", "", "text"}, {"a.csv", "", "text", "text"}, {"a", "", "JSONL", "jsonl"},
		{"stdin", "{\"a\":1}\n", "", "jsonl"}, {"stdin", "a,b\n1,2\n", "", "csv"}, {"stdin", "a\tb\n1\t2\n", "", "tsv"}, {"stdin", "some words\n", "", "text"},
		{"stdin", "PAR1....", "", "parquet"}, {".gz", "x", "", "text"},
	} {
		codec, err := Choose(c.name, []byte(c.head), c.want)
		if err != nil || codec.Name() != c.got {
			t.Errorf("%+v: %v, %v", c, codec, err)
		}
	}
	for _, c := range []struct{ name, head, want string }{{"a.bin", "\x00\x01", ""}, {"a.csv", "", "xml"}} {
		_, err := Choose(c.name, []byte(c.head), c.want)
		var u *UnknownError
		if !errors.As(err, &u) || u.Hint == "" {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// No extension may mean two formats, and every name is one for --format.
func TestList(t *testing.T) {
	seen := map[string]string{}
	for _, c := range All() {
		if n := c.Name(); n != strings.ToLower(n) || seen["name "+n] != "" {
			t.Errorf("name %q", n)
		}
		seen["name "+c.Name()] = c.Name()
		for _, e := range c.Extensions() {
			if !strings.HasPrefix(e, ".") || e != strings.ToLower(e) || seen[e] != "" {
				t.Errorf("%s: extension %q", c.Name(), e)
			}
			seen[e] = c.Name()
		}
	}
}
