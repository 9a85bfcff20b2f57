package negotiate

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"berth/bff/catalogue"
	"berth/bff/peer"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// BenchmarkGreetMany greets 1,000 gateways side by side, each with a listener and an operator's signature of its own, as the
// platform does: over HTTP on this machine, every answer checked, its signature too. Both sides' work is in the figures, the
// gateways' signing as well. A round begins without connections.
func BenchmarkGreetMany(b *testing.B) {
	const gateways = 1000
	c := catalogue.New(dollar)
	total := resource.Resources{CPUMilli: 64_000, MemoryMiB: 1 << 18, DiskMiB: 1 << 20, TrafficMiB: 1 << 20}
	price := wire.Price{Token: dollar, CoreHour: amount.NanoOf(3600e9), MemoryHour: amount.NanoOf(3600e9)}
	for i := range gateways {
		node := eth.Address{1, byte(i >> 8), byte(i)}
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			var g wire.Greet
			if err := json.NewDecoder(r.Body).Decode(&g); err != nil {
				http.Error(w, err.Error(), http.StatusBadRequest)
				return
			}
			q := order.Quote{
				Node: node, User: g.User, Token: g.Token, Resources: g.Resources, Rate: g.Rate, MinDuration: 60, MaxDuration: 1 << 20, Epoch: 1, Nonce: 1,
				ValidUntil: time.Now().Add(time.Minute).Truncate(time.Second).UTC(),
			}
			_ = json.NewEncoder(w).Encode(wire.Greeting{Kind: wire.Accept, Quote: &q, Signature: sign(b, q, operator)})
		}))
		defer s.Close()
		c.Put(chain.Node{Address: node, Operator: operatorAddress(b), Total: total, RegisteredAt: time.Unix(1, 0), Endpoint: s.Listener.Addr().String(), Epoch: 1})
		c.SetCard(node, &wire.Card{Name: fmt.Sprint("Node ", i), Headroom: total, Prices: []wire.Price{price}}, "", time.Now())
	}
	c.Publish()
	user := eth.Address{2}
	request := wire.OfferRequest{Resources: want, Token: dollar, Rate: amount.NanoOf(90e9), Duration: 3600}
	var first, last time.Duration
	for b.Loop() {
		peers := peer.New(true)
		m := New(Config{Domain: domain, Tokens: tokens, Most: gateways, Deadline: 30 * time.Second}, plainNodes{c}, peers, fakeContracts{}, &memStore{}, quiet)
		start := time.Now()
		id, err := m.Start(b.Context(), user, "here", request)
		if err != nil {
			b.Fatal(err)
		}
		got := 0
		for ended := false; !ended; {
			events, over, err := m.Events(b.Context(), user, id, got)
			if err != nil {
				b.Fatal(err)
			}
			if got < 2 && got+len(events) > 1 { // behind "asked"
				first += time.Since(start)
			}
			got, ended = got+len(events), over
		}
		last += time.Since(start)
		if o, err := m.Offer(b.Context(), user, id); err != nil || o.Done.Accepted != gateways {
			b.Fatalf("%+v, %v", o.Done, err)
		}
		m.Close()
		peers.Close()
	}
	b.ReportMetric(float64(first.Milliseconds())/float64(b.N), "first-ms")
	b.ReportMetric(float64(last.Milliseconds())/float64(b.N), "all-ms")
}

// plainNodes are a catalogue's, at their listeners' own addresses without TLS.
type plainNodes struct{ *catalogue.Catalogue }

// Fits implements Nodes.
func (p plainNodes) Fits(want resource.Resources, token eth.Address, duration uint32, needs order.Need, only []eth.Address) ([]catalogue.Fit, map[resource.Dimension]int) {
	fits, out := p.Catalogue.Fits(want, token, duration, needs, only)
	for i := range fits {
		n := *fits[i].Node
		n.URL = "http://" + n.Endpoint
		fits[i].Node = &n
	}
	return fits, out
}
