package agent

import (
	"context"
	"sync"

	"berth/contracts/chain"
)

// doubt is whether something was sent of which nobody knows what became. It is kept over restarts, and set before anything is
// sent. It is settled by a transaction to oneself: all of a key's transactions are mined in the order of their numbers, so
// that once this one is, each earlier one is mined or never will be.
type doubt struct {
	store interface {
		Doubt(context.Context) (bool, error)
		SetDoubt(context.Context, bool) error
	}

	mu     sync.Mutex
	known  bool // what the store says was read
	unsure bool
	flying int  // transactions that are sent and waited for
	marked bool // the store says so
}

// begin notes that something is about to be sent.
func (d *doubt) begin(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.marked {
		if err := d.store.SetDoubt(ctx, true); err != nil {
			return err
		}
		d.marked = true
	}
	d.flying++
	return nil
}

// end notes what came of it: known, or not.
func (d *doubt) end(ctx context.Context, known bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.flying--
	d.unsure = d.unsure || !known
	d.clear(ctx)
}

// raise notes that what was known is so no more.
func (d *doubt) raise(ctx context.Context) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.unsure = true
	if d.store.SetDoubt(ctx, true) == nil {
		d.marked = true
	}
}

// clear takes the mark away where nothing is in doubt. Where that fails, the next start settles what is settled already.
func (d *doubt) clear(ctx context.Context) {
	if d.flying == 0 && !d.unsure && d.marked && d.store.SetDoubt(context.WithoutCancel(ctx), false) == nil {
		d.marked = false
	}
}

// settle ends all doubt, by flush where there is any, and gives the block that it was mined in. Nothing may be sent meanwhile.
func (d *doubt) settle(ctx context.Context, flush func(context.Context) (chain.Receipt, error)) (block uint64, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.known {
		if d.unsure, err = d.store.Doubt(ctx); err != nil {
			return 0, err
		}
		d.known, d.marked = true, d.unsure
	}
	if !d.unsure {
		return 0, nil
	}
	r, err := flush(ctx)
	if r.Block == 0 {
		if err == nil {
			err = errNotMined
		}
		return 0, err
	}
	d.unsure = false
	d.clear(ctx)
	return r.Block, nil
}

// forget has what the store says read anew: another may have sent something since.
func (d *doubt) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.flying == 0 && !d.unsure {
		d.known, d.marked = false, false
	}
}
