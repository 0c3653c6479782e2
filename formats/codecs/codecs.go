// Package codecs is the list of formats and the choice among them.
package codecs

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"sluice/formats"
	"sluice/formats/codecs/csv"
	"sluice/formats/codecs/jsonl"
	"sluice/formats/codecs/parquet"
	"sluice/formats/codecs/text"
	"sluice/formats/compress"
)

// All lists every codec in the order in which they are asked to sniff: what
// can be told for sure comes first, text takes what is left.
func All() []formats.Codec {
	return []formats.Codec{
		parquet.Codec{},
		jsonl.Codec{},
		csv.TSV{},
		csv.Codec{},
		text.Codec{},
	}
}

// Head is how many bytes of a decompressed file Choose wants to see.
const Head = 64 << 10

// UnknownError: nothing tells the format of a file, or no format is called so.
type UnknownError struct {
	File string // "" where a name of a format is unknown
	Want string
	Hint string
}

func (e *UnknownError) Error() string {
	if e.Want != "" {
		return fmt.Sprintf("no format is called %q", e.Want)
	}
	return e.File + ": the format is not known"
}

// Names lists the names of All.
func Names() []string {
	var names []string
	for _, c := range All() {
		names = append(names, c.Name())
	}
	return names
}

// Named finds the codec of a --format.
func Named(name string) (formats.Codec, error) {
	for _, c := range All() {
		if strings.EqualFold(c.Name(), name) {
			return c, nil
		}
	}
	return nil, &UnknownError{Want: name, Hint: "formats are " + strings.Join(Names(), ", ")}
}

// ByExtension goes by the extension, behind that of a compression; nil if it
// says nothing.
func ByExtension(name string) formats.Codec {
	_, name = compress.ByName(filepath.ToSlash(name))
	ext := strings.ToLower(path.Ext(name))
	if ext == "" {
		return nil
	}
	for _, c := range All() {
		for _, e := range c.Extensions() {
			if ext == e {
				return c
			}
		}
	}
	return nil
}

// Choose finds the codec of a file: want, if it is not "", then the name's
// extension, then head, the first bytes of the decompressed file. The error is
// an *UnknownError.
func Choose(name string, head []byte, want string) (formats.Codec, error) {
	if want != "" {
		return Named(want)
	}
	if c := ByExtension(name); c != nil {
		return c, nil
	}
	for _, c := range All() {
		if c.Sniff(head) {
			return c, nil
		}
	}
	return nil, &UnknownError{File: name, Hint: "name it: --format " + strings.Join(Names(), ", ")}
}
