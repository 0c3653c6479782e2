package sluice

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write golden files anew")

// goList runs go list in the module.
func goList(t *testing.T, args ...string) []string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// The wings know neither each other nor the root; shelves import the
// vocabulary, never the other way.
func TestLayoutImports(t *testing.T) {
	const mod = "sluice"
	wings := []string{"formats", "scanner", "redact"}
	wingOf := func(pkg string) string {
		for _, w := range wings {
			if pkg == mod+"/"+w || strings.HasPrefix(pkg, mod+"/"+w+"/") {
				return w
			}
		}
		return ""
	}
	for _, line := range goList(t, "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...") {
		f := strings.Fields(line)
		pkg, wing := f[0], wingOf(f[0])
		for _, imp := range f[1:] {
			if imp != mod && !strings.HasPrefix(imp, mod+"/") {
				continue
			}
			switch {
			case wing != "" && wingOf(imp) != wing:
				t.Errorf("%s imports %s: a wing imports nothing of another wing or of the root", pkg, imp)
			case wing != "" && pkg == mod+"/"+wing:
				// The engine may stand on internal packages and checksums,
				// but not on the shelf.
				shelf := map[string]string{"formats": "codecs", "scanner": "detectors", "redact": "operators"}[wing]
				if strings.HasPrefix(imp, mod+"/"+wing+"/"+shelf) {
					t.Errorf("%s imports %s: the vocabulary does not know its shelf", pkg, imp)
				}
			case pkg == mod && strings.HasPrefix(imp, mod+"/cmd"):
				t.Errorf("the root imports %s", imp)
			}
		}
	}
}

func TestLayoutNames(t *testing.T) {
	banned := map[string]bool{"util": true, "utils": true, "common": true, "helpers": true, "helper": true, "types": true, "misc": true}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != "." || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if d.IsDir() && banned[d.Name()] {
			t.Errorf("a package called %s says nothing of what is in it", path)
		}
		if strings.HasSuffix(path, ".go") && !d.IsDir() {
			checkFile(t, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("cmd/sluice/main.go")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "\n"); n >= 80 {
		t.Errorf("cmd/sluice/main.go has %d lines; it is the door, not the house", n)
	}
}

// checkFile refuses init functions and marks of unfinished work.
func checkFile(t *testing.T, path string) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
	if err != nil {
		t.Error(err)
		return
	}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" && !strings.HasSuffix(path, "_test.go") {
			t.Errorf("%s: has an init function; lists are explicit", fset.Position(fn.Pos()))
		}
	}
	for _, g := range f.Comments {
		if s := g.Text(); strings.Contains(s, "TO"+"DO") || strings.Contains(s, "FIX"+"ME") {
			t.Errorf("%s: unfinished", fset.Position(g.Pos()))
		}
	}
}

// The exported names of the root package are a promise; changing them is a
// decision that shows in the golden list.
func TestExportedNames(t *testing.T) {
	fset := token.NewFileSet()
	var names []string
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if !d.Name.IsExported() {
					continue
				}
				if d.Recv == nil {
					names = append(names, "func "+d.Name.Name)
					continue
				}
				recv := d.Recv.List[0].Type
				if s, ok := recv.(*ast.StarExpr); ok {
					recv = s.X
				}
				if id, ok := recv.(*ast.Ident); ok && id.IsExported() {
					names = append(names, "method "+id.Name+"."+d.Name.Name)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						if s.Name.IsExported() {
							names = append(names, "type "+s.Name.Name)
						}
					case *ast.ValueSpec:
						for _, n := range s.Names {
							if n.IsExported() {
								names = append(names, d.Tok.String()+" "+n.Name)
							}
						}
					}
				}
			}
		}
	}
	sort.Strings(names)
	golden(t, "testdata/golden/exported.txt", strings.Join(names, "\n")+"\n")
}

// golden compares with a file, or writes it with -update.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("%v (go test -update writes it)", err)
	}
	if string(want) != got {
		t.Errorf("%s differs; go test -update writes it anew, if the change is meant.\ngot:\n%s", name, got)
	}
}
