package gateway

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"berth/gateway/admin/attention"
	"berth/gateway/cluster"
	"berth/gateway/kube/inspect"
)

// lacks is what a cluster was found to be without, that orders would suffer from: told at the start, and not tripped over. It is
// safe for concurrent use.
type lacks struct {
	look func(ctx context.Context) (attention.Lacks, error) // nil: there is no cluster
	log  *slog.Logger

	mu     sync.Mutex
	looked bool
	found  attention.Lacks
}

const (
	lookAgain = time.Minute // where the cluster could not be asked
	perLook   = 3 * time.Minute
)

// run looks until that has worked once.
func (l *lacks) run(ctx context.Context) {
	if l.look == nil {
		return
	}
	for {
		in, cancel := context.WithTimeout(ctx, perLook)
		found, err := l.look(in)
		cancel()
		if err == nil {
			l.mu.Lock()
			l.looked, l.found = true, found
			l.mu.Unlock()
			for _, a := range attention.List(attention.Facts{Lacks: found, Suffix: true}) {
				l.log.Warn("the cluster lacks something", "what", a.Text, "remedy", a.Remedy)
			}
			return
		}
		if ctx.Err() == nil {
			l.log.Warn("it is not known what the cluster lacks", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(lookAgain):
		}
	}
}

// now is what is known, and what follows from what the runtime offers meanwhile.
func (l *lacks) now(offers cluster.Offers) attention.Lacks {
	l.mu.Lock()
	defer l.mu.Unlock()
	found := l.found
	found.Root = l.looked && !found.Userns && !offers.Userns && offers.Sandbox == ""
	return found
}

// lookAt asks a cluster, and with an image tries it with two pods.
func lookAt(c *inspect.Cluster, t inspect.Trial) func(ctx context.Context) (attention.Lacks, error) {
	return func(ctx context.Context) (l attention.Lacks, err error) {
		machines, err := c.Machines(ctx)
		if err != nil || len(machines) == 0 {
			return l, err
		}
		f, err := c.Figures(ctx, machines[0].Name)
		if err != nil {
			return l, err
		}
		l.Figures = !f.Kubelet && !f.Metrics
		for _, m := range machines {
			l.Userns = l.Userns || m.Takes && !m.UserNamespaces
		}
		if t.Image == "" {
			return l, nil
		}
		o, err := c.Try(ctx, t)
		if err != nil {
			return l, err
		}
		l.Fence = o.Reached && !o.Fenced
		l.Disks = o.Reached && !o.Disk // pods do start
		if !o.Reached && !o.Disk {
			l.Pods = o.NetWhy
		}
		return l, nil
	}
}
