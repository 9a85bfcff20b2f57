package probe

import (
	"context"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/bff/certify/evidence"
	"berth/contracts/chain"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

var domain = typed.Berth(1337, eth.Address{0xaa})

// public is the address that the test's names have: what is dialled there goes to a server of this machine.
var public = netip.MustParseAddr("8.8.8.8")

func newKey(t *testing.T) (*ecdsa.PrivateKey, eth.Address) {
	t.Helper()
	k, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	return k, eth.Address(crypto.PubkeyToAddress(k.PublicKey))
}

// gateway answers challenges by a key, as whom and where it says, after change has had its way with the answer.
type gateway struct {
	key    *ecdsa.PrivateKey
	node   eth.Address
	host   string
	change func(*typed.Challenge)
	last   *wire.ChallengeAnswer // answers with it again
}

func (g *gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var req wire.ChallengeRequest
	if json.NewDecoder(r.Body).Decode(&req) != nil || r.URL.Path != "/v1/challenge" {
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	c := typed.Challenge{Gateway: g.host, Node: g.node, Verifier: req.Verifier, Nonce: req.Nonce, At: time.Now().UTC().Truncate(time.Second)}
	if g.change != nil {
		g.change(&c)
	}
	sig, err := eip712.Sign(g.key, c.Data(domain))
	if err != nil {
		http.Error(w, err.Error(), 500)
		return
	}
	a := wire.ChallengeAnswer{Challenge: c, Operator: eth.Address(crypto.PubkeyToAddress(g.key.PublicKey)), Signature: sig}
	if g.last != nil {
		a = *g.last
	}
	_ = json.NewEncoder(w).Encode(a)
}

// none are nobody's addresses.
type none struct{}

func (none) At(netip.Addr, uint16) (eth.Address, bool) { return eth.Address{}, false }

// taken are addresses of others.
type taken map[Found]eth.Address

func (o taken) At(a netip.Addr, port uint16) (eth.Address, bool) {
	x, ok := o[Found{a, port}]
	return x, ok
}

// world is a node whose gateway has a certificate for example.com.
type world struct {
	gateway *gateway
	node    chain.Node
	prober  *Prober
}

func newWorld(t *testing.T) *world {
	t.Helper()
	key, operator := newKey(t)
	w := &world{gateway: &gateway{key: key, node: eth.Address{7}, host: "example.com"}}
	w.node = chain.Node{Address: eth.Address{7}, Operator: operator, Endpoint: "example.com:443", RegisteredAt: time.Unix(1, 0)}
	srv := httptest.NewTLSServer(w.gateway)
	t.Cleanup(srv.Close)
	roots := x509.NewCertPool()
	roots.AddCert(srv.Certificate())
	w.prober = &Prober{
		Domain: domain, Verifier: eth.Address{9}, Roots: roots,
		Lookup: func(context.Context, string, string) ([]netip.Addr, error) { return []netip.Addr{public}, nil },
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, network, srv.Listener.Addr().String())
		},
	}
	return w
}

func TestHonest(t *testing.T) {
	w := newWorld(t)
	passed, b := w.prober.Key(t.Context(), w.node)
	if !passed || b.Answer == nil {
		t.Fatalf("key: %+v", b)
	}
	key, _ := newKey(t)
	w.prober.Verifier = eth.Address(crypto.PubkeyToAddress(key.PublicKey))
	passed, b = w.prober.Key(t.Context(), w.node)
	e, err := evidence.Sign(key, domain, w.node.Address, evidence.Key, passed, time.Now(), b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := evidence.Recheck(domain, e); err != nil {
		t.Errorf("the document of it: %v", err)
	}
	passed, b, mine := w.prober.Place(t.Context(), w.node, none{})
	if !passed || len(mine) != 1 || mine[0] != (Found{public, 443}) || b.Addresses[0].TLS == "" || !b.Addresses[0].Signed {
		t.Errorf("place: %v %+v", mine, b)
	}
	// Who was there first is the node itself.
	if passed, b, _ := w.prober.Place(t.Context(), w.node, taken{{public, 443}: w.node.Address}); !passed {
		t.Errorf("its own address: %+v", b)
	}
}

// TestAttackKey: somebody else's gateway, or an answer that was got elsewhere, in a node's place.
func TestAttackKey(t *testing.T) {
	a := attacktest.Begin(t, "a gateway without a node's operator key passes for the node's")
	other, _ := newKey(t)
	for name, change := range map[string]func(w *world){
		"the key of another":          func(w *world) { w.gateway.key = other },
		"another node's own gateway":  func(w *world) { w.gateway.node = eth.Address{8} },
		"a proxy to another's host":   func(w *world) { w.gateway.host = "n1.example.org" },
		"another nonce":               func(w *world) { w.gateway.change = func(c *typed.Challenge) { c.Nonce[0] ^= 1 } },
		"for another verifier":        func(w *world) { w.gateway.change = func(c *typed.Challenge) { c.Verifier = eth.Address{1} } },
		"an old answer":               func(w *world) { w.gateway.change = func(c *typed.Challenge) { c.At = c.At.Add(-time.Hour) } },
		"an answer of the future":     func(w *world) { w.gateway.change = func(c *typed.Challenge) { c.At = c.At.Add(time.Hour) } },
		"an answer for another chain": func(w *world) { w.prober.Domain.ChainID = 1 },
		"an answer for a market":      func(w *world) { w.prober.Domain.Contract = eth.Address{1} },
		"a replayed answer": func(w *world) {
			_, b := w.prober.Key(t.Context(), w.node)
			w.gateway.last = b.Answer
		},
		"no signature": func(w *world) { w.gateway.last = &wire.ChallengeAnswer{} },
	} {
		w := newWorld(t)
		change(w)
		passed, b := w.prober.Key(t.Context(), w.node)
		a.Tried(passed || b.Why == "", "%s: passed %v, %q", name, passed, b.Why)
		passed, b, mine := w.prober.Place(t.Context(), w.node, none{})
		a.Tried(passed || b.Why == "" || len(mine) > 0, "%s, by its place: passed %v, %q", name, passed, b.Why)
	}
}

// TestAttackPlace: addresses that are not the node's own, or nobody's; certificates for others.
func TestAttackPlace(t *testing.T) {
	a := attacktest.Begin(t, "a node is verified at an address that is private, another's, or without valid TLS")
	first := taken{{public, 443}: {1}}
	addresses := func(list ...string) func(context.Context, string, string) ([]netip.Addr, error) {
		var all []netip.Addr
		for _, s := range list {
			all = append(all, netip.MustParseAddr(s))
		}
		return func(context.Context, string, string) ([]netip.Addr, error) { return all, nil }
	}
	for name, c := range map[string]struct {
		change func(w *world)
		others Others
		want   string
	}{
		"a private address":       {func(w *world) { w.prober.Lookup = addresses("10.0.0.1") }, none{}, "not the internet's"},
		"one of two is private":   {func(w *world) { w.prober.Lookup = addresses("8.8.8.8", "192.168.1.1") }, none{}, "not the internet's"},
		"mapped":                  {func(w *world) { w.prober.Lookup = addresses("::ffff:127.0.0.1") }, none{}, "not the internet's"},
		"an address of its own":   {func(w *world) { w.node.Endpoint = "[::ffff:10.0.0.1]:443" }, none{}, "not the internet's"},
		"loopback, by its number": {func(w *world) { w.node.Endpoint = "127.0.0.1:9101" }, none{}, "without TLS"},
		"localhost":               {func(w *world) { w.node.Endpoint = "n1.localhost:9101" }, none{}, "without TLS"},
		"the link's":              {func(w *world) { w.prober.Lookup = addresses("169.254.169.254") }, none{}, "not the internet's"},
		"a carrier's":             {func(w *world) { w.prober.Lookup = addresses("100.64.0.1") }, none{}, "not the internet's"},
		"very many addresses": {func(w *world) {
			w.prober.Lookup = addresses("8.8.8.1", "8.8.8.2", "8.8.8.3", "8.8.8.4", "8.8.8.5", "8.8.8.6", "8.8.8.7", "8.8.8.9", "8.8.8.8")
		}, none{}, "addresses"},
		"no address": {func(w *world) { w.prober.Lookup = addresses() }, none{}, "addresses"},
		"no such name": {func(w *world) {
			w.prober.Lookup = func(context.Context, string, string) ([]netip.Addr, error) { return nil, errors.New("NXDOMAIN") }
		}, none{}, "looked up"},
		"another's address":          {func(*world) {}, first, "there first"},
		"another's, mapped":          {func(w *world) { w.prober.Lookup = addresses("::ffff:8.8.8.8") }, first, "there first"},
		"another's, a dot more":      {func(w *world) { w.node.Endpoint = "EXAMPLE.com." }, first, "there first"},
		"another's, without a port":  {func(w *world) { w.node.Endpoint = "example.com" }, first, "there first"},
		"a name of other letters":    {func(w *world) { w.node.Endpoint = "exаmple.com:443" }, none{}, "letters"}, // Cyrillic
		"a certificate of its own":   {func(w *world) { w.prober.Roots = x509.NewCertPool() }, none{}, "no authority"},
		"a certificate for another":  {func(w *world) { w.node.Endpoint, w.gateway.host = "example.net", "example.net" }, none{}, "another name"},
		"a certificate that expired": {func(w *world) { w.prober.Now = func() time.Time { return time.Now().AddDate(100, 0, 0) } }, none{}, "expired"},
		"no endpoint at all":         {func(w *world) { w.node.Endpoint = "https://example.com/x" }, none{}, "port"},
		"an address in hexadecimal":  {func(w *world) { w.node.Endpoint = "0x7f.1" }, none{}, "no IPv4 address"},
		"a place that does not speak": {func(w *world) {
			w.prober.Dial = func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("refused") }
		}, none{}, "refused"},
	} {
		w := newWorld(t)
		c.change(w)
		passed, b, _ := w.prober.Place(t.Context(), w.node, c.others)
		a.Tried(passed, "%s: passed", name)
		if !strings.Contains(b.Why, c.want) {
			t.Errorf("%s: it says %q, want something of %q", name, b.Why, c.want)
		}
	}
}

// TestDemo: in a demo everything is at one address of this machine, without TLS; it is looked at and not judged.
func TestDemo(t *testing.T) {
	w := newWorld(t)
	w.gateway.host, w.node.Endpoint, w.prober.Demo = "n1.localhost:9101", "n1.localhost:9101", true
	srv := httptest.NewServer(w.gateway)
	defer srv.Close()
	w.prober.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, srv.Listener.Addr().String())
	}
	passed, b, _ := w.prober.Place(t.Context(), w.node, taken{{netip.MustParseAddr("127.0.0.1"), 9101}: {1}})
	if !passed || b.Addresses[0].Public || b.Addresses[0].Shared != (eth.Address{1}) || !b.Demo {
		t.Errorf("place: %+v", b)
	}
	w.gateway.key, _ = newKey(t)
	if passed, _ := w.prober.Key(t.Context(), w.node); passed {
		t.Error("in a demo another's key does")
	}
}
