package logs

import (
	"time"

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

// take hears a batch. It reports whether more should be held than can be: time to give out.
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
