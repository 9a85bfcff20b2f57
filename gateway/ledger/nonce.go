package ledger

import (
	"sync"

	bolt "go.etcd.io/bbolt"
)

// nonceStep is how far ahead one write to the file reserves quote nonces, in microseconds: a greeting waits for the disk once in
// so long at most.
const nonceStep = 10_000_000

type nonces struct {
	mu   sync.Mutex
	next uint64
	end  uint64 // reserved in the file up to here, exclusive
}

// NextNonce is the next quote nonce: the Unix time in microseconds, or one more than the last where that is more. The market
// takes a quote only if its nonce is above all that the node's quotes to this user used, so nonces must rise whatever happens:
//
//   - The clock goes back, or stands still: they count on from the last.
//   - A crash, a restart: they go on from what the file has reserved, which is at most nonceStep ahead of the clock.
//   - The ledger is lost: they begin at the clock again, which is past all that were given, but for those nonceStep.
//   - Two gateways serve one node, each with a ledger of its own: the later quote has the higher nonce, but for the difference of
//     their clocks and nonceStep after a restart.
//
// A user who has used the higher of two nonces cannot use the lower any more, and is refused by the market: nothing is lost, a
// new quote is to be asked for.
func (l *Ledger) NextNonce() (uint64, error) {
	n := &l.nonce
	n.mu.Lock()
	defer n.mu.Unlock()
	next := max(n.next, uint64(max(l.now().UnixMicro(), 1)))
	if next >= n.end {
		var end uint64
		err := l.db.Update(func(tx *bolt.Tx) error {
			b := tx.Bucket(bucketMeta)
			if n.end == 0 {
				next = max(next, number(b.Get(keyQuoteNonce)))
			}
			end = next + nonceStep
			return b.Put(keyQuoteNonce, word(end))
		})
		if err != nil {
			return 0, err
		}
		n.end = end
	}
	n.next = next + 1
	return next, nil
}
