package domain

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"berth/gateway/lease/diary"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// How often a host is looked up: soon after its user has asked for it, then ever more seldom; daily once it is ready, and
// hourly while something of that is amiss.
const (
	soonest = 5 * time.Second
	seldom  = 6 * time.Hour
	daily   = 24 * time.Hour
	hourly  = time.Hour
	gap     = 10 * time.Second // between two looks, however often somebody asks for one
	// patience is the part of the time since its user has asked after which a host is looked up again.
	patience = 4
	// afterStart is the time over which the hosts are looked up after a start.
	afterStart = 10 * time.Minute

	// Grace is for how long a host is served on whose proof is gone, or that leads elsewhere.
	Grace = 48 * time.Hour

	maxChecks  = 16 // at a time
	userChecks = 2  // of them for one user
	maxObtains = 8  // certificates that are got at a time, each for another user
	sweepEvery = time.Minute

	// obtainTime is for how long a certificate is waited for; one that could not be had is tried for again after retryFirst,
	// then twice as long each time, up to retryMost.
	obtainTime = 3 * time.Minute
	retryFirst = 2 * time.Minute
	retryMost  = 12 * time.Hour
)

// note is something for an order's diary.
type note struct {
	order order.ID
	wire.Happening
}

// Run looks hosts up until ctx ends.
func (n *Names) Run(ctx context.Context) {
	var running sync.WaitGroup
	defer running.Wait()
	second := time.NewTicker(time.Second)
	defer second.Stop()
	for {
		for _, x := range n.take() {
			running.Go(func() { n.check(ctx, x) })
		}
		if err := n.flush(); err != nil {
			n.cfg.Log.Error("ledger", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-second.C:
		case <-n.wake:
		}
	}
}

func (n *Names) rouse() {
	select {
	case n.wake <- struct{}{}:
	default:
	}
}

// due has a host looked up as soon as may be.
func (n *Names) due(x *name, now time.Time) {
	x.again = x.running
	x.cert.next = time.Time{}
	if soon := x.last.at.Add(gap); now.Before(soon) {
		now = soon
	}
	x.next = now
}

// take gives the hosts that are to be looked up now, the most overdue first, so many that nobody's keep others' waiting.
func (n *Names) take() (all []*name) {
	now := n.cfg.Now()
	n.mu.Lock()
	defer n.mu.Unlock()
	if now.Sub(n.swept) >= sweepEvery {
		n.sweep(now)
	}
	for _, x := range n.hosts {
		if !x.running && !now.Before(x.next) {
			all = append(all, x)
		}
	}
	slices.SortFunc(all, func(a, b *name) int { return cmp.Or(a.next.Compare(b.next), cmp.Compare(a.host, b.host)) })
	taken := all[:0]
	for _, x := range all {
		if user := x.claims[0].User; n.checks < maxChecks && n.busy[user] < userChecks {
			n.checks++
			n.busy[user]++
			x.running, x.again, x.asker = true, false, user
			taken = append(taken, x)
		}
	}
	return taken
}

// check looks a host up and has everything follow that. A certificate that is missing then is got.
func (n *Names) check(ctx context.Context, x *name) {
	f := n.find(ctx, x.host)
	if ctx.Err() == nil {
		n.tell(n.settle(x, f))
	}
	n.done(x)
	user, ok := n.begin(x)
	if !ok || ctx.Err() != nil {
		return
	}
	wait, cancel := context.WithTimeout(ctx, obtainTime)
	defer cancel()
	err := n.cfg.Certificates.Obtain(wait, x.host)
	if err != nil && ctx.Err() == nil {
		n.cfg.Log.Warn("certificate", "host", x.host, "err", err)
	}
	n.tell(n.obtained(x, user, err, ctx.Err() == nil))
}

func (n *Names) done(x *name) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.checks--
	if n.busy[x.asker]--; n.busy[x.asker] == 0 {
		delete(n.busy, x.asker)
	}
	x.running = false
	x.plan(n.cfg.Now())
	if x.again {
		n.due(x, n.cfg.Now())
	}
	n.rouse() // there is room for another
}

// tell writes down what has changed, and notes it.
func (n *Names) tell(notes []note) {
	if err := n.flush(); err != nil {
		n.cfg.Log.Error("ledger", "err", err)
	}
	for _, t := range notes {
		n.cfg.Happened(t.order, t.Happening)
	}
}

// settle takes in what the DNS said of a host.
func (n *Names) settle(x *name, f finding) (notes []note) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.hosts[x.host] != x {
		return nil
	}
	x.last, x.unsure = f, !f.knowsProof()
	if !x.unsure {
		notes = n.award(x, f)
	}
	if x.holder != nil {
		notes = append(notes, n.follow(x, f)...)
	}
	n.publish(x)
	return notes
}

// award decides who has a name, by the proofs that are there. Who has it keeps it while its proof is there, whatever others
// prove; once it is gone the first of them gets it, and where there is none it stays for the time of grace.
func (n *Names) award(x *name, f finding) (notes []note) {
	var next *claim
	for _, c := range x.claims {
		c.proven = !c.over && f.proves(n.site.proof(c.Order))
		if c.proven && c != x.holder && next == nil {
			next = c
		}
	}
	h := x.holder
	switch {
	case h != nil && h.proven:
		if !h.Bare.IsZero() {
			h.Bare = time.Time{}
			n.mark(h)
		}
		return nil
	case h != nil && next != nil:
		notes = n.lose(x, "taken")
	case h != nil && h.Bare.IsZero():
		h.Bare = f.at.UTC()
		n.mark(h)
	case h != nil && f.at.Sub(h.Bare) >= Grace:
		notes = n.lose(x, "proof")
	}
	if next != nil {
		n.hold(x, next)
	}
	return notes
}

// lose takes a name from who has it.
func (n *Names) lose(x *name, cause string) (notes []note) {
	if h := x.holder; h.State == wire.DomainReady {
		notes = []note{{h.Order, diary.DomainLost(h.Service, x.host, cause)}}
	}
	n.unhold(x)
	return notes
}

// follow has the state of a name that somebody has follow where it leads.
func (n *Names) follow(x *name, f finding) (notes []note) {
	h := x.holder
	here, _, err := f.here(n.site)
	switch {
	case err != nil:
		x.unsure = true
	case here:
		if !h.Astray.IsZero() {
			h.Astray = time.Time{}
			n.mark(h)
		}
		return n.certify(x)
	case h.State == wire.DomainAddress:
	case h.State == wire.DomainCertificate:
		n.move(h, wire.DomainAddress)
	case h.Astray.IsZero():
		h.Astray = f.at.UTC()
		n.mark(h)
	case f.at.Sub(h.Astray) >= Grace:
		notes = []note{{h.Order, diary.DomainLost(h.Service, x.host, "address")}}
		h.Astray = time.Time{}
		n.move(h, wire.DomainAddress)
	}
	return notes
}

// certify makes a name that leads here ready once it has its certificate. One that is ready stays so while a new one is got.
func (n *Names) certify(x *name) (notes []note) {
	h := x.holder
	if !n.certified(x) {
		if h.State != wire.DomainReady {
			n.move(h, wire.DomainCertificate)
		}
		return nil
	}
	x.cert.failed, x.cert.next, x.cert.err = 0, time.Time{}, ""
	if h.State != wire.DomainReady {
		notes = []note{{h.Order, diary.DomainReady(h.Service, x.host)}}
	}
	n.move(h, wire.DomainReady)
	return notes
}

// certified reports whether a host has the certificate that it needs.
func (n *Names) certified(x *name) bool {
	return n.cfg.Certificates == nil || n.cfg.Certificates.Until(x.host).After(n.cfg.Now())
}

func (n *Names) move(c *claim, to wire.DomainState) {
	if c.State != to {
		c.State = to
		n.mark(c)
	}
}

// begin reports whether a certificate is to be got for a host now, and on whose account. Where too many are being got it is
// looked up again soon. Getting one does not take the place of looking others up.
func (n *Names) begin(x *name) (user eth.Address, ok bool) {
	now := n.cfg.Now()
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.hosts[x.host] != x || x.cert.getting || !x.served() || n.certified(x) || now.Before(x.cert.next) {
		return user, false
	}
	user = x.holder.User
	if len(n.getting) >= maxObtains || n.getting[user] {
		x.next = now.Add(gap)
		return user, false
	}
	n.getting[user], x.cert.getting = true, true
	return user, true
}

// served reports whether a host is proven and leads here.
func (x *name) served() bool {
	return x.holder != nil && (x.holder.State == wire.DomainCertificate || x.holder.State == wire.DomainReady)
}

// obtained takes in what came of it; told is false where the gateway ended meanwhile.
func (n *Names) obtained(x *name, user eth.Address, err error, told bool) (notes []note) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.getting, user)
	x.cert.getting = false
	if n.hosts[x.host] != x || !x.served() || !told {
		return nil
	}
	h, now := x.holder, n.cfg.Now()
	if notes = n.certify(x); n.certified(x) {
		n.publish(x)
		return notes
	}
	if h.State == wire.DomainReady {
		notes = []note{{h.Order, diary.DomainLost(h.Service, x.host, "certificate")}}
		n.move(h, wire.DomainCertificate)
		n.publish(x)
	}
	x.cert.next = now.Add(min(retryFirst<<min(x.cert.failed, 16), retryMost))
	if x.next.After(x.cert.next) {
		x.next = x.cert.next
	}
	x.cert.failed++
	x.cert.err = "the certificate could not be had"
	var r *Refused
	if errors.As(err, &r) {
		if r.Until.After(now) {
			x.cert.next = r.Until
		}
		if r.Why != "" {
			x.cert.err += ": " + shown([]string{r.Why})[0]
		}
	}
	return notes
}

// plan says when a host is looked up again.
func (x *name) plan(now time.Time) {
	wait := daily
	for _, c := range x.claims {
		switch {
		case c.over:
		case c.State == wire.DomainReady:
			if x.unsure || !c.Bare.IsZero() || !c.Astray.IsZero() {
				wait = min(wait, hourly)
			}
		default:
			wait = min(wait, max(soonest, min(seldom, now.Sub(c.AskedAt)/patience)))
		}
	}
	if x.served() && x.cert.next.After(now) {
		wait = min(wait, x.cert.next.Sub(now))
	}
	x.next = now.Add(wait - spread(wait/10))
}

// spread is some part of a time, so that what began together does not stay together.
func spread(d time.Duration) time.Duration {
	if d <= 0 {
		return 0
	}
	return rand.N(d)
}

// view is a host as its user sees it.
func (n *Names) view(x *name, c *claim) wire.Domain {
	f := &x.last
	d := wire.Domain{
		Host: c.Host, Service: c.Service, State: c.State, Leads: f.leads(n.site, c.Host, c.Order, c.Service), CheckedAt: f.at.UTC(), NextCheck: x.next.UTC(),
		Proof: wire.DomainRecord{Type: "TXT", Name: ProofPrefix + c.Host, Wanted: n.site.proof(c.Order), Found: shown(f.texts)},
	}
	d.Proof.OK = f.proves(d.Proof.Wanted)
	if f.at.IsZero() {
		d.CheckedAt = time.Time{}
	}
	if n.cfg.Certificates != nil && x.holder == c {
		d.CertUntil = n.cfg.Certificates.Until(c.Host).UTC()
		if d.CertUntil.Unix() <= 0 {
			d.CertUntil = time.Time{}
		}
	}
	if c.State == wire.DomainReady {
		d.URL = n.site.url(c.Host)
	}
	d.Error = n.amiss(x, c)
	return d
}

// amiss is what is wrong with a host beyond what is missing, in plain English.
func (n *Names) amiss(x *name, c *claim) string {
	f := &x.last
	_, why, err := f.here(n.site)
	switch {
	case c.over:
		return "the order has ended"
	case f.at.IsZero():
		return ""
	case !f.knowsProof():
		return "its proof: " + f.proofErr.Error()
	case c.proven && x.holder != c:
		return "another order of this node holds this name, and its record is there, too; remove that one"
	case !c.Bare.IsZero():
		return "the record that proves it is gone; it is served until " + c.Bare.Add(Grace).UTC().Format("2006-01-02 15:04 MST")
	case err != nil:
		return err.Error()
	case why != "":
		return why
	case !c.Astray.IsZero():
		return "it does not lead here any more; it is served until " + c.Astray.Add(Grace).UTC().Format("2006-01-02 15:04 MST")
	case x.holder == c && c.State == wire.DomainCertificate:
		return x.cert.err
	}
	return ""
}
