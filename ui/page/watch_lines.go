package page

import (
	"encoding/json"
	"sort"
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"

	"berth/shared/wire"
)

// How many lines are in memory at most: those that are shown, and those that wait while the list stands still.
const (
	mostShown = 4000
	mostHeld  = 1000
)

// logLine is a line of a log as it is shown.
type logLine struct {
	at      time.Time
	replica string
	text    string
	paints  []paint
	skipped int // more than 0: a gap where so many lines are left out
}

// logFeed takes lines as they come and gives them out in time with the screen. While it is frozen the lines wait. It is
// not safe for concurrent use.
type logFeed struct {
	shown  []logLine // the newest last
	first  int       // number of shown[0]
	held   []logLine
	lost   int // that were held and had to go
	frozen bool
}

// take hears a batch. It tells whether more should be held than can be: time to give out.
func (f *logFeed) take(b wire.LogBatch) (full bool) {
	if b.Skipped > 0 {
		f.hold(logLine{skipped: b.Skipped})
	}
	for _, l := range b.Lines {
		line := logLine{at: l.At, replica: l.Replica}
		line.text, line.paints = plain(l.Text)
		f.hold(line)
	}
	return !f.frozen && len(f.held) > mostHeld/2
}

// hold keeps a line to be given out, and drops the oldest of those that do not fit.
func (f *logFeed) hold(l logLine) {
	if len(f.held) >= mostHeld {
		if n := f.held[0].skipped; n > 0 {
			f.lost += n
		} else {
			f.lost++
		}
		f.held = f.held[1:]
	}
	f.held = append(f.held, l)
}

// waiting is how many lines wait, the lost ones too.
func (f *logFeed) waiting() int {
	n := f.lost
	for _, l := range f.held {
		n += max(l.skipped, 1)
	}
	return n
}

// give moves what is held to what is shown: drop so many from the top, then add these.
func (f *logFeed) give() (drop int, add []logLine) {
	if f.lost > 0 {
		add = append(add, logLine{skipped: f.lost})
	}
	add = append(add, f.held...)
	f.lost, f.held = 0, nil
	f.shown = append(f.shown, add...)
	if over := len(f.shown) - mostShown; over > 0 {
		drop = over
		clear(f.shown[:over]) // their text is not to be held on to
		f.shown = f.shown[over:]
		f.first += over
	}
	return drop, add
}

// clear forgets all lines; those that come are shown after it.
func (f *logFeed) clear() {
	f.first += len(f.shown)
	f.shown, f.held, f.lost = nil, nil, 0
}

// last is the time of the newest line.
func (f *logFeed) last() (at time.Time) {
	for _, lines := range [][]logLine{f.held, f.shown} {
		for i := len(lines) - 1; i >= 0; i-- {
			if !lines[i].at.IsZero() {
				return lines[i].at
			}
		}
	}
	return at
}

// logSearch is a search in what is shown. The zero value finds nothing.
type logSearch struct {
	needle []rune // in lower case
	hits   []int  // numbers of the lines
	at     int    // which of them is looked at; -1: none yet
}

// newSearch is a search for a text, in upper or lower case.
func newSearch(s string) logSearch {
	q := logSearch{at: -1}
	for _, r := range s {
		q.needle = append(q.needle, unicode.ToLower(r))
	}
	return q
}

func (q *logSearch) on() bool { return len(q.needle) > 0 }

// marks are where a text has what is searched for: from and to in bytes.
func (q *logSearch) marks(text string) (found [][2]int) {
	if !q.on() {
		return nil
	}
	for i := 0; i < len(text); {
		if n := q.matches(text[i:]); n > 0 {
			found = append(found, [2]int{i, i + n})
			i += n
			continue
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		i += n
	}
	return found
}

// matches is how many bytes at the beginning of a text are what is searched for.
func (q *logSearch) matches(text string) int {
	i := 0
	for _, want := range q.needle {
		if i >= len(text) {
			return 0
		}
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
			r = unicode.ToLower(r)
		} else if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		if r != want {
			return 0
		}
		i += n
	}
	return i
}

// drop forgets the hits before a line's number.
func (q *logSearch) drop(first int) {
	n := sort.SearchInts(q.hits, first)
	q.hits = q.hits[n:]
	if q.at >= 0 {
		q.at = max(q.at-n, -1)
	}
}

// turn goes to the next hit, or with -1 to the one before, and round; the first time to the last hit, which is the one
// nearest to what is new. It gives the line's number.
func (q *logSearch) turn(by int) (line int, ok bool) {
	n := len(q.hits)
	if n == 0 {
		return 0, false
	}
	if q.at < 0 {
		q.at = n - 1
	} else {
		q.at = (q.at + by + n) % n
	}
	return q.hits[q.at], true
}

// utf16At changes places in a text from bytes into JavaScript's units; the places must rise.
func utf16At(text string, places []int) {
	units, i := 0, 0
	for k, p := range places {
		for i < p && i < len(text) {
			r, n := utf8.DecodeRuneInString(text[i:])
			units++
			if r > 0xffff {
				units++
			}
			i += n
		}
		places[k] = units
	}
}

// drawn is a line for the list in the page: see lines.mjs.
type drawn struct {
	Gap     string   `json:"g,omitempty"`
	Time    int64    `json:"t,omitempty"` // Unix milliseconds
	Replica string   `json:"r,omitempty"`
	Text    string   `json:"x"`
	Colours [][3]any `json:"c,omitempty"`
	Marks   [][2]int `json:"m,omitempty"`
}

// draw makes a line ready for the list. gap says how many lines are left out.
func draw(l logLine, marks [][2]int, gap func(int) string) drawn {
	if l.skipped > 0 {
		return drawn{Gap: gap(l.skipped)}
	}
	d := drawn{Time: l.at.UnixMilli(), Replica: l.replica, Text: l.text, Marks: scriptMarks(l.text, marks)}
	for _, p := range l.paints {
		place := []int{p.from, p.to}
		utf16At(l.text, place)
		d.Colours = append(d.Colours, [3]any{place[0], place[1], p.class})
	}
	return d
}

// scriptMarks are marks in JavaScript's units.
func scriptMarks(text string, marks [][2]int) [][2]int {
	var places []int
	for _, m := range marks {
		places = append(places, m[0], m[1])
	}
	utf16At(text, places)
	var out [][2]int
	for i := 0; i < len(places); i += 2 {
		out = append(out, [2]int{places[i], places[i+1]})
	}
	return out
}

// markAll searches all that is shown and gives the marks for the list: by line's number.
func (q *logSearch) markAll(f *logFeed) string {
	q.hits, q.at = nil, -1
	found := map[string][][2]int{}
	for i, l := range f.shown {
		if m := q.marks(l.text); m != nil {
			q.hits = append(q.hits, f.first+i)
			found[strconv.Itoa(f.first+i)] = scriptMarks(l.text, m)
		}
	}
	b, err := json.Marshal(found)
	if err != nil {
		return "{}"
	}
	return string(b)
}
