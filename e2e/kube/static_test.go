package kube

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"berth/shared/order"
	"berth/shared/wire"
)

// freeze stops the API server of e2e/cluster, whose processes' ids lie beside its kubeconfig, and gives what lets it go on.
func freeze(t *testing.T) (thaw func()) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(filepath.Dir(kubeconfig(t)), "..", "pid", "apiserver"))
	if err != nil {
		t.Skipf("the API server is not e2e/cluster's: %v", err)
	}
	var pid int
	if _, err := fmt.Sscan(string(raw), &pid); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	thaw = func() { syscall.Kill(pid, syscall.SIGCONT) }
	t.Cleanup(thaw)
	return thaw
}

// TestAPIAway: while the API server is silent, what runs goes on running and being served, and it is said what is not
// known. What is asked for meanwhile is done afterwards.
func TestAPIAway(t *testing.T) {
	y := newYard(t, 2, time.Hour)
	p, q := y.settle(0, small), y.settle(1, small)
	for _, x := range []*tenant{p, q} {
		_, err := x.Up(y.Context(), 1, image("hello", "", map[string]string{"GREETING": "steady"}))
		y.must(err)
		y.must(x.enter(y.Context()))
		y.within(10*time.Second, "its page", x.shows(y.Context(), "steady"))
	}
	frozen := time.Now()
	thaw := freeze(t)
	unknown := func() error {
		d, err := p.Deployment(y.Context())
		if err != nil {
			return err
		}
		i := slices.IndexFunc(d.Unknown, func(u wire.Unknown) bool { return u.What == "runtime" })
		if i < 0 {
			return fmt.Errorf("%+v", d)
		}
		if since := d.Unknown[i].Since; since.After(frozen.Add(time.Second)) || since.Before(frozen.Add(-30*time.Second)) {
			return fmt.Errorf("unknown since %v, frozen since %v", since, frozen)
		}
		if d.Phase != wire.PhaseReady {
			return fmt.Errorf("phase %s", d.Phase)
		}
		return nil
	}
	answers, told := 0, time.Duration(0)
	ended := false
	for time.Since(frozen) < 50*time.Second {
		if err := p.shows(y.Context(), "steady")(); err != nil {
			t.Fatalf("%s after the API server fell silent: %v", time.Since(frozen), err)
		}
		answers++
		if told == 0 && unknown() == nil {
			told = time.Since(frozen)
		}
		if !ended && time.Since(frozen) > 10*time.Second {
			// An order that ends now is refused at once, though its pod cannot be stopped yet.
			ended = true
			_, err := q.Sender.Cancel(y.Context(), q.ID, order.UserLeft)
			y.must(err)
			y.within(5*time.Second, "the ended one is not served", func() error {
				if q.shows(y.Context(), "steady")() == nil {
					return errors.New("it is")
				}
				return nil
			})
		}
		time.Sleep(100 * time.Millisecond)
	}
	if told == 0 {
		t.Errorf("nobody was told: %v", unknown())
	}
	thaw()
	t.Logf("the API server was silent for %s: %d answers, all good; told as unknown after %s", time.Since(frozen).Round(time.Second), answers, told.Round(time.Second))
	y.within(time.Minute, "what runs is known again", func() error {
		d, err := p.Deployment(y.Context())
		if err == nil && (len(d.Unknown) > 0 || d.Phase != wire.PhaseReady) {
			err = fmt.Errorf("%+v", d)
		}
		return err
	})
	y.must(p.shows(y.Context(), "steady")())
	y.within(time.Minute, "the ended one is stopped", func() error { return y.pods(q, 0) })
	_, err := p.Up(y.Context(), 2, image("hello", "", map[string]string{"GREETING": "moving again"}))
	y.must(err)
	y.within(20*time.Second, "a new revision", p.shows(y.Context(), "moving again"))
}
