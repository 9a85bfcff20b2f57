package kube

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"berth/gateway/manifest"
	"berth/shared/resource"
	"berth/shared/wire"
)

// ask sends something to the gateway's API and reads its answer.
func (p *tenant) ask(y *yard, method, path string, body, into any) error {
	status, raw, err := p.Do(y.Context(), method, p.API(path), body)
	if err == nil && status >= 400 {
		err = fmt.Errorf("%s %s: %d %.300s", method, path, status, raw)
	}
	if err == nil && into != nil {
		err = json.Unmarshal(raw, into)
	}
	return err
}

// snapshot makes one of the disk data and waits for it.
func (p *tenant) snapshot(y *yard, stop bool) (s wire.Snapshot) {
	y.Helper()
	began := time.Now()
	y.must(p.ask(y, "POST", "disks/data/snapshots", wire.SnapshotRequest{Stop: stop}, &s))
	y.within(2*time.Minute, "a snapshot", func() error {
		err := p.ask(y, "GET", "snapshots/"+s.ID, nil, &s)
		if err == nil && s.State == wire.SnapshotFailed {
			y.Fatalf("the snapshot failed: %s", s.Error)
		}
		if err == nil && s.State != wire.SnapshotReady {
			err = errors.New(string(s.State))
		}
		return err
	})
	y.Logf("a snapshot (stop %v) of %d entries took %s", stop, s.Entries, time.Since(began).Round(100*time.Millisecond))
	return s
}

// official deploys the service that starts as root and becomes somebody else, and waits until it answers. It gives what to wait for until
// the service has started so many times, as its own user.
func (p *tenant) official(y *yard) (starts func(n int) func() error) {
	y.within(60*time.Second, "the machines were looked at", func() error {
		c, err := p.plan(y, "compose", official)
		if err == nil && (!c.OK || c.Services[0].Isolation != string(manifest.Rooted)) {
			err = fmt.Errorf("%+v", c)
		}
		return err
	})
	y.within(90*time.Second, "it is deployed", func() error { return p.send(y.Context(), 1, "compose", official) })
	y.must(p.enter(y.Context()))
	starts = func(n int) func() error {
		return func() error {
			s, err := p.says()
			if err == nil && (s.Starts != n || s.Owner != 999) {
				err = fmt.Errorf("%+v", s)
			}
			return err
		}
	}
	y.within(60*time.Second, "it answers", starts(1))
	return starts
}

// TestDisks: the disk of a service that starts as root and becomes somebody else is copied while it runs and stopped for it, downloaded with
// the owners that it sees, and put back; the service goes on with what was put back, in an order all of whose CPU and memory it has.
func TestDisks(t *testing.T) {
	y := newYard(t, 1, time.Hour, append([]string{"--helper-image", "berth/fill"}, rooted...)...)
	p := y.settle(0, resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 256, TrafficMiB: 1024})
	starts := p.official(y)
	var d wire.Disks
	y.must(p.ask(y, "GET", "disks", nil, &d))
	if !d.Limits.Able || len(d.Disks) != 1 || d.Disks[0].SizeMiB == 0 {
		t.Fatalf("disks: %+v", d)
	}
	if s := p.snapshot(y, false); s.Stopped {
		t.Errorf("while it runs: %+v", s)
	}
	y.must(starts(1)())
	s := p.snapshot(y, true)
	if !s.Stopped || s.Skipped != 0 {
		t.Errorf("stopped for it: %+v", s)
	}
	y.within(60*time.Second, "it has started again", starts(2))

	var link wire.SnapshotLink
	y.must(p.ask(y, "POST", "snapshots/"+s.ID+"/tickets", nil, &link))
	res, err := p.HTTP.Get(link.URL)
	y.must(err)
	raw, err := io.ReadAll(res.Body)
	y.must(errors.Join(err, res.Body.Close()))
	if res.StatusCode != 200 || uint64(len(raw)) != s.Bytes {
		t.Fatalf("downloaded: %d, %d bytes of %d", res.StatusCode, len(raw), s.Bytes)
	}
	z, err := zstd.NewReader(bytes.NewReader(raw))
	y.must(err)
	defer z.Close()
	files := 0
	for in := tar.NewReader(z); ; files++ {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		y.must(err)
		if h.Uid != 999 || h.Gid != 999 {
			t.Errorf("%s is %d:%d's, want 999:999", h.Name, h.Uid, h.Gid)
		}
	}
	if files != s.Entries || files < 2 {
		t.Errorf("%d entries, want %d", files, s.Entries)
	}

	began := time.Now()
	y.must(p.ask(y, "POST", "disks/data/restore", wire.RestoreRequest{Snapshot: s.ID}, nil))
	y.within(2*time.Minute, "the restore", func() error {
		if err := p.ask(y, "GET", "disks", nil, &d); err != nil {
			return err
		}
		if len(d.Restores) != 1 || d.Restores[0].State == wire.RestoreRunning {
			return errors.New("not yet")
		}
		if r := d.Restores[0]; r.State != wire.RestoreDone || r.Skipped != 0 {
			t.Fatalf("restore: %+v", r)
		}
		return nil
	})
	t.Logf("the restore took %s", time.Since(began).Round(100*time.Millisecond))
	// The snapshot is of after its first start.
	y.within(60*time.Second, "it goes on with what was put back", starts(2))

	// What cannot be unpacked changes nothing, and the service runs again.
	var bad wire.Snapshot
	junk := strings.Repeat("no archive", 100)
	y.must(p.ask(y, "POST", "uploads", wire.UploadRequest{Bytes: uint64(len(junk)), SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte(junk)))}, &bad))
	y.must(p.part(y, bad.ID, 0, []byte(junk)))
	y.must(p.ask(y, "POST", "disks/data/restore", wire.RestoreRequest{Snapshot: bad.ID}, nil))
	y.within(2*time.Minute, "it fails", func() error {
		if err := p.ask(y, "GET", "disks", nil, &d); err != nil {
			return err
		}
		if r := d.Restores[0]; r.Snapshot != bad.ID || r.State != wire.RestoreFailed || !r.Kept || !strings.Contains(r.Error, "zstd") {
			return fmt.Errorf("%+v", r)
		}
		return nil
	})
	y.within(60*time.Second, "it runs again, on what it had", starts(3))

	// Stopped, as after its end, it is copied, too.
	y.must(p.Power(y.Context(), "stop"))
	y.within(60*time.Second, "it is stopped", func() error { return p.is(y.Context(), wire.PhaseStopped) })
	if s := p.snapshot(y, true); !s.Stopped {
		t.Errorf("while it is stopped: %+v", s)
	}
	if err := p.is(y.Context(), wire.PhaseStopped); err != nil {
		t.Errorf("the copy has started it: %v", err)
	}
}

// part sends a part of an upload.
func (p *tenant) part(y *yard, snapshot string, offset int, part []byte) error {
	req, err := http.NewRequestWithContext(y.Context(), "PUT", p.API(fmt.Sprintf("uploads/%s?offset=%d", snapshot, offset)), bytes.NewReader(part))
	if err != nil {
		return err
	}
	sum := sha256.Sum256(part)
	req.Header.Set("Authorization", "Bearer "+p.Token)
	req.Header.Set("Content-Digest", "sha-256=:"+base64.StdEncoding.EncodeToString(sum[:])+":")
	res, err := p.HTTP.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != 200 {
		raw, _ := io.ReadAll(res.Body)
		return fmt.Errorf("a part: %d %s", res.StatusCode, raw)
	}
	return nil
}
