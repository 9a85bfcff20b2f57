package compose

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/compose-spec/compose-go/v2/types"
)

// Words are split as the reference implementation splits them, whatever is thrown at both.
func TestWords(t *testing.T) {
	same := func(line string) {
		t.Helper()
		var want types.ShellCommand
		err := want.DecodeMapstructure(line)
		got, ok := words(line)
		if ok != (err == nil) || ok && !slices.Equal(got, []string(want)) {
			t.Errorf("%q: got %q %v, want %q %v", line, got, ok, want, err)
		}
	}
	for _, line := range []string{
		"", " ", "a", "a b", `a "b c" d`, `'a b'`, `""`, `a '' b`, `\`, `a\ b`, `"a\"b"`, `'a\b'`, "sh -c 'echo \"$HOME\"'", "a; b", "a 2>b", "a b2>c", "2>a", `""2>a`,
		"a && b", "a | b", "$(a b) c", "$(a (b))", "a (b)", "a) b) c", "`a b` c", "`a", "$", "$)", "\"$(a b)\"", "a\u00e9 b", "a\n\tb", "\xff a", `a"b"c'd'`, `"`, `'`, `(`, `)`,
	} {
		same(line)
	}
	r := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("ab1 \t\\\"'`$();&|<>\u00e9")
	for range 20_000 {
		line := make([]rune, r.IntN(12))
		for i := range line {
			line[i] = alphabet[r.IntN(len(alphabet))]
		}
		same(string(line))
	}
}
