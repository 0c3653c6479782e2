// Package store is where files are: the local file system, standard input and
// standard output. It lists what an argument means, opens it for reading, and
// writes files that appear under their name whole or not at all.
package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// Stdio is the name of standard input and standard output.
const Stdio = "-"

// Error says what cannot be done with a file and, as a Hint, what can.
type Error struct {
	Path, Msg, Hint string
	Err             error // cause, nil if none
}

func (e *Error) Error() string {
	s := e.Path + ": " + e.Msg
	if e.Err != nil {
		s += ": " + reason(e.Err)
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// reason is an error of the operating system without the path, which is said
// already, or is that of a temporary file and means nothing.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return l.Err.Error()
	}
	return err.Error()
}

// Entry is a file that an argument names.
type Entry struct {
	// Path to open; Stdio is standard input.
	Path string
	// Rel is the place below the argument, with slashes: below a directory
	// or the fixed part of a pattern, else the file's base name.
	Rel string
	// Size in bytes, -1 where it is not known beforehand.
	Size int64
	Mode fs.FileMode
}

// ListOptions narrow a List.
type ListOptions struct {
	// Take reports whether a file found below a directory is wanted; nil
	// takes all. Files that are named, or fit a pattern, are not asked about.
	Take func(name string) bool
	// Without is a directory that is left out, such as an output that lies
	// below the input; "" is none.
	Without string
}

// Listing is what an argument names.
type Listing struct {
	// Entries are sorted by Rel.
	Entries []Entry
	// Skipped are regular files below a directory that were left out: by
	// Take, or because they are side files. Hidden ones are not listed.
	Skipped []string
	// Tree is set where the argument can name several files.
	Tree bool
}

// List finds the files of an argument: a file, a directory with all below it,
// a pattern (* ? [a-z] and ** for any number of directories) or Stdio. Files
// whose names begin with a dot or an underscore, and checksum files, are side
// files (_SUCCESS, ._part-0.crc) and left out below directories; directories
// so named as well, unless they are partitions (_day=1). Links are followed.
func List(arg string, o ListOptions) (*Listing, error) {
	if arg == Stdio {
		return &Listing{Entries: []Entry{{Path: Stdio, Rel: "stdin", Size: -1}}}, nil
	}
	st, err := os.Stat(arg)
	switch {
	case err == nil && st.IsDir():
		w := walker{opt: o, match: func([]string) bool { return true }, ask: true}
		return w.list(arg, "")
	case err == nil:
		return &Listing{Entries: []Entry{{Path: arg, Rel: filepath.Base(arg), Size: size(st), Mode: st.Mode()}}}, nil
	case !strings.ContainsAny(arg, "*?["):
		return nil, &Error{Path: arg, Msg: "cannot be read", Err: err}
	}
	base, pattern, err := split(arg)
	if err != nil {
		return nil, err
	}
	// A component that begins with a dot or an underscore asks for such.
	w := walker{opt: o, pattern: pattern, match: func(rel []string) bool { return match(pattern, rel) }}
	return w.list(base, arg)
}

func size(st fs.FileInfo) int64 {
	if st.Mode().IsRegular() {
		return st.Size()
	}
	return -1
}

// split parts a pattern at its first wildcard.
func split(arg string) (base string, pattern []string, err error) {
	parts := strings.Split(filepath.ToSlash(arg), "/")
	n := 0
	for n < len(parts)-1 && !strings.ContainsAny(parts[n], "*?[") {
		n++
	}
	base = strings.Join(parts[:n], "/")
	switch {
	case n == 0:
		base = "."
	case base == "":
		base = "/"
	}
	for _, p := range parts[n:] {
		if p == "" {
			continue
		}
		if _, err := filepath.Match(p, "x"); err != nil {
			return "", nil, &Error{Path: arg, Msg: "not a file pattern", Hint: "a bracket that is meant as such is written [[]"}
		}
		pattern = append(pattern, p)
	}
	return filepath.FromSlash(base), pattern, nil
}

// match reports whether path fits pattern, component by component. It keeps
// the set of places in the pattern, so that many ** cost no more than one.
func match(pattern, path []string) bool {
	at := make([]bool, len(pattern)+1)
	at[0] = true
	open := func(at []bool) {
		for i, p := range pattern {
			if at[i] && p == "**" {
				at[i+1] = true
			}
		}
	}
	open(at)
	for _, name := range path {
		next := make([]bool, len(at))
		for i, p := range pattern {
			if !at[i] {
				continue
			}
			if p == "**" {
				next[i] = true
			} else if ok, _ := filepath.Match(p, name); ok {
				next[i+1] = true
			}
		}
		open(next)
		at = next
	}
	return at[len(pattern)]
}

// side reports whether a name is that of a side file or directory.
func side(name string) (hidden, aside bool) {
	if strings.HasPrefix(name, ".") {
		return true, true
	}
	return false, strings.HasPrefix(name, "_") && !strings.Contains(name, "=") || strings.HasSuffix(name, ".crc")
}

type walker struct {
	opt     ListOptions
	pattern []string
	match   func(rel []string) bool
	ask     bool
	without fs.FileInfo
	out     Listing
}

func (w *walker) list(root, pattern string) (*Listing, error) {
	if w.opt.Without != "" {
		w.without, _ = os.Stat(w.opt.Without)
	}
	w.out.Tree = true
	st, err := os.Stat(root)
	if err != nil {
		return nil, &Error{Path: root, Msg: "cannot be read", Err: err}
	}
	if w.without != nil && os.SameFile(st, w.without) && pattern == "" {
		return nil, &Error{Path: root, Msg: "the output directory is the input directory", Hint: "name another one, or give --in-place"}
	}
	if err := w.dir(root, nil, []fs.FileInfo{st}); err != nil {
		return nil, err
	}
	if len(w.out.Entries) == 0 {
		if pattern != "" {
			return nil, &Error{Path: pattern, Msg: "no file fits the pattern"}
		}
		return nil, &Error{Path: root, Msg: "the directory holds no file that is read", Hint: "name files themselves, or give --format for files of other names"}
	}
	sort.Slice(w.out.Entries, func(i, j int) bool { return w.out.Entries[i].Rel < w.out.Entries[j].Rel })
	sort.Strings(w.out.Skipped)
	return &w.out, nil
}

// dotted reports whether the pattern names hidden or side files itself, at
// any place; then they are not left out.
func (w *walker) dotted(name string) bool {
	for _, p := range w.pattern {
		if p != "**" && p[0] == name[0] {
			if ok, _ := filepath.Match(p, name); ok {
				return true
			}
		}
	}
	return false
}

// dir lists a directory; above holds it and all directories it lies in, which
// keeps links from going round in circles.
func (w *walker) dir(path string, rel []string, above []fs.FileInfo) error {
	list, err := os.ReadDir(path)
	if err != nil {
		return &Error{Path: path, Msg: "the directory cannot be read", Err: err}
	}
	for _, d := range list {
		name := d.Name()
		full := filepath.Join(path, name)
		here := append(rel[:len(rel):len(rel)], name)
		hidden, aside := side(name)
		if w.dotted(name) {
			hidden, aside = false, false
		}
		if hidden {
			continue
		}
		st, err := os.Stat(full) // a link stands for what it leads to
		if err != nil {
			if aside {
				continue
			}
			return &Error{Path: full, Msg: "cannot be read", Err: err}
		}
		switch {
		case st.IsDir():
			if aside || w.without != nil && os.SameFile(st, w.without) {
				continue
			}
			for _, up := range above {
				if os.SameFile(st, up) {
					return &Error{Path: full, Msg: "the link leads back to a directory above it"}
				}
			}
			if err := w.dir(full, here, append(above[:len(above):len(above)], st)); err != nil {
				return err
			}
		case !st.Mode().IsRegular():
			// Pipes, sockets and devices are read only where they are named.
		case aside:
			w.out.Skipped = append(w.out.Skipped, full)
		case !w.match(here):
		case w.ask && w.opt.Take != nil && !w.opt.Take(name):
			w.out.Skipped = append(w.out.Skipped, full)
		default:
			w.out.Entries = append(w.out.Entries, Entry{Path: full, Rel: strings.Join(here, "/"), Size: st.Size(), Mode: st.Mode()})
		}
	}
	return nil
}

// File is opened for reading.
type File struct {
	Name string
	R    io.Reader
	// At is nil where the file cannot be read at any offset.
	At   io.ReaderAt
	Size int64 // -1 where it is not known
	Mode fs.FileMode
	file *os.File
}

// lfs begins the text that git keeps in place of a large file.
const lfs = "version https://git-lfs"

// Open opens a file, or stdin for Stdio. A directory is an error, and so is
// the pointer that Git LFS leaves where a file was not fetched: it would pass
// for a clean dataset.
func Open(path string, stdin io.Reader) (*File, error) {
	if path == Stdio {
		if stdin == nil {
			return nil, &Error{Path: Stdio, Msg: "there is no standard input"}
		}
		return &File{Name: "stdin", R: stdin, Size: -1}, nil
	}
	h, err := os.Open(path)
	if err != nil {
		return nil, &Error{Path: path, Msg: "cannot be opened", Err: err}
	}
	st, err := h.Stat()
	if err == nil && st.IsDir() {
		h.Close()
		return nil, &Error{Path: path, Msg: "is a directory"}
	}
	f := &File{Name: path, R: h, Size: -1, file: h}
	if err == nil {
		f.Mode = st.Mode()
	}
	if err == nil && st.Mode().IsRegular() {
		f.At, f.Size = h, st.Size()
		head := make([]byte, len(lfs))
		var n int
		if n, err = h.ReadAt(head, 0); err == io.EOF {
			err = nil
		}
		if bytes.HasPrefix(head[:n], []byte(lfs)) {
			h.Close()
			return nil, &Error{Path: path, Msg: "is a Git LFS pointer, not the file itself", Hint: "fetch it first: git lfs pull"}
		}
	}
	if err != nil {
		h.Close()
		return nil, &Error{Path: path, Msg: "cannot be read", Err: err}
	}
	return f, nil
}

// Close closes the file; standard input stays open.
func (f *File) Close() error {
	if f.file == nil {
		return nil
	}
	h := f.file
	f.file = nil
	return h.Close()
}

// Temp is a file that has not got its name yet. Not safe for concurrent use.
type Temp struct {
	f    *os.File
	name string
	mode fs.FileMode
	n    int64
	done bool
}

// Create begins a file called name with the permission bits of mode (0 means
// 0644) in a temporary file of the same directory, which is made if it is not
// there. Whoever calls it calls Commit or Abort.
func Create(name string, mode fs.FileMode) (*Temp, error) {
	if st, err := os.Stat(name); err == nil {
		if st.IsDir() {
			return nil, &Error{Path: name, Msg: "is a directory"}
		}
		// A link keeps leading to its file, which is what is replaced.
		if real, err := filepath.EvalSymlinks(name); err == nil {
			name = real
		}
	}
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, &Error{Path: dir, Msg: "the directory cannot be made", Err: err}
	}
	f, err := os.CreateTemp(dir, ".sluice-*.tmp")
	if err != nil {
		return nil, &Error{Path: name, Msg: "cannot be written", Err: err}
	}
	if mode = mode.Perm(); mode == 0 {
		mode = 0o644
	}
	return &Temp{f: f, name: name, mode: mode}, nil
}

// Path of the temporary file, for reading back what was written.
func (t *Temp) Path() string { return t.f.Name() }

// Size is the number of bytes written.
func (t *Temp) Size() int64 { return t.n }

// Write implements io.Writer.
func (t *Temp) Write(p []byte) (int, error) {
	n, err := t.f.Write(p)
	t.n += int64(n)
	if err != nil {
		err = t.fail(err)
	}
	return n, err
}

func (t *Temp) fail(err error) error {
	return &Error{Path: t.name, Msg: "cannot be written", Err: err}
}

// Sync forces what was written to the disk.
func (t *Temp) Sync() error {
	if err := t.f.Sync(); err != nil {
		return t.fail(err)
	}
	return nil
}

// Commit gives the file its name. After a crash there is the whole file, or
// what was there before. On error the temporary file is gone.
func (t *Temp) Commit() error {
	if t.done {
		return t.fail(errors.New("the file is finished already"))
	}
	t.done = true
	err := t.f.Chmod(t.mode)
	if err == nil {
		err = t.f.Sync()
	}
	if cerr := t.f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(t.f.Name(), t.name)
	}
	if err != nil {
		os.Remove(t.f.Name())
		return t.fail(err)
	}
	// The name is safe once its directory is. Not every file system can do
	// that, and the file itself is whole either way.
	if d, err := os.Open(filepath.Dir(t.name)); err == nil {
		_ = d.Sync()
		d.Close()
	}
	return nil
}

// Abort takes the temporary file away; after Commit it does nothing.
func (t *Temp) Abort() {
	if t.done {
		return
	}
	t.done = true
	t.f.Close()
	os.Remove(t.f.Name())
}

// String is for logs: the name that the file is to have.
func (t *Temp) String() string { return fmt.Sprintf("%s (%d bytes)", t.name, t.n) }
