package gateway

import (
	"context"
	"strconv"
	"time"

	"berth/gateway/admin/api"
	"berth/gateway/admin/attention"
	"berth/gateway/lease"
	"berth/gateway/lease/book"
	"berth/gateway/proxy"
	"berth/shared/amount"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// standing tells the node's operator how it stands.
type standing struct{ *Gateway }

var _ api.Standing = standing{}

// Overview implements api.Standing.
func (s standing) Overview() (wire.AdminOverview, error) {
	st, f, now := s.status(), s.keeper.Facts(), s.cfg.Now()
	o := wire.AdminOverview{
		At: now.UTC().Truncate(time.Second), Started: st.Started, Ready: st.Ready, Closed: st.Closed, Total: st.Total, Capacity: st.Capacity,
		Reserved: st.Reserved, Quoted: st.Quoted, Free: st.Headroom, Load: st.Load, Prices: st.Prices, PriceRange: st.PriceRange,
		Quotes: st.Quotes, Orders: st.Orders, Greeted: map[string]uint64{}, Traffic: s.keeper.Book.Traffic(), Counted: s.office.accounts.Counted(),
		Hosts: map[string]int{},
	}
	for i, k := range greetKinds {
		o.Greeted[string(k)] = s.office.greeted[i].Load()
	}
	for state, n := range s.names.States() {
		o.Hosts[string(state)] = n
	}
	running := s.running(now)
	for _, c := range s.cfg.Contracts.Tokens {
		e, err := s.office.accounts.Earned(c.Address)
		if err != nil {
			return o, err
		}
		e.Running = running[c.Address]
		o.Earnings = append(o.Earnings, e)
	}
	free, all, err := disk(s.cfg.Data)
	if err != nil {
		free, all = 0, 0
	}
	o.Health = s.health(f, st.Unknown, free, all, now)
	o.Attention = attention.List(s.attention(f, st.Unknown, free, all, now))
	if o.Attention == nil {
		o.Attention = []wire.AdminAttention{}
	}
	return o, nil
}

// running is what live orders have earned that is not settled yet, by token.
func (s standing) running(now time.Time) map[eth.Address]amount.Amount {
	sums := map[eth.Address]amount.Amount{}
	s.keeper.Book.Each(func(o *book.Order) {
		if x := &o.Rec.Order; x.State == order.Active {
			sums[x.Token] = sums[x.Token].Add(x.Earned(now).Sub(x.Settled))
		}
	})
	return sums
}

// ahead is how much the chain's newest block is ahead of this machine's clock; nothing where it is not.
func ahead(c wire.AdminCounted, now time.Time) time.Duration {
	if c.Time.IsZero() {
		return 0
	}
	return max(c.Time.Sub(now), 0)
}

func (s standing) health(f lease.Facts, unknown []wire.Unknown, free, all uint64, now time.Time) []wire.AdminHealth {
	away := map[string]time.Time{}
	for _, u := range unknown {
		away[u.What] = u.Since
	}
	age := int64(-1)
	if !f.Polled.IsZero() {
		age = int64(now.Sub(f.Polled) / time.Second)
	}
	counted := s.office.accounts.Counted()
	drift := ahead(counted, now)
	list := []wire.AdminHealth{
		{What: "chain", Since: f.Polled, Figures: map[string]string{"head": strconv.FormatUint(f.Head, 10), "age": strconv.FormatInt(age, 10)}},
		{What: "runtime", Since: f.Measured},
		{What: "disk", OK: all > 0, Figures: map[string]string{"free": strconv.FormatUint(free, 10), "total": strconv.FormatUint(all, 10)}},
		{What: "clock", OK: drift <= attention.ClockDrift, Figures: map[string]string{"ahead": strconv.FormatInt(int64(drift/time.Second), 10)}},
		{What: "earnings", OK: s.office.accounts.Current(), Since: counted.Time},
	}
	for i := range list[:2] {
		h := &list[i]
		since, gone := away[h.What]
		h.OK = !gone && !h.Since.IsZero()
		if gone {
			h.Since, h.Text = since, "it does not answer"
		}
	}
	return list
}

func (s standing) attention(f lease.Facts, unknown []wire.Unknown, free, all uint64, now time.Time) attention.Facts {
	in := s.office.policy.InForce()
	entry, counted := s.keeper.Entry(), s.office.accounts.Counted()
	balance, price, _ := s.office.gas.look()
	x := attention.Facts{
		Now: now, Polled: f.Polled, Unknown: unknown, Known: !f.Polled.IsZero(), Node: s.cfg.Node, Own: s.Operator(), Operator: f.Operator,
		Endpoint: canonical(s.cfg.Scheme, entry.Endpoint), Host: canonical(s.cfg.Scheme, s.cfg.Domain),
		Registered: f.Registered, Paused: f.Paused, Certificates: s.Certificates().Certificates, DiskFree: free, DiskAll: all, Ahead: ahead(counted, now),
		Balance: balance, GasPrice: price, Stake: *in.ProbationStake, Told: f.MinStake, Probation: *in.Probation > 0,
		Flaws: s.office.policy.Flaws(), Suffix: proxy.Listed(s.cfg.Domain), Local: s.cfg.Runtime == "local",
	}
	if counted.Head > counted.Block {
		x.Behind = counted.Head - counted.Block
	}
	for _, m := range mismatch(f) {
		x.Mismatch = append(x.Mismatch, attention.Mismatch{Dimension: m.Dimension, Total: m.Total, Capacity: m.Capacity})
	}
	return x
}

// canonical is a host in the one form that it has in messages; as it is where it has none.
func canonical(scheme, host string) string {
	if h, err := endpoint.Host(scheme, host); err == nil {
		return h
	}
	return host
}

// Certificates implements api.Standing.
func (s standing) Certificates() wire.AdminCertificates {
	c := wire.AdminCertificates{Certificates: []wire.AdminCertificate{}, Own: s.certs != nil}
	for _, x := range s.status().Certificates {
		c.Certificates = append(c.Certificates, wire.AdminCertificate{Name: x.Name, Issuer: x.Issuer, NotAfter: x.NotAfter, Error: x.Error, Next: x.Next, Busy: x.Busy})
	}
	return c
}

// Node implements api.Standing.
func (s standing) Node(context.Context) (wire.AdminNode, error) {
	f, e := s.keeper.Facts(), s.keeper.Entry()
	balance, _, at := s.office.gas.look()
	in := s.office.policy.InForce()
	n := wire.AdminNode{
		Seen: f.Head, SeenAt: f.Polled, Registered: f.Registered, Measured: f.Measured, Balance: balance, BalanceAt: at,
		Entry: wire.AdminEntryOnChain{
			Operator: e.Operator, Total: e.Total, Reserved: e.Reserved, MinStake: e.MinStake, Endpoint: e.Endpoint, MetadataURI: e.MetadataURI,
			Paused: e.Paused, Epoch: e.Epoch, Live: e.Live, RegisteredAt: e.RegisteredAt,
		},
		Suggested: wire.AdminEntryOnChain{
			Operator: s.Operator(), Total: f.Capacity, MinStake: *in.ProbationStake, Endpoint: canonical(s.cfg.Scheme, s.cfg.Domain), MetadataURI: e.MetadataURI,
		},
		Differs: []string{},
	}
	if f.Polled.IsZero() {
		n.Seen = 0
	}
	if !f.Registered {
		return n, nil
	}
	for _, d := range []struct {
		name   string
		differ bool
	}{
		{"operator", e.Operator != n.Suggested.Operator && s.cfg.Node != n.Suggested.Operator}, {"endpoint", canonical(s.cfg.Scheme, e.Endpoint) != n.Suggested.Endpoint},
		{"total", len(mismatch(f)) > 0}, {"minStake", e.MinStake != n.Suggested.MinStake},
	} {
		if d.differ {
			n.Differs = append(n.Differs, d.name)
		}
	}
	return n, nil
}
