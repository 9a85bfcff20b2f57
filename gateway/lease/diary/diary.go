// Package diary keeps what happened to an order's deployment, oldest first and within bounds, and knows what of it the
// ledger does not have yet. It has the words for what the node itself did, too.
package diary

import (
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"berth/gateway/ledger"
	"berth/shared/order"
	"berth/shared/wire"
)

// Max is how many happenings are kept.
const Max = 200

// With these bounds a diary is at most about 200 KiB, and mostly a tenth of it.
const (
	maxTextRunes = 240
	maxNameRunes = 64
	maxFigures   = 6
	maxFigure    = 120 // runes
)

// Diary is what happened to a chain of orders, oldest first, at most Max. The zero one is empty. It is not safe for
// concurrent use.
type Diary struct {
	events []wire.Happening
	seq    uint64    // of the newest
	dirty  uint64    // events from this Seq on are not in the ledger as they are here; 0: none
	heard  time.Time // the newest that the runtime had told before a restart
	first  uint64    // the oldest that the ledger has, as far as is known
}

// Recall makes a diary of what the ledger has.
func Recall(events []wire.Happening) Diary {
	d := Diary{events: events}
	for _, h := range events {
		d.seq = max(d.seq, h.Seq)
		if !own(h.Code) && h.At.After(d.heard) {
			d.heard = h.At
		}
	}
	if len(events) > 0 {
		d.first = events[0].Seq
	}
	d.trim()
	return d
}

// own reports whether a code is the node's own, not a runtime's.
func own(code string) bool {
	switch code {
	case wire.HappenedActivated, wire.HappenedDeployed, wire.HappenedRolledBack, wire.HappenedStopped, wire.HappenedStarted, wire.HappenedRestarted, wire.HappenedServiceRestart, wire.HappenedNodeRestart,
		wire.HappenedReady, wire.HappenedReplaced, wire.HappenedExtended, wire.HappenedTraffic, wire.HappenedNotOpen, wire.HappenedAnnounced, wire.HappenedEnded, wire.HappenedCollected, wire.HappenedShell,
		wire.HappenedMaintenance, wire.HappenedMaintained, wire.HappenedDomain, wire.HappenedNoDomain, wire.HappenedHeld,
		wire.HappenedAsleep, wire.HappenedWoke,
		wire.HappenedBackup, wire.HappenedNoBackup, wire.HappenedFromBackup, wire.HappenedNotFromBackup:
		return true
	}
	return false
}

// Add takes a happening in and reports whether it is a new one. The same one as the last is counted, and one that was told
// before is dropped: a runtime tells again what it still knows after a restart, its own or ours.
func (d *Diary) Add(h wire.Happening) bool {
	h = trimmed(h)
	if !own(h.Code) && h.At.Before(d.heard) {
		return false
	}
	for i := range d.events {
		if e := &d.events[i]; e.Code == h.Code && e.Service == h.Service && e.At.Equal(h.At) {
			return false
		}
	}
	if n := len(d.events); n > 0 {
		if last := &d.events[n-1]; same(last, &h) {
			last.Count++
			if h.At.After(last.At) {
				last.At = h.At
			}
			d.touch(last.Seq)
			return false
		}
	}
	d.seq++
	h.Seq, h.Count = d.seq, 1
	d.events = append(d.events, h)
	d.trim()
	d.touch(h.Seq)
	return true
}

func (d *Diary) touch(seq uint64) {
	if d.dirty == 0 || seq < d.dirty {
		d.dirty = seq
	}
}

func (d *Diary) trim() {
	if n := len(d.events) - Max; n > 0 {
		copy(d.events, d.events[n:])
		clear(d.events[Max:]) // their texts are not to be held
		d.events = d.events[:Max]
	}
}

// Take is what the ledger does not have yet; with that it has all. What could not be written is to be given to Return.
func (d *Diary) Take(id order.ID) ledger.Diary {
	t := ledger.Diary{Order: id}
	for i := range d.events {
		if d.events[i].Seq >= d.dirty {
			t.New = append(t.New, d.events[i])
		}
	}
	if len(d.events) > 0 && d.events[0].Seq > d.first {
		t.First, d.first = d.events[0].Seq, d.events[0].Seq
	}
	d.dirty = 0
	return t
}

// Return says that what was taken could not be written.
func (d *Diary) Return(t ledger.Diary) {
	if len(t.New) > 0 {
		d.touch(t.New[0].Seq)
	}
}

// Rewrite says that the ledger has lost all of it.
func (d *Diary) Rewrite() {
	if len(d.events) > 0 {
		d.touch(d.events[0].Seq)
	}
}

// Unwritten reports whether there is anything that the ledger does not have.
func (d *Diary) Unwritten() bool { return d.dirty > 0 }

// Seq is that of the newest happening; 0: there was none.
func (d *Diary) Seq() uint64 { return d.seq }

// Next is an empty diary whose happenings are numbered on.
func (d *Diary) Next() Diary { return Diary{seq: d.seq} }

// Page is those with a Seq above after, newest first.
func (d *Diary) Page(after uint64, limit int) []wire.Happening {
	all := []wire.Happening{}
	for i := len(d.events) - 1; i >= 0 && len(all) < limit && d.events[i].Seq > after; i-- {
		all = append(all, d.events[i])
	}
	return all
}

// Last is the newest with one of the codes, nil if there is none.
func (d *Diary) Last(codes ...string) *wire.Happening {
	for i := len(d.events) - 1; i >= 0; i-- {
		for _, c := range codes {
			if d.events[i].Code == c {
				return &d.events[i]
			}
		}
	}
	return nil
}

// same reports whether two happenings are one that happened twice.
func same(a, b *wire.Happening) bool {
	if a.Code != b.Code || a.Service != b.Service || a.Bad != b.Bad || a.Text != b.Text || len(a.Figures) != len(b.Figures) {
		return false
	}
	for k, v := range a.Figures {
		if w, ok := b.Figures[k]; !ok || v != w {
			return false
		}
	}
	return true
}

// trimmed is a happening within its bounds: what a runtime tells may come from an image's own name or a program's output.
func trimmed(h wire.Happening) wire.Happening {
	h.At = h.At.UTC()
	h.Code, h.Service, h.Text = clip(h.Code, maxNameRunes), clip(h.Service, maxNameRunes), clip(h.Text, maxTextRunes)
	var figures map[string]string
	for _, k := range slices.Sorted(maps.Keys(h.Figures)) {
		if len(figures) == maxFigures {
			break
		}
		if figures == nil {
			figures = map[string]string{}
		}
		figures[clip(k, maxNameRunes)] = clip(h.Figures[k], maxFigure)
	}
	h.Figures = figures
	return h
}

// clip makes a text one line of so many runes at most, in memory of its own.
func clip(s string, runes int) string {
	s = s[:min(len(s), runes*utf8.UTFMax)]
	clean := strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, " ")))
	n := 0
	for i := range clean {
		if n == runes {
			clean = clean[:i] + "…"
			break
		}
		n++
	}
	return strings.Clone(clean)
}
