package certstest

import (
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/miekg/dns"
)

// Key is the TSIG key of a Zone: its name, and the secret in base64.
const (
	KeyName = "berth."
	Secret  = "c2l4dGVlbiBieXRlcyBvZiBrZXkgZm9yIGEgdGVzdA=="
)

// Zone is a DNS server for one zone, on UDP and TCP: all its names are on loopback, and its TXT records are those that it is
// told by updates (RFC 2136) signed with its key. It is safe for concurrent use.
type Zone struct {
	Addr string // address and port

	name string
	mu   sync.Mutex
	txt  map[string][]string
	all  int // records that there ever were
}

// Updates is how many records it was given.
func (z *Zone) Updates() int {
	z.mu.Lock()
	defer z.mu.Unlock()
	return z.all
}

// Left is how many records it has.
func (z *Zone) Left() int {
	z.mu.Lock()
	defer z.mu.Unlock()
	n := 0
	for _, l := range z.txt {
		n += len(l)
	}
	return n
}

// NewZone starts a server, which ends with the test.
func NewZone(t *testing.T, name string) *Zone {
	t.Helper()
	z := &Zone{name: dns.Fqdn(name), txt: map[string][]string{}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p, err := net.ListenPacket("udp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	z.Addr = l.Addr().String()
	secrets := map[string]string{KeyName: Secret}
	for _, s := range []*dns.Server{
		{Listener: l, Handler: z, TsigSecret: secrets, MsgAcceptFunc: accept}, {PacketConn: p, Handler: z, TsigSecret: secrets, MsgAcceptFunc: accept},
	} {
		up := make(chan struct{})
		s.NotifyStartedFunc = func() { close(up) }
		go func() { _ = s.ActivateAndServe() }()
		<-up
		t.Cleanup(func() { _ = s.Shutdown() })
	}
	return z
}

// accept lets updates in, which the library would not.
func accept(h dns.Header) dns.MsgAcceptAction {
	if int(h.Bits>>11)&0xf == dns.OpcodeUpdate {
		return dns.MsgAccept
	}
	return dns.DefaultMsgAcceptFunc(h)
}

// ServeDNS implements dns.Handler.
func (z *Zone) ServeDNS(w dns.ResponseWriter, q *dns.Msg) {
	m := new(dns.Msg).SetReply(q)
	m.Authoritative = true
	if q.Opcode == dns.OpcodeUpdate {
		z.update(w, q, m)
		return
	}
	for _, ask := range q.Question {
		name := strings.ToLower(ask.Name)
		header := dns.RR_Header{Name: ask.Name, Rrtype: ask.Qtype, Class: dns.ClassINET, Ttl: 1}
		switch ask.Qtype {
		case dns.TypeA:
			m.Answer = append(m.Answer, &dns.A{Hdr: header, A: net.IPv4(127, 0, 0, 1)})
		case dns.TypeTXT:
			z.mu.Lock()
			for _, v := range z.txt[name] {
				m.Answer = append(m.Answer, &dns.TXT{Hdr: header, Txt: []string{v}})
			}
			z.mu.Unlock()
		case dns.TypeSOA:
			soa := &dns.SOA{Hdr: dns.RR_Header{Name: z.name, Rrtype: dns.TypeSOA, Class: dns.ClassINET, Ttl: 1}, Ns: "ns." + z.name, Mbox: "ops." + z.name, Serial: 1, Refresh: 1, Retry: 1, Expire: 1, Minttl: 1}
			if name == z.name {
				m.Answer = append(m.Answer, soa)
			} else {
				m.Ns = append(m.Ns, soa)
			}
		}
	}
	_ = w.WriteMsg(m)
}

func (z *Zone) update(w dns.ResponseWriter, q, m *dns.Msg) {
	if sig := q.IsTsig(); sig == nil || w.TsigStatus() != nil {
		m.Rcode = dns.RcodeNotAuth
		_ = w.WriteMsg(m)
		return
	} else {
		m.SetTsig(sig.Hdr.Name, sig.Algorithm, 300, int64(sig.TimeSigned))
	}
	z.mu.Lock()
	for _, rr := range q.Ns {
		t, ok := rr.(*dns.TXT)
		if !ok {
			continue
		}
		name, value := strings.ToLower(t.Hdr.Name), strings.Join(t.Txt, "")
		if t.Hdr.Class == dns.ClassINET {
			z.txt[name] = append(z.txt[name], value)
			z.all++
			continue
		}
		var kept []string
		for _, v := range z.txt[name] {
			if v != value {
				kept = append(kept, v)
			}
		}
		z.txt[name] = kept
	}
	z.mu.Unlock()
	_ = w.WriteMsg(m)
}
