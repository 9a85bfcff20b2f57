package logs

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"time"

	"berth/shared/wire"
)

// What a batch of log lines has, and what waits for the next ones, at the most.
const (
	BatchLines = 500
	batchBytes = 64 << 10
	FeedLines  = 4 * BatchLines
	feedBytes  = 4 * batchBytes
)

// place is one in a log: the time of a line, and which of the lines of that time it is, from 1.
type place struct {
	at  time.Time
	nth int
}

// String is an event's id: the time in RFC 3339, and from the second line of that time on /n.
func (p place) String() string {
	s := p.at.UTC().Format(time.RFC3339Nano)
	if p.nth > 1 {
		s += "/" + strconv.Itoa(p.nth)
	}
	return s
}

// parsePlace reads what String gives.
func parsePlace(s string) (place, bool) {
	at, n, several := strings.Cut(s, "/")
	p := place{nth: 1}
	var err error
	if p.at, err = time.Parse(time.RFC3339Nano, at); err != nil {
		return place{}, false
	}
	if several {
		if p.nth, err = strconv.Atoi(n); err != nil || p.nth < 1 {
			return place{}, false
		}
	}
	return p, true
}

// feed is what lies between a runtime that reads a log and a page that is sent it. Lines of before it was opened wait
// until there is room: the runtime has them on a disk. The service goes on writing the others, so where the page is too
// slow for them the oldest are left out and counted. It is safe for one writer and one reader.
type feed struct {
	opened time.Time
	wake   chan struct{} // there may be lines
	room   chan struct{} // there may be room

	mu      sync.Mutex
	backlog backlog
}

// backlog is the lines that wait: what a feed's lock guards.
type backlog struct {
	lines   []fed
	bytes   int
	skipped int // before lines
	last    place
}

// fed is a line that waits, and where it is.
type fed struct {
	wire.LogLine
	place
}

func newFeed(opened time.Time) *feed {
	return &feed{opened: opened, wake: make(chan struct{}, 1), room: make(chan struct{}, 1)}
}

// resume makes the next lines those after a place. Lines of its time are to be put again, since only they tell which
// were had.
type resume struct {
	place
	seen int
}

// had reports whether a line was before the place or at it. Lines come in the order of their times.
func (r *resume) had(l wire.LogLine) bool {
	switch {
	case r.at.IsZero() || l.At.After(r.at):
		return false
	case l.At.Before(r.at):
		return true
	}
	r.seen++
	return r.seen <= r.nth
}

// put adds lines; an error is that of ctx, which ended while it waited.
func (f *feed) put(ctx context.Context, lines []wire.LogLine, from *resume) error {
	for _, l := range lines {
		if from.had(l) {
			continue
		}
		if err := f.add(ctx, l, from); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (f *feed) add(ctx context.Context, l wire.LogLine, from *resume) error {
	f.mu.Lock()
	for l.At.Before(f.opened) && f.backlog.full(l) {
		f.mu.Unlock()
		select {
		case <-f.room:
		case <-ctx.Done():
			return ctx.Err()
		}
		f.mu.Lock()
	}
	defer f.mu.Unlock()
	f.backlog.add(l, from.place)
	signal(f.wake)
	return nil
}

// full reports whether a further line has no room.
func (b *backlog) full(l wire.LogLine) bool {
	return len(b.lines) > 0 && (len(b.lines) >= FeedLines || b.bytes+len(l.Text) > feedBytes)
}

// add makes room for a line and adds it. from is the place after which the lines go on.
func (b *backlog) add(l wire.LogLine, from place) {
	for b.full(l) {
		b.bytes -= len(b.lines[0].Text)
		b.lines[0] = fed{}
		b.lines = b.lines[1:]
		b.skipped++
	}
	switch {
	case l.At.Equal(b.last.at):
		b.last.nth++
	case l.At.Equal(from.at):
		b.last = place{l.At, from.nth + 1}
	default:
		b.last = place{l.At, 1}
	}
	b.lines = append(b.lines, fed{l, b.last})
	b.bytes += len(l.Text)
}

// take gives the next batch and the place of its last line.
func (b *backlog) take() (next wire.LogBatch, to place) {
	next.Skipped, b.skipped = b.skipped, 0
	n, size := 0, 0
	for n < len(b.lines) && n < BatchLines && (n == 0 || size+len(b.lines[n].Text) <= batchBytes) {
		size += len(b.lines[n].Text)
		next.Lines = append(next.Lines, b.lines[n].LogLine)
		to = b.lines[n].place
		n++
	}
	clear(b.lines[:n])
	b.lines = b.lines[n:]
	b.bytes -= size
	return next, to
}

// end is the place of the last line that was put.
func (f *feed) end() place {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.backlog.last
}

// take gives the next batch and the place of its last line; more reports whether lines are left. An empty batch is none.
func (f *feed) take() (b wire.LogBatch, to place, more bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	b, to = f.backlog.take()
	signal(f.room)
	return b, to, len(f.backlog.lines) > 0
}

// signal wakes who waits, or who will.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
