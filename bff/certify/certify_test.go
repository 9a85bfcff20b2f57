package certify

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/crypto"

	"berth/bff/certify/evidence"
	"berth/bff/certify/probe"
	"berth/bff/dossier"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

var domain = typed.Berth(1337, eth.Address{0xaa})

// memory is a Store and a Registry, and what the catalogue was told.
type memory struct {
	mu        sync.Mutex
	broken    bool
	evidence  map[string]wire.EvidenceDocument
	certs     map[eth.Address]dossier.Certificate
	incidents map[eth.Address][]wire.Absence
	entries   map[eth.Address]chain.Node
	written   []int // certificates at a time
}

func newMemory() *memory {
	return &memory{
		evidence: map[string]wire.EvidenceDocument{}, certs: map[eth.Address]dossier.Certificate{}, incidents: map[eth.Address][]wire.Absence{},
		entries: map[eth.Address]chain.Node{},
	}
}

func (m *memory) AddEvidence(_ context.Context, e wire.EvidenceDocument) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken {
		return errors.New("away")
	}
	m.evidence[e.ID] = e
	return nil
}

func (m *memory) PutCertificates(_ context.Context, all []dossier.Certificate) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken {
		return errors.New("away")
	}
	for _, c := range all {
		m.certs[c.Node] = c
	}
	m.written = append(m.written, len(all))
	return nil
}

func (m *memory) Certificates(context.Context) ([]dossier.Certificate, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Collect(maps.Values(m.certs)), nil
}

func (m *memory) PutIncidents(_ context.Context, all []dossier.Incidents) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, i := range all {
		m.incidents[i.Node] = i.All
	}
	return nil
}

func (m *memory) Incidents(_ context.Context, node eth.Address) ([]wire.Absence, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.incidents[node], nil
}

// writes are how many certificates were written at a time.
func (m *memory) writes() []int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.written)
}

// found are the documents that were kept.
func (m *memory) found() []wire.EvidenceDocument {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Collect(maps.Values(m.evidence))
}

func (m *memory) Node(_ context.Context, a eth.Address) (chain.Node, error) { return m.entries[a], nil }

// gate answers challenges as the demo's gateways do, for each host by its key; in a bubble there is no network, so that it is an
// http.Handler behind a pipe.
type gate struct {
	mu   sync.Mutex
	keys map[string]func(typed.Challenge) (wire.ChallengeAnswer, error)
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var req wire.ChallengeRequest
	g.mu.Lock()
	sign := g.keys[r.Host]
	g.mu.Unlock()
	if json.NewDecoder(r.Body).Decode(&req) != nil || sign == nil {
		http.Error(w, "no", http.StatusNotFound)
		return
	}
	a, err := sign(typed.Challenge{Gateway: r.Host, Verifier: req.Verifier, Nonce: req.Nonce, At: time.Now().UTC().Truncate(time.Second)})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	_ = json.NewEncoder(w).Encode(a)
}

// takes has a host answer with the key of another one.
func (g *gate) takes(host, other string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.keys[host] = g.keys[other]
}

// dial connects to a server in memory.
type pipes chan net.Conn

func (p pipes) Accept() (net.Conn, error) {
	c, ok := <-p
	if !ok {
		return nil, net.ErrClosed
	}
	return c, nil
}

func (p pipes) Close() error   { return nil }
func (p pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }

func (p pipes) dial(context.Context, string, string) (net.Conn, error) {
	a, b := net.Pipe()
	p <- b
	return a, nil
}

// TestRounds: nodes become verified, lose it when they fail twice in a row, and keep what was found over a restart.
func TestRounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, f := newMemory(), newFleet()
		g := &gate{keys: map[string]func(typed.Challenge) (wire.ChallengeAnswer, error){}}
		one, two := eth.Address{1}, eth.Address{2}
		for i, a := range []eth.Address{one, two} {
			key, err := crypto.GenerateKey()
			if err != nil {
				t.Fatal(err)
			}
			operator := eth.Address(crypto.PubkeyToAddress(key.PublicKey))
			host := []string{"n1.localhost:9101", "n2.localhost:9102"}[i]
			g.keys[host] = func(c typed.Challenge) (wire.ChallengeAnswer, error) {
				c.Node = a
				sig, err := eip712.Sign(key, c.Data(domain))
				return wire.ChallengeAnswer{Challenge: c, Operator: operator, Signature: sig}, err
			}
			m.entries[a] = chain.Node{Address: a, Operator: operator, Endpoint: host, RegisteredAt: time.Now().Add(time.Duration(i-100) * time.Hour)}
			f.put(wire.Node{Address: a, Operator: operator, Endpoint: host, Reachable: true})
		}
		ln := make(pipes)
		srv := &httptest.Server{Listener: ln, Config: &http.Server{Handler: g}}
		srv.Start()
		key, err := crypto.GenerateKey()
		if err != nil {
			t.Fatal(err)
		}
		verifier := eth.Address(crypto.PubkeyToAddress(key.PublicKey))
		config := Config{
			Key: key, Domain: domain, Demo: true, Store: m, Nodes: f, Watch: f.watch, Registry: m, Every: Every{Free: time.Hour, Paid: 48 * time.Hour}, Log: slog.New(slog.DiscardHandler),
			Prober: &probe.Prober{Domain: domain, Verifier: verifier, Demo: true, Dial: ln.dial, Lookup: func(context.Context, string, string) ([]netip.Addr, error) { return nil, errors.New("no") }},
		}
		c := New(config)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- c.Run(ctx) }()
		probes := func(a eth.Address, n int, why string) {
			for range n {
				c.Probed(dossier.Probe{Node: a, At: time.Now(), Why: why})
				time.Sleep(10 * time.Second)
			}
		}
		time.Sleep(20 * time.Minute) // the first look is within a quarter of an hour
		synctest.Wait()
		if f.level(one) != wire.Verified || f.level(two) != wire.Verified {
			t.Fatalf("after twenty minutes: %q and %q", f.level(one), f.level(two))
		}
		for _, e := range m.found() {
			if _, err := evidence.Recheck(domain, e); err != nil || e.Verifier != verifier || !e.Passed {
				t.Errorf("%s: %v", e.Check, err)
			}
		}
		// One loses its key: what was shown stands for a while, but not after two failures.
		g.takes("n1.localhost:9101", "n2.localhost:9102")
		time.Sleep(4 * time.Hour)
		synctest.Wait()
		if f.level(one) != wire.Reachable || f.level(two) != wire.Verified {
			t.Errorf("without its key: %q, and the other %q", f.level(one), f.level(two))
		}
		// Absences are counted, and the long ones told.
		probes(two, 20, "")
		probes(two, 10, "no answer in time")
		probes(two, 2, "")
		time.Sleep(15 * time.Minute)
		synctest.Wait()
		if got, _ := m.Incidents(t.Context(), two); len(got) != 1 || got[0].To.Sub(got[0].From) != 100*time.Second {
			t.Errorf("incidents: %+v", got)
		}
		if u := c.Certification(two).Uptime; u.Day != 687 {
			t.Errorf("22 of 32 answered: %+v", u)
		}
		before := len(m.found())
		if before < 10 {
			t.Errorf("%d documents in four hours", before)
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
		again := New(config)
		if err := again.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := again.Certification(two); got.Level != wire.Verified || len(got.Checks) != 2 || got.Uptime.Day != 687 {
			t.Errorf("after a restart: %+v", got)
		}
		srv.CloseClientConnections()
		close(ln)
		srv.Close()
	})
}

// TestTake: what another platform found counts if it is trusted, and holds.
func TestTake(t *testing.T) {
	key, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	other := eth.Address(crypto.PubkeyToAddress(key.PublicKey))
	m := newMemory()
	own, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	e, err := evidence.Sign(key, domain, eth.Address{1}, evidence.Shop, true, noon, evidence.Body{Shop: &evidence.ShopFound{Order: 1}})
	if err != nil {
		t.Fatal(err)
	}
	// The other platform's API, as far as it is asked.
	asked := 0
	peer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/api/nodes/" + e.Node.String() + "/evidence":
			_ = json.NewEncoder(w).Encode(wire.Page[wire.EvidenceBrief]{Items: []wire.EvidenceBrief{{ID: e.ID, Verifier: e.Verifier, Check: e.Check, At: e.At}}})
		case "/api/evidence/" + e.ID:
			asked++
			_ = json.NewEncoder(w).Encode(e)
		default:
			http.NotFound(w, r)
		}
	}))
	defer peer.Close()
	for _, c := range []struct {
		trusted []eth.Address
		taken   int
	}{{nil, 0}, {[]eth.Address{other}, 1}} {
		asked = 0
		x := New(Config{Key: own, Domain: domain, Trusted: c.trusted, Store: m, HTTP: peer.Client(), Log: slog.New(slog.DiscardHandler)})
		for range 2 { // what there is already is not asked for again
			if err := x.fetch(t.Context(), peer.URL+"/", e.Node); err != nil {
				t.Fatal(err)
			}
		}
		if len(x.Certification(e.Node).Checks) != c.taken || asked != c.taken {
			t.Errorf("trusting %v: %+v, asked %d times", c.trusted, x.Certification(e.Node).Checks, asked)
		}
	}
	forged := e
	forged.Passed = false
	x := New(Config{Key: own, Domain: domain, Trusted: []eth.Address{other}, Store: m, Log: slog.New(slog.DiscardHandler)})
	if taken, dropped, err := x.take(t.Context(), []wire.EvidenceDocument{forged}); taken != 0 || dropped != 1 || err != nil {
		t.Errorf("forged: %d taken, %d dropped, %v", taken, dropped, err)
	}
}
