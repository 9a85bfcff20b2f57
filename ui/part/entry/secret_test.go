package entry

import (
	"strings"
	"testing"

	"berth/shared/eth"
	"berth/shared/wire"
)

// Every sign comes as often as any other, and bytes over a whole number of alphabets are drawn again.
func TestDraw(t *testing.T) {
	next := byte(0)
	all := func() (h eth.Hash) {
		for i := range h {
			h[i] = next
			next++
		}
		return h
	}
	for _, alphabet := range []string{Lower, Alphanumeric, Hex} {
		next = 0
		fair := 256 - 256%len(alphabet)
		got := draw(fair, alphabet, all)
		for _, c := range alphabet {
			if n := strings.Count(got, string(c)); n != fair/len(alphabet) {
				t.Errorf("%s: %d times %c, want %d", alphabet, n, c, fair/len(alphabet))
			}
		}
	}
	for _, n := range []int{0, 1, 31, 33, 100} {
		if got := draw(n, Hex, all); len(got) != n {
			t.Errorf("%d signs, want %d", len(got), n)
		}
	}
}

func TestValues(t *testing.T) {
	tpl := wire.Template{Params: []wire.Param{
		{Key: "NAME", Default: "app", Required: true, Max: 4}, {Key: "NOTE", Max: 4}, {Key: "KIND", Required: true, Max: 4, Options: []string{"a", "b"}},
		{Key: "APP_SECRET", Required: true, Max: 40, Secret: true, Generate: &wire.Generate{Length: 24, Alphabet: "alnum"}},
	}}
	for _, c := range []struct {
		name string
		said map[string]string
		want map[string]string // nil: not as they have to be
	}{
		{"defaults", map[string]string{"KIND": "a", "APP_SECRET": "x"}, map[string]string{"NAME": "app", "NOTE": "", "KIND": "a", "APP_SECRET": "x"}},
		{"all said", map[string]string{"NAME": "n", "NOTE": "a b", "KIND": "b", "APP_SECRET": "aZ9-._~"}, map[string]string{"NAME": "n", "NOTE": "a b", "KIND": "b", "APP_SECRET": "aZ9-._~"}},
		{"emptied", map[string]string{"NAME": "", "KIND": "a", "APP_SECRET": "x"}, nil},
		{"nothing chosen", map[string]string{"APP_SECRET": "x"}, nil},
		{"none of the options", map[string]string{"KIND": "c", "APP_SECRET": "x"}, nil},
		{"too long", map[string]string{"NOTE": "12345", "KIND": "a", "APP_SECRET": "x"}, nil},
		{"no secret", map[string]string{"KIND": "a"}, nil},
		{"a secret that would break an address", map[string]string{"KIND": "a", "APP_SECRET": "p@ss/word"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, ok := Values(tpl, func(p wire.Param) (string, bool) { v, set := c.said[p.Key]; return v, set })
			if ok != (c.want != nil) || len(got) != len(c.want) {
				t.Fatalf("got %v, %v", got, ok)
			}
			for k, v := range c.want {
				if got[k] != v {
					t.Errorf("%s is %q, want %q", k, got[k], v)
				}
			}
		})
	}
	if early := Early(tpl); len(early.Params) != 3 || len(tpl.Params) != 4 || !HasSecrets(tpl) || HasSecrets(early) {
		t.Errorf("early: %+v", early.Params)
	}
}
