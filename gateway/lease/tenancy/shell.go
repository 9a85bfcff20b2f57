package tenancy

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/book"
	"berth/gateway/lease/diary"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
)

const (
	// MaxShells is how many shells, and commands beside services, may be open for a chain of orders at a time, and for a
	// user. Whoever lets them in may have a lower bound, and end the oldest, which takes a moment.
	MaxShells     = 8
	MaxUserShells = 16
	// shellOpen is after how long a shell that has not failed is one that was opened.
	shellOpen = 500 * time.Millisecond
)

// Shell runs a shell beside a service's process, as cluster.Sheller does. It ends as soon as the order does, or is stopped,
// or does not have the service any more, or has used up its traffic, of which what is typed and shown is a part; the error is
// then the problem that says so. cluster.ErrNoShell where there is none to be had.
func (v *Viewer) Shell(ctx context.Context, id order.ID, service string, t cluster.Terminal) (int, error) {
	return v.beside(ctx, id, service, &v.shellTally, func(ctx context.Context, workload order.ID, c *carrier) (int, error) {
		t.In, t.Out = c.reader(t.In), c.writer(t.Out)
		return v.runtime.Shell(ctx, workload, service, t)
	})
}

// Exec is Shell with a command and no terminal.
func (v *Viewer) Exec(ctx context.Context, id order.ID, service, command string, s cluster.Streams) (int, error) {
	return v.beside(ctx, id, service, &v.commandTally, func(ctx context.Context, workload order.ID, c *carrier) (int, error) {
		s.In, s.Out, s.Err = c.reader(s.In), c.writer(s.Out), c.writer(s.Err)
		return v.runtime.Exec(ctx, workload, service, command, s)
	})
}

// beside has run run something beside a service's process, for as long as there may be something.
func (v *Viewer) beside(
	ctx context.Context, id order.ID, service string, tally *tally, run func(context.Context, order.ID, *carrier) (int, error),
) (code int, err error) {
	begun := false
	outer := ctx
	defer func() {
		if !begun || errors.Is(err, cluster.ErrNoShell) {
			tally.refuse(outer, err)
		}
	}()
	if !v.runtime.HasShell() {
		return 0, cluster.ErrNoShell
	}
	workload, user, back, err := v.seat(id, service, v.shells, func(o *book.Order) *int { return &o.Shells })
	if err != nil {
		return 0, err
	}
	defer back()
	if err := v.traffic(workload, service); err != nil {
		return 0, err
	}
	if err := v.awake(ctx, workload, service); err != nil {
		return 0, err
	}
	ctx, end := context.WithCancelCause(ctx)
	var watching sync.WaitGroup
	watching.Go(func() { end(v.Gone(ctx, id, user, service)) })
	defer watching.Wait()
	defer end(nil)

	opened := sync.OnceFunc(func() {
		v.book.Change(workload, func(o *book.Order) { o.Happened(diary.Shell(service)) })
	})
	soon := time.AfterFunc(shellOpen, opened)
	defer soon.Stop()
	at := v.book.Target(workload, service)
	begun = true
	defer tally.begin()()
	code, err = run(ctx, workload, &carrier{tally: tally, meter: at.Meter, limit: at.Traffic, carried: at.Carried, over: func() error {
		err := v.traffic(workload, service)
		if err != nil { // else more has opened since
			end(err)
		}
		return err
	}})
	if err == nil {
		opened()
	}
	var why *problem.Problem
	if errors.As(context.Cause(ctx), &why) {
		return code, why
	}
	return code, err
}

// carrier counts what passes to and from what runs beside a service.
type carrier struct {
	tally                 *tally
	meter, limit, carried *atomic.Uint64
	over                  func() error // called past the limit: ends it, and gives the reason; nil: it may go on
}

func (c *carrier) count(n int) error {
	c.tally.bytes.Add(uint64(n))
	total := c.meter.Add(uint64(n))
	c.carried.Add(uint64(n))
	if total > c.limit.Load() {
		return c.over()
	}
	return nil
}

func (c *carrier) reader(r io.Reader) io.Reader { return carriedIn{r, c} }
func (c *carrier) writer(w io.Writer) io.Writer { return carriedOut{w, c} }

type carriedIn struct {
	io.Reader
	*carrier
}

// Read implements io.Reader.
func (c carriedIn) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	if n > 0 {
		if over := c.count(n); over != nil {
			return 0, over
		}
	}
	return n, err
}

type carriedOut struct {
	io.Writer
	*carrier
}

// Write implements io.Writer.
func (c carriedOut) Write(b []byte) (int, error) {
	if over := c.count(len(b)); over != nil {
		return 0, over
	}
	return c.Writer.Write(b)
}

// Gone waits until a user's order does not have a service any more that runs, and says why; nil if ctx ends first.
func (v *Viewer) Gone(ctx context.Context, id order.ID, user eth.Address, service string) error {
	for {
		err := unknown(id)
		var changed <-chan struct{}
		var left time.Duration
		now := v.now()
		v.book.Look(id, func(o *book.Order) {
			changed, _ = o.First().Changed()
			// Past its end an order goes on until the chain has said that it was not extended.
			left, err = max(o.Rec.Order.EndsAt().Sub(now), time.Second), hasService(o, user, service, now)
		})
		if err != nil {
			return err
		}
		up := time.NewTimer(left)
		select {
		case <-changed:
		case <-up.C:
		case <-v.life.Done():
			err = problem.New(503, problem.Unavailable, "the gateway is being restarted").Remedy("try again in a moment")
		case <-ctx.Done():
			up.Stop()
			return nil
		}
		up.Stop()
		if err != nil {
			return err
		}
	}
}

// hasService is nil where a user's order is active and has a service that is not stopped.
func hasService(o *book.Order, user eth.Address, service string, now time.Time) error {
	id, first := o.Rec.Order.ID, o.First()
	switch {
	case o.Rec.Order.User != user:
		return unknown(id)
	case !o.Runs(now):
		return over(id)
	case first.Rec.Revision == 0:
		return notDeployed(id)
	case !first.Has(service):
		return problem.New(404, problem.NotFound, "order %s has no service %.40s", id, service)
	case first.Rec.Stopped:
		return problem.New(409, problem.ServiceStopped, "order %s is stopped", id).Remedy("start it first")
	}
	return nil
}
