package text

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// TestBothLanguages reads this package's source: every phrase has words in both languages, with the same verbs, and
// the Chinese one is Chinese unless it is a name.
func TestBothLanguages(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			for i, v := range spec.Values {
				ast.Inspect(v, func(n ast.Node) bool {
					words, plural, ok := phrase(n)
					if !ok {
						return true
					}
					found++
					name := spec.Names[min(i, len(spec.Names)-1)].Name
					want := 2
					if plural {
						want = 3
					}
					if len(words) != want {
						t.Errorf("%s: %s: %d texts, wants %d", e.Name(), name, len(words), want)
						return true
					}
					zh := words[len(words)-1]
					for _, w := range words {
						if strings.TrimSpace(w) == "" {
							t.Errorf("%s: %s: an empty text", e.Name(), name)
						}
						if !slices.Equal(verbs(w), verbs(zh)) {
							t.Errorf("%s: %s: %q and %q take different arguments", e.Name(), name, w, zh)
						}
					}
					if !strings.ContainsFunc(zh, han) && zh != words[0] {
						t.Errorf("%s: %s: %q has no Chinese in it", e.Name(), name, zh)
					}
					return true
				})
			}
			return true
		})
	}
	if found < 20 {
		t.Fatalf("found %d phrases: the test does not see the tables any more", found)
	}
}

func phrase(n ast.Node) (words []string, plural, ok bool) {
	lit, isLit := n.(*ast.CompositeLit)
	if !isLit {
		return nil, false, false
	}
	// In a map or slice of Text the type is left out; two or three strings are a phrase there.
	switch id := lit.Type.(type) {
	case *ast.Ident:
		plural, ok = id.Name == "Plural", id.Name == "Plural" || id.Name == "Text"
	case nil:
		ok = true
	}
	if !ok {
		return nil, false, false
	}
	for _, e := range lit.Elts {
		if kv, isKV := e.(*ast.KeyValueExpr); isKV {
			e = kv.Value
		}
		s, good := literal(e)
		if !good {
			return nil, false, lit.Type != nil
		}
		words = append(words, s)
	}
	return words, plural, true
}

func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		a, ok1 := literal(e.X)
		b, ok2 := literal(e.Y)
		return a + b, ok1 && ok2
	}
	return "", false
}

var verb = regexp.MustCompile(`%(\[\d\])?[a-z]`)

func verbs(s string) []string {
	v := verb.FindAllString(strings.ReplaceAll(s, "%%", ""), -1)
	for i := range v {
		v[i] = v[i][len(v[i])-1:]
	}
	slices.Sort(v)
	return v
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }
