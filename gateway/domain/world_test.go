package domain

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/miekg/dns"

	"berth/gateway/lease/book"
	"berth/gateway/ledger"
	"berth/gateway/proxy"
	"berth/shared/clocktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// zone is a DNS server on loopback that answers what a test has put into it.
type zone struct {
	addr string

	mu      sync.Mutex
	records map[question][]dns.RR
	rcodes  map[string]int    // of names, instead of an answer
	silent  map[string]bool   // names that get none
	asked   map[string]int    // how often, by name and type
	soa     map[string]uint32 // for how long the absence of a name lasts, seconds
}

func newZone(t *testing.T) *zone {
	t.Helper()
	z := &zone{records: map[question][]dns.RR{}, rcodes: map[string]int{}, silent: map[string]bool{}, asked: map[string]int{}, soa: map[string]uint32{}}
	var ln net.Listener
	var packets net.PacketConn
	for err := errors.New("no port yet"); err != nil; { // one that both have free
		if ln, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			t.Fatal(err)
		}
		if packets, err = net.ListenPacket("udp", ln.Addr().String()); err != nil {
			ln.Close()
		}
	}
	z.addr = ln.Addr().String()
	for _, s := range []*dns.Server{{PacketConn: packets, Handler: z}, {Listener: ln, Handler: z}} {
		started := make(chan struct{})
		s.NotifyStartedFunc = func() { close(started) }
		go s.ActivateAndServe()
		<-started
		t.Cleanup(func() { s.Shutdown() })
	}
	return z
}

// ServeDNS implements dns.Handler. Like a recursive resolver it follows CNAMEs.
func (z *zone) ServeDNS(w dns.ResponseWriter, r *dns.Msg) {
	q := r.Question[0]
	name := strings.TrimSuffix(q.Name, ".")
	m := new(dns.Msg)
	m.SetReply(r)
	z.mu.Lock()
	z.asked[name+" "+dns.TypeToString[q.Qtype]]++
	silent := z.silent[name]
	m.Rcode = z.rcodes[name]
	for hop := 0; m.Rcode == 0 && hop < 20; hop++ {
		cname := z.records[question{name, dns.TypeCNAME}]
		m.Answer = append(m.Answer, z.records[question{name, q.Qtype}]...)
		if len(cname) == 0 {
			break
		}
		m.Answer = append(m.Answer, cname...)
		name = strings.TrimSuffix(cname[0].(*dns.CNAME).Target, ".")
	}
	if len(m.Answer) == 0 && m.Rcode == 0 {
		m.Rcode = dns.RcodeNameError
	}
	if ttl, ok := z.soa[name]; ok {
		m.Ns = append(m.Ns, &dns.SOA{Hdr: dns.RR_Header{Name: "example.", Rrtype: dns.TypeSOA, Class: dns.ClassINET, Ttl: ttl}, Ns: "a.", Mbox: "b.", Minttl: ttl})
	}
	z.mu.Unlock()
	if silent {
		return
	}
	if _, udp := w.RemoteAddr().(*net.UDPAddr); udp {
		m.Truncate(udpSize)
	}
	w.WriteMsg(m)
}

// set puts records in place of those of the same name and type.
func (z *zone) set(name, kind string, values ...string) {
	z.mu.Lock()
	defer z.mu.Unlock()
	q := question{name, dns.StringToType[kind]}
	delete(z.records, q)
	for _, v := range values {
		h := dns.RR_Header{Name: dns.Fqdn(name), Rrtype: q.kind, Class: dns.ClassINET, Ttl: 60}
		switch kind {
		case "TXT":
			z.records[q] = append(z.records[q], &dns.TXT{Hdr: h, Txt: chunks(v)})
		case "CNAME":
			z.records[q] = append(z.records[q], &dns.CNAME{Hdr: h, Target: dns.Fqdn(v)})
		case "A":
			z.records[q] = append(z.records[q], &dns.A{Hdr: h, A: net.ParseIP(v)})
		case "AAAA":
			z.records[q] = append(z.records[q], &dns.AAAA{Hdr: h, AAAA: net.ParseIP(v)})
		}
	}
}

// chunks are the strings of up to 255 bytes that a TXT record is made of.
func chunks(s string) (all []string) {
	for len(s) > 255 {
		all, s = append(all, s[:255]), s[255:]
	}
	return append(all, s)
}

func (z *zone) fail(name string, rcode int) {
	z.mu.Lock()
	defer z.mu.Unlock()
	if z.rcodes[name] = rcode; rcode == 0 {
		delete(z.rcodes, name)
	}
}

// silence has questions about a name go without an answer.
func (z *zone) silence(name string) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.silent[name] = true
}

// lasts says for how many seconds a name's absence is to be believed.
func (z *zone) lasts(name string, seconds uint32) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.soa[name] = seconds
}

func (z *zone) count(key string) int {
	z.mu.Lock()
	defer z.mu.Unlock()
	return z.asked[key]
}

// tenants are the orders that there are; the zero Tenure is one that nobody has.
type tenants struct {
	mu sync.Mutex
	by map[order.ID]book.Tenure
}

func (o *tenants) Tenure(id order.ID) book.Tenure {
	o.mu.Lock()
	defer o.mu.Unlock()
	if t, ok := o.by[id]; ok {
		return t
	}
	return book.Tenure{Over: true, Gone: true}
}

func (o *tenants) set(id order.ID, t book.Tenure) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.by[id] = t
}

// authority gives a certificate for each host that it does not refuse.
type authority struct {
	mu      sync.Mutex
	refuses bool
	asked   int
	until   map[string]time.Time
	now     func() time.Time
}

func (a *authority) Obtain(_ context.Context, host string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.asked++
	if a.refuses {
		return errors.New("rate limited")
	}
	a.until[host] = a.now().Add(90 * 24 * time.Hour)
	return nil
}

func (a *authority) Until(host string) time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.until[host]
}

const here4, here6, elsewhere = "203.0.113.7", "2001:db8::7", "192.0.2.99"

var (
	alice = eth.Address{1}
	bob   = eth.Address{2}
)

// town is a gateway n1.berth.example with the orders 1 and 2 of alice and 3 of bob, and a DNS.
type town struct {
	*Names
	t      *testing.T
	dns    *zone
	clock  *clocktest.Clock
	orders *tenants
	store  *ledger.Ledger
	path   string
	cfg    Config

	mu   sync.Mutex
	told []string
}

func newTown(t *testing.T, change ...func(*Config)) *town {
	t.Helper()
	w := &town{t: t, dns: newZone(t), clock: clocktest.At(time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)), path: filepath.Join(t.TempDir(), "ledger.db")}
	w.orders = &tenants{by: map[order.ID]book.Tenure{1: {User: alice}, 2: {User: alice}, 3: {User: bob}}}
	r, err := NewResolver([]string{w.dns.addr}, w.clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	r.try = 2 * time.Second // a busy machine is no silent one
	w.cfg = Config{
		Scheme: "https", Domain: "n1.berth.example", Others: []string{"app.berth.example"}, ChainID: 8453, Market: eth.Address{0xaa}, Most: 4,
		Addresses: []netip.Addr{netip.MustParseAddr(here4), netip.MustParseAddr(here6)},
		Resolver:  r, Orders: w.orders, Log: slog.New(slog.NewTextHandler(t.Output(), nil)), Now: w.clock.Now,
		Happened: func(id order.ID, h wire.Happening) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.told = append(w.told, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", id, h.Code, h.Figures["host"], h.Figures["cause"])))
		},
		Changed: func(order.ID) {},
	}
	for _, f := range change {
		f(&w.cfg)
	}
	w.open()
	t.Cleanup(func() { w.store.Close() })
	return w
}

func (w *town) open() {
	w.t.Helper()
	var err error
	if w.store, err = ledger.Open(w.path); err != nil {
		w.t.Fatal(err)
	}
	w.cfg.Store = w.store
	if w.Names, err = New(w.cfg); err != nil {
		w.t.Fatal(err)
	}
}

// restart is as after a kill: what was not written is gone.
func (w *town) restart() {
	w.t.Helper()
	if err := w.store.Close(); err != nil {
		w.t.Fatal(err)
	}
	w.open()
}

// look lets time pass and looks up what is due then.
func (w *town) look(after time.Duration) {
	w.t.Helper()
	w.clock.Pass(after)
	for range 100 {
		all := w.take()
		if len(all) == 0 {
			if err := w.flush(); err != nil {
				w.t.Fatal(err)
			}
			return
		}
		var running sync.WaitGroup
		for _, x := range all {
			running.Go(func() { w.check(w.t.Context(), x) })
		}
		running.Wait()
	}
	w.t.Fatal("there is always something due")
}

func (w *town) claim(user eth.Address, id order.ID, host string) wire.Domain {
	w.t.Helper()
	d, err := w.Claim(user, id, "web", host)
	if err != nil {
		w.t.Fatal(err)
	}
	return d
}

// domain is an order's host as it is now.
func (w *town) domain(id order.ID, host string) wire.Domain {
	w.t.Helper()
	all := w.Domains(id).Domains
	i := slices.IndexFunc(all, func(d wire.Domain) bool { return d.Host == host })
	if i < 0 {
		w.t.Fatalf("order %s has no %s: %+v", id, host, all)
	}
	return all[i]
}

// is checks a host's state and what is served.
func (w *town) is(id order.ID, host string, state wire.DomainState) wire.Domain {
	w.t.Helper()
	d := w.domain(id, host)
	if d.State != state {
		w.t.Fatalf("order %s, %s: got %s (%+v), want %s", id, host, d.State, d, state)
	}
	if at, ok := w.Lookup(host); state == wire.DomainReady && (!ok || at.Order != id) {
		w.t.Fatalf("%s is ready and leads to %+v %v", host, at, ok)
	} else if state != wire.DomainReady && ok && at.Order == id {
		w.t.Fatalf("%s is not ready and leads to %+v", host, at)
	}
	return d
}

// proof is an order's record.
func (w *town) proof(id order.ID) string { return w.site.proof(id) }

// ready has an order's host proven, led here and ready.
func (w *town) ready(user eth.Address, id order.ID, host string) {
	w.t.Helper()
	w.claim(user, id, host)
	w.dns.set(ProofPrefix+host, "TXT", w.proof(id))
	w.dns.set(host, "A", here4)
	w.look(time.Minute)
	w.is(id, host, wire.DomainReady)
}

// A look-up is in the way of every request to a user's own host.
func BenchmarkLookup(b *testing.B) {
	n := &Names{}
	for i := range 10_000 {
		n.places.Store(fmt.Sprintf("h%d.example.org", i), proxy.Place{Order: order.ID(i), Service: "web"})
	}
	b.ReportAllocs()
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			if _, ok := n.Lookup("h77.example.org"); !ok {
				b.Error("it is not there")
			}
		}
	})
}
