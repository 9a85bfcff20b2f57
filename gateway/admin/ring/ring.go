// Package ring remembers the last of what the gateway logs, so that its operator can read in a page what it said of an order.
// It takes what goes to the log anyway: nothing of it comes from tenants' services.
package ring

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"berth/shared/clip"
	"berth/shared/order"
	"berth/shared/wire"
)

const (
	// Max is how many lines are remembered.
	Max = 5000
	// Of a line so many attributes of so many bytes are.
	maxAttrs = 16
	maxText  = 500
)

// Ring is the last lines. It is safe for concurrent use.
type Ring struct {
	mu    sync.Mutex
	lines []wire.AdminLine
	next  int
	seq   uint64
}

// Handler gives what a handler is given to a ring, too, from the level Info on.
type Handler struct {
	slog.Handler
	ring  *Ring
	attrs []slog.Attr
	group string
}

// New makes a ring, and the handler that fills it beside another.
func New(h slog.Handler) (*Ring, *Handler) {
	r := &Ring{}
	return r, &Handler{Handler: h, ring: r}
}

// Enabled implements slog.Handler.
func (h *Handler) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelInfo || h.Handler.Enabled(ctx, l)
}

// Handle implements slog.Handler.
func (h *Handler) Handle(ctx context.Context, rec slog.Record) error {
	if rec.Level >= slog.LevelInfo {
		h.ring.take(rec, h)
	}
	if !h.Handler.Enabled(ctx, rec.Level) {
		return nil
	}
	return h.Handler.Handle(ctx, rec)
}

// WithAttrs implements slog.Handler.
func (h *Handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	c := *h
	c.Handler = h.Handler.WithAttrs(attrs)
	c.attrs = slices.Clone(h.attrs)
	for _, a := range attrs {
		a.Key = h.group + a.Key
		c.attrs = append(c.attrs, a)
	}
	return &c
}

// WithGroup implements slog.Handler.
func (h *Handler) WithGroup(name string) slog.Handler {
	c := *h
	c.Handler = h.Handler.WithGroup(name)
	c.group = h.group + name + "."
	return &c
}

func (r *Ring) take(rec slog.Record, h *Handler) {
	line := wire.AdminLine{At: rec.Time.UTC(), Level: level(rec.Level), Text: plain(rec.Message)}
	add := func(a slog.Attr) bool {
		v := a.Value.Resolve()
		if a.Key == "order" {
			line.Order = number(v)
		}
		if line.Attrs == nil {
			line.Attrs = map[string]string{}
		}
		line.Attrs[plain(a.Key)] = plain(text(v))
		return len(line.Attrs) < maxAttrs
	}
	for _, a := range h.attrs {
		if a.Key != "node" { // this one
			add(a)
		}
	}
	rec.Attrs(func(a slog.Attr) bool {
		a.Key = h.group + a.Key
		return add(a)
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seq++
	line.Seq = r.seq
	if len(r.lines) < Max {
		r.lines = append(r.lines, line)
		return
	}
	r.lines[r.next] = line
	r.next = (r.next + 1) % Max
}

// Lines is a page, the newest first: those before a number, 0: the newest; about an order, 0: any.
func (r *Ring) Lines(id order.ID, before uint64, limit int) wire.AdminLog {
	page := wire.AdminLog{Lines: []wire.AdminLine{}}
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := len(r.lines) - 1; i >= 0; i-- {
		line := r.lines[(r.next+i)%len(r.lines)]
		if before != 0 && line.Seq >= before || id != 0 && line.Order != id {
			continue
		}
		if len(page.Lines) == limit {
			page.More = true
			break
		}
		page.Lines = append(page.Lines, line)
	}
	return page
}

func level(l slog.Level) string {
	switch {
	case l >= slog.LevelError:
		return "error"
	case l >= slog.LevelWarn:
		return "warn"
	}
	return "info"
}

func text(v slog.Value) string {
	switch v.Kind() {
	case slog.KindTime:
		return v.Time().UTC().Format(time.RFC3339)
	case slog.KindAny:
		return fmt.Sprint(v.Any())
	}
	return v.String()
}

func number(v slog.Value) order.ID {
	n, err := strconv.ParseUint(text(v), 10, 53)
	if err != nil {
		return 0
	}
	return order.ID(n)
}

// plain is a text of one line: what could begin another one, or move what a terminal shows, is escaped.
func plain(s string) string {
	if s = clip.To(s, maxText); !strings.ContainsFunc(s, hidden) {
		return s
	}
	q := strconv.QuoteToGraphic(s)
	return q[1 : len(q)-1]
}

func hidden(r rune) bool { return !strconv.IsGraphic(r) }
