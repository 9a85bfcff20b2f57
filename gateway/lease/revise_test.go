package lease

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/lease/tenancy"
	"berth/gateway/ledger"
	"berth/gateway/manifest/formats"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/typed"
	"berth/shared/wire"
)

const hush = "correct-horse"

// composed is a Compose file with a secret, that differs by n.
func composed(n int) string {
	return fmt.Sprintf("services:\n  web:\n    image: x/web:%d\n    ports: [\"80\"]\n    environment: {N: \"%d\", DB_PASSWORD: %s}\n    volumes: [\"data:/data\"]\nvolumes: {data: {}}\n", n, n, hush)
}

// sign deploys a Compose file as a revision.
func (b *bench) sign(id order.ID, rev ledger.Revision) error {
	m, err := formats.Parse(rev.Format, rev.Manifest)
	if err != nil {
		return err
	}
	return b.Deploy(id, rev, m, nil)
}

func isProblem(t *testing.T, what string, err error, code problem.Code) {
	t.Helper()
	var p *problem.Problem
	if !errors.As(err, &p) || p.Code != code {
		t.Errorf("%s: got %v, want %s", what, err, code)
	}
}

func TestRevisions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.within(t, "active", func() bool { return b.state(1) == order.Active })
		if page, err := b.Revisions(1, 0, 0); err != nil || page.Revisions == nil || len(page.Revisions) != 0 || page.More {
			t.Errorf("before the first: %+v %v", page, err)
		}
		_, err := b.Revisions(9, 0, 0)
		isProblem(t, "no order", err, problem.NotFound)
		const n = 25
		for i := 1; i <= n; i++ {
			if err := b.sign(1, ledger.Revision{Number: uint64(i), Format: "compose", Manifest: composed(i)}); err != nil {
				t.Fatal(err)
			}
		}
		page, err := b.Revisions(1, 0, 0)
		if err != nil || len(page.Revisions) != 20 || !page.More || page.Revisions[0].Number != n {
			t.Fatalf("%d, more %v, %v", len(page.Revisions), page.More, err)
		}
		raw, err := json.Marshal(page)
		if err != nil || strings.Contains(string(raw), hush) || !strings.Contains(string(raw), "DB_PASSWORD") {
			t.Errorf("%s", raw)
		}
		v := page.Revisions[0]
		if v.Format != "compose" || v.ManifestHash != eth.Hash(sha256.Sum256([]byte(composed(n)))) || v.Size != len(composed(n)) || v.At.IsZero() || v.From != 0 ||
			len(v.Services) != 1 || v.Services[0].Image != "x/web:25" || v.Services[0].Share.CPUMilli != half.CPUMilli || len(v.Volumes) != 1 || v.Volumes[0].SizeMiB != half.DiskMiB-half.DiskMiB/4 {
			t.Errorf("%+v", v)
		}
		if page, err = b.Revisions(1, 6, 1000); err != nil || len(page.Revisions) != 5 || page.More || page.Revisions[0].Number != 5 {
			t.Errorf("the next page: %d, more %v, %v", len(page.Revisions), page.More, err)
		}
		if page, err = b.Revisions(1, 1<<63, 1); err != nil || len(page.Revisions) != 1 || page.Revisions[0].Number != n {
			t.Errorf("from far on: %+v %v", page, err)
		}

		format, text, err := b.RevisionManifest(1, 3)
		if err != nil || format != "compose" || text != composed(3) {
			t.Errorf("revision 3: %s %q %v", format, text, err)
		}
		for _, n := range []uint64{0, n + 1, 1 << 63} {
			_, _, err = b.RevisionManifest(1, n)
			isProblem(t, fmt.Sprint("revision ", n), err, problem.NotFound)
		}
		if err := b.sign(1, ledger.Revision{Number: n + 1, From: 3, Format: format, Manifest: text}); err != nil {
			t.Fatal(err)
		}
		b.within(t, "the old one runs", func() bool {
			w, runs := b.cluster.workloads()[1]
			return runs && w.Manifest.Services[0].Image == "x/web:3"
		})
		b.chain.replace(1, 2, double)
		b.has(t, "replaced", 1, double, n+1)
		b.within(t, "both read", func() bool { return b.state(1) == order.Replaced && b.state(2) == order.Active })
		for _, id := range []order.ID{1, 2} {
			page, err = b.Revisions(id, 0, 2)
			if err != nil || len(page.Revisions) != 2 || page.Revisions[0].From != 3 || page.Revisions[0].Services[0].Share.CPUMilli != double.CPUMilli && id == 2 {
				t.Errorf("order %s: %+v %v", id, page, err)
			}
		}
		// Only so many are kept, and the newest are.
		for i := n + 2; i <= ledger.MaxRevisions+5; i++ {
			if err := b.sign(2, ledger.Revision{Number: uint64(i), Format: "compose", Manifest: composed(i)}); err != nil {
				t.Fatal(err)
			}
		}
		_, _, err = b.RevisionManifest(2, 5)
		isProblem(t, "one that is not kept", err, problem.NotFound)
		if page, err = b.Revisions(2, 0, 100); err != nil || len(page.Revisions) != ledger.MaxRevisions || page.More {
			t.Errorf("%d kept, more %v, %v", len(page.Revisions), page.More, err)
		}
	})
}

func TestUpdateKinds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.within(t, "active", func() bool { return b.state(1) == order.Active })
		m, err := formats.Parse("compose", composed(1))
		if err != nil {
			t.Fatal(err)
		}
		kind := func(what string, want wire.UpdateKind) {
			t.Helper()
			if got, err := b.Update(1, m); err != nil || got != want {
				t.Errorf("%s: %s %v, want %s", what, got, err, want)
			}
		}
		narrow := func(v bool) {
			b.cluster.mu.Lock()
			defer b.cluster.mu.Unlock()
			b.cluster.narrow = v
		}
		narrow(true)
		kind("nothing runs", wire.UpdateFirst)
		b.deploy(t, 1)
		kind("no room", wire.UpdateShortStop)
		rev := ledger.Revision{Number: 2, Format: "compose", Manifest: composed(2)}
		err = b.sign(1, rev)
		isProblem(t, "no room", err, problem.NoRoomBeside)
		var p *problem.Problem
		if errors.As(err, &p); p.Status != 409 || !strings.Contains(p.Detail, "shortStop") {
			t.Errorf("got %+v", p)
		}
		if d, _, _, err := b.View(1); err != nil || d.Revision != 1 {
			t.Errorf("it was taken: %+v %v", d, err)
		}
		isProblem(t, "the number comes first", b.sign(1, ledger.Revision{Number: 5, Format: "compose", Manifest: composed(2)}), problem.WrongRevision)
		narrow(false)
		kind("room", wire.UpdateBeside)
		if err := b.sign(1, rev); err != nil {
			t.Errorf("with room: %v", err)
		}
		narrow(true)
		rev.Number, rev.ShortStop = 3, true
		if err := b.sign(1, rev); err != nil {
			t.Errorf("agreed: %v", err)
		}
		b.within(t, "runs", func() bool { return b.cluster.workloads()[1].Revision == 3 })
		fails := cluster.Event{Order: 1, Revision: 3, Service: "web", Phase: wire.PhaseFailed, Text: "crashes", At: time.Now()}
		b.cluster.observe(fails)
		kind("it has failed, but what was before may go on", wire.UpdateShortStop)
		if err := b.Switch(1, tenancy.Stop); err != nil {
			t.Fatal(err)
		}
		b.within(t, "stopped", func() bool { return !b.cluster.running(1) })
		b.cluster.mu.Lock()
		b.cluster.mute = true
		b.cluster.mu.Unlock()
		if err := b.Switch(1, tenancy.Start); err != nil {
			t.Fatal(err)
		}
		b.within(t, "started", func() bool { return b.cluster.running(1) })
		kind("it has not answered yet", wire.UpdateShortStop)
		b.cluster.observe(fails)
		kind("what runs has never answered", wire.UpdateFirst)
		rev.Number, rev.ShortStop = 4, false
		if err := b.sign(1, rev); err != nil {
			t.Errorf("over what has failed: %v", err)
		}
		b.within(t, "runs", func() bool { return b.cluster.workloads()[1].Revision == 4 })
		if err := b.Switch(1, tenancy.Stop); err != nil {
			t.Fatal(err)
		}
		kind("stopped", wire.UpdateFirst)
		_, err = b.Update(9, m)
		isProblem(t, "no order", err, problem.NotFound)
	})
}

// A revision is written down while what has signed it is held, or not at all; its proof says what was signed.
func TestHeldWhileAccepted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t, time.Hour)
		b.chain.rent(1, alice, 1000)
		b.within(t, "active", func() bool { return b.state(1) == order.Active })
		rev := ledger.Revision{
			Number: 1, Format: "compose", Manifest: composed(1), Gateway: "n1.example", Order: 1, NotAfter: time.Now().Add(time.Minute).UTC(),
			Access: &wire.AccessRequest{Access: typed.Access{Key: "ssh-ed25519 AAAA", Name: "job"}},
		}
		m, err := formats.Parse(rev.Format, rev.Manifest)
		if err != nil {
			t.Fatal(err)
		}
		over := problem.New(401, problem.KeyOver, "it was revoked")
		isProblem(t, "revoked meanwhile", b.Deploy(1, rev, m, func() (func(), error) { return nil, over }), problem.KeyOver)
		_, err = b.Proof(1, 1)
		isProblem(t, "the proof of what was refused", err, problem.NotFound)
		held := 0
		err = b.Deploy(1, rev, m, func() (func(), error) {
			if _, err := b.Proof(1, 1); err == nil {
				t.Error("it was written down before")
			}
			held++
			return func() { held-- }, nil
		})
		if err != nil || held != 0 {
			t.Fatalf("held %d times, %v", held, err)
		}
		p, err := b.Proof(1, 1)
		if want := (typed.Deploy{
			Gateway: "n1.example", Order: 1, Format: "compose", ManifestHash: sha256.Sum256([]byte(rev.Manifest)), Revision: 1, NotAfter: rev.NotAfter,
		}); err != nil || p.User != alice || p.Deploy != want || p.Access == nil || p.Access.Access.Name != "job" {
			t.Errorf("got %+v, %v", p, err)
		}
		if list, err := b.Revisions(1, 0, 0); err != nil || list.Revisions[0].KeyName != "job" {
			t.Errorf("got %+v, %v", list, err)
		}
		// One from before proofs were kept.
		rev.Number, rev.Gateway, rev.Access = 2, "", nil
		if err := b.Deploy(1, rev, m, nil); err != nil {
			t.Fatal(err)
		}
		_, err = b.Proof(1, 2)
		isProblem(t, "a revision without one", err, problem.NotFound)
	})
}
