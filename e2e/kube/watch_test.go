package kube

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"berth/e2e/rig"
	"berth/shared/eth"
	"berth/shared/typed"
	"berth/shared/wire"
)

// follow gives a service's log lines as they come, until ctx ends.
func (p *tenant) follow(ctx context.Context, service string) (<-chan wire.LogLine, error) {
	req, err := http.NewRequestWithContext(ctx, "GET", p.API("services/"+service+"/logs/events?tail=1000"), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+p.Token)
	res, err := rig.Client(0).Do(req)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != http.StatusOK {
		res.Body.Close()
		return nil, errors.New(res.Status)
	}
	lines := make(chan wire.LogLine, 10000)
	go func() {
		defer close(lines)
		defer res.Body.Close()
		s := bufio.NewScanner(res.Body)
		s.Buffer(nil, 1<<20)
		for s.Scan() {
			data, ok := strings.CutPrefix(s.Text(), "data: ")
			var b wire.LogBatch
			if !ok || json.Unmarshal([]byte(data), &b) != nil {
				continue
			}
			for _, l := range b.Lines {
				lines <- l
			}
		}
	}()
	return lines, nil
}

// awaitLine waits for a line with a text.
func awaitLine(t *testing.T, lines <-chan wire.LogLine, within time.Duration, text string) wire.LogLine {
	t.Helper()
	var seen []string
	for end := time.After(within); ; {
		select {
		case l, ok := <-lines:
			if !ok {
				t.Fatalf("the stream ended without %q: %q", text, seen)
			}
			if strings.Contains(l.Text, text) {
				return l
			}
			seen = append(seen, l.Text)
		case <-end:
			t.Fatalf("no line with %q within %s: %q", text, within, seen)
		}
	}
}

// back signs and sends a roll back to an earlier revision.
func (p *tenant) back(ctx context.Context, next, to uint64, hash eth.Hash) (int, []byte, error) {
	req, err := p.Sign("", typed.Deploy{ManifestHash: hash, Revision: next, From: to, ShortStop: true})
	if err != nil {
		return 0, nil, err
	}
	return p.Do(ctx, "PUT", p.API("deployment"), req)
}

// TestWatch is what a user sees of a deployment on a cluster, and does with it: its log live, what happened, what it
// uses, its revisions, a shell.
func TestWatch(t *testing.T) {
	y := newYard(t, 1, time.Hour)
	p := y.settle(0, small)
	ctx, end := context.WithCancel(t.Context())
	defer end()
	notes := image("notes", "/data", map[string]string{"TITLE": "One"})
	_, err := p.Up(y.Context(), 1, notes)
	y.must(err)
	y.must(p.enter(y.Context()))
	y.within(10*time.Second, "its page", p.shows(y.Context(), "One"))
	lines, err := p.follow(ctx, "web")
	y.must(err)

	t.Run("the log goes on through a restart and a new revision", func(t *testing.T) {
		first := awaitLine(t, lines, 10*time.Second, "berth/notes serves order")
		if d := time.Since(first.At); d < 0 || d > time.Minute {
			t.Errorf("its time is %s", first.At)
		}
		y.must(p.Power(y.Context(), "restart"))
		second := awaitLine(t, lines, 30*time.Second, "berth/notes serves order")
		if !second.At.After(first.At) {
			t.Errorf("the line of %s came after that of %s", second.At, first.At)
		}
		y.within(30*time.Second, "it is ready again", func() error { return p.is(y.Context(), wire.PhaseReady) })
		notes.Env["TITLE"] = "Two"
		_, err := p.Up(y.Context(), 2, notes)
		y.must(err)
		awaitLine(t, lines, 30*time.Second, "berth/notes serves order")
		y.within(10*time.Second, "its page", p.shows(y.Context(), "Two"))
	})

	t.Run("an update that does not fit beside is refused until a short stop is allowed", func(t *testing.T) {
		raw, err := json.Marshal(image("notes", "/data", map[string]string{"TITLE": "Three"}))
		y.must(err)
		check, err := rig.Ask[wire.ManifestCheck](y.Context(), p.Person, "POST", p.API("deployment/check"), wire.ManifestCheckRequest{Format: "template", Manifest: string(raw)})
		y.must(err)
		if !check.OK || check.Update != wire.UpdateShortStop {
			t.Errorf("check: %+v", check)
		}
		req, err := p.Sign(string(raw), typed.Deploy{Revision: 3})
		y.must(err)
		status, b, err := p.Do(y.Context(), "PUT", p.API("deployment"), req)
		if err != nil || status != http.StatusConflict {
			t.Errorf("without shortStop: %d %.300s %v", status, b, err)
		}
		y.must(p.shows(y.Context(), "Two")())
	})

	t.Run("roll back", func(t *testing.T) {
		r, err := rig.Ask[wire.Revisions](y.Context(), p.Person, "GET", p.API("deployment/revisions"), nil)
		y.must(err)
		if len(r.Revisions) != 2 || r.Revisions[0].Number != 2 || r.Revisions[1].Number != 1 {
			t.Fatalf("revisions: %+v", r)
		}
		if status, b, err := p.back(y.Context(), 3, 1, r.Revisions[0].ManifestHash); err != nil || status < 400 || status > 499 {
			t.Errorf("with another revision's hash: %d %.200s %v", status, b, err)
		}
		began := time.Now()
		status, b, err := p.back(y.Context(), 3, 1, r.Revisions[1].ManifestHash)
		if err != nil || status != http.StatusOK {
			t.Fatalf("roll back: %d %.300s %v", status, b, err)
		}
		y.within(30*time.Second, "its page", p.shows(y.Context(), "One"))
		t.Logf("rolled back after %s", time.Since(began).Round(10*time.Millisecond))
		r, err = rig.Ask[wire.Revisions](y.Context(), p.Person, "GET", p.API("deployment/revisions?limit=1"), nil)
		y.must(err)
		if len(r.Revisions) != 1 || r.Revisions[0].From != 1 || r.Revisions[0].Number != 3 || !r.More {
			t.Errorf("revisions: %+v", r)
		}
	})

	t.Run("what happened", func(t *testing.T) {
		y.within(20*time.Second, "all of it is told", func() error {
			h, err := rig.Ask[wire.Happenings](y.Context(), p.Person, "GET", p.API("events"), nil)
			if err != nil {
				return err
			}
			var codes []string
			for _, e := range h.Events {
				codes = append(codes, e.Code)
			}
			for _, want := range []string{wire.HappenedDeployed, wire.HappenedRestarted, wire.HappenedRolledBack, wire.HappenedPlaced, wire.HappenedBegan, wire.HappenedReady} {
				if !slices.Contains(codes, want) {
					return fmt.Errorf("no %s in %v", want, codes)
				}
			}
			if !slices.IsSortedFunc(h.Events, func(a, b wire.Happening) int { return int(int64(b.Seq) - int64(a.Seq)) }) {
				return fmt.Errorf("not the newest first: %+v", h.Events)
			}
			return nil
		})
	})

	t.Run("use", func(t *testing.T) {
		y.within(90*time.Second, "there are figures", func() error {
			u, err := rig.Ask[wire.Use](y.Context(), p.Person, "GET", p.API("use?span=hour"), nil)
			if err != nil {
				return err
			}
			if len(u.Samples) == 0 || len(u.Services) != 1 {
				return fmt.Errorf("%+v", u)
			}
			if last := u.Samples[len(u.Samples)-1]; last.MemoryMiB == 0 || last.MemoryMiB > small.MemoryMiB {
				return fmt.Errorf("%+v", last)
			}
			return nil
		})
	})

	t.Run("shell", func(t *testing.T) {
		_, err := p.Up(y.Context(), 4, image("shell", "", map[string]string{"GREETING": "With a shell"}))
		y.must(err)
		d, err := p.Deployment(y.Context())
		y.must(err)
		if !d.Shell {
			t.Fatal("there is none")
		}
		ws, _, err := (&websocket.Dialer{
			HandshakeTimeout: 10 * time.Second, NetDialContext: rig.Dial, Subprotocols: []string{wire.ShellProtocol, wire.ShellToken + p.Token},
		}).DialContext(t.Context(), "ws"+strings.TrimPrefix(p.API("services/web/shell"), "http"), nil)
		y.must(err)
		defer ws.Close()
		y.must(ws.WriteJSON(wire.ShellControl{Columns: 101, Rows: 31}))
		var shown strings.Builder
		var ended wire.ShellEnd
		over := make(chan error, 1)
		go func() {
			for {
				kind, b, err := ws.ReadMessage()
				if err != nil {
					over <- err
					return
				}
				if kind == websocket.TextMessage {
					over <- json.Unmarshal(b, &ended)
					return
				}
				shown.Write(b)
			}
		}()
		y.must(ws.WriteMessage(websocket.BinaryMessage, []byte("stty size; id -u; echo 泊$((40+2))位; exit 7\n")))
		select {
		case err := <-over:
			y.must(err)
		case <-time.After(30 * time.Second):
			t.Fatal("the shell does not end")
		}
		for _, want := range []string{"31 101", "10001", "泊42位"} {
			if !strings.Contains(shown.String(), want) {
				t.Errorf("no %q in %q", want, shown.String())
			}
		}
		if ended.ExitCode != 7 || ended.Code != "" {
			t.Errorf("its end: %+v", ended)
		}
	})
}
