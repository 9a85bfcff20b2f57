package text

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
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

// ours are words that mean something to who made the app, and nothing to who uses it.
var ours = regexp.MustCompile(`(?i)\b(wish(es)?|dealt out|to mend|mend what|held)\b`)

// TestUsersWords: no text has a word that is ours alone, wherever it stands: in the tables, in a function, in what the service worker
// says, or in a service's description. What is explained has to be.
func TestUsersWords(t *testing.T) {
	looked := 0
	say := func(where, s string) {
		looked++
		if bad := ours.FindString(s); bad != "" {
			t.Errorf("%s: %q is our word for it, not the users': %q", where, bad, s)
		}
	}
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				if s, err := strconv.Unquote(l.Value); err == nil {
					say(name, s)
				}
			}
			return true
		})
	}
	for _, pattern := range []string{"../../assets/words/*.json", "../../assets/*.js", "../../assets/zh/*.json"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v, %v", pattern, files, err)
		}
		for _, name := range files {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(b)) {
				if !strings.HasPrefix(strings.TrimSpace(line), "//") {
					say(name, line)
				}
			}
		}
	}
	if looked < 1000 {
		t.Fatalf("looked at %d texts: the test does not see them any more", looked)
	}
	for _, id := range []string{"escrow", "probation", "quote"} {
		if !slices.ContainsFunc(Glossary[:], func(a Asked) bool { return a.ID == id && len(a.Answer.EN) > 40 && a.Answer.ZH != "" }) {
			t.Errorf("%s is explained nowhere", id)
		}
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
