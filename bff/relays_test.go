package bff_test

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/bff"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// relayKey is the platform's.
var relayKey = key(51)

func asRelayer(c *bff.Config) {
	c.Relay = bff.Relay{Key: hex.EncodeToString(crypto.FromECDSA(relayKey)), Orders: 1}
}

// A wallet without any coin gets an offer, signs twice and has an order; the second is declined in words, and so is what is not right.
func TestRelays(t *testing.T) {
	w := newWorldOf(t, asRelayer, honest)
	w.mineOf(addr(relayKey))
	w.nodesReachable(1)
	poor, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	user := addr(poor)
	if _, err := w.admin.Mint(t.Context(), w.dollar, user, amount.Of(100e6)); err != nil {
		t.Fatal(err)
	}
	c := w.client()
	if status, _ := c.do("GET", "/api/relay", nil, nil); status != 401 {
		t.Errorf("without a session: %d", status)
	}
	c.login(poor)
	if info := get[wire.Info](c, "/api/info"); !info.Relay {
		t.Error("pages do not hear of it")
	}
	w.until("the key is looked at", func() error {
		if o := get[wire.RelayOffer](c, "/api/relay"); !o.Pays || o.Left != 1 || o.Orders != 1 || len(o.Tokens) != len(w.addresses.Tokens) {
			return fmt.Errorf("offer: %+v", o)
		}
		return nil
	})
	req := func() wire.RelayRequest {
		t.Helper()
		var started wire.OfferStarted
		g := w.gateways[0]
		ask := wire.OfferRequest{Resources: small, Token: w.dollar, Rate: g.price(w.dollar).Rate(small, 3600), Duration: 3600}
		if status, b := c.do("POST", "/api/offers", ask, &started); status != 201 {
			t.Fatalf("offer: %d %s", status, b)
		}
		c.events("/api/offers/"+started.ID+"/events", func(name string, _ []byte) bool { return name == "done" })
		a := get[wire.Offer](c, "/api/offers/"+started.ID).Answers[0]
		return w.signs(*a.Quote, a.Signature)
	}
	good := req()
	good.Owner = must[eth.Bytes](t)(eip712.Sign(poor, w.transfer(good)))
	token := w.user.Client().Token(w.dollar)
	facts := must[chain.Facts](t)(token.Facts(t.Context()))
	good.Approval = &wire.RelayApproval{Value: good.Quote.Deposit(3600), Deadline: good.Deadline}
	good.Approval.Signature = must[eth.Bytes](t)(eip712.Sign(poor, typed.Permit(facts.Domain, user, w.addresses.Permit2, good.Approval.Value, amount.Amount{}, good.Deadline)))

	// What is wrong says so by its field.
	for field, change := range map[string]func(*wire.RelayRequest){
		"signature":          func(r *wire.RelayRequest) { r.Signature = append(r.Signature, 0) },
		"owner":              func(r *wire.RelayRequest) { r.Owner = nil },
		"approval.signature": func(r *wire.RelayRequest) { r.Approval = &wire.RelayApproval{} },
		"deadline":           func(r *wire.RelayRequest) { r.Deadline = r.Quote.ValidUntil.AddDate(0, 0, 1) },
		"duration":           func(r *wire.RelayRequest) { r.Duration = 1 },
	} {
		bad := good
		change(&bad)
		if p := refusal(t, c, bad, 400); p.Field != field {
			t.Errorf("%s: %+v", field, p)
		}
	}
	other := w.client()
	other.login(key(2))
	if p := refusal(t, other, good, 403); p.Code != problem.NotYours {
		t.Errorf("another's: %+v", p)
	}

	var x wire.Relay
	if status, b := c.do("POST", "/api/relay", good, &x); status != 202 || x.State != wire.RelaySending {
		t.Fatalf("%d %s", status, b)
	}
	id := x.ID
	w.until("it is sent", func() error {
		if x = get[wire.Relay](c, "/api/relay/"+id); x.State != wire.RelayDone {
			return fmt.Errorf("%+v", x)
		}
		return nil
	})
	if status, _ := other.do("GET", "/api/relay/"+id, nil, nil); status != 404 {
		t.Errorf("another asks for it: %d", status)
	}
	if status, _ := c.do("GET", "/api/relay/nonsense", nil, nil); status != 404 {
		t.Errorf("nonsense: %d", status)
	}
	w.order(c, x.Order, func(v wire.OrderView) bool { return v.User == user && v.State == order.Created })
	if coins, err := w.user.Client().Coins(t.Context(), user); err != nil || !coins.IsZero() {
		t.Errorf("the user has %s wei: %v", coins, err)
	}
	// Again, over a restart, it is the same; the next is not paid for.
	w.stop()
	w.start()
	var again wire.Relay
	if status, b := c.do("POST", "/api/relay", good, &again); status != 202 || again.ID != id || again.Order != x.Order {
		t.Errorf("again: %d %s", status, b)
	}
	w.until("the index has it", func() error {
		if o := get[wire.RelayOffer](c, "/api/relay"); o.Pays || o.Why != wire.RelayOrders || o.Left != 0 {
			return fmt.Errorf("offer: %+v", o)
		}
		return nil
	})
	next := w.signs(good.Quote, good.Signature)
	next.Nonce = amount.Of(99)
	next.Owner = must[eth.Bytes](t)(eip712.Sign(poor, w.transfer(next)))
	if p := refusal(t, c, next, 409); p.Code != problem.RelayDeclined || p.Figures["why"] != string(wire.RelayOrders) {
		t.Errorf("the second: %+v", p)
	}
}

// Where the operator has not set it up there is none.
func TestNoRelayer(t *testing.T) {
	w := newWorld(t, honest)
	c := w.client()
	c.login(key(2))
	if info := get[wire.Info](c, "/api/info"); info.Relay {
		t.Error("pages are told of one")
	}
	for _, path := range []string{"/api/relay", "/api/relay/2026-01-01.0"} {
		if status, b := c.do("GET", path, nil, nil); status != 404 {
			t.Errorf("%s: %d %s", path, status, b)
		}
	}
	if status, b := c.do("POST", "/api/relay", wire.RelayRequest{}, nil); status != 404 {
		t.Errorf("%d %s", status, b)
	}
}

// signs is a request for an hour, without the user's signatures.
func (w *world) signs(q order.Quote, sig eth.Bytes) wire.RelayRequest {
	return wire.RelayRequest{Quote: q, Signature: sig, Duration: 3600, Nonce: amount.Of(q.Nonce), Deadline: q.ValidUntil}
}

func (w *world) transfer(r wire.RelayRequest) typed.Data {
	w.t.Helper()
	digest, err := chain.HashQuote(w.addresses.Domain(), r.Quote)
	if err != nil {
		w.t.Fatal(err)
	}
	return typed.OrderTransfer{
		Token: r.Quote.Token, Amount: r.Quote.Deposit(r.Duration), Market: w.addresses.Market, Nonce: r.Nonce, Deadline: r.Deadline, Quote: digest, Duration: r.Duration,
	}.Data(w.addresses.ChainID, w.addresses.Permit2)
}

func refusal(t *testing.T, c *client, r wire.RelayRequest, want int) (p problem.Problem) {
	t.Helper()
	status, b := c.do("POST", "/api/relay", r, nil)
	if err := json.Unmarshal(b, &p); err != nil || status != want {
		t.Errorf("%d %s, want %d: %v", status, b, want, err)
	}
	return p
}

func must[T any](t *testing.T) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
