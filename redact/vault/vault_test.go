package vault

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"sluice/redact"
	"sluice/redact/keys"
)

// roleEnv makes the test binary play another process.
const roleEnv = "SLUICE_VAULT_TEST_ROLE"

func TestMain(m *testing.M) {
	switch os.Getenv(roleEnv) {
	case "writer":
		writer(os.Getenv("SLUICE_VAULT_TEST_PATH"))
	case "holder":
		b, err := OpenBolt(os.Getenv("SLUICE_VAULT_TEST_PATH"), false)
		if err != nil {
			fmt.Println("error", errors.Is(err, ErrLocked), err)
			os.Exit(1)
		}
		fmt.Println("open")
		bufio.NewReader(os.Stdin).ReadByte()
		b.Close()
	default:
		os.Exit(m.Run())
	}
}

func ring(t testing.TB, seeds ...byte) *keys.Ring {
	t.Helper()
	var ks []*keys.Key
	for _, s := range seeds {
		b := make([]byte, 32)
		for i := range b {
			b[i] = s + byte(i)
		}
		k, err := keys.New(b)
		if err != nil {
			t.Fatal(err)
		}
		ks = append(ks, k)
	}
	r, err := keys.NewRing(ks...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func open(t testing.TB, path string, r *keys.Ring, ro bool) *Vault {
	t.Helper()
	b, err := OpenBolt(path, ro)
	if err != nil {
		t.Fatal(err)
	}
	v, err := New(b, r)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func token(t testing.TB, v *Vault, kind, value string) string {
	t.Helper()
	b, err := v.Token(nil, kind, []byte(value))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestRoundTripAcrossRuns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v")
	r := ring(t, 1)
	id := []byte(r.Active().ID())
	v := open(t, path, r, false)
	values := []string{"", "a", "jo@site.invalid", strings.Repeat("long ", 5000), "\x00\xff"}
	tokens := map[string]string{}
	for _, s := range values {
		tokens[s] = token(t, v, "EMAIL_ADDRESS", s)
		if len(tokens[s]) != BodySize {
			t.Fatalf("body of %d characters", len(tokens[s]))
		}
		if again := token(t, v, "EMAIL_ADDRESS", s); again != tokens[s] {
			t.Fatal("not consistent before the write")
		}
	}
	if token(t, v, "PHONE_NUMBER", "a") == tokens["a"] {
		t.Fatal("two kinds, one token")
	}
	// Before any flush a token leads back already.
	if got, err := v.Reveal(nil, "EMAIL_ADDRESS", id, []byte(tokens["a"])); err != nil || string(got) != "a" {
		t.Fatal("reveal before flush:", err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := v.Token(nil, "K", []byte("x")); !errors.Is(err, ErrClosed) {
		t.Fatal("closed vault:", err)
	}

	v = open(t, path, r, false)
	for _, s := range values {
		if again := token(t, v, "EMAIL_ADDRESS", s); again != tokens[s] {
			t.Fatal("another run, another token")
		}
	}
	v.Close()

	v = open(t, path, ring(t, 9, 1), true)
	defer v.Close()
	for _, s := range values {
		got, err := v.Reveal([]byte("x"), "EMAIL_ADDRESS", id, []byte(tokens[s]))
		if err != nil || string(got) != "x"+s {
			t.Fatalf("reveal: %v", err)
		}
	}
	bad := []byte(tokens["a"])
	bad[3] ^= 1
	for _, c := range []struct {
		name, kind string
		id, body   []byte
		want       error
	}{
		{"changed body", "EMAIL_ADDRESS", id, bad, redact.ErrForeign},
		{"other kind", "PHONE_NUMBER", id, []byte(tokens["a"]), redact.ErrForeign},
		{"other key", "EMAIL_ADDRESS", []byte(ring(t, 9).Active().ID()), []byte(tokens["a"]), redact.ErrForeign},
		{"unknown key", "EMAIL_ADDRESS", []byte("00000000"), []byte(tokens["a"]), redact.ErrKey},
		{"short body", "EMAIL_ADDRESS", id, []byte("abc"), redact.ErrForeign},
		{"no base32", "EMAIL_ADDRESS", id, bytes.Repeat([]byte("!"), BodySize), redact.ErrForeign},
	} {
		if got, err := v.Reveal(nil, c.kind, c.id, c.body); !errors.Is(err, c.want) || got != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if _, err := v.Token(nil, "K", []byte("new")); !errors.Is(err, ErrReadOnly) {
		t.Error("read-only vault took a value:", err)
	}
}

// Many goroutines, few values: one token each.
func TestConcurrent(t *testing.T) {
	v := open(t, filepath.Join(t.TempDir(), "v"), ring(t, 1), false)
	const values, workers = 3000, 8
	got := make([][]string, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			rnd := rand.New(rand.NewPCG(uint64(w), 1))
			got[w] = make([]string, values)
			for _, i := range rnd.Perm(values) {
				b, err := v.Token(nil, "K", strconv.AppendInt(nil, int64(i), 10))
				if err != nil {
					t.Error(err)
					return
				}
				got[w][i] = string(b)
				if i%701 == 0 {
					v.Flush()
				}
			}
		}()
	}
	wg.Wait()
	seen := map[string]bool{}
	for i := range values {
		seen[got[0][i]] = true
		for w := range workers {
			if got[w][i] != got[0][i] {
				t.Fatal("two tokens for one value")
			}
		}
	}
	if len(seen) != values {
		t.Fatal("one token for two values")
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestStoreFailure(t *testing.T) {
	broken := errors.New("disk full")
	v, err := New(failing{broken}, ring(t, 1))
	if err != nil {
		t.Fatal(err)
	}
	token(t, v, "K", "a")
	if err := v.Flush(); !errors.Is(err, broken) {
		t.Fatal("flush hid the failure:", err)
	}
	if _, err := v.Token(nil, "K", []byte("b")); !errors.Is(err, broken) {
		t.Fatal("tokens go on after a failure:", err)
	}
	if err := v.Close(); !errors.Is(err, broken) {
		t.Fatal("close hid the failure:", err)
	}
}

type failing struct{ err error }

func (failing) Find([IndexSize]byte) (r [RefSize]byte, ok bool, err error) { return }
func (failing) Record([]byte, uint64) ([]byte, bool, error)                { return nil, false, nil }
func (f failing) Put([]Entry) error                                        { return f.err }
func (failing) Next() (uint64, error)                                      { return 1, nil }
func (failing) ReadOnly() bool                                             { return false }
func (failing) Close() error                                               { return nil }

func child(t *testing.T, role, path string) *exec.Cmd {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), roleEnv+"="+role, "SLUICE_VAULT_TEST_PATH="+path)
	cmd.Stderr = os.Stderr
	return cmd
}

func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v")
	cmd := child(t, "holder", path)
	in, _ := cmd.StdinPipe()
	out, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	if line != "open\n" {
		t.Fatalf("holder: %q", line)
	}
	for _, ro := range []bool{false, true} {
		start := time.Now()
		if _, err := OpenBolt(path, ro); !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), path) {
			t.Errorf("read-only %v: want ErrLocked with the path, got %v", ro, err)
		}
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("waited %v", d)
		}
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	b, err := OpenBolt(path, false)
	if err != nil {
		t.Fatal("lock outlived its process:", err)
	}
	b.Close()
	// Readers do not exclude each other.
	r1, err := OpenBolt(path, true)
	if err != nil {
		t.Fatal(err)
	}
	defer r1.Close()
	r2, err := OpenBolt(path, true)
	if err != nil {
		t.Fatal(err)
	}
	r2.Close()
}

// killYoung is small, so that indexes move on into the tree all the time.
const killYoung = 3000

// writer makes tokens until it is killed and prints each value and token once
// they are flushed.
func writer(path string) {
	b, err := OpenBolt(path, false)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	b.maxYoung = killYoung
	key, _ := keys.New([]byte("0123456789abcdef0123456789abcdef"))
	r, _ := keys.NewRing(key)
	v, err := New(b, r)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	seed := uint64(time.Now().UnixNano())
	rnd := rand.New(rand.NewPCG(seed, 1))
	fmt.Println("ready")
	w := bufio.NewWriterSize(os.Stdout, 1<<20) // nothing leaves before the flush
	for {
		for range 1 + rnd.IntN(400) {
			value := strconv.FormatUint(rnd.Uint64(), 36)
			tok, err := v.Token(nil, "K", []byte(value))
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			fmt.Fprintf(w, "%s %s\n", value, tok)
		}
		if err := v.Flush(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		w.Flush()
	}
}

// A process killed at any moment leaves a vault that opens, hangs together and
// knows every token that was flushed. SLUICE_VAULT_KILLS says how often.
func TestKill(t *testing.T) {
	kills := 20
	if s := os.Getenv("SLUICE_VAULT_KILLS"); s != "" {
		kills, _ = strconv.Atoi(s)
	}
	if testing.Short() {
		kills = 3
	}
	path := filepath.Join(t.TempDir(), "v")
	key, _ := keys.New([]byte("0123456789abcdef0123456789abcdef"))
	r, _ := keys.NewRing(key)
	id := []byte(key.ID())
	all := map[string]string{}
	for i := range kills {
		cmd := child(t, "writer", path)
		out, _ := cmd.StdoutPipe()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		sc := bufio.NewScanner(out)
		if !sc.Scan() || sc.Text() != "ready" {
			t.Fatalf("round %d: writer did not start", i)
		}
		timer := time.AfterFunc(time.Duration(rand.Int64N(int64(60*time.Millisecond))), func() { cmd.Process.Kill() })
		for sc.Scan() {
			value, tok, ok := strings.Cut(sc.Text(), " ")
			if ok && len(tok) == BodySize { // the last line may be torn
				all[value] = tok
			}
		}
		cmd.Wait()
		timer.Stop()

		b, err := OpenBolt(path, false)
		if err != nil {
			t.Fatalf("round %d: %v", i, err)
		}
		b.maxYoung = killYoung
		if n, err := b.Check(); err != nil || n < len(all) {
			t.Fatalf("round %d: %d entries: %v", i, n, err)
		}
		v, err := New(b, r)
		if err != nil {
			t.Fatalf("round %d: %v", i, err)
		}
		for value, tok := range all {
			got, err := v.Reveal(nil, "K", id, []byte(tok))
			if err != nil || string(got) != value {
				t.Fatalf("round %d: a flushed token is lost: %v", i, err)
			}
			if again := token(t, v, "K", value); again != tok {
				t.Fatalf("round %d: another token for a known value", i)
			}
		}
		if err := v.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills, %d flushed tokens", kills, len(all))
}

func TestRefusesOtherFiles(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "text")
	os.WriteFile(text, bytes.Repeat([]byte("no vault at all\n"), 4096), 0o600)
	empty := filepath.Join(dir, "empty")
	os.WriteFile(empty, nil, 0o600)
	for _, c := range []struct {
		name, path string
		ro         bool
	}{
		{"text", text, false}, {"text read-only", text, true}, {"directory", dir, false},
		{"missing read-only", filepath.Join(dir, "none"), true}, {"empty read-only", empty, true},
	} {
		if b, err := OpenBolt(c.path, c.ro); err == nil {
			b.Close()
			t.Errorf("%s: opened", c.name)
		}
	}
	v := filepath.Join(dir, "v")
	b, err := OpenBolt(v, false)
	if err != nil {
		t.Fatal(err)
	}
	b.db.Update(func(tx *bolt.Tx) error { return tx.Bucket(metaBucket).Put(formatKey, []byte("sluice vault 1")) })
	b.Close()
	for _, ro := range []bool{false, true} {
		if _, err := OpenBolt(v, ro); err == nil || !strings.Contains(err.Error(), "sluice vault 1") || !strings.Contains(err.Error(), format) {
			t.Errorf("another version's vault: %v", err)
		}
	}
	if st, _ := os.Stat(v); runtime.GOOS != "windows" && st.Mode().Perm() != 0o600 {
		t.Errorf("mode %o", st.Mode().Perm())
	}
}

// BenchmarkNew is the cost of a new value, the last writes included.
func BenchmarkNew(b *testing.B) {
	v := open(b, filepath.Join(b.TempDir(), "v"), ring(b, 1), false)
	rnd := rand.New(rand.NewPCG(1, 2))
	var value, dst []byte
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		value = strconv.AppendUint(value[:0], rnd.Uint64(), 10)
		value = append(value, "@a.b"...)
		var err error
		if dst, err = v.Token(dst[:0], "EMAIL_ADDRESS", value); err != nil {
			b.Fatal(err)
		}
	}
	v.Close()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "values/s")
}

// million is a number of values as they are in data.
func million(do func(value []byte)) {
	var value []byte
	for i := range 1_000_000 {
		value = append(strconv.AppendInt(value[:0], int64(i)*7919, 10), "@mail.invalid"...)
		do(value)
	}
}

// resident is the memory of this process, what is mapped included, at its
// peak since the last call, in KiB.
func resident(t *testing.T) (peak int) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("the system does not say how much memory a process has")
	}
	for _, l := range strings.Split(string(status), "\n") {
		if rest, ok := strings.CutPrefix(l, "VmHWM:"); ok {
			fmt.Sscan(rest, &peak)
		}
	}
	os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
	return peak
}

// A million entries, with SLUICE_VAULT_MILLION=1: made, asked for again by
// another run, revealed. Tokens wait in a file, so that they are no part of
// the memory that is measured.
func TestMillion(t *testing.T) {
	if os.Getenv("SLUICE_VAULT_MILLION") == "" {
		t.Skip("takes a quarter of a minute; set SLUICE_VAULT_MILLION=1")
	}
	path := filepath.Join(t.TempDir(), "v")
	r := ring(t, 1)
	id := []byte(r.Active().ID())
	tokens, err := os.Create(path + ".tokens")
	if err != nil {
		t.Fatal(err)
	}
	defer tokens.Close()
	var dst []byte
	next := make([]byte, BodySize)
	for _, step := range []struct {
		name string
		ro   bool
		do   func(v *Vault, rw *bufio.ReadWriter, value []byte) error
	}{
		{"new", false, func(v *Vault, rw *bufio.ReadWriter, value []byte) (err error) {
			if dst, err = v.Token(dst[:0], "EMAIL_ADDRESS", value); err == nil {
				_, err = rw.Write(dst)
			}
			return err
		}},
		{"known", false, func(v *Vault, rw *bufio.ReadWriter, value []byte) (err error) {
			io.ReadFull(rw, next)
			if dst, err = v.Token(dst[:0], "EMAIL_ADDRESS", value); err == nil && !bytes.Equal(dst, next) {
				err = errors.New("another token")
			}
			return err
		}},
		{"revealed", true, func(v *Vault, rw *bufio.ReadWriter, value []byte) (err error) {
			io.ReadFull(rw, next)
			if dst, err = v.Reveal(dst[:0], "EMAIL_ADDRESS", id, next); err == nil && !bytes.Equal(dst, value) {
				err = errors.New("another value")
			}
			return err
		}},
	} {
		debug.FreeOSMemory()
		resident(t)
		v := open(t, path, r, step.ro)
		rw := bufio.NewReadWriter(bufio.NewReader(tokens), bufio.NewWriter(tokens))
		start := time.Now()
		million(func(value []byte) {
			if err := step.do(v, rw, value); err != nil {
				t.Fatal(step.name, err)
			}
		})
		if err := v.Flush(); err != nil {
			t.Fatal(err)
		}
		rate, peak := 1e6/time.Since(start).Seconds(), resident(t)
		st, _ := os.Stat(path)
		t.Logf("%s: %.0f values/s, %d MiB resident at the peak, file %d MiB", step.name, rate, peak>>10, st.Size()>>20)
		if rate < 80_000 {
			t.Errorf("%s: %.0f values/s", step.name, rate)
		}
		if peak > 150<<10 {
			t.Errorf("%s: %d KiB resident", step.name, peak)
		}
		if err := errors.Join(rw.Flush(), v.Close()); err != nil {
			t.Fatal(err)
		}
		tokens.Seek(0, io.SeekStart)
	}
}

// Indexes that begin alike, come twice, or fill leaf after leaf are found, and
// so they are after the file was opened again at any moment.
func TestIndex(t *testing.T) {
	path := filepath.Join(t.TempDir(), "v")
	rnd := rand.New(rand.NewPCG(3, 4))
	var all []Entry
	for n := range 30_000 {
		e := Entry{Record: make([]byte, rnd.IntN(40))}
		if n%1000 == 7 {
			e.Record = make([]byte, 9000)
		}
		binary.BigEndian.PutUint64(e.Ref[:], uint64(n+1))
		binary.BigEndian.PutUint64(e.Ref[8:], rnd.Uint64())
		// A third of them begins like a few others, or a hundred.
		switch n % 6 {
		case 0:
			binary.BigEndian.PutUint64(e.Index[:], uint64(n/40)<<40)
		case 1:
			binary.BigEndian.PutUint64(e.Index[:], uint64(n/600)<<50)
		default:
			binary.BigEndian.PutUint64(e.Index[:], rnd.Uint64())
		}
		binary.BigEndian.PutUint64(e.Index[8:], rnd.Uint64())
		all = append(all, e)
	}
	b, err := OpenBolt(path, false)
	if err != nil {
		t.Fatal(err)
	}
	b.maxYoung = 2000
	for at := 0; at < len(all); {
		n := min(1+rnd.IntN(1500), len(all)-at)
		if err := b.Put(all[at : at+n]); err != nil {
			t.Fatal(err)
		}
		at += n
		if b.young > b.maxYoung+n {
			t.Fatalf("%d entries in memory", b.young)
		}
		if rnd.IntN(5) == 0 {
			b.Close()
			if b, err = OpenBolt(path, false); err != nil {
				t.Fatal(err)
			}
			if b.young > 2*2000+2*1500 {
				t.Fatalf("%d entries were read again", b.young)
			}
			b.maxYoung = 2000
		}
		if next, err := b.Next(); err != nil || next != uint64(at+1) {
			t.Fatalf("next %d after %d: %v", next, at, err)
		}
	}
	if n, err := b.Check(); err != nil || n != len(all) {
		t.Fatalf("%d entries: %v", n, err)
	}
	for i := range all {
		ref, ok, err := b.Find(all[i].Index)
		if err != nil || !ok || ref != all[i].Ref {
			t.Fatalf("entry %d: found %v, %v", i, ok, err)
		}
		rec, ok, err := b.Record(nil, uint64(i+1))
		if err != nil || !ok || !bytes.Equal(rec, all[i].Record) {
			t.Fatalf("record %d: found %v, %v", i, ok, err)
		}
		other := all[i].Index
		other[15] ^= 1
		if _, ok, err := b.Find(other); ok || err != nil {
			t.Fatalf("found what is not there: %v", err)
		}
	}
	if _, ok, err := b.Record(nil, uint64(len(all)+1)); ok || err != nil {
		t.Fatalf("a record beyond the last: %v", err)
	}
	b.Close()
}

// vaultFile is a vault of 6,000 entries, as it stands in its file.
func vaultFile(t *testing.T) (whole []byte, all []Entry) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "v")
	rnd := rand.New(rand.NewPCG(5, 6))
	for n := range 6000 {
		e := Entry{Record: make([]byte, 20)}
		binary.BigEndian.PutUint64(e.Ref[:], uint64(n+1))
		binary.BigEndian.PutUint64(e.Index[:], rnd.Uint64())
		all = append(all, e)
	}
	b, err := OpenBolt(path, false)
	if err != nil {
		t.Fatal(err)
	}
	b.maxYoung = 1000
	for part := range slices.Chunk(all, 500) {
		if err := b.Put(part); err != nil {
			t.Fatal(err)
		}
	}
	b.Close()
	if whole, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	return whole, all
}

// Pages that lead back to themselves or to one above, or two ways to one page, are
// an error when the file is opened: they would be followed without end.
func TestPagesInACircle(t *testing.T) {
	whole, _ := vaultFile(t)
	size := os.Getpagesize()
	number := func(file []byte, page int) uint64 { return binary.NativeEndian.Uint64(file[page*size:]) }
	type change func(file []byte, page int)
	point := func(item int, to func(page int) uint64) change {
		return func(file []byte, page int) {
			binary.NativeEndian.PutUint64(file[page*size+pageHead+item*pageItem+8:], to(page))
		}
	}
	itself := func(page int) uint64 { return uint64(page) }
	for _, c := range []struct {
		name string
		flag uint16 // of the pages that are changed
		do   change
	}{
		{"the first item leads to its page", branchPage, point(0, itself)},
		{"the second item leads to its page", branchPage, point(1, itself)},
		{"two items lead to one page", branchPage, func(file []byte, page int) {
			copy(file[page*size+pageHead+8:][:8], file[page*size+pageHead+pageItem+8:][:8])
		}},
		{"an item leads beyond the end", branchPage, point(0, func(int) uint64 { return 1 << 60 })},
		{"an item leads to the head of the file", branchPage, point(0, func(int) uint64 { return 0 })},
		{"leaves are branches that lead to themselves", leafPage, func(file []byte, page int) {
			binary.NativeEndian.PutUint16(file[page*size+8:], branchPage)
			point(0, itself)(file, page)
		}},
		{"pages are of no kind", leafPage, func(file []byte, page int) { binary.NativeEndian.PutUint16(file[page*size+8:], 3) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, changed := bytes.Clone(whole), 0
			for page := 2; page < len(file)/size; page++ {
				if number(file, page) == uint64(page) && binary.NativeEndian.Uint16(file[page*size+8:]) == c.flag {
					c.do(file, page)
					changed++
				}
			}
			if changed == 0 {
				t.Fatal("there are no such pages")
			}
			path := filepath.Join(t.TempDir(), "v")
			if err := os.WriteFile(path, file, 0o600); err != nil {
				t.Fatal(err)
			}
			for _, ro := range []bool{false, true} {
				if b, err := OpenBolt(path, ro); err == nil {
					b.Close()
					t.Error("opened")
				} else if !errors.Is(err, errDamaged) {
					t.Errorf("another error: %v", err)
				}
			}
		})
	}
	// The one page of a small bucket lies in its value.
	file := bytes.Clone(whole)
	at := bytes.LastIndex(file, metaBucket)
	for ; at >= 0; at = bytes.LastIndex(file[:at], metaBucket) {
		if head := at + len(metaBucket) + bucketHead; binary.NativeEndian.Uint64(file[at+len(metaBucket):]) == 0 {
			binary.NativeEndian.PutUint16(file[head+8:], branchPage)
		}
	}
	path := filepath.Join(t.TempDir(), "v")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenBolt(path, true); !errors.Is(err, errDamaged) {
		t.Errorf("a small bucket: %v", err)
	}
}

// Reading a file that was changed anywhere, or cut short, is an error or gives
// other answers; never a panic or a fault.
func TestDamaged(t *testing.T) {
	whole, all := vaultFile(t)
	rnd := rand.New(rand.NewPCG(7, 8))
	errs := 0
	for round := range 400 {
		file := bytes.Clone(whole)
		switch {
		case round%8 == 7:
			file = file[:rnd.IntN(len(file))]
		default:
			page := os.Getpagesize()
			for range 1 + rnd.IntN(8) {
				at := rnd.IntN(len(file)/page) * page
				// Mostly the head of a page and where its items stand.
				file[at+rnd.IntN([]int{16, 64, page}[rnd.IntN(3)])] = byte(rnd.Uint64())
			}
		}
		damaged := filepath.Join(t.TempDir(), "v")
		if err := os.WriteFile(damaged, file, 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := OpenBolt(damaged, round%2 == 0)
		if err != nil {
			errs++
			continue
		}
		for range 50 {
			e := &all[rnd.IntN(len(all))]
			if _, _, err := b.Find(e.Index); err != nil {
				errs++
			}
			if _, _, err := b.Record(nil, e.Number()); err != nil {
				errs++
			}
		}
		if _, err := b.Next(); err != nil {
			errs++
		}
		b.Close()
	}
	if errs == 0 {
		t.Error("nothing was damaged")
	}
}

// What a damaged file may hold is an error, not a panic.
func FuzzWalk(f *testing.F) {
	e := Entry{Record: []byte("sealed")}
	f.Add([]byte{0, 0, 0, 0, 0, 0, 0, 1}, append(append(append([]byte{1}, e.Index[:]...), e.Ref[8:]...), 3, 'a', 'b', 'c'))
	f.Add([]byte{255, 255, 255, 255, 255, 255, 255, 255}, []byte{255})
	f.Fuzz(func(t *testing.T, key, chunk []byte) {
		n := 0
		err := walk(key, chunk, func(Entry) bool { n++; return true })
		if err == nil && (len(chunk) == 0 || n != int(chunk[0])) {
			t.Errorf("%d records of a chunk", n)
		}
	})
}
