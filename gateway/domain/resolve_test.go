package domain

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/miekg/dns"
)

func newResolver(t *testing.T, servers ...string) *Resolver {
	t.Helper()
	r, err := NewResolver(servers, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestServers(t *testing.T) {
	for in, want := range map[string]string{
		"9.9.9.9": "9.9.9.9:53", "127.0.0.1:5353": "127.0.0.1:5353", "2620:fe::fe": "[2620:fe::fe]:53", "[2620:fe::fe]": "[2620:fe::fe]:53", "[2620:fe::fe]:5353": "[2620:fe::fe]:5353",
	} {
		if r := newResolver(t, in); !slices.Equal(r.servers, []string{want}) {
			t.Errorf("%s: got %v, want %s", in, r.servers, want)
		}
	}
	for _, in := range []string{"", "dns.example", "9.9.9", "9.9.9.9:x", "9.9.9.9:99999"} {
		if _, err := NewResolver([]string{in}, time.Now); err == nil {
			t.Errorf("%q was taken", in)
		}
	}
	path := filepath.Join(t.TempDir(), "resolv.conf")
	if err := os.WriteFile(path, []byte("# x\nnameserver 10.1.2.3\nnameserver fe80::1%eth0\nsearch example.org\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	all, err := SystemServers(path)
	if err != nil || len(all) != 2 {
		t.Fatalf("got %v %v", all, err)
	}
	if r := newResolver(t, all...); r.servers[0] != "10.1.2.3:53" {
		t.Errorf("got %v", r.servers)
	}
	if _, err := SystemServers(path + ".not"); err == nil {
		t.Error("a file that is not there")
	}
}

// An answer of nearly 64 KiB comes by TCP, and of it no more is shown than can be read.
func TestLargeAnswer(t *testing.T) {
	w := newTown(t)
	w.claim(alice, 1, app)
	var all []string
	for i := range 200 {
		all = append(all, fmt.Sprintf("%d-%s", i, strings.Repeat("x", 240)))
	}
	w.dns.set("_berth."+app, "TXT", append(all, w.proof(1))...)
	w.dns.set(app, "A", here4)
	w.look(0)
	d := w.is(1, app, "ready")
	if len(d.Proof.Found) != maxFound || !d.Proof.OK {
		t.Errorf("%d shown, %v", len(d.Proof.Found), d.Proof.OK)
	}
}

// A server that does not answer gives way to the next within its time; where none does, that is unknown.
func TestSlowServers(t *testing.T) {
	silent, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	z := newZone(t)
	z.set(app, "A", here4)
	quick := func(servers ...string) *Resolver {
		r := newResolver(t, servers...)
		r.try = 100 * time.Millisecond
		return r
	}
	a, err := quick(silent.LocalAddr().String(), z.addr).look(t.Context(), app, dns.TypeA)
	if err != nil || !slices.Equal(a.addrs, []netip.Addr{netip.MustParseAddr(here4)}) {
		t.Errorf("got %v %v", a, err)
	}
	if _, err := quick(silent.LocalAddr().String()).look(t.Context(), app, dns.TypeA); err == nil || errors.Is(err, errAbsent) || strings.Contains(err.Error(), "127.0.0.1") {
		t.Errorf("got %v", err)
	}
	if _, err := newResolver(t).look(t.Context(), app, dns.TypeA); err == nil || errors.Is(err, errAbsent) {
		t.Errorf("without servers: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := newResolver(t, z.addr).look(ctx, app, dns.TypeA); err == nil {
		t.Error("it is asked after its end")
	}
}

// What is in an answer beside what belongs to the question counts for nothing.
func TestForeignRecords(t *testing.T) {
	rr := func(s string) dns.RR {
		x, err := dns.NewRR(s)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	q := question{app, dns.TypeA}
	for name, tt := range map[string]struct {
		answer []dns.RR
		addrs  int
		names  []string
		absent bool
	}{
		"another's name":  {[]dns.RR{rr("evil.example. 1 A " + here4)}, 0, nil, true},
		"another type":    {[]dns.RR{rr(app + ". 1 TXT x")}, 0, nil, true},
		"in any order":    {[]dns.RR{rr("b.example. 1 A " + here4), rr(app + ". 1 CNAME b.example.")}, 1, []string{"b.example"}, false},
		"in capitals":     {[]dns.RR{rr("APP.Example.org. 1 CNAME B.example."), rr("b.EXAMPLE. 1 A " + here4)}, 1, []string{"b.example"}, false},
		"CNAME elsewhere": {[]dns.RR{rr("x.example. 1 CNAME n1.berth.example."), rr(app + ". 1 A " + elsewhere)}, 1, nil, false},
		"dangling":        {[]dns.RR{rr(app + ". 1 CNAME web-1.n1.berth.example.")}, 0, []string{"web-1.n1.berth.example"}, true},
		"chaos class":     {[]dns.RR{rr(app + ". 1 CH TXT x")}, 0, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := read(&dns.Msg{Answer: tt.answer}, q)
			if len(a.addrs) != tt.addrs || !slices.Equal(a.names, tt.names) || errors.Is(err, errAbsent) != tt.absent {
				t.Errorf("got %+v %v", a, err)
			}
		})
	}
}

// Whatever a server sends, reading it ends, with no more than was asked for.
func FuzzAnswers(f *testing.F) {
	m := new(dns.Msg)
	m.SetQuestion(app+".", dns.TypeA)
	for _, s := range []string{app + ". 1 A " + here4, app + ". 1 CNAME a.example.", "a.example. 1 CNAME " + app + "."} {
		rr, err := dns.NewRR(s)
		if err != nil {
			f.Fatal(err)
		}
		m.Answer = append(m.Answer, rr)
		raw, err := m.Pack()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := new(dns.Msg)
		if m.Unpack(raw) != nil {
			return
		}
		for _, kind := range []uint16{dns.TypeA, dns.TypeAAAA, dns.TypeTXT} {
			a, err := read(m, question{app, kind})
			if len(a.names) > maxHops || err == nil && len(a.texts)+len(a.addrs) == 0 {
				t.Errorf("got %+v %v", a, err)
			}
		}
	})
}
