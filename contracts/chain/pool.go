package chain

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"
)

// restPeriod is how long an endpoint that has failed is asked after all others.
const restPeriod = 15 * time.Second

// Pool is a Backend over several endpoints of one chain: what one cannot answer the next is asked. What an endpoint says no to
// is an answer, and the next is not asked for another. It is safe for concurrent use.
//
// It is about endpoints that fail, not about such that lie: those are the matter of the package witness.
type Pool struct {
	all []Backend

	mu     sync.Mutex
	failed []time.Time // last
	now    func() time.Time
}

var _ Backend = (*Pool)(nil)

// NewPool makes a pool; the first of them is asked first.
func NewPool(all ...Backend) *Pool {
	return &Pool{all: all, failed: make([]time.Time, len(all)), now: time.Now}
}

// order is in which order the endpoints are asked now.
func (p *Pool) order() []int {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	rests := func(i int) bool { return now.Sub(p.failed[i]) < restPeriod }
	order := make([]int, len(p.all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case rests(a) == rests(b):
			return 0
		case rests(a):
			return 1
		}
		return -1
	})
	return order
}

func (p *Pool) note(i int, failed bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.failed[i] = time.Time{}
	if failed {
		p.failed[i] = p.now()
	}
}

// Answered reports whether an error is what a chain's endpoint has to say, and not that it cannot be asked.
func Answered(err error) bool {
	var said rpc.Error
	return err == nil || errors.Is(err, ethereum.NotFound) || errors.Is(err, rpc.ErrNotificationsUnsupported) || errors.As(err, &said) && !overloaded(said)
}

// overloaded tells errors that JSON-RPC providers send instead of an answer (EIP-1474: -32005 is "limit exceeded").
func overloaded(err rpc.Error) bool { return err.ErrorCode() == -32005 }

// ask asks one after the other, each for its part of the time that there is.
func ask[T any](ctx context.Context, p *Pool, f func(context.Context, Backend) (T, error)) (T, error) {
	var zero T
	var errs []error
	order := p.order()
	for k, i := range order {
		call, cancel := ctx, context.CancelFunc(func() {})
		if until, ok := ctx.Deadline(); ok && k < len(order)-1 {
			call, cancel = context.WithTimeout(ctx, time.Until(until)/time.Duration(len(order)-k))
		}
		v, err := f(call, p.all[i])
		cancel()
		if Answered(err) {
			p.note(i, false)
			return v, err
		}
		if ctx.Err() != nil {
			return zero, errors.Join(append(errs, err)...)
		}
		p.note(i, true)
		errs = append(errs, fmt.Errorf("endpoint %d: %w", i+1, err))
	}
	return zero, errors.Join(errs...)
}

// CallContract implements Backend.
func (p *Pool) CallContract(ctx context.Context, m ethereum.CallMsg, at *big.Int) ([]byte, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) ([]byte, error) { return b.CallContract(ctx, m, at) })
}

// BalanceAt implements Backend.
func (p *Pool) BalanceAt(ctx context.Context, a common.Address, at *big.Int) (*big.Int, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (*big.Int, error) { return b.BalanceAt(ctx, a, at) })
}

// StorageAt implements Backend.
func (p *Pool) StorageAt(ctx context.Context, a common.Address, key common.Hash, at *big.Int) ([]byte, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) ([]byte, error) { return b.StorageAt(ctx, a, key, at) })
}

// CodeAt implements Backend.
func (p *Pool) CodeAt(ctx context.Context, a common.Address, at *big.Int) ([]byte, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) ([]byte, error) { return b.CodeAt(ctx, a, at) })
}

// NonceAt implements Backend.
func (p *Pool) NonceAt(ctx context.Context, a common.Address, at *big.Int) (uint64, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (uint64, error) { return b.NonceAt(ctx, a, at) })
}

// FilterLogs implements Backend.
func (p *Pool) FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) ([]types.Log, error) { return b.FilterLogs(ctx, q) })
}

// SubscribeFilterLogs implements Backend.
func (p *Pool) SubscribeFilterLogs(ctx context.Context, q ethereum.FilterQuery, ch chan<- types.Log) (ethereum.Subscription, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (ethereum.Subscription, error) {
		return b.SubscribeFilterLogs(ctx, q, ch)
	})
}

// EstimateGas implements Backend.
func (p *Pool) EstimateGas(ctx context.Context, m ethereum.CallMsg) (uint64, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (uint64, error) { return b.EstimateGas(ctx, m) })
}

// SuggestGasTipCap implements Backend.
func (p *Pool) SuggestGasTipCap(ctx context.Context) (*big.Int, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (*big.Int, error) { return b.SuggestGasTipCap(ctx) })
}

// PendingBalanceAt implements Backend.
func (p *Pool) PendingBalanceAt(ctx context.Context, a common.Address) (*big.Int, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (*big.Int, error) { return b.PendingBalanceAt(ctx, a) })
}

// PendingStorageAt implements Backend.
func (p *Pool) PendingStorageAt(ctx context.Context, a common.Address, key common.Hash) ([]byte, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) ([]byte, error) { return b.PendingStorageAt(ctx, a, key) })
}

// PendingCodeAt implements Backend.
func (p *Pool) PendingCodeAt(ctx context.Context, a common.Address) ([]byte, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) ([]byte, error) { return b.PendingCodeAt(ctx, a) })
}

// PendingNonceAt implements Backend.
func (p *Pool) PendingNonceAt(ctx context.Context, a common.Address) (uint64, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (uint64, error) { return b.PendingNonceAt(ctx, a) })
}

// PendingTransactionCount implements Backend.
func (p *Pool) PendingTransactionCount(ctx context.Context) (uint, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (uint, error) { return b.PendingTransactionCount(ctx) })
}

// TransactionByHash implements Backend.
func (p *Pool) TransactionByHash(ctx context.Context, h common.Hash) (tx *types.Transaction, pending bool, err error) {
	tx, err = ask(ctx, p, func(ctx context.Context, b Backend) (*types.Transaction, error) {
		tx, waits, err := b.TransactionByHash(ctx, h)
		pending = waits
		return tx, err
	})
	return tx, pending, err
}

// TransactionReceipt implements Backend.
func (p *Pool) TransactionReceipt(ctx context.Context, h common.Hash) (*types.Receipt, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (*types.Receipt, error) { return b.TransactionReceipt(ctx, h) })
}

// SubscribeTransactionReceipts implements Backend.
func (p *Pool) SubscribeTransactionReceipts(ctx context.Context, q *ethereum.TransactionReceiptsQuery, ch chan<- []*types.Receipt) (ethereum.Subscription, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (ethereum.Subscription, error) {
		return b.SubscribeTransactionReceipts(ctx, q, ch)
	})
}

// SendTransaction implements Backend. One that an endpoint has taken, but could not say so, the next one knows already.
func (p *Pool) SendTransaction(ctx context.Context, tx *types.Transaction) error {
	tries := 0
	_, err := ask(ctx, p, func(ctx context.Context, b Backend) (struct{}, error) {
		tries++
		err := b.SendTransaction(ctx, tx)
		if tries > 1 && err != nil && strings.Contains(err.Error(), "already known") {
			err = nil
		}
		return struct{}{}, err
	})
	return err
}

// ChainID implements Backend.
func (p *Pool) ChainID(ctx context.Context) (*big.Int, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (*big.Int, error) { return b.ChainID(ctx) })
}

// BlockByHash implements Backend.
func (p *Pool) BlockByHash(ctx context.Context, h common.Hash) (*types.Block, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (*types.Block, error) { return b.BlockByHash(ctx, h) })
}

// BlockByNumber implements Backend.
func (p *Pool) BlockByNumber(ctx context.Context, n *big.Int) (*types.Block, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (*types.Block, error) { return b.BlockByNumber(ctx, n) })
}

// HeaderByHash implements Backend.
func (p *Pool) HeaderByHash(ctx context.Context, h common.Hash) (*types.Header, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (*types.Header, error) { return b.HeaderByHash(ctx, h) })
}

// HeaderByNumber implements Backend.
func (p *Pool) HeaderByNumber(ctx context.Context, n *big.Int) (*types.Header, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (*types.Header, error) { return b.HeaderByNumber(ctx, n) })
}

// TransactionCount implements Backend.
func (p *Pool) TransactionCount(ctx context.Context, block common.Hash) (uint, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (uint, error) { return b.TransactionCount(ctx, block) })
}

// TransactionInBlock implements Backend.
func (p *Pool) TransactionInBlock(ctx context.Context, block common.Hash, i uint) (*types.Transaction, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (*types.Transaction, error) {
		return b.TransactionInBlock(ctx, block, i)
	})
}

// SubscribeNewHead implements Backend.
func (p *Pool) SubscribeNewHead(ctx context.Context, ch chan<- *types.Header) (ethereum.Subscription, error) {
	return ask(ctx, p, func(ctx context.Context, b Backend) (ethereum.Subscription, error) {
		return b.SubscribeNewHead(ctx, ch)
	})
}
