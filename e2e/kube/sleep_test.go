package kube

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"berth/gateway/manifest"
	"berth/shared/resource"
	"berth/shared/wire"
)

// TestWakes has a service sleep and a visitor wake it, in each way of keeping it apart: the request that wakes it is answered by it,
// with its disk, and the log tells how long that took, which is what starting a pod takes whose image is there.
func TestWakes(t *testing.T) {
	y := newYard(t, 1, time.Hour, rooted...)
	p := y.settle(0, resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 256, TrafficMiB: 1024})
	for i, kind := range []manifest.Isolation{manifest.Plain, manifest.Rooted} {
		file := map[manifest.Isolation]string{manifest.Plain: `services: {web: {image: berth/hello, user: "10001", ports: ["8080"]}}`, manifest.Rooted: official}[kind]
		y.within(60*time.Second, "it is deployed", func() error { return p.send(y.Context(), uint64(i+1), "compose", file) })
		y.within(90*time.Second, "it runs", func() error { return y.at(p, uint64(i+1)) })
		y.must(p.enter(y.Context()))
		y.within(10*time.Second, "it may sleep", func() error {
			status, raw, err := p.Do(y.Context(), "PUT", p.API("services/web/sleep"), wire.Sleep{After: wire.LeastSleep})
			if err == nil && status/100 != 2 {
				err = fmt.Errorf("%d %.300s", status, raw)
			}
			return err
		})
		for range 2 {
			y.within(3*time.Minute, "it sleeps, as nobody has come", func() error { return p.is(y.Context(), wire.PhaseAsleep) })
			y.within(time.Minute, "its pod is gone", func() error {
				list, err := y.kube.CoreV1().Pods(y.namespace(p.ID)).List(y.Context(), metav1.ListOptions{LabelSelector: y.selector()})
				if err == nil && len(list.Items) > 0 {
					err = fmt.Errorf("%d pods", len(list.Items))
				}
				return err
			})
			began := time.Now()
			res, err := p.HTTP.Get(p.service() + "/")
			y.must(err)
			res.Body.Close()
			took := time.Since(began)
			if res.StatusCode != http.StatusOK {
				t.Errorf("%s: who wakes it gets %s", kind, res.Status)
			}
			t.Logf("%s: woken and answered in %s", kind, took.Round(time.Millisecond))
		}
	}
}
