package parquet

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestPackers(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 70000)
	for i := range noise {
		noise[i] = byte(r.Uint32())
	}
	inputs := map[string][]byte{
		"empty": {}, "one": {7}, "twelve": []byte("aaaaaaaaaaaa"), "thirteen": []byte("aaaaaaaaaaaaa"),
		"text":    []byte(strings.Repeat("a row of words, another row of words; ", 9000)),
		"noise":   noise,
		"zeros":   make([]byte, 300000),
		"overlap": []byte(strings.Repeat("ab", 500) + "x" + strings.Repeat("abc", 900)),
	}
	p := new(packer)
	defer p.close()
	for _, codec := range []int32{codecSnappy, codecGzip, codecBrotli, codecLZ4, codecZstd, codecLZ4Raw} {
		for name, in := range inputs {
			t.Run(codecNames[codec]+" "+name, func(t *testing.T) {
				c, err := p.pack(codec, nil, in)
				if err != nil {
					t.Fatal(err)
				}
				out := make([]byte, len(in))
				if err := p.unpack(codec, out, c); err != nil || !bytes.Equal(out, in) {
					t.Fatalf("round trip: %v", err)
				}
				if err := p.unpack(codec, make([]byte, len(in)+1), c); err == nil {
					t.Error("a page of another length was accepted")
				}
				if len(in) > 0 {
					if err := p.unpack(codec, make([]byte, len(in)-1), c); err == nil {
						t.Error("a shorter page was accepted")
					}
				}
				for range 200 {
					d := append([]byte(nil), c...)
					if len(d) > 0 {
						d[r.IntN(len(d))] ^= byte(1 + r.IntN(255))
					}
					_ = p.unpack(codec, out, d) // must not panic
				}
			})
		}
	}
	if err := p.unpack(codecLZO, nil, nil); err != errCodec {
		t.Errorf("lzo: %v", err)
	}
}

func TestLZ4CompressesText(t *testing.T) {
	in := []byte(strings.Repeat("a row of words, another row of words; ", 900))
	if out := packLZ4(nil, in, new([1 << lz4Bits]int32)); len(out) > len(in)/20 {
		t.Errorf("%d of %d bytes", len(out), len(in))
	}
}

func TestWalkRuns(t *testing.T) {
	for _, c := range []struct {
		name  string
		data  []byte
		width uint
		top   uint64
		n     int
		equal int
		ok    bool
	}{
		{"repeated", []byte{20, 1}, 1, 1, 10, 10, true},
		{"repeated, other value", []byte{20, 0}, 1, 1, 10, 0, true},
		{"packed", []byte{3, 0b10100101}, 1, 1, 8, 4, true},
		{"packed, fewer wanted", []byte{3, 0b10100101}, 1, 1, 3, 2, true},
		{"two bits", []byte{3, 0b11100100, 0b00011011}, 2, 3, 8, 2, true},
		{"above the top", []byte{3, 0b11100100, 0b00011011}, 2, 2, 8, 0, false},
		{"repeated above the top", []byte{20, 3}, 2, 2, 10, 0, false},
		{"ends early", []byte{20, 1}, 1, 1, 11, 0, false},
		{"no data", nil, 1, 1, 1, 0, false},
		{"empty run", []byte{0, 1, 20, 1}, 1, 1, 10, 0, false},
		{"cut", []byte{5, 0xff}, 1, 1, 16, 0, false},
		{"endless number", bytes.Repeat([]byte{0xff}, 12), 1, 1, 1, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			eq, err := walkRuns(c.data, c.width, c.top, c.n, true)
			if (err == nil) != c.ok || c.ok && eq != c.equal {
				t.Errorf("%d, %v", eq, err)
			}
		})
	}
}

// deltaSection encodes ints as DELTA_BINARY_PACKED in the plainest way: one
// width for a block of 128 with 4 miniblocks.
func deltaSection(v []int64) []byte {
	b := binary.AppendUvarint(nil, 128)
	b = binary.AppendUvarint(b, 4)
	b = binary.AppendUvarint(b, uint64(len(v)))
	if len(v) == 0 {
		return append(b, 0)
	}
	b = appendInt(b, v[0])
	for at := 1; at < len(v); at += 128 {
		low := v[at] - v[at-1]
		end := min(at+128, len(v))
		for i := at; i < end; i++ {
			low = min(low, v[i]-v[i-1])
		}
		b = appendInt(b, low)
		b = append(b, 17, 17, 17, 17)
		for m := at; m < end; m += 32 {
			var bits [32 * 17]bool
			for i := m; i < min(m+32, end); i++ {
				d := uint64(v[i] - v[i-1] - low)
				for k := range 17 {
					bits[(i-m)*17+k] = d>>k&1 == 1
				}
			}
			for i := 0; i < len(bits); i += 8 {
				var x byte
				for k := range 8 {
					if bits[i+k] {
						x |= 1 << k
					}
				}
				b = append(b, x)
			}
		}
	}
	return b
}

func TestDeltaBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var prefix, suffix []int64
	var tail, want []byte
	last := ""
	for i := range 700 {
		v := last[:min(len(last), r.IntN(12))] + strings.Repeat(string(rune('a'+i%26)), r.IntN(9))
		p := 0
		for p < len(v) && p < len(last) && v[p] == last[p] {
			p++
		}
		prefix, suffix = append(prefix, int64(p)), append(suffix, int64(len(v)-p))
		tail = append(tail, v[p:]...)
		want = append(binary.LittleEndian.AppendUint32(want, uint32(len(v))), v...)
		last = v
	}
	b := append(append(deltaSection(prefix), deltaSection(suffix)...), tail...)
	got, err := unpackDeltaBytes(b, 700, 0)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("not the values (%v)", err)
	}
	for n := range len(b) {
		if _, err := unpackDeltaBytes(b[:n], 700, 0); err == nil {
			t.Fatalf("cut at %d is no error", n)
		}
	}
	if _, err := unpackDeltaBytes(b, 701, 0); err == nil {
		t.Error("another number of values is no error")
	}
	huge := deltaSection([]int64{0, 1 << 40})
	if _, err := unpackDeltaBytes(append(huge, huge...), 2, 0); err == nil {
		t.Error("a length of 2^40 is no error")
	}
}

func TestThriftKeepsWhatItDoesNotKnow(t *testing.T) {
	fs := []field{
		{1, tI32, appendInt(nil, -5)},
		{2, tTrue, nil},
		{40, tBinary, appendBytes(nil, []byte("unknown"))},
		{41, tMap, []byte{1, tBinary<<4 | tI32, 1, 'k', 2}},
		{300, tStruct, []byte{0}},
	}
	b := appendStruct(nil, fs)
	got, n, err := fields(nil, b)
	if err != nil || n != len(b) || !bytes.Equal(appendStruct(nil, got), b) {
		t.Fatalf("%v, %d of %d bytes", err, n, len(b))
	}
	got = setInt(got, 3, tI64, 1<<40)
	if v, err := intAt(got, 3, 0); v != 1<<40 || err != nil || got[2].id != 3 {
		t.Errorf("field 3 is %d, %v", v, err)
	}
	for n := range len(b) {
		if _, _, err := fields(nil, b[:n]); err != errShort {
			t.Errorf("cut at %d: %v", n, err)
		}
	}
	for name, bad := range map[string][]byte{
		"a field twice":     appendStruct(nil, []field{{1, tTrue, nil}, {1, tTrue, nil}}),
		"an endless list":   {1<<4 | tList, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x07},
		"deep nesting":      append(bytes.Repeat([]byte{1<<4 | tStruct}, 100), make([]byte, 100)...),
		"an unknown type":   {1<<4 | 14, 0, 0},
		"a negative length": {1<<4 | tBinary, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0},
	} {
		if _, _, err := fields(nil, bad); err == nil {
			t.Errorf("%s is no error", name)
		}
	}
}

func TestColumnNames(t *testing.T) {
	// optional group messages (LIST) { repeated group list { optional group
	// element { content; optional group attrs (MAP) { repeated group
	// key_value { key; value } } } } }; repeated old_tags
	els := []element{
		{name: "schema", phys: -1, children: 2, converted: -1},
		{name: "messages", phys: -1, rep: 1, children: 1, converted: convList},
		{name: "list", phys: -1, rep: 2, children: 1, converted: -1},
		{name: "element", phys: -1, rep: 1, children: 2, converted: -1},
		{name: "content", phys: 6, rep: 1, converted: 0},
		{name: "attrs", phys: -1, rep: 1, children: 1, converted: convMap},
		{name: "key_value", phys: -1, rep: 2, children: 2, converted: -1},
		{name: "key", phys: 6, rep: 0, converted: 0},
		{name: "value", phys: 6, rep: 1, converted: 0},
		{name: "old_tags", phys: 6, rep: 2, converted: 0},
	}
	f := new(footer)
	if n, err := f.walk(els, 1, 2, nil, "", 0, 0, false, 0); err != nil || n != len(els) {
		t.Fatal(n, err)
	}
	want := []struct {
		path, name string
		def, rep   int16
		key        bool
	}{
		{"messages.list.element.content", "messages[].content", 4, 1, false},
		{"messages.list.element.attrs.key_value.key", "messages[].attrs.key_value[].key", 5, 2, true},
		{"messages.list.element.attrs.key_value.value", "messages[].attrs.key_value[].value", 6, 2, false},
		{"old_tags", "old_tags[]", 1, 1, false},
	}
	for i, w := range want {
		if l := f.leaves[i]; l.joined != w.path || l.name != w.name || l.maxDef != w.def || l.maxRep != w.rep || l.key != w.key {
			t.Errorf("%d: %q %q %d %d %v", i, l.joined, l.name, l.maxDef, l.maxRep, l.key)
		}
	}
}
