package page

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

func TestTurn(t *testing.T) {
	for _, c := range []struct {
		key      string
		at, want int
	}{{"ArrowRight", 0, 1}, {"ArrowRight", 3, 0}, {"ArrowLeft", 0, 3}, {"ArrowLeft", 2, 1}, {"Home", 2, 0}, {"End", 0, 3}, {"Tab", 1, -1}, {"Enter", 1, -1}} {
		if got := turn(c.key, c.at, 4); got != c.want {
			t.Errorf("%s at %d goes to %d, want %d", c.key, c.at, got, c.want)
		}
	}
}

func TestReached(t *testing.T) {
	web := wire.Service{Name: "web", Phase: wire.PhaseFailed}
	steps := []wire.Progress{{Phase: wire.PhaseAccepted}, {Phase: wire.PhaseScheduled, Service: "web"}, {Phase: wire.PhaseStarting, Service: "db"}, {Phase: wire.PhaseFailed, Service: "web"}}
	for _, c := range []struct {
		name  string
		phase wire.Phase
		steps []wire.Progress
		want  int
	}{
		{"by its own phase", wire.PhasePulling, steps, 3},
		{"failed where its own steps ended", wire.PhaseFailed, steps, 2},
		{"failed at once", wire.PhaseFailed, nil, 1},
		{"ready", wire.PhaseReady, steps, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			web.Phase = c.phase
			if got := reached(wire.Deployment{Steps: c.steps}, web); got != c.want {
				t.Errorf("%d, want %d", got, c.want)
			}
		})
	}
}
