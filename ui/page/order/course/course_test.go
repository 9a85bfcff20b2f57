package course

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
		g    Course
		want string // of the last four steps
	}{
		{"paid", Course{View: wire.OrderView{Order: created}, Now: at}, "now todo todo todo"},
		{"node is late", Course{View: wire.OrderView{Order: created}, Window: time.Minute, Now: at.Add(2 * time.Minute)}, "broken todo todo todo"},
		{"cancelled before", Course{View: wire.OrderView{Order: order.Order{State: order.Cancelled}}, Now: at}, "broken todo todo todo"},
		{"active", Course{View: wire.OrderView{Order: active}, Now: at}, "done now todo todo"},
		{"token",
			Course{View: wire.OrderView{Order: active}, Token: true, Deployment: wire.Deployment{Order: 7, Phase: wire.PhaseNone}, Now: at},
			"done done now todo"},
		{"access declined", Course{View: wire.OrderView{Order: active}, Broke: Access, Err: problem.New(0, "wallet-declined", ""), Now: at}, "done now todo todo"},
		{"access refused",
			Course{View: wire.OrderView{Order: active}, Broke: Access, Err: problem.New(401, problem.BadSignature, ""), Now: at},
			"done broken todo todo"},
		{"deploy refused",
			Course{View: wire.OrderView{Order: active}, Token: true, Broke: Send, Err: problem.New(400, problem.UnknownImage, ""), Now: at},
			"done done broken todo"},
		{"starting", Course{View: wire.OrderView{Order: active}, Token: true, Deployment: node(wire.PhaseStarting), Now: at}, "done done done now"},
		{"ready", Course{View: wire.OrderView{Order: active}, Token: true, Deployment: node(wire.PhaseReady), Now: at}, "done done done done"},
		{"failed", Course{View: wire.OrderView{Order: active}, Token: true, Deployment: node(wire.PhaseFailed), Now: at}, "done done done broken"},
		{"time is up", Course{View: wire.OrderView{Order: active}, Now: at.Add(2 * time.Hour)}, "done todo todo todo"},
	} {
		for _, l := range text.Langs {
			var got []string
			for _, s := range c.g.Steps(text.In(l))[2:] {
				got = append(got, fmt.Sprint(s.Stage))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("%s (%s): got %s, want %s", c.name, l, s, c.want)
			}
		}
	}
}
