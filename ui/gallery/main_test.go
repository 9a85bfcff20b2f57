package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"berth/ui/text"
)

// TestPage: each part is on the page in both languages, under its name, and in it.
func TestPage(t *testing.T) {
	for _, l := range []text.Lang{text.EN, text.ZH} {
		got := page(l, "dark")
		for _, s := range show(text.In(l)) {
			if !bytes.Contains(got, []byte(`data-part="`+s.name+`"`)) {
				t.Errorf("%s is not there", s.name)
			}
		}
		if bytes.Contains(got, []byte("%!")) {
			t.Errorf("%s: a phrase without its arguments", l)
		}
	}
}

// TestAllParts: the gallery has everything that ui/part exports and that is shown, and every sign.
func TestAllParts(t *testing.T) {
	there, written := map[string]bool{}, map[string]bool{}
	for _, s := range show(text.In(text.EN)) {
		if there[s.name] {
			t.Errorf("%s is there twice", s.name)
		}
		there[s.name] = true
	}
	parse := func(dir string, each func(ast.Node) bool) {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %d files, %v", dir, len(names), err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, each)
		}
	}
	parse(".", func(n ast.Node) bool {
		if x, ok := n.(*ast.SelectorExpr); ok {
			written[x.Sel.Name] = true
		}
		return true
	})
	parse("../part", func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.FuncDecl:
			name := x.Name.Name
			if x.Recv != nil {
				if star, ok := x.Recv.List[0].Type.(*ast.StarExpr); !ok || name != "Render" {
					return false
				} else {
					name = star.X.(*ast.Ident).Name
				}
			} else if x.Type.Results == nil || !shows(x.Type.Results.List[0].Type) {
				return false
			}
			if ast.IsExported(name) && !there[name] {
				t.Errorf("%s is not in the gallery", name)
			}
		case *ast.ValueSpec:
			for _, name := range x.Names {
				if strings.HasPrefix(name.Name, "Glyph") && !written[name.Name] {
					t.Errorf("the sign %s is not in the gallery", name.Name)
				}
			}
		}
		return true
	})
	if len(there) < 50 {
		t.Errorf("only %d parts", len(there))
	}
}

// shows reports whether a result is something to be seen: app.UI, several of it, or an element.
func shows(of ast.Expr) bool {
	if list, ok := of.(*ast.ArrayType); ok {
		of = list.Elt
	}
	x, ok := of.(*ast.SelectorExpr)
	return ok && x.X.(*ast.Ident).Name == "app" && (x.Sel.Name == "UI" || strings.HasPrefix(x.Sel.Name, "HTML"))
}

func TestApart(t *testing.T) {
	const is, want = `<dialog class="x" id="a"><label for="b">id="c"</label><input aria-describedby="b  c">`, `<dialog open class="x" id="a-7"><label for="b-7">id="c"</label><input aria-describedby="b-7 c-7">`
	if got := apart(is, 7); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
