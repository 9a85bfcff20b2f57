package api

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/outside"
)

// Reverted is a transaction or call that a contract refused. Figures: error, the contract's own name for it, and that
// error's arguments.
const Reverted problem.Code = "reverted"

// Reader asks a chain's JSON-RPC; wallet.Provider does.
type Reader interface {
	Read(ctx context.Context, method string, out any, params ...any) error
}

// Chain reads the chain: through the wallet for what is to be signed, and else through its public RPC, so that reading needs
// no wallet and no prompt.
type Chain struct {
	wire.Chain
	Via Reader // nil: the public RPC, whose address is the platform's word
	// For is whose orders receipts tell of: one transaction may create those of several, where a bundler sends it (ERC-4337). Zero: of
	// anybody's.
	For eth.Address
}

// Balance is how much of a token an account has.
func (c Chain) Balance(ctx context.Context, token, a eth.Address) (amount.Amount, error) {
	return c.number(ctx, token, calldata.BalanceOf(a))
}

// Gas is how much of the chain's own coin an account has for fees.
func (c Chain) Gas(ctx context.Context, a eth.Address) (amount.Amount, error) {
	var out quantity
	err := c.rpc(ctx, "eth_getBalance", &out, a, "latest")
	return amount.Amount(out), err
}

// Allowance is how much of an owner's tokens a spender may take.
func (c Chain) Allowance(ctx context.Context, token, owner, spender eth.Address) (amount.Amount, error) {
	return c.number(ctx, token, calldata.Allowance(owner, spender))
}

// PermitNonce is the nonce of an owner's next EIP-2612 permit of a token.
func (c Chain) PermitNonce(ctx context.Context, token, owner eth.Address) (amount.Amount, error) {
	return c.number(ctx, token, calldata.Nonces(owner))
}

// Owed is what an account may withdraw of a token from the market.
func (c Chain) Owed(ctx context.Context, token, a eth.Address) (amount.Amount, error) {
	return c.number(ctx, c.Market, calldata.Owed(a, token))
}

// Try runs a transaction without sending it. A contract that would refuse it gives a problem with code Reverted.
func (c Chain) Try(ctx context.Context, from, to eth.Address, data eth.Bytes) error {
	var out eth.Bytes
	return c.rpc(ctx, "eth_call", &out, callObject{From: &from, To: to, Data: data}, "latest")
}

// Receipt is what came of a transaction.
type Receipt struct {
	OK      bool
	Block   uint64
	Tx      eth.Hash
	Created order.ID // the order that it created; 0: none
}

// Wait asks for a transaction's receipt until it is there or ctx ends. Where the transaction failed, it is run once
// more on its block to learn why, and the error is a problem with code Reverted. What goes wrong with a wallet's endpoint
// meanwhile says nothing about the transaction, and is waited over.
func (c Chain) Wait(ctx context.Context, tx eth.Hash) (Receipt, error) {
	wait := 200 * time.Millisecond
	for {
		var r *receipt
		if err := c.rpc(ctx, "eth_getTransactionReceipt", &r, tx); err != nil && ctx.Err() == nil && c.Via == nil && !passing(err) {
			return Receipt{}, err
		}
		if r != nil {
			return c.read(ctx, tx, r)
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return Receipt{}, ctx.Err()
		}
		wait = min(wait*9/8, 2*time.Second)
	}
}

type receipt struct {
	Status quantity `json:"status"`
	Block  quantity `json:"blockNumber"`
	Logs   []struct {
		Address eth.Address `json:"address"`
		Topics  []eth.Hash  `json:"topics"`
	} `json:"logs"`
}

func (c Chain) read(ctx context.Context, tx eth.Hash, r *receipt) (Receipt, error) {
	out := Receipt{OK: !amount.Amount(r.Status).IsZero(), Tx: tx}
	out.Block, _ = strconv.ParseUint(amount.Amount(r.Block).String(), 10, 64)
	if !out.OK {
		return out, c.why(ctx, tx, out.Block)
	}
	for _, l := range r.Logs {
		if l.Address != c.Market {
			continue
		}
		if id, user, err := calldata.CreatedID(l.Topics); err == nil && (c.For.IsZero() || user == c.For) {
			out.Created = id
		}
	}
	return out, nil
}

// why runs a failed transaction again to learn its reason.
func (c Chain) why(ctx context.Context, tx eth.Hash, block uint64) error {
	var t struct {
		From  eth.Address `json:"from"`
		To    eth.Address `json:"to"`
		Input eth.Bytes   `json:"input"`
	}
	err := c.rpc(ctx, "eth_getTransactionByHash", &t, tx)
	if err == nil {
		var out eth.Bytes
		err = c.rpc(ctx, "eth_call", &out, callObject{From: &t.From, To: t.To, Data: t.Input}, "0x"+strconv.FormatUint(block, 16))
	}
	if p, ok := err.(*problem.Problem); ok && p.Code == Reverted {
		return p.With("tx", tx.String())
	}
	return problem.New(0, Reverted, "the chain refused the transaction").With("tx", tx.String()).Because(err)
}

func (c Chain) number(ctx context.Context, to eth.Address, data eth.Bytes) (amount.Amount, error) {
	return view(ctx, c, to, data, calldata.Amount)
}

type callObject struct {
	From *eth.Address `json:"from,omitempty"`
	To   eth.Address  `json:"to"`
	Data eth.Bytes    `json:"data"`
}

type rpcRequest struct {
	Version string `json:"jsonrpc"`
	ID      int    `json:"id"`
	Method  string `json:"method"`
	Params  []any  `json:"params"`
}

type rpcError struct {
	Code    int             `json:"code"`
	Message string          `json:"message"`
	Data    json.RawMessage `json:"data"`
}

// rpcLimit is the limit of what the chain's RPC answers: the longest is a receipt with its logs.
var rpcLimit = outside.Limit{Bytes: 4 << 20}

// Call asks a contract's view.
func (c Chain) Call(ctx context.Context, to eth.Address, data eth.Bytes) (out eth.Bytes, err error) {
	err = c.rpc(ctx, "eth_call", &out, callObject{To: to, Data: data}, "latest")
	return out, err
}

// Code is what is deployed at an address; empty: nothing is.
func (c Chain) Code(ctx context.Context, at eth.Address) (out eth.Bytes, err error) {
	err = c.rpc(ctx, "eth_getCode", &out, at, "latest")
	return out, err
}

// Number is the chain's id.
func (c Chain) Number(ctx context.Context) (uint64, error) {
	var out quantity
	if err := c.rpc(ctx, "eth_chainId", &out); err != nil {
		return 0, err
	}
	return strconv.ParseUint(amount.Amount(out).String(), 10, 64)
}

func (c Chain) rpc(ctx context.Context, method string, out any, params ...any) error {
	if c.Via != nil {
		return c.Via.Read(ctx, method, out, params...)
	}
	var answer struct {
		Result json.RawMessage `json:"result"`
		Error  *rpcError       `json:"error"`
	}
	err := js.Do(ctx, js.Request{URL: c.RPC, Limit: rpcLimit, Body: rpcRequest{Version: "2.0", ID: 1, Method: method, Params: params}}, &answer)
	if err != nil {
		return err
	}
	if answer.Error != nil {
		return RPCError(answer.Error.Code, answer.Error.Message, string(answer.Error.Data))
	}
	if len(answer.Result) == 0 || string(answer.Result) == "null" {
		return nil
	}
	if err := json.Unmarshal(answer.Result, out); err != nil {
		return problem.New(0, js.BadAnswer, "the chain's RPC gave an answer that cannot be understood").Because(err)
	}
	return nil
}

// RPCError reads a JSON-RPC error, whose data (JSON) holds what a contract reverted with; wallets wrap it in objects of
// their own. Any error that is no revert keeps its message as Detail.
func RPCError(code int, message, data string) *problem.Problem {
	raw, found := revertData([]byte(data), 0)
	if !found && code != 3 && !strings.Contains(message, "revert") {
		return problem.New(0, "rpc", "the chain's RPC refused").Remedy("%s", outside.Text(message)).With("code", strconv.Itoa(code))
	}
	r := calldata.ReadRevert(raw)
	p := problem.New(0, Reverted, "the contract refused: %s", outside.Text(r.String())).With("error", r.Name)
	for k, v := range r.Args {
		p.With(k, outside.Text(v))
	}
	if r.Name == "" || r.Name == "Error" {
		p.Remedy("%s", outside.Text(message))
	}
	return p
}

// revertData finds the hex string in an error's data: a string itself, or in data or originalError of an object.
func revertData(data []byte, depth int) (eth.Bytes, bool) {
	if len(data) == 0 || depth > 4 {
		return nil, false
	}
	var b eth.Bytes
	if json.Unmarshal(data, &b) == nil && len(b) >= 4 {
		return b, true
	}
	var o struct {
		Data          json.RawMessage `json:"data"`
		OriginalError json.RawMessage `json:"originalError"`
	}
	if json.Unmarshal(data, &o) != nil {
		return nil, false
	}
	if b, ok := revertData(o.Data, depth+1); ok {
		return b, true
	}
	return revertData(o.OriginalError, depth+1)
}

// passing reports whether asking again may help.
func passing(err error) bool {
	p, ok := err.(*problem.Problem)
	return ok && (p.Code == js.Offline || p.Code == problem.Timeout || p.Code == problem.Unavailable || p.Code == problem.TooMany)
}

// quantity is a number in JSON-RPC's form: 0x and hex digits without leading zeros. Plain numbers are read, too: by WalletConnect's
// provider the chain's id is one.
type quantity amount.Amount

// UnmarshalJSON implements json.Unmarshaler.
func (q *quantity) UnmarshalJSON(b []byte) error {
	if len(b) > 1 && b[0] == '"' && b[len(b)-1] == '"' {
		return q.UnmarshalText(b[1 : len(b)-1])
	}
	if string(b) == "null" {
		return nil
	}
	n, err := strconv.ParseUint(string(b), 10, 64)
	if err == nil {
		*q = quantity(amount.Of(n))
	}
	return err
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (q *quantity) UnmarshalText(text []byte) error {
	s := strings.TrimPrefix(string(text), "0x")
	if len(s) > 64 {
		return strconv.ErrRange
	}
	h, err := eth.ParseHash("0x" + strings.Repeat("0", 64-len(s)) + s)
	*q = quantity(amount.FromWord(h))
	return err
}
