package ledger

import (
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
)

// nonceStep is how many quote nonces one write to the file reserves: a greet must not wait for the disk.
const nonceStep = 1024

type nonces struct {
	mu   sync.Mutex
	next uint64
	end  uint64 // reserved in the file up to here, exclusive
}

// NextNonce is the next quote nonce. Nonces rise one by one; a crash skips what was reserved and not given, and none is
// ever given twice. A new ledger starts at the Unix time in microseconds, so that a lost file does not repeat any.
func (l *Ledger) NextNonce() (uint64, error) {
	n := &l.nonce
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.next == n.end {
		err := l.db.Update(func(tx *bolt.Tx) error {
			b := tx.Bucket(bucketMeta)
			from := number(b.Get(keyQuoteNonce))
			if from == 0 {
				from = uint64(time.Now().UnixMicro())
			}
			n.next, n.end = from, from+nonceStep
			return b.Put(keyQuoteNonce, word(n.end))
		})
		if err != nil {
			n.end = n.next
			return 0, err
		}
	}
	n.next++
	return n.next - 1, nil
}
