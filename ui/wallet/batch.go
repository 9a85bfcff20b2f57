package wallet

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/ui/js"
	"berth/ui/life"
)

// Call is a contract call without value.
type Call struct {
	To   eth.Address
	Data eth.Bytes
}

// batchLook is how often a wallet is asked what became of a batch.
const batchLook = 400 * time.Millisecond

// capable is how long a wallet may take to say what it can do.
const capable = 3 * time.Second

// CanBatch reports whether the wallet takes several calls with one question on a chain (wallet_getCapabilities, EIP-5792). It does not
// prompt.
func (p Provider) CanBatch(ctx context.Context, account eth.Address, chain uint64) bool {
	limited, cancel := context.WithTimeout(ctx, capable)
	defer cancel()
	var can map[string]json.RawMessage
	id := "0x" + strconv.FormatUint(chain, 16)
	if err := p.Read(limited, "wallet_getCapabilities", &can, account.String(), []string{id}); err != nil {
		return false
	}
	return batches(can, chain)
}

// batches reads what a wallet says that it can do, by chain: in hexadecimal digits, and under 0x0 what it can on all of them.
func batches(can map[string]json.RawMessage, chain uint64) bool {
	for id := range can {
		if n, err := strconv.ParseUint(strings.TrimPrefix(id, "0x"), 16, 64); err == nil && (n == chain || n == 0) {
			return true
		}
	}
	return false
}

// Batch is wallet_sendCalls (EIP-5792, version 2.0.0): the wallet asks its owner once for all of the calls. It need not do them at once.
// id is what it calls them.
func (p Provider) Batch(ctx context.Context, from eth.Address, chain uint64, calls ...Call) (id string, err error) {
	var all []any
	for _, c := range calls {
		all = append(all, map[string]any{"to": c.To.String(), "data": c.Data.String(), "value": "0x0"})
	}
	v, err := p.request(ctx, "wallet_sendCalls", map[string]any{
		"version": "2.0.0", "from": from.String(), "chainId": "0x" + strconv.FormatUint(chain, 16), "atomicRequired": false, "calls": all,
	})
	var e *problem.Problem
	switch {
	case errors.As(err, &e) && e.Code == Failed:
		// The owner would not have the account made one that does this (5750), or it cannot be (57xx): one call after the other, then.
		return "", problem.New(0, Unsupported, "the wallet cannot do %s", "wallet_sendCalls").With("method", "wallet_sendCalls")
	case err != nil:
		return "", err
	}
	if id = str(v); id == "" && v.Truthy() {
		id = str(v.Get("id"))
	}
	if id == "" {
		return "", failed("wallet_sendCalls", "it gave no id")
	}
	return id, nil
}

// Batched waits until all of so many calls of a batch are in blocks, and gives their transactions: one, or one a call, the last call's last.
// An error says that the chain did not take them, or is ctx's.
func (p Provider) Batched(ctx context.Context, id string, calls int) ([]eth.Hash, error) {
	for {
		// What goes wrong with the question says nothing about the calls, which were sent.
		v, err := p.request(ctx, "wallet_getCallsStatus", id)
		if err == nil {
			if txs, err := batched([]byte(js.JSONOf(v)), calls); err != nil || len(txs) > 0 {
				return txs, err
			}
		}
		if err := life.Wait(ctx, batchLook); err != nil {
			return nil, err
		}
	}
}

// batched reads what became of so many calls of a batch; none: nothing yet. A wallet that does not do them at once may call them done
// while some of their transactions are not in blocks.
func batched(answer []byte, calls int) (txs []eth.Hash, err error) {
	var s struct {
		Status   int   `json:"status"`
		Atomic   *bool `json:"atomic"`
		Receipts []struct {
			Tx eth.Hash `json:"transactionHash"`
		} `json:"receipts"`
	}
	switch err := json.Unmarshal(answer, &s); {
	case err != nil:
		return nil, nil // it was sent all the same
	case s.Status >= 300:
		return nil, failed("wallet_sendCalls", "the chain did not take all calls")
	case s.Status < 200, s.Atomic != nil && !*s.Atomic && len(s.Receipts) < calls:
		return nil, nil
	}
	for _, r := range s.Receipts {
		txs = append(txs, r.Tx)
	}
	return txs, nil
}
