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
		{"not asked, nothing remembered", Course{View: wire.OrderView{Order: active}, Unasked: true, Now: at}, "done"},
		{"not asked, remembered", Course{View: wire.OrderView{Order: active}, Seen: at, Deployment: node(wire.PhaseReady), Now: at}, "done done done done"},
		{"over, remembered", Course{View: wire.OrderView{Order: active}, Seen: at, Deployment: node(wire.PhaseReady), Now: at.Add(2 * time.Hour)}, "done done done done"},
		{"being authorised where nothing was remembered", Course{View: wire.OrderView{Order: active}, Unasked: true, Doing: Access, Now: at}, "done now todo todo"},
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

// TestPhaseWords: what a deployment waits for is said of a service that is no further than all of it, in the page's language where
// that is an image.
func TestPhaseWords(t *testing.T) {
	pulling := wire.Service{Name: "web", Phase: wire.PhasePulling, Text: "getting nginx: 480 MiB, or less if its machine has some of it", Fetch: wire.Fetch{Image: "nginx:1.31", SizeMiB: 480}}
	bare := wire.Service{Name: "web", Phase: wire.PhasePulling, Text: "getting nginx"}
	up := wire.Service{Name: "db", Phase: wire.PhaseStarting, Text: "running, not answering yet"}
	steps := []wire.Progress{{Phase: wire.PhaseStarting, Service: "db", Text: up.Text}}
	for _, c := range []struct {
		name   string
		d      wire.Deployment
		en, zh string
	}{
		{"an image, while another is further", wire.Deployment{Phase: wire.PhasePulling, Services: []wire.Service{up, pulling}, Steps: steps}, "Fetching the image · nginx:1.31", "拉取镜像 · nginx:1.31"},
		{"an image of which no more is known", wire.Deployment{Phase: wire.PhasePulling, Services: []wire.Service{bare}}, "Fetching the image: getting nginx", "拉取镜像: getting nginx"},
		{"one starts", wire.Deployment{Phase: wire.PhaseStarting, Services: []wire.Service{{Name: "web", Phase: wire.PhaseReady}, up}}, "Starting: running, not answering yet", "启动中: running, not answering yet"},
		{"nothing is known", wire.Deployment{Phase: wire.PhaseScheduled, Services: []wire.Service{{Name: "web", Phase: wire.PhaseScheduled}}}, "", ""},
		{"it was only accepted", wire.Deployment{Phase: wire.PhaseAccepted, Services: []wire.Service{{Name: "web", Phase: wire.PhaseAccepted, Text: "waits"}}}, "", ""},
	} {
		for lang, want := range map[text.Lang]string{text.EN: c.en, text.ZH: c.zh} {
			if want == "" {
				want = text.In(lang).Say(text.Phases[string(c.d.Phase)])
			}
			if got := phaseWords(text.In(lang), c.d); got != want {
				t.Errorf("%s: got %q, want %q", c.name, got, want)
			}
		}
	}
}
