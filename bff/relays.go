package bff

import (
	"context"
	"crypto/ecdsa"
	"crypto/rand"
	"slices"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/bff/relay"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Relay is what can be set about the platform as a relayer, which pays the gas of users' first orders.
type Relay struct {
	Key           string        `env:"BERTH_RELAY_KEY" help:"Key with which the platform pays the gas of its users' first orders, where their quotes name the referrer: 64 hex digits, or @ and the path of a file with them; it needs the chain's coin and nothing else. None if empty."`
	Tokens        []eth.Address `env:"BERTH_RELAY_TOKENS" help:"Tokens of orders that it pays for; all that the platform takes, if empty."`
	Orders        int           `default:"3" env:"BERTH_RELAY_ORDERS" help:"How many orders of a wallet it pays for: its first so many on this market."`
	AddressOrders int           `default:"5" env:"BERTH_RELAY_ADDRESS_ORDERS" help:"How many orders a day (UTC) it sends for one address of visitors; of IPv6 for one /64."`
	DayOrders     int           `default:"200" env:"BERTH_RELAY_DAY_ORDERS" help:"How many orders a day (UTC) it sends in all."`
	DayWei        amount.Amount `default:"100000000000000000" env:"BERTH_RELAY_DAY_WEI" help:"How much it spends on gas in a day (UTC), in wei; what orders under way may cost at most is counted."`
	GasPrice      amount.Amount `default:"30000000000" env:"BERTH_RELAY_GAS_PRICE" help:"The most that a unit of gas may cost, in wei."`

	key *ecdsa.PrivateKey // of Key; nil: none
}

func (r *Relay) check(c *Config, wrong func(field, format string, args ...any)) {
	if r.Key == "" {
		return
	}
	key, err := chain.ReadKey(r.Key)
	if err != nil {
		wrong("relay-key", "%w", err)
	}
	r.key = key
	if key != nil && c.agentKey != nil && key.Equal(c.agentKey) {
		wrong("relay-key", "must be another than agent-key: what one sends would be in the other's way")
	}
	if c.Referrer.IsZero() {
		wrong("relay-key", "needs referrer: only quotes that name this platform are paid for; referrer-share may be 0")
	}
	if c.Contracts.Permit2.IsZero() && !c.Contracts.IsZero() {
		wrong("relay-key", "needs a market with Permit2, and the addresses have none")
	}
	if key != nil && c.Certify.key != nil && key.Equal(c.Certify.key) {
		wrong("relay-key", "must be another than certify-key: what one sends would be in the other's way")
	}
	for _, t := range r.Tokens {
		if !slices.ContainsFunc(c.Contracts.Tokens, func(k wire.Coin) bool { return k.Address == t }) {
			wrong("relay-tokens", "%s is no token that the platform takes", t)
		}
	}
	for name, n := range map[string]*int{"orders": &r.Orders, "address-orders": &r.AddressOrders, "day-orders": &r.DayOrders} {
		switch {
		case *n == 0:
			*n = map[string]int{"orders": 3, "address-orders": 5, "day-orders": 200}[name]
		case *n < 0 || *n > mostRelays:
			wrong("relay-"+name, "%d must be from 1 to %d", *n, mostRelays)
		}
	}
	if r.DayWei.IsZero() {
		r.DayWei = amount.Of(1e17)
	}
	if r.GasPrice.IsZero() {
		r.GasPrice = amount.Of(30e9)
	}
}

// mostRelays is how many orders a day may be sent at most: a replica reads the day's ledger when it starts.
const mostRelays = 100_000

// openRelay makes the relayer, if there is to be one.
func (s *Server) openRelay(ctx context.Context) error {
	c := s.cfg.Relay
	if c.key == nil {
		return nil
	}
	// Networks are hidden from who reads the database, but the same for all replicas.
	secret, err := s.store.Secret(ctx, "relay", func() (string, error) { return rand.Text(), nil })
	if err != nil {
		return err
	}
	tokens := c.Tokens
	if len(tokens) == 0 {
		for _, t := range s.cfg.Contracts.Tokens {
			tokens = append(tokens, t.Address)
		}
	}
	sender := chain.NewSender(s.chain, c.key, chain.SenderConfig{
		MaxFee: c.GasPrice, Nonces: relay.NewTurns(s.store.Limits, eth.Address(crypto.PubkeyToAddress(c.key.PublicKey)), s.log),
	})
	s.relay = relay.New(relay.Config{
		Addresses: s.cfg.Contracts, Tokens: tokens, Referrer: s.cfg.Referrer, Share: s.cfg.ReferrerShare,
		Limits: relay.Limits{Orders: c.Orders, Address: c.AddressOrders, Day: c.DayOrders, Spend: c.DayWei, Price: c.GasPrice},
		Chain:  relay.OnChain{Client: s.chain}, Sender: sender,
		Orders: s.index, Ready: s.journal.Ready, Store: s.store.Limits, Secret: []byte(secret), Log: s.log,
	})
	return nil
}
