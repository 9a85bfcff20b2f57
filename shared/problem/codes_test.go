package problem_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// source is all Go files of the repository that are not tests, by path.
func source(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	set := token.NewFileSet()
	for _, part := range []string{"bff", "contracts", "demo", "gateway", "shared", "ui"} {
		err := filepath.WalkDir(filepath.Join("../..", part), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			f, err := parser.ParseFile(set, path, nil, 0)
			files[strings.TrimPrefix(filepath.ToSlash(path), "../../")] = f
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// of reports whether an expression is that name of the package problem.
func of(x ast.Expr, name string) bool {
	s, ok := x.(*ast.SelectorExpr)
	if !ok || name != "" && s.Sel.Name != name {
		return false
	}
	p, ok := s.X.(*ast.Ident)
	return ok && p.Name == "problem"
}

// constants are the codes of the package, by the names of their constants.
func constants(t *testing.T, f *ast.File) map[string]string {
	t.Helper()
	all := map[string]string{}
	ast.Inspect(f, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if id, ok := v.Type.(*ast.Ident); ok && id.Name == "Code" {
			s, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			all[v.Names[0].Name] = s
		}
		return true
	})
	return all
}

// Every code that a server answers with is a constant of this package, and every constant is a server's.
func TestCodes(t *testing.T) {
	files := source(t)
	codes := constants(t, files["shared/problem/problem.go"])
	if len(codes) < 20 {
		t.Fatalf("found %d codes", len(codes))
	}
	used := map[string]bool{"BadField": true} // by Field, in the package itself
	for path, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				if of(n, "") && codes[n.Sel.Name] != "" {
					used[n.Sel.Name] = true
				}
			case *ast.CallExpr:
				if !of(n.Fun, "New") || len(n.Args) < 2 || strings.HasPrefix(path, "ui/") { // the browser has codes of its own
					return true
				}
				if _, literal := n.Args[1].(*ast.BasicLit); literal {
					t.Errorf("%s: a code that is no constant: %s", path, n.Args[1].(*ast.BasicLit).Value)
				}
			}
			return true
		})
	}
	for name := range codes {
		if !used[name] {
			t.Errorf("nobody uses %s", name)
		}
	}

	known := map[string]bool{}
	for _, code := range codes {
		if known[code] {
			t.Errorf("%s is there twice", code)
		}
		known[code] = true
	}
	// The descriptions of the APIs name codes in the schema of a problem and in the texts of answers.
	for _, path := range []string{"bff/api/openapi.yaml", "gateway/edge/openapi.yaml"} {
		b, err := os.ReadFile("../../" + path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^\s+code: \{[^}]*enum: \[([^\]]*)\]`).FindAllStringSubmatch(string(b), -1) {
			for code := range strings.SplitSeq(m[1], ",") {
				if code = strings.TrimSpace(code); !known[code] {
					t.Errorf("%s: %s is no code", path, code)
				}
			}
		}
	}
	// The page has words for each, but for those with which a node answers instead of a service.
	wordless := []string{"failed", "misdirected", "starting", "traffic-not-open", "traffic-used-up"}
	text := map[string]bool{}
	ast.Inspect(files["ui/text/problem.go"], func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
			s, _ := strconv.Unquote(l.Value)
			text[s] = true
		}
		if s, ok := n.(*ast.SelectorExpr); ok && of(s, "") {
			text[codes[s.Sel.Name]] = true
		}
		return true
	})
	for code := range known {
		if !text[code] && !slices.Contains(wordless, code) {
			t.Errorf("the page has no words for %s", code)
		}
	}
}
