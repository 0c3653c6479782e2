// Package keys holds the secrets that keyed operators work with: where they
// come from, how they are named, and how each purpose gets a key of its own.
//
// A Ring is a list of keys, the active one first. New replacements are made
// with the active key; older ones are undone with the key whose id stands in
// them. No method prints a secret: String, GoString, Format and the
// marshalers show the id alone.
package keys

import (
	"bytes"
	"context"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

const (
	// MinSize is the least number of bytes a secret may have.
	MinSize = 32
	// MaxSize is the greatest.
	MaxSize = 64
	// IDLen is the length of a key id in characters.
	IDLen = 8

	// maxText bounds what is read from a file, a variable or a command.
	maxText = 64 << 10
	maxKeys = 256
)

// Key is one secret. It is immutable and safe for concurrent use.
type Key struct {
	// In a closure, which fmt shows as an address under every verb, also
	// where a Key was copied and its methods are out of reach. A pointer would
	// not do: fmt follows it under a verb that does not fit.
	secret func() []byte
	id     string
}

// New makes a key from MinSize to MaxSize secret bytes, which are copied.
func New(b []byte) (*Key, error) {
	if len(b) < MinSize || len(b) > MaxSize {
		return nil, fmt.Errorf("keys: a key has %d to %d bytes, not %d", MinSize, MaxSize, len(b))
	}
	if same(b) {
		return nil, errors.New("keys: a key whose bytes are all the same is no secret")
	}
	b = bytes.Clone(b)
	k := &Key{secret: func() []byte { return b }}
	m := hmac.New(sha256.New, b)
	m.Write([]byte("sluice key id"))
	k.id = hex.EncodeToString(m.Sum(nil)[:IDLen/2])
	return k, nil
}

func same(b []byte) bool {
	for _, c := range b {
		if c != b[0] {
			return false
		}
	}
	return true
}

// Generate makes a key of size random bytes; 0 means MinSize.
func Generate(size int) (*Key, error) {
	if size == 0 {
		size = MinSize
	}
	if size != MinSize && size != MaxSize {
		return nil, fmt.Errorf("keys: a new key has %d or %d bytes, not %d", MinSize, MaxSize, size)
	}
	b := make([]byte, size)
	if _, err := rand.Read(b); err != nil {
		return nil, fmt.Errorf("keys: no randomness: %w", err)
	}
	return New(b)
}

// ID names the key in tokens, reports and manifests: the first four bytes of
// HMAC-SHA256(secret, "sluice key id") in lower-case hex. It tells nothing
// about the secret.
func (k *Key) ID() string { return k.id }

// Derive is the subkey of n bytes (at most 8160) for a purpose, by HKDF-SHA256
// (RFC 5869) without salt and with info "sluice/1/" and the purpose. Subkeys
// of different purposes are unrelated.
func (k *Key) Derive(purpose string, n int) []byte {
	out, err := hkdf.Key(sha256.New, k.secret(), nil, "sluice/1/"+purpose, n)
	if err != nil {
		panic("keys: subkey length out of range: " + err.Error())
	}
	return out
}

// Marshal appends the key as a line of a key file. This is the one way to get
// the secret out; it is for keygen alone.
func (k *Key) Marshal(dst []byte) []byte {
	dst = append(dst, k.id...)
	dst = append(dst, ' ')
	dst = base64.StdEncoding.AppendEncode(dst, k.secret())
	return append(dst, '\n')
}

// String shows the id, never the secret.
func (k *Key) String() string { return "key " + k.id }

// GoString shows the id, never the secret.
func (k *Key) GoString() string { return "keys.Key(" + k.id + ")" }

// Format shows the id under every verb.
func (k *Key) Format(s fmt.State, _ rune) { io.WriteString(s, k.String()) }

// MarshalJSON shows the id, never the secret.
func (k *Key) MarshalJSON() ([]byte, error) { return []byte(`"` + k.id + `"`), nil }

// MarshalText shows the id, never the secret.
func (k *Key) MarshalText() ([]byte, error) { return []byte(k.id), nil }

// Ring is a list of keys, the active one first. Immutable and safe for
// concurrent use. The zero Ring and a nil one hold no key.
type Ring struct{ keys []*Key }

// NewRing makes a ring; the first key is the active one. Two keys of one id
// are refused.
func NewRing(ks ...*Key) (*Ring, error) {
	if len(ks) == 0 {
		return nil, errors.New("keys: no key")
	}
	if len(ks) > maxKeys {
		return nil, fmt.Errorf("keys: more than %d keys", maxKeys)
	}
	seen := make(map[string]bool, len(ks))
	for _, k := range ks {
		if seen[k.id] {
			return nil, fmt.Errorf("keys: key %s is there twice", k.id)
		}
		seen[k.id] = true
	}
	return &Ring{keys: append([]*Key(nil), ks...)}, nil
}

// Active is the key that new replacements are made with, nil in an empty ring.
func (r *Ring) Active() *Key {
	if r == nil || len(r.keys) == 0 {
		return nil
	}
	return r.keys[0]
}

// ByID is the key of that id, nil if it is not there.
func (r *Ring) ByID(id []byte) *Key {
	if r == nil {
		return nil
	}
	for _, k := range r.keys {
		if k.id == string(id) {
			return k
		}
	}
	return nil
}

// All are the keys, the active one first.
func (r *Ring) All() []*Key {
	if r == nil {
		return nil
	}
	return append([]*Key(nil), r.keys...)
}

// Len is the number of keys.
func (r *Ring) Len() int {
	if r == nil {
		return 0
	}
	return len(r.keys)
}

// IDs are the ids of all keys, the active one first.
func (r *Ring) IDs() []string {
	if r == nil {
		return nil
	}
	ids := make([]string, len(r.keys))
	for i, k := range r.keys {
		ids[i] = k.id
	}
	return ids
}

// Rotate is a ring with next as its active key and the keys of r behind it.
func (r *Ring) Rotate(next *Key) (*Ring, error) { return NewRing(append([]*Key{next}, r.All()...)...) }

// Marshal is the ring as a key file.
func (r *Ring) Marshal() []byte {
	out := []byte("# sluice keys. The first one is active; the others only restore. Keep this file secret:\n" +
		"# whoever has it can undo reversible replacements and recompute the others.\n")
	for _, k := range r.All() {
		out = k.Marshal(out)
	}
	return out
}

// String shows the ids.
func (r *Ring) String() string { return "keys " + strings.Join(r.IDs(), " ") }

// GoString shows the ids.
func (r *Ring) GoString() string { return r.String() }

// Format shows the ids under every verb.
func (r *Ring) Format(s fmt.State, _ rune) { io.WriteString(s, r.String()) }

// MarshalJSON lists the ids.
func (r *Ring) MarshalJSON() ([]byte, error) {
	return []byte(`["` + strings.Join(r.IDs(), `","`) + `"]`), nil
}

// Parse reads keys: one a line, or separated by commas, as "id base64" or as
// base64 alone (standard or URL alphabet, with or without padding). Lines that
// begin with # are comments. An id that does not belong to its secret is an
// error: the line was damaged. Errors name the line, never its text.
func Parse(text []byte) (*Ring, error) {
	if len(text) > maxText {
		return nil, fmt.Errorf("keys: more than %d bytes", maxText)
	}
	var ks []*Key
	for i, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
		if line == "" || line[0] == '#' {
			continue
		}
		for _, item := range strings.Split(line, ",") {
			f := strings.Fields(item)
			if len(f) == 0 {
				continue
			}
			if len(f) > 2 {
				return nil, fmt.Errorf("keys: line %d: want an id and a key in base64", i+1)
			}
			b, err := decode(f[len(f)-1])
			if err != nil {
				return nil, fmt.Errorf("keys: line %d: the key is not base64", i+1)
			}
			k, err := New(b)
			clear(b)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", i+1, err)
			}
			if len(f) == 2 && f[0] != k.id {
				return nil, fmt.Errorf("keys: line %d: the id does not belong to the key; the line is damaged", i+1)
			}
			ks = append(ks, k)
		}
	}
	return NewRing(ks...)
}

func decode(s string) ([]byte, error) {
	s = strings.TrimRight(s, "=")
	if b, err := base64.RawStdEncoding.DecodeString(s); err == nil {
		return b, nil
	}
	return base64.RawURLEncoding.DecodeString(s)
}

// Load reads a key file. The file must be a regular one that nobody but its
// owner may read or write (mode 0600 or less; not checked on Windows).
func Load(path string) (*Ring, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("keys: %w", err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("keys: %w", err)
	}
	if !st.Mode().IsRegular() {
		return nil, fmt.Errorf("keys: %s is not a regular file", path)
	}
	if runtime.GOOS != "windows" && st.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("keys: %s may be read or written by others (mode %04o): chmod 600 it", path, st.Mode().Perm())
	}
	text, err := io.ReadAll(io.LimitReader(f, maxText+1))
	if err != nil {
		return nil, fmt.Errorf("keys: %w", err)
	}
	defer clear(text)
	r, err := Parse(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

// Create writes a new key file with mode 0600. A file that exists is never
// overwritten.
func Create(path string, r *Ring) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("keys: %s is there already; a lost key cannot be made again, so it is not overwritten", path)
		}
		return fmt.Errorf("keys: %w", err)
	}
	return finish(f, r)
}

// Replace writes a key file over an old one by way of a temporary file beside
// it, so that no crash leaves half a file. It is for rotation: r must hold
// every key of the file that is there.
func Replace(path string, r *Ring) error {
	old, err := Load(path)
	if err != nil {
		return err
	}
	for _, id := range old.IDs() {
		if r.ByID([]byte(id)) == nil {
			return fmt.Errorf("keys: key %s of %s would be lost", id, path)
		}
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".keys-*")
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	tmp := f.Name()
	if err := finish(f, r); err != nil {
		os.Remove(tmp)
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		os.Remove(tmp)
		return fmt.Errorf("keys: %w", err)
	}
	return nil
}

func finish(f *os.File, r *Ring) error {
	text := r.Marshal()
	defer clear(text)
	_, err := f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	return nil
}

// FromEnv reads keys from an environment variable, as Parse does.
func FromEnv(name string) (*Ring, error) {
	text, ok := os.LookupEnv(name)
	if !ok || strings.TrimSpace(text) == "" {
		return nil, fmt.Errorf("keys: the environment variable %s is not set", name)
	}
	r, err := Parse([]byte(text))
	if err != nil {
		return nil, fmt.Errorf("environment variable %s: %w", name, err)
	}
	return r, nil
}

// CommandTimeout is how long FromCommand waits unless ctx ends earlier.
const CommandTimeout = 30 * time.Second

// FromCommand runs argv (a program and its arguments, no shell) and reads keys
// from its standard output, as Parse does. Output is bounded; what the program
// writes to its standard error goes to stderr (nil: nowhere) and is never part
// of an error.
func FromCommand(ctx context.Context, stderr io.Writer, argv ...string) (*Ring, error) {
	if len(argv) == 0 || argv[0] == "" {
		return nil, errors.New("keys: key_command is empty")
	}
	ctx, cancel := context.WithTimeout(ctx, CommandTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	out := &bounded{left: maxText}
	cmd.Stdout, cmd.Stderr = out, stderr
	// A grandchild that holds the pipe open must not hold the run.
	cmd.WaitDelay = 2 * time.Second
	err := cmd.Run()
	defer clear(out.buf)
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("keys: key_command %q: %w", filepath.Base(argv[0]), ctx.Err())
	case out.over:
		return nil, fmt.Errorf("keys: key_command %q wrote more than %d bytes", filepath.Base(argv[0]), maxText)
	case err != nil:
		return nil, fmt.Errorf("keys: key_command %q: %w", filepath.Base(argv[0]), err)
	}
	r, err := Parse(out.buf)
	if err != nil {
		return nil, fmt.Errorf("key_command %q: %w", filepath.Base(argv[0]), err)
	}
	return r, nil
}

// bounded keeps the first left bytes and refuses the rest, which ends the
// command by a broken pipe.
type bounded struct {
	buf  []byte
	left int
	over bool
}

func (b *bounded) Write(p []byte) (int, error) {
	if len(p) > b.left {
		b.over = true
		return 0, io.ErrShortWrite
	}
	b.left -= len(p)
	b.buf = append(b.buf, p...)
	return len(p), nil
}
