package compress

import (
	"bytes"
	stdgzip "compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/zstd"
)

func sample(size int) []byte {
	r := rand.New(rand.NewPCG(1, 2))
	var b bytes.Buffer
	for b.Len() < size {
		fmt.Fprintf(&b, "{\"id\":%d,\"text\":\"some words and %x\"}\n", r.IntN(1e6), r.Uint64())
	}
	return b.Bytes()[:size]
}

func pack(t *testing.T, k Kind, data []byte, o WriterOptions, step int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(k, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	for p := data; len(p) > 0; {
		n := min(step, len(p))
		if _, err := w.Write(p[:n]); err != nil {
			t.Fatal(err)
		}
		p = p[n:]
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func unpack(name string, p []byte, wrap func(io.Reader) io.Reader, o ReaderOptions) ([]byte, Kind, error) {
	var r io.Reader = bytes.NewReader(p)
	if wrap != nil {
		r = wrap(r)
	}
	rc, k, err := Open(name, r, o)
	if err != nil {
		return nil, k, err
	}
	defer rc.Close()
	b, err := io.ReadAll(rc)
	return b, k, err
}

var kinds = []Kind{None, Gzip, Zstd}

func TestRoundTrip(t *testing.T) {
	for _, k := range kinds {
		for _, size := range []int{0, 1, 100, 70000, 1 << 20} {
			data := sample(size)
			for _, o := range []WriterOptions{{}, {Level: 1}, {Level: 9, Workers: 3}, {Split: 100 << 10}} {
				p := pack(t, k, data, o, 64<<10)
				for _, wrap := range []func(io.Reader) io.Reader{nil, iotest.HalfReader, iotest.DataErrReader} {
					got, kind, err := unpack("", p, wrap, ReaderOptions{})
					if err != nil || kind != k || !bytes.Equal(got, data) {
						t.Fatalf("%v, %d bytes, %+v: %d bytes of %v, %v", k, size, o, len(got), kind, err)
					}
				}
			}
		}
	}
}

// Law 2: neither workers nor write sizes show in the output.
func TestOutputDependsOnDataAlone(t *testing.T) {
	data := sample(2 << 20)
	for _, k := range []Kind{Gzip, Zstd} {
		for _, level := range []int{0, 7} {
			want := pack(t, k, data, WriterOptions{Level: level}, len(data))
			for _, workers := range []int{1, 2, 3, 8} {
				for _, step := range []int{1 << 20, 777, 300000} {
					if got := pack(t, k, data, WriterOptions{Level: level, Workers: workers}, step); !bytes.Equal(got, want) {
						t.Errorf("%v level %d, %d workers, writes of %d: %d bytes, not the same as %d", k, level, workers, step, len(got), len(want))
					}
				}
			}
		}
	}
}

// One frame and one member unless asked otherwise: readers are in use that
// stop behind the first.
func TestFrames(t *testing.T) {
	data := sample(3 << 20)
	for _, c := range []struct {
		split int64
		want  int
	}{{0, 1}, {1 << 20, 3}} {
		p := pack(t, Gzip, data, WriterOptions{Split: c.split, Workers: 4}, 1<<20)
		n := 0
		br := bytes.NewReader(p)
		z, err := stdgzip.NewReader(br)
		if err != nil {
			t.Fatal(err)
		}
		for {
			if !z.ModTime.IsZero() {
				t.Errorf("there is a time in the header: %v", z.ModTime)
			}
			z.Multistream(false)
			if _, err := io.Copy(io.Discard, z); err != nil {
				t.Fatal(err)
			}
			n++
			if err := z.Reset(br); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if n != c.want {
			t.Errorf("gzip, split %d: %d members, want %d", c.split, n, c.want)
		}
		p = pack(t, Zstd, data, WriterOptions{Split: c.split, Workers: 4}, 1<<20)
		if n := frames(t, p); n != c.want {
			t.Errorf("zstd, split %d: %d frames, want %d", c.split, n, c.want)
		}
	}
}

// frames walks the blocks of a zstd stream (RFC 8878, 3.1.1).
func frames(t *testing.T, p []byte) int {
	t.Helper()
	n := 0
	for len(p) > 0 {
		var h zstd.Header
		if err := h.Decode(p); err != nil {
			t.Fatal(err)
		}
		p = p[h.HeaderSize:]
		for last := false; !last; {
			v := int(p[0]) | int(p[1])<<8 | int(p[2])<<16
			last = v&1 != 0
			size := v >> 3
			if v>>1&3 == 1 {
				size = 1
			}
			p = p[3+size:]
		}
		if h.HasCheckSum {
			p = p[4:]
		}
		n++
	}
	return n
}

func TestSeveralFramesAreReadWhole(t *testing.T) {
	for _, k := range []Kind{Gzip, Zstd} {
		a, b := pack(t, k, []byte("first\n"), WriterOptions{}, 100), pack(t, k, []byte("second\n"), WriterOptions{}, 100)
		empty := pack(t, k, nil, WriterOptions{}, 1)
		p := bytes.Join([][]byte{a, empty, b}, nil)
		if k == Zstd {
			// A skippable frame before, between and behind.
			skip := []byte("\x5e\x2a\x4d\x18\x03\x00\x00\x00abc")
			p = bytes.Join([][]byte{skip, a, skip, b, skip}, nil)
		}
		if got, _, err := unpack("x", p, nil, ReaderOptions{}); err != nil || string(got) != "first\nsecond\n" {
			t.Errorf("%v: %q, %v", k, got, err)
		}
	}
}

// Cut at any byte, a stream is an error.
func TestTruncated(t *testing.T) {
	data := sample(3000)
	for _, k := range []Kind{Gzip, Zstd} {
		p := pack(t, k, data, WriterOptions{}, 1000)
		name := "x.jsonl" + map[Kind]string{Gzip: ".gz", Zstd: ".zst"}[k]
		for n := range p {
			_, _, err := unpack(name, p[:n], nil, ReaderOptions{})
			if !errors.Is(err, ErrTruncated) {
				t.Errorf("%v cut to %d of %d bytes: %v", k, n, len(p), err)
			}
		}
		// Cut within the second frame.
		for n := 1; n < len(p); n++ {
			if _, _, err := unpack(name, append(bytes.Clone(p), p[:n]...), nil, ReaderOptions{}); err == nil {
				t.Errorf("%v: second frame cut to %d of %d bytes: no error", k, n, len(p))
			}
		}
	}
}

func TestDamaged(t *testing.T) {
	data := sample(3000)
	for _, k := range []Kind{Gzip, Zstd} {
		p := pack(t, k, data, WriterOptions{}, 1000)
		bad := 0
		for i := range p {
			q := bytes.Clone(p)
			q[i] ^= 0x10
			got, _, err := unpack("x.gz", q, nil, ReaderOptions{})
			if err == nil && !bytes.Equal(got, data) {
				bad++
			}
		}
		if bad > 0 {
			t.Errorf("%v: %d flipped bits read as other data without an error", k, bad)
		}
		if _, _, err := unpack("x", append(bytes.Clone(p), "garbage behind"...), nil, ReaderOptions{}); err == nil {
			t.Errorf("%v: garbage behind the stream: no error", k)
		}
	}
}

// The tools that everybody has take what is written.
func TestTools(t *testing.T) {
	data := sample(3 << 20)
	for k, tool := range map[Kind]string{Gzip: "gzip", Zstd: "zstd"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Logf("%s is not here", tool)
			continue
		}
		for _, o := range []WriterOptions{{}, {Workers: 3, Level: 9}, {Split: 1 << 20}} {
			cmd := exec.Command(tool, "-dc")
			cmd.Stdin = bytes.NewReader(pack(t, k, data, o, 1<<20))
			if out, err := cmd.Output(); err != nil || !bytes.Equal(out, data) {
				t.Errorf("%s %+v: %d bytes, %v", tool, o, len(out), err)
			}
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{"a.jsonl.gz": "gzip a.jsonl", "A.CSV.ZST": "zstd A.CSV", "a.csv": "none a.csv", ".gz": "none .gz", "x.zstd": "zstd x", "b.gzip": "gzip b"} {
		k, plain := ByName(name)
		if got := k.String() + " " + plain; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestWrongNames(t *testing.T) {
	for _, c := range []struct{ name, data, msg string }{
		{"a.csv.gz", "a,b\n1,2\n", "the name says gzip"}, {"a.zst", "", "cut short"}, {"a.gz", "\x1f", "cut short"},
		{"a.bz2", "BZh91AY&SY", "bzip2: this compression is not read"}, {"a.csv", "\xfd7zXZ\x00", "xz: "}, {"a.csv", "PK\x03\x04..", "zip: "},
	} {
		_, _, err := unpack(c.name, []byte(c.data), nil, ReaderOptions{})
		if err == nil || !strings.Contains(err.Error(), c.msg) {
			t.Errorf("%s with %q: %v", c.name, c.data, err)
		}
	}
	// The content decides where the name promises nothing, or something else.
	p := pack(t, Zstd, []byte("x"), WriterOptions{}, 1)
	if got, k, err := unpack("a.gz", p, nil, ReaderOptions{}); err != nil || k != Zstd || string(got) != "x" {
		t.Errorf("zstd called .gz: %q, %v, %v", got, k, err)
	}
	for _, data := range []string{"", "x", "BZhello"} {
		if got, k, err := unpack("a.txt", []byte(data), nil, ReaderOptions{}); err != nil || k != None || string(got) != data {
			t.Errorf("%q: %q, %v, %v", data, got, k, err)
		}
	}
}

func TestWindowLimit(t *testing.T) {
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, zstd.WithWindowSize(8<<20), zstd.WithEncoderConcurrency(1))
	if err != nil {
		t.Fatal(err)
	}
	w.Write(sample(9 << 20))
	w.Close()
	if _, _, err := unpack("x.zst", b.Bytes(), nil, ReaderOptions{MaxWindow: 1 << 20}); err == nil || !strings.Contains(err.Error(), "more memory") {
		t.Errorf("window above the limit: %v", err)
	}
	if _, _, err := unpack("x.zst", b.Bytes(), nil, ReaderOptions{}); err != nil {
		t.Error(err)
	}
}

func TestOptions(t *testing.T) {
	for _, c := range []struct {
		k Kind
		o WriterOptions
	}{{Gzip, WriterOptions{Level: 10}}, {Zstd, WriterOptions{Level: 23}}, {Zstd, WriterOptions{Level: -1}}, {Gzip, WriterOptions{Split: -1}}, {Gzip, WriterOptions{Workers: -1}}} {
		if _, err := NewWriter(c.k, io.Discard, c.o); err == nil {
			t.Errorf("%v %+v was taken", c.k, c.o)
		}
	}
}

type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

// A full disk is an error of Write or at the latest of Close.
func TestWriteErrors(t *testing.T) {
	data := sample(4 << 20)
	for _, k := range kinds {
		for _, workers := range []int{1, 3} {
			w, err := NewWriter(k, &full{left: 10000}, WriterOptions{Workers: workers})
			if err != nil {
				t.Fatal(err)
			}
			for p := data; len(p) > 0 && err == nil; p = p[1<<16:] {
				_, err = w.Write(p[:1<<16])
			}
			if err == nil {
				err = w.Close()
			}
			if err == nil {
				t.Errorf("%v: the disk was full and nobody said so", k)
			}
			w.Abort()
		}
	}
}

func TestCloseEarly(t *testing.T) {
	data := sample(8 << 20)
	for _, k := range []Kind{Gzip, Zstd} {
		rc, _, err := Open("x", bytes.NewReader(pack(t, k, data, WriterOptions{}, 1<<20)), ReaderOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(rc, make([]byte, 100)); err != nil {
			t.Fatal(err)
		}
		if err := rc.Close(); err != nil {
			t.Error(err)
		}
		if err := rc.Close(); err != nil {
			t.Error(err)
		}
		if _, err := rc.Read(make([]byte, 10)); err == nil {
			t.Error("reading after Close")
		}
	}
}

func BenchmarkRead(b *testing.B) {
	data := sample(8 << 20)
	for _, k := range []Kind{Gzip, Zstd} {
		var p bytes.Buffer
		w, _ := NewWriter(k, &p, WriterOptions{})
		w.Write(data)
		w.Close()
		b.Run(k.String(), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				rc, _, err := Open("x", bytes.NewReader(p.Bytes()), ReaderOptions{})
				if err != nil {
					b.Fatal(err)
				}
				io.Copy(io.Discard, rc)
				rc.Close()
			}
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	data := sample(8 << 20)
	for _, k := range []Kind{Gzip, Zstd} {
		b.Run(k.String(), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				w, _ := NewWriter(k, io.Discard, WriterOptions{Workers: 2})
				w.Write(data)
				w.Close()
			}
		})
	}
}

// A Read that hangs keeps nobody from closing; what it gets afterwards is an
// error.
func TestCloseDuringRead(t *testing.T) {
	data := sample(1 << 20)
	for _, k := range []Kind{Gzip, Zstd} {
		p := pack(t, k, data, WriterOptions{}, len(data))
		pr, pw := io.Pipe()
		go pw.Write(p[:len(p)/2])
		rc, _, err := Open("x", pr, ReaderOptions{})
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan error)
		go func() {
			_, err := io.Copy(io.Discard, rc)
			done <- err
		}()
		time.Sleep(20 * time.Millisecond)
		if err := rc.Close(); err != nil {
			t.Error(err)
		}
		go func() {
			pw.Write(p[len(p)/2:])
			pw.Close()
		}()
		if err := <-done; err == nil {
			t.Errorf("%v: read to the end after Close", k)
		}
		if n, err := rc.Read(make([]byte, 10)); n > 0 || err == nil {
			t.Errorf("%v: %d bytes after Close, %v", k, n, err)
		}
		pr.Close()
	}
}
