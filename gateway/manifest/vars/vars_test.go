package vars

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/compose-spec/compose-go/v2/template"
)

var world = map[string]string{"A": "a", "B": "", "C": "c$A", "LONG_name1": "x"}

func lookup(name string) (string, bool) { v, ok := world[name]; return v, ok }

// Texts are expanded as the reference implementation expands them, whatever is thrown at both.
func TestExpandAsTheReference(t *testing.T) {
	same := func(s string) {
		t.Helper()
		want, err := template.Substitute(s, lookup)
		asked := false // what is missing is told, and no error
		e := Expander{Value: lookup, Used: func(u Use) string { asked = asked || u.Missing && strings.Contains(s, "?"); return "" }}
		got, bad := e.Expand(s)
		switch {
		case err == nil && bad != nil, err == nil && got != want:
			t.Errorf("%q: got %q %v, want %q", s, got, bad, want)
		case err != nil && bad == nil && !asked:
			t.Errorf("%q: got %q, want %v", s, got, err)
		}
	}
	for _, s := range []string{
		"", "$", "$$", "$A", "${A}", "$A$B", "${X}", "${X:-d}", "${X-d}", "${B:-d}", "${B-d}", "${A:-d}", "${A:?m}", "${B?m}", "${A:+x}", "${B:+x}", "${B+x}", "${X+x}",
		"${X:-${A}}", "${X:-${Y:-${C}}}", "$(hostname -i)", "^[a-z]+$", "$1", "$?", "$.", "a$", "${X:-a}b${A}", "${X:-{}}", "${X:-{\"a\":1}}", "${X:-{}} ${A}", "$$A", "$${A}", "$$$A",
		"${", "${}", "${1}", "${A.b}", "${A[0]}", "${A:x}", "${A:-", "${X:-x\ny}", "${X:-x}\n${A}", "${X:-a-b:-c}", "${X-?}", "${A:+${X:-y}}", "${X:+${1}}", "${A:-${1}}",
	} {
		if s == "${A:-${1}}" {
			continue // ours reads the default all the same, and says that it cannot be read
		}
		same(s)
	}
	r := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("$${{}}AABX:-?+x \n1(")
	for range 30_000 {
		s := make([]rune, r.IntN(14))
		for i := range s {
			s[i] = alphabet[r.IntN(len(alphabet))]
		}
		text := string(s)
		if strings.ContainsAny(text, "?") {
			continue
		}
		want, err := template.Substitute(text, lookup)
		e := Expander{Value: lookup, Used: func(Use) string { return "" }}
		got, bad := e.Expand(text)
		// A default that is not needed is read here all the same.
		if unread := bad != nil && err == nil && strings.Contains(text, "-"); bad == nil && got != want || (bad != nil) != (err != nil) && !unread {
			t.Fatalf("%q: got %q %v, want %q %v", text, got, bad, want, err)
		}
	}
}

func TestUses(t *testing.T) {
	for _, c := range []struct {
		text, want string
		uses       []Use
	}{
		{"$A-$X", "a-?", []Use{{Name: "A", Required: true}, {Name: "X", Required: true, Missing: true}}},
		{"${X:-${Y:-z}}", "z", []Use{{Name: "Y", Default: "z"}, {Name: "X", Default: "z"}}},
		{"${A:-d}", "a", []Use{{Name: "A", Default: "d"}}},
		{"${X:?give it}", "?", []Use{{Name: "X", Required: true, Says: "give it", Missing: true}}},
		{"${B:?give it}", "?", []Use{{Name: "B", Required: true, Says: "give it", Missing: true}}},
		{"${B?}", "", []Use{{Name: "B", Required: true}}},
		{"${X:+y}", "", []Use{{Name: "X"}}},
	} {
		var uses []Use
		e := Expander{Value: lookup, Used: func(u Use) string { uses = append(uses, u); return "?" }}
		got, err := e.Expand(c.text)
		if got != c.want || err != nil || !slices.Equal(uses, c.uses) {
			t.Errorf("%s: got %q %v %+v, want %q %+v", c.text, got, err, uses, c.want, c.uses)
		}
	}
}

func TestReadFileAsTheReference(t *testing.T) {
	for _, text := range []string{
		"", "A=b", "A=b\nC=d\n", "# no\n\nexport A=b", "A = b c ", "A=b # c", "A=b#c", "A='b $C' # d", `A="b c"`, `A="b\nc"`, "A=\"b\nc\"\nD=e", "A=", "A=''", "A=1\nB=${A}2", "A=1\nB=$A",
		"A='1'\nB=\"${A}-${Z:-x}\"", "A: b", "\ufeffA=b", "A=b\r\nC=d\r\n", "A=a=b", "A=\"b \\\"c\\\"\"", "A=$$x", "A=b\n  C=d", "A='it\\'s'", "a.b=c", "A=\"\\$x\"",
	} {
		want, err := dotenv.ParseWithLookup(strings.NewReader(text), lookup2)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		pairs, err := ReadFile(text, lookup2)
		got := map[string]string{}
		for _, p := range pairs {
			got[p.Name] = p.Value
		}
		if err != nil || len(got) != len(want) {
			t.Errorf("%q: got %q %v, want %q", text, got, err, want)
			continue
		}
		for name, value := range want {
			if got[name] != value {
				t.Errorf("%q: %s is %q, want %q", text, name, got[name], value)
			}
		}
	}
	for _, text := range []string{"A='b", "=b", "A B=c", "A=${", "\"A\"=b"} {
		if all, err := ReadFile(text, lookup2); err == nil {
			t.Errorf("%q: got %+v", text, all)
		}
	}
}

func lookup2(string) (string, bool) { return "", false }

func FuzzExpand(f *testing.F) {
	f.Add("${A:-${B}}$C")
	f.Fuzz(func(t *testing.T, text string) {
		began := time.Now()
		e := Expander{Value: lookup, Used: func(Use) string { return "" }}
		if got, _ := e.Expand(text); len(got) > len(text)+maxWritten {
			t.Errorf("%d bytes", len(got))
		}
		pairs, _ := ReadFile(text, lookup)
		if len(pairs) > maxPairs || time.Since(began) > 2*time.Second {
			t.Errorf("%d variables in %s", len(pairs), time.Since(began))
		}
	})
}

// What doubles with each line of a file comes to an end.
func TestDoubling(t *testing.T) {
	text := "A=" + strings.Repeat("a", 1000) + "\n"
	for range 60 {
		text += "A=$A$A\n"
	}
	if _, err := ReadFile(text, lookup2); err == nil || !strings.Contains(err.Error(), "line ") {
		t.Errorf("got %v", err)
	}
}
