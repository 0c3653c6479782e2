package compress

import (
	"bytes"
	stdgzip "compress/gzip"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

// corpora for inflate: what makes long codes, matches near and far, stored
// blocks and runs of one byte.
func corpora() map[string][]byte {
	rng := rand.New(rand.NewPCG(11, 3))
	noise := make([]byte, 300_000)
	for i := range noise {
		noise[i] = byte(rng.Uint32())
	}
	skewed := make([]byte, 400_000)
	for i := range skewed {
		// Half of the bytes are of one value, a quarter of the next ...: codes
		// as long as they can be.
		v := 0
		for v < 200 && rng.IntN(2) == 0 {
			v++
		}
		if rng.IntN(300) == 0 {
			v = rng.IntN(256)
		}
		skewed[i] = byte(v)
	}
	near := make([]byte, 0, 400_000)
	for len(near) < 300_000 {
		piece := noise[rng.IntN(1000):][:1+rng.IntN(30)]
		for range 1 + rng.IntN(40) {
			near = append(near, piece...)
		}
	}
	far := append(bytes.Clone(noise[:32<<10]), noise[:200_000]...)
	return map[string][]byte{
		"nothing": nil, "a byte": {'x'}, "text": sample(700_000), "noise": noise, "skewed": skewed, "near": near, "far": far,
		"zeros": make([]byte, 500_000), "mixed": append(append(sample(90_000), noise[:70_000]...), near[:100_000]...),
	}
}

func gz(t testing.TB, data []byte, level int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := stdgzip.NewWriterLevel(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func gunzipAll(r io.Reader) ([]byte, error) {
	z, err := newGunzip(r)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func stdAll(r io.Reader) ([]byte, error) {
	z, err := stdgzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// However the stream is delivered, the text is the same.
func TestGunzip(t *testing.T) {
	for name, data := range corpora() {
		t.Run(name, func(t *testing.T) {
			for _, level := range []int{stdgzip.HuffmanOnly, 0, 1, 6, 9} {
				p := gz(t, data, level)
				// Members stand one behind another, an empty one among them.
				two := append(append(bytes.Clone(p), gz(t, nil, 6)...), p...)
				want := append(bytes.Clone(data), data...)
				eachRoute(func() {
					for how, r := range map[string]io.Reader{
						"whole":     bytes.NewReader(two),
						"data, end": iotest.DataErrReader(bytes.NewReader(two)),
						"halves":    iotest.HalfReader(bytes.NewReader(two)),
						"a byte":    iotest.OneByteReader(bytes.NewReader(two)),
					} {
						got, err := gunzipAll(r)
						if err != nil || !bytes.Equal(got, want) {
							t.Fatalf("level %d, %s: %d bytes, %v", level, how, len(got), err)
						}
					}
				})
			}
		})
	}
}

// What has come is handed over before more is asked for.
func TestGunzipDoesNotWait(t *testing.T) {
	var b bytes.Buffer
	w := stdgzip.NewWriter(&b)
	w.Write([]byte("first\n"))
	w.Flush()
	pr, pw := io.Pipe()
	defer pr.Close()
	go pw.Write(b.Bytes()) // and nothing more
	z, err := newGunzip(pr)
	if err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 6)
	if _, err := io.ReadFull(z, got); err != nil || string(got) != "first\n" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestGunzipErrors(t *testing.T) {
	broken := errors.New("a broken disk")
	p := gz(t, sample(200_000), 6)
	half := p[:len(p)/2]
	got, err := gunzipAll(io.MultiReader(bytes.NewReader(half), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) {
		t.Errorf("a reader that fails: %v", err)
	}
	if !bytes.HasPrefix(sample(200_000), got) || len(got) < 100_000/2 {
		t.Errorf("%d bytes before the failure", len(got))
	}
	name := gz(t, []byte("x"), 6)
	name = append(append(bytes.Clone(name[:3]), 0x1e, 0, 0, 0, 0, 0, 255, 3, 0, 'a', 'b', 'c'), "name\x00comment\x00??"...)
	if _, err := gunzipAll(bytes.NewReader(name)); err == nil || !strings.Contains(err.Error(), "header") {
		t.Errorf("the header's checksum: %v", err)
	}
}

// FuzzGunzip holds it against the reader of the standard library: what that
// one takes is taken and is the same, and nothing else is taken.
func FuzzGunzip(f *testing.F) {
	for _, data := range corpora() {
		data = data[:min(len(data), 3000)]
		for _, level := range []int{stdgzip.HuffmanOnly, 0, 1, 9} {
			f.Add(gz(f, data, level), uint32(0), byte(0))
			f.Add(gz(f, data, level), uint32(len(data)/7), byte(4))
			f.Add(gz(f, data, level), uint32(14), byte(0x21))
		}
	}
	f.Fuzz(func(t *testing.T, p []byte, at uint32, flip byte) {
		p = bytes.Clone(p)
		if len(p) > 0 {
			p[int(at)%len(p)] ^= flip
		}
		compare(t, p)
	})
}

func compare(t *testing.T, p []byte) {
	t.Helper()
	eachRoute(func() { compareRoute(t, p) })
}

func compareRoute(t *testing.T, p []byte) {
	t.Helper()
	got, err := gunzipAll(bytes.NewReader(p))
	want, wantErr := stdAll(bytes.NewReader(p))
	if wantErr == nil && (err != nil || !bytes.Equal(got, want)) {
		t.Fatalf("%d bytes, %v; the library reads %d", len(got), err, len(want))
	}
	if err == nil && wantErr != nil {
		t.Fatalf("%d bytes were taken; the library says %v", len(got), wantErr)
	}
	if n := min(len(got), len(want)); !bytes.Equal(got[:n], want[:n]) {
		t.Fatalf("differs before the error (%v, %v)", err, wantErr)
	}
}

// Damage of every kind at random places, in raw blocks of random codes too.
func TestGunzipDamaged(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 9))
	head := gz(t, nil, 6)[:10]
	taken, rounds := 0, 50
	if testing.Short() {
		rounds = 5
	}
	for _, data := range corpora() {
		data = data[:min(len(data), 20_000)]
		for _, level := range []int{stdgzip.HuffmanOnly, 0, 1, 9} {
			p := gz(t, data, level)
			for range rounds {
				q := bytes.Clone(p)
				for range 1 + rng.IntN(3) {
					q[rng.IntN(len(q))] ^= 1 << rng.IntN(8)
				}
				compare(t, q[:len(q)-rng.IntN(2)*rng.IntN(len(q))])
			}
		}
	}
	for range 100 * rounds {
		q := bytes.Clone(head)
		q = append(q, byte(rng.Uint32())&^7|4|1) // a dynamic block, the last
		for range rng.IntN(200) {
			q = append(q, byte(rng.Uint32()))
		}
		if _, err := gunzipAll(bytes.NewReader(q)); err == nil {
			taken++
		}
		compare(t, q)
	}
	if taken > 0 {
		t.Errorf("%d streams of noise were taken", taken)
	}
}

func BenchmarkGunzip(b *testing.B) {
	data := sample(8 << 20)
	p := gz(b, data, 6)
	for name, open := range map[string]func(io.Reader) (io.Reader, error){
		"here":    func(r io.Reader) (io.Reader, error) { return newGunzip(r) },
		"library": func(r io.Reader) (io.Reader, error) { return stdgzip.NewReader(r) },
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				r, err := open(bytes.NewReader(p))
				if err != nil {
					b.Fatal(err)
				}
				if n, err := io.Copy(io.Discard, r); err != nil || n != int64(len(data)) {
					b.Fatal(n, err)
				}
			}
		})
	}
}
