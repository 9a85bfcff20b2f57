package rent

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"

	"berth/bff/dossier"
	"berth/shared/amount"
)

// ErrSpent is an order that was not made, since what may be spent in a day is.
var ErrSpent = errors.New("what may be spent in a day is spent")

// Ledger keeps what is spent, for all who spend of one purse, over restarts.
type Ledger interface {
	// AddSpending writes what stands in no slot yet, and gives what stands in the slot now: this, or what another one was faster with.
	AddSpending(context.Context, dossier.Spending) (dossier.Spending, error)
	// Spending is what stands in a day's slot.
	Spending(ctx context.Context, day string, slot int) (s dossier.Spending, there bool, err error)
	// PutSpending writes what one's own came to.
	PutSpending(context.Context, dossier.Spending) error
}

// Purse bounds what orders may hold and cost within a day, in UTC, over all that have its ledger. It is safe for concurrent use.
type Purse struct {
	Daily  amount.Amount // smallest units of the token; zero: nothing may be spent
	Ledger Ledger
	Now    func() time.Time

	mu    sync.Mutex
	day   string
	known []dossier.Spending // of the day, by slot
}

// take sets a deposit aside, and gives what is called with what was really paid; the rest may be spent again that day. What cannot
// be written down may not be spent: such an error wraps ErrOurs.
func (p *Purse) take(ctx context.Context, deposit amount.Amount) (settle func(ctx context.Context, paid amount.Amount) error, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if day := p.Now().UTC().Format(time.DateOnly); day != p.day {
		p.day, p.known = day, nil
	}
	for {
		spent, err := p.spent(ctx)
		if err != nil {
			return nil, fmt.Errorf("what was spent today is not known: %w: %w", ErrOurs, err)
		}
		if spent.Add(deposit).Cmp(p.Daily) > 0 {
			return nil, ErrSpent
		}
		own := dossier.Spending{Day: p.day, Slot: len(p.known) + 1, Mark: rand.Text(), Amount: deposit}
		stands, err := p.Ledger.AddSpending(ctx, own)
		if err != nil {
			return nil, fmt.Errorf("what is spent cannot be written down: %w: %w", ErrOurs, err)
		}
		if stands.Mark != own.Mark {
			continue // another one was faster: what it takes counts
		}
		p.known = append(p.known, own)
		return func(ctx context.Context, paid amount.Amount) error {
			if paid.Cmp(deposit) > 0 {
				paid = deposit
			}
			own.Amount, own.Settled = paid, true
			return p.Ledger.PutSpending(ctx, own)
		}, nil
	}
}

// spent is what the day's orders hold or have cost. What is settled is not asked for again. The caller holds the lock.
func (p *Purse) spent(ctx context.Context) (sum amount.Amount, err error) {
	for i := 0; ; i++ {
		if i == len(p.known) || !p.known[i].Settled {
			s, there, err := p.Ledger.Spending(ctx, p.day, i+1)
			switch {
			case err != nil:
				return sum, err
			case !there && i == len(p.known):
				return sum, nil
			case !there: // it was there: it is not forgotten for that
			case i == len(p.known):
				p.known = append(p.known, s)
			default:
				p.known[i] = s
			}
		}
		sum = sum.Add(p.known[i].Amount)
	}
}

// Slate is a Ledger in memory, for who spends alone and once. It is safe for concurrent use.
type Slate struct {
	mu  sync.Mutex
	all map[string]map[int]dossier.Spending
}

// AddSpending implements Ledger.
func (s *Slate) AddSpending(_ context.Context, x dossier.Spending) (dossier.Spending, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if stands, there := s.all[x.Day][x.Slot]; there {
		return stands, nil
	}
	s.put(x)
	return x, nil
}

// Spending implements Ledger.
func (s *Slate) Spending(_ context.Context, day string, slot int) (x dossier.Spending, there bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	x, there = s.all[day][slot]
	return x, there, nil
}

// PutSpending implements Ledger.
func (s *Slate) PutSpending(_ context.Context, x dossier.Spending) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(x)
	return nil
}

func (s *Slate) put(x dossier.Spending) {
	if s.all == nil {
		s.all = map[string]map[int]dossier.Spending{}
	}
	if s.all[x.Day] == nil {
		s.all[x.Day] = map[int]dossier.Spending{}
	}
	s.all[x.Day][x.Slot] = x
}
