package gateway

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"berth/gateway/admin"
	"berth/gateway/admin/api"
	"berth/gateway/admin/attention"
	"berth/gateway/admin/ring"
	"berth/gateway/admin/session"
	"berth/gateway/earn"
	"berth/gateway/greet"
	"berth/gateway/lease/oversight"
	"berth/gateway/lease/reconcile"
	"berth/gateway/maintain"
	"berth/gateway/payout"
	"berth/gateway/platform"
	"berth/gateway/policy"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/rank"
	"berth/shared/siwe"
	"berth/shared/wire"
)

// office is what the node's operator works with.
type office struct {
	ring     *ring.Ring
	policy   *policy.Policy
	accounts *earn.Accounts
	sessions *session.Sessions
	orders   *oversight.Desk
	payouts  *payout.Payouts
	maintain *maintain.Maintenance
	api      *api.API
	gas      gas
	market   *platform.List
	greeted  [3]atomic.Uint64 // answers, by greetKinds

	terms       sync.Mutex // held while the desk gets other terms
	maxReferrer atomic.Uint32
}

var greetKinds = [3]wire.AnswerKind{wire.Accept, wire.Counter, wire.Reject}

// accountsEvery is how often the accounts look at the chain, in looks of the orders.
const accountsEvery = 4

// listen has what is logged remembered, too.
func (o *office) listen(log *slog.Logger) *slog.Logger {
	r, h := ring.New(log.Handler())
	o.ring = r
	return slog.New(h)
}

// openPolicy takes over what was set.
func (g *Gateway) openPolicy(flags wire.AdminSettings, blocked *greet.Blocklist) (err error) {
	g.office.policy, err = policy.New(policy.Config{
		Flags: flags, Coins: g.cfg.Contracts.Tokens, Staking: !g.cfg.Contracts.Staking.IsZero(), Limits: g.settingLimits,
		Listed: blocked, Store: g.ledger.Admin(), Apply: g.applyTerms, Log: g.log, Now: g.cfg.Now,
	})
	return err
}

// settingLimits are the bounds of what can be set: those of the flags, and what the market says.
func (g *Gateway) settingLimits() wire.AdminLimits {
	l := wire.AdminLimits{
		MaxDiscounts: wire.MaxDiscounts, MaxDiscount: wire.MaxDiscount, MaxCeiling: wire.MaxCeiling, MaxNotice: uint32(maxNotice / time.Second),
		MaxProbation: uint32(maxProbation / time.Second), MaxDuration: uint32(maxDuration / time.Second), MaxReferrerShare: wholeShare, MaxOrigins: 64,
	}
	if n := g.office.maxReferrer.Load(); n > 0 {
		l.MaxReferrerShare = uint16(n - 1)
	}
	return l
}

// terms are those on which the desk answers, with settings.
func (g *Gateway) terms(s wire.AdminSettings) greet.Terms {
	cfg := &g.cfg
	t := greet.Terms{
		Price:     greet.Policy{Floor: s.Range.Floor, Ceiling: s.Range.Ceiling},
		Probation: *s.Probation, MinStake: *s.ProbationStake, Notice: *s.Notice, MinDuration: *s.MinDuration, MaxDuration: *s.MaxDuration,
		MaxQuotes: cfg.MaxQuotes, QuoteShare: cfg.QuoteShare, ReferrerShare: *s.ReferrerShare,
		NoReferrers: []eth.Address{cfg.Contracts.Market, cfg.Contracts.Registry, cfg.Contracts.Staking, cfg.Contracts.Token},
		Blocked:     g.office.policy.Blocks, Serve: *s.Serve, Maintenance: g.office.maintain.Told(),
	}
	for _, p := range s.Prices {
		p.Discounts = *s.Discounts
		t.Price.Base = append(t.Price.Base, p)
	}
	return t
}

// applyTerms puts what is set now in force.
func (g *Gateway) applyTerms() {
	o := &g.office
	o.terms.Lock()
	defer o.terms.Unlock()
	s := o.policy.InForce()
	g.desk.SetTerms(g.terms(s))
	g.edge.SetOrigins(*s.Origins)
}

// openOffice makes the rest of it. All other parts are there.
func (g *Gateway) openOffice() (err error) {
	o, cfg := &g.office, &g.cfg
	admin := g.ledger.Admin()
	who := roles{node: cfg.Node, viewers: cfg.viewers, own: g.Operator, facts: g.keeper.Facts, entry: g.chain}
	o.sessions, err = session.New(session.Config{
		Site:  siwe.Site{Scheme: cfg.Scheme, Domain: canonical(cfg.Scheme, cfg.Domain), ChainID: cfg.Contracts.ChainID},
		Roles: who, Wallets: g.chain, Store: admin, Log: g.log, Now: cfg.Now,
	})
	if err != nil {
		return err
	}
	o.payouts = payout.New(payout.Config{
		Node: cfg.Node, Tokens: cfg.Contracts.Tokens, Every: cfg.WithdrawEvery, Purse: g.chain, Gas: g.chain, Dues: o.orders, Log: g.log, Now: cfg.Now,
	})
	o.market = platform.NewList(cfg.PlatformURL(), cfg.Now)
	o.api = api.New(api.Config{
		Scheme: cfg.Scheme, Domain: canonical(cfg.Scheme, cfg.Domain), Viewers: cfg.viewers,
		Site:     g.site,
		Entrance: o.sessions, Sessions: o.sessions, Ends: o.sessions, Standing: standing{g}, Orders: o.orders, Happened: g.keeper.Viewer, Acts: acts{g},
		Users: o.accounts, Settings: o.policy, History: o.policy, Blocked: o.policy, Blocking: o.policy, Offers: offers{g}, Market: market{g}, Money: money{g},
		Entries: o.accounts, Payouts: o.payouts, Maintenance: o.maintain, Maintains: o.maintain, Audit: admin, Lines: o.ring,
		Log: g.log, Now: cfg.Now, Seen: g.metrics.API,
	})
	return nil
}

// site is what the pages are told who are not signed in yet.
func (g *Gateway) site() wire.AdminSite {
	cfg := &g.cfg
	return wire.AdminSite{
		Node: cfg.Node, Operator: g.Operator(), Name: cfg.Name, Version: cfg.Version, Domain: canonical(cfg.Scheme, cfg.Domain), Plain: cfg.Scheme == "http",
		ChainID: cfg.Contracts.ChainID, Registry: cfg.Contracts.Registry, Market: cfg.Contracts.Market, Staking: cfg.Contracts.Staking,
		Permit2: cfg.Contracts.Permit2, Native: cfg.Contracts.Token, Coins: cfg.Contracts.Tokens, App: cfg.App,
	}
}

// openMaintenance takes over what maintenance is announced.
func (g *Gateway) openMaintenance() (err error) {
	g.office.orders = oversight.New(g.keeper.Book, g.keeper.Reconcile, g.cfg.Now)
	g.office.maintain, err = maintain.New(maintain.Config{
		Store: g.ledger.Admin(), Orders: g.office.orders, Apply: g.applyTerms, Log: g.log, Now: g.cfg.Now,
		Tell: g.office.orders.Tell,
		End: func(ctx context.Context, id order.ID, at time.Time) (time.Time, error) {
			return g.keeper.End(ctx, id, reconcile.End{At: at, Reason: order.NodeMaintenance})
		},
	})
	return err
}

// openAccounts makes what counts what the node is paid.
func (g *Gateway) openAccounts() (err error) {
	g.office.accounts, err = earn.New(earn.Config{
		Node: g.cfg.Node, Tokens: g.cfg.Contracts.Tokens, From: g.cfg.Contracts.Block, Every: accountsEvery * g.cfg.Poll, Chain: g.chain,
		Store: g.ledger.Accounts(), Log: g.log, Now: g.cfg.Now,
	})
	return err
}

// greetedOne counts an answer to an offer.
func (g *Gateway) greetedOne(k wire.AnswerKind) {
	g.metrics.Greeted(k)
	for i, x := range greetKinds {
		if x == k {
			g.office.greeted[i].Add(1)
		}
	}
}

// acts are what an operator has done with orders.
type acts struct{ *Gateway }

var _ api.Acts = acts{}

// End implements api.Acts, for the admin API and the loopback listener alike. What is to be done is written down before.
func (a acts) End(ctx context.Context, act wire.AdminAct, id order.ID, e wire.AdminEnd) (time.Time, error) {
	admin := a.ledger.Admin()
	act.Order, act.Detail = id, map[string]string{"now": fmt.Sprint(e.Now), "reason": e.Reason.String()}
	if !e.At.IsZero() {
		act.Detail["at"] = e.At.UTC().Format(time.RFC3339)
	}
	if err := admin.Note(act); err != nil {
		return time.Time{}, err
	}
	at, err := a.keeper.End(ctx, id, reconcile.End{At: e.At, Now: e.Now, Reason: e.Reason})
	if err != nil {
		act.At, act.Failed = a.cfg.Now().UTC().Truncate(time.Second), api.Code(err)
		if noted := admin.Note(act); noted != nil {
			a.log.Error("the audit log cannot be written", "err", noted)
		}
	}
	return at, err
}

// Restart implements api.Acts.
func (a acts) Restart(id order.ID) error { return a.office.orders.Restart(id) }

// Collect implements api.Acts.
func (a acts) Collect(id order.ID) (wire.AdminCollect, error) { return a.office.orders.Collect(id) }

// offers are the last ones.
type offers struct{ *Gateway }

var _ api.Offers = offers{}

// previewTime is for how long a preview may ask the chain for stakes.
const previewTime = 5 * time.Second

// Preview implements api.Offers.
func (o offers) Preview(ctx context.Context, s *wire.AdminSettings) wire.AdminPreview {
	ctx, cancel := context.WithTimeout(ctx, previewTime)
	defer cancel()
	p := wire.AdminPreview{Offers: []wire.AdminOffer{}}
	for _, x := range o.desk.Recent() {
		g := x.Greet
		row := wire.AdminOffer{At: x.At, User: g.User, Resources: g.Resources, Token: g.Token, Rate: g.Rate, Duration: g.Duration, Replaces: g.Replaces, Was: x.Was}
		count(&p.Was, x.Was.Kind)
		if s != nil {
			would := o.desk.Would(ctx, o.terms(*s), x)
			row.Would = &would
			count(&p.Would, would.Kind)
			if would.Kind != x.Was.Kind || would.Rate != x.Was.Rate {
				p.Changed++
			}
		}
		p.Offers = append(p.Offers, row)
	}
	return p
}

// market tells where the node's prices stand.
type market struct{ *Gateway }

var _ api.Market = market{}

// Market implements api.Market.
func (m market) Market(ctx context.Context) (wire.AdminMarket, error) {
	list := m.office.market
	x := wire.AdminMarket{Platform: list.Base(), Sample: rank.Sample(), Positions: []wire.AdminPosition{}}
	nodes, more, at, err := list.Nodes(ctx)
	if err != nil {
		return x, problem.New(503, problem.Unavailable, "the platform's list could not be read").Remedy("see that --platform, or --app, is a platform's URL, or try again later").Because(err)
	}
	if x.Platform == "" {
		return x, nil
	}
	x.More, x.At, x.Positions = more, at.UTC().Truncate(time.Second), platform.Positions(nodes, m.cfg.Node, m.cfg.Name, m.status().Prices)
	return x, nil
}

// Certification implements api.Market.
func (m market) Certification(ctx context.Context) (wire.AdminCertification, error) {
	list := m.office.market
	x := wire.AdminCertification{Platform: list.Base()}
	if x.Platform == "" {
		return x, nil
	}
	found, at, err := list.Found(ctx, m.cfg.Node)
	if err != nil {
		return x, problem.New(503, problem.Unavailable, "the platform could not be asked").Remedy("see that --platform, or --app, is a platform's URL, or try again later").Because(err)
	}
	x.Found, x.At, x.Page = found, at.UTC().Truncate(time.Second), x.Platform+"/nodes/"+m.cfg.Node.String()
	return x, nil
}

func count(a *wire.AdminAnswers, k wire.AnswerKind) {
	switch k {
	case wire.Accept:
		a.Accept++
	case wire.Counter:
		a.Counter++
	case wire.Reject:
		a.Reject++
	}
}

// gas is what the operator key has, and what gas costs, as it was last asked.
type gas struct {
	mu      sync.Mutex
	balance amount.Amount
	price   amount.Amount
	at      time.Time
}

// How often that is asked: sooner while there is so little that it is said, since somebody is sending some and looks whether it came.
const (
	gasEvery = time.Minute
	gasSoon  = 5 * time.Second
)

// watchGas asks it until ctx ends. Without an answer the last one stands.
func (g *Gateway) watchGas(ctx context.Context) {
	t := time.NewTimer(gasEvery)
	defer t.Stop()
	for {
		if err := g.askGas(ctx); err != nil && ctx.Err() == nil {
			g.log.Warn("the operator key's balance cannot be asked", "err", err)
		}
		next := gasEvery
		if balance, price, _ := g.office.gas.look(); attention.Poor(balance, price) {
			next = gasSoon
		}
		t.Reset(next)
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

func (g *Gateway) askGas(ctx context.Context) error {
	balance, err := g.chain.Coins(ctx, g.Operator())
	if err != nil {
		return err
	}
	price, err := g.chain.GasPrice(ctx)
	if err != nil {
		return err
	}
	g.office.gas.mu.Lock()
	defer g.office.gas.mu.Unlock()
	g.office.gas.balance, g.office.gas.price, g.office.gas.at = balance, price, g.cfg.Now()
	return nil
}

// means are what the gateway lives on.
func (g *Gateway) means() (m admin.Means) {
	m.Balance, m.GasPrice, _ = g.office.gas.look()
	if free, all, err := disk(g.cfg.Data); err == nil {
		m.DiskFree, m.DiskAll = free, all
	}
	return m
}

func (x *gas) look() (balance, price amount.Amount, at time.Time) {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.balance, x.price, x.at
}
