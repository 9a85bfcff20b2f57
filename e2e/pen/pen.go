// Package pen is a wallet for tests of the page without a browser: it reads a real chain with Berth's contracts on it, and
// notes what it is asked to sign and send. It signs all of that: whether it should have been asked is for the test to say.
package pen

import (
	"context"
	"crypto/ecdsa"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/eth/ethconfig"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/ethclient/simulated"
	"github.com/ethereum/go-ethereum/node"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rpc"

	"berth/contracts/chain"
	"berth/contracts/mock"
	"berth/contracts/permit2"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/api"
)

// Endpoints of the nodes in the registry.
const (
	Endpoint = "N1.example:8443"
	Gateway  = "n1.example:8443" // the form of it that is signed
	Evil     = "evil.example"
)

// Size is what is rented.
var Size = resource.Resources{CPUMilli: 500, MemoryMiB: 512, DiskMiB: 1024, TrafficMiB: 1024}

// Rate is what it costs: 0.0124 dollars an hour.
var Rate = amount.NanoOf(3_444_444_444)

// Pen is a user's wallet. It is safe for concurrent use.
type Pen struct {
	User  eth.Address
	Node  eth.Address    // an honest node's
	Other eth.Address    // a node that is not
	Truth wire.Chain     // what an honest platform says: it takes a dollar, Berth's own token, and a dollar that takes no permit
	Site  wire.Contracts // what an honest site says
	Order order.Order    // a running order of the user's with Node, in the first dollar
	Chain *chain.Client
	Twin  chain.Addresses // another set of the same contracts, with tokens of its own

	key, node, operator *ecdsa.PrivateKey
	client              instant
	domain              typed.Domain

	mu    sync.Mutex
	asked []string
	codes map[string]json.RawMessage
}

// New starts a chain with all of that. It ends with the test.
func New(t *testing.T) *Pen {
	t.Helper()
	keys := make([]*ecdsa.PrivateKey, 5)
	alloc := types.GenesisAlloc{}
	for i := range keys {
		k, err := crypto.GenerateKey()
		if err != nil {
			t.Fatal(err)
		}
		keys[i] = k
		alloc[crypto.PubkeyToAddress(k.PublicKey)] = types.Account{Balance: new(big.Int).Mul(big.NewInt(1000), big.NewInt(params.Ether))}
	}
	alloc[common.Address(permit2.Address)] = types.Account{Balance: new(big.Int), Code: permit2.Code()}
	deployer, user, node, other := keys[0], keys[1], keys[2], keys[3]
	p := &Pen{User: address(user), Node: address(node), Other: address(other), key: user, node: node, operator: keys[4], client: start(t, alloc), codes: map[string]json.RawMessage{}}
	a := p.deploy(t, deployer)
	p.Twin = p.deploy(t, deployer)
	p.Chain, p.domain = chain.New(p.client, a), a.Domain()
	terms, err := p.Chain.Terms(t.Context())
	must(t, err)
	p.Truth = wire.Chain{
		ID: a.ChainID, Name: "Test", Currency: "ETH", Market: a.Market, Registry: a.Registry, Staking: a.Staking, Permit2: a.Permit2,
		ActivationWindow: uint32(terms.ActivationWindow / time.Second), FeeBps: terms.FeeBps, Native: p.token(t, wire.Coin{Address: a.Token}),
	}
	for _, c := range a.Tokens {
		p.Truth.Tokens = append(p.Truth.Tokens, p.token(t, c))
	}
	p.Site = wire.Contracts{
		ChainID: a.ChainID, Token: a.Token, Registry: a.Registry, Market: a.Market, Staking: a.Staking, Permit2: a.Permit2, Block: a.Block, Tokens: a.Tokens,
	}
	p.enter(t, node, Endpoint)
	p.enter(t, other, Evil)
	q, sig := p.Quote(t, nil)
	sender := chain.NewSender(p.Chain, user, quick)
	id, _, err := sender.CreateOrderWithPermit(t.Context(), q, sig, 3600)
	must(t, err)
	p.Activate(t, id)
	p.Order, err = p.Chain.Order(t.Context(), id)
	must(t, err)
	return p
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func address(k *ecdsa.PrivateKey) eth.Address {
	return eth.Address(crypto.PubkeyToAddress(k.PublicKey))
}

// quick is how a sender looks for its receipts: blocks come at once.
var quick = chain.SenderConfig{Poll: 5 * time.Millisecond}

// instant is a chain that makes a block of each transaction.
type instant struct {
	*ethclient.Client
	sim *simulated.Backend
}

func (c instant) SendTransaction(ctx context.Context, tx *types.Transaction) error {
	if err := c.Client.SendTransaction(ctx, tx); err != nil {
		return err
	}
	c.sim.Commit()
	return nil
}

func start(t *testing.T, alloc types.GenesisAlloc) instant {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	port := l.Addr().(*net.TCPAddr).Port
	must(t, l.Close())
	sim := simulated.NewBackend(alloc, func(n *node.Config, e *ethconfig.Config) {
		n.HTTPHost, n.HTTPPort, n.HTTPModules = "127.0.0.1", port, []string{"eth"}
		// Forks that mainnet does not have yet change what gas costs.
		rules := *e.Genesis.Config
		rules.AmsterdamTime, rules.BogotaTime = nil, nil
		e.Genesis.Config = &rules
	})
	client, err := ethclient.DialContext(t.Context(), fmt.Sprintf("http://127.0.0.1:%d", port))
	must(t, err)
	t.Cleanup(func() {
		client.Close()
		if err := sim.Close(); err != nil {
			t.Error(err)
		}
	})
	return instant{client, sim}
}

// deploy puts a set of contracts on the chain, and gives the user a million of each token.
func (p *Pen) deploy(t *testing.T, by *ecdsa.PrivateKey) chain.Addresses {
	t.Helper()
	dollar, err := chain.DeployDollar(t.Context(), p.client, by)
	must(t, err)
	tether, err := chain.Put(t.Context(), p.client, by, mock.Creation("Tether"))
	must(t, err)
	tokens := amount.Of(1e6).Mul(1e18)
	a, err := chain.Deploy(t.Context(), p.client, by, chain.Params{
		Admin: address(by), Genesis: []chain.Grant{{To: p.User, Amount: tokens}}, Permit2: permit2.Address, FeeBps: 100, MaxReferrerShare: 1000,
		Coins:   []wire.Coin{{Address: dollar, Dollar: true}, {Address: tether, Dollar: true}},
		Staking: &chain.StakingParams{Pool: tokens, Emission: amount.Of(1), MintPerMille: 500, MintCap: tokens, Maturity: 8 * 24 * time.Hour},
	})
	must(t, err)
	s := chain.NewSender(chain.New(p.client, a), by, quick)
	for _, token := range []eth.Address{dollar, tether} {
		_, err := s.Mint(t.Context(), token, p.User, amount.Of(1e12))
		must(t, err)
	}
	return a
}

// token is an accepted token as an honest platform tells of it.
func (p *Pen) token(t *testing.T, c wire.Coin) wire.Token {
	t.Helper()
	f, err := p.Chain.Token(c.Address).Facts(t.Context())
	must(t, err)
	return wire.Token{
		Address: c.Address, Name: f.Domain.Name, Version: f.Domain.Version, Symbol: f.Symbol, Decimals: f.Decimals, Permit: f.Permit, Dollar: c.Dollar,
	}
}

// Activate has the honest node start an order.
func (p *Pen) Activate(t *testing.T, id order.ID) {
	t.Helper()
	_, err := chain.NewSender(p.Chain, p.node, quick).Activate(t.Context(), id)
	must(t, err)
}

// Moves has the honest node name another endpoint in the registry.
func (p *Pen) Moves(t *testing.T, endpoint string) {
	t.Helper()
	p.enter(t, p.node, endpoint)
}

// enter puts a node into the registry.
func (p *Pen) enter(t *testing.T, node *ecdsa.PrivateKey, endpoint string) {
	t.Helper()
	_, err := chain.NewSender(p.Chain, node, quick).Register(t.Context(), chain.Entry{
		Operator: address(p.operator), Total: resource.Resources{CPUMilli: 64000, MemoryMiB: 1 << 20, DiskMiB: 1 << 20, TrafficMiB: 1 << 30}, Endpoint: endpoint,
	})
	must(t, err)
}

// Quote is one of the honest node's, signed by its operator; change is made before.
func (p *Pen) Quote(t *testing.T, change func(*order.Quote)) (order.Quote, eth.Bytes) {
	t.Helper()
	head, err := p.Chain.Head(t.Context())
	must(t, err)
	q := order.Quote{
		Node: p.Node, User: p.User, Token: p.Truth.Tokens[0].Address, Resources: Size, Rate: Rate, MinDuration: 60, MaxDuration: 86400, Epoch: 1,
		ValidUntil: head.Time.Add(2 * time.Minute).UTC(), Nonce: uint64(time.Now().UnixNano()),
	}
	if change != nil {
		change(&q)
	}
	sig, err := chain.SignQuote(p.operator, p.domain, q)
	must(t, err)
	return q, sig
}

// Asked is how often it was asked to sign or to send since the last time, and what.
func (p *Pen) Asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	asked := p.asked
	p.asked = nil
	return asked
}

func (p *Pen) ask(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = append(p.asked, what)
}

// Read asks the chain. Errors are as a wallet's.
func (p *Pen) Read(ctx context.Context, method string, out any, params ...any) error {
	raw := p.kept(method, params)
	if raw != nil {
		return json.Unmarshal(raw, out)
	}
	err := p.client.Client.Client().CallContext(ctx, &raw, method, params...)
	var refused rpc.DataError
	if errors.As(err, &refused) {
		data, _ := json.Marshal(refused.ErrorData()) // a string
		return api.RPCError(3, refused.Error(), string(data))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	if string(raw) == "null" {
		return nil
	}
	p.keep(method, params, raw)
	return json.Unmarshal(raw, out)
}

// kept is the code at an address, if that was asked for before: it is large, and does not change.
func (p *Pen) kept(method string, params []any) json.RawMessage {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.codes[fmt.Sprint(method, params)]
}

func (p *Pen) keep(method string, params []any, raw json.RawMessage) {
	if method != "eth_getCode" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.codes[fmt.Sprint(method, params)] = raw
}

// SignMessage is personal_sign.
func (p *Pen) SignMessage(_ context.Context, _ eth.Address, message string) (eth.Bytes, error) {
	p.ask("a message: " + message)
	return eip712.SignHash(p.key, eip712.PersonalHash([]byte(message)))
}

// SignTyped is eth_signTypedData_v4.
func (p *Pen) SignTyped(_ context.Context, _ eth.Address, d typed.Data) (eth.Bytes, error) {
	p.ask(fmt.Sprint(d.PrimaryType, " ", d.Domain["verifyingContract"], " ", d.Message))
	return eip712.Sign(p.key, d)
}

// Send is eth_sendTransaction.
func (p *Pen) Send(ctx context.Context, _, to eth.Address, data eth.Bytes) (eth.Hash, error) {
	p.ask("a transaction to " + to.String())
	r, err := chain.NewSender(p.Chain, p.key, quick).Transact(ctx, to, data)
	return r.Tx, err
}
