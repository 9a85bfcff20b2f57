// Package live is the one stream of events that a page has from the platform, whatever parts of it want to hear something: what all of
// them want together is asked for, and each is told its own.
package live

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/state"
)

// Want is what a part of the page wants to hear. Its functions are called on the UI goroutine while its run goes on; each may be nil.
type Want struct {
	Topics []wire.Topic
	Node   eth.Address // with the topic nodes: this one; zero: that any has changed

	Order  func(app.Context, wire.OrderView)
	Nodes  func(app.Context)            // some node has changed
	One    func(app.Context, wire.Node) // the one that is named has
	Prices func(app.Context)
	Notice func(app.Context, wire.Notice)

	// Fresh is called whenever what happened until now may not have been told: ask for how things are.
	Fresh func(app.Context)
	Down  func(ctx app.Context, down bool) // whether the stream is
}

// hub is the stream of a page.
type hub struct {
	mu    sync.Mutex
	wants map[*Want]life.Run
	asked string // query of the stream that is open, or is being opened
	up    bool
	stop  context.CancelFunc
}

const key state.Key[*hub] = "berth.live"

// settle is how long it is waited for other parts of a page that come or go at the same moment.
const settle = 60 * time.Millisecond

// Follow has a part of the page hear what it wants until its run ends.
func Follow(ctx app.Context, run life.Run, w Want) {
	if app.IsServer || !run.On() {
		return
	}
	h := key.Get(ctx).Data
	if h == nil {
		h = &hub{wants: map[*Want]life.Run{}}
		key.Put(ctx, h)
	}
	h.mu.Lock()
	h.wants[&w] = run
	up := h.up && h.query() == h.asked
	h.mu.Unlock()
	if up {
		w.fresh(run)
	} else {
		run.Go(func() { h.open() })
	}
	run.Go(func() {
		<-run.Done()
		h.mu.Lock()
		delete(h.wants, &w)
		h.mu.Unlock()
		h.open()
	})
}

func (w *Want) fresh(run life.Run) {
	run.Do(func(ctx app.Context) {
		if w.Fresh != nil {
			w.Fresh(ctx)
		}
	})
}

// query is what all want together. The lock is held.
func (h *hub) query() string {
	var topics []wire.Topic
	var nodes []eth.Address
	any := false
	for w := range h.wants {
		topics = append(topics, w.Topics...)
		if slices.Contains(w.Topics, wire.TopicNodes) {
			if w.Node.IsZero() {
				any = true
			} else {
				nodes = append(nodes, w.Node)
			}
		}
	}
	if len(topics) == 0 {
		return ""
	}
	slices.Sort(topics)
	topics = slices.Compact(topics)
	v := url.Values{}
	names := make([]string, len(topics))
	for i, t := range topics {
		names[i] = string(t)
	}
	v.Set("topics", strings.Join(names, ","))
	if !any && len(nodes) > 0 {
		slices.SortFunc(nodes, func(a, b eth.Address) int { return cmp.Compare(a.String(), b.String()) })
		nodes = slices.Compact(nodes)
		var list []string
		for _, n := range nodes[:min(len(nodes), wire.MostWatched)] {
			list = append(list, n.String())
		}
		v.Set("node", strings.Join(list, ","))
	}
	return v.Encode()
}

// open opens a stream for what is wanted now, unless that is open. It blocks for a moment.
func (h *hub) open() {
	time.Sleep(settle)
	h.mu.Lock()
	defer h.mu.Unlock()
	q := h.query()
	if q == h.asked {
		return
	}
	if h.stop != nil {
		h.stop()
	}
	h.asked, h.up, h.stop = q, false, nil
	if q == "" {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	h.stop = stop
	go h.follow(ctx, q)
}

// each has all who want something told.
func (h *hub) each(f func(w *Want, ctx app.Context)) {
	h.mu.Lock()
	all := maps.Clone(h.wants)
	h.mu.Unlock()
	for w, run := range all {
		run.Do(func(ctx app.Context) { f(w, ctx) })
	}
}

// follow keeps one stream open until ctx ends.
func (h *hub) follow(ctx context.Context, query string) {
	before := false
	err := js.Follow(ctx, js.Request{URL: "/api/events?" + query, Resume: true}, func(e js.Event) error {
		h.hear(e)
		return nil
	}, func(err error) {
		h.mu.Lock()
		mine := h.asked == query
		h.up = mine && err == nil
		h.mu.Unlock()
		if !mine {
			return
		}
		first := err == nil && !before
		before = before || err == nil
		h.each(func(w *Want, ctx app.Context) {
			if w.Down != nil {
				w.Down(ctx, err != nil)
			}
			if first && w.Fresh != nil { // what was before the first time is in no stream
				w.Fresh(ctx)
			}
		})
	})
	if err == nil || ctx.Err() != nil {
		return
	}
	// It was refused: there is no session, say. Whoever wants something again tries anew.
	h.mu.Lock()
	if h.asked == query {
		h.asked, h.up = "", false
	}
	h.mu.Unlock()
	h.each(func(w *Want, ctx app.Context) {
		if w.Down != nil {
			w.Down(ctx, true)
		}
	})
}

// hear tells what one event says to whom it is for.
func (h *hub) hear(e js.Event) {
	switch e.Name {
	case "reset":
		h.each(func(w *Want, ctx app.Context) {
			if w.Fresh != nil {
				w.Fresh(ctx)
			}
		})
	case "order":
		told(h, e, func(w *Want, ctx app.Context, v wire.OrderView) {
			if w.Order != nil {
				w.Order(ctx, v)
			}
		})
	case "notice":
		told(h, e, func(w *Want, ctx app.Context, v wire.Notice) {
			if w.Notice != nil {
				w.Notice(ctx, v)
			}
		})
	case "node":
		told(h, e, func(w *Want, ctx app.Context, v wire.Node) {
			if w.One != nil && w.Node == v.Address {
				w.One(ctx, v)
			}
		})
	case "nodes":
		h.each(func(w *Want, ctx app.Context) {
			switch {
			case w.Nodes != nil:
				w.Nodes(ctx)
			case !w.Node.IsZero() && w.Fresh != nil:
				w.Fresh(ctx) // another part wants to hear of any node, so that none is told by itself
			}
		})
	case "prices":
		h.each(func(w *Want, ctx app.Context) {
			if w.Prices != nil {
				w.Prices(ctx)
			}
		})
	}
}

// told reads an event and tells it; what is not as it was agreed is left out.
func told[T any](h *hub, e js.Event, f func(*Want, app.Context, T)) {
	var v T
	if json.Unmarshal(e.Data, &v) != nil {
		return
	}
	h.each(func(w *Want, ctx app.Context) { f(w, ctx, v) })
}
