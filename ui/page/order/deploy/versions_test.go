package deploy

import (
	"slices"
	"testing"

	"berth/shared/wire"
)

func TestVersionsTake(t *testing.T) {
	page := func(more bool, numbers ...uint64) (r wire.Revisions) {
		for _, n := range numbers {
			r.Revisions = append(r.Revisions, wire.Revision{Number: n})
		}
		r.More = more
		return r
	}
	numbers := func(v versions) (out []uint64) {
		for _, r := range v.list.Data {
			out = append(out, r.Number)
		}
		return out
	}
	var v versions
	v.take(page(true, 9, 8, 7), 0)
	v.take(page(true, 7, 6), 7)
	v.take(page(false, 5), 6)
	if got := numbers(v); !slices.Equal(got, []uint64{9, 8, 7, 6, 5}) || v.more {
		t.Errorf("pages: %v, more %v", got, v.more)
	}
	v.take(page(true, 10, 9, 8), 0)
	if got := numbers(v); !slices.Equal(got, []uint64{10, 9, 8}) || !v.more {
		t.Errorf("begun anew: %v", got)
	}
	if r, ok := v.find(9); !ok || r.Number != 9 {
		t.Error("9 is not found")
	}
	if _, ok := v.find(5); ok {
		t.Error("5 is found")
	}
}
