package kube

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/e2e/rig"
	"berth/shared/resource"
	"berth/shared/wire"
)

// TestPulledAhead: an image that the machines were told to pull ahead is there when the first one deploys it; another one of the same
// size has to be waited for. Nothing is left of how it came.
func TestPulledAhead(t *testing.T) {
	y := newYard(t, 1, time.Hour, "--helper-image", "berth/fill")
	p := y.settle(0, resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 256, TrafficMiB: 1024})
	start := func(revision uint64, image string) (took time.Duration, fetched string) {
		t.Helper()
		file := fmt.Sprintf("services: {web: {image: %s, user: '65532', ports: ['8080'], environment: {GREETING: %q}}}", image, image)
		began := time.Now()
		y.must(p.send(y.Context(), revision, "compose", file))
		y.within(2*time.Minute, image+" is ready", func() error { return y.at(p, revision) })
		d, err := p.Deployment(y.Context())
		y.must(err)
		for _, s := range d.Steps {
			if s.Phase == wire.PhaseReady {
				took = s.At.Sub(d.Steps[0].At)
			}
		}
		t.Logf("%s: ready %s after it was deployed, %s as it is seen from outside", image, took.Round(10*time.Millisecond), time.Since(began).Round(10*time.Millisecond))
		return took, y.fetched(p, image)
	}
	for _, image := range []string{"berth/large", "berth/ample"} {
		if y.has(image) == nil {
			t.Fatalf("%s is there already, so this shows nothing", image)
		}
	}
	without, fetched := start(1, "berth/large")
	t.Logf("without: %s", fetched)

	y.kill(syscall.SIGTERM)
	y.args = append(y.args, "--pull-ahead", "berth/ample,berth/nothing-there")
	began := time.Now()
	y.start()
	y.within(3*time.Minute, "it is pulled ahead", func() error {
		if !strings.Contains(y.log.String(), "an image was pulled ahead") {
			return errors.New("not yet")
		}
		return nil
	})
	t.Logf("pulled ahead %s after the gateway was started", time.Since(began).Round(100*time.Millisecond))
	y.within(3*time.Minute, "one that is not there is told", func() error {
		if !strings.Contains(y.log.String(), "an image was not pulled ahead") {
			return errors.New("not yet")
		}
		return nil
	})
	y.within(time.Minute, "a machine has it", func() error { return y.has("berth/ample") })
	with, again := start(2, "berth/ample")
	t.Logf("with: %q", again)
	t.Logf("%s with the image there, %s without", with.Round(10*time.Millisecond), without.Round(10*time.Millisecond))
	y.within(time.Minute, "nothing is left of it", func() error {
		all, err := y.kube.CoreV1().Namespaces().List(y.Context(), metav1.ListOptions{LabelSelector: "app.kubernetes.io/managed-by=berth"})
		if err != nil {
			return err
		}
		for _, n := range all.Items {
			if n.Labels["berth/order"] == "1" && n.Name != y.namespace(p.ID) && n.DeletionTimestamp == nil {
				return errors.New(n.Name)
			}
		}
		return nil
	})
}

// has is nil if a machine of the cluster says that it has an image.
func (y *yard) has(image string) error {
	nodes, err := y.kube.CoreV1().Nodes().List(y.Context(), metav1.ListOptions{})
	if err != nil {
		return err
	}
	for _, n := range nodes.Items {
		for _, i := range n.Status.Images {
			if slices.ContainsFunc(i.Names, func(name string) bool { return strings.HasSuffix(name, image+":latest") }) {
				return nil
			}
		}
	}
	return fmt.Errorf("no machine has %s", image)
}

// fetched is what the order's history says of an image being fetched; empty: it was there.
func (y *yard) fetched(p *tenant, image string) (text string) {
	y.Helper()
	y.within(20*time.Second, "it is told how the image came", func() error {
		all, err := rig.Ask[wire.Happenings](y.Context(), p.Person, "GET", p.API("events"), nil)
		if err != nil {
			return err
		}
		for _, h := range all.Events {
			if !strings.HasSuffix(h.Figures["image"], image) {
				continue
			}
			switch h.Code {
			case wire.HappenedFetched:
				text = h.Text
				return nil
			case wire.HappenedPulled:
				return nil
			}
		}
		return fmt.Errorf("nothing of %s in %+v", image, all.Events)
	})
	return text
}
