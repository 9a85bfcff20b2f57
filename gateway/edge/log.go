package edge

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"time"

	"berth/gateway/answer"
	"berth/gateway/cluster"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

const (
	// logBytes is the most that a log as a file has.
	logBytes = 32 << 20
	// logWait is how long a runtime may take for some more of a log that is kept.
	logWait = time.Minute
	// sendTime is within what time a client has to take what is sent to it at once.
	sendTime = 30 * time.Second
)

var (
	errEnough  = errors.New("enough") // a log is longer than an answer may be
	errStalled = errors.New("nothing came of the log")
)

// service is the one that a request is for, if the order's deployment has it.
func (e *Edge) service(id order.ID, name string) (wire.Service, wire.Deployment, error) {
	d, _, _, err := e.cfg.Views.View(id)
	if err != nil {
		return wire.Service{}, d, err
	}
	i := slices.IndexFunc(d.Services, func(s wire.Service) bool { return s.Name == name })
	if i < 0 {
		return wire.Service{}, d, problem.New(404, problem.NotFound, "order %s has no service %.40s", id, name)
	}
	return d.Services[i], d, nil
}

// listen finds the service that a request is for and takes one of the seats for those who read its order's logs, to be
// given back. The context ends when it has to give way.
func (e *Edge) listen(r *http.Request, c caller, seats *seats) (s wire.Service, ctx context.Context, back func(), err error) {
	if s, _, err = e.service(c.id, r.PathValue("service")); err != nil {
		return s, nil, nil, err
	}
	ctx, back = seats.take(r.Context(), e.cfg.Orders.Workload(c.id), c.User)
	return s, ctx, back, nil
}

// logs gives all that is kept of a service's log as a text file, while it is read.
func (e *Edge) logs(w http.ResponseWriter, r *http.Request, c caller) error {
	tail, err := answer.Number(r, "tail", 0, 1, math.MaxInt32)
	if err != nil {
		return err
	}
	since, err := answer.Moment(r, "since")
	if err != nil {
		return err
	}
	if r.Method == http.MethodHead {
		tail = 1 // it is enough to know whether there is a log
	}
	s, mine, back, err := e.listen(r, c, e.fileSeats)
	if err != nil {
		return err
	}
	defer back()
	// The header waits for the first lines: until then an error is an answer of its own.
	name := ""
	if r.URL.Query().Get("download") == "1" {
		name = fmt.Sprintf("order-%s-%s.log", c.id, s.Name)
	}
	out := &logFile{w: w, conn: http.NewResponseController(w), name: name}
	buf := bufio.NewWriterSize(out, 32<<10)
	size := 0
	var last, before time.Time // of the last line, and the last one that is another
	ctx, cancel := context.WithCancelCause(mine)
	defer cancel(nil)
	stalled := time.AfterFunc(logWait, func() { cancel(errStalled) })
	defer stalled.Stop()
	err = e.cfg.Logs.Log(ctx, c.id, s.Name, cluster.LogQuery{Since: since, Tail: int(tail)}, func(lines []wire.LogLine) error {
		stalled.Stop()
		defer stalled.Reset(logWait)
		for _, l := range lines {
			if !l.At.Equal(last) {
				last, before = l.At, last
			}
			row := l.At.UTC().AppendFormat(make([]byte, 0, len(time.RFC3339Nano)+len(l.Text)+2), time.RFC3339Nano)
			row = append(append(append(row, ' '), l.Text...), '\n')
			if size += len(row); size > logBytes {
				// Lines of one time are not to be torn apart: rather some of them twice than none.
				fmt.Fprintf(buf, "# there is more: go on with since=%s\n", before.UTC().Format(time.RFC3339Nano))
				return errEnough
			}
			if _, err := buf.Write(row); err != nil {
				return err
			}
		}
		return nil
	})
	if context.Cause(ctx) == errStalled {
		err = problem.New(503, problem.Unavailable, "the log cannot be read now").Remedy("try again in a few seconds")
	}
	if gone := why(ctx); gone != nil {
		err = gone
	}
	var p *problem.Problem
	switch {
	case err == nil, errors.Is(err, errEnough):
		out.begin() // of an empty log, too
		return buf.Flush()
	case errors.As(err, &p):
		return err
	case errors.Is(err, cluster.ErrNoLog), errors.Is(err, cluster.ErrNotRunning):
		return problem.New(404, problem.NotFound, "there is no log of it").Remedy("there is one once the service has written something")
	}
	return fmt.Errorf("log: %w", err)
}

// logFile is a text file as an answer.
type logFile struct {
	w     http.ResponseWriter
	conn  *http.ResponseController
	name  string // to be kept under; empty: it is shown
	begun bool
}

var _ io.Writer = (*logFile)(nil)

func (f *logFile) begin() {
	if f.begun {
		return
	}
	f.begun = true
	h := f.w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Accel-Buffering", "no")
	if f.name != "" {
		h.Set("Content-Disposition", `attachment; filename="`+f.name+`"`)
	}
	f.w.WriteHeader(200)
}

// Write implements io.Writer.
func (f *logFile) Write(b []byte) (int, error) {
	f.begin()
	f.conn.SetWriteDeadline(time.Now().Add(sendTime))
	n, err := f.w.Write(b)
	if err != nil {
		return n, err
	}
	return n, f.conn.Flush()
}
