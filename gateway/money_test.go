package gateway

import (
	"encoding/csv"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// purseOf is what there is in Berth's own token.
func (c *clerk) purseOf() (wire.AdminMoney, wire.AdminPurse) {
	c.t.Helper()
	var m wire.AdminMoney
	c.must("GET", "/money", nil, &m)
	for _, p := range m.Tokens {
		if p.Token == c.a.Token {
			return m, p
		}
	}
	c.t.Fatalf("got %+v", m)
	return m, wire.AdminPurse{}
}

func TestAdminIsPaidOut(t *testing.T) {
	t.Parallel() // it waits for most of its time
	w := newWorld(t)
	g, stop := w.start(func(c *Config) { c.Probation, c.Notice = 0, 0 })
	id := w.order()
	has := func() amount.Amount {
		t.Helper()
		a, err := w.client.Token(w.a.Token).Balance(t.Context(), address(w.node))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	before := has()
	c := w.clerk(w.op)
	within(t, 15*time.Second, "it earns", func() bool { w.chain.mine(); return len(g.office.orders.Due()) == 1 })
	if _, p := c.ask("GET", "/money/payout", nil, nil); p == nil || p.Code != problem.NotFound {
		t.Errorf("there was none yet: %v", p)
	}
	var gas wire.AdminGas
	c.must("POST", "/money/estimate", wire.AdminPayoutRequest{}, &gas)
	if len(gas.Steps) != 2 || gas.Steps[0].Order != id || gas.Steps[1].Act != "withdraw" || gas.Gas == 0 || !gas.Enough || gas.Cost.IsZero() {
		t.Errorf("got %+v", gas)
	}
	if has() != before {
		t.Error("an estimate has paid something out")
	}
	var p wire.AdminPayout
	if resp := c.must("POST", "/money/payout", wire.AdminPayoutRequest{}, &p); resp.StatusCode != 202 || p.By != address(w.op) {
		t.Errorf("got %d, %+v", resp.StatusCode, p)
	}
	within(t, 20*time.Second, "it is done", func() bool {
		c.must("GET", "/money/payout", nil, &p)
		return !p.Ended.IsZero()
	})
	o, err := w.client.Order(t.Context(), id)
	if err != nil || o.State != order.Active || o.Settled.IsZero() || len(p.Steps) != 2 || p.Steps[0].State != "done" || p.Steps[1].State != "done" || p.Steps[1].Tx.IsZero() {
		t.Fatalf("got %+v, %v", p, err)
	}
	if owed, err := w.client.Owed(t.Context(), address(w.op), w.a.Token); err != nil || !owed.IsZero() {
		t.Errorf("the operator has %s, %v", owed, err)
	}

	// The accounts have it to the last unit, after a restart, too.
	paid := has().Sub(before)
	check := func() {
		t.Helper()
		var x wire.AdminPurse
		within(t, 15*time.Second, "it is counted", func() bool {
			_, x = c.purseOf()
			return x.Withdrawn == paid
		})
		if x.All.Cmp(paid) < 0 || x.All != x.Today || x.All != x.Month || x.All.Add(x.Fees) != o.Settled || !x.Referrers.IsZero() || !x.Forfeited.IsZero() {
			t.Errorf("got %+v, settled %s", x, o.Settled)
		}
	}
	check()
	var v wire.AdminOrderView
	within(t, 15*time.Second, "what is settled is not due once more", func() bool {
		c.must("GET", "/orders/"+id.String(), nil, &v)
		return v.Settled == o.Settled
	})
	stop()
	w.start(func(c *Config) { c.Probation, c.Notice = 0, 0 })
	check()

	var list wire.AdminEntries
	c.must("GET", "/money/entries?limit=1", nil, &list)
	if len(list.Entries) != 1 || list.Entries[0].Kind != "withdrawn" || list.Entries[0].Amount != paid || list.Entries[0].To != address(w.node) || list.Next == "" {
		t.Fatalf("got %+v", list)
	}
	next := list.Next
	list = wire.AdminEntries{}
	c.must("GET", "/money/entries?limit=1&before="+next, nil, &list)
	if len(list.Entries) != 1 || list.Entries[0].Kind != "settled" || list.Entries[0].Order != id || list.Entries[0].User != address(w.user) || list.Next != "" {
		t.Errorf("got %+v", list)
	}
	list = wire.AdminEntries{}
	c.must("GET", "/money/entries?kind=forfeited", nil, &list)
	if len(list.Entries) != 0 {
		t.Errorf("got %+v", list)
	}
	c.must("GET", "/orders/"+id.String(), nil, &v)
	if len(v.Payments) != 1 || v.Payments[0].Kind != "settled" || v.UserRecord.Here != 1 || v.UserRecord.Live != id || len(v.UserRecord.Record.Paid) != 1 {
		t.Errorf("got %+v", v)
	}

	rows := c.csv("/money/entries.csv?from=" + list.Counted.Time.Format(time.DateOnly) + "&to=" + list.Counted.Time.Format(time.DateOnly))
	if len(rows) != 3 || rows[0][4] != "amount" || rows[1][1] != "settled" || rows[2][1] != "withdrawn" || rows[2][4] != paid.Units(18) {
		t.Errorf("got %q", rows)
	}
	for _, bad := range []string{"", "?from=2026-01-01", "?from=2026-02-01&to=2026-01-01", "?from=2020-01-01&to=2026-01-01", "?from=x&to=y"} {
		if _, p := c.ask("GET", "/money/entries.csv"+bad, nil, nil); p == nil || p.Code != problem.BadField {
			t.Errorf("%s: %v", bad, p)
		}
	}
}

func (c *clerk) csv(path string) [][]string {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), "GET", "http://"+c.domain+wire.AdminPath+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	resp, err := c.http.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 200 || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/csv") {
		c.t.Fatalf("%d %s, %v", resp.StatusCode, raw, err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(raw))).ReadAll()
	if err != nil {
		c.t.Fatal(err)
	}
	return rows
}

func TestAdminAnnouncesMaintenance(t *testing.T) {
	w := newWorld(t)
	w.start(func(c *Config) { c.Probation, c.Notice = 0, 5*time.Minute })
	id := w.order()
	c := w.clerk(w.node)
	var m wire.AdminMaintenance
	c.must("GET", "/maintenance", nil, &m)
	if m.On || m.Affected != 1 {
		t.Fatalf("got %+v", m)
	}
	if _, p := c.ask("POST", "/maintenance", wire.AdminMaintain{End: time.Now().Add(time.Hour)}, nil); p == nil || p.Field != "end" {
		t.Errorf("an end, and no order that is to end: %v", p)
	}
	greet := func() (g wire.Greeting) {
		t.Helper()
		o := w.offer(units(1e15))
		o.User[0]++
		if _, p := w.call("POST", "/v1/greet", "", o, &g); p != nil {
			t.Fatal(p)
		}
		return g
	}
	if g := greet(); g.Kind != wire.Accept {
		t.Fatalf("got %+v", g)
	}
	c.must("POST", "/maintenance", wire.AdminMaintain{EndOrders: true, Note: "new disks"}, &m)
	if g := greet(); g.Kind != wire.Reject || g.Reasons[0].Code != "maintenance" {
		t.Errorf("got %+v", g)
	}
	within(t, 20*time.Second, "its user is told", func() bool {
		c.must("GET", "/maintenance", nil, &m)
		return m.Told == 1
	})
	o, err := w.client.Order(t.Context(), id)
	if err != nil || o.AnnouncedEnd.Before(time.Now().Add(5*time.Minute)) || o.AnnouncedEnd.After(time.Now().Add(10*time.Minute)) {
		t.Errorf("got %+v, %v", o, err)
	}
	var a wire.AdminAffected
	c.must("GET", "/maintenance/orders", nil, &a)
	if len(a.Orders) != 1 || a.Orders[0].Order != id || !a.Orders[0].Told.Equal(o.AnnouncedEnd) || a.Orders[0].Error != "" {
		t.Errorf("got %+v", a)
	}
	var card wire.Card
	if _, p := w.call("GET", "/.well-known/berth", "", nil, &card); p != nil || card.Maintenance == nil || card.Maintenance.Note != "new disks" || !card.Maintenance.End.Equal(m.End) {
		t.Errorf("the card: %+v, %v", card.Maintenance, p)
	}
	token := w.access(id)
	told := func() (codes []string) {
		t.Helper()
		var happened wire.Happenings
		if _, p := w.call("GET", "/v1/orders/"+id.String()+"/events", token, nil, &happened); p != nil {
			t.Fatal(p)
		}
		for _, h := range happened.Events {
			codes = append(codes, h.Code)
		}
		return codes
	}
	var d wire.Deployment
	if _, p := w.call("GET", "/v1/orders/"+id.String()+"/deployment", token, nil, &d); p != nil || d.Maintenance == nil || d.Maintenance.Note != "new disks" {
		t.Errorf("the order: %+v, %v", d.Maintenance, p)
	}
	if codes := told(); !slices.Contains(codes, wire.HappenedMaintenance) || slices.Contains(codes, wire.HappenedMaintained) {
		t.Errorf("told of: %v", codes)
	}
	c.must("DELETE", "/maintenance", nil, nil)
	if codes := told(); !slices.Contains(codes, wire.HappenedMaintained) {
		t.Errorf("told of: %v", codes)
	}
	c.must("POST", "/maintenance", wire.AdminMaintain{}, nil)
	var over wire.AdminOverview
	c.must("GET", "/overview", nil, &over)
	if !over.Maintenance || over.Closed != "maintenance" {
		t.Errorf("got %+v", over)
	}
}

// It survives a restart, and ends when the operator says so.
func TestMaintenanceSurvivesARestart(t *testing.T) {
	w := newWorld(t)
	_, stop := w.start()
	c := w.clerk(w.node)
	c.must("POST", "/maintenance", wire.AdminMaintain{}, nil)
	stop()
	w.start()
	var g wire.Greeting
	if _, p := w.call("POST", "/v1/greet", "", w.offer(units(1e15)), &g); p != nil || g.Kind != wire.Reject || g.Reasons[0].Code != "maintenance" {
		t.Errorf("got %+v, %v", g, p)
	}
	c.must("DELETE", "/maintenance", nil, nil)
	if _, p := w.call("POST", "/v1/greet", "", w.offer(units(1e15)), &g); p != nil || g.Kind != wire.Accept {
		t.Errorf("got %+v, %v", g, p)
	}
}

// What the node's wallet changes on chain the gateway takes over by itself.
func TestTheGatewayFollowsItsEntry(t *testing.T) {
	w := newWorld(t)
	w.start()
	c := w.clerk(w.op)
	owner := chain.NewSender(w.client, w.node, chain.SenderConfig{Poll: 2 * time.Millisecond})
	if _, err := owner.SetPaused(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	attention := func(code string) bool {
		var o wire.AdminOverview
		c.must("GET", "/overview", nil, &o)
		for _, a := range o.Attention {
			if a.Code == code {
				return true
			}
		}
		return false
	}
	within(t, 10*time.Second, "the pause is seen", func() bool { return attention("paused") })
	if _, err := owner.SetPaused(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	within(t, 10*time.Second, "and its end", func() bool { return !attention("paused") })
	e, err := w.client.Node(t.Context(), address(w.node))
	if err != nil {
		t.Fatal(err)
	}
	total := e.Total
	total.CPUMilli = 99_000
	if _, err := owner.Register(t.Context(), chain.Entry{Operator: address(w.op), Total: total, Endpoint: "elsewhere.example", MinStake: token}); err != nil {
		t.Fatal(err)
	}
	var n wire.AdminNode
	within(t, 10*time.Second, "the new entry is seen", func() bool {
		c.must("GET", "/node", nil, &n)
		return n.Entry.Total == total
	})
	if strings.Join(n.Differs, " ") != "endpoint total minStake" || !attention("endpoint-differs") || !attention("promises-too-much") || !attention("stake-differs") {
		t.Errorf("got %+v", n)
	}
}
