package lease

import (
	"context"
	"fmt"
	"slices"

	"berth/shared/order"
)

// collect removes the data of a chain of orders after the last one's grace time, once its end is final.
func (k *Keeper) collect(ctx context.Context, id order.ID, e *entry) error {
	k.mu.RLock()
	tip, members := k.tip(e), k.chain(e)
	last := tip.rec.Order.ID
	early := k.root(e) != e || !over(tip) || k.now().Before(tip.rec.GraceUntil) || e.rec.Collected
	k.mu.RUnlock()
	if early {
		return nil
	}
	cctx, cancel := context.WithTimeout(ctx, clusterWait)
	defer cancel()
	final, err := k.cfg.State.FinalOrder(cctx, last)
	if err != nil {
		return fmt.Errorf("collect order %s: %w", id, err)
	}
	if final.State.Live() {
		return fmt.Errorf("collect order %s: the end of order %s is not final yet", id, last)
	}
	if len(members) > 1 {
		// Until the first one's end is final, too, a reorganisation could bring it back to life.
		if final, err = k.cfg.State.FinalOrder(cctx, id); err != nil {
			return fmt.Errorf("collect order %s: %w", id, err)
		}
		if final.State.Live() {
			return fmt.Errorf("collect order %s: its replacement is not final yet", id)
		}
	}
	if err := k.cfg.Cluster.Delete(cctx, id); err != nil {
		return fmt.Errorf("collect order %s: %w", id, err)
	}
	k.mu.Lock()
	for _, m := range members {
		m.rec.Collected = true
	}
	k.tell(e)
	k.mu.Unlock()
	k.log.Info("collected", "order", id)
	for _, m := range slices.Backward(members) { // the first one last: until then it is done once more
		if err := k.save(m); err != nil {
			return err
		}
	}
	return nil
}
