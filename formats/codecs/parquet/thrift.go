package parquet

import (
	"encoding/binary"
	"errors"
	"math"
)

// The footer and the page headers are Thrift compact protocol
// (github.com/apache/thrift, doc/specs/thrift-compact-protocol.md). They are
// read here and not by the arrow module for two reasons: its reader allocates
// what a count in the file asks for, and it drops the fields that it does not
// know when a footer is written back. Here a struct is split into its fields,
// each with its encoded bytes; a field that is not understood goes back as it
// came.

const (
	tTrue   = 1
	tFalse  = 2
	tByte   = 3
	tI16    = 4
	tI32    = 5
	tI64    = 6
	tDouble = 7
	tBinary = 8
	tList   = 9
	tSet    = 10
	tMap    = 11
	tStruct = 12
	tUUID   = 13
)

// maxNesting bounds recursion; the structs of the format nest 6 deep.
const maxNesting = 24

var (
	// errShort: the bytes end inside of a value. More bytes may help.
	errShort     = errors.New("the metadata ends inside of a value")
	errMalformed = errors.New("malformed metadata")
)

// field is one field of a struct; val is its value without the header and
// aliases the input. For booleans val is empty and typ is tTrue or tFalse.
type field struct {
	id  int16
	typ byte
	val []byte
}

func uvarint(b []byte) (uint64, int, error) {
	v, n := binary.Uvarint(b)
	switch {
	case n > 0:
		return v, n, nil
	case n == 0:
		return 0, 0, errShort
	}
	return 0, 0, errMalformed
}

func unzigzag(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }

// skip reports the length of a value of type typ at the start of b.
func skip(b []byte, typ byte, inList bool, depth int) (int, error) {
	if depth > maxNesting {
		return 0, errMalformed
	}
	switch typ {
	case tTrue, tFalse:
		if !inList {
			return 0, nil
		}
		return fixed(b, 1)
	case tByte:
		return fixed(b, 1)
	case tI16, tI32, tI64:
		_, n, err := uvarint(b)
		return n, err
	case tDouble:
		return fixed(b, 8)
	case tUUID:
		return fixed(b, 16)
	case tBinary:
		l, n, err := uvarint(b)
		if err != nil {
			return 0, err
		}
		if l > math.MaxInt32 {
			return 0, errMalformed
		}
		return fixed(b, n+int(l))
	case tList, tSet:
		elem, count, n, err := listHead(b)
		if err != nil {
			return 0, err
		}
		for ; count > 0; count-- {
			m, err := skip(b[n:], elem, true, depth+1)
			if err != nil {
				return 0, err
			}
			n += m
		}
		return n, nil
	case tMap:
		count, n, err := uvarint(b)
		if err != nil || count == 0 {
			return n, err
		}
		if len(b) <= n {
			return 0, errShort
		}
		kt, vt := b[n]>>4, b[n]&15
		n++
		for ; count > 0; count-- {
			for _, t := range [2]byte{kt, vt} {
				m, err := skip(b[n:], t, true, depth+1)
				if err != nil {
					return 0, err
				}
				n += m
			}
		}
		return n, nil
	case tStruct:
		n, id := 0, int16(0)
		for {
			_, t, m, err := fieldHead(b[n:], &id)
			if err != nil {
				return 0, err
			}
			n += m
			if t == 0 {
				return n, nil
			}
			if m, err = skip(b[n:], t, false, depth+1); err != nil {
				return 0, err
			}
			n += m
		}
	}
	return 0, errMalformed
}

func fixed(b []byte, n int) (int, error) {
	if len(b) < n {
		return 0, errShort
	}
	return n, nil
}

// fieldHead reads a field header; typ 0 is the end of the struct.
func fieldHead(b []byte, last *int16) (id int16, typ byte, n int, err error) {
	if len(b) == 0 {
		return 0, 0, 0, errShort
	}
	if b[0] == 0 {
		return 0, 0, 1, nil
	}
	typ, n = b[0]&15, 1
	if d := b[0] >> 4; d != 0 {
		id = *last + int16(d)
	} else {
		u, m, err := uvarint(b[1:])
		if err != nil {
			return 0, 0, 0, err
		}
		v := unzigzag(u)
		if v < math.MinInt16 || v > math.MaxInt16 {
			return 0, 0, 0, errMalformed
		}
		id, n = int16(v), 1+m
	}
	*last = id
	return id, typ, n, nil
}

// listHead reads the head of a list. Each element of a list takes at least
// one byte, so a count that passes is bounded by the input.
func listHead(b []byte) (elem byte, count, n int, err error) {
	if len(b) == 0 {
		return 0, 0, 0, errShort
	}
	elem, count, n = b[0]&15, int(b[0]>>4), 1
	if count == 15 {
		u, m, err := uvarint(b[1:])
		if err != nil {
			return 0, 0, 0, err
		}
		if u > math.MaxInt32 {
			return 0, 0, 0, errMalformed
		}
		count, n = int(u), 1+m
	}
	if count > len(b)-n {
		return 0, 0, 0, errShort
	}
	return elem, count, n, nil
}

// fields splits the struct at the start of b, appending to dst, and reports
// its length. A field that stands twice is refused: readers differ on which
// one counts.
func fields(dst []field, b []byte) ([]field, int, error) {
	start, n, id := len(dst), 0, int16(0)
	for {
		fid, t, m, err := fieldHead(b[n:], &id)
		if err != nil {
			return dst, 0, err
		}
		n += m
		if t == 0 {
			return dst, n, nil
		}
		m, err = skip(b[n:], t, false, 0)
		if err != nil {
			return dst, 0, err
		}
		for _, f := range dst[start:] {
			if f.id == fid {
				return dst, 0, errMalformed
			}
		}
		if len(dst)-start > 64 {
			return dst, 0, errMalformed
		}
		dst = append(dst, field{fid, t, b[n : n+m]})
		n += m
	}
}

// each calls f with the bytes of every element of a list of type elem.
func (f field) each(elem byte, do func(b []byte) error) error {
	if f.typ != tList {
		return errMalformed
	}
	t, count, n, err := listHead(f.val)
	if err != nil {
		return err
	}
	if count > 0 && t != elem {
		return errMalformed
	}
	for ; count > 0; count-- {
		m, err := skip(f.val[n:], t, true, 0)
		if err != nil {
			return err
		}
		if err := do(f.val[n : n+m]); err != nil {
			return err
		}
		n += m
	}
	return nil
}

func (f field) count() int {
	_, n, _, err := listHead(f.val)
	if err != nil {
		return 0
	}
	return n
}

// int is the value of an integer field of any width.
func (f field) int() (int64, error) {
	if f.typ < tI16 || f.typ > tI64 {
		return 0, errMalformed
	}
	u, _, err := uvarint(f.val)
	if err != nil {
		return 0, err
	}
	v := unzigzag(u)
	if f.typ != tI64 && (v < math.MinInt32 || v > math.MaxInt32) {
		return 0, errMalformed
	}
	return v, nil
}

func (f field) bytes() ([]byte, error) {
	if f.typ != tBinary {
		return nil, errMalformed
	}
	_, n, err := uvarint(f.val)
	if err != nil {
		return nil, err
	}
	return f.val[n:], nil
}

func find(fs []field, id int16) (field, bool) {
	for _, f := range fs {
		if f.id == id {
			return f, true
		}
	}
	return field{}, false
}

// intAt reads the integer field id, absent if there is none.
func intAt(fs []field, id int16, absent int64) (int64, error) {
	f, ok := find(fs, id)
	if !ok {
		return absent, nil
	}
	return f.int()
}

func structAt(fs []field, id int16, dst []field) ([]field, bool, error) {
	f, ok := find(fs, id)
	if !ok {
		return dst, false, nil
	}
	if f.typ != tStruct {
		return dst, false, errMalformed
	}
	dst, _, err := fields(dst, f.val)
	return dst, true, err
}

// The writing side.

func appendInt(dst []byte, v int64) []byte {
	return binary.AppendUvarint(dst, uint64(v<<1)^uint64(v>>63))
}

func appendBytes(dst, b []byte) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(b))), b...)
}

func appendListHead(dst []byte, elem byte, n int) []byte {
	if n < 15 {
		return append(dst, byte(n)<<4|elem)
	}
	return binary.AppendUvarint(append(dst, 0xf0|elem), uint64(n))
}

func appendStruct(dst []byte, fs []field) []byte {
	last := int16(0)
	for _, f := range fs {
		if d := f.id - last; d > 0 && d < 16 {
			dst = append(dst, byte(d)<<4|f.typ)
		} else {
			dst = appendInt(append(dst, f.typ), int64(f.id))
		}
		dst = append(dst, f.val...)
		last = f.id
	}
	return append(dst, 0)
}

// set replaces or adds a field, in the order of ids, and returns fs.
func set(fs []field, f field) []field {
	for i := range fs {
		if fs[i].id == f.id {
			fs[i] = f
			return fs
		}
	}
	i := len(fs)
	for i > 0 && fs[i-1].id > f.id {
		i--
	}
	fs = append(fs, field{})
	copy(fs[i+1:], fs[i:])
	fs[i] = f
	return fs
}

func setInt(fs []field, id int16, typ byte, v int64) []field {
	return set(fs, field{id, typ, appendInt(nil, v)})
}

// drop takes fields out.
func drop(fs []field, ids ...int16) []field {
	out := fs[:0]
next:
	for _, f := range fs {
		for _, id := range ids {
			if f.id == id {
				continue next
			}
		}
		out = append(out, f)
	}
	return out
}
