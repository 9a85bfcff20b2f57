package logs

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"berth/shared/attacktest"
	"berth/shared/wire"
	"berth/ui/outside"
)

func TestPlain(t *testing.T) {
	for _, c := range []struct{ name, in, want, paints string }{
		{"plain", "hello 世界\tx", "hello 世界\tx", ""},
		{"colour", "\x1b[31mred\x1b[0m and not", "red and not", "0-3 ansi-red"},
		{"bold and colour", "a \x1b[1;32mok\x1b[m b", "a ok b", "2-4 ansi-green ansi-bold"},
		{"bright is the same", "\x1b[94mblue", "blue", "0-4 ansi-blue"},
		{"colour of 256 is dropped", "\x1b[38;5;196mx\x1b[39my", "xy", ""},
		{"colour of all, then red", "\x1b[38;2;1;2;3;31mx", "x", "0-1 ansi-red"},
		{"one after the other", "\x1b[31ma\x1b[33mb", "ab", "0-1 ansi-red 1-2 ansi-yellow"},
		{"cursor", "a\x1b[2K\x1b[1;1Hb", "a⟨ESC⟩[2K⟨ESC⟩[1;1Hb", "1-10 odd 13-22 odd"},
		{"title", "\x1b]0;evil\x07x\x1b]8;;http://x\x1b\\y", "⟨ESC⟩]0;evil⟨BEL⟩x⟨ESC⟩]8;;http://x⟨ESC⟩\\y", "0-9 odd 16-25 odd 26-35 odd 47-56 odd"},
		{"cut off", "x\x1b[31", "x⟨ESC⟩[31", "1-10 odd"},
		{"escape at the end", "x\x1b", "x⟨ESC⟩", "1-10 odd"},
		{"charset", "\x1b(Bx", "⟨ESC⟩(Bx", "0-9 odd"},
		{"broken", "\x1b[3\x01x", "⟨ESC⟩[3⟨SOH⟩x", "0-9 odd 11-20 odd"},
		{"controls", "a\x00\x07\x7fb", "a⟨NUL⟩⟨BEL⟩⟨DEL⟩b", "1-28 odd"},
		{"written over", "10%\r100%", "10%⟨CR⟩100%", "3-11 odd"},
		{"carriage return at the end", "done\r", "done", ""},
		{"backspace", "|\b/", "|⟨BS⟩/", "1-9 odd"},
		{"a line within the line", "a\nb", "a⟨LF⟩b", "1-9 odd"},
		{"right to left", "user \u202egnp.exe", "user ⟨U+202E⟩gnp.exe", "5-17 odd"},
		{"nothing to be seen", "a\u200b\u2060b", "a⟨U+200B⟩⟨U+2060⟩b", "1-25 odd"},
		{"in a colour", "\x1b[31ma\x00b", "a⟨NUL⟩b", "0-1 ansi-red 1-10 odd 10-11 ansi-red"},
		{"never HTML", "<b>\x1b[31m</b>", "<b></b>", "3-7 ansi-red"},
		{"too large a number", "\x1b[99999999999mx", "x", ""},
	} {
		got, paints := plain(c.in)
		var all []string
		for _, p := range paints {
			all = append(all, fmt.Sprintf("%d-%d %s", p.from, p.to, p.class))
		}
		if got != c.want || strings.Join(all, " ") != c.paints {
			t.Errorf("%s: got %q %q, want %q %q", c.name, got, strings.Join(all, " "), c.want, c.paints)
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("\x1b[31mred\x1b[0m")
	f.Add("\x1b]0;x\x07\b\b\r世")
	f.Add("\x1b[38;2;1;2mx\x1b[;;m")
	f.Fuzz(func(t *testing.T, s string) {
		got, paints := plain(s)
		if !outside.Clean(got) || strings.Contains(got, "\n") {
			t.Errorf("%q: something that is not seen is left in %q", s, got)
		}
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("%q: a rune was cut in %q", s, got)
		}
		last := 0
		for _, p := range paints {
			if p.from < last || p.to <= p.from || p.to > len(got) {
				t.Errorf("%q: paint %+v in %q", s, p, got)
			}
			last = p.to
		}
	})
}

func batch(from, n int) (b wire.LogBatch) {
	for i := range n {
		b.Lines = append(b.Lines, wire.LogLine{At: time.Unix(int64(from+i), 0), Text: fmt.Sprintf("line %d", from+i)})
	}
	return b
}

// page is what lines.mjs has after what it was told.
type pageList struct {
	rows  []logLine
	first int
}

func (p *pageList) add(t *testing.T, f *logFeed) {
	t.Helper()
	drop, add := f.give()
	if drop > len(p.rows) {
		t.Fatalf("%d rows are to be dropped, there are %d", drop, len(p.rows))
	}
	p.rows, p.first = append(p.rows[drop:], add...), p.first+drop
	if len(p.rows) != len(f.shown) || p.first != f.first {
		t.Fatalf("the page has %d rows from %d on, the feed %d from %d on", len(p.rows), p.first, len(f.shown), f.first)
	}
	if len(f.shown)+len(f.held) > mostShown+mostHeld {
		t.Fatalf("%d lines in memory", len(f.shown)+len(f.held))
	}
}

func TestFeed(t *testing.T) {
	f, p := &logFeed{}, &pageList{}
	if f.take(batch(0, 10)) {
		t.Error("ten lines are not many")
	}
	p.add(t, f)
	if len(p.rows) != 10 || p.rows[9].text != "line 9" {
		t.Fatalf("%d rows", len(p.rows))
	}
	// A flood in a tab that paints nothing: it says when it must be given out.
	at, given := 10, 0
	for range 40 {
		if f.take(batch(at, 200)) {
			given++
			p.add(t, f)
		}
		at += 200
	}
	p.add(t, f)
	if given == 0 || len(p.rows) != mostShown || p.rows[mostShown-1].text != fmt.Sprintf("line %d", at-1) || f.first != at-mostShown {
		t.Errorf("given out %d times, %d rows, the last %q, the first is number %d", given, len(p.rows), p.rows[len(p.rows)-1].text, f.first)
	}
	// Frozen: what is shown stays, what comes is bounded, and what had to go is told.
	f.frozen = true
	before := slices.Clone(f.shown)
	for range 10 {
		if f.take(batch(at, 200)) {
			t.Error("a frozen feed wants to give out")
		}
		at += 200
	}
	f.take(wire.LogBatch{Skipped: 7, Lines: batch(at, 1).Lines})
	at++
	if !slices.EqualFunc(before, f.shown, func(a, b logLine) bool { return a.text == b.text }) {
		t.Error("what is shown has changed")
	}
	if got := f.waiting(); got != 2000+7+1 {
		t.Errorf("%d wait, want 2008", got)
	}
	f.frozen = false
	p.add(t, f)
	gaps := 0
	for _, l := range p.rows {
		gaps += l.skipped
	}
	if gaps != 1002+7 || p.rows[len(p.rows)-1].text != fmt.Sprintf("line %d", at-1) {
		t.Errorf("%d lines are left out, want 1009; the last is %q", gaps, p.rows[len(p.rows)-1].text)
	}
	if got := last(f); !got.Equal(time.Unix(int64(at-1), 0)) {
		t.Errorf("the last one is of %v", got)
	}
	n := f.first + len(f.shown)
	f.clear()
	if f.first != n || len(f.shown) != 0 {
		t.Errorf("after clearing: first %d, want %d", f.first, n)
	}
}

// TestAttackLogs has a service write what fills the page, or what is seen as something else than it is.
func TestAttackLogs(t *testing.T) {
	a := attacktest.Begin(t, "log lines fill the page, or are seen as something else than they are")
	for _, c := range []struct {
		name string
		line wire.LogLine
	}{
		{"long lines", wire.LogLine{Text: strings.Repeat("x", 900<<10)}},
		{"lines of 16 KiB", wire.LogLine{Text: strings.Repeat("x", 16<<10)}},
		{"short ones", wire.LogLine{Text: "x"}},
		{"a colour for each letter", wire.LogLine{Text: strings.Repeat("\x1b[31ma\x1b[32mb", 1500)}},
		{"a control after each letter", wire.LogLine{Text: strings.Repeat("a\u202e", 4000)}},
		{"names of replicas", wire.LogLine{Replica: strings.Repeat("r\u202e", 100_000)}},
	} {
		for _, frozen := range []bool{false, true} {
			f := &logFeed{frozen: frozen}
			weight, spans := 0, 0
			for range 30 {
				f.take(wire.LogBatch{Lines: []wire.LogLine{c.line, c.line, c.line}, Skipped: 1 << 62})
				if !frozen {
					f.give()
				}
				w, n := 0, 0
				for _, l := range slices.Concat(f.shown, f.held) {
					w += l.weight()
					n = max(n, len(l.paints))
				}
				weight, spans = max(weight, w), max(spans, n)
			}
			a.Tried(weight > 6<<20 || spans > 500, "%s, frozen %v: %d bytes, %d spans in a line", c.name, frozen, weight, spans)
			a.Tried(f.waiting() < 0, "%s: %d wait", c.name, f.waiting())
		}
	}
	for r := rune(0); r <= 0xe0fff; r++ {
		if r > 0xffff && r < 0xe0000 || r == '\t' || r == '\r' || !utf8.ValidRune(r) || !outside.Odd(r, utf8.RuneLen(r)) && r != '\n' {
			continue
		}
		if got, paints := plain("a" + string(r) + "b"); strings.ContainsRune(got, r) || len(paints) != 1 || paints[0].raw != string(r) {
			a.Tried(true, "%U is shown as %q, %+v", r, got, paints)
		}
	}
	a.Tried(false, "")
}

func TestSearch(t *testing.T) {
	for _, c := range []struct{ text, needle, want string }{
		{"GET /Index index", "index", "5-10 11-16"},
		{"aaa", "aa", "0-2"},
		{"你好世界", "世界", "6-12"},
		{"ÄRGER ärger", "ärger", "0-6 7-13"},
		{"none", "x", ""},
		{"short", "shorter", ""},
		{"anything", "", ""},
		{"İi", "i", "0-2 2-3"},
	} {
		q := newSearch(c.needle)
		var got []string
		for _, m := range q.marks(c.text) {
			got = append(got, fmt.Sprintf("%d-%d", m[0], m[1]))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q in %q: got %v, want %q", c.needle, c.text, got, c.want)
		}
	}
}

func TestSearchTurns(t *testing.T) {
	f := &logFeed{}
	f.take(batch(0, 100))
	f.give()
	q := newSearch("line 2")
	var found map[string][][2]int
	if err := json.Unmarshal([]byte(q.markAll(f)), &found); err != nil || len(found) != 11 || len(q.hits) != 11 {
		t.Fatalf("found %v, %v", found, err)
	}
	for i, want := range []int{29, 2, 20, 21} { // the newest first, then round
		if got, ok := q.turn(1); !ok || got != want {
			t.Errorf("step %d: line %d, want %d", i, got, want)
		}
	}
	if got, _ := q.turn(-1); got != 20 {
		t.Errorf("back: line %d, want 20", got)
	}
	q.drop(21) // lines 0 to 20 are gone, the current one too
	if got, ok := q.turn(1); !ok || got != 29 || len(q.hits) != 9 {
		t.Errorf("after the top was dropped: line %d of %d", got, len(q.hits))
	}
	none := newSearch("nothing")
	none.markAll(f)
	if _, ok := none.turn(1); ok {
		t.Error("a step to what was not found")
	}
}

func TestDraw(t *testing.T) {
	text, paints := plain("🚢 \x1b[31m错误\x1b[0m <b>x</b>")
	q := newSearch("x")
	d := draw(logLine{at: time.UnixMilli(1767323045067), replica: "web-0", text: text, paints: paints}, q.marks(text), nil)
	b, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	// JavaScript counts the ship as two.
	for _, want := range []string{`"t":1767323045067`, `"r":"web-0"`, `"c":[[3,5,"ansi-red",""]]`, `"m":[[9,10]]`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%s lacks %s", b, want)
		}
	}
	if gap := draw(logLine{skipped: 3}, nil, func(n int) string { return fmt.Sprint(n, " left out") }); gap.Gap != "3 left out" {
		t.Errorf("a gap: %+v", gap)
	}
}

func BenchmarkFlood(b *testing.B) {
	f := &logFeed{}
	for i := 0; b.Loop(); i += 17 {
		f.take(batch(i, 17))
		_, add := f.give()
		for _, l := range add {
			draw(l, nil, nil)
		}
	}
}

// last is the time of the newest line.
func last(f *logFeed) (at time.Time) {
	for _, lines := range [][]logLine{f.held, f.shown} {
		for i := len(lines) - 1; i >= 0; i-- {
			if !lines[i].at.IsZero() {
				return lines[i].at
			}
		}
	}
	return at
}
