package domain

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/miekg/dns"

	"berth/gateway/proxy"
	"berth/shared/order"
	"berth/shared/wire"
)

// mineLasts is for how long the gateway's own addresses are believed.
const mineLasts = 5 * time.Minute

// finding is what the DNS said of a host. An error other than errAbsent: that is not known.
type finding struct {
	at       time.Time // zero: nobody has asked yet
	texts    []string  // of its proof
	proofErr error
	names    []string // that it stands for
	addrs    map[uint16][]netip.Addr
	addrErr  error
	mine     []netip.Addr // the gateway's own
	mineErr  error
}

// mine are the gateway's own addresses, as the DNS has them.
type mine struct {
	addrs []netip.Addr
	err   error
	until time.Time
}

// find asks the DNS all that there is to know of a host.
func (n *Names) find(ctx context.Context, host string) finding {
	f := finding{addrs: map[uint16][]netip.Addr{}, addrErr: errAbsent}
	proof, err := n.cfg.Resolver.look(ctx, ProofPrefix+host, dns.TypeTXT)
	f.texts, f.proofErr = proof.texts, err
	for _, kind := range []uint16{dns.TypeA, dns.TypeAAAA} {
		a, err := n.cfg.Resolver.look(ctx, host, kind)
		if len(a.names) > len(f.names) {
			f.names = a.names
		}
		f.addrs[kind] = a.addrs
		if !errors.Is(err, errAbsent) && (f.addrErr == nil || errors.Is(f.addrErr, errAbsent)) {
			f.addrErr = err
		}
	}
	f.mine, f.mineErr = n.own(ctx)
	f.at = n.cfg.Now()
	return f
}

// own are the gateway's own addresses.
func (n *Names) own(ctx context.Context) ([]netip.Addr, error) {
	if len(n.cfg.Addresses) > 0 {
		return n.cfg.Addresses, nil
	}
	now := n.cfg.Now()
	n.mu.Lock()
	m := n.mine
	n.mu.Unlock()
	if now.Before(m.until) {
		return m.addrs, m.err
	}
	m = mine{until: now.Add(mineLasts)}
	for _, kind := range []uint16{dns.TypeA, dns.TypeAAAA} {
		a, err := n.cfg.Resolver.look(ctx, n.site.name, kind)
		m.addrs = append(m.addrs, a.addrs...)
		if err != nil && !errors.Is(err, errAbsent) {
			m.err, m.until = fmt.Errorf("the addresses of %s: %w", n.site.name, err), now.Add(absentLeast)
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.mine = m
	return m.addrs, m.err
}

// all are the addresses of a host.
func (f *finding) all() []netip.Addr { return slices.Concat(f.addrs[dns.TypeA], f.addrs[dns.TypeAAAA]) }

// proves reports whether a text is among the proofs.
func (f *finding) proves(text string) bool {
	return slices.ContainsFunc(f.texts, func(s string) bool { return strings.TrimSpace(s) == text })
}

// knowsProof reports whether the DNS has said which proofs there are.
func (f *finding) knowsProof() bool {
	return !f.at.IsZero() && (f.proofErr == nil || errors.Is(f.proofErr, errAbsent))
}

// named reports whether a host stands for one of the gateway's.
func (f *finding) named(s site) bool {
	return slices.ContainsFunc(f.names, func(name string) bool { return within(name, s.name) })
}

// here reports whether a host leads to this gateway. All its addresses must: a browser, and who gives a certificate, may take
// any of them. An error says that this is not known; why, in plain English, what is amiss.
func (f *finding) here(s site) (ok bool, why string, err error) {
	all := f.all()
	switch {
	case f.at.IsZero():
		return false, "", errors.New("nobody has looked yet")
	case f.named(s):
		return true, "", nil
	case f.addrErr != nil && !errors.Is(f.addrErr, errAbsent):
		return false, "", f.addrErr
	case len(all) == 0:
		return false, "", nil
	case f.mineErr != nil:
		return false, "", f.mineErr
	}
	i := slices.IndexFunc(all, func(a netip.Addr) bool { return !slices.Contains(f.mine, a) })
	if i < 0 {
		return true, "", nil
	}
	if slices.ContainsFunc(all, func(a netip.Addr) bool { return slices.Contains(f.mine, a) }) {
		return false, fmt.Sprintf("it leads to %s, too, which is not this node's; remove that record", all[i]), nil
	}
	return false, "", nil
}

// leads are the records any of which has a host lead to a service, with those first that it may have.
func (f *finding) leads(s site, host string, id order.ID, service string) []wire.DomainRecord {
	var byName, byAddress []wire.DomainRecord
	r := wire.DomainRecord{Type: "CNAME", Name: host, Wanted: proxy.Host(s.name, id, service), OK: f.named(s)}
	r.Found = shown(f.names[:min(len(f.names), 1)])
	byName = append(byName, r)
	for _, a := range f.mine {
		kind, name := dns.TypeA, "A"
		if a.Is6() {
			kind, name = dns.TypeAAAA, "AAAA"
		}
		var found []string
		for _, at := range f.addrs[kind] {
			found = append(found, at.String())
		}
		byAddress = append(byAddress, wire.DomainRecord{
			Type: name, Name: host, Wanted: a.String(), Found: shown(found), OK: slices.Contains(f.addrs[kind], a),
		})
	}
	if isApex(host) {
		return append(byAddress, byName...)
	}
	return append(byName, byAddress...)
}

// shown are texts of others, so few and so short that they can be shown.
func shown(all []string) (some []string) {
	for _, s := range all[:min(len(all), maxFound)] {
		some = append(some, strings.ToValidUTF8(s[:min(len(s), maxText)], "\uFFFD"))
	}
	return some
}
