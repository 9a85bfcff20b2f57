package lease

import (
	"time"

	"berth/shared/wire"
)

// chainSilence is how long the chain may be silent, beyond a few polls, before that is told.
const chainSilence = 15 * time.Second

// Unknown is what this gateway cannot ask now, and since when.
func (k *Keeper) Unknown() []wire.Unknown {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.unknown(k.now())
}

// unknown is what this gateway cannot ask now, and since when: what it says rests on older answers. The caller holds mu.
func (k *Keeper) unknown(now time.Time) []wire.Unknown {
	var all []wire.Unknown
	heard := k.polled
	if heard.IsZero() {
		heard = k.began
	}
	if now.Sub(heard) > chainSilence+3*k.cfg.PollEvery {
		all = append(all, wire.Unknown{What: "chain", Since: heard})
	}
	if k.away {
		since := k.measured
		if since.IsZero() {
			since = k.began
		}
		all = append(all, wire.Unknown{What: "runtime", Since: since})
	}
	return all
}

// reached notes whether the runtime has answered, and wakes all who watch if that is news.
func (k *Keeper) reached(answered bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if answered {
		k.measured = k.now()
	}
	if k.away != answered {
		return
	}
	k.away = !answered
	for _, e := range k.orders {
		close(e.changed)
		e.changed = make(chan struct{})
	}
}
