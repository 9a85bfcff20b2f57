package health

import (
	"time"

	"berth/shared/wire"
)

// How sure the platform has to be.
const (
	deadAfter   = time.Minute      // more are down than were told: what is started anew in between is no death
	calmAfter   = time.Minute      // fewer are down: until then what came before counts on, since what crashes again and again is up in between
	backAfter   = 5 * time.Minute  // fewer are down than were told
	moreAfter   = 5 * time.Minute  // after one death of an order the next is told
	againAfter  = time.Hour        // after one was told, and that it is back
	refusedTill = 10 * time.Minute // refused for so long, it is not watched any more
)

// state is what is known of an order that is watched.
type state struct {
	told    Told
	more    time.Time // since when more are down than was told; zero: they are not
	fewer   time.Time // since when it is not more
	fixed   time.Time // since when fewer are down than was told; zero: they are not
	refused time.Time
}

// deed is what is to be done.
type deed uint8

const (
	waits deed = iota
	tells      // its user hears of it
	notes      // what was told is so no more, and nobody hears of it
	ends       // it is watched no more
)

// judge takes in how an order is, and says what is to be done. The clock is this platform's: a gateway's may be anywhere.
func (x *state) judge(now time.Time, h wire.OrderHealth) deed {
	if h.State != wire.HealthRefused {
		x.refused = time.Time{}
	}
	n := 0
	switch h.State {
	case wire.HealthRefused:
		x.unknown()
		if x.refused.IsZero() {
			x.refused = now
		}
		if now.Sub(x.refused) >= refusedTill {
			return ends
		}
		return waits
	case wire.HealthOff: // its user has stopped it, or deploys something else: what was told is over
		x.calm()
		if x.told.Down > 0 {
			return notes
		}
		return waits
	case wire.HealthStarting: // on purpose
		x.calm()
		return waits
	case wire.HealthDown:
		n = max(h.Down, 1)
	case wire.HealthUp:
	default:
		x.unknown()
		return waits
	}
	if n > x.told.Down {
		x.fewer, x.fixed = time.Time{}, time.Time{}
		if x.more.IsZero() {
			x.more = now
		}
		pause := againAfter
		if x.told.Down > 0 {
			pause = moreAfter
		}
		if now.Sub(x.more) >= deadAfter && (x.told.At.IsZero() || now.Sub(x.told.At) >= pause) {
			return tells
		}
		return waits
	}
	if x.fewer.IsZero() {
		x.fewer = now
	}
	if now.Sub(x.fewer) >= calmAfter {
		x.more = time.Time{}
	}
	if n == x.told.Down {
		x.fixed = time.Time{}
		return waits
	}
	if x.fixed.IsZero() {
		x.fixed = now
	}
	if now.Sub(x.fixed) < backAfter {
		return waits
	}
	if n == 0 {
		return tells
	}
	return notes
}

// calm forgets what was about to be told.
func (x *state) calm() { x.more, x.fewer, x.fixed = time.Time{}, time.Time{}, time.Time{} }

// unknown is that nothing was heard: nothing is told that was not seen to last.
func (x *state) unknown() { x.calm() }
