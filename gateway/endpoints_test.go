package gateway

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"

	"berth/contracts/chain"
	"berth/contracts/chain/witness"
	"berth/shared/attacktest"
	"berth/shared/order"
)

// liar is an endpoint that has the chain's blocks, says that no events are in them, that every signature is a contract's own (ERC-1271), and that all else that contracts tell is
// zero.
type liar struct{ *faulty }

func (liar) FilterLogs(context.Context, ethereum.FilterQuery) ([]types.Log, error) { return nil, nil }

func (l liar) CallContract(ctx context.Context, m ethereum.CallMsg, at *big.Int) ([]byte, error) {
	if bytes.HasPrefix(m.Data, []byte{0x16, 0x26, 0xba, 0x7e}) {
		return append([]byte{0x16, 0x26, 0xba, 0x7e}, make([]byte, 28)...), nil
	}
	out, err := l.faulty.CallContract(ctx, m, at)
	clear(out)
	return out, err
}

// dead is an endpoint that does not answer.
type dead struct{ *faulty }

var errDead = errors.New("connection refused")

func (dead) HeaderByNumber(context.Context, *big.Int) (*types.Header, error) { return nil, errDead }

func (dead) FilterLogs(context.Context, ethereum.FilterQuery) ([]types.Log, error) {
	return nil, errDead
}

func (dead) CallContract(context.Context, ethereum.CallMsg, *big.Int) ([]byte, error) {
	return nil, errDead
}

func (dead) PendingNonceAt(context.Context, common.Address) (uint64, error) { return 0, errDead }

// through has a gateway follow the chain by several endpoints; what is sent and asked by the way goes to those that answer, in that order.
func (w *world) through(ends ...chain.Backend) func(*Config) {
	return func(cfg *Config) {
		cfg.Connect = func() (Chain, error) {
			keys, err := cfg.operators()
			if err != nil {
				return nil, err
			}
			var each []*chain.Client
			var names []string
			for i, e := range ends {
				each, names = append(each, chain.New(e, w.a)), append(names, fmt.Sprintf("http://e%d", i))
			}
			return newContracts(chain.New(chain.NewPool(ends...), w.a), each, witness.Of(names, each, slog.New(slog.DiscardHandler)), keys, chain.SenderConfig{Poll: 2 * time.Millisecond}, true), nil
		}
	}
}

// TestAttackEndpointLies: one of a gateway's three endpoints hides what happens and lies about what is. An order is seen, activated and served all the same.
func TestAttackEndpointLies(t *testing.T) {
	a := attacktest.Begin(t, "an endpoint of the chain keeps a gateway from an order, or makes up what it is")
	for place := range 3 {
		t.Run(fmt.Sprint(place), func(t *testing.T) {
			w := newWorld(t)
			ends := []chain.Backend{w.chain, w.chain, w.chain}
			ends[place] = liar{w.chain}
			g, _ := w.start(w.through(ends...))
			o := w.becomes(w.order(), order.Active)
			n, err := g.chain.Node(t.Context(), o.Node)
			a.Tried(err != nil || n.Operator != address(w.op), "the node's entry: %+v, %v", n, err)
			got, err := g.chain.Order(t.Context(), o.ID)
			a.Tried(err != nil || got.State != order.Active || got.User != o.User, "order: %+v, %v", got, err)
			// A contract to which nothing is signed, whatever the liar says.
			signed, err := g.chain.Signed(t.Context(), w.a.Market, [32]byte{1}, []byte("x"))
			a.Tried(signed, "a signature that is none: %v", err)
			w.deploy(w.access(o.ID), w.deployRequest(o.ID, 1, echoManifest, w.user))
		})
	}
}

// One endpoint is away, whichever it is: the others do.
func TestEndpointAway(t *testing.T) {
	for place := range 3 {
		t.Run(fmt.Sprint(place), func(t *testing.T) {
			w := newWorld(t)
			ends := []chain.Backend{w.chain, w.chain, w.chain}
			ends[place] = dead{w.chain}
			g, _ := w.start(w.through(ends...))
			w.becomes(w.order(), order.Active)
			if n, _ := g.chain.Endpoints(); n != 2 {
				t.Errorf("%d endpoints have the head", n)
			}
		})
	}
}
