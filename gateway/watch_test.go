package gateway

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/typed"
	"berth/shared/wire"
)

func greeting(text string) wire.TemplateManifest {
	return wire.TemplateManifest{Template: "hello", Service: "web", Image: "berth/hello", Port: 8080, Env: map[string]string{"GREETING": text}}
}

// followed is a service's log as it comes.
type followed struct {
	t     *testing.T
	lines chan wire.LogLine
	id    chan string // of the last event, once the stream has ended
	end   context.CancelFunc
}

// follow opens a stream of a log, that goes on after an event where last is one's id.
func (w *world) follow(id order.ID, bearer, last string) *followed {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	req, err := http.NewRequestWithContext(ctx, "GET", fmt.Sprintf("http://%s/v1/orders/%s/services/web/logs/events?tail=100", w.domain, id), nil)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+bearer)
	if last != "" {
		req.Header.Set("Last-Event-ID", last)
	}
	resp, err := (&http.Client{Transport: w.http.Transport}).Do(req) // without an end
	if err != nil {
		w.t.Fatal(err)
	}
	if resp.StatusCode != 200 {
		b, _ := io.ReadAll(resp.Body)
		w.t.Fatalf("follow: %d %s", resp.StatusCode, b)
	}
	f := &followed{t: w.t, lines: make(chan wire.LogLine, 10_000), id: make(chan string, 1), end: cancel}
	go func() {
		defer resp.Body.Close()
		at := ""
		for s := bufio.NewScanner(resp.Body); s.Scan(); {
			if v, ok := strings.CutPrefix(s.Text(), "id: "); ok {
				at = v
			}
			var b wire.LogBatch
			if data, ok := strings.CutPrefix(s.Text(), "data: "); ok && json.Unmarshal([]byte(data), &b) == nil {
				for _, l := range b.Lines {
					f.lines <- l
				}
			}
		}
		f.id <- at
		close(f.lines)
	}()
	w.t.Cleanup(cancel)
	return f
}

// says waits for a line with a text, and gives what came up to it.
func (f *followed) says(text string) (all []wire.LogLine) {
	f.t.Helper()
	for late := time.After(10 * time.Second); ; {
		select {
		case l, open := <-f.lines:
			if !open {
				f.t.Fatalf("the log ended before %q: %+v", text, all)
			}
			all = append(all, l)
			if strings.Contains(l.Text, text) {
				return all
			}
		case <-late:
			f.t.Fatalf("the log never said %q: %+v", text, all)
		}
	}
}

// text gets a page of the API that is no JSON.
func (w *world) text(path, bearer string) (string, http.Header) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), "GET", "http://"+w.domain+path, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+bearer)
	resp, err := w.http.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 200 {
		w.t.Fatalf("%s: %d %v %s", path, resp.StatusCode, err, b)
	}
	return string(b), resp.Header
}

// back is a signed request to roll back to a revision whose manifest has the hash.
func (w *world) back(id order.ID, revision, from uint64, hash eth.Hash) wire.DeployRequest {
	w.t.Helper()
	d := typed.Deploy{Order: id, Format: "template", ManifestHash: hash, Revision: revision, From: from, ShortStop: true}
	return w.signed(wire.DeployRequest{Deploy: d}, w.user)
}

// TestWatch follows a service's log through two deployments and a roll back, and looks at what is told of them.
func TestWatch(t *testing.T) {
	t.Parallel() // it waits for most of its time
	w := newWorld(t)
	w.start()
	id := w.order()
	bearer := w.access(id)
	api := fmt.Sprintf("/v1/orders/%s/", id)
	w.deploy(bearer, w.deployRequest(id, 1, greeting("One"), w.user))
	url := w.open(id, bearer, "web")
	f := w.follow(id, bearer, "")
	f.says("serves order")
	if _, page := w.visit(url + "/"); !strings.Contains(page, "One") {
		t.Errorf("the page: %s", page)
	}
	f.says("GET / 200")

	// The stream goes on with the next revision, and after a break where it was.
	second := w.deployRequest(id, 2, greeting("Two"), w.user)
	second.Deploy.ShortStop = true
	second = w.signed(second, w.user)
	w.deploy(bearer, second)
	seen := f.says("serves order")
	f.end()
	at := <-f.id
	for range 3 {
		w.visit(url + "/")
	}
	f = w.follow(id, bearer, at)
	var after []wire.LogLine
	for range 3 {
		after = append(after, f.says("GET / 200")...)
	}
	for _, l := range after {
		if !l.At.After(seen[len(seen)-1].At) || strings.Contains(l.Text, "serves order") {
			t.Errorf("told twice: %+v", l)
		}
	}

	var v wire.Revisions
	if _, p := w.call("GET", api+"deployment/revisions", bearer, nil, &v); p != nil || len(v.Revisions) != 2 || v.Revisions[1].Number != 1 || v.Revisions[0].ManifestHash != second.Deploy.ManifestHash {
		t.Fatalf("revisions: %v %+v", p, v)
	}
	for _, c := range []struct {
		req  wire.DeployRequest
		code int
	}{
		{w.back(id, 3, 1, v.Revisions[0].ManifestHash), 400}, // signed for another
		{w.back(id, 3, 7, v.Revisions[1].ManifestHash), 404},
		{w.back(id, 2, 1, v.Revisions[1].ManifestHash), 409}, // signed already
	} {
		if code, p := w.call("PUT", api+"deployment", bearer, c.req, nil); code != c.code {
			t.Errorf("roll back with %+v: got %d %v", c.req.Deploy, code, p)
		}
	}
	w.deploy(bearer, w.back(id, 3, 1, v.Revisions[1].ManifestHash))
	f.says("serves order")
	within(t, 5*time.Second, "the first page", func() bool {
		_, page := w.visit(url + "/")
		return strings.Contains(page, "One")
	})
	if _, p := w.call("GET", api+"deployment/revisions?limit=1", bearer, nil, &v); p != nil || len(v.Revisions) != 1 || v.Revisions[0].From != 1 || v.Revisions[0].Number != 3 || !v.More {
		t.Errorf("revisions: %v %+v", p, v)
	}
	if _, p := w.call("GET", api+"deployment/revisions?before=2", bearer, nil, &v); p != nil || len(v.Revisions) != 1 || v.Revisions[0].Number != 1 {
		t.Errorf("revisions: %v %+v", p, v)
	}

	var h wire.Happenings
	want := []string{wire.HappenedActivated, wire.HappenedDeployed, wire.HappenedReady, wire.HappenedRolledBack}
	within(t, 5*time.Second, fmt.Sprint("events ", want), func() bool {
		w.call("GET", api+"events", bearer, nil, &h)
		return !slices.ContainsFunc(want, func(code string) bool {
			return !slices.ContainsFunc(h.Events, func(x wire.Happening) bool { return x.Code == code })
		})
	})
	newest := h.Events[0].Seq
	if d := w.deployment(id, bearer); d.LastEvent < newest {
		t.Errorf("the deployment says event %d is the last, there is %d", d.LastEvent, newest)
	}
	var later wire.Happenings
	if _, p := w.call("GET", fmt.Sprintf("%sevents?after=%d&limit=2", api, h.Events[len(h.Events)-1].Seq), bearer, nil, &later); p != nil || len(later.Events) != 2 || later.Events[0].Seq < newest {
		t.Errorf("later events: %v %+v", p, later)
	}

	// This runtime opens no shells: a page and a program are told so.
	d := websocket.Dialer{NetDialContext: w.dial, HandshakeTimeout: 5 * time.Second, Subprotocols: []string{wire.ShellProtocol, wire.ShellToken + bearer}}
	_, resp, err := d.DialContext(t.Context(), "ws://"+w.domain+api+"services/web/shell", nil)
	var p problem.Problem
	if err == nil || resp == nil || json.NewDecoder(resp.Body).Decode(&p) != nil || p.Code != problem.NoShell || w.deployment(id, bearer).Shell {
		t.Errorf("a shell: %v %+v", err, p)
	}

	var u wire.Use
	within(t, 25*time.Second, "figures of what it uses", func() bool {
		w.call("GET", api+"use?span=hour", bearer, nil, &u)
		return len(u.Samples) > 0
	})
	if u.Bought.MemoryMiB != small.MemoryMiB || len(u.Services) != 1 || u.Services[0].Name != "web" || u.Samples[0].MemoryMiB == 0 || u.Samples[0].MemoryMiB > small.MemoryMiB {
		t.Errorf("use: %+v", u)
	}

	// After the end the log is there as a file.
	if _, err := w.rent.Cancel(t.Context(), id, order.UserLeft); err != nil {
		t.Fatal(err)
	}
	within(t, 10*time.Second, "the end", func() bool { return w.deployment(id, bearer).Phase == wire.PhaseEnded })
	text, header := w.text(api+"services/web/logs?download=1", bearer)
	if n := strings.Count(text, "serves order"); n != 3 || header.Get("Content-Disposition") != fmt.Sprintf(`attachment; filename="order-%s-web.log"`, id) {
		t.Errorf("the log, with %d starts and %v: %s", n, header, text)
	}
	first, _, _ := strings.Cut(text, " ")
	if at, err := time.Parse(time.RFC3339Nano, first); err != nil || time.Since(at) > time.Minute || time.Since(at) < 0 {
		t.Errorf("its first time: %s %v", first, err)
	}
	if text, _ := w.text(api+"services/web/logs?tail=1", bearer); strings.Count(text, "\n") != 1 {
		t.Errorf("its last line: %q", text)
	}
	if code, p := w.call("PUT", api+"deployment", bearer, w.back(id, 4, 1, v.Revisions[0].ManifestHash), nil); p == nil || p.Code != problem.OrderEnded {
		t.Errorf("roll back after the end: %d %v", code, p)
	}
}
