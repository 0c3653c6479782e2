package vault

import (
	"encoding/binary"
	"io"
)

// The file is a row of pages of one size, in the byte order of the machine. A
// page begins with its number (8 bytes), what it is (2), how many items it has (2)
// and how many pages it goes on over (4). The items of a branch are 16 bytes each,
// the last 8 of which are the number of a page below. Those of a leaf are 16 bytes,
// too: flags, where the key stands from here on, the lengths of the key and of the
// value, 4 bytes each. The value of a bucket is the number of its root (8) and a
// sequence (8); the number 0 says that its only page follows in the value.
//
// Source: go.etcd.io/bbolt, internal/common.
const (
	pageHead, pageItem, bucketHead = 16, 16, 16
	branchPage, leafPage           = 1, 2
	bucketItem                     = 1
)

// checkTrees reads the pages that root and the buckets in it lead to, of leaves
// their heads alone: errDamaged where one of them is reached twice, is not what it
// says or is no page of a tree. bbolt would follow pages that lead in a circle until
// there is no memory left. It takes half a microsecond a page, and reads the file,
// not the mapping, which would then be resident.
func checkTrees(file io.ReaderAt, pageSize int, root uint64) error {
	c := &treeCheck{file: file, size: int64(pageSize), seen: map[uint64]bool{}}
	if err := c.tree(root, true); err != nil {
		return err
	}
	for _, bucket := range c.buckets {
		if err := c.tree(bucket, false); err != nil {
			return err
		}
	}
	return nil
}

type treeCheck struct {
	file    io.ReaderAt
	size    int64
	seen    map[uint64]bool
	buckets []uint64 // roots found in the tree of buckets
	buf     []byte
}

// read returns n bytes of a page from an offset on, good until the next call.
func (c *treeCheck) read(page uint64, from, n int) ([]byte, error) {
	if page > 1<<62/uint64(c.size) {
		return nil, errDamaged
	}
	if cap(c.buf) < n {
		c.buf = make([]byte, n)
	}
	b := c.buf[:n]
	if _, err := c.file.ReadAt(b, int64(page)*c.size+int64(from)); err != nil {
		if err == io.EOF {
			return nil, errDamaged
		}
		return nil, err
	}
	return b, nil
}

// tree checks the pages below root; the leaves of the tree of buckets are read
// whole.
func (c *treeCheck) tree(root uint64, ofBuckets bool) error {
	for todo := []uint64{root}; len(todo) > 0; {
		page := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if c.seen[page] {
			return errDamaged
		}
		c.seen[page] = true
		head, err := c.read(page, 0, pageHead)
		if err != nil {
			return err
		}
		count := int(binary.NativeEndian.Uint16(head[10:]))
		if binary.NativeEndian.Uint64(head) != page {
			return errDamaged
		}
		switch binary.NativeEndian.Uint16(head[8:]) {
		case branchPage:
			items, err := c.read(page, pageHead, count*pageItem)
			if err != nil {
				return err
			}
			for i := count - 1; i >= 0; i-- {
				todo = append(todo, binary.NativeEndian.Uint64(items[i*pageItem+8:]))
			}
		case leafPage:
			if ofBuckets {
				if err := c.leaf(page, count); err != nil {
					return err
				}
			}
		default:
			return errDamaged
		}
	}
	return nil
}

// leaf notes the roots of the buckets in a leaf.
func (c *treeCheck) leaf(page uint64, count int) error {
	b, err := c.read(page, 0, int(c.size))
	if err != nil {
		return err
	}
	for i := range count {
		at := pageHead + i*pageItem
		if at+pageItem > len(b) {
			return errDamaged
		}
		item := b[at:]
		if binary.NativeEndian.Uint32(item)&bucketItem == 0 {
			continue
		}
		key, keySize := binary.NativeEndian.Uint32(item[4:]), binary.NativeEndian.Uint32(item[8:])
		value := uint64(key) + uint64(keySize)
		if value+bucketHead+pageHead > uint64(len(item)) {
			return errDamaged // a bucket of ours lies in its page
		}
		if root := binary.NativeEndian.Uint64(item[value:]); root != 0 {
			c.buckets = append(c.buckets, root)
		} else if binary.NativeEndian.Uint16(item[value+bucketHead+8:]) != leafPage {
			return errDamaged
		}
	}
	return nil
}
