package backup

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"filippo.io/age"

	"berth/e2e/rig/s3test"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

const root = "../.."

// TestRoundTrip: what was on an order's disks is in its user's bucket, encrypted; age gives it back; and so does another node, for
// another order.
func TestRoundTrip(t *testing.T) {
	s := s3test.Start(t, root, "backups")
	me, other := newIdentity(t), newIdentity(t)
	h := newHouse(t, s.Host).up()
	set, err := h.Set(t.Context(), alice, 1, planAt(s.Endpoint, me, other))
	if err != nil {
		t.Fatal(err)
	}
	if left, err := filepath.Glob(filepath.Join(s.Root, "backups/berth/*/*")); err != nil || len(left) != 0 {
		t.Errorf("trying the bucket left %v, %v", left, err)
	}
	if set.Plan.Bucket.Secret != "" || set.Next.Before(h.now()) || set.Next.After(h.now().Add(firstRun)) {
		t.Errorf("the plan is %+v, next %s", set.Plan, set.Next)
	}
	run := h.backup(alice, 1)
	if run.Fault != "" || run.Bytes < 20<<20 {
		t.Fatalf("%+v\n%s", run, h.log)
	}
	// As docs/data.md says it: age -d, then tar.
	raw, err := os.ReadFile(filepath.Join(s.Root, "backups/berth", run.Path, "data"+diskEnd))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []*age.X25519Identity{me, other} {
		plain, err := age.Decrypt(bytes.NewReader(raw), id)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(plain); err != nil || !bytes.Equal(got, h.disks.at(1, "data")) {
			t.Fatalf("%d bytes decrypted of %d, %v", len(got), len(h.disks.at(1, "data")), err)
		}
	}
	if bytes.Contains(raw, h.disks.at(1, "data")[:64]) {
		t.Error("it is not encrypted")
	}

	// Another node has never heard of it.
	x := newHouse(t, s.Host).up()
	x.cfg.ChainID = 1
	at := planAt(s.Endpoint).Bucket
	found, err := x.Find(t.Context(), bob, 3, wire.BackupSearch{Bucket: &at})
	if err != nil || len(found.Backups) != 1 || found.Backups[0].Path != run.Path || !found.Backups[0].Whole || len(found.Backups[0].Disks) != 2 {
		t.Fatalf("%+v, %v", found, err)
	}
	req := wire.BackupRestore{Bucket: &at, Path: run.Path, Disks: map[string]string{"data": "data"}, Identity: other.String()}
	if _, err := x.Restore(t.Context(), bob, 3, req); err != nil {
		t.Fatal(err)
	}
	if run := x.ended(3); run.Fault != "" || run.Kind != wire.KindRestore || !bytes.Equal(x.disks.at(3, "data"), h.disks.at(1, "data")) {
		t.Errorf("%+v: %d bytes", run, len(x.disks.at(3, "data")))
	}
	// With what is not its identity nothing is touched.
	req.Identity = newIdentity(t).String()
	if _, err := x.Restore(t.Context(), bob, 3, req); err != nil {
		t.Fatal(err)
	}
	x.until("it ends", func() bool { return x.View(3).Last.Fault != "" })
	if run := x.ended(3); run.Fault != wire.FaultIdentity || !bytes.Equal(x.disks.at(3, "data"), h.disks.at(1, "data")) {
		t.Errorf("%+v", run)
	}

	// Neither secret nor identity is anywhere.
	h.close()
	x.close()
	for _, y := range []*house{h, x} {
		file, err := os.ReadFile(y.path)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{s3test.Secret, me.String(), other.String(), req.Identity} {
			if bytes.Contains(file, []byte(secret)) || bytes.Contains(y.log.Bytes(), []byte(secret)) {
				t.Errorf("%.20s… is in the ledger or the log", secret)
			}
		}
		y.open()
	}
	// The plan is still there after a restart, with its secret.
	if v := h.View(1); v.Plan == nil || v.Next.IsZero() || v.Good == nil || v.Good.Path != run.Path || h.plans[1].Plan.Bucket.Secret != s3test.Secret {
		t.Errorf("after a restart: %+v", v)
	}
}

// TestWrong: what is wrong with a bucket is said of the field that is to be changed.
func TestWrong(t *testing.T) {
	s := s3test.Start(t, root, "backups")
	me := newIdentity(t)
	h := newHouse(t, s.Host, "127.0.0.1:9").up()
	for want, change := range map[string]func(*wire.BackupPlan){
		"bucket.secret secret":        func(p *wire.BackupPlan) { p.Bucket.Secret = "another" },
		"bucket.accessKey access-key": func(p *wire.BackupPlan) { p.Bucket.AccessKey = "nobody" },
		"bucket.bucket bucket":        func(p *wire.BackupPlan) { p.Bucket.Bucket = "elsewhere" },
		"bucket.endpoint endpoint":    func(p *wire.BackupPlan) { p.Bucket.Endpoint = "http://127.0.0.1:9" },
		"bucket.endpoint ":            func(p *wire.BackupPlan) { p.Bucket.Endpoint = "s3.example.org" },
		"bucket.region region":        func(p *wire.BackupPlan) { p.Bucket.Region = "eu-nowhere-9" },
		"bucket.prefix ":              func(p *wire.BackupPlan) { p.Bucket.Prefix = "/../x" },
		"recipients ":                 func(p *wire.BackupPlan) { p.Recipients = []string{me.String()} },
		"every ":                      func(p *wire.BackupPlan) { p.Every = "yearly" },
		"keep.daily ":                 func(p *wire.BackupPlan) { p.Keep.Daily = -1 },
	} {
		p := planAt(s.Endpoint, me)
		change(&p)
		_, err := h.Set(t.Context(), alice, 1, p)
		if got := field(err); got != want {
			t.Errorf("%s, want %s: %v", got, want, err)
		}
		if err != nil && strings.Contains(err.Error(), s3test.Secret) {
			t.Errorf("%s: the secret is in %v", want, err)
		}
	}
	if h.View(1).Plan != nil {
		t.Error("a plan was taken over")
	}
}

// TestSecretStays: a secret that is left out is the earlier one's, for the same place only.
func TestSecretStays(t *testing.T) {
	s := s3test.Start(t, root, "backups", "others")
	h := newHouse(t, s.Host, "127.0.0.1:9").up()
	p := planAt(s.Endpoint, newIdentity(t))
	if _, err := h.Set(t.Context(), alice, 1, p); err != nil {
		t.Fatal(err)
	}
	p.Bucket.Secret, p.Every = "", wire.BackupWeekly
	if v, err := h.Set(t.Context(), alice, 1, p); err != nil || v.Plan.Every != wire.BackupWeekly {
		t.Fatal(err)
	}
	for _, change := range []func(*wire.Bucket){
		func(b *wire.Bucket) { b.Endpoint = "http://127.0.0.1:9" }, func(b *wire.Bucket) { b.Bucket = "others" }, func(b *wire.Bucket) { b.AccessKey = "x" },
	} {
		q := p
		change(&q.Bucket)
		if _, err := h.Set(t.Context(), alice, 1, q); field(err) != "bucket.secret " {
			t.Errorf("%+v: %v", q.Bucket, err)
		}
		if _, err := h.Find(t.Context(), alice, 1, wire.BackupSearch{Bucket: &q.Bucket}); field(err) != "bucket.secret " {
			t.Errorf("%+v: %v", q.Bucket, err)
		}
	}
	// Another order's plan does not have it either.
	if _, err := h.Set(t.Context(), alice, 2, p); field(err) != "bucket.secret " {
		t.Error(err)
	}
}

// TestSchedule: backups are made when they are due, what is not kept goes, and an order that has ended is let be.
func TestSchedule(t *testing.T) {
	s := s3test.Start(t, root, "backups")
	h := newHouse(t, s.Host).up()
	h.disks.have[1]["data"] = []byte("small")
	p := planAt(s.Endpoint, newIdentity(t))
	p.Keep = wire.BackupKeep{Newest: 2}
	if _, err := h.Set(t.Context(), alice, 1, p); err != nil {
		t.Fatal(err)
	}
	due := h.View(1).Next
	for n := range 4 {
		h.later(due.Sub(h.now()) + time.Second)
		h.until("it is backed up", func() bool { v := h.View(1); return v.Good != nil && v.Doing == nil && !v.Good.Began.Before(due) })
		if next := h.View(1).Next; next.Sub(due) != 24*time.Hour {
			t.Fatalf("next is %s after %s", next, due)
		}
		due = h.View(1).Next
		found, err := h.Find(t.Context(), alice, 1, wire.BackupSearch{})
		if err != nil || len(found.Backups) != min(n+1, 2) {
			t.Fatalf("after %d: %+v, %v", n+1, found, err)
		}
	}
	// Of what is gone nothing is left, not even folders' objects.
	files := 0
	if err := filepath.WalkDir(filepath.Join(s.Root, "backups"), func(_ string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files++
		}
		return err
	}); err != nil || files != 2*3 {
		t.Errorf("%d files, %v", files, err)
	}
	h.mu.Lock()
	x := h.tenures[1]
	x.Over = true
	h.tenures[1] = x
	before := len(h.happened)
	h.mu.Unlock()
	h.later(48 * time.Hour)
	if _, err := h.Now(alice, 1); err == nil {
		t.Error("an order that has ended is backed up")
	}
	h.mu.Lock()
	x.Gone = true
	h.tenures[1] = x
	h.mu.Unlock()
	h.rouse()
	h.until("its plan goes with its data", func() bool {
		all, err := h.ledger.Backups()
		return err == nil && len(all) == 0 && h.View(1).Plan == nil
	})
	if len(h.codes()) != before {
		t.Errorf("%v", h.codes())
	}
}

// TestInterrupted: a server that goes away in the middle leaves no backup behind that is taken for whole; it is tried again, and then
// one is made.
func TestInterrupted(t *testing.T) {
	s := s3test.Start(t, root, "backups")
	var parts atomic.Int32
	var down, mend atomic.Bool
	front := before(t, s, func(w http.ResponseWriter, r *http.Request) bool {
		if !mend.Load() && r.Method == http.MethodPut && r.URL.Query().Get("partNumber") == "2" {
			parts.Add(1)
			down.Store(true)
		}
		if down.Load() {
			panic(http.ErrAbortHandler)
		}
		return false
	})
	h := newHouse(t, hostOf(front.URL)).up()
	if _, err := h.Set(t.Context(), alice, 1, planAt(front.URL, newIdentity(t))); err != nil {
		t.Fatal(err)
	}
	down.Store(false)
	run := h.backup(alice, 1)
	if run.Fault == "" || run.Operation != "put" || parts.Load() == 0 {
		t.Fatalf("%+v", run)
	}
	v := h.View(1)
	if wait := v.Next.Sub(h.now()); wait <= 0 || wait > firstRetry { // its time on schedule may be sooner
		t.Errorf("it is tried again in %s", wait)
	}
	down.Store(false)
	found, err := h.Find(t.Context(), alice, 1, wire.BackupSearch{})
	if err != nil || len(found.Backups) != 0 {
		t.Errorf("%+v, %v", found, err)
	}
	if got := h.codes(); len(got) != 1 || !strings.HasPrefix(got[0], wire.HappenedNoBackup) {
		t.Errorf("happened: %v", got)
	}
	mend.Store(true)
	h.later(firstRetry)
	h.until("it is made", func() bool { return h.View(1).Good != nil })
	if found, err := h.Find(t.Context(), alice, 1, wire.BackupSearch{}); err != nil || len(found.Backups) != 1 || !found.Backups[0].Whole {
		t.Errorf("%+v, %v", found, err)
	}
}

// TestRestarted: a gateway that ends in the middle says so after its start, and makes the backup then.
func TestRestarted(t *testing.T) {
	s := s3test.Start(t, root, "backups")
	h := newHouse(t, s.Host)
	hold := make(chan struct{})
	h.disks.hold = func(order.ID, string) error { <-hold; return errors.New("the gateway ends") }
	h.up()
	if _, err := h.Set(t.Context(), alice, 1, planAt(s.Endpoint, newIdentity(t))); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Now(alice, 1); err != nil {
		t.Fatal(err)
	}
	h.until("it is written that it was begun", func() bool {
		all, err := h.ledger.Backups()
		return err == nil && len(all) == 1 && all[0].Doing != nil
	})
	go func() { time.Sleep(50 * time.Millisecond); close(hold) }()
	h.close()
	h.disks.hold = nil
	h.open()
	h.up()
	h.until("it is told", func() bool { return len(h.codes()) > 0 })
	if got := h.codes(); got[0] != wire.HappenedNoBackup+" interrupted" {
		t.Errorf("happened: %v", got)
	}
	h.later(whenBusy)
	h.until("it is made", func() bool { return h.View(1).Good != nil })
}

// TestOneAtATime: of an order and of a user there is one at a time; a disk that somebody else copies is waited for.
func TestOneAtATime(t *testing.T) {
	s := s3test.Start(t, root, "backups")
	h := newHouse(t, s.Host).up()
	me := newIdentity(t)
	for id, who := range map[order.ID]eth.Address{1: alice, 2: alice, 3: bob} {
		if _, err := h.Set(t.Context(), who, id, planAt(s.Endpoint, me)); err != nil {
			t.Fatal(err)
		}
	}
	hold := make(chan struct{})
	h.disks.mu.Lock()
	h.disks.hold = func(id order.ID, _ string) error {
		if id == 1 {
			<-hold
		}
		return nil
	}
	h.disks.mu.Unlock()
	if _, err := h.Now(alice, 1); err != nil {
		t.Fatal(err)
	}
	var p *problem.Problem
	for _, id := range []order.ID{1, 2} {
		if _, err := h.Now(alice, id); !errors.As(err, &p) || p.Code != problem.Busy {
			t.Errorf("order %d: %v", id, err)
		}
	}
	if run := h.backup(bob, 3); run.Fault != "" {
		t.Errorf("%+v", run)
	}
	close(hold)
	if run := h.ended(1); run.Fault != "" {
		t.Errorf("%+v", run)
	}
	busy := true
	h.disks.mu.Lock()
	h.disks.hold = func(order.ID, string) error {
		if busy {
			busy = false
			return problem.New(409, problem.Busy, "a disk of this order is being copied or replaced")
		}
		return nil
	}
	h.disks.mu.Unlock()
	good := h.View(1).Good
	h.later(time.Minute)
	if _, err := h.Now(alice, 1); err != nil {
		t.Fatal(err)
	}
	h.until("it waits", func() bool { return h.View(1).Doing == nil })
	if v := h.View(1); v.Last.Fault != "" || v.Good != good || v.Next.Sub(h.now()) > whenBusy {
		t.Errorf("%+v", v)
	}
	h.later(whenBusy)
	h.until("it is made", func() bool { return h.View(1).Good != good })
}
