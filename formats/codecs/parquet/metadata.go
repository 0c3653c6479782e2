package parquet

import (
	"bytes"
	"encoding/base64"
	"slices"
	"unicode/utf8"

	"sluice/formats"
)

// keyValues is the id of key_value_metadata in FileMetaData.
const keyValues = 5

// arrowSchema is the key under which writers of the Arrow project keep the
// schema of the table a second time, metadata included, as a flatbuffer in
// base64. Readers do without it.
const arrowSchema = "ARROW:schema"

// Metadata implements formats.Metadata for the key-value metadata of the
// footer. A value that is no text is shown with blanks for what is none. Where
// the copy of the schema shows something, or any other entry was changed, the
// copy is left out: it holds the same entries in a form that is not edited.
func (r *reader) Metadata(ed formats.Editor) error {
	kv, ok := find(r.footer.fields, keyValues)
	if !ok {
		return nil
	}
	var kept [][]byte
	schema, changed := -1, false
	err := kv.each(tStruct, func(raw []byte) error {
		fs, _, err := fields(nil, raw)
		if err != nil {
			return err
		}
		key, err := textAt(fs, 1)
		if err != nil {
			return err
		}
		value, err := textAt(fs, 2)
		if err != nil {
			return err
		}
		if string(key) == arrowSchema {
			schema = len(kept)
			if raw, err := base64.StdEncoding.AppendDecode(nil, value); err == nil {
				value = raw
			}
		}
		name := "metadata." + string(bytes.ToValidUTF8(key, []byte("?")))
		text := readable(value)
		f := formats.Field{Column: &formats.Column{Path: name, Name: name}, Row: -1, Text: text}
		e, err := ed.Field(&f)
		if err != nil {
			return &editorError{err}
		}
		fate, err := ed.Record(-1, text)
		if err != nil {
			return &editorError{err}
		}
		switch {
		case fate == formats.DropRecord, e.Action == formats.Null, e.Action == formats.Splice && len(e.Spans) > 0 && schema == len(kept):
			changed = true
			if schema == len(kept) {
				schema = -1
			}
			return nil
		case e.Action == formats.Splice && len(e.Spans) > 0:
			text, ok := splice(nil, text, e.Spans)
			if !ok {
				return &editError{"an edit does not lie in the value"}
			}
			changed = true
			fs = set(fs, field{2, tBinary, appendBytes(nil, text)})
			kept = append(kept, appendStruct(nil, fs))
			return nil
		}
		kept = append(kept, raw)
		return nil
	})
	if err != nil {
		if e, ok := err.(*editorError); ok {
			return e.err
		}
		return r.fail(nil, -1, "damaged metadata", err)
	}
	if !changed {
		return nil
	}
	if schema >= 0 {
		kept = slices.Delete(kept, schema, schema+1)
	}
	list := appendListHead(nil, tStruct, len(kept))
	for _, raw := range kept {
		list = append(list, raw...)
	}
	fs := drop(slices.Clone(r.footer.fields), keyValues)
	if len(kept) > 0 {
		fs = set(fs, field{keyValues, tList, list})
	}
	r.metadata = fs
	return nil
}

// textAt is a string of a struct, nil where it is not there.
func textAt(fs []field, id int16) ([]byte, error) {
	f, ok := find(fs, id)
	if !ok {
		return nil, nil
	}
	if f.typ != tBinary {
		return nil, errMalformed
	}
	_, n, err := uvarint(f.val)
	if err != nil {
		return nil, err
	}
	return f.val[n:], nil
}

// readable is text with a blank for every byte that is no part of UTF-8, and
// text itself where there is none.
func readable(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	out := slices.Clone(text)
	for i := 0; i < len(out); {
		r, n := utf8.DecodeRune(out[i:])
		if r == utf8.RuneError && n == 1 {
			out[i] = ' '
		}
		i += n
	}
	return out
}
