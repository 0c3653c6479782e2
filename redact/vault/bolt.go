package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// format stands in the file; a file of another format is refused.
const format = "sluice vault 1"

// lockWait is how long opening waits for another process to finish.
const lockWait = 2 * time.Second

var (
	metaBucket   = []byte("meta")
	youngBucket  = []byte("young")
	indexBucket  = []byte("index")
	recordBucket = []byte("records")
	formatKey    = []byte("format")
)

// maxYoung is how many indexes gather before they move on.
const maxYoung = 1 << 17

// Bolt is a Store in one file, of go.etcd.io/bbolt.
//
// An index is as good as random: put straight into a large tree, a batch would
// touch, rewrite and hold in memory nearly every page of it. New ones go to a
// small tree (young) instead, and as many as come in move on, in key order and
// a stretch at a time, to the large one, of which only that stretch is
// touched. Both happen in one transaction.
type Bolt struct {
	db   *bolt.DB
	path string
	ro   bool
	// For Put alone.
	young int    // entries in the young tree
	at    []byte // where the next stretch begins
}

// OpenBolt opens the vault file at path. To write, the file is made (mode
// 0600) if it is not there, and no other process may have it open; read-only,
// others may read it, too. ErrLocked after two seconds of waiting.
func OpenBolt(path string, readOnly bool) (*Bolt, error) {
	if readOnly {
		if st, err := os.Stat(path); err != nil {
			return nil, fmt.Errorf("vault: %w", err)
		} else if st.Size() == 0 {
			return nil, fmt.Errorf("vault: %s is empty", path)
		}
	} else if st, err := os.Stat(path); err == nil && !st.Mode().IsRegular() {
		return nil, fmt.Errorf("vault: %s is not a regular file", path)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("vault: %w", err)
	}
	db, err := bolt.Open(path, 0o600, &bolt.Options{
		Timeout: lockWait, ReadOnly: readOnly, FreelistType: bolt.FreelistMapType,
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, fmt.Errorf("vault: %s: %w", path, ErrLocked)
	case err != nil:
		return nil, fmt.Errorf("vault: %s: %w", path, err)
	}
	b := &Bolt{db: db, path: path, ro: readOnly}
	if err := b.prepare(); err != nil {
		db.Close()
		return nil, fmt.Errorf("vault: %s: %w", path, err)
	}
	return b, nil
}

func (b *Bolt) prepare() error {
	check := func(tx *bolt.Tx) error {
		meta := tx.Bucket(metaBucket)
		if meta == nil || !bytes.Equal(meta.Get(formatKey), []byte(format)) ||
			tx.Bucket(indexBucket) == nil || tx.Bucket(youngBucket) == nil || tx.Bucket(recordBucket) == nil {
			return fmt.Errorf("is not a vault of the format %q", format)
		}
		return nil
	}
	if b.ro {
		return b.db.View(check)
	}
	return b.db.Update(func(tx *bolt.Tx) error {
		if c := tx.Cursor(); c != nil {
			if k, _ := c.First(); k == nil {
				for _, name := range [][]byte{metaBucket, youngBucket, indexBucket, recordBucket} {
					if _, err := tx.CreateBucket(name); err != nil {
						return err
					}
				}
				return tx.Bucket(metaBucket).Put(formatKey, []byte(format))
			}
		}
		if err := check(tx); err != nil {
			return err
		}
		b.young = tx.Bucket(youngBucket).Stats().KeyN
		return nil
	})
}

// Find implements Store.
func (b *Bolt) Find(index [IndexSize]byte) (ref [RefSize]byte, ok bool, err error) {
	err = b.db.View(func(tx *bolt.Tx) error {
		got := tx.Bucket(youngBucket).Get(index[:])
		if got == nil {
			got = tx.Bucket(indexBucket).Get(index[:])
		}
		if len(got) == RefSize {
			ref, ok = [RefSize]byte(got), true
		}
		return nil
	})
	return ref, ok, err
}

// Record implements Store.
func (b *Bolt) Record(dst []byte, number uint64) (record []byte, ok bool, err error) {
	record = dst
	var key [8]byte
	binary.BigEndian.PutUint64(key[:], number)
	err = b.db.View(func(tx *bolt.Tx) error {
		if got := tx.Bucket(recordBucket).Get(key[:]); got != nil {
			record, ok = append(dst, got...), true
		}
		return nil
	})
	return record, ok, err
}

// Put implements Store.
func (b *Bolt) Put(batch []Entry) error {
	order := make([]int32, len(batch))
	for i := range order {
		order[i] = int32(i)
	}
	// Neighbours of the index are written together.
	slices.SortFunc(order, func(i, j int32) int { return bytes.Compare(batch[i].Index[:], batch[j].Index[:]) })
	count, at := b.young, b.at
	err := b.db.Update(func(tx *bolt.Tx) error {
		records, young := tx.Bucket(recordBucket), tx.Bucket(youngBucket)
		// Numbers only grow: pages of records are filled to the brim.
		records.FillPercent = 1
		for i := range batch {
			if err := records.Put(batch[i].Ref[:8], batch[i].Record); err != nil {
				return err
			}
		}
		for _, i := range order {
			if err := young.Put(batch[i].Index[:], batch[i].Ref[:]); err != nil {
				return err
			}
		}
		count += len(batch)
		var err error
		if move := count - maxYoung; move > 0 {
			at, err = moveOn(young, tx.Bucket(indexBucket), at, min(move, 2*batchEntries))
			count -= min(move, 2*batchEntries)
		}
		return err
	})
	if err == nil {
		b.young, b.at = count, at
	}
	return err
}

// moveOn moves n entries, those from key at on, from young to index, and
// returns where it stopped; behind the last key it starts over.
func moveOn(young, index *bolt.Bucket, at []byte, n int) ([]byte, error) {
	type pair struct {
		key [IndexSize]byte
		ref [RefSize]byte
	}
	pairs := make([]pair, 0, n)
	c := young.Cursor()
	k, v := c.Seek(at)
	for len(pairs) < n {
		if k == nil {
			if k, v = c.First(); k == nil {
				break
			}
		}
		if len(k) != IndexSize || len(v) != RefSize {
			return nil, errors.New("an index is damaged")
		}
		pairs = append(pairs, pair{[IndexSize]byte(k), [RefSize]byte(v)})
		k, v = c.Next()
	}
	if k != nil {
		at = bytes.Clone(k)
	} else {
		at = nil
	}
	index.FillPercent = 0.8
	for i := range pairs {
		if err := index.Put(pairs[i].key[:], pairs[i].ref[:]); err != nil {
			return nil, err
		}
		if err := young.Delete(pairs[i].key[:]); err != nil {
			return nil, err
		}
	}
	return at, nil
}

// Next implements Store.
func (b *Bolt) Next() (next uint64, err error) {
	err = b.db.View(func(tx *bolt.Tx) error {
		next = 1
		if k, _ := tx.Bucket(recordBucket).Cursor().Last(); len(k) == 8 {
			next = binary.BigEndian.Uint64(k) + 1
		}
		return nil
	})
	return next, err
}

// ReadOnly implements Store.
func (b *Bolt) ReadOnly() bool { return b.ro }

// Close implements Store.
func (b *Bolt) Close() error { return b.db.Close() }

// Check reads the whole file: its pages hang together, every index leads to a
// record, and there are as many of the one as of the other. It returns the
// number of entries.
func (b *Bolt) Check() (entries int, err error) {
	err = b.db.View(func(tx *bolt.Tx) error {
		for err := range tx.Check() {
			return fmt.Errorf("vault: %s: %w", b.path, err)
		}
		records := tx.Bucket(recordBucket)
		n := 0
		if err := records.ForEach(func(k, _ []byte) error {
			n++
			if len(k) != 8 {
				return fmt.Errorf("vault: %s: a record without a number", b.path)
			}
			return nil
		}); err != nil {
			return err
		}
		for _, name := range [][]byte{youngBucket, indexBucket} {
			if err := tx.Bucket(name).ForEach(func(_, ref []byte) error {
				entries++
				if len(ref) != RefSize || records.Get(ref[:8]) == nil {
					return fmt.Errorf("vault: %s: an index leads nowhere", b.path)
				}
				return nil
			}); err != nil {
				return err
			}
		}
		if n != entries {
			return fmt.Errorf("vault: %s: %d records, %d indexes", b.path, n, entries)
		}
		return nil
	})
	return entries, err
}
