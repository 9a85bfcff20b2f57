package page

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/text"
)

func TestSteps(t *testing.T) {
	at := time.Unix(1_800_000_000, 0)
	active := order.Order{ID: 7, State: order.Active, CreatedAt: at, ActivatedAt: at.Add(3 * time.Second), Duration: 3600, Probation: 60}
	created := order.Order{ID: 7, State: order.Created, CreatedAt: at}
	node := func(p wire.Phase) wire.Deployment {
		return wire.Deployment{Order: 7, Phase: p, Revision: 1, AuthorisedAt: at, DeployedAt: at, Error: "no such file"}
	}
	for _, c := range []struct {
		name string
		g    progress
		want string // of the last four steps
	}{
		{"paid", progress{view: wire.OrderView{Order: created}, now: at}, "now todo todo todo"},
		{"node is late", progress{view: wire.OrderView{Order: created}, window: time.Minute, now: at.Add(2 * time.Minute)}, "broken todo todo todo"},
		{"cancelled before", progress{view: wire.OrderView{Order: order.Order{State: order.Cancelled}}, now: at}, "broken todo todo todo"},
		{"active", progress{view: wire.OrderView{Order: active}, now: at}, "done now todo todo"},
		{"token", progress{view: wire.OrderView{Order: active}, token: true, deployment: wire.Deployment{Order: 7, Phase: wire.PhaseNone}, now: at}, "done done now todo"},
		{"access declined", progress{view: wire.OrderView{Order: active}, broke: deployAccess, err: problem.New(0, "wallet-declined", ""), now: at}, "done now todo todo"},
		{"access refused", progress{view: wire.OrderView{Order: active}, broke: deployAccess, err: problem.New(401, problem.BadSignature, ""), now: at}, "done broken todo todo"},
		{"deploy refused", progress{view: wire.OrderView{Order: active}, token: true, broke: deploySend, err: problem.New(400, problem.UnknownImage, ""), now: at}, "done done broken todo"},
		{"starting", progress{view: wire.OrderView{Order: active}, token: true, deployment: node(wire.PhaseStarting), now: at}, "done done done now"},
		{"ready", progress{view: wire.OrderView{Order: active}, token: true, deployment: node(wire.PhaseReady), now: at}, "done done done done"},
		{"failed", progress{view: wire.OrderView{Order: active}, token: true, deployment: node(wire.PhaseFailed), now: at}, "done done done broken"},
		{"time is up", progress{view: wire.OrderView{Order: active}, now: at.Add(2 * time.Hour)}, "done todo todo todo"},
	} {
		for _, l := range text.Langs {
			var got []string
			for _, s := range c.g.steps(text.In(l))[2:] {
				got = append(got, fmt.Sprint(s.Stage))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("%s (%s): got %s, want %s", c.name, l, s, c.want)
			}
		}
	}
}

func TestOlder(t *testing.T) {
	at := time.Unix(1_800_000_000, 0)
	view := func(id order.ID, chain time.Time, steps int) wire.OrderView {
		return wire.OrderView{Order: order.Order{ID: id}, ChainTime: chain, Steps: make([]wire.Step, steps)}
	}
	now := view(7, at, 3)
	for _, c := range []struct {
		name string
		v    wire.OrderView
		want bool
	}{
		{"another order", view(8, at.Add(-time.Minute), 0), false},
		{"earlier block", view(7, at.Add(-time.Second), 3), true},
		{"same block, fewer steps", view(7, at, 2), true},
		{"same", view(7, at, 3), false},
		{"later block, fewer steps: a reorganisation", view(7, at.Add(time.Second), 2), false},
	} {
		if got := older(c.v, now); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
}
