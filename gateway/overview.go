package gateway

import (
	"context"
	"strconv"
	"time"

	"berth/gateway/admin/api"
	"berth/gateway/admin/attention"
	"berth/gateway/lease"
	"berth/gateway/proxy"
	"berth/shared/endpoint"
	"berth/shared/problem"
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
		Reserved: st.Reserved, Quoted: st.Quoted, Free: st.Headroom, Root: *f.Offers.Root(), Load: st.Load, Prices: st.Prices, PriceRange: st.PriceRange,
		Quotes: st.Quotes, Orders: st.Orders, Greeted: map[string]uint64{}, Traffic: s.keeper.Book.Traffic(), Counted: s.office.accounts.Counted(),
		Hosts: map[string]int{},
	}
	for i, k := range greetKinds {
		o.Greeted[string(k)] = s.office.greeted[i].Load()
	}
	for state, n := range s.names.States() {
		o.Hosts[string(state)] = n
	}
	purses, err := s.purses()
	if err != nil {
		return o, err
	}
	for _, p := range purses {
		o.Earnings = append(o.Earnings, p.AdminEarned)
	}
	o.Maintenance = s.office.maintain.On()
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

// purses are what there is in each token, but for what the market owes.
func (g *Gateway) purses() ([]wire.AdminPurse, error) {
	var all []wire.AdminPurse
	due := g.office.orders.Due()
	for _, c := range g.cfg.Contracts.Tokens {
		e, err := g.office.accounts.Earned(c.Address)
		if err != nil {
			return nil, err
		}
		p := wire.AdminPurse{AdminEarned: e}
		for _, u := range due {
			if u.Token != c.Address {
				continue
			}
			p.Settleable, p.Held = p.Settleable.Add(u.Settleable), p.Held.Add(u.Held)
			if !u.Settleable.IsZero() {
				p.Orders++
			}
		}
		p.Running = p.Settleable.Add(p.Held)
		all = append(all, p)
	}
	return all, nil
}

// money is what there is of it.
type money struct{ *Gateway }

var _ api.Money = money{}

// Money implements api.Money.
func (m money) Money(ctx context.Context) (x wire.AdminMoney, err error) {
	owed, at, err := m.office.payouts.Owed(ctx)
	if err != nil {
		return x, err
	}
	if x.Tokens, err = m.purses(); err != nil {
		return x, err
	}
	for i := range x.Tokens {
		p := &x.Tokens[i]
		p.Owed, p.OwedAt = owed[p.Token], at.UTC().Truncate(time.Second)
	}
	x.Counted = m.office.accounts.Counted()
	x.Balance, _, _ = m.office.gas.look()
	if last, ok := m.office.payouts.Last(); ok {
		x.Payout = &last
	}
	return x, nil
}

// Estimate implements api.Money.
func (m money) Estimate(ctx context.Context, req wire.AdminPayoutRequest) (wire.AdminGas, error) {
	g, err := m.office.payouts.Estimate(ctx, req)
	if err != nil {
		return g, err
	}
	if err := m.askGas(ctx); err != nil {
		return g, problem.New(503, problem.Unavailable, "the operator key's balance could not be asked").Remedy("try again in a moment").Because(err)
	}
	g.Balance, _, _ = m.office.gas.look()
	g.Enough = g.Balance.Cmp(g.Cost) >= 0
	return g, nil
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
		Flaws: s.office.policy.Flaws(), Maintenance: s.office.maintain.On(), Failed: s.office.maintain.View().Failed, Suffix: proxy.Listed(s.cfg.Domain), Local: s.cfg.Runtime == "local", Lacks: s.lacks.now(s.cluster.Offers()),
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
