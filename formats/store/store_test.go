package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func tree(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, n := range names {
		p := filepath.Join(dir, filepath.FromSlash(n))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte("{}\n"), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func rels(l *Listing) string {
	var s []string
	for _, e := range l.Entries {
		s = append(s, e.Rel)
	}
	return strings.Join(s, " ")
}

var names = []string{
	"a.jsonl", "b.csv", "README.md", ".hidden.jsonl", "_SUCCESS", "._a.jsonl", "part.crc", ".git/x.jsonl", "_temporary/0/x.jsonl",
	"year=2026/month=1/p.jsonl", "year=2026/month=2/p.jsonl", "_day=1/q.jsonl", "sub/deep/c.jsonl", "sub/[x].jsonl",
}

func TestList(t *testing.T) {
	dir := tree(t, names...)
	t.Chdir(dir)
	take := func(name string) bool { return filepath.Ext(name) != ".md" }
	for _, c := range []struct{ arg, want, skipped string }{
		{".", "_day=1/q.jsonl a.jsonl b.csv sub/[x].jsonl sub/deep/c.jsonl year=2026/month=1/p.jsonl year=2026/month=2/p.jsonl", "README.md _SUCCESS part.crc"},
		{dir, "_day=1/q.jsonl a.jsonl b.csv sub/[x].jsonl sub/deep/c.jsonl year=2026/month=1/p.jsonl year=2026/month=2/p.jsonl", ""},
		{"sub", "[x].jsonl deep/c.jsonl", ""},
		{"*.jsonl", "a.jsonl", ""},
		{"*.md", "README.md", ""},
		{".h*", ".hidden.jsonl", ""},
		{"**/*.jsonl", "_day=1/q.jsonl a.jsonl sub/[x].jsonl sub/deep/c.jsonl year=2026/month=1/p.jsonl year=2026/month=2/p.jsonl", ""},
		{"year=*/**", "year=2026/month=1/p.jsonl year=2026/month=2/p.jsonl", ""},
		{"year=2026/month=[2-3]/p.jsonl", "month=2/p.jsonl", ""},
		{"sub/**/c.jsonl", "deep/c.jsonl", ""},
		{"sub/[x].jsonl", "[x].jsonl", ""},
		{"_SUCCESS", "_SUCCESS", ""},
		{"-", "stdin", ""},
	} {
		l, err := List(c.arg, ListOptions{Take: take})
		if err != nil {
			t.Errorf("%s: %v", c.arg, err)
			continue
		}
		if got := rels(l); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.arg, got, c.want)
		}
		if got := strings.Join(l.Skipped, " "); c.skipped != "" && got != c.skipped {
			t.Errorf("%s: skipped %s, want %s", c.arg, got, c.skipped)
		}
		for _, e := range l.Entries {
			if e.Path != Stdio && (e.Size != 3 || e.Mode.Perm() != 0o640) {
				t.Errorf("%s: %+v", c.arg, e)
			}
		}
	}
	for _, arg := range []string{"none", "none*", "none/*.csv", "[", ".git"} {
		_, err := List(arg, ListOptions{Take: func(string) bool { return false }})
		var se *Error
		if !errors.As(err, &se) {
			t.Errorf("%s: %v", arg, err)
		}
	}
}

func TestListWithoutOutput(t *testing.T) {
	dir := tree(t, "a.csv", "out/a.csv")
	l, err := List(dir, ListOptions{Without: filepath.Join(dir, "out")})
	if err != nil || rels(l) != "a.csv" {
		t.Errorf("%v, %v", l, err)
	}
	if _, err := List(dir, ListOptions{Without: dir}); err == nil {
		t.Error("output and input are the same directory: no error")
	}
}

func TestLinks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need rights there")
	}
	dir := tree(t, "blobs/1234", "data/x.csv")
	link := func(from, to string) {
		if err := os.Symlink(from, filepath.Join(dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	link("../blobs/1234", "data/y.csv")
	link("../blobs", "data/z")
	l, err := List(filepath.Join(dir, "data"), ListOptions{})
	if err != nil || rels(l) != "x.csv y.csv z/1234" {
		t.Fatalf("%v, %v", l, err)
	}
	link("..", "data/loop")
	if _, err := List(filepath.Join(dir, "data"), ListOptions{}); err == nil || !strings.Contains(err.Error(), "leads back") {
		t.Errorf("a circle of links: %v", err)
	}
	os.Remove(filepath.Join(dir, "data/loop"))
	link("nowhere", "data/dead.csv")
	if _, err := List(filepath.Join(dir, "data"), ListOptions{}); err == nil {
		t.Error("a link to nowhere was left out without a word")
	}
}

func TestMatch(t *testing.T) {
	many := strings.Split(strings.Repeat("**/", 30)+"z", "/")
	path := strings.Split(strings.Repeat("a/", 60)+"y", "/")
	if match(many, path) { // must not take exponential time
		t.Error("matched")
	}
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{{"**", "a/b", true}, {"**/b", "b", true}, {"a/**/b", "a/b", true}, {"a/**/b", "a/x/y/b", true}, {"a/*/b", "a/x/y/b", false}, {"*", "a/b", false}, {"a/**", "a", true}} {
		if got := match(strings.Split(c.pattern, "/"), strings.Split(c.path, "/")); got != c.want {
			t.Errorf("%s %s: %v", c.pattern, c.path, got)
		}
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	p := filepath.Join(dir, "a")
	os.WriteFile(p, []byte("content"), 0o600)
	f, err := Open(p, nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f.R)
	if string(b) != "content" || err != nil || f.Size != 7 || f.At == nil || f.Mode.Perm() != 0o600 {
		t.Errorf("%q, %v, %+v", b, err, f)
	}
	for range 2 { // a second Close is none
		if f.Close() != nil {
			t.Error("Close")
		}
	}
	if f, err := Open("-", strings.NewReader("in")); err != nil || f.Name != "stdin" || f.At != nil || f.Close() != nil {
		t.Errorf("%+v, %v", f, err)
	}
	os.WriteFile(p, []byte(lfs+".github.com/spec/v1\noid sha256:00\nsize 12345\n"), 0o600)
	for path, msg := range map[string]string{p: "Git LFS pointer", dir: "is a directory", filepath.Join(dir, "none"): "no such file", "-": "no standard input"} {
		_, err := Open(path, nil)
		var se *Error
		if !errors.As(err, &se) || !strings.Contains(err.Error(), msg) {
			t.Errorf("%s: %v, want %s", path, err, msg)
		}
	}
}

func TestTemp(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "new", "deep", "out.csv")
	f, err := Create(name, 0o640)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(f, "half")
	if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the name is there before Commit")
	}
	if filepath.Dir(f.Path()) != filepath.Dir(name) || !strings.HasPrefix(filepath.Base(f.Path()), ".") {
		t.Errorf("the temporary file is %s", f.Path())
	}
	io.WriteString(f, " and half")
	if err := f.Sync(); err != nil {
		t.Fatal(err)
	}
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	f.Abort()
	b, _ := os.ReadFile(name)
	st, _ := os.Stat(name)
	if string(b) != "half and half" || st.Mode().Perm() != 0o640 || f.Size() != 13 {
		t.Errorf("%q %v", b, st.Mode())
	}
	if f.Commit() == nil {
		t.Error("Commit twice")
	}

	// What is given up leaves what was there, and nothing else.
	g, err := Create(name, 0)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(g, "other")
	g.Abort()
	g.Abort()
	if b, _ := os.ReadFile(name); string(b) != "half and half" {
		t.Errorf("after Abort: %q", b)
	}
	if list, _ := os.ReadDir(filepath.Dir(name)); len(list) != 1 {
		t.Errorf("%d files are left", len(list))
	}
	if _, err := Create(dir, 0); err == nil {
		t.Error("a directory was taken for a file")
	}
	if _, err := Create(filepath.Join(name, "x"), 0); err == nil {
		t.Error("a file was taken for a directory")
	}
}

func TestTempThroughALink(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need rights there")
	}
	dir := t.TempDir()
	real, link := filepath.Join(dir, "real"), filepath.Join(dir, "link")
	os.WriteFile(real, []byte("old"), 0o600)
	os.Symlink("real", link)
	f, err := Create(link, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(f, "new")
	if err := f.Commit(); err != nil {
		t.Fatal(err)
	}
	st, err := os.Lstat(link)
	if b, _ := os.ReadFile(real); string(b) != "new" || err != nil || st.Mode()&fs.ModeSymlink == 0 {
		t.Errorf("%q, %v", b, st.Mode())
	}
}
