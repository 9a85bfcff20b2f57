package logs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"
)

func TestLineReader(t *testing.T) {
	const at = "2026-11-22T14:35:23.123456789Z "
	long := strings.Repeat("é", maxLine)
	for _, c := range []struct{ name, log, want string }{
		{"lines", at + "one\n" + at + "two\r\n", "one|two"},
		{"no end", at + "one\n" + at + "two", "one|two"},
		{"empty line", at + "\n" + at + "x\n", "|x"},
		{"no text at all", strings.TrimSpace(at) + "\n" + at + "x\n", "|x"},
		{"a line without its beginning", "rest of it\n" + at + "x\n", "x"},
		{"not text", at + "a\xffb\n", "a\uFFFDb"},
		{"too long", at + long + "\n" + at + "x\n", long[:maxLine] + "|x"},
		{"too long, and no end", at + long, long[:maxLine]},
		{"cut within a character", at + "a" + long + "\n", "a" + long[:maxLine-2]},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			r := newLineReader(strings.NewReader(c.log))
			for {
				_, text, err := r.next()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, text)
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("got %.80q (%d bytes), want %.80q (%d)", s, len(s), c.want, len(c.want))
			}
		})
	}
	broken := errors.New("connection lost")
	r := newLineReader(io.MultiReader(strings.NewReader(at+"one\n"+at+"tw"), iotest.ErrReader(broken)))
	if _, text, err := r.next(); text != "one" || err != nil {
		t.Errorf("got %q %v", text, err)
	}
	if _, text, err := r.next(); !errors.Is(err, broken) {
		t.Errorf("a line that breaks off: got %q %v", text, err)
	}
}

func FuzzLineReader(f *testing.F) {
	f.Add([]byte("2026-11-22T14:35:23Z a\n"), 3)
	f.Add(bytes.Repeat([]byte("\xe6\x97"), maxLine), 1)
	f.Add([]byte("2026-11-22T14:35:23Z "+strings.Repeat("\xe6", 3*maxLine)), 7)
	f.Fuzz(func(t *testing.T, log []byte, times int) {
		r := newLineReader(bytes.NewReader(bytes.Repeat(log, times&7)))
		for {
			_, text, err := r.next()
			if err != nil {
				return
			}
			if len(text) > maxLine || !utf8.ValidString(text) || strings.ContainsRune(text, '\n') {
				t.Fatalf("%d bytes: %.50q", len(text), text)
			}
		}
	})
}

// TestCursor reads a log piece by piece, each time from the whole second on: every line comes once.
func TestCursor(t *testing.T) {
	base := time.Date(2026, 11, 22, 14, 0, 0, 0, time.UTC)
	var log []time.Time
	for i := range 200 {
		at := base.Add(time.Duration(i) * 37 * time.Millisecond)
		switch i % 10 {
		case 3:
			at = log[len(log)-1] // two at the same time
		case 7:
			at = at.Add(-60 * time.Millisecond) // out of order
		}
		log = append(log, at)
	}
	for _, step := range []int{1, 2, 5, 17, 64} {
		var got []time.Time
		var k cursor
		for end := 0; end < len(log); {
			end = min(end+step, len(log))
			fresh, from := k.resume(), k.from()
			for _, at := range log[:end] {
				if !at.Before(from) && fresh(at) { // the kubelet leaves out what is earlier
					k.see(at)
					got = append(got, at)
				}
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(log) {
			t.Errorf("step %d: got %d lines, want %d", step, len(got), len(log))
		}
	}
	// Another container, or a log that was rotated: what was seen is told by its time.
	k := cursor{}
	for _, at := range log[:100] {
		k.see(at)
	}
	fresh := k.resume()
	n := 0
	for _, at := range log[98:110] {
		if fresh(at) {
			n++
		}
	}
	if n != 10 {
		t.Errorf("after a rotation: %d new lines, want 10", n)
	}
}
