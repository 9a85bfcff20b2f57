package logs

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/js"
)

const (
	boxID       = "logs-box"
	searchID    = "logs-search"
	linesModule = "/web/lines.mjs"
	quiet       = 5 // lines a second up to which they are read out
)

// roll is a log's lines in the page, with the search in them. The lines are not in go-app's tree: they are handed to
// lines.mjs once for each picture that the browser paints. It is shared by the stream and the screen, and safe for
// concurrent use.
type roll struct {
	gap   func(n int) string // says how many lines are left out
	tell  func()             // the figures have changed
	moved func()             // the viewer has gone to the newest line, or away from it

	mu     sync.Mutex // guards what follows
	feed   logFeed
	search logSearch
	sought string    // what was last searched for
	module app.Value // lines.mjs
	list   app.Value // of the lines, in the page
	closed bool
	onList app.Func
	frame  *js.Frame
	pinned bool
	rate   []time.Time
}

// figures are what is told beside the lines.
type figures struct {
	lines, waiting, hits, at int
	frozen, searching        bool
	flooding                 bool // more lines come than can be read out
}

// open begins; before that only close may be called.
func (r *roll) open(gap func(int) string, tell, moved func()) {
	r.gap, r.tell, r.moved = gap, tell, moved
	r.pinned = true
	r.frame = js.NewFrame(r.flush)
}

// close lets go of all that is in the page.
func (r *roll) close() {
	if r.frame != nil {
		r.frame.Close()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed = true
	r.drop()
}

// load loads what writes the lines into the page.
func (r *roll) load(ctx context.Context) error {
	module, err := js.Import(ctx, linesModule)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.module = module
	return nil
}

// attach makes the list of lines once its place is in the page. The caller holds mu.
func (r *roll) attach() bool {
	if r.list != nil || r.module == nil || r.closed {
		return r.list != nil
	}
	box := app.Window().GetElementByID(boxID)
	if !box.Truthy() {
		return false
	}
	r.onList = app.FuncOf(func(_ app.Value, args []app.Value) any {
		bottom := args[1].Bool()
		r.mu.Lock()
		r.pinned = bottom
		r.mu.Unlock()
		r.moved()
		return nil
	})
	r.list = r.module.Call("lines", box, r.onList)
	return true
}

// detach lets go of the list.
func (r *roll) detach() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.drop()
}

// drop is detach for who holds mu.
func (r *roll) drop() {
	if r.list == nil {
		return
	}
	r.list.Call("close")
	r.onList.Release()
	r.list = nil
}

// take hears of new lines.
func (r *roll) take(b wire.LogBatch) {
	r.mu.Lock()
	full := r.feed.take(b)
	now := time.Now()
	for range min(len(b.Lines), quiet+1) {
		r.rate = append(r.rate, now)
	}
	if n := len(r.rate) - (quiet + 1); n > 0 {
		r.rate = r.rate[n:]
	}
	frozen := r.feed.frozen
	r.mu.Unlock()
	switch {
	case frozen:
		r.tell()
	case full:
		// A tab that is out of sight paints nothing, and may be so for hours.
		r.flush()
	default:
		r.frame.Ask()
	}
}

// flush hands what has come to the page.
func (r *roll) flush() {
	r.mu.Lock()
	if r.feed.frozen || !r.attach() {
		r.mu.Unlock()
		return
	}
	drop, add := r.feed.give()
	r.search.drop(r.feed.first)
	number := r.feed.first + len(r.feed.shown) - len(add)
	rows := make([]drawn, len(add))
	for i, l := range add {
		marks := r.search.marks(l.text)
		if marks != nil {
			r.search.hits = append(r.search.hits, number+i)
		}
		rows[i] = draw(l, marks, r.gap)
	}
	if b, err := json.Marshal(rows); err == nil && len(rows) > 0 {
		r.list.Call("add", drop, string(b))
	}
	r.mu.Unlock()
	r.tell()
}

// figures are as of now.
func (r *roll) figures() figures {
	r.mu.Lock()
	defer r.mu.Unlock()
	return figures{
		lines: len(r.feed.shown), waiting: r.feed.waiting(), hits: len(r.search.hits), at: r.search.at,
		frozen: r.feed.frozen, searching: r.search.on(), flooding: len(r.rate) > quiet && time.Since(r.rate[0]) < time.Second,
	}
}

// thaw lets the lines run, or stand still where they are paused or the viewer has gone up.
func (r *roll) thaw(paused bool) {
	r.mu.Lock()
	r.feed.frozen = paused || !r.pinned
	frozen := r.feed.frozen
	r.mu.Unlock()
	if !frozen {
		r.flush()
	}
}

// clear takes all lines away. Those that come then are shown.
func (r *roll) clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.feed.clear()
	r.search.hits, r.search.at = nil, -1
	r.pinned = true
	r.call("clear")
	r.call("pin", true)
}

// pin goes to the newest line and stays there.
func (r *roll) pin() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pinned = true
	r.call("pin", true)
}

// call calls the list in the page, if it is there. The caller holds mu.
func (r *roll) call(name string, args ...any) {
	if r.list != nil {
		r.list.Call(name, args...)
	}
}

// find searches for a text. It reports whether that is another than before.
func (r *roll) find(needle string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if needle == r.sought {
		return false
	}
	r.sought, r.search = needle, newSearch(needle)
	marks := r.search.markAll(&r.feed)
	r.call("mark", marks)
	r.call("show", -1)
	return true
}

// turn goes to another line that has what is searched for, if there is one, and away from the newest.
func (r *roll) turn(by int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	line, ok := r.search.turn(by)
	if ok && r.list != nil {
		r.pinned = false
		r.call("pin", false)
		r.call("show", line)
	}
}
