package lease

import (
	"context"
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

// measure asks the runtime what it can give; without an answer the last one stands.
func (k *Keeper) measure(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, chainTimeout)
	defer cancel()
	all, piece, err := k.cfg.Cluster.Capacity(ctx)
	k.reached(err == nil || ctx.Err() == context.Canceled)
	if err != nil {
		k.log.Warn("runtime's capacity", "err", err)
		return
	}
	k.mu.Lock()
	k.capacity, k.piece = all, piece
	k.mu.Unlock()
}
