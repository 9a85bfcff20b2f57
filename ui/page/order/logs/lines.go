package logs

import (
	"time"

	"berth/shared/clip"
	"berth/shared/wire"
	"berth/ui/outside"
)

// How many lines are in memory at most: those that are shown, and those that wait while the list stands still. What they
// weigh is bounded, too, so that long ones are fewer.
const (
	mostShown   = 4000
	mostHeld    = 1000
	shownWeight = 4 << 20
	heldWeight  = 1 << 20
)

// logLine is a line of a log as it is shown.
type logLine struct {
	at      time.Time
	replica string
	text    string
	paints  []paint
	skipped int // more than 0: a gap where so many lines are left out
}

// weight is about how many bytes a line takes in the page.
func (l logLine) weight() int { return 100 + len(l.replica) + 2*len(l.text) + 200*len(l.paints) }

// logFeed takes lines as they come and gives them out in time with the screen. While it is frozen the lines wait. It is
// not safe for concurrent use.
type logFeed struct {
	shown  []logLine // the newest last
	first  int       // number of shown[0]
	held   []logLine
	lost   int // that were held and had to go
	frozen bool

	shownWeighs, heldWeighs int
}

// take hears a batch. It reports whether more should be held than can be: time to give out.
func (f *logFeed) take(b wire.LogBatch) (full bool) {
	if b.Skipped > 0 {
		f.hold(logLine{skipped: min(b.Skipped, mostSkipped)})
	}
	for _, l := range b.Lines {
		line := logLine{at: l.At, replica: outside.Text(clip.Dots(l.Replica, maxReplica))}
		line.text, line.paints = plain(l.Text)
		f.hold(line)
	}
	return !f.frozen && (len(f.held) > mostHeld/2 || f.heldWeighs > heldWeight/2)
}

const (
	maxReplica  = 64      // bytes
	mostSkipped = 1 << 40 // lines
)

// hold keeps a line to be given out, and drops the oldest of those that do not fit.
func (f *logFeed) hold(l logLine) {
	f.held = append(f.held, l)
	f.heldWeighs += l.weight()
	gone := 0
	for ; len(f.held)-gone > mostHeld || f.heldWeighs > heldWeight; gone++ {
		f.lost += max(f.held[gone].skipped, 1)
		f.heldWeighs -= f.held[gone].weight()
	}
	clear(f.held[:gone]) // their text is not to be held on to
	f.held = f.held[gone:]
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
	f.lost, f.held, f.heldWeighs = 0, nil, 0
	for _, l := range add {
		f.shownWeighs += l.weight()
	}
	f.shown = append(f.shown, add...)
	for ; len(f.shown)-drop > mostShown || f.shownWeighs > shownWeight; drop++ {
		f.shownWeighs -= f.shown[drop].weight()
	}
	clear(f.shown[:drop])
	f.shown = f.shown[drop:]
	f.first += drop
	return drop, add
}

// clear forgets all lines; those that come are shown after it.
func (f *logFeed) clear() {
	f.first += len(f.shown)
	f.shown, f.held, f.lost = nil, nil, 0
	f.shownWeighs, f.heldWeighs = 0, 0
}
