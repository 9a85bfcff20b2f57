// Package logs gives what services write: as a file of all that is kept, and as a stream that goes on.
package logs

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"time"

	"berth/gateway/answer"
	"berth/gateway/cluster"
	"berth/gateway/edge/call"
	"berth/gateway/edge/limit"
	"berth/gateway/edge/stream"
	"berth/gateway/lease/tenancy"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

const (
	// MostBytes is the most that a log as a file has.
	MostBytes = 32 << 20
	// logWait is how long a runtime may take for some more of a log that is kept.
	logWait = time.Minute
)

var (
	errEnough  = errors.New("enough") // a log is longer than an answer may be
	errStalled = errors.New("nothing came of the log")
)

// Source gives what services write; *tenancy.Viewer does.
type Source interface {
	Log(ctx context.Context, id order.ID, service string, q cluster.LogQuery, take func([]wire.LogLine) error) error
}

var _ Source = (*tenancy.Viewer)(nil)

// What may be open at a time; one more ends the oldest.
var (
	FollowQuota = limit.Quota{Order: 16, User: 32} // logs that are followed
	FileQuota   = limit.Quota{Order: 2, User: 4}   // logs that are read as files: as fast as they are taken
)

// Logs are the logs of services. They are safe for concurrent use.
type Logs struct {
	Followed, Files *limit.Seats // who has one open

	views  call.Views
	source Source
	sieve  *answer.Sieve
	log    *slog.Logger
}

// New makes them.
func New(v call.Views, s Source, sieve *answer.Sieve, log *slog.Logger) *Logs {
	return &Logs{Followed: limit.NewSeats(FollowQuota), Files: limit.NewSeats(FileQuota), views: v, source: s, sieve: sieve, log: log}
}

// listen finds the service that a request is for and takes one of the seats for those who read its order's logs, to be
// given back. The context ends when it has to give way.
func (l *Logs) listen(r *http.Request, c call.Caller, seats *limit.Seats) (s wire.Service, ctx context.Context, back func(), err error) {
	if s, _, err = c.Service(l.views, r.PathValue("service")); err != nil {
		return s, nil, nil, err
	}
	ctx, back = seats.Take(r.Context(), c.Workload, c.User)
	return s, ctx, back, nil
}

// File gives all that is kept of a service's log as a text file, while it is read.
func (l *Logs) File(w http.ResponseWriter, r *http.Request, c call.Caller) error {
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
	s, mine, back, err := l.listen(r, c, l.Files)
	if err != nil {
		return err
	}
	defer back()
	// The header waits for the first lines: until then an error is an answer of its own.
	name := ""
	if r.URL.Query().Get("download") == "1" {
		name = fmt.Sprintf("order-%s-%s.log", c.ID, s.Name)
	}
	out := &logFile{w: w, conn: http.NewResponseController(w), name: name}
	buf := bufio.NewWriterSize(out, 32<<10)
	size := 0
	var last, before time.Time // of the last line, and the last one that is another
	ctx, cancel := context.WithCancelCause(mine)
	defer cancel(nil)
	stalled := time.AfterFunc(logWait, func() { cancel(errStalled) })
	defer stalled.Stop()
	err = l.source.Log(ctx, c.ID, s.Name, cluster.LogQuery{Since: since, Tail: int(tail)}, func(lines []wire.LogLine) error {
		stalled.Stop()
		defer stalled.Reset(logWait)
		for _, x := range lines {
			if !x.At.Equal(last) {
				last, before = x.At, last
			}
			row := x.At.UTC().AppendFormat(make([]byte, 0, len(time.RFC3339Nano)+len(x.Text)+2), time.RFC3339Nano)
			row = append(append(append(row, ' '), x.Text...), '\n')
			if size += len(row); size > MostBytes {
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
	if gone := call.Why(ctx); gone != nil {
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
	f.conn.SetWriteDeadline(time.Now().Add(stream.SendTime))
	n, err := f.w.Write(b)
	if err != nil {
		return n, err
	}
	return n, f.conn.Flush()
}
