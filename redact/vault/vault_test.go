package vault

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

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

// writer makes tokens until it is killed and prints each value and token once
// they are flushed.
func writer(path string) {
	b, err := OpenBolt(path, false)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
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
		if _, err := b.Check(); err != nil {
			t.Fatalf("round %d: %v", i, err)
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
	b.Close()
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

// A million entries: speed and memory, with SLUICE_VAULT_MILLION=1.
func TestMillion(t *testing.T) {
	if os.Getenv("SLUICE_VAULT_MILLION") == "" {
		t.Skip("takes half a minute; set SLUICE_VAULT_MILLION=1")
	}
	path := filepath.Join(t.TempDir(), "v")
	v := open(t, path, ring(t, 1), false)
	start := time.Now()
	var value, dst []byte
	for i := range 1_000_000 {
		value = append(strconv.AppendInt(value[:0], int64(i)*7919, 10), "@mail.invalid"...)
		var err error
		if dst, err = v.Token(dst[:0], "EMAIL_ADDRESS", value); err != nil {
			t.Fatal(err)
		}
	}
	if err := v.Flush(); err != nil {
		t.Fatal(err)
	}
	d := time.Since(start)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	st, _ := os.Stat(path)
	status, _ := os.ReadFile("/proc/self/status")
	var rss []string
	for _, l := range strings.Split(string(status), "\n") {
		if strings.HasPrefix(l, "VmHWM") || strings.HasPrefix(l, "RssAnon") || strings.HasPrefix(l, "RssFile") {
			rss = append(rss, strings.Join(strings.Fields(l), " "))
		}
	}
	t.Logf("%.0f values/s, heap from system %d MiB, file %d MiB, %s", 1e6/d.Seconds(), m.Sys>>20, st.Size()>>20, strings.Join(rss, ", "))
	if m.Sys > 200<<20 {
		t.Errorf("memory: %d MiB", m.Sys>>20)
	}
	if rate := 1e6 / d.Seconds(); rate < 50_000 {
		t.Errorf("%.0f values/s", rate)
	}
	v.Close()
}
