package vault

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"slices"
	"sort"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// format stands in the file; a file of another format is refused.
const format = "sluice vault 2"

// lockWait is how long opening waits for another process to finish.
const lockWait = 2 * time.Second

var (
	metaBucket   = []byte("meta")
	recordBucket = []byte("records")
	indexBucket  = []byte("index")
	formatKey    = []byte("format")
	sortedKey    = []byte("sorted")
)

const (
	// A chunk of records is closed at so many bytes: short enough to be walked
	// through, long enough that the tree's own share is small.
	chunkBytes = 512
	// An item of a leaf: the first 8 bytes of an index, 5 of a number.
	itemSize, prefixSize = 13, 8
	maxNumber            = 1<<40 - 1
	// A leaf with more items is parted into ones of leafTarget.
	maxLeaf, leafTarget = 78, 52
	// maxYoung is how many indexes gather in memory before they move on, in
	// parts by their first bits.
	maxYoung, youngParts = 1 << 16, 64
)

// Bolt is a Store in one file, of go.etcd.io/bbolt. Both trees have the
// greatest key that a value may hold as its key, so that seeking a number or
// an index ends on the value where it stands.
//
// Records lie in chunks in order of their numbers: the count in a byte, then
// for each record its index, the random half of its reference, its length
// (uvarint) and its sealed bytes.
//
// An index is as good as random: put straight into a large tree, a batch would
// touch, rewrite and hold in memory nearly every page of it. New ones stay in
// memory instead; a part at a time, those that lie together, moves on into the
// leaves of the tree. A leaf has items in ascending order, the first bytes of
// an index and the number of a record, which tells whether it is the one. What
// a killed process had in memory stands in the records, from the number on
// below which all are sorted in; opening reads them again.
type Bolt struct {
	db   *bolt.DB
	path string
	ro   bool

	mu    sync.RWMutex // guards parts
	parts [youngParts]part
	// For Put alone.
	young    int // entries in parts
	maxYoung int
	turn     int // the part that moves on next
}

// part are the entries in memory whose indexes begin alike.
type part struct {
	refs map[[IndexSize]byte][RefSize]byte
	low  uint64 // the least number among them
}

func partOf(index *[IndexSize]byte) int { return int(index[0]) * youngParts >> 8 }

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
	db, file, err := openFile(path, readOnly)
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, fmt.Errorf("vault: %s: %w", path, ErrLocked)
	case err != nil:
		return nil, fmt.Errorf("vault: %s: %w", path, err)
	}
	b := &Bolt{db: db, path: path, ro: readOnly, maxYoung: maxYoung}
	if err := b.prepare(file); err != nil {
		db.Close()
		return nil, fmt.Errorf("vault: %s: %w", path, err)
	}
	return b, nil
}

// openFile returns the file that db has open besides: it is closed with it.
func openFile(path string, readOnly bool) (db *bolt.DB, file *os.File, err error) {
	defer damaged(&err, debug.SetPanicOnFault(true))
	db, err = bolt.Open(path, 0o600, &bolt.Options{
		Timeout: lockWait, ReadOnly: readOnly, FreelistType: bolt.FreelistMapType,
		OpenFile: func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
			file, err = os.OpenFile(name, flag, mode)
			return file, err
		},
	})
	return db, file, err
}

func (b *Bolt) prepare(file *os.File) (err error) {
	defer damaged(&err, debug.SetPanicOnFault(true))
	empty := false
	err = b.db.View(func(tx *bolt.Tx) error {
		// Before anything is looked for.
		if err := checkTrees(file, b.db.Info().PageSize, uint64(tx.Cursor().Bucket().Root())); err != nil {
			return err
		}
		k, _ := tx.Cursor().First()
		empty = k == nil
		return nil
	})
	if err == nil && empty && !b.ro {
		err = b.db.Update(create)
	}
	if err != nil {
		return err
	}
	return b.db.View(func(tx *bolt.Tx) error {
		if err := check(tx); err != nil {
			return err
		}
		return b.load(tx)
	})
}

// create makes an empty file a vault.
func create(tx *bolt.Tx) error {
	for _, name := range [][]byte{metaBucket, recordBucket, indexBucket} {
		if _, err := tx.CreateBucket(name); err != nil {
			return err
		}
	}
	all := bytes.Repeat([]byte{0xff}, prefixSize)
	if err := tx.Bucket(indexBucket).Put(all, nil); err != nil {
		return err
	}
	meta := tx.Bucket(metaBucket)
	if err := meta.Put(sortedKey, numberKey(1)); err != nil {
		return err
	}
	return meta.Put(formatKey, []byte(format))
}

func check(tx *bolt.Tx) error {
	meta := tx.Bucket(metaBucket)
	if meta == nil {
		return errors.New("is not a vault")
	}
	switch got := meta.Get(formatKey); {
	case bytes.HasPrefix(got, []byte("sluice vault ")) && string(got) != format:
		return fmt.Errorf("is of the format %q, made by another version; this one reads %q", got, format)
	case string(got) != format || len(meta.Get(sortedKey)) != 8 || tx.Bucket(indexBucket) == nil || tx.Bucket(recordBucket) == nil:
		return errors.New("is not a vault")
	}
	return nil
}

// load reads the records that may not be sorted in.
func (b *Bolt) load(tx *bolt.Tx) error {
	low := binary.BigEndian.Uint64(tx.Bucket(metaBucket).Get(sortedKey))
	c := tx.Bucket(recordBucket).Cursor()
	for k, v := c.Seek(numberKey(low)); k != nil; k, v = c.Next() {
		err := walk(k, v, func(e Entry) bool {
			if e.Number() >= low {
				b.keep(&e)
			}
			return true
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// keep takes an entry into memory.
func (b *Bolt) keep(e *Entry) {
	p := &b.parts[partOf(&e.Index)]
	if p.refs == nil {
		p.refs = map[[IndexSize]byte][RefSize]byte{}
	}
	if len(p.refs) == 0 {
		p.low = e.Number()
	}
	p.refs[e.Index] = e.Ref
	b.young++
}

func numberKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

var errDamaged = errors.New("the vault is damaged")

// damaged makes an error of what bbolt does with a file that was changed or
// cut short: it trusts its pages, and panics or reads beyond the mapped file.
// Pages that lead in a circle are found before, see checkTrees. To be deferred,
// with the answer of SetPanicOnFault before.
func damaged(err *error, before bool) {
	debug.SetPanicOnFault(before)
	if recover() != nil {
		*err = errDamaged
	}
}

// walk calls do for the records of a chunk, in order, until it returns false.
func walk(key, chunk []byte, do func(Entry) bool) error {
	if len(key) != 8 || len(chunk) == 0 {
		return errDamaged
	}
	count := uint64(chunk[0])
	last := binary.BigEndian.Uint64(key)
	if count == 0 || count > last {
		return errDamaged
	}
	chunk = chunk[1:]
	for number := last - count + 1; number <= last; number++ {
		const head = IndexSize + RefSize - 8
		if len(chunk) < head {
			return errDamaged
		}
		e := Entry{Index: [IndexSize]byte(chunk)}
		binary.BigEndian.PutUint64(e.Ref[:], number)
		copy(e.Ref[8:], chunk[IndexSize:head])
		size, n := binary.Uvarint(chunk[head:])
		if n <= 0 || size > uint64(len(chunk)-head-n) {
			return errDamaged
		}
		chunk = chunk[head+n:]
		e.Record, chunk = chunk[:size:size], chunk[size:]
		if !do(e) {
			return nil
		}
	}
	return nil
}

// record finds the entry of a number; its Record aliases the file.
func record(records *bolt.Bucket, number uint64) (found Entry, ok bool, err error) {
	var key [8]byte
	binary.BigEndian.PutUint64(key[:], number)
	k, v := records.Cursor().Seek(key[:])
	if k == nil {
		return found, false, nil
	}
	err = walk(k, v, func(e Entry) bool {
		if ok = e.Number() == number; ok {
			found = e
		}
		return !ok
	})
	return found, ok, err
}

// Find implements Store.
func (b *Bolt) Find(index [IndexSize]byte) (ref [RefSize]byte, ok bool, err error) {
	defer damaged(&err, debug.SetPanicOnFault(true))
	b.mu.RLock()
	ref, ok = b.parts[partOf(&index)].refs[index]
	b.mu.RUnlock()
	if ok {
		return ref, ok, nil
	}
	err = b.db.View(func(tx *bolt.Tx) error {
		ref, ok, err = find(tx, index)
		return err
	})
	return ref, ok, err
}

// find looks an index up in the tree.
func find(tx *bolt.Tx, index [IndexSize]byte) (ref [RefSize]byte, ok bool, err error) {
	_, leaf := tx.Bucket(indexBucket).Cursor().Seek(index[:prefixSize])
	if len(leaf)%itemSize != 0 {
		return ref, false, errDamaged
	}
	n := len(leaf) / itemSize
	i := sort.Search(n, func(i int) bool { return bytes.Compare(leaf[i*itemSize:][:prefixSize], index[:prefixSize]) >= 0 })
	for ; i < n && bytes.Equal(leaf[i*itemSize:][:prefixSize], index[:prefixSize]); i++ {
		e, ok, err := record(tx.Bucket(recordBucket), itemNumber(leaf[i*itemSize:]))
		if err != nil || !ok {
			return ref, false, errDamaged
		}
		if e.Index == index {
			return e.Ref, true, nil
		}
	}
	return ref, false, nil
}

func itemNumber(item []byte) uint64 { return binary.BigEndian.Uint64(item[itemSize-8:]) & maxNumber }

// Record implements Store.
func (b *Bolt) Record(dst []byte, number uint64) (out []byte, ok bool, err error) {
	defer damaged(&err, debug.SetPanicOnFault(true))
	out = dst
	err = b.db.View(func(tx *bolt.Tx) error {
		var e Entry
		if e, ok, err = record(tx.Bucket(recordBucket), number); ok {
			out = append(dst, e.Record...)
		}
		return err
	})
	return out, ok, err
}

// Put implements Store.
func (b *Bolt) Put(batch []Entry) (err error) {
	defer damaged(&err, debug.SetPanicOnFault(true))
	if len(batch) == 0 {
		return nil
	}
	if batch[len(batch)-1].Number() > maxNumber {
		return errors.New("the vault is full")
	}
	var moved []int
	left := b.young + len(batch)
	for turn := b.turn; left > b.maxYoung && len(moved) < youngParts; turn = (turn + 1) % youngParts {
		moved = append(moved, turn)
		left -= len(b.parts[turn].refs)
	}
	err = b.db.Update(func(tx *bolt.Tx) error {
		if err := putRecords(tx.Bucket(recordBucket), batch); err != nil {
			return err
		}
		if len(moved) == 0 {
			return nil
		}
		index := tx.Bucket(indexBucket)
		for _, m := range moved {
			if err := sortIn(index, b.parts[m].refs); err != nil {
				return err
			}
		}
		low := batch[0].Number()
		for i := range b.parts {
			if p := &b.parts[i]; len(p.refs) > 0 && !slices.Contains(moved, i) {
				low = min(low, p.low)
			}
		}
		return tx.Bucket(metaBucket).Put(sortedKey, numberKey(low))
	})
	if err != nil {
		return err
	}
	// Only now: until the transaction ended, Find needed them here.
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, m := range moved {
		b.young -= len(b.parts[m].refs)
		clear(b.parts[m].refs)
	}
	b.turn = (b.turn + len(moved)) % youngParts
	for i := range batch {
		b.keep(&batch[i])
	}
	return nil
}

// putRecords appends chunks.
func putRecords(records *bolt.Bucket, batch []Entry) error {
	// Numbers only grow: pages are filled to the brim.
	records.FillPercent = 1
	size := 0
	for i := range batch {
		size += IndexSize + RefSize + len(batch[i].Record) + 8
	}
	// The transaction reads the chunks until its end.
	buf := make([]byte, 0, size)
	for i := 0; i < len(batch); {
		start := len(buf)
		buf = append(buf, 0)
		for ; i < len(batch); i++ {
			e := &batch[i]
			if n := len(buf) - start; n > 1 && n+len(e.Record) > chunkBytes {
				break
			}
			buf = append(buf, e.Index[:]...)
			buf = append(buf, e.Ref[8:]...)
			buf = binary.AppendUvarint(buf, uint64(len(e.Record)))
			buf = append(buf, e.Record...)
			buf[start]++
		}
		if err := records.Put(batch[i-1].Ref[:8], buf[start:len(buf):len(buf)]); err != nil {
			return err
		}
	}
	return nil
}

// sortIn puts the indexes of a part into the leaves of the tree.
func sortIn(index *bolt.Bucket, refs map[[IndexSize]byte][RefSize]byte) error {
	index.FillPercent = 0.8
	items := make([][itemSize]byte, 0, len(refs))
	for ix, ref := range refs {
		var it [itemSize]byte
		copy(it[:], ix[:prefixSize])
		copy(it[prefixSize:], ref[8-(itemSize-prefixSize):8])
		items = append(items, it)
	}
	slices.SortFunc(items, func(a, b [itemSize]byte) int { return bytes.Compare(a[:], b[:]) })
	c := index.Cursor()
	for len(items) > 0 {
		key, leaf := c.Seek(items[0][:prefixSize])
		if len(key) != prefixSize || len(leaf)%itemSize != 0 || bytes.Compare(key, items[0][:prefixSize]) < 0 {
			return errDamaged
		}
		key = bytes.Clone(key)
		n := sort.Search(len(items), func(i int) bool { return bytes.Compare(items[i][:prefixSize], key) > 0 })
		merged := merge(make([]byte, 0, len(leaf)+n*itemSize), leaf, items[:n])
		items = items[n:]
		if err := putLeaves(index, key, merged); err != nil {
			return err
		}
	}
	return nil
}

// merge appends the items of both to dst in order, equal ones once.
func merge(dst, leaf []byte, items [][itemSize]byte) []byte {
	for len(leaf) > 0 && len(items) > 0 {
		order := bytes.Compare(leaf[:itemSize], items[0][:])
		if order <= 0 {
			dst, leaf = append(dst, leaf[:itemSize]...), leaf[itemSize:]
		} else {
			dst = append(dst, items[0][:]...)
		}
		if order >= 0 {
			items = items[1:]
		}
	}
	dst = append(dst, leaf...)
	for i := range items {
		dst = append(dst, items[i][:]...)
	}
	return dst
}

// putLeaves writes the items of what was one leaf, parted where they are many.
func putLeaves(index *bolt.Bucket, key, items []byte) error {
	n := len(items) / itemSize
	for leaves := 1 + n/leafTarget; n > maxLeaf && leaves > 1; leaves-- {
		cut := n / leaves
		// Items that begin alike stay together.
		for cut < n && bytes.Equal(items[(cut-1)*itemSize:][:prefixSize], items[cut*itemSize:][:prefixSize]) {
			cut++
		}
		if cut == n {
			break
		}
		head := items[: cut*itemSize : cut*itemSize]
		if err := index.Put(head[len(head)-itemSize:][:prefixSize], head); err != nil {
			return err
		}
		items, n = items[cut*itemSize:], n-cut
	}
	return index.Put(key, items)
}

// Next implements Store.
func (b *Bolt) Next() (next uint64, err error) {
	defer damaged(&err, debug.SetPanicOnFault(true))
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
func (b *Bolt) Close() (err error) {
	defer damaged(&err, debug.SetPanicOnFault(true))
	return b.db.Close()
}

// Check reads the whole file: its pages hang together, the numbers of the
// records have no gap, each is found by its index, and every item of the tree
// leads to a record. It returns the number of entries. Not while Put runs.
func (b *Bolt) Check() (entries int, err error) {
	defer damaged(&err, debug.SetPanicOnFault(true))
	err = b.db.View(func(tx *bolt.Tx) error {
		for err := range tx.Check() {
			return err
		}
		next, records := uint64(1), tx.Bucket(recordBucket)
		c := records.Cursor()
		for k, v := c.First(); k != nil; k, v = c.Next() {
			var lost error
			err := walk(k, v, func(e Entry) bool {
				if e.Number() != next {
					lost = errors.New("a record is missing")
					return false
				}
				next++
				ref, ok := b.parts[partOf(&e.Index)].refs[e.Index]
				if !ok {
					ref, ok, lost = find(tx, e.Index)
				}
				if lost == nil && (!ok || ref != e.Ref) {
					lost = errors.New("an index leads nowhere")
				}
				return lost == nil
			})
			if err = errors.Join(err, lost); err != nil {
				return err
			}
		}
		entries = int(next - 1)
		return checkIndex(tx)
	})
	if err != nil {
		err = fmt.Errorf("vault: %s: %w", b.path, err)
	}
	return entries, err
}

func checkIndex(tx *bolt.Tx) error {
	var before []byte
	return tx.Bucket(indexBucket).ForEach(func(key, leaf []byte) error {
		if len(key) != prefixSize || len(leaf)%itemSize != 0 {
			return errDamaged
		}
		for ; len(leaf) > 0; leaf = leaf[itemSize:] {
			item := leaf[:itemSize]
			e, ok, err := record(tx.Bucket(recordBucket), itemNumber(item))
			if err != nil {
				return err
			}
			if !ok || !bytes.Equal(e.Index[:prefixSize], item[:prefixSize]) ||
				bytes.Compare(before, item) >= 0 || bytes.Compare(item[:prefixSize], key) > 0 {
				return errors.New("an item of the index is wrong")
			}
			before = item
		}
		return nil
	})
}
