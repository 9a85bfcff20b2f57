package js

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"berth/shared/attacktest"
)

func TestLiner(t *testing.T) {
	for _, c := range []struct{ name, pieces, want string }{
		{"whole", "a\nb\n", "a|b|"},
		{"in pieces", "a/b\nc/\n/d\r\n", "ab|c|d|"},
		{"the last lacks its end", "a\nb", "a|b|"},
		{"only space at the end", "a\n \r", "a|"},
		{"empty ones", "\n\n/\n", "|||"},
	} {
		var got strings.Builder
		l := liner{f: func(line []byte) error { fmt.Fprintf(&got, "%s|", line); return nil }}
		for piece := range strings.SplitSeq(c.pieces, "/") {
			if err := l.take([]byte(piece)); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.end(); err != nil || got.String() != c.want {
			t.Errorf("%s: got %q, %v, want %q", c.name, got.String(), err, c.want)
		}
	}
}

func TestPace(t *testing.T) {
	now := time.Unix(1, 0)
	p := newPace(now)
	if wait := p.after(now, paceBurst); wait != 0 {
		t.Errorf("what may be read at once waits %s", wait)
	}
	if wait := p.after(now, paceBytes/2); wait != time.Second/2 {
		t.Errorf("got %s, want half a second", wait)
	}
	if wait := p.after(now.Add(time.Second), 0); wait != 0 {
		t.Errorf("a second later: %s", wait)
	}
	if wait := p.after(now.Add(time.Hour), paceBurst+paceBytes); wait != time.Second {
		t.Errorf("after an hour: %s, want a second", wait)
	}
}

// TestAttackStream has a server write lines and events without end: what the page holds of them is bounded.
func TestAttackStream(t *testing.T) {
	a := attacktest.Begin(t, "a stream fills the page")
	for _, c := range []struct{ name, piece string }{
		{"one line without end", strings.Repeat("x", 64<<10)},
		{"one line, a byte at a time", "x"},
		{"a comment without end", ": " + strings.Repeat("x", 64<<10)},
		{"one event of many lines", "data: " + strings.Repeat("x", 1000) + "\n"},
		{"one event of many empty lines", "data\n"},
		{"one event of many short lines", strings.Repeat("data:x\n", 1000)},
		{"names", "event: " + strings.Repeat("x", 60<<10) + "\nid: " + strings.Repeat("y", 60<<10) + "\n"},
		{"comments", ": ping\n"},
		{"fields that nobody knows", "foo: " + strings.Repeat("x", 60<<10) + "\n"},
	} {
		p := &eventParser{emit: func(Event) error { return nil }}
		l := liner{f: p.line}
		sent, line := 0, 0
		var err error
		for sent < 8<<20 && err == nil {
			err = l.take([]byte(c.piece))
			sent, line = sent+len(c.piece), max(line, len(l.buf))
		}
		most := line + len(p.ev.Name) + len(p.ev.ID) + 16*len(p.data)
		for _, d := range p.data {
			most += len(d)
		}
		a.Tried(most > 2*maxLine || err != nil && !errors.Is(err, errLine), "%s: %d bytes are held, %v", c.name, most, err)
	}
	// One that says nothing, for as long as it likes, may go on; it is read slowly.
	now := time.Unix(1, 0)
	began, p := now, newPace(now)
	for range 400 << 20 / (64 << 10) {
		now = now.Add(p.after(now, 64<<10))
	}
	a.Tried(now.Sub(began) < 300*time.Second, "400 MiB are read in %s", now.Sub(began))
}
