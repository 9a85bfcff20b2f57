package kube

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"berth/contracts/chain"
	"berth/e2e/rig"
	"berth/shared/order"
	"berth/shared/wire"
)

// number is a variable's, or what it is without.
func number(t *testing.T, name string, otherwise uint64) uint64 {
	t.Helper()
	s := os.Getenv(name)
	if s == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}

// patience is how long a life's step may take, with a gateway that is killed again and again.
const patience = 3 * time.Minute

// lives are users who rent, deploy, update, stop, start and end, over and over, and note what went wrong.
type lives struct {
	*yard
	doing sync.Map // what each user is at
	over  atomic.Bool

	mu                             sync.Mutex
	ids                            []order.ID
	lost, wrongEnds, wrongDeletion []string
}

func (l *lives) note(list *[]string, format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	*list = append(*list, fmt.Sprintf(format, args...))
}

// revision has a revision accepted and waits until its page is there. What was accepted once must stay so.
func (l *lives) revision(p *tenant, n uint64, text string) error {
	accepted := false
	m := image("notes", "/data", map[string]string{"TITLE": text})
	return rig.Eventually(patience, func() error {
		d, err := p.Deployment(l.Context())
		if err != nil {
			return err
		}
		if d.Revision < n {
			if accepted {
				l.note(&l.lost, "order %s: revision %d was accepted, now it is at %d", p.ID, n, d.Revision)
				accepted = false
			}
			steps, err := p.Deploy(l.Context(), n, m)
			accepted = len(steps) > 0
			if err != nil {
				return err
			}
		}
		return p.open(l.Context(), text)
	})
}

// live is one order from its first to its last moment.
func (l *lives) live(n int, p *tenant, r *rand.Rand) error {
	at := func(step string) { l.doing.Store(n, step) }
	at("rent")
	if err := rig.Eventually(patience, func() error { return p.rent(l.Context(), small) }); err != nil {
		return fmt.Errorf("rent: %w", err)
	}
	l.mu.Lock()
	l.ids = append(l.ids, p.ID)
	l.mu.Unlock()
	at("activate")
	if err := rig.Eventually(patience, func() error { return p.active(l.Context()) }); err != nil {
		l.note(&l.wrongEnds, "order %s is not active: %v", p.ID, err)
		return nil
	}
	at("deploy")
	p.Token = ""
	if err := rig.Eventually(patience, func() error { return p.Authorise(l.Context(), 0) }); err != nil {
		return fmt.Errorf("authorise: %w", err)
	}
	if err := l.revision(p, 1, "first"); err != nil {
		return fmt.Errorf("order %s, deploy: %w", p.ID, err)
	}
	memo := fmt.Sprintf("memo of order %s", p.ID)
	if err := rig.Eventually(patience, func() error {
		status, b, err := p.Do(l.Context(), "POST", p.service()+"/notes", url.Values{"text": {memo}})
		if err == nil && status != http.StatusSeeOther {
			err = fmt.Errorf("%d %.100s", status, b)
		}
		return err
	}); err != nil {
		return fmt.Errorf("order %s, a note: %w", p.ID, err)
	}
	at("update")
	if err := l.revision(p, 2, "second"); err != nil {
		return fmt.Errorf("order %s, update: %w", p.ID, err)
	}
	if err := rig.Eventually(20*time.Second, func() error { return p.open(l.Context(), memo) }); err != nil {
		l.note(&l.wrongDeletion, "order %s after an update: %v", p.ID, err)
	}
	if r.IntN(2) == 0 {
		at("stop")
		if err := rig.Eventually(patience, func() error { return p.Power(l.Context(), "stop") }); err != nil {
			return fmt.Errorf("order %s, stop: %w", p.ID, err)
		}
		if err := rig.Eventually(patience, func() error { return errors.Join(p.is(l.Context(), wire.PhaseStopped), l.pods(p, 0)) }); err != nil {
			return fmt.Errorf("order %s is not stopped: %w", p.ID, err)
		}
		at("start")
		if err := rig.Eventually(patience, func() error { return p.Power(l.Context(), "start") }); err != nil {
			return fmt.Errorf("order %s, start: %w", p.ID, err)
		}
		if err := rig.Eventually(patience, func() error { return p.open(l.Context(), "second") }); err != nil {
			return fmt.Errorf("order %s is not back: %w", p.ID, err)
		}
		if err := rig.Eventually(20*time.Second, func() error { return p.open(l.Context(), memo) }); err != nil {
			l.note(&l.wrongDeletion, "order %s after a stop: %v", p.ID, err)
		}
	}
	at("end")
	if o, err := l.client.Order(l.Context(), p.ID); err != nil || o.State != order.Active {
		l.note(&l.wrongEnds, "order %s ended by itself: %v %v", p.ID, o.State, err)
		return nil
	}
	if _, err := p.Sender.Cancel(l.Context(), p.ID, order.UserLeft); err != nil {
		return fmt.Errorf("order %s, cancel: %w", p.ID, err)
	}
	if err := rig.Eventually(patience, func() error { return l.pods(p, 0) }); err != nil {
		return fmt.Errorf("order %s runs after its end: %w", p.ID, err)
	}
	at("collect")
	return nil
}

// TestKill kills the gateway at random moments, BERTH_KILLS times, while orders are activated, deployed, updated, stopped
// and collected. The moments follow from BERTH_SEED, as far as clocks are the same.
func TestKill(t *testing.T) {
	kills, seed := number(t, "BERTH_KILLS", 20), number(t, "BERTH_SEED", uint64(time.Now().UnixNano()))
	t.Logf("%d kills, BERTH_SEED=%d", kills, seed)
	const users = 3
	l := &lives{yard: newYard(t, users, 2*time.Second)}
	var work sync.WaitGroup
	for n := range users {
		work.Go(func() {
			r := rand.New(rand.NewPCG(seed, uint64(n)+1))
			p := l.tenant(n)
			for !l.over.Load() {
				if err := l.live(n, p, r); err != nil {
					t.Errorf("user %d: %v", n, err)
					return
				}
			}
			l.doing.Delete(n)
		})
	}
	r, at := rand.New(rand.NewPCG(seed, 0)), map[string]int{}
	for range kills {
		time.Sleep(time.Duration(200+r.IntN(2800)) * time.Millisecond)
		select {
		case <-l.done:
			t.Fatal("the gateway ended by itself")
		default:
		}
		l.kill(syscall.SIGKILL)
		l.doing.Range(func(_, step any) bool { at[step.(string)]++; return true })
		if err := l.launch(); err != nil {
			t.Fatal(err)
		}
	}
	l.over.Store(true)
	work.Wait()

	var orphans []string
	if err := rig.Eventually(2*time.Minute, func() error {
		left, err := l.namespaces()
		orphans = nil
		for id, name := range left {
			orphans = append(orphans, fmt.Sprintf("order %s in %s", id, name))
		}
		if err == nil && len(left) > 0 {
			err = fmt.Errorf("%v", orphans)
		}
		return err
	}); err != nil {
		t.Errorf("not collected: %v", err)
	}
	head, err := l.client.Head(t.Context())
	l.must(err)
	events, err := l.client.Logs(t.Context(), 0, head.Number)
	l.must(err)
	activated := map[order.ID]int{}
	for _, e := range events {
		if a, ok := e.(chain.OrderActivated); ok {
			activated[a.ID]++
		}
	}
	var twice []string
	for _, id := range l.ids {
		if activated[id] != 1 {
			twice = append(twice, fmt.Sprintf("order %s: %d times", id, activated[id]))
		}
	}
	t.Logf("%d kills while users were at %v; %d orders; orphans %d, lost deployments %d, double activations %d, wrong deletions %d, wrong ends %d",
		kills, at, len(l.ids), len(orphans), len(l.lost), len(twice), len(l.wrongDeletion), len(l.wrongEnds))
	for _, bad := range [][]string{orphans, l.lost, twice, l.wrongDeletion, l.wrongEnds} {
		for _, b := range bad {
			t.Error(b)
		}
	}
}
