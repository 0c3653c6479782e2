// Package vault keeps values behind random tokens. A token tells nothing about
// its value, not even with the key: only the vault and the key together give
// it back.
//
// An entry is an index (a keyed hash of kind and value, by which a later run
// finds the token again), a number, eight random bytes, and the value sealed
// by AES-256-GCM, bound to number, random bytes and kind. A token is number and random bytes under AES-256, so that it
// looks random, is unique without asking, and leads to its entry at once.
//
// New entries are gathered and written by one goroutine in batches, each of
// which is there as a whole or not at all, whatever kills the process. Flush
// waits until everything handed out is on disk; the caller does so before an
// output becomes visible.
package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"sync"

	"sluice/redact"
	"sluice/redact/keys"
)

const (
	// IndexSize is the length of an index in bytes: 128 bits, so that among a
	// billion values a collision has odds of one in 10^20.
	IndexSize = 16
	// RefSize is the length of a reference: a number of 8 bytes, big-endian,
	// and 8 random ones.
	RefSize = 16
	// A record is sealed under the end of its reference as nonce: the lower 32
	// bits of the number, which no two entries of a vault share within four
	// billion, and 64 random ones, which set apart the entries of two vaults
	// with one key, and a number that was given out again because a killed
	// process had not written it.
	nonceAt = RefSize - 12
	// BodySize is the length of a token's body in characters.
	BodySize = 26

	// A batch is written at so many entries or bytes.
	batchEntries = 1 << 13
	batchBytes   = 16 << 20
	// recent bounds the references kept in memory, twice: what repeats is
	// answered from there.
	recent = 1 << 14
	// maxValue bounds a value in bytes.
	maxValue = 64 << 20
)

var (
	// ErrLocked: another process has the vault open.
	ErrLocked = errors.New("the vault is in use by another process")
	// ErrClosed: the vault was closed.
	ErrClosed = errors.New("the vault is closed")
	// ErrReadOnly: the vault was opened to restore only.
	ErrReadOnly = errors.New("the vault was opened read-only")
	errTooLarge = errors.New("the value is too large for the vault")
)

// Entry is what a Store keeps.
type Entry struct {
	Index  [IndexSize]byte
	Ref    [RefSize]byte // begins with the number, big-endian
	Record []byte        // sealed
}

// Number is the entry's number.
func (e *Entry) Number() uint64 { return binary.BigEndian.Uint64(e.Ref[:8]) }

// Store is where entries are kept. One Vault at a time has a Store: opening
// takes a lock (a file's, a database's advisory one) or fails with ErrLocked;
// several may have it read-only. Find and Record are safe for concurrent use,
// with each other and with one Put.
type Store interface {
	// Find is the reference stored under index.
	Find(index [IndexSize]byte) (ref [RefSize]byte, ok bool, err error)
	// Record appends the sealed record of a number to dst.
	Record(dst []byte, number uint64) (record []byte, ok bool, err error)
	// Put stores entries in order of their numbers, all of them or none, and
	// returns when they are safe from a crash. It does not keep the slice.
	Put(batch []Entry) error
	// Next is one more than the greatest number stored, 1 in an empty Store.
	Next() (uint64, error)
	// ReadOnly reports whether Put is refused.
	ReadOnly() bool
	// Close gives the lock back.
	Close() error
}

// Vault is a Store with the keys to it. Safe for concurrent use.
type Vault struct {
	store  Store
	active *keySet
	sets   map[string]*keySet

	mu        sync.Mutex
	changed   sync.Cond // batch taken, committed, error, closed
	pending   map[[IndexSize]byte][RefSize]byte
	batch     []Entry
	bytes     int
	next      uint64 // number of the next entry
	committed uint64 // numbers below are in the store
	commits   uint64
	flush     uint64 // write until numbers below this are in the store
	err       error
	closed    bool
	stopped   chan struct{}

	young, old map[[IndexSize]byte][RefSize]byte
	random     [4096]byte
	left       []byte
	bound      []byte // scratch: what a record is bound to
}

// keySet are the subkeys of one key.
type keySet struct {
	mac  sync.Pool
	ref  cipher.Block
	aead cipher.AEAD
}

type macState struct {
	h   hash.Hash
	buf [sha256.Size]byte
}

func newSet(k *keys.Key) (*keySet, error) {
	s := &keySet{}
	index := k.Derive("vault/index", 32)
	s.mac.New = func() any { return &macState{h: hmac.New(sha256.New, index)} }
	var err error
	if s.ref, err = aes.NewCipher(k.Derive("vault/token", 32)); err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(k.Derive("vault/seal", 32))
	if err != nil {
		return nil, err
	}
	s.aead, err = cipher.NewGCM(block)
	return s, err
}

func (s *keySet) index(kind string, value []byte) (out [IndexSize]byte) {
	m := s.mac.Get().(*macState)
	m.h.Reset()
	m.h.Write(append(append(m.buf[:0], kind...), 0))
	m.h.Write(value)
	copy(out[:], m.h.Sum(m.buf[:0]))
	s.mac.Put(m)
	return out
}

// New takes over the store and closes it with the Vault, or on error.
func New(store Store, ring *keys.Ring) (*Vault, error) {
	v := &Vault{
		store: store, sets: map[string]*keySet{}, pending: map[[IndexSize]byte][RefSize]byte{},
		young: map[[IndexSize]byte][RefSize]byte{}, stopped: make(chan struct{}),
	}
	v.changed.L = &v.mu
	err := func() error {
		if ring.Active() == nil {
			return errors.New("vault: needs a key")
		}
		for _, k := range ring.All() {
			s, err := newSet(k)
			if err != nil {
				return err
			}
			v.sets[k.ID()] = s
		}
		v.active = v.sets[ring.Active().ID()]
		next, err := store.Next()
		v.next, v.committed = next, next
		return err
	}()
	if err != nil {
		store.Close()
		return nil, err
	}
	go v.write()
	return v, nil
}

var encoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Token appends the BodySize characters of the token's body (a-z and 2-7) of a
// value to dst. It is the same for the same kind and value as long as the
// active key is. It waits while the writer is behind by two batches.
func (v *Vault) Token(dst []byte, kind string, value []byte) ([]byte, error) {
	if len(value) > maxValue {
		return dst, errTooLarge
	}
	index := v.active.index(kind, value)
	ref, err := v.reference(index, kind, value)
	if err != nil {
		return dst, err
	}
	// The cipher's arguments escape; dst is on the heap already.
	n := len(dst)
	dst = append(dst, ref[:]...)
	v.active.ref.Encrypt(dst[n:], dst[n:])
	copy(ref[:], dst[n:])
	return encoding.AppendEncode(dst[:n], ref[:]), nil
}

func (v *Vault) reference(index [IndexSize]byte, kind string, value []byte) ([RefSize]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for {
		if err := v.state(); err != nil {
			return [RefSize]byte{}, err
		}
		if ref, ok := v.known(index); ok {
			return ref, nil
		}
		commits := v.commits
		v.mu.Unlock()
		ref, ok, err := v.store.Find(index)
		v.mu.Lock()
		if err != nil {
			return ref, fmt.Errorf("vault: %w", err)
		}
		if ok {
			v.remember(index, ref)
			return ref, nil
		}
		if commits != v.commits {
			continue // it may have come into the store behind the look
		}
		if ref, ok := v.known(index); ok {
			return ref, nil
		}
		if err := v.state(); err != nil {
			return ref, err
		}
		if v.store.ReadOnly() {
			return ref, ErrReadOnly
		}
		if len(v.batch) >= batchEntries || v.bytes >= batchBytes {
			v.changed.Broadcast()
			v.changed.Wait()
			continue
		}
		return v.add(index, kind, value)
	}
}

func (v *Vault) state() error {
	if v.err != nil {
		return v.err
	}
	if v.closed {
		return ErrClosed
	}
	return nil
}

func (v *Vault) known(index [IndexSize]byte) ([RefSize]byte, bool) {
	ref, ok := v.pending[index]
	if !ok {
		ref, ok = v.young[index]
	}
	if !ok {
		if ref, ok = v.old[index]; ok {
			v.remember(index, ref)
		}
	}
	return ref, ok
}

// remember keeps the references used last, in two generations.
func (v *Vault) remember(index [IndexSize]byte, ref [RefSize]byte) {
	if len(v.young) >= recent {
		v.old, v.young = v.young, make(map[[IndexSize]byte][RefSize]byte, recent)
	}
	v.young[index] = ref
}

func (v *Vault) add(index [IndexSize]byte, kind string, value []byte) (ref [RefSize]byte, err error) {
	if len(v.left) < 8 {
		if _, err := rand.Read(v.random[:]); err != nil {
			return ref, fmt.Errorf("vault: no randomness: %w", err)
		}
		v.left = v.random[:]
	}
	binary.BigEndian.PutUint64(ref[:], v.next)
	copy(ref[8:], v.left[:8])
	v.left = v.left[8:]
	record := make([]byte, 0, len(value)+v.active.aead.Overhead())
	bound := append(append(v.bound[:0], ref[:]...), kind...)
	record = v.active.aead.Seal(record, bound[nonceAt:RefSize], value, bound)
	v.bound = bound[:0]
	v.next++
	v.pending[index] = ref
	v.batch = append(v.batch, Entry{Index: index, Ref: ref, Record: record})
	v.bytes += len(record)
	if len(v.batch) >= batchEntries || v.bytes >= batchBytes {
		v.changed.Broadcast()
	}
	return ref, nil
}

// write is the one goroutine that writes.
func (v *Vault) write() {
	defer close(v.stopped)
	var spare []Entry
	v.mu.Lock()
	defer v.mu.Unlock()
	for {
		due := len(v.batch) >= batchEntries || v.bytes >= batchBytes || len(v.batch) > 0 && v.flush > v.committed
		if v.err != nil || v.closed && !due {
			return
		}
		if !due {
			v.changed.Wait()
			continue
		}
		batch, next := v.batch, v.next
		v.batch, v.bytes = spare[:0], 0
		v.changed.Broadcast()
		v.mu.Unlock()
		err := v.store.Put(batch)
		v.mu.Lock()
		if err != nil {
			v.err = fmt.Errorf("vault: %w", err)
		} else {
			v.commits++
			v.committed = next
			for i := range batch {
				delete(v.pending, batch[i].Index)
				v.remember(batch[i].Index, batch[i].Ref)
			}
		}
		clear(batch)
		spare = batch
		v.changed.Broadcast()
	}
}

// Flush returns when every token handed out before is safe from a crash.
func (v *Vault) Flush() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.flushLocked()
}

func (v *Vault) flushLocked() error {
	target := v.next
	v.flush = max(v.flush, target)
	v.changed.Broadcast()
	for v.err == nil && v.committed < target {
		if v.closed {
			return ErrClosed
		}
		v.changed.Wait()
	}
	return v.err
}

// Reveal appends the value of a token's body that was made under the key of
// that id. Errors are redact.ErrKey and redact.ErrForeign: the body was
// changed, or is of another vault, kind or key.
func (v *Vault) Reveal(dst []byte, kind string, keyID, body []byte) ([]byte, error) {
	s := v.sets[string(keyID)]
	if s == nil {
		return dst, redact.ErrKey
	}
	if len(body) != BodySize {
		return dst, redact.ErrForeign
	}
	buf, err := encoding.AppendDecode(make([]byte, 0, RefSize), body)
	if err != nil || len(buf) != RefSize {
		return dst, redact.ErrForeign
	}
	s.ref.Decrypt(buf, buf)
	ref := [RefSize]byte(buf)
	number := binary.BigEndian.Uint64(ref[:])
	v.mu.Lock()
	err = v.state()
	if err == nil && number >= v.committed && number < v.next {
		err = v.flushLocked()
	}
	known := number < v.committed
	v.mu.Unlock()
	if err != nil {
		return dst, err
	}
	if !known {
		return dst, redact.ErrForeign
	}
	record, ok, err := v.store.Record(nil, number)
	if err != nil {
		return dst, fmt.Errorf("vault: %w", err)
	}
	if !ok {
		return dst, redact.ErrForeign
	}
	out, err := s.aead.Open(dst, ref[nonceAt:], record, append(ref[:], kind...))
	if err != nil {
		return dst, redact.ErrForeign
	}
	return out, nil
}

// Close writes what is left and closes the store.
func (v *Vault) Close() error {
	v.mu.Lock()
	if v.closed {
		v.mu.Unlock()
		return nil
	}
	err := v.flushLocked()
	v.closed = true
	v.changed.Broadcast()
	v.mu.Unlock()
	<-v.stopped
	if cerr := v.store.Close(); err == nil {
		err = cerr
	}
	return err
}
