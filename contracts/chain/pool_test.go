package chain

import (
	"context"
	"errors"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/core/types"
)

// sayer is an endpoint that answers as it is told.
type sayer struct {
	Backend
	err   error
	hang  bool
	asked int
}

func (s *sayer) say(ctx context.Context) error {
	s.asked++
	if s.hang {
		<-ctx.Done()
		return ctx.Err()
	}
	return s.err
}

func (s *sayer) ChainID(ctx context.Context) (*big.Int, error) { return big.NewInt(7), s.say(ctx) }

func (s *sayer) SendTransaction(ctx context.Context, _ *types.Transaction) error { return s.say(ctx) }

// said is what an endpoint says no with.
type said struct {
	code int
	text string
}

func (r said) Error() string  { return r.text }
func (r said) ErrorCode() int { return r.code }

func TestPool(t *testing.T) {
	gone := errors.New("connection refused")
	for _, tc := range []struct {
		name          string
		first, second sayer
		err           error
		asked         [2]int
	}{
		{"the first answers", sayer{}, sayer{}, nil, [2]int{1, 0}},
		{"the first is away", sayer{err: gone}, sayer{}, nil, [2]int{1, 1}},
		{"the first has too much to do", sayer{err: said{-32005, "limit exceeded"}}, sayer{}, nil, [2]int{1, 1}},
		{"the first hangs", sayer{hang: true}, sayer{}, nil, [2]int{1, 1}},
		{"the first says no", sayer{err: said{3, "execution reverted"}}, sayer{}, said{3, "execution reverted"}, [2]int{1, 0}},
		{"the first has none", sayer{err: ethereum.NotFound}, sayer{}, ethereum.NotFound, [2]int{1, 0}},
		{"both are away", sayer{err: gone}, sayer{err: gone}, gone, [2]int{1, 1}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			defer cancel()
			p := NewPool(&tc.first, &tc.second)
			id, err := p.ChainID(ctx)
			if !errors.Is(err, tc.err) || err == nil && id.Int64() != 7 || [2]int{tc.first.asked, tc.second.asked} != tc.asked {
				t.Errorf("got %v, %v, asked %d and %d times", id, err, tc.first.asked, tc.second.asked)
			}
		})
	}
}

// Who has failed is asked after the others for a while, and first again then.
func TestPoolRests(t *testing.T) {
	now := time.Unix(1000, 0)
	first, second := &sayer{err: errors.New("away")}, &sayer{}
	p := NewPool(first, second)
	p.now = func() time.Time { return now }
	for range 3 {
		if _, err := p.ChainID(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if first.asked != 1 || second.asked != 3 {
		t.Errorf("asked %d and %d times", first.asked, second.asked)
	}
	first.err = nil
	now = now.Add(restPeriod)
	if _, err := p.ChainID(t.Context()); err != nil || first.asked != 2 || second.asked != 3 {
		t.Errorf("afterwards: %v, asked %d and %d times", err, first.asked, second.asked)
	}
}

// A transaction that the first has taken without a word is not one that failed.
func TestPoolSends(t *testing.T) {
	p := NewPool(&sayer{err: errors.New("connection reset")}, &sayer{err: said{-32000, "already known"}})
	if err := p.SendTransaction(t.Context(), types.NewTx(&types.LegacyTx{})); err != nil {
		t.Error(err)
	}
	if err := NewPool(&sayer{err: said{-32000, "already known"}}).SendTransaction(t.Context(), types.NewTx(&types.LegacyTx{})); err == nil {
		t.Error("one that was sent before is taken for a new one")
	}
}
