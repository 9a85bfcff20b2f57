package edge

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/tenancy"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/gateway/volume"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/typed"
	"berth/shared/wire"
)

// orders are those of fake. Order 1 runs the service web, order 4 did.
type orders struct {
	fake

	log     *journal
	phase   wire.Phase    // of order 1; empty: ready
	noShell bool          // the runtime has none
	over    chan struct{} // closed: order 1 ends, and the shells in it
	shown   atomic.Int64  // bytes of floods that were taken

	ports map[int]func() net.Conn // of the service web
	disks map[string]cluster.Disk

	mu       sync.Mutex
	deployed []ledger.Revision
}

// bought is what order 1 may have.
var bought = resource.Resources{CPUMilli: 1000, MemoryMiB: 512, DiskMiB: 100}

// have has an edge serve orders.
func have(c *Config, o *orders) {
	c.Orders, c.Deployments, c.Checks, c.Revisions, c.Views, c.Past, c.Logs, c.Shells, c.Ports = o, o, o, o, o, o, o, o, o
}

func (*orders) Find(_ context.Context, user eth.Address, id order.ID) (order.Order, error) {
	switch id {
	case 1:
		return order.Order{ID: 1, User: user, State: order.Active}, nil
	case 2:
		return order.Order{}, problem.New(403, problem.NotYours, "another's")
	case 4:
		return order.Order{ID: 4, User: user, State: order.Completed}, nil
	}
	return order.Order{}, problem.New(404, problem.NotFound, "no order")
}

func (*orders) Workload(id order.ID) order.ID { return id }

func (o *orders) View(id order.ID) (wire.Deployment, int, <-chan struct{}, error) {
	d := wire.Deployment{Order: id, Phase: wire.PhaseReady, Services: []wire.Service{{Name: "web", URL: "http://web-1.n1.localhost"}}, Shell: !o.noShell}
	if o.phase != "" {
		d.Phase = o.phase
	}
	if id == 4 {
		d.Phase = wire.PhaseEnded
	}
	if d.Phase == wire.PhaseNone {
		d.Services = nil
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if n := len(o.deployed); n > 0 {
		d.Revision = o.deployed[n-1].Number
		d.Steps = []wire.Progress{{Phase: wire.PhaseReady}}
	}
	return d, 0, make(chan struct{}), nil
}

func (o *orders) Deploy(_ order.ID, rev ledger.Revision, m manifest.Manifest, _ func() (func(), error)) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.deployed = append(o.deployed, rev)
	return nil
}

func (*orders) Able(m manifest.Manifest) (manifest.Manifest, error) {
	if slices.ContainsFunc(m.Services, func(s manifest.Service) bool { return s.Image == "x/none" }) {
		return m, problem.New(422, problem.UnknownImage, "there is no such image").With("service", m.Services[0].Name)
	}
	return m, nil
}

func (*orders) Notes(manifest.Manifest) []manifest.Note { return nil }

func (*orders) Check(_ order.ID, m manifest.Manifest) (manifest.Manifest, resource.Resources, error, error) {
	return m, bought, nil, nil
}

func (o *orders) Disks(_ order.ID, m manifest.Manifest) (volume.Plan, error) {
	return volume.Judge(m, bought, o.disks), nil
}

func (*orders) Update(order.ID, manifest.Manifest) (wire.UpdateKind, error) {
	return wire.UpdateShortStop, nil
}
func (*orders) Switch(order.ID, tenancy.Power) error { return nil }

func (*orders) Sleep(order.ID, string, uint32) error { return nil }
func (*orders) Again(order.ID, string) error         { return nil }

func (*orders) Revisions(_ order.ID, before uint64, limit int) (wire.Revisions, error) {
	if before == 0 {
		before = 4
	}
	v := wire.Revisions{Revisions: []wire.Revision{}}
	for n := before - 1; n > 0 && len(v.Revisions) < limit; n-- {
		v.Revisions = append(v.Revisions, wire.Revision{Number: n})
	}
	v.More = len(v.Revisions) > 0 && v.Revisions[len(v.Revisions)-1].Number > 1
	return v, nil
}

const oldManifest = "services:\n  web: {image: nginx}\n"

func (*orders) Proof(_ order.ID, n uint64) (wire.Proof, error) {
	return wire.Proof{User: user, Deploy: typed.Deploy{Revision: n}}, nil
}

func (*orders) RevisionManifest(id order.ID, n uint64) (format, text string, err error) {
	if n != 2 {
		return "", "", problem.New(404, problem.NotFound, "order %s has no revision %d any more", id, n)
	}
	return "compose", oldManifest, nil
}

func (*orders) Happenings(_ order.ID, after uint64, limit int) ([]wire.Happening, error) {
	all := []wire.Happening{}
	for seq := uint64(300); seq > after && len(all) < limit; seq-- {
		all = append(all, wire.Happening{Seq: seq, Code: wire.HappenedReady, Count: 1})
	}
	return all, nil
}

func (*orders) Use(_ order.ID, span time.Duration) (wire.Use, error) {
	return wire.Use{Every: int(span / time.Second), Samples: []wire.UseSample{}, Services: []wire.ServiceUse{}}, nil
}

func (o *orders) Log(ctx context.Context, id order.ID, service string, q cluster.LogQuery, take func([]wire.LogLine) error) error {
	return o.log.read(ctx, q, take)
}

// Shell is one that shows what is typed, its size after "size", and ends with 7 after "exit". With "flood" it shows
// things for ever, and with "deaf" it reads no more.
func (o *orders) Shell(ctx context.Context, _ order.ID, service string, t cluster.Terminal) (int, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	size := <-t.Sizes
	typed := make(chan []byte)
	go func() {
		defer close(typed)
		for {
			b := make([]byte, 100)
			n, err := t.In.Read(b)
			if err != nil {
				return
			}
			select {
			case typed <- b[:n]:
			case <-ctx.Done():
				return
			}
		}
	}()
	for {
		select {
		case b, open := <-typed:
			switch {
			case !open:
				return 0, nil
			case string(b) == "exit":
				return 7, nil
			case string(b) == "panic":
				panic("a bug")
			case string(b) == "gone":
				return 0, fmt.Errorf("shell: %w", cluster.ErrNotRunning)
			case string(b) == "none":
				return 0, fmt.Errorf("shell: %w", cluster.ErrNoShell)
			case string(b) == "break":
				return 0, errors.New("a secret of the runtime")
			case string(b) == "deaf":
				select {
				case <-o.over:
				case <-ctx.Done():
				}
			case string(b) == "size":
				fmt.Fprintf(t.Out, "%dx%d", size.Columns, size.Rows)
			case string(b) == "flood":
				for ctx.Err() == nil {
					if _, err := t.Out.Write(bytes.Repeat([]byte("x"), 1<<20)); err != nil {
						return 0, err
					}
					o.shown.Add(1 << 20)
				}
			default:
				if _, err := t.Out.Write(b); err != nil {
					return 0, err
				}
			}
		case size = <-t.Sizes:
		case <-o.over:
			return 0, problem.New(409, problem.OrderEnded, "order 1 has ended")
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// Port is one of those that a test has made.
func (o *orders) Port(ctx context.Context, _ order.ID, service string, port int, use func(context.Context, net.Conn) error) error {
	dial := o.ports[port]
	if dial == nil {
		return problem.New(502, problem.NoPort, "nothing takes connections at port %d of %s", port, service)
	}
	c := dial()
	defer c.Close()
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		select {
		case <-o.over:
			end(problem.New(409, problem.OrderEnded, "order 1 has ended"))
		case <-stop:
		}
	}()
	return use(ctx, c)
}

// journal is a service's log, kept as a runtime does.
type journal struct {
	mu     sync.Mutex
	lines  []wire.LogLine
	more   chan struct{}      // closed when there is more, and replaced
	asked  []cluster.LogQuery // so far
	err    error              // that reading gives, if not nil
	breaks error              // that reading gives after all lines
	hangs  bool               // reading never comes to an end
}

func second(n int) time.Time { return time.Date(2026, 1, 2, 3, 4, n, 0, time.UTC) }

func (j *journal) write(lines ...wire.LogLine) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.lines = append(j.lines, lines...)
	if j.more != nil {
		close(j.more)
		j.more = nil
	}
}

func (j *journal) fail(err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.err = err
}

func (j *journal) queries() []cluster.LogQuery {
	j.mu.Lock()
	defer j.mu.Unlock()
	return append([]cluster.LogQuery{}, j.asked...)
}

// comesTo waits until a log was asked for n times.
func (j *journal) comesTo(t *testing.T, n int) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); len(j.queries()) < n; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the log was asked for %d times, want %d", len(j.queries()), n)
		}
	}
}

func (j *journal) read(ctx context.Context, q cluster.LogQuery, take func([]wire.LogLine) error) error {
	j.mu.Lock()
	j.asked = append(j.asked, q)
	if err := j.err; err != nil {
		j.mu.Unlock()
		return err
	}
	var have []wire.LogLine
	for _, l := range j.lines {
		if l.At.After(q.Since) {
			have = append(have, l)
		}
	}
	if q.Tail > 0 {
		have = have[max(0, len(have)-q.Tail):]
	}
	n := len(j.lines)
	for {
		j.mu.Unlock()
		if len(have) > 0 {
			if err := take(have); err != nil {
				return err
			}
		}
		switch {
		case j.breaks != nil:
			return j.breaks
		case j.hangs:
			<-ctx.Done()
			return ctx.Err()
		case !q.Follow:
			return nil
		}
		j.mu.Lock()
		if err := j.err; err != nil {
			j.mu.Unlock()
			return err
		}
		for len(j.lines) == n {
			if j.more == nil {
				j.more = make(chan struct{})
			}
			more := j.more
			j.mu.Unlock()
			select {
			case <-more:
			case <-ctx.Done():
				return ctx.Err()
			}
			j.mu.Lock()
		}
		have, n = j.lines[n:len(j.lines):len(j.lines)], len(j.lines)
	}
}
