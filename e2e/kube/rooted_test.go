package kube

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"berth/e2e/rig"
	"berth/gateway/manifest"
	"berth/shared/resource"
	"berth/shared/wire"
)

// official is a file for an image that starts as root, as most do, and says nothing of that.
const official = `services:
  web:
    image: berth/official
    ports: ["80"]
    volumes: ["data:/data"]
volumes: {data: {}}
`

// says is what berth/official says of itself.
type says struct {
	Began, Uid, Starts int
	Owner              uint32
	Users              string
}

func (p *tenant) says() (s says, err error) {
	res, err := p.HTTP.Get(p.service() + "/")
	if err != nil {
		return s, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, 1000))
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", res.Status, raw)
	}
	if err == nil {
		err = json.Unmarshal(raw, &s)
	}
	return s, err
}

// plan is what the gateway says of a file beforehand.
func (p *tenant) plan(y *yard, format, text string) (c wire.ManifestCheck, err error) {
	status, raw, err := p.Do(y.Context(), "POST", p.API("deployment/check"), wire.ManifestCheckRequest{Format: format, Manifest: text})
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("check: %d %.300s", status, raw)
	}
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	return c, err
}

// TestOfficial: an image that starts as root, makes its files ready and becomes somebody else runs as it is, keeps its disk over a
// restart, and is nobody on the machine.
func TestOfficial(t *testing.T) {
	y := newYard(t, 1, time.Hour, rooted...)
	p := y.settle(0, resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 256, TrafficMiB: 1024})
	y.within(60*time.Second, "the machines were looked at", func() error {
		c, err := p.plan(y, "compose", official)
		if err == nil && (!c.OK || c.Services[0].Isolation != string(manifest.Rooted)) {
			err = fmt.Errorf("%+v", c)
		}
		return err
	})
	deploy := func(revision uint64, file string) { // the checks before have used the user's turns up
		y.within(60*time.Second, "it is deployed", func() error { return p.send(y.Context(), revision, "compose", file) })
	}
	deploy(1, official)
	y.must(p.enter(y.Context()))
	var first says
	y.within(60*time.Second, "it answers", func() (err error) { first, err = p.says(); return err })
	if first.Began != 0 || first.Uid != 999 || first.Owner != 999 || first.Starts != 1 || strings.HasPrefix(first.Users, "0 0 ") {
		t.Errorf("got %+v", first)
	}
	t.Logf("it says %+v", first)
	y.must(p.Power(y.Context(), "restart"))
	y.within(60*time.Second, "it answers after a restart", func() error {
		again, err := p.says()
		if err == nil && again.Starts != 2 {
			err = fmt.Errorf("%+v", again)
		}
		return err
	})
	// Another kind, of the same order: its namespace is as strict again as that bears.
	deploy(2, strings.ReplaceAll(strings.ReplaceAll(official, "official", "hello\n    user: \"10001\""), `"80"`, `"8080"`))
	y.within(60*time.Second, "it is plain now", p.shows(y.Context(), "Hello"))
	deploy(3, official)
	y.within(60*time.Second, "and starts as root again", func() error { _, err := p.says(); return err })
}

// TestUnrooted: where the node runs nothing as root, that is said beforehand, by the service's name.
func TestUnrooted(t *testing.T) {
	y := newYard(t, 1, time.Hour)
	p := y.settle(0, small)
	file := strings.Replace(official, "    ports", "    user: root\n    ports", 1)
	c, err := p.plan(y, "compose", file)
	y.must(err)
	if c.OK || len(c.Problems) != 1 || c.Problems[0].Code != "no-isolation" || !strings.Contains(c.Problems[0].Text, "web") {
		t.Errorf("got %+v", c)
	}
	if err := p.send(y.Context(), 1, "compose", file); err == nil || !strings.Contains(err.Error(), "no-isolation") {
		t.Errorf("deployed all the same: %v", err)
	}
}

// TestStarts tells how long a service takes from being deployed to answering, in each way of keeping it apart.
func TestStarts(t *testing.T) {
	y := newYard(t, 1, time.Hour, rooted...)
	p := y.settle(0, resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 256, TrafficMiB: 1024})
	revision := uint64(0)
	for range 3 {
		for _, kind := range []manifest.Isolation{manifest.Plain, manifest.Rooted, manifest.Sandboxed} {
			if kind == manifest.Sandboxed && !y.sandbox() {
				continue
			}
			f := apart[kind]
			revision++
			y.within(60*time.Second, "it is deployed", func() error {
				err := p.send(y.Context(), revision, f.format, f.file)
				if err != nil {
					time.Sleep(time.Second) // each try counts, and of an order one a second is taken
				}
				return err
			})
			var d wire.Deployment
			y.must(rig.Eventually(90*time.Second, func() (err error) {
				if d, err = p.Deployment(y.Context()); err == nil && (d.Revision != revision || d.Phase != wire.PhaseReady) {
					err = errors.New("not ready")
				}
				return err
			}))
			began, ready := time.Time{}, time.Time{}
			for _, s := range d.Steps {
				switch s.Phase {
				case wire.PhaseScheduled:
					if began.IsZero() {
						began = s.At
					}
				case wire.PhaseReady:
					ready = s.At
				}
			}
			t.Logf("%s: ready %s after it was deployed, %s after it was placed", kind, ready.Sub(d.Steps[0].At).Round(10*time.Millisecond), ready.Sub(began).Round(10*time.Millisecond))
		}
	}
}
