package domain

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"
)

const (
	// tryTime is for how long one server is waited for, and lookupTime for how long all of them.
	tryTime    = 3 * time.Second
	lookupTime = 10 * time.Second
	// maxHops is how many CNAMEs are followed from a name.
	maxHops = 8
	// maxFound is how many records of an answer are kept to be shown, and maxText how much of each, in bytes.
	maxFound = 8
	maxText  = 255
	// absentLeast and absentMost are for how long it is remembered that there is no such record, by the zone's own word in
	// between.
	absentLeast = 5 * time.Second
	absentMost  = time.Minute
	maxAbsent   = 4096
	// udpSize is what is taken in one datagram (RFC 9715); what is longer comes by TCP.
	udpSize = 1232
)

// errAbsent is a record that is not there, by the word of who must know.
var errAbsent = errors.New("there is no such record")

// Resolver asks the DNS by recursive servers. It is safe for concurrent use.
type Resolver struct {
	servers []string // host:port
	try     time.Duration
	now     func() time.Time

	mu     sync.Mutex
	absent map[question]time.Time // until when it is believed
}

type question struct {
	name string
	kind uint16
}

// answer is what a name has of one type, and the names that it stands for on the way.
type answer struct {
	names []string // that the CNAMEs lead through, in their order, without the dot at the end
	texts []string
	addrs []netip.Addr
}

// NewResolver makes a Resolver of servers, each an address with a port or none.
func NewResolver(servers []string, now func() time.Time) (*Resolver, error) {
	r := &Resolver{try: tryTime, now: now, absent: map[question]time.Time{}}
	for _, s := range servers {
		if ip, err := netip.ParseAddr(strings.Trim(s, "[]")); err == nil {
			r.servers = append(r.servers, netip.AddrPortFrom(ip, 53).String())
			continue
		}
		at, err := netip.ParseAddrPort(s)
		if err != nil {
			return nil, fmt.Errorf("%q: must be an address, with a port if need be, such as 9.9.9.9 or [2620:fe::fe]:53", s)
		}
		r.servers = append(r.servers, at.String())
	}
	return r, nil
}

// SystemServers are the servers that this machine asks, as resolv.conf(5) has them.
func SystemServers(path string) ([]string, error) {
	c, err := dns.ClientConfigFromFile(path)
	if err != nil {
		return nil, fmt.Errorf("the machine's resolvers: %w", err)
	}
	var all []string
	for _, s := range c.Servers {
		all = append(all, net.JoinHostPort(s, c.Port))
	}
	return all, nil
}

// look asks for the records of one type of a name. The error is errAbsent where there are none; with any other nothing is
// known. The names on the way come with an error, too.
func (r *Resolver) look(ctx context.Context, name string, kind uint16) (answer, error) {
	q := question{name, kind}
	if r.isAbsent(q) {
		return answer{}, errAbsent
	}
	ctx, cancel := context.WithTimeout(ctx, lookupTime)
	defer cancel()
	err := errors.New("this node has no DNS resolver")
	for _, server := range r.servers {
		var m *dns.Msg
		if m, err = r.ask(ctx, server, q); err != nil {
			if ctx.Err() != nil {
				break
			}
			continue
		}
		a, more := read(m, q)
		if errors.Is(more, errAbsent) {
			r.noteAbsent(q, m, len(a.names) > 0)
		}
		return a, more
	}
	return answer{}, err
}

// ask asks one server, by TCP where the answer is too long for a datagram.
func (r *Resolver) ask(ctx context.Context, server string, q question) (*dns.Msg, error) {
	m := new(dns.Msg)
	m.SetQuestion(dns.Fqdn(q.name), q.kind)
	m.SetEdns0(udpSize, false)
	for _, network := range []string{"udp", "tcp"} {
		try, cancel := context.WithTimeout(ctx, r.try)
		got, _, err := (&dns.Client{Net: network, Timeout: r.try}).ExchangeContext(try, m, server)
		cancel()
		switch {
		case got != nil && got.Truncated && network == "udp":
			continue
		case err != nil:
			return nil, asked(err)
		case len(got.Question) != 1 || got.Question[0] != m.Question[0] || !got.Response:
			return nil, errors.New("the DNS resolver answered something else than it was asked")
		case got.Rcode != dns.RcodeSuccess && got.Rcode != dns.RcodeNameError:
			return nil, fmt.Errorf("the DNS resolver says %s", code(got.Rcode))
		}
		return got, nil
	}
	return nil, errors.New("the DNS resolver's answer is cut off")
}

// asked is why a server gave no answer, without its address: that is the operator's.
func asked(err error) error {
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() || errors.Is(err, context.DeadlineExceeded) {
		return errors.New("the DNS resolver did not answer in time")
	}
	return errors.New("the DNS resolver gave no answer that can be read")
}

func code(rcode int) string {
	if s := dns.RcodeToString[rcode]; s != "" {
		return s
	}
	return fmt.Sprintf("code %d", rcode)
}

// read takes out of an answer what belongs to the question, from CNAME to CNAME. What else is in it counts for nothing.
func read(m *dns.Msg, q question) (a answer, err error) {
	at := dns.CanonicalName(q.name)
	passed := map[string]bool{at: true}
	for {
		next := ""
		for _, rr := range m.Answer {
			h := rr.Header()
			if h.Class != dns.ClassINET || dns.CanonicalName(h.Name) != at {
				continue
			}
			switch rr := rr.(type) {
			case *dns.CNAME:
				next = dns.CanonicalName(rr.Target)
			case *dns.TXT:
				if q.kind == dns.TypeTXT {
					a.texts = append(a.texts, strings.Join(rr.Txt, ""))
				}
			case *dns.A:
				if ip, ok := netip.AddrFromSlice(rr.A); ok && q.kind == dns.TypeA {
					a.addrs = append(a.addrs, ip.Unmap())
				}
			case *dns.AAAA:
				if ip, ok := netip.AddrFromSlice(rr.AAAA); ok && q.kind == dns.TypeAAAA {
					a.addrs = append(a.addrs, ip.Unmap())
				}
			}
		}
		if len(a.texts)+len(a.addrs) > 0 || next == "" {
			break
		}
		if passed[next] {
			return a, errors.New("its CNAME records lead in a circle")
		}
		if len(a.names) == maxHops {
			return a, fmt.Errorf("it leads through more than %d CNAME records", maxHops)
		}
		passed[next], at = true, next
		a.names = append(a.names, strings.TrimSuffix(next, "."))
	}
	if len(a.texts)+len(a.addrs) == 0 {
		return a, errAbsent
	}
	return a, nil
}

func (r *Resolver) isAbsent(q question) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	until, ok := r.absent[q]
	if ok && !r.now().Before(until) {
		delete(r.absent, q)
		return false
	}
	return ok
}

// noteAbsent remembers that there is no such record (RFC 2308). An answer that leads elsewhere is asked for anew: the names
// in it are to be shown.
func (r *Resolver) noteAbsent(q question, m *dns.Msg, leads bool) {
	if leads {
		return
	}
	for_ := absentLeast
	for _, rr := range m.Ns {
		if soa, ok := rr.(*dns.SOA); ok {
			for_ = time.Duration(min(soa.Hdr.Ttl, soa.Minttl)) * time.Second
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.absent) >= maxAbsent {
		clear(r.absent)
	}
	r.absent[q] = r.now().Add(min(max(for_, absentLeast), absentMost))
}
