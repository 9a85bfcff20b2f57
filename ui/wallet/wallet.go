// Package wallet is the user's wallet as the page sees it: found by EIP-6963 (or window.ethereum where that is all
// there is), asked by EIP-1193. Nothing is ever signed without the wallet asking its owner. Errors are problem
// documents with the codes below, so that pages have words for each; calls block and belong in app.Context's Async.
package wallet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/life"
)

// Codes of problems with wallets.
const (
	Declined    problem.Code = "wallet-declined"    // the owner said no
	Pending     problem.Code = "wallet-pending"     // a prompt is open already
	Locked      problem.Code = "wallet-locked"      // this account may not be asked
	Unsupported problem.Code = "wallet-unsupported" // the wallet cannot do this; Figures: method
	WrongChain  problem.Code = "wallet-wrong-chain" // Figures: chain
	Absent      problem.Code = "wallet-absent"      // no wallet in this browser
	Away        problem.Code = "wallet-away"        // it has no connection to the chain
	Ended       problem.Code = "wallet-ended"       // it is on another device, and has ended the connection
	Failed      problem.Code = "wallet-failed"      // anything else; Detail is the wallet's own text
	NoFunds     problem.Code = "wallet-no-funds"    // not enough of the chain's coin for the fee
)

// Provider is a wallet that can be asked.
type Provider struct {
	ID   string // rdns, stable between visits: "io.metamask"; "window.ethereum" for the fallback
	Name string
	Icon string // data URI, or empty

	js app.Value
}

// Present reports whether there is a wallet behind p.
func (p Provider) Present() bool { return p.js != nil }

// Discover listens for wallets that announce themselves (EIP-6963) and asks them to. f gets all found so far each time
// one more does, on the browser's own goroutine. A wallet that only has window.ethereum is found after 400 ms without any
// other. The function that is given back ends it.
func Discover(f func([]Provider)) (stop func()) {
	if app.IsServer {
		return func() {}
	}
	var found []Provider
	add := func(p Provider) {
		if !slices.ContainsFunc(found, func(x Provider) bool { return x.ID == p.ID }) {
			found = append(found, p)
		}
		f(slices.Clone(found))
	}
	announced := app.FuncOf(func(_ app.Value, args []app.Value) any {
		if len(args) == 0 {
			return nil
		}
		detail := args[0].Get("detail")
		if !detail.Truthy() || !detail.Get("provider").Truthy() || !detail.Get("info").Truthy() {
			return nil
		}
		info := detail.Get("info")
		p := Provider{ID: str(info.Get("rdns")), Name: str(info.Get("name")), Icon: str(info.Get("icon")), js: detail.Get("provider")}
		if p.ID == "" || p.Name == "" {
			return nil
		}
		if !strings.HasPrefix(p.Icon, "data:image/") {
			p.Icon = ""
		}
		add(p)
		return nil
	})
	w := app.Window()
	w.Call("addEventListener", "eip6963:announceProvider", announced)
	Ask()
	fallback := time.AfterFunc(400*time.Millisecond, func() {
		if e := w.Get("ethereum"); len(found) == 0 && e.Truthy() {
			add(Provider{ID: "window.ethereum", Name: "Ethereum", js: e})
		}
	})
	return func() {
		fallback.Stop()
		w.Call("removeEventListener", "eip6963:announceProvider", announced)
		announced.Release()
	}
}

// Ask asks wallets to announce themselves again.
func Ask() {
	_, _ = js.Try(func() app.Value {
		w := app.Window()
		return w.Call("dispatchEvent", w.Get("Event").New("eip6963:requestProvider"))
	})
}

// Accounts are those that the wallet lets this page see; it does not prompt.
func (p Provider) Accounts(ctx context.Context) ([]eth.Address, error) {
	return p.accounts(ctx, "eth_accounts")
}

// Connect asks to see the accounts; the wallet prompts its owner the first time.
func (p Provider) Connect(ctx context.Context) ([]eth.Address, error) {
	return p.accounts(ctx, "eth_requestAccounts")
}

func (p Provider) accounts(ctx context.Context, method string) ([]eth.Address, error) {
	v, err := p.request(ctx, method)
	if err != nil {
		return nil, err
	}
	var out []eth.Address
	for i := range v.Length() {
		a, err := eth.ParseAddress(v.Index(i).String())
		if err != nil {
			return nil, failed(method, err.Error())
		}
		out = append(out, a)
	}
	return out, nil
}

// ChainID is the chain that the wallet is on.
func (p Provider) ChainID(ctx context.Context) (uint64, error) {
	v, err := p.request(ctx, "eth_chainId")
	if err != nil {
		return 0, err
	}
	return ParseChainID(v)
}

// Switch brings the wallet to a chain, and adds it where the wallet does not know it.
func (p Provider) Switch(ctx context.Context, c wire.Chain) error {
	if id, err := p.ChainID(ctx); err == nil && id == c.ID {
		return nil
	}
	hex := "0x" + strconv.FormatUint(c.ID, 16)
	_, err := p.request(ctx, "wallet_switchEthereumChain", map[string]any{"chainId": hex})
	var e *problem.Problem
	if errors.As(err, &e) && e.Code == WrongChain {
		add := map[string]any{
			"chainId": hex, "chainName": c.Name, "rpcUrls": []any{absolute(c.RPC)},
			"nativeCurrency": map[string]any{"name": c.Currency, "symbol": c.Currency, "decimals": 18},
		}
		if c.Explorer != "" {
			add["blockExplorerUrls"] = []any{c.Explorer}
		}
		if _, err = p.request(ctx, "wallet_addEthereumChain", add); err == nil {
			_, err = p.request(ctx, "wallet_switchEthereumChain", map[string]any{"chainId": hex})
		}
	}
	if err != nil {
		return err
	}
	// Some wallets say yes before they have switched.
	for range 20 {
		if id, err := p.ChainID(ctx); err == nil && id == c.ID {
			return nil
		}
		if err := life.Wait(ctx, 100*time.Millisecond); err != nil {
			return err
		}
	}
	return problem.New(0, WrongChain, "the wallet is still on another chain").With("chain", c.Name)
}

// SignMessage is personal_sign.
func (p Provider) SignMessage(ctx context.Context, account eth.Address, message string) (eth.Bytes, error) {
	return p.signature(ctx, "personal_sign", eth.Bytes(message).String(), account.String())
}

// SignTyped is eth_signTypedData_v4.
func (p Provider) SignTyped(ctx context.Context, account eth.Address, d typed.Data) (eth.Bytes, error) {
	b, err := json.Marshal(d)
	if err != nil {
		return nil, failed("eth_signTypedData_v4", err.Error())
	}
	return p.signature(ctx, "eth_signTypedData_v4", account.String(), string(b))
}

// Send is eth_sendTransaction of a contract call without value. The wallet fills in fees and nonce. Gas is asked for here, with room: what
// a call of Berth's contracts takes depends on the time of its block, which wallets' own margins are too small for.
func (p Provider) Send(ctx context.Context, from, to eth.Address, data eth.Bytes) (eth.Hash, error) {
	tx := map[string]any{"from": from.String(), "to": to.String(), "data": data.String(), "value": "0x0"}
	var estimate string
	if err := p.Read(ctx, "eth_estimateGas", &estimate, tx); err == nil {
		if gas, err := strconv.ParseUint(strings.TrimPrefix(estimate, "0x"), 16, 40); err == nil {
			tx["gas"] = "0x" + strconv.FormatUint(api.Roomy(gas), 16)
		}
	}
	v, err := p.request(ctx, "eth_sendTransaction", tx)
	if err != nil {
		return eth.Hash{}, err
	}
	h, err := eth.ParseHash(v.String())
	if err != nil {
		return eth.Hash{}, failed("eth_sendTransaction", err.Error())
	}
	return h, nil
}

func (p Provider) signature(ctx context.Context, method string, params ...any) (eth.Bytes, error) {
	v, err := p.request(ctx, method, params...)
	if err != nil {
		return nil, err
	}
	var b eth.Bytes
	if err := b.UnmarshalText([]byte(v.String())); err != nil {
		return nil, failed(method, err.Error())
	}
	return b, nil
}

// Read asks the wallet's own endpoint of the chain, without a prompt, and reads the JSON answer into out: what a signature
// depends on is not what a platform says.
func (p Provider) Read(ctx context.Context, method string, out any, params ...any) error {
	for i, x := range params {
		// The bridge takes plain values only.
		b, err := json.Marshal(x)
		if err == nil {
			err = json.Unmarshal(b, &params[i])
		}
		if err != nil {
			return failed(method, err.Error())
		}
	}
	v, err := p.request(ctx, method, params...)
	if err != nil {
		return err
	}
	text := js.JSONOf(v)
	if text == "" || text == "null" {
		return nil
	}
	if err := json.Unmarshal([]byte(text), out); err != nil {
		return failed(method, err.Error())
	}
	return nil
}

// On calls f for each of the wallet's events of a name (accountsChanged, chainChanged, disconnect) until off is called.
func (p Provider) On(event string, f func(app.Value)) (off func()) {
	if p.js == nil || !p.js.Get("on").Truthy() {
		return func() {}
	}
	h := app.FuncOf(func(_ app.Value, args []app.Value) any {
		if len(args) > 0 {
			f(args[0])
		} else {
			f(app.Undefined())
		}
		return nil
	})
	_, _ = js.Try(func() app.Value { return p.js.Call("on", event, h) })
	return func() {
		if p.js.Get("removeListener").Truthy() {
			_, _ = js.Try(func() app.Value { return p.js.Call("removeListener", event, h) })
			h.Release()
		}
	}
}

// request asks the wallet. It has no deadline but ctx: a person may take as long as they like.
func (p Provider) request(ctx context.Context, method string, params ...any) (app.Value, error) {
	if p.js == nil {
		return nil, problem.New(0, Absent, "there is no wallet in this browser")
	}
	if params == nil {
		params = []any{}
	}
	promise, err := js.Try(func() app.Value {
		return p.js.Call("request", map[string]any{"method": method, "params": params})
	})
	if err == nil {
		var v app.Value
		if v, err = js.Await(ctx, promise); err == nil {
			return v, nil
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var e *js.Error
	if !errors.As(err, &e) {
		return nil, failed(method, err.Error())
	}
	return nil, explain(method, e)
}

// HasEnded is the problem that a wallet on another device has ended the connection.
func HasEnded() error {
	return problem.New(0, Ended, "the wallet on the other device is not connected any more")
}

// explain turns a wallet's error into a problem (EIP-1193, EIP-1474, EIP-3085 and EIP-3326 have the codes).
func explain(method string, e *js.Error) error {
	code := e.Code
	// Wallets on phones wrap the code of an unknown chain.
	if strings.Contains(e.Data, `"code":4902`) || strings.Contains(e.Message, "Unrecognized chain") {
		code = 4902
	}
	switch {
	case code == 4001 || code == 5000:
		return problem.New(0, Declined, "you declined in the wallet").With("method", method)
	case code == 4100:
		return problem.New(0, Locked, "the wallet does not let this page ask for that account").With("method", method)
	case code == 4200 || code == -32601 || code == -32004:
		return problem.New(0, Unsupported, "the wallet cannot do %s", method).With("method", method)
	case code == 4902:
		return problem.New(0, WrongChain, "the wallet does not know this chain")
	case code == 4900 && strings.Contains(e.Data, "session-ended"): // assets/connect.mjs
		return HasEnded()
	case code == 4900 || code == 4901:
		return problem.New(0, Away, "the wallet is not connected to the chain")
	case code == -32002:
		return problem.New(0, Pending, "the wallet is asking already: look at its window").With("method", method)
	case strings.Contains(e.Message, "insufficient funds"):
		return problem.New(0, NoFunds, "not enough of the chain's coin for the fee")
	case strings.Contains(e.Message, "User rejected") || strings.Contains(e.Message, "user rejected"):
		return problem.New(0, Declined, "you declined in the wallet").With("method", method)
	}
	if p := api.RPCError(e.Code, e.Message, e.Data); p.Code == api.Reverted {
		return p
	}
	return failed(method, e.Message)
}

func failed(method, why string) error {
	return problem.New(0, Failed, "the wallet could not do this").Remedy("%s", why).With("method", method)
}

// ParseChainID reads a chain id as wallets give it: hex digits behind 0x, or a number.
func ParseChainID(v app.Value) (uint64, error) {
	s := v.String()
	if v.Type() == app.TypeNumber {
		return uint64(v.Float()), nil
	}
	id, err := strconv.ParseUint(strings.TrimPrefix(s, "0x"), 16, 64)
	if err != nil {
		return 0, failed("eth_chainId", fmt.Sprintf("chain id %q", s))
	}
	return id, nil
}

// absolute makes a wallet's RPC URL out of one that is relative to this page.
func absolute(url string) string {
	if strings.HasPrefix(url, "/") {
		return app.Window().Get("location").Get("origin").String() + url
	}
	return url
}

func str(v app.Value) string {
	if v.Type() != app.TypeString {
		return ""
	}
	return v.String()
}
