package diary

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"berth/shared/wire"
)

// saw is a happening of a runtime.
func saw(at time.Time, code, text string) wire.Happening {
	return wire.Happening{At: at, Code: code, Service: "web", Text: text, Figures: map[string]string{"why": text}}
}

func TestDiary(t *testing.T) {
	at := time.Date(2031, 1, 2, 3, 4, 5, 0, time.UTC)
	s := func(n int) time.Time { return at.Add(time.Duration(n) * time.Second) }
	type want struct {
		code  string
		seq   uint64
		count int
		at    time.Time
	}
	var d Diary
	holds := func(what string, all ...want) {
		t.Helper()
		got := d.Page(0, 999)
		slices.Reverse(got)
		if len(got) != len(all) {
			t.Fatalf("%s: %d, want %d: %+v", what, len(got), len(all), got)
		}
		for i, w := range all {
			if g := got[i]; g.Code != w.code || g.Seq != w.seq || g.Count != w.count || !g.At.Equal(w.at) {
				t.Errorf("%s: got %+v, want %+v", what, g, w)
			}
		}
	}
	d.Add(saw(s(1), wire.HappenedPulled, "a"))
	d.Add(saw(s(1), wire.HappenedPulled, "a"))
	holds("told twice", want{wire.HappenedPulled, 1, 1, s(1)})
	d.Add(saw(s(3), wire.HappenedPulled, "a"))
	d.Add(saw(s(2), wire.HappenedPulled, "a"))
	holds("three times in a row, the last told late", want{wire.HappenedPulled, 1, 3, s(3)})
	d.Add(saw(s(4), wire.HappenedPulled, "b"))
	d.Add(saw(s(5), wire.HappenedPulled, "a"))
	holds("other figures are another happening", want{wire.HappenedPulled, 1, 3, s(3)}, want{wire.HappenedPulled, 2, 1, s(4)}, want{wire.HappenedPulled, 3, 1, s(5)})
	if got := d.Page(1, 1); len(got) != 1 || got[0].Seq != 3 {
		t.Errorf("a page: %+v", got)
	}
	if got := d.Page(3, 9); got == nil || len(got) != 0 {
		t.Errorf("nothing new: %#v", got)
	}

	d = Recall(d.events)
	for n := range 6 {
		d.Add(saw(s(n), wire.HappenedPulled, "a"))
	}
	d.Add(saw(s(5), wire.HappenedBegan, "a"))
	holds("a runtime tells all again", want{wire.HappenedPulled, 1, 3, s(3)}, want{wire.HappenedPulled, 2, 1, s(4)}, want{wire.HappenedPulled, 3, 1, s(5)}, want{wire.HappenedBegan, 4, 1, s(5)})
	if d.dirty != 4 {
		t.Errorf("to be written from %d, want 4", d.dirty)
	}
	h := Did(wire.HappenedStopped, "stopped")
	h.At = s(0)
	if !d.Add(h) {
		t.Error("the gateway's own clock may be behind the runtime's")
	}
}

func TestDiaryIsBounded(t *testing.T) {
	var d Diary
	long := strings.Repeat("\x00界\n", 1<<10)
	for n := range 5 * Max {
		h := wire.Happening{At: time.Unix(int64(n), 0), Code: long, Service: long, Text: fmt.Sprint(n, long), Figures: map[string]string{}}
		for i := range 2 * maxFigures {
			h.Figures[fmt.Sprint(i, long)] = long
		}
		d.Add(h)
	}
	bytes := 0
	for _, h := range d.events {
		bytes += len(h.Code) + len(h.Service) + len(h.Text)
		for k, v := range h.Figures {
			bytes += len(k) + len(v)
		}
		if !utf8.ValidString(h.Text) || strings.ContainsAny(h.Text, "\x00\n") || utf8.RuneCountInString(h.Text) > maxTextRunes+1 || len(h.Figures) > maxFigures {
			t.Fatalf("%+v", h)
		}
	}
	if len(d.events) != Max || cap(d.events) > 2*Max || d.seq != 5*Max || bytes > 1<<20 {
		t.Errorf("%d of %d kept, up to %d, %d bytes", len(d.events), cap(d.events), d.seq, bytes)
	}
}
