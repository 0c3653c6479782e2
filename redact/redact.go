// Package redact makes what stands in a value's place. It knows no files and
// no detectors.
//
// An Operator turns a Value into its replacement. A replacement is a function
// of the key, the kind and the normalised value alone (law 6), so that the
// same value becomes the same replacement in every file, format, shard and
// process; the only exception are operators that say they are scoped to a
// record (numbered labels, dates shifted per document).
package redact

import "errors"

// Value is what is to be replaced. Its slices belong to the caller and are
// valid only during the call.
type Value struct {
	// Kind of the value: EMAIL_ADDRESS.
	Kind *Kind
	// Text as it stands in the field, UTF-8.
	Text []byte
	// Canon is the normalised value: equal values in other spellings have
	// equal Canon. Operators that are to be consistent use it, not Text.
	Canon []byte
	// Max is the greatest length in bytes that the replacement may have
	// where the field is bounded (fixed-size binary), 0 for no limit.
	Max int
	// Number is true where the value stands unquoted in a place that only
	// holds numbers (a JSON number, an INT64 column): the replacement must
	// be digits of a number.
	Number bool
	// Below bounds a Number in a column of integers: its absolute value must
	// be less. 0 for no bound; anything else asks for a whole number.
	Below uint64
	// Record is the scope of record-bound operators, nil outside of one.
	Record *Record
}

// Kind is what an operator may know of a kind. The root package fills it from
// the catalogue; it is immutable.
type Kind struct {
	// Name is SCREAMING_SNAKE: US_SSN.
	Name string
	// Family: contact, finance, national, credential, ...
	Family string
	// Region: lower-case ISO 3166-1 alpha-2, "eu" or "".
	Region string
	// Check reports whether a made-up value passes the kind's structure and
	// check characters. Nil when there is no check.
	Check func(v []byte) bool
	// Judge is Check, and reports besides whether the check makes certain of a
	// value's kind, so that it is found wherever it stands. Nil where Check is.
	Judge func(v []byte) (passes, sure bool)
	// Found reports whether a value would be found by itself, be it as one of
	// another kind, by the whole catalogue: what a run looks for makes no
	// difference. Nil where nobody can tell. Safe for concurrent use.
	Found func(v []byte) bool
	// CheckDigits are the positions of check characters among the letters
	// and digits of a value, counted from its end.
	CheckDigits []int
	// Reserved reports whether v can be nobody's (a documentation address,
	// a test number) and is passed by. Nil when the kind reserves nothing, or
	// when such values are replaced like any other.
	Reserved func(v []byte) bool
}

// Errors that an operator answers with where the place cannot hold its
// replacement or the replacement cannot be undone; tested with errors.Is. They
// hold no value.
var (
	// ErrNotNumber: Value.Number was set and the operator has no number to
	// give. A codec that may write a string there quotes instead: the caller
	// asks again with Number false.
	ErrNotNumber = errors.New("the replacement is no number")
	// ErrTooLong: the replacement is longer than Value.Max, or no less than
	// Value.Below.
	ErrTooLong = errors.New("the replacement does not fit the field")
	// ErrDomain: the value has too few possible values of its form, or a form
	// that the operator cannot keep.
	ErrDomain = errors.New("the form of the value has too few possible values to be encrypted in place")
	// ErrForeign: what is to be restored was not made by this operator, or
	// was changed since.
	ErrForeign = errors.New("not a replacement that can be restored")
	// ErrKey: what is to be restored was made with a key that is not there.
	ErrKey = errors.New("made with a key that was not given")
)

// Operator replaces values. Implementations are immutable once made and safe
// for concurrent use. Apply appends the replacement to dst and returns the
// extended slice; on error it returns dst unchanged, and the error says the
// kind and the reason, never the value.
type Operator interface {
	// Name as in policies: "mask".
	Name() string
	Apply(dst []byte, v Value) ([]byte, error)
}

// Restorer is an Operator that can be undone with the same key. Restore is
// given the replacement as v.Text and appends the original.
type Restorer interface {
	Operator
	Restore(dst []byte, v Value) ([]byte, error)
}

// A Restorer that is no Recognizer makes replacements that look like any other
// value of their kind (format-preserving encryption): restore finds them the
// way redact found the values.

// Nameless is implemented by keyed Restorers whose replacements do not name
// their key, so that restoring with another one cannot be told. KeyID is the
// id of the key they work with.
type Nameless interface {
	Restorer
	KeyID() string
}

// Wrapper is implemented by operators that hand values they cannot replace to
// another one. What that one recognises and restores stands in the output,
// too: the caller treats it as one more operator of the policy.
type Wrapper interface {
	// Fallback is nil where there is none.
	Fallback() Operator
}

// Recognizer is implemented by operators whose output can be told from other
// text. Own reports the length of the operator's own replacement at the start
// of text, 0 if there is none. With it a second run leaves replacements
// alone, and verify and restore find them.
type Recognizer interface {
	Own(text []byte) int
}

// Knower is implemented by operators whose replacement can be told from other
// values where its extent and kind are known, though not in running text (a
// number in a column of numbers, an id whose check fails the way this key
// makes it fail). Known reports whether v.Text is one.
type Knower interface {
	Known(v Value) bool
}

// Blender is implemented by operators some of whose replacements are like any
// other value of the kind. Blends reports whether v.Text may be one: verify
// does not report it as left over, it says how many there are.
type Blender interface {
	Blends(v Value) bool
}

// Flusher is implemented by operators that keep what they need for Restore
// outside of the output (the vault). Flush returns once everything handed out
// so far is safe from a crash; the caller flushes before an output becomes
// visible under its name.
type Flusher interface {
	Flush() error
}

// Action says what becomes of the place of a value beyond its text.
type Action uint8

const (
	// Replace the span by the operator's text.
	Replace Action = iota
	// Null: the whole field becomes null (empty where the format has none).
	Null
	// DropRecord: the record does not appear in the output.
	DropRecord
	// Quarantine: the record goes to the quarantine file instead.
	Quarantine
)

// Actor is implemented by operators that act on the field or the record
// instead of the span; operators without it Replace.
type Actor interface {
	Action() Action
}

// Record is the scope of one record (one document). It is reset between
// records and belongs to one goroutine.
type Record struct {
	// Entity is whom the record is about (the value of the policy's entity
	// column), for operators that treat all records of one person alike. It
	// is the caller's, valid until Reset; nil where nothing is known.
	Entity []byte

	seen map[string]int
	next map[string]int
}

// Ordinal numbers the distinct normalised values of a kind within the record,
// from 1 in order of first appearance.
func (r *Record) Ordinal(kind string, canon []byte) int {
	if r.seen == nil {
		r.seen, r.next = map[string]int{}, map[string]int{}
	}
	key := kind + "\x00" + string(canon)
	n := r.seen[key]
	if n == 0 {
		n = r.next[kind] + 1
		r.next[kind], r.seen[key] = n, n
	}
	return n
}

// Reset forgets everything: the next record begins.
func (r *Record) Reset() {
	r.Entity = nil
	clear(r.seen)
	clear(r.next)
}
