package book

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/phrase"
	"berth/shared/wire"
)

// TestSteps: a phase that a service is in stands once among the steps, since it began, however often a runtime says more of it and
// whatever other services do meanwhile. One that it comes into again stands again, and so does all after a restart.
func TestSteps(t *testing.T) {
	began := time.Unix(1_700_000_000, 0)
	say := func(o *Order, service string, p wire.Phase, text phrase.Text, f wire.Fetch) {
		began = began.Add(time.Second)
		o.observe(cluster.Event{Order: 1, Revision: 1, Service: service, Phase: p, Text: text, Fetch: f, At: began})
	}
	fetch := func(o *Order, service string) { // as a cluster tells it: that it waits, since when it is fetched, that it is through
		say(o, service, wire.PhasePulling, phrase.Text("getting "+service), wire.Fetch{Image: service})
		say(o, service, wire.PhasePulling, phrase.Text("getting "+service+": 12 MiB"), wire.Fetch{Image: service, Since: began, SizeMiB: 12})
		say(o, service, wire.PhasePulling, phrase.Text("getting "+service), wire.Fetch{Image: service})
	}
	for _, c := range []struct {
		name    string
		do      func(o *Order)
		want    []string
		failure string
	}{
		{"one service", func(o *Order) {
			say(o, "web", wire.PhaseScheduled, "", wire.Fetch{})
			fetch(o, "web")
			say(o, "web", wire.PhaseStarting, "running, not answering yet", wire.Fetch{})
			say(o, "web", wire.PhaseReady, "", wire.Fetch{})
		}, []string{"1 web scheduled", "2 web pulling getting web", "5 web starting running, not answering yet", "6 web ready"}, ""},
		{"two at once", func(o *Order) {
			say(o, "web", wire.PhasePulling, "getting web", wire.Fetch{})
			say(o, "db", wire.PhasePulling, "getting db", wire.Fetch{})
			say(o, "web", wire.PhasePulling, "getting web: 3 MiB", wire.Fetch{Image: "web", SizeMiB: 3})
			say(o, "db", wire.PhaseStarting, "", wire.Fetch{})
			say(o, "web", wire.PhasePulling, "getting web", wire.Fetch{})
		}, []string{"1 web pulling getting web", "2 db pulling getting db", "4 db starting"}, ""},
		{"one falls while another starts", func(o *Order) {
			say(o, "web", wire.PhaseFailed, "it ended", wire.Fetch{})
			say(o, "db", wire.PhaseStarting, "running", wire.Fetch{})
			say(o, "web", wire.PhaseFailed, "it ends each time", wire.Fetch{})
		}, []string{"1 web failed it ends each time", "2 db starting running"}, "it ends each time"},
		{"it comes and goes", func(o *Order) {
			say(o, "web", wire.PhaseReady, "", wire.Fetch{})
			say(o, "web", wire.PhaseFailed, "it ended", wire.Fetch{})
			say(o, "web", wire.PhaseReady, "", wire.Fetch{})
			say(o, "web", wire.PhaseReady, "", wire.Fetch{}) // the gateway was started again
		}, []string{"1 web ready", "2 web failed it ended", "3 web ready"}, "it ended"},
		{"all begins anew", func(o *Order) {
			say(o, "web", wire.PhaseReady, "", wire.Fetch{})
			began = began.Add(time.Second)
			o.Step(wire.Progress{Phase: wire.PhaseAccepted, At: began, Text: "restart asked for"})
			say(o, "web", wire.PhaseReady, "", wire.Fetch{})
		}, []string{"1 web ready", "2 accepted restart asked for", "3 web ready"}, ""},
		{"it is refused, and again", func(o *Order) {
			for range 2 {
				began = began.Add(time.Second)
				o.Step(wire.Progress{Phase: wire.PhaseFailed, At: began, Text: "no room"})
			}
			began = began.Add(time.Second)
			o.Step(wire.Progress{Phase: wire.PhaseFailed, At: began, Text: "no such class"})
		}, []string{"1 failed no room", "3 failed no such class"}, "no such class"},
		{"more than are kept", func(o *Order) {
			for i := range maxSteps + 3 {
				say(o, "web", []wire.Phase{wire.PhaseStarting, wire.PhaseFailed}[i%2], phrase.Text(fmt.Sprint(i)), wire.Fetch{})
			}
		}, nil, "61"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Unix(1_700_000_000, 0)
			began = start
			k := bare()
			o := k.shelf.add(ledger.Record{Revision: 1, Order: order.Order{ID: 1, State: order.Active, ActivatedAt: start, Duration: 1e6}}, nil)
			o.Deploy(manifest.Manifest{Services: []manifest.Service{{Name: "db"}, {Name: "web", Port: 80}}})
			c.do(o)
			var got []string
			for _, s := range o.Rec.Steps {
				line := fmt.Sprint(int(s.At.Sub(start).Seconds()))
				for _, w := range []string{s.Service, string(s.Phase), string(s.Text)} {
					if w != "" {
						line += " " + w
					}
				}
				got = append(got, line)
			}
			if c.want != nil && !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if n := len(got); n > maxSteps {
				t.Errorf("%d steps are kept", n)
			}
			if got := o.Failure(); got != c.failure {
				t.Errorf("failed of %q, want %q", got, c.failure)
			}
		})
	}
}
