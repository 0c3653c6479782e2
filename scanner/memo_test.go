package scanner

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestMemoForgets(t *testing.T) {
	var m Memo
	key := func(text string, place uint64) MemoKey {
		k, _ := OutlineOf([]byte(text))
		return MemoKey{k, place}
	}
	x := key("x", 1)
	if m.Has(x) {
		t.Fatal("an empty memo knows a text")
	}
	m.Remember(x)
	if !m.Has(x) || m.Has(key("x", 2)) || m.Has(key("y", 1)) {
		t.Fatal("a text is known at its own place alone")
	}
	for i := range 40 * memoPairs {
		s := key(fmt.Sprintf("%c%d", 'a'+i%26, i), uint64(i))
		if m.Remember(s); !m.Has(s) {
			t.Fatal("what came last is forgotten")
		}
		if !m.Has(x) {
			t.Fatal("what comes often is forgotten")
		}
	}
}

// TestMemoSpreads: the outlines of numbers in many columns.
func TestMemoSpreads(t *testing.T) {
	at := map[uint64]int{}
	n := 0
	for place := range uint64(100) {
		for _, cell := range []string{"-0.00000", "-1.00000", "-10.00000", "0.00000", "10.00000", "11.00000", "3.00000", "30.00000", "31.00000", "true", "US", "DE"} {
			o, _ := OutlineOf([]byte(cell))
			k := MemoKey{o, place}
			at[k.pair()]++
			n++
		}
	}
	// Of 1,200 in 16,384 places 1,157 are expected to differ.
	if len(at) < 1120 {
		t.Errorf("%d outlines fall on %d places", n, len(at))
	}
	for p, n := range at {
		if n > 5 {
			t.Errorf("%d outlines fall on place %d", n, p)
		}
	}
}

// TestMemoSpreadsCodes: the outlines of articles and of words in one column.
func TestMemoSpreadsCodes(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	for _, form := range []string{"AAA-0000-%s", "%s", "%s-00", "aa%saa", "aaaaaaaa%s", "000000000000000000%s"} {
		at := map[uint64]bool{}
		n := memoPairs / 2
		for range n {
			code := make([]byte, 4)
			for i := range code {
				code[i] = byte('A' + rng.IntN(26))
			}
			o, _ := OutlineOf(fmt.Appendf(nil, form, code))
			at[(&MemoKey{o, 6}).pair()] = true
		}
		// One less than the exponential of minus a half of the places: 6,446.
		if len(at) < 6200 {
			t.Errorf("%s: %d outlines fall on %d places", form, n, len(at))
		}
	}
}

// skimRoute is a way to do what Memo.skim does.
type skimRoute func(m *Memo, open []uint32, text []byte, cells [][2]uint32, places []uint64) int

func TestSkim(t *testing.T)         { testSkim(t, (*Memo).skim) }
func TestSkimPortable(t *testing.T) { testSkim(t, (*Memo).skimGeneric) }

// testSkim: open are the cells that Has does not know, whatever stands around
// them.
func testSkim(t *testing.T, route skimRoute) {
	rng := rand.New(rand.NewPCG(7, 5))
	const letters = "aZ09 12.-:/_\x80\xb0\xff\x00"
	for round := range 400 {
		var text []byte
		var cells [][2]uint32
		for range rng.IntN(60) {
			from := len(text)
			for range rng.IntN(OutlineSize + 4) {
				c := letters[rng.IntN(len(letters))]
				if rng.IntN(2) == 0 {
					c = byte('0' + rng.IntN(10))
				}
				text = append(text, c)
			}
			c := [2]uint32{uint32(from), uint32(len(text))}
			if rng.IntN(9) == 0 {
				c[0], c[1] = c[1], c[0]
			}
			cells = append(cells, c)
			for range rng.IntN(3) {
				text = append(text, ',')
			}
		}
		places := make([]uint64, 1+rng.IntN(5))
		for i := range places {
			places[i] = uint64(rng.IntN(4))
		}
		var m Memo
		for i, c := range cells {
			if c[0] > c[1] || c[1]-c[0] > OutlineSize || rng.IntN(3) == 0 {
				continue
			}
			o, _ := OutlineOf(text[c[0]:c[1]])
			if k := (MemoKey{o, places[i%len(places)]}); k.Place != 0 {
				m.Remember(k)
			}
		}
		want := []uint32{99}
		for i, c := range cells {
			if c[0] == c[1] {
				continue
			}
			if c[0] < c[1] && c[1]-c[0] <= OutlineSize {
				o, _ := OutlineOf(text[c[0]:c[1]])
				if m.Has(MemoKey{o, places[i%len(places)]}) {
					continue
				}
			}
			want = append(want, uint32(i))
		}
		for _, room := range []int{0, SkimPad - 1, SkimPad, 100} {
			padded := append(make([]byte, 0, len(text)+room), text...)
			for i := range padded[:cap(padded)][len(text):] {
				padded[:cap(padded)][len(text)+i] = letters[rng.IntN(len(letters))]
			}
			if got := m.Skim([]uint32{99}, padded[:len(text):len(text)+room], cells, places); !slices.Equal(got, want) {
				t.Fatalf("round %d, %d bytes behind the text: open are %v, want %v", round, room, got, want)
			}
		}
		if len(cells) == 0 || m.pairs == nil {
			continue
		}
		padded := append(make([]byte, 0, len(text)+SkimPad), text...)
		open := make([]uint32, len(cells))
		if got := open[:route(&m, open, padded[:len(text)], cells, places)]; !slices.Equal(got, want[1:]) {
			t.Fatalf("round %d: open are %v, want %v", round, got, want[1:])
		}
	}
}

func BenchmarkSkim(b *testing.B)         { benchmarkSkim(b, (*Memo).skim) }
func BenchmarkSkimPortable(b *testing.B) { benchmarkSkim(b, (*Memo).skimGeneric) }

func benchmarkSkim(b *testing.B, route skimRoute) {
	var text []byte
	var cells [][2]uint32
	rng := rand.New(rand.NewPCG(7, 5))
	for range 2048 {
		from := len(text)
		text = fmt.Appendf(text, "%d.%02d", rng.IntN(100000), rng.IntN(100))
		cells = append(cells, [2]uint32{uint32(from), uint32(len(text))})
		text = append(text, ',')
	}
	text = append(make([]byte, 0, len(text)+SkimPad), text...)
	places := []uint64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}
	var m Memo
	for i, c := range cells {
		o, _ := OutlineOf(text[c[0]:c[1]])
		if k := (MemoKey{o, places[i%len(places)]}); !m.Has(k) {
			m.Remember(k)
		}
	}
	open := make([]uint32, len(cells))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if n := route(&m, open, text, cells, places); n != 0 {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(cells)), "ns/cell")
}
