package gateway

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"berth/gateway/admin/attention"
	"berth/gateway/cluster"
)

// TestLacks: it is looked until the cluster answers, and what it lacks is logged with the remedy, and kept.
func TestLacks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said strings.Builder
		tries := 0
		l := &lacks{log: slog.New(slog.NewTextHandler(&said, nil)), look: func(context.Context) (attention.Lacks, error) {
			if tries++; tries < 3 {
				return attention.Lacks{Disks: true}, errors.New("away")
			}
			return attention.Lacks{Fence: true, Userns: true}, nil
		}}
		began := time.Now()
		l.run(t.Context())
		if took := time.Since(began); tries != 3 || took != 2*lookAgain {
			t.Errorf("%d tries in %s", tries, took)
		}
		if got := l.now(cluster.Offers{}); got != (attention.Lacks{Fence: true, Userns: true}) {
			t.Errorf("got %+v", got)
		}
		for _, want := range []string{"away", "network policies", "user namespaces", "Calico"} {
			if !strings.Contains(said.String(), want) {
				t.Errorf("the log lacks %q: %s", want, said.String())
			}
		}
	})
}

// TestLacksRoot: that nothing runs as root is said once it was looked, where it is not the machines' fault, until something does.
func TestLacksRoot(t *testing.T) {
	for _, x := range []struct {
		name   string
		l      *lacks
		offers cluster.Offers
		want   bool
	}{
		{"nobody has looked", &lacks{}, cluster.Offers{}, false},
		{"it cannot be", &lacks{looked: true, found: attention.Lacks{Userns: true}}, cluster.Offers{}, false},
		{"it is not", &lacks{looked: true}, cluster.Offers{}, true},
		{"it is", &lacks{looked: true}, cluster.Offers{Userns: true}, false},
		{"in a sandbox", &lacks{looked: true}, cluster.Offers{Sandbox: "gvisor"}, false},
	} {
		if got := x.l.now(x.offers).Root; got != x.want {
			t.Errorf("%s: %v", x.name, got)
		}
	}
}
