package kube

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/shared/resource"
	"berth/shared/wire"
)

// twice is a service of two replicas that is spoken to in one protocol or the other.
const twice = `services:
  web:
    image: berth/echo
    ports:
      - target: 8080
        app_protocol: %s
    deploy:
      replicas: 2
`

// TestReplicas: of two replicas one is killed while a visitor goes on asking, by HTTP/1.1 and by HTTP/2.
func TestReplicas(t *testing.T) {
	y := newYard(t, 1, time.Minute)
	p := y.settle(0, resource.Resources{CPUMilli: 400, MemoryMiB: 256, DiskMiB: 64, TrafficMiB: 1024})
	ready := func(revision uint64) error {
		d, err := p.Deployment(y.Context())
		if err == nil && (d.Revision != revision || d.Phase != wire.PhaseReady) {
			err = fmt.Errorf("revision %d is %s", d.Revision, d.Phase)
		}
		return err
	}
	for i, protocol := range []string{"http", "h2c"} {
		revision := uint64(i + 1)
		y.must(p.send(y.Context(), revision, "compose", fmt.Sprintf(twice, protocol)))
		y.within(60*time.Second, protocol+" is ready", func() error { return errors.Join(ready(revision), y.pods(p, 2)) })
		if revision == 1 {
			y.must(p.enter(y.Context()))
		}
		y.within(10*time.Second, "its page", p.shows(y.Context(), "<html"))
		ns := y.kube.CoreV1().Pods(y.namespace(p.ID))
		list, err := ns.List(y.Context(), metav1.ListOptions{LabelSelector: y.selector()})
		y.must(err)
		y.must(ns.Delete(y.Context(), list.Items[0].Name, metav1.DeleteOptions{GracePeriodSeconds: new(int64(0))}))
		killed, asked := time.Now(), 0
		var longest time.Duration
		for time.Since(killed) < 8*time.Second {
			began := time.Now()
			ctx, cancel := context.WithTimeout(y.Context(), 5*time.Second)
			if err := p.shows(ctx, "<html")(); err != nil {
				t.Errorf("%s, %s after one of two was killed: %v", protocol, began.Sub(killed), err)
			}
			cancel()
			longest = max(longest, time.Since(began))
			asked++
		}
		t.Logf("%s: asked %d times, the longest answer took %s", protocol, asked, longest.Round(time.Millisecond))
		y.within(60*time.Second, "there are two again", func() error { return errors.Join(ready(revision), y.pods(p, 2)) })
	}
}
