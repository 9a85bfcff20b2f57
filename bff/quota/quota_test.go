package quota

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestQuota(t *testing.T) {
	for _, c := range []struct {
		name string
		add  string // user/address of each in turn; -n: the n-th is released
		gone string // what has given way
	}{
		{"room for all", "a/x b/y", ""},
		{"a user's third", "a/x a/y b/z a/z", "0"},
		{"an address's fourth", "a/x b/x c/x d/x", "0"},
		{"both at once", "a/x a/y b/x c/x a/x", "0"},
		{"one for each limit", "b/x a/y c/x a/z d/x a/x", "1 0"},
		{"what is released counts no more", "a/x -0 a/y a/z", ""},
		{"in all: of the address that has most", "a/x b/y c/y d/z e/w f/v g/u", "1"},
		{"in all, one each: the oldest", "a/x b/y c/z d/w e/v f/u g/t", "0"},
		{"nobody's count in all only", "/ / / / / / /", "0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := New(Limits{Each: []int{2, 3}, All: 6})
			var held []*Held
			var gone []string
			for i, word := range strings.Fields(c.add) {
				if n, ok := strings.CutPrefix(word, "-"); ok {
					held[int(n[0]-'0')].Release()
					continue
				}
				user, address, _ := strings.Cut(word, "/")
				held = append(held, q.Add(func() { gone = append(gone, fmt.Sprint(i)) }, user, address))
			}
			if got := strings.Join(gone, " "); got != c.gone {
				t.Errorf("gone: got %q, want %q", got, c.gone)
			}
			for _, h := range slices.Concat(held, held) {
				h.Release()
			}
			if q.Len() != 0 || len(q.holders[0]) != 0 || len(q.holders[1]) != 0 {
				t.Errorf("left: %d, %v", q.Len(), q.holders)
			}
		})
	}
}

func TestManyAtOnce(t *testing.T) {
	q := New(Limits{Each: []int{5}, All: 20})
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			for range 100 {
				h := q.Add(func() {}, fmt.Sprint(i%7))
				if i%2 == 0 {
					h.Release()
				}
			}
		})
	}
	wg.Wait()
	if n := q.Len(); n > 20 {
		t.Errorf("%d are held", n)
	}
}
