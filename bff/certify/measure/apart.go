package measure

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"berth/bff/certify/evidence"
	"berth/shared/eth"
	"berth/shared/server/capacity"
)

// SharedFrom is from which ratio on two nodes are taken to share what they claim, in percent of the time alone: what shares all
// of it takes twice the time. Machines of which one has more than it claims can share and not show it.
const SharedFrom = 150

// Side is one of two nodes that are measured at once.
type Side struct {
	Service
	Node   eth.Address
	Params capacity.Params // without a seed: with all lanes that it claims
}

// Apart has two nodes do the same work alone and at once, so many times, in turns of which neither knows which it is.
func (m *Measurer) Apart(ctx context.Context, a, b Side, rounds int) (f evidence.ApartFound, err error) {
	f.Other = b.Node
	var ratios []int
	for i := range rounds {
		var r evidence.Round
		steps := []func() error{
			func() (err error) { r.Alone, err = m.work(ctx, a, fmt.Sprint("a", i)); return err },
			func() (err error) { r.OtherAlone, err = m.work(ctx, b, fmt.Sprint("b", i)); return err },
			func() error {
				var g sync.WaitGroup
				var errA, errB error
				g.Go(func() { r.Both, errA = m.work(ctx, a, fmt.Sprint("c", i)) })
				g.Go(func() { r.OtherBoth, errB = m.work(ctx, b, fmt.Sprint("d", i)) })
				g.Wait()
				return errors.Join(errA, errB)
			},
		}
		var order [1]byte
		rand.Read(order[:])
		for k := range steps {
			if err := steps[(k+int(order[0]))%len(steps)](); err != nil {
				return f, err
			}
		}
		f.Rounds = append(f.Rounds, r)
		ratios = append(ratios, r.Ratio())
	}
	slices.Sort(ratios)
	if len(ratios) > 0 {
		f.Ratio = ratios[len(ratios)/2]
	}
	return f, nil
}

// work is the time that a table takes, in milliseconds.
func (m *Measurer) work(ctx context.Context, s Side, id string) (int64, error) {
	t := m.table(s.Node, m.now().UTC().Truncate(time.Second), s.Params.Lanes, s.Params.Bytes()*2)
	t.Blocks = s.Params.Blocks
	if err := m.fill(ctx, s.Service, id, &t, false, 0); err != nil {
		return 0, err
	}
	// One block is opened, so that it was made.
	if err := m.open(ctx, s.Service, id, &t, 1, 0); err != nil {
		return 0, err
	}
	return t.FillMillis, s.drop(ctx, id)
}
